"""Datacenter: powering on several VMs."""

from __future__ import annotations

import pytest
from bare_vms import HOST, create_vm
from calling import Client, Faulted

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

DATACENTER = "ha-datacenter"


def test_power_on_several(root: Client) -> None:
    """Each VM has a task of its own; one that is on fails there."""
    one, two = create_vm(root, "one"), create_vm(root, "two")
    root.task(one, "PowerOnVM_Task")
    result = root.task(DATACENTER, "PowerOnMultiVM_Task", vm=[one, two])
    assert [attempt.vm for attempt in result.attempted] == [one, two]
    first, second = (root.get(attempt.task, "info") for attempt in result.attempted)
    assert isinstance(first.error.fault, vim.InvalidPowerState)
    assert second.state == "success"
    assert root.get(two, "runtime.powerState") == "poweredOn"


def test_only_vms(root: Client) -> None:
    """What is no VM is refused."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(DATACENTER, "PowerOnMultiVM_Task", vm=[HOST])
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.task(DATACENTER, "PowerOnMultiVM_Task", vm=[ManagedObjectReference("VirtualMachine", "999")])


def test_not_allowed(root: Client) -> None:
    """A VM that the user may not power on is not tried."""
    vm = create_vm(root, "one")
    root.host.add_user("reader", "secret", -2)
    reader = Client(root.host).login("reader", "secret")
    result = reader.task(DATACENTER, "PowerOnMultiVM_Task", vm=[vm])
    assert result.attempted == ()
    assert isinstance(result.notAttempted[0].fault.fault, vim.NoPermission)


def test_refused(root: Client) -> None:
    """Asking other hosts, renaming and destroying are refused."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(DATACENTER, "QueryConnectionInfo", hostname="x", port=443, username="x", password="x")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(DATACENTER, "Rename_Task", newName="x")
