"""A host behind a port that another host takes the place of, over real sockets."""

from __future__ import annotations

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from talking import ROOT

from fakeesx import FakeESX
from fakeesx.host.esx import Esx
from fakeesx.host.lab import successor
from fakeesx.inventory.file import InventoryError, load
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing import Fault, VimClient

OTHER = {"vms": [{"name": "other", "power": "on", "disks": [{"size": "1 MiB"}]}], "host": {"profile": "esxi-4.1"}}


def client(esx: FakeESX) -> VimClient:
    """A client, logged in."""
    connected = VimClient(esx.url, esx.cafile)
    connected.login(esx.user, esx.password)
    return connected


def test_another_host_at_the_port() -> None:
    """Who connects then sees it; the one before is gone with its connections, timers and files."""
    with FakeESX({"vms": [{"name": "one", "power": "on", "disks": [{"size": "1 MiB"}]}]}) as esx:
        port, old = esx.port, esx.run(lambda host: host)
        before = http.client.HTTPSConnection(esx.host, port, context=esx.ssl_context, timeout=60)
        before.request("GET", "/fakeesx/v1/health", headers={"Authorization": ROOT})
        assert before.getresponse().read()
        esx.load(OTHER)
        assert (esx.port, list(esx.vms)) == (port, ["other"])
        assert before.sock.recv(1) == b""
        before.close()
        after = http.client.HTTPSConnection(esx.host, port, context=esx.ssl_context, timeout=60)
        after.request("GET", "/fakeesx/v1/version", headers={"Authorization": ROOT})
        assert b"esxi-4.1" in after.getresponse().read()
        after.close()
        assert esx.run(lambda host: host.ssl_thumbprint) == old.ssl_thumbprint
        root = esx.run(lambda host: host.settings.root)
        esx.run(lambda _: old.blocking.settle())
        assert (root.exists(), old.settings.root.exists()) == (True, False)


def test_a_client_that_waits() -> None:
    """For updates of a host that goes: it is told, and not left waiting."""
    with FakeESX(OTHER) as esx, ThreadPoolExecutor(1) as pool:
        connected = client(esx)
        collector = ManagedObjectReference("PropertyCollector", "ha-property-collector")
        connected.call("CreateFilter", collector, partialUpdates=False, spec=vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type="HostSystem", pathSet=["name"])],
            objectSet=[vim.ObjectSpec(obj=ManagedObjectReference("HostSystem", "ha-host"))],
        ))
        version = connected.call("WaitForUpdates", collector, version="").version
        came = esx.run(lambda host: _calls(host, "WaitForUpdates"))
        waiting = pool.submit(connected.call, "WaitForUpdates", collector, version=version)
        assert came.wait(60)
        esx.load({})
        with pytest.raises((Fault, OSError, HTTPException)):
            waiting.result(60)
        connected.close()


def _calls(host: Esx, method: str) -> threading.Event:
    """Set when a call of a method has come."""
    came = threading.Event()
    host.on_call.append(lambda call: came.set() if call.method.name == method else None)
    return came


def test_what_cannot_be(tmp_path: Path) -> None:
    """An inventory that is wrong leaves all as it is; so do hosts with the same files."""
    with FakeESX(OTHER) as esx:
        with pytest.raises(InventoryError):
            esx.load({"vms": [{"name": "a", "disks": [{"size": "400 GiB"}]}]})
        folder = esx.run(lambda host: host.settings.root).parent
        assert [each.name for each in folder.iterdir() if each.is_dir()] == ["volumes"]
        with pytest.raises(ValueError, match="a folder of its own"):
            esx.run(lambda host: esx._here.listening.replace(host))
        assert list(esx.vms) == ["other"]


def test_dump_and_load() -> None:
    """A host that is written, changed and loaded again is as it was."""
    with FakeESX(OTHER) as esx:
        text = esx.dump()
        esx.load({})
        assert list(esx.vms) == []
        esx.run(lambda host: None)
        esx.load(load(text))
        assert list(esx.vms) == ["other"]
        assert esx.dump() == text


def test_many_times() -> None:
    """Nothing is left of hosts that went: no timers, no folders."""
    with FakeESX() as esx:
        def calls() -> int:
            return len(esx._here.place.reactor.getDelayedCalls())

        esx.load(OTHER)
        count = esx.run(lambda host: calls())
        gone: list[Esx] = []
        for _ in range(5):
            gone.append(esx.run(lambda host: host))
            esx.run(lambda host: esx._here.listening.replace(successor(host, load(""))))
            gone.append(esx.run(lambda host: host))
            esx.load(OTHER)
        assert esx.run(lambda host: calls()) <= count
        root = esx.run(lambda host: host.settings.root)
        for old in gone:
            esx.run(lambda _, old=old: old.blocking.settle())
        assert [each for each in root.parent.iterdir() if each.is_dir() and any(each.iterdir())] == [root]
