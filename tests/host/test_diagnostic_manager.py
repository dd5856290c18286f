"""DiagnosticManager: logs and bundles."""

from __future__ import annotations

import pytest
from bare_vms import HOST, add_vm
from calling import Client, Faulted
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-diagnosticmgr"


def lines(root: Client, key: str) -> tuple[str, ...]:
    """The lines of a log."""
    found: tuple[str, ...] = root.call(MANAGER, "BrowseDiagnosticLog", key=key).lineText
    return found


def test_every_log_can_be_read(root: Client, esxi: Client) -> None:
    """ESX has more logs than ESXi; each has lines."""
    esx = {"hostd", "vmkernel", "vmkwarning", "vmksummary", "messages"}
    for client, keys in ((root, esx), (esxi, {"hostd", "messages"})):
        found = client.call(MANAGER, "QueryDescriptions")
        assert {one.key for one in found} == keys
        for one in found:
            assert one.fileName.startswith("/var/log/")
            assert lines(client, one.key)


def test_logs_tell_what_happened(root: Client, host: Esx, clock: Clock) -> None:
    """Events are in the agent's log, VMs in the kernel's, logins among the messages, hours in the summary."""
    vm = add_vm(host, "web01")
    clock.advance(60)
    host.events.post("VmPoweredOnEvent", vm=vm)
    with pytest.raises(Faulted):
        Client(host).login(password="wrong")
    clock.advance(3600)
    root = Client(host).login()
    assert any("web01" in line and "ha-eventmgr" in line for line in lines(root, "hostd"))
    assert any(line.startswith("Nov  6 00:34:20 esx1 vmkernel: 0:00:01:00.000") for line in lines(root, "vmkernel"))
    assert any("Accepted password for user root" in line for line in lines(root, "messages"))
    assert any("Rejected password for user root" in line for line in lines(root, "messages"))
    assert any("0:01:00:00.000 up, 0 VMs" in line for line in lines(root, "vmksummary"))


def test_ranges(root: Client) -> None:
    """Lines by number, from 1; beyond the end there are none."""
    everything = lines(root, "vmkernel")
    some = root.call(MANAGER, "BrowseDiagnosticLog", key="vmkernel", start=2, lines=3)
    assert (some.lineStart, some.lineEnd, some.lineText) == (2, 4, everything[1:4])
    beyond = root.call(MANAGER, "BrowseDiagnosticLog", key="vmkernel", start=10**6)
    assert (beyond.lineEnd, beyond.lineText) == (len(everything), ())
    for wrong in ({"start": 0}, {"lines": -1}, {"host": ManagedObjectReference("HostSystem", "x")}):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(MANAGER, "BrowseDiagnosticLog", key="vmkernel", **wrong)
    with pytest.raises(Faulted, match="InvalidArgument"):
        lines(root, "../../etc/passwd")


def test_bundle(root: Client) -> None:
    """A bundle of the host's logs."""
    found = root.task(MANAGER, "GenerateLogBundles_Task", includeDefault=True)
    assert [one.system for one in found] == [HOST]
    assert found.items[0].url.startswith("https://*/downloads/esxsupport-2010-11-05@")
    with pytest.raises(Faulted, match="LogBundlingFailed"):
        root.task(
            MANAGER, "GenerateLogBundles_Task", includeDefault=True, host=[ManagedObjectReference("HostSystem", "x")]
        )
