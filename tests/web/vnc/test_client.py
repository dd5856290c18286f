"""What a VNC client is answered, on a bare socket."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rfb import WHOLE, Rfb, drawn, kept_port, machine, refused, respond, vnc
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from fakeesx import FakeESX
from fakeesx.host.esx import Esx
from fakeesx.host.services.console_image import HEIGHT, WIDTH, frame
from fakeesx.host.virtual_machine.remote_display import RemoteDisplay
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.web.vnc.client import Client
from fakeesx.web.vnc.displays import Display

OPEN, LOCKED, SEALED = "büro", "locked", "sealed"
PASSWORD = "correct horse"  # eight characters of it count


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    """The ports of the machines: one that lets everybody in, one with a password, one with a key that nobody can read."""
    with kept_port() as one, kept_port() as two, kept_port() as three:
        yield {OPEN: one, LOCKED: two, SEALED: three}


@pytest.fixture(scope="module")
def esx(ports: dict[str, int]) -> Iterator[FakeESX]:
    """A host without a firewall."""
    options = {OPEN: vnc(ports[OPEN]), LOCKED: vnc(ports[LOCKED], PASSWORD), SEALED: vnc(ports[SEALED], key="AAECAw==")}
    with FakeESX({"vms": [machine(*each) for each in options.items()]}, profile="esxi-4.1") as esx:
        yield esx


@pytest.fixture(autouse=True)
def _as_at_first(esx: FakeESX) -> None:
    esx.reset()


@pytest.fixture
def viewer(esx: FakeESX, ports: dict[str, int]) -> Iterator[Rfb]:
    """A client that sees the open machine."""
    with Rfb(ports[OPEN]) as client:
        yield client.log_in()


def write(esx: FakeESX, text: str, name: str = OPEN) -> None:
    """Let a guest write on its screen."""
    ref = esx.vms[name].ref
    esx.run(lambda host: VirtualMachine(host, ref).write_on_screen(text))


def shown(esx: FakeESX, name: str = OPEN) -> bytes:
    """What is on a machine's screen, in the host's own format."""
    ref = esx.vms[name].ref
    return drawn(esx.run(lambda host: frame(VirtualMachine(host, ref).screen_rows())))


# who gets in

def test_version_3_8(viewer: Rfb, esx: FakeESX) -> None:
    """The screen is what /screen draws, under the machine's name."""
    assert viewer.greeting == b"RFB 003.008\n"
    assert viewer.name == OPEN
    assert viewer.screen() == shown(esx)


def test_version_3_7(ports: dict[str, int]) -> None:
    """No word on the outcome where no password was asked for."""
    with Rfb(ports[OPEN], b"RFB 003.007\n") as client:
        assert client.read(2) == b"\x01\x01"
        client.send(b"\x01")
        assert client.begin().name == OPEN


@pytest.mark.parametrize("version", [b"RFB 003.003\n", b"RFB 003.005\n", b"RFB 003.889\n", b"RFB 004.001\n"])
def test_version_3_3(ports: dict[str, int], version: bytes) -> None:
    """The host says what it wants; others than 3.7 and 3.8 are taken for this one."""
    with Rfb(ports[OPEN], version) as client:
        assert client.number() == 1
        assert client.begin().name == OPEN


@pytest.mark.parametrize(("version", "reason"), [(3, b""), (7, b""), (8, b"Authentication failed")])
def test_password(ports: dict[str, int], version: int, reason: bytes) -> None:
    """Whoever knows it gets in, others hear that they don't, and the connection ends."""
    for password, outcome in ((PASSWORD, 0), ("correct", 1)):
        with Rfb(ports[LOCKED], b"RFB 003.00%d\n" % version) as client:
            if version == 3:
                assert client.number() == 2
            else:
                assert client.read(2) == b"\x01\x02"
                client.send(b"\x02")
            client.send(respond(password, client.read(16)))
            assert client.number() == outcome
            if not outcome:
                assert client.begin().name == LOCKED
            else:
                if reason:
                    assert client.read(client.number()) == reason
                assert client.is_closed()


def test_challenges_differ(ports: dict[str, int]) -> None:
    """An answer can't be used again."""
    seen = set()
    for _ in range(3):
        with Rfb(ports[LOCKED]) as client:
            client.read(2)
            client.send(b"\x02")
            seen.add(client.read(16))
    assert len(seen) == 3


def test_a_password_can_not_be_gone_around(ports: dict[str, int]) -> None:
    """By choosing no authentication."""
    with Rfb(ports[LOCKED]) as client:
        client.read(2)
        client.send(b"\x01\x01")
        assert client.number() == 1
        assert client.read(client.number()) == b"Security type 1 was not offered"
        assert client.is_closed()


@pytest.mark.parametrize("password", ["", "AAECAw==", "\0\x01\x02\x03"])
def test_a_key_alone(ports: dict[str, int], password: str) -> None:
    """Is a password that the host can't read: nobody gets in."""
    with Rfb(ports[SEALED]) as client:
        client.read(2)
        client.send(b"\x02")
        client.send(respond(password, client.read(16)))
        assert client.number() == 1


# what is seen

def test_changes_are_told_when_they_happen(viewer: Rfb, esx: FakeESX) -> None:
    """The lines that differ, and no others; nothing as long as nothing does."""
    before = viewer.screen()
    viewer.ask(incremental=True)
    viewer.socket.settimeout(0.05)
    with pytest.raises(TimeoutError):
        viewer.read(1)
    viewer.socket.settimeout(10)
    write(esx, "one\ntwo")
    now, rows = shown(esx), bytearray(before)
    areas = viewer.update()
    for (left, top, width, height), pixels in areas:
        assert (left, width) == (0, WIDTH)
        rows[top * WIDTH * 4:(top + height) * WIDTH * 4] = pixels
    assert bytes(rows) == now
    assert 0 < sum(height for (*_, height), _ in areas) < HEIGHT // 4


def test_changes_before_they_were_asked_for(viewer: Rfb, esx: FakeESX) -> None:
    """Are told at once."""
    viewer.screen()
    write(esx, "meanwhile")
    viewer.ask(incremental=True)
    assert viewer.update()


def test_a_part(viewer: Rfb, esx: FakeESX) -> None:
    """Of the screen, and what is asked for beyond its edges is left out."""
    viewer.ask((9, 0, 18, 2))
    lines = [shown(esx)[(line * WIDTH + 9) * 4:][:18 * 4] for line in range(2)]
    assert viewer.update() == [((9, 0, 18, 2), b"".join(lines))]
    viewer.ask((700, 390, 65535, 65535))
    ((area, pixels),) = viewer.update()
    assert area == (700, 390, 20, 10)
    assert len(pixels) == 20 * 10 * 4


def test_what_waits_elsewhere_is_not_told(viewer: Rfb, esx: FakeESX) -> None:
    """A change outside of the part that is asked for."""
    viewer.screen()
    viewer.ask((0, 0, WIDTH, 16), incremental=True)
    write(esx, "below")
    viewer.ask((0, 0, 1, 1))  # in place of a time to wait for
    assert [(top, height) for (_, top, _, height), _ in viewer.update()] == [(0, 1)]


def test_pixel_format(viewer: Rfb, esx: FakeESX) -> None:
    """16 bits for those who ask, 8 and numbers of colours likewise."""
    assert viewer.format == struct.pack(">BBBBHHHBBB3x", 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
    viewer.send(b"\0\0\0\0" + struct.pack(">BBBBHHHBBB3x", 16, 16, 1, 1, 31, 63, 31, 11, 5, 0))
    viewer.ask((0, 0, 9, 16))
    ((_, pixels),) = viewer.update(2)
    assert set(struct.unpack(f">{9 * 16}H", pixels)) == {0, 0xFFFF}
    viewer.send(b"\0\0\0\0" + struct.pack(">BBBBHHHBBB3x", 8, 8, 0, 0, 0, 0, 0, 0, 0, 0))
    assert viewer.read(6) == struct.pack(">BxHH", 1, 0, 16)
    viewer.read(16 * 6)
    viewer.ask((0, 0, 9, 16))
    ((_, pixels),) = viewer.update(1)
    assert set(pixels) == {0, 15}


def test_several_clients(viewer: Rfb, esx: FakeESX, ports: dict[str, int]) -> None:
    """All see what happens."""
    with Rfb(ports[OPEN]) as client:
        viewers = (viewer, client.log_in())
        for each in viewers:
            each.screen()
            each.ask(incremental=True)
        write(esx, "for all")
        first, second = (each.update() for each in viewers)
        assert first == second


def test_keys_pointers_and_texts(viewer: Rfb, esx: FakeESX) -> None:
    """Are taken; an encoding that the host does not have is no matter."""
    viewer.send(struct.pack(">BxH3i", 2, 3, 16, 0, -223))
    viewer.send(struct.pack(">BBxxI", 4, 1, ord("a")) + struct.pack(">BBHH", 5, 1, 10, 10))
    viewer.send(struct.pack(">BxxxI", 6, 5000) + b"x" * 5000)
    assert viewer.screen() == shown(esx)


def test_back_to_the_start(viewer: Rfb, esx: FakeESX) -> None:
    """Also of a screen that only the guest has changed: the client stays, and sees it."""
    first = viewer.screen()
    write(esx, "not for long")
    viewer.ask(incremental=True)
    viewer.update()
    viewer.ask(incremental=True)
    wait_for(esx, lambda client: client._wanted)

    def reset(host: Esx) -> set[str]:
        host.checkpoints.reset()
        return set(esx._here.listening._displays._stirred)

    assert esx.run(reset) == {esx.vms[OPEN].ref.value}  # at once, not with the next change of what is measured
    viewer.update()
    assert viewer.screen() == first


# who does not keep to it

@pytest.mark.parametrize("said", [
    pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="another protocol"),
    pytest.param(b"RFB 3.8\n\n\n\n\n", id="another version"),
])
def test_no_client(ports: dict[str, int], said: bytes) -> None:
    """Whoever speaks something else is cut off."""
    with Rfb(ports[OPEN], said) as client:
        assert client.is_closed()


@pytest.mark.parametrize("message", [
    pytest.param(b"\x07", id="no such message"),
    pytest.param(b"\xff\0\0\0\0\0\0\0", id="an extension that was not offered"),
    pytest.param(struct.pack(">BxxxI", 6, 0xFFFFFFFF), id="a text of gigabytes"),
    pytest.param(b"\0\0\0\0" + bytes([13]) + bytes(15), id="pixels of 13 bits"),
])
def test_broken_messages(viewer: Rfb, message: bytes) -> None:
    """Likewise."""
    viewer.send(message)
    assert viewer.is_closed()


@settings(max_examples=25)
@given(data=st.data())
def test_any_bytes(esx: FakeESX, ports: dict[str, int], data: st.DataObject) -> None:
    """Harm nobody: the next client sees the screen."""
    step = data.draw(st.integers(0, 2))
    with Rfb(ports[OPEN], None if step == 0 else b"RFB 003.008\n") as client:
        if step == 2:
            client.log_in()
        said = data.draw(st.binary(max_size=200))
        with suppress(OSError):  # it may be cut off already
            client.send(said)
            client.socket.shutdown(socket.SHUT_WR)
        with pytest.raises(EOFError):
            client.read(1 << 24)
    with Rfb(ports[OPEN]) as client:
        client.log_in().ask((0, 0, 1, 1))
        assert len(client.update()) == 1


def test_a_client_that_does_not_read(viewer: Rfb, esx: FakeESX, ports: dict[str, int]) -> None:
    """Costs no more than an update: it is not listened to until it reads, and then it gets the screen of now."""
    request = struct.pack(">BB4H", 3, 0, *WHOLE) * 6000
    viewer.socket.settimeout(0.1)
    with pytest.raises(TimeoutError):
        viewer.send(request * 1000)
    wait_for(esx, lambda client: client._paused and [
        client.transport in client._display.reactor.getReaders(),
        len(client.transport.dataBuffer) + client.transport._tempDataLen + len(client._buffer) < 2 << 20,
    ] == [False, True])
    with Rfb(ports[OPEN]) as other:
        assert other.log_in().screen() == shown(esx)
    write(esx, "now")
    viewer.socket.settimeout(10)
    now = shown(esx)
    assert any(viewer.update() == [(WHOLE, now)] for _ in range(20))  # some were on their way


def test_no_more_than_forty(ports: dict[str, int]) -> None:
    """Clients of one machine; another machine has room."""
    with ExitStack() as stack:
        here: list[Rfb] = []
        with suppress(EOFError):
            while len(here) < 41:
                here.append(stack.enter_context(Rfb(ports[OPEN])))
        assert 30 < len(here) < 41  # some of the tests before may not be gone yet
        assert stack.enter_context(Rfb(ports[LOCKED])).greeting


def wait_for(esx: FakeESX, state: Callable[[Client], object]) -> None:
    """Let the host take what was sent to it."""
    for _ in range(1000):
        if esx.run(lambda _: any(state(client) for display in displays(esx) for client in display.clients)):
            return
    raise AssertionError("it did not take it")


class Wire(StringTransport):
    """A connection that only notes what is done to it."""

    cut = False

    def setTcpKeepAlive(self, enabled: bool) -> None:
        """No matter."""

    def setTcpNoDelay(self, enabled: bool) -> None:
        """Likewise."""

    def abortConnection(self) -> None:
        """That is what is noted."""
        self.cut = True


@pytest.mark.parametrize("said", [b"", b"RFB 003.008\n", b"RFB 003.008\n\x01"])
def test_not_through_in_time(esx: FakeESX, said: bytes) -> None:
    """Whoever does not come to see anything is cut off; who does may look for as long as he likes."""
    clock = Clock()

    def connected(host: Esx) -> tuple[Client, Wire]:
        ref = esx._here.listening._displays._open["16"]._vm.ref
        client, wire = Client(Display(host, clock, ref, RemoteDisplay(1))), Wire()
        client.makeConnection(wire)
        client.dataReceived(said)
        return client, wire

    def outcome(host: Esx) -> list[bool]:
        slow, quick = connected(host), connected(host)
        quick[0].dataReceived(b"RFB 003.008\n\x01\x01"[len(said):])
        clock.advance(29.9)
        before = slow[1].cut
        clock.advance(0.2)
        return [before, slow[1].cut, quick[1].cut]

    assert esx.run(outcome) == [False, True, False]


def test_asking_much(esx: FakeESX) -> None:
    """All that comes at once is answered by one update, of all that was asked for: asking costs the host next to nothing."""
    ask = b"".join(struct.pack(">BB4H", 3, 0, *area) for area in ((10, 10, 5, 5), (WIDTH, HEIGHT, 9, 9), (20, 12, 5, 5)))

    def answers(host: Esx) -> list[bytes]:
        ref = esx._here.listening._displays._open["16"]._vm.ref
        client, wire = Client(Display(host, Clock(), ref, RemoteDisplay(1))), Wire()
        client.makeConnection(wire)
        client.dataReceived(b"RFB 003.008\n\x01\x01")
        found = []
        for said in (ask * 2000, b"", ask[10:20]):
            wire.clear()
            client.dataReceived(said)
            found.append(wire.value())
        return found

    update, *nothing = esx.run(answers)
    assert struct.unpack(">BxH4Hi", update[:16]) == (0, 1, 10, 10, 15, 7, 0)
    assert len(update) == 16 + 4 * 15 * 7
    assert nothing == [b"", b""]


def displays(esx: FakeESX) -> list[Display]:
    """The VNC servers of a host."""
    return list(esx._here.listening._displays._open.values())


def test_passwords_are_not_told(esx: FakeESX, ports: dict[str, int]) -> None:
    """By nothing that a log may show."""
    assert not refused(ports[LOCKED])
    told = esx.run(lambda host: repr([node.private for node in host.inventory.of_type("VirtualMachine")]))
    assert "correct" not in told
    assert str(ports[LOCKED]) in told
