"""Memory of the console and of VMs."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

MANAGER = "memoryManagerSystem"
MIB = 2**20


def test_console_memory_waits_for_a_boot(root: Client) -> None:
    """The console has what is configured after a boot, and the rest has the less."""
    before = root.get(MANAGER, "consoleReservationInfo")
    root.call(MANAGER, "ReconfigureServiceConsoleReservation", cfgBytes=800 * MIB)
    info = root.get(MANAGER, "consoleReservationInfo")
    assert info == before.replace(serviceConsoleReservedCfg=800 * MIB)
    assert root.get("ha-host", "config").consoleReservation == info
    root.host.power.reboot()
    info = root.login().get(MANAGER, "consoleReservationInfo")
    assert info.serviceConsoleReserved == 800 * MIB
    assert info.unreserved + info.serviceConsoleReserved == before.unreserved + before.serviceConsoleReserved
    assert root.get("ha-host", "config").consoleReservation == info


@pytest.mark.parametrize("size", [0, -1, 299 * MIB, 801 * MIB])
def test_console_memory_out_of_range(root: Client, size: int) -> None:
    """The console of 4.1 takes 300 to 800 MiB."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "ReconfigureServiceConsoleReservation", cfgBytes=size)


def test_no_console(esxi: Client) -> None:
    """ESXi has no console to give memory to."""
    with pytest.raises(Faulted, match="NotSupported"):
        esxi.call(MANAGER, "ReconfigureServiceConsoleReservation", cfgBytes=400 * MIB)


def test_policy_for_vms(root: Client) -> None:
    """What is set changes."""
    spec = vim.VirtualMachineMemoryReservationSpec(allocationPolicy="swapNone")
    before = root.get(MANAGER, "virtualMachineReservationInfo")
    root.call(MANAGER, "ReconfigureVirtualMachineReservation", spec=spec)
    assert root.get(MANAGER, "virtualMachineReservationInfo") == before.replace(allocationPolicy="swapNone")


@pytest.mark.parametrize("spec", [
    vim.VirtualMachineMemoryReservationSpec(allocationPolicy="swapAll"),
    vim.VirtualMachineMemoryReservationSpec(virtualMachineReserved=1),
    vim.VirtualMachineMemoryReservationSpec(virtualMachineReserved=2**50),
])
def test_bad_reservation_for_vms(root: Client, spec: vim.VirtualMachineMemoryReservationSpec) -> None:
    """Unknown policies and amounts outside of what the host allows."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "ReconfigureVirtualMachineReservation", spec=spec)
