"""Console tickets."""

from __future__ import annotations

import pytest
from calling import Client, Faulted
from twisted.internet.task import Clock
from vms import make

from fakeesx.schema.values import ManagedObjectReference


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM, on."""
    vm = make(root)
    root.task(vm, "PowerOnVM_Task")
    return vm


@pytest.mark.parametrize("kind", ["mks", "device", "guestControl"])
def test_kinds(root: Client, vm: ManagedObjectReference, kind: str) -> None:
    """Port, configuration file; each ticket is another one."""
    first, second = (root.call(vm, "AcquireTicket", ticketType=kind) for _ in range(2))
    assert first.ticket != second.ticket
    assert (first.port, first.host) == (902, None)
    assert first.cfgFile.startswith("/vmfs/volumes/")
    assert first.cfgFile.endswith("/vm1/vm1.vmx")


def test_mks(root: Client, vm: ManagedObjectReference) -> None:
    """The older method gives the same kind of ticket."""
    ticket = root.call(vm, "AcquireMksTicket")
    assert (ticket.port, ticket.cfgFile.rpartition("/")[2]) == (902, "vm1.vmx")


def test_no_such_kind(root: Client, vm: ManagedObjectReference) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(vm, "AcquireTicket", ticketType="webmks")


def test_only_while_it_runs(root: Client, vm: ManagedObjectReference) -> None:
    """InvalidPowerState."""
    root.task(vm, "PowerOffVM_Task")
    for name, arguments in (("AcquireTicket", {"ticketType": "mks"}), ("AcquireMksTicket", {})):
        with pytest.raises(Faulted, match="InvalidPowerState"):
            root.call(vm, name, **arguments)


def test_a_ticket_is_known_to_the_host_for_a_while(root: Client, clock: Clock, vm: ManagedObjectReference) -> None:
    """It opens the console of its VM once; not after its time."""
    used = root.call(vm, "AcquireMksTicket").ticket
    late = root.call(vm, "AcquireMksTicket").ticket
    taken = root.host.console_tickets.use(used)
    assert taken is not None
    assert (taken.vm, taken.kind) == (vm, "mks")
    assert root.host.console_tickets.use(used) is None
    clock.advance(3600)
    assert root.host.console_tickets.use(late) is None
