"""Sound cards, USB, devices of the host that are passed through."""

from typing import Any

import pytest
from device_rig import Host, add, by_key, changed, controller, edit, refused, remove

from fakeesx.schema import vim

NIC = vim.VirtualPCIPassthroughDeviceBackingInfo(
    deviceName="NIC", id="02:00.0", deviceId="10d3", systemId="s", vendorId=-32634
)
STICK = vim.VirtualUSB(
    key=-2, controllerKey=-1, connected=True, backing=vim.VirtualUSBUSBBackingInfo(deviceName="path:1/1")
)


@pytest.fixture
def host() -> Host:
    """A host with a PCI device, a SCSI tape and two USB devices."""
    return Host(devices={"pci": ("02:00.0",), "scsi": ("/dev/sg0",), "usb": ("path:1/1", "path:1/2")})


def usb(key: int = -1, **values: Any) -> Any:
    """A USB controller as a client asks for it."""
    return vim.VirtualUSBController(key=key, busNumber=0, **values)


@pytest.mark.parametrize("cls", [vim.VirtualSoundBlaster16, vim.VirtualEnsoniq1371], ids=lambda c: c.__name__)
def test_one_sound_card(host: Host, cls: Any) -> None:
    """On the PCI controller; a second one is too many."""
    devices = changed(host, add(cls(key=-1)))
    found = by_key(devices)[5000]
    assert (type(found), found.controllerKey, found.backing.useAutoDetect) == (cls, 100, True)
    with refused("TooManyDevices"):
        changed(host, add(vim.VirtualEnsoniq1371(key=-1)), devices=devices)
    assert 5000 not in by_key(changed(host, remove(found), devices=devices))


def test_sound_refusals(host: Host) -> None:
    """The abstract class, another backing, a device the host lacks, a VM that runs."""
    with refused("InvalidDeviceOperation"):
        changed(host, add(vim.VirtualSoundCard(key=-1)))
    with refused("InvalidDeviceOperation"):
        changed(host, add(vim.VirtualEnsoniq1371(key=-1), "create"))
    for backing in (NIC, vim.VirtualSoundCardDeviceBackingInfo(deviceName="dsp")):
        with refused("InvalidDeviceBacking"):
            changed(host, add(vim.VirtualEnsoniq1371(key=-1, backing=backing)))
    host.powered_on = True
    with refused("DeviceHotPlugNotSupported"):
        changed(host, add(vim.VirtualEnsoniq1371(key=-1)))


def test_sound_edits(host: Host) -> None:
    """The connection at any time, the class never."""
    before = changed(host, add(vim.VirtualEnsoniq1371(key=-1)))
    host.powered_on = True
    info = vim.VirtualDeviceConnectInfo(startConnected=False, allowGuestControl=True, connected=True)
    found = by_key(changed(host, edit(vim.VirtualEnsoniq1371(key=5000, connectable=info)), devices=before))[5000]
    assert found.connectable == info.replace(status="ok")
    auto = vim.VirtualSoundCardDeviceBackingInfo(deviceName="", useAutoDetect=True)
    assert changed(host, edit(vim.VirtualEnsoniq1371(key=5000, backing=auto)), devices=before) == before
    with refused("InvalidDeviceSpec", "key"):
        changed(host, edit(vim.VirtualSoundBlaster16(key=5000)), devices=before)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(vim.VirtualEnsoniq1371(key=5000), "create"), devices=before)


def test_one_usb_controller(host: Host) -> None:
    """It can be changed while the VM is off."""
    devices = changed(host, add(usb(ehciEnabled=True)))
    found = by_key(devices)[7000]
    assert (found.autoConnectDevices, found.ehciEnabled) == (False, True)
    with refused("TooManyDevices"):
        changed(host, add(usb()), devices=devices)
    changed_one = by_key(changed(host, edit(usb(7000, autoConnectDevices=True)), devices=devices))[7000]
    assert (changed_one.autoConnectDevices, changed_one.ehciEnabled) == (True, True)
    host.powered_on = True
    assert changed(host, edit(usb(7000)), devices=devices) == devices
    with refused("InvalidPowerState"):
        changed(host, edit(usb(7000, autoConnectDevices=True)), devices=devices)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(usb(7000), "create"), devices=devices)


def test_usb_needs_version_7(host: Host) -> None:
    """Hosts had none before."""
    host.hardware_version = "vmx-04"
    with refused("DeviceUnsupportedForVmVersion"):
        changed(host, add(usb()))


def test_usb_devices_of_the_host(host: Host) -> None:
    """On the controller, each once, also while the VM runs."""
    devices = changed(host, add(usb()), add(STICK))
    found = by_key(devices)
    assert found[7000].device == (14000,)
    assert (found[14000].deviceInfo.label, found[14000].connected) == ("USB 1", False)
    host.powered_on = True
    second = STICK.replace(controllerKey=7000, backing=STICK.backing.replace(deviceName="path:1/2"))
    assert by_key(changed(host, add(second), devices=devices))[14001].connected
    for wrong in (STICK.backing, STICK.backing.replace(deviceName="x"), None, vim.VirtualUSBRemoteHostBackingInfo(
        deviceName="path:1/2", hostname="h"
    )):
        with refused("InvalidDeviceBacking"):
            changed(host, add(second.replace(backing=wrong)), devices=devices)
    with refused("InvalidDeviceOperation"):
        changed(host, add(second, "create"), devices=devices)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(found[14000]), devices=devices)


def test_usb_devices_need_the_controller(host: Host) -> None:
    """It is named, and it can't go before them."""
    with refused("InvalidController"):
        changed(host, add(STICK))
    devices = changed(host, add(usb()), add(STICK))
    with refused("InvalidDeviceOperation"):
        changed(host, remove(usb(7000)), devices=devices)


def test_pci_devices_of_the_host(host: Host) -> None:
    """Each once, while the VM is off, on hardware version 7."""
    devices = changed(host, add(vim.VirtualPCIPassthrough(key=-1, backing=NIC)))
    found = by_key(devices)[13000]
    assert (found.backing, found.unitNumber) == (NIC.replace(useAutoDetect=False), 18)
    for wrong in (NIC, NIC.replace(id="03:00.0"), None):
        with refused("InvalidDeviceBacking"):
            changed(host, add(vim.VirtualPCIPassthrough(key=-1, backing=wrong)), devices=devices)
    with refused("InvalidDeviceOperation"):
        changed(host, add(vim.VirtualPCIPassthrough(key=-1, backing=NIC), "create"))
    host.powered_on = True
    with refused("DeviceHotPlugNotSupported"):
        changed(host, remove(found), devices=devices)
    host.hardware_version = "vmx-04"
    with refused("DeviceUnsupportedForVmVersion"):
        changed(host, add(vim.VirtualPCIPassthrough(key=-1, backing=NIC)))


def test_scsi_devices_of_the_host(host: Host) -> None:
    """On a SCSI controller, beside disks."""
    tape = vim.VirtualSCSIPassthroughDeviceBackingInfo(deviceName="/dev/sg0")
    spec = vim.VirtualSCSIPassthrough(key=-1, controllerKey=-101, unitNumber=3, backing=tape)
    found = by_key(changed(host, add(controller()), add(spec)))
    assert found[1000].device == (2003,)
    assert found[2003].deviceInfo.label == "SCSI device 1"
    for wrong in (tape.replace(deviceName="x"), None):
        with refused("InvalidDeviceBacking", "backing", 1):
            changed(host, add(controller()), add(spec.replace(backing=wrong)))
    with refused("InvalidController"):
        changed(host, add(spec.replace(controllerKey=200)))
    with refused("InvalidDeviceOperation", None, 1):
        changed(host, add(controller()), add(spec, "create"))


def test_vmi_rom(host: Host) -> None:
    """One."""
    devices = changed(host, add(vim.VirtualMachineVMIROM(key=-1)))
    assert by_key(devices)[11000].controllerKey == 100
    with refused("TooManyDevices"):
        changed(host, add(vim.VirtualMachineVMIROM(key=-1)), devices=devices)
