"""Each effect of chaos rules, as pyVmomi, zeep and a bare socket see it over TLS."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import urllib3
from asking import BROKEN, CLIENTS, Asking, PyVmomi, Raw, collect_garbage
from served import CONTENT, HEAD, TAIL

from fakeesx import FakeESX


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host with one VM."""
    with FakeESX(vms=1, seed=7) as esx:
        yield esx
    collect_garbage()


@pytest.fixture(params=CLIENTS, ids=lambda each: each.__name__)
def client(request: pytest.FixtureRequest, esx: FakeESX) -> Iterator[Asking]:
    """A client that has logged in."""
    client: Asking = request.param(esx)
    yield client
    client.close()


def groups(esx: FakeESX) -> set[str]:
    """The port groups that are there."""
    return esx.run(lambda host: {group.spec.name for group in host.networks.net.info.portgroup})


# what a call is answered with


def test_fault(esx: FakeESX, client: Asking) -> None:
    """The second AddPortGroup, and that one alone."""
    esx.chaos.add("AddPortGroup", fault="AlreadyExists", fields={"name": "b"}, nth=2, id="dup")
    assert [client.add_group(name) for name in "abc"] == ["", "AlreadyExists", ""]
    assert groups(esx) & set("abc") == {"a", "c"}
    assert esx.chaos.hits("dup") == 1


@pytest.mark.parametrize(("when", "done"), [("before", False), ("after", True)])
def test_status(esx: FakeESX, client: Asking, when: str, done: bool) -> None:
    """503 with a page, whether the call has run or not."""
    esx.chaos.add("AddPortGroup", status=503, body="<html><p>busy</html>", when=when, times=1)
    assert client.add_group("a") == "status 503"
    assert ("a" in groups(esx)) is done
    assert client.ask() == ""


@pytest.mark.parametrize("count", [0, 200])
def test_truncated(esx: FakeESX, client: Asking, count: int) -> None:
    """The reply breaks off; the call has run."""
    esx.chaos.add("AddPortGroup", truncate=count, times=1)
    assert client.add_group("a") == BROKEN
    assert "a" in groups(esx)
    if isinstance(client, Raw):
        assert len(client.last.partition(b"\r\n\r\n")[2]) == count
        assert not client.was_cut
    assert client.ask() == ""


@pytest.mark.parametrize(("when", "done"), [("before", False), ("after", True)])
def test_reset(esx: FakeESX, client: Asking, when: str, done: bool) -> None:
    """The request was lost, or the reply was."""
    esx.chaos.add("AddPortGroup", reset=when, times=1)
    assert client.add_group("a") == BROKEN
    assert ("a" in groups(esx)) is done
    if isinstance(client, Raw):
        assert client.was_cut
        assert client.last == b""
    assert client.ask() == ""


@pytest.mark.parametrize("when", ["before", "after"])
def test_reset_of_tcp(when: str) -> None:
    """Without TLS around it: the RST itself."""
    with FakeESX(tls=False) as esx:
        esx.chaos.add("RetrieveServiceContent", reset=when)
        with socket.create_connection((esx.host, esx.port), 10) as plain:
            body = (HEAD + CONTENT + TAIL).encode()
            plain.sendall(b"POST /sdk HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
            with pytest.raises(ConnectionResetError):
                plain.recv(1)


def test_delay(esx: FakeESX, client: Asking) -> None:
    """The answer takes as long, at least."""
    esx.chaos.add("CurrentTime", delay=0.3, times=1)
    start = time.monotonic()
    assert client.ask() == ""
    assert time.monotonic() - start >= 0.3


def test_hang(esx: FakeESX, client: Asking) -> None:
    """No answer until another thread releases the call."""
    esx.chaos.add("CurrentTime", hang=True, id="held")
    told: list[str] = []
    asking = threading.Thread(target=lambda: told.append(client.ask()))
    asking.start()
    while not esx.chaos.held("held"):
        assert asking.is_alive()
        asking.join(0.005)
    assert told == []
    assert esx.chaos.release("held") == 1
    asking.join(60)
    assert told == [""]


def test_hang_up(esx: FakeESX) -> None:
    """Nothing is left of a held call whose client goes away; it never runs."""
    esx.chaos.add("AddPortGroup", hang=True, id="held")
    client = PyVmomi(esx)
    client.stub.schemeArgs["timeout"] = 1.0  # also of the login
    client.close()
    client.login()
    assert client.add_group("a") != ""
    client.close()
    while esx.chaos.held("held"):
        time.sleep(0.001)
    assert esx.chaos.release() == 0
    assert "a" not in groups(esx)


# tasks


def test_task_that_fails(esx: FakeESX, client: Asking) -> None:
    """At 60 %; the VM is as before, and the next try does it."""
    esx.chaos.add(
        "PowerOnVM_Task", name="*", times=1, task_fails=60, fault="InsufficientResourcesFault", property={
            "runtime.powerState": "poweredOff",
        },
    )
    assert client.power_on() == ""
    assert client.task_end() == ("error", 60, "InsufficientResourcesFault")
    assert client.power() == "poweredOff"
    assert client.power_on() == ""
    assert client.task_end()[0] == "success"
    assert client.power() == "poweredOn"


# sessions


def test_expired_session(esx: FakeESX, client: Asking) -> None:
    """NotAuthenticated until the client logs in again."""
    esx.chaos.add("AddPortGroup", session="expired", times=1)
    assert [client.add_group("a"), client.add_group("a")] == ["NotAuthenticated", "NotAuthenticated"]
    client.login()
    assert client.add_group("a") == ""


@pytest.mark.parametrize(("kind", "seen"), [("expired", "NotAuthenticated"), ("empty", "nothing")])
def test_expired_session_of_a_reader(esx: FakeESX, client: Asking, kind: str, seen: str) -> None:
    """RetrieveProperties succeeds with missingSet, or with nothing."""
    before = client.read()
    esx.chaos.add("RetrieveProperties", session=kind, times=1)
    assert client.read() == seen
    client.login()
    assert client.read() == before


# the state of the host


def test_stale_property(esx: FakeESX, client: Asking) -> None:
    """The power state stays behind until the rule goes."""
    esx.chaos.add(stale="runtime.powerState" if not isinstance(client, PyVmomi) else "runtime", moid="16", id="stale")
    assert client.power_on() == ""
    assert client.task_end()[0] == "success"
    assert client.power() == "poweredOff"
    esx.chaos.remove("stale")
    assert client.power() == "poweredOn"


def test_full_datastore(esx: FakeESX, client: Asking) -> None:
    """The summary shows it, a VM that needs a swap file does not start."""
    before = client.free()
    esx.chaos.add(datastore_free=4096, name="datastore1")
    assert client.free() == 4096
    assert client.power_on() == ""
    assert client.task_end()[::2] == ("error", "NoDiskSpace")
    esx.chaos.clear()
    assert client.free() == before


def test_nic_down(esx: FakeESX, client: Asking) -> None:
    """In the host's configuration."""
    assert client.link()
    esx.chaos.add(nic_down="vmnic*", id="down")
    assert not client.link()
    esx.chaos.remove("down")
    assert client.link()


def test_reboot(esx: FakeESX, client: Asking) -> None:
    """The connection drops, nobody answers, then the host is back without sessions and VMs that run."""
    client.power_on()
    assert client.task_end()[0] == "success"
    esx.chaos.add("CurrentTime", reboot=0.2, times=1)
    assert client.ask() == BROKEN
    while (told := client.ask()) == BROKEN:
        time.sleep(0.005)
    assert told == "NotAuthenticated"
    client.login()
    assert client.power() == "poweredOff"


# transfers


def folder(esx: FakeESX, method: str, data: bytes | None = None) -> requests.Response:
    """A transfer of the file a.bin, as requests does it."""
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method, f"https://{esx.host}:{esx.port}/folder/a.bin", data=data,
            params={"dcPath": "ha-datacenter", "dsName": "datastore1"},
            auth=(esx.user, esx.password), verify=esx.cafile, timeout=10,
        )


def test_cut_upload(esx: FakeESX) -> None:
    """The connection breaks, nothing of the file is there; the next one is whole."""
    esx.chaos.add(request="PUT /folder/*", cut_at=1 << 20, times=1)
    with pytest.raises(requests.ConnectionError):
        folder(esx, "PUT", bytes(8 << 20))
    assert folder(esx, "GET").status_code == 404
    assert folder(esx, "PUT", bytes(8 << 20)).status_code == 201


@pytest.mark.parametrize("tls", [True, False])
def test_cut_download(tls: bool) -> None:
    """So many bytes come, over TLS and without."""
    with FakeESX(tls=tls) as esx:
        esx.run(lambda host: host.volumes.get("datastore1").write_file("a.bin", bytes(range(256)) * 8192))
        esx.chaos.add(request="GET /folder/*", cut_at=1_000_001)
        url = f"{esx.url.removesuffix('/sdk')}/folder/a.bin?dcPath=ha-datacenter&dsName=datastore1"
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, auth=(esx.user, esx.password), verify=esx.cafile, timeout=10, stream=True)
            content = answer.raw.read(1_000_001, decode_content=False)
            assert content == (bytes(range(256)) * 8192)[:1_000_001]
            with pytest.raises(urllib3.exceptions.ProtocolError, match="IncompleteRead"):
                answer.raw.read(1)
    collect_garbage()


@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_slow_link(esx: FakeESX, method: str) -> None:
    """200 KB at 500 KB/s take 0.4 s, and come whole; the clock of the host does not matter."""
    data = bytes(range(250)) * 800
    if method == "GET":
        assert folder(esx, "PUT", data).status_code == 201
    esx.chaos.add(request=f"{method} /folder/*", bytes_per_second=500_000)
    start = time.monotonic()
    answer = folder(esx, method, data if method == "PUT" else None)
    assert answer.ok
    assert time.monotonic() - start >= 0.3
    esx.chaos.clear()
    assert folder(esx, "GET").content == data


@pytest.mark.parametrize("effect", [{"cut_at": 100}, {"bytes_per_second": 100_000}, {"status": 502}, {"reset": "before"}])
def test_requests_of_clients(esx: FakeESX, client: Asking, effect: dict[str, Any]) -> None:
    """A rule for POST /sdk is for every call: cut within the request, slow, refused, reset."""
    esx.chaos.add(request="POST /sdk", times=1, **effect)
    told = client.add_group("a")
    if "bytes_per_second" in effect:
        assert told == ""
    else:
        assert told == ("status 502" if "status" in effect else BROKEN)
        assert "a" not in groups(esx)
    assert client.ask() == ""


def test_transfer_on_a_full_datastore(esx: FakeESX) -> None:
    """507."""
    esx.chaos.add(datastore_free=100)
    assert folder(esx, "PUT", bytes(101)).status_code == 507
    assert folder(esx, "PUT", bytes(0)).status_code == 201


# determinism


def test_same_seed_same_schedule() -> None:
    """Two hosts of one seed fail the same calls over the wire; another seed fails others."""

    def schedule(seed: int) -> list[str]:
        with FakeESX(seed=seed) as esx:
            esx.chaos.add("CurrentTime", fault="InvalidState", probability=0.4, id="flaky")
            esx.chaos.add("CurrentTime", status=503, probability=0.3, id="busy")
            client = PyVmomi(esx)
            try:
                return [client.ask() for _ in range(30)]
            finally:
                client.close()

    first = schedule(3)
    assert schedule(3) == first
    assert schedule(4) != first
    assert set(first) == {"", "InvalidState", "status 503"}
    collect_garbage()
