"""Each request is sent once; an error says whether the host can have seen it."""

from __future__ import annotations

import contextlib
import gc
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driver_conf import conf_of
from driver_sessions import wire_of
from esx_driver.errors import CertificateRefused, ConfigError, Unreachable
from esx_driver.options import HostAddress
from esx_driver.vim import connect
from esx_driver.vim.session import SERVICE_INSTANCE
from esx_driver.vim.wire import Lost, NotSent, Timeouts, Wire, tls_context

from fakeesx import FakeESX
from fakeesx.web.tls import identity

HEADERS = {"Content-Type": "text/xml"}


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[HostAddress]:
    """A server that takes one connection after the other and does with each what ``talk`` does."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection, contextlib.suppress(OSError):
                    talk(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield HostAddress("127.0.0.1", server.getsockname()[1])
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(10)
        gc.collect()


@contextmanager
def wire_to(address: HostAddress, tls: ssl.SSLContext | None, timeouts: Timeouts | None = None) -> Iterator[Wire]:
    """Connections that are closed at the end."""
    wire = Wire(address, tls, timeouts or Timeouts())
    try:
        yield wire
    finally:
        wire.close()


def test_nobody_listens() -> None:
    """Nothing was sent; the address is named."""
    with listening(lambda _: None) as address:
        pass
    said = rf"no connection to 127\.0\.0\.1:{address.port}: \[Errno \d+\] Connection refused$"
    with wire_to(address, None) as wire, pytest.raises(NotSent, match=said):
        wire.post("/sdk", b"x", HEADERS)


def test_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was sent; the name is told."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    address = HostAddress("no.such.host.invalid", 443)
    with wire_to(address, None) as wire, pytest.raises(NotSent, match=r"no\.such\.host\.invalid"):
        wire.post("/sdk", b"x", HEADERS)


def test_host_without_tls() -> None:
    """Plain HTTP where TLS is expected: not tried again and again, and said so."""
    with FakeESX(tls=False) as esx, wire_to(
        HostAddress(esx.host, esx.port), ssl.create_default_context(),
    ) as wire, pytest.raises(Unreachable, match="what listens there does not speak TLS"):
        wire.post("/sdk", b"x", HEADERS)


def test_plain_host() -> None:
    """``tls=None`` speaks plain HTTP."""
    with FakeESX(tls=False) as esx, wire_to(HostAddress(esx.host, esx.port), None) as wire:
        assert wire.post("/sdk", b"<x/>", HEADERS).status == 500


def test_certificate_that_nobody_knows(fresh: FakeESX) -> None:
    """W25: refused, and the message names the options that help; the original did not look."""
    with pytest.raises(CertificateRefused, match="vmwareapi_ca_file, or set vmwareapi_insecure") as caught:
        connect(conf_of(fresh, vmwareapi_ca_file=None))
    assert "self-signed certificate" in str(caught.value) or "unable to get local issuer" in str(caught.value)
    assert fresh.calls() == []


def test_certificate_of_another_name() -> None:
    """W25: one that is trusted, but for another name, is refused."""
    context = ssl.create_default_context(cadata=identity().certificate.decode("ascii"))
    with listening(_tls_that_talks) as address, wire_to(HostAddress("127.1", address.port), context) as wire, pytest.raises(
        CertificateRefused, match="mismatch",
    ):
        wire.post("/sdk", b"x", HEADERS)


def _tls_that_talks(connection: socket.socket) -> None:
    with _server_context().wrap_socket(connection, server_side=True) as secure:
        secure.recv(100)


def test_insecure(fresh: FakeESX) -> None:
    """W25: only who asks for it gets no verification; and no warning at each connection."""
    with connect(conf_of(fresh, vmwareapi_ca_file=None, vmwareapi_insecure=True)) as session:
        assert session.logins == 1


def test_file_without_certificates(fresh: FakeESX) -> None:
    """The option is named."""
    with pytest.raises(ConfigError, match=r"vmwareapi_ca_file: .*test_wire\.py holds no certificates"):
        connect(conf_of(fresh, vmwareapi_ca_file=__file__))


def _server_context() -> ssl.SSLContext:
    """A server's context with the certificate of a fake host."""
    own = identity()
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = Path(folder, "certificate"), Path(folder, "key")
        certificate.write_bytes(own.certificate)
        key.write_bytes(own.key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    return context


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tls_of_4_1() -> None:
    """A host that speaks TLS 1.0 only is told apart, the option is named, and with it the driver can talk to it."""
    old = _server_context()
    old.maximum_version = ssl.TLSVersion.TLSv1
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.set_ciphers("ALL@SECLEVEL=0")

    def talk(connection: socket.socket) -> None:
        with old.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<x/>")

    with listening(talk) as address:
        with wire_to(address, tls_context(None, insecure=True)) as wire, pytest.raises(
            Unreachable, match=r"TLS 1\.0 only, which vmwareapi_tls_minimum allows",
        ):
            wire.post("/sdk", b"x", HEADERS)
        with wire_to(address, tls_context(None, insecure=True, minimum="1.0")) as wire:
            assert wire.post("/sdk", b"x", HEADERS).content == b"<x/>"


def test_silence_before_tls() -> None:
    """A host that takes the connection and says nothing: nothing was sent, after the time for connecting."""
    def silent(connection: socket.socket) -> None:
        while connection.recv(65536):
            pass

    with listening(silent) as address, wire_to(
        address, ssl.create_default_context(), Timeouts(connect=0.1, silence=30),
    ) as wire, pytest.raises(NotSent, match="timed out"):
        wire.post("/sdk", b"x", HEADERS)


def test_silence_after_a_request(fresh: FakeESX) -> None:
    """The host may have carried it out; a call may bring its own time."""
    fresh.chaos.add(request="POST /sdk", hang=True)
    wire = wire_of(fresh, silence=0.05)
    with pytest.raises(Lost, match="was silent for too long"):
        wire.post("/sdk", b"x", HEADERS)
    wire.close()
    wire = wire_of(fresh, silence=60)
    with pytest.raises(Lost, match="was silent for too long"):
        wire.post("/sdk", b"x", HEADERS, silence=0.05)
    wire.close()


@pytest.mark.parametrize("effect", [{"reset": "before"}, {"reset": "after"}, {"truncate": 10}], ids=str)
def test_broken_answers(fresh: FakeESX, effect: dict[str, object]) -> None:
    """A connection that ends before the whole answer was there: lost, and never sent a second time."""
    fresh.chaos.add(request="POST /sdk", id="broken", **effect)
    wire = wire_of(fresh)
    with pytest.raises(Lost, match="was lost"):
        wire.post("/sdk", b"<x/>", HEADERS)
    wire.close()
    assert fresh.chaos.hits("broken") == 1


def test_tls_that_breaks_in_an_answer() -> None:
    """Garbage in the TLS stream after the request is a lost answer, and not a request that was not sent."""
    context = _server_context()

    def talk(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            raw = socket.socket(fileno=secure.detach())
            raw.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
            raw.recv(65536)
            raw.close()

    with listening(talk) as address, wire_to(address, tls_context(None, insecure=True)) as wire, pytest.raises(
        Lost, match="was lost",
    ):
        wire.post("/sdk", b"x", HEADERS)


def test_redirects_are_not_followed() -> None:
    """The cookie goes to this host and no other."""
    def talk(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n")

    with listening(talk) as address, wire_to(address, None) as wire:
        assert wire.post("/sdk", b"x", HEADERS).status == 302


def test_ipv6_address() -> None:
    """Without brackets in the socket, with them in what is told."""
    with wire_to(HostAddress("::1", 9), None, Timeouts(connect=5)) as wire, pytest.raises(NotSent, match=r"\[::1\]:9"):
        wire.post("/sdk", b"x", HEADERS)


def test_connections_are_kept(fresh: FakeESX) -> None:
    """Calls one after the other use one connection."""
    with connect(conf_of(fresh)) as session:
        for _ in range(3):
            session.call("CurrentTime", SERVICE_INSTANCE)
    assert len({call.peer for call in fresh.calls()}) == 1
