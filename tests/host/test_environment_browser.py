"""EnvironmentBrowser: what VMs can be."""

from __future__ import annotations

from typing import Any

import pytest
from bare_vms import HOST, add_vm
from calling import Client, Faulted

from fakeesx.host.esx import Esx
from fakeesx.host.virtual_machine.devices.registry import family_of
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference

BROWSER = "ha-compute-res-envmgr"


def option(root: Client, version: str) -> Any:
    """The config option of a hardware version."""
    return root.call(BROWSER, "QueryConfigOption", key=version)


def test_descriptors(root: Client) -> None:
    """Hardware versions 4 and 7; 7 is the default."""
    found = root.call(BROWSER, "QueryConfigOptionDescriptor")
    assert [(one.key, one.defaultConfigOption) for one in found] == [("vmx-04", False), ("vmx-07", True)]
    assert all(one.host == (HOST,) and one.createSupported for one in found)


def test_default_option(root: Client, host: Esx) -> None:
    """Without a key it is hardware version 7, on each VM's browser too; another key or host is refused."""
    vm = add_vm(host)
    assert root.call(BROWSER, "QueryConfigOption") == option(root, "vmx-07")
    assert root.call(f"{vm.value}-envmgr", "QueryConfigOption").version == "vmx-07"
    with pytest.raises(Faulted, match="InvalidArgument"):
        option(root, "vmx-99")
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(BROWSER, "QueryConfigOption", host=ManagedObjectReference("HostSystem", "other"))


@pytest.mark.parametrize(("version", "memory"), [("vmx-07", 261120), ("vmx-04", 65532)])
def test_hardware(root: Client, version: str, memory: int) -> None:
    """CPUs and memory as VMs can have them."""
    hardware = option(root, version).hardwareOptions
    assert hardware.numCPU == tuple(range(1, 9))
    assert (hardware.memoryMB.min, hardware.memoryMB.max) == (4, memory)


def test_all_guests(root: Client) -> None:
    """There is a descriptor of every guest OS, with values in bounds and devices that there are."""
    for version in ("vmx-04", "vmx-07"):
        found = option(root, version)
        assert [one.id for one in found.guestOSDescriptor] == list(vim.VirtualMachineGuestOsIdentifier.members())
        types = {one.type for one in found.hardwareOptions.virtualDeviceOption}
        for guest in found.guestOSDescriptor:
            assert guest.supportedMinMemMB <= guest.recommendedMemMB <= guest.supportedMaxMemMB
            assert guest.recommendedDiskController in guest.supportedDiskControllerList
            assert guest.recommendedEthernetCard in guest.supportedEthernetCard
            assert set(guest.supportedDiskControllerList) <= types
            assert set(guest.supportedEthernetCard) <= types
        assert found.guestOSDefaultIndex < len(found.guestOSDescriptor)


def test_every_device_class(root: Client) -> None:
    """Each class of device that can be added has an option, and each option names a class of device."""
    types = {one.type for one in option(root, "vmx-07").hardwareOptions.virtualDeviceOption}
    assert all(family_of(vim.TYPES.data(name)) for name in types)
    model = vim.TYPES.model
    bases = {data.base for data in model.data.values()}
    leaves: set[str] = {name for name in model.data if model.data_is_a(name, "VirtualDevice") and name not in bases}
    known = {name for name in leaves if _has_family(vim.TYPES.data(name))}
    assert known <= types
    old = {one.type for one in option(root, "vmx-04").hardwareOptions.virtualDeviceOption}
    assert types - old == {
        "VirtualLsiLogicSASController", "ParaVirtualSCSIController", "VirtualVmxnet3", "VirtualMachineVMCIDevice",
        "VirtualPCIPassthrough",
    }


def _has_family(cls: type[DataObject]) -> bool:
    return family_of(cls) is not None


def test_default_devices(root: Client) -> None:
    """The default devices are those of a new VM: hardware version 4 has no VMCI device."""
    new, old = (option(root, version).defaultDevice for version in ("vmx-07", "vmx-04"))
    assert [device.key for device in new] == [200, 201, 300, 100, 400, 600, 700, 500, 12000]
    assert [device.key for device in old] == [200, 201, 300, 100, 400, 600, 700, 500]


def test_target(root: Client) -> None:
    """The target lists what the host has."""
    target = root.call(BROWSER, "QueryConfigTarget", host=HOST)
    assert (target.numCpus, target.numCpuCores) == (16, 8)
    assert [one.name for one in target.datastore] == ["datastore1"]
    assert [one.network.network.value for one in target.network] == ["HaNetwork-VM Network"]
    assert target.cdRom
    assert target.resourcePool == root.get("ha-root-pool", "runtime")


def test_capabilities(root: Client) -> None:
    """The capabilities are the host's."""
    assert root.call(BROWSER, "QueryTargetCapabilities") == root.get("ha-host", "capability")
