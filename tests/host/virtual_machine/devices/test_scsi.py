"""SCSI controllers."""

from typing import Any

import pytest
from device_rig import Host, add, by_key, changed, controller, edit, nic, refused, remove

from fakeesx.schema import vim

CLASSES = {
    vim.VirtualBusLogicController: "BusLogic", vim.VirtualLsiLogicController: "LSI Logic",
    vim.VirtualLsiLogicSASController: "LSI Logic SAS", vim.ParaVirtualSCSIController: "VMware paravirtual SCSI",
}


@pytest.fixture
def host() -> Host:
    """A host with nothing on it."""
    return Host()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_each_class(host: Host, cls: Any) -> None:
    """Key, PCI unit, label and own unit as recorded for LSI Logic."""
    found = by_key(changed(host, add(controller(cls, bus=2))))[1002]
    assert type(found) is cls
    assert (found.controllerKey, found.unitNumber, found.busNumber, found.scsiCtlrUnitNumber) == (100, 5, 2, 7)
    assert (found.deviceInfo.label, found.deviceInfo.summary) == ("SCSI controller 2", CLASSES[cls])
    assert found.hotAddRemove is True


def test_four_buses(host: Host) -> None:
    """Four fit; a negative bus number takes the next one."""
    four = [add(controller(bus=bus)) for bus in (-1, 3, -1, -1)]
    assert {1000, 1001, 1002, 1003} <= set(by_key(changed(host, *four)))
    with refused("TooManyDevices"):
        changed(host, *four, add(controller(bus=0)))


@pytest.mark.parametrize("bus", [0, 4, 2**31 - 1])
def test_a_bus_that_is_taken_or_none(host: Host, bus: int) -> None:
    """The fault names the bus number."""
    before = changed(host, add(controller()))
    with refused("InvalidDeviceSpec", "busNumber"):
        changed(host, add(controller(bus=bus)), devices=before)


@pytest.mark.parametrize("cls", [vim.VirtualLsiLogicSASController, vim.ParaVirtualSCSIController])
def test_newer_classes_need_version_7(host: Host, cls: Any) -> None:
    """Hardware version 4 has the two older ones."""
    host.hardware_version = "vmx-04"
    assert 1000 in by_key(changed(host, add(controller(vim.VirtualBusLogicController))))
    with refused("DeviceUnsupportedForVmVersion"):
        changed(host, add(controller(cls)))


def test_base_classes_are_no_devices(host: Host) -> None:
    """VirtualSCSIController is abstract."""
    with refused("InvalidDeviceOperation"):
        changed(host, add(controller(vim.VirtualSCSIController)))


def test_its_own_unit_is_seven(host: Host) -> None:
    """Another one is refused."""
    with refused("InvalidDeviceSpec", "scsiCtlrUnitNumber"):
        changed(host, add(controller(scsiCtlrUnitNumber=3)))


def test_it_is_on_the_pci_controller(host: Host) -> None:
    """Named or not; nowhere else."""
    assert 1000 in by_key(changed(host, add(controller(controllerKey=100))))
    with refused("InvalidController", "controllerKey") as caught:
        changed(host, add(controller(controllerKey=200)))
    assert caught.value.fault.controllerKey == 200


def test_sharing_is_changed_while_off(host: Host) -> None:
    """Not while the VM runs."""
    before = changed(host, add(controller()))
    shared = by_key(before)[1000].replace(sharedBus=vim.VirtualSCSISharing.virtualSharing)
    assert by_key(changed(host, edit(shared), devices=before))[1000].sharedBus == "virtualSharing"
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, edit(shared), devices=before)


def test_class_and_bus_stay(host: Host) -> None:
    """Both are what the device is."""
    before = changed(host, add(controller()))
    with refused("InvalidDeviceSpec", "busNumber"):
        changed(host, edit(by_key(before)[1000].replace(busNumber=1)), devices=before)
    with refused("InvalidDeviceSpec", "key"):
        changed(host, edit(controller(vim.VirtualSCSIController, key=1000)), devices=before)
    with refused("InvalidDeviceSpec", "key"):
        changed(host, edit(controller(vim.ParaVirtualSCSIController, key=1000)), devices=before)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(controller(key=1000), "create"), devices=before)


def test_hot_add_and_remove(host: Host) -> None:
    """Hardware version 7 allows it, 4 does not."""
    host.powered_on = True
    before = changed(host, add(controller()))
    assert 1000 not in by_key(changed(host, remove(by_key(before)[1000]), devices=before))
    host.hardware_version = "vmx-04"
    with refused("DeviceHotPlugNotSupported"):
        changed(host, add(controller(bus=1)), devices=before)


def test_a_file_operation_is_refused(host: Host) -> None:
    """Controllers have no files; both operations are in the fault."""
    with refused("InvalidDeviceOperation") as caught:
        changed(host, add(controller(), "create"))
    assert (caught.value.fault.badOp, caught.value.fault.badFileOp) == ("add", "create")
    with refused("InvalidDeviceOperation"):
        changed(host, add(nic(), "destroy"))
