"""Devices in a ``.vmx`` file and back."""

from typing import Any

import pytest
from device_rig import (
    Host,
    add,
    by_key,
    cdrom,
    changed,
    changed_as_far_as_possible,
    controller,
    disk,
    edit,
    nic,
)
from device_strategies import specs
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.virtual_machine.devices import default_devices, from_vmx, is_device_key, vmx_keys
from fakeesx.schema import vim
from fakeesx.storage.vmx import Vmx


def test_a_small_machine() -> None:
    """Names and values of the format; files in the VM's directory by their names alone."""
    host = Host()
    devices = changed(host, add(controller()), add(disk(), "create"), add(cdrom()), add(nic()))
    assert vmx_keys(devices, host.home) == {
        "svga.vramSize": "4194304", "vmci0.present": "TRUE", "scsi0.present": "TRUE", "scsi0.virtualDev": "lsilogic",
        "scsi0.sharedBus": "none", "scsi0:0.present": "TRUE", "scsi0:0.fileName": "vm1.vmdk",
        "scsi0:0.deviceType": "scsi-hardDisk", "sched.scsi0:0.shares": "normal", "sched.scsi0:0.throughputCap": "off",
        "ide1:0.present": "TRUE", "ide1:0.deviceType": "cdrom-image",
        "ide1:0.fileName": "/vmfs/volumes/datastore1/iso/a.iso", "ide1:0.startConnected": "TRUE",
        "ethernet0.present": "TRUE", "ethernet0.virtualDev": "e1000", "ethernet0.networkName": "VM Network",
        "ethernet0.addressType": "generated", "ethernet0.startConnected": "TRUE", "floppy0.present": "FALSE",
    }


def test_a_machine_with_everything() -> None:
    """There and back, through the text of the file, whether paths are relative or not."""
    host = Host(devices={
        "cdrom": ("cd0",), "serial": ("s0",), "parallel": ("p0",), "usb": ("u0",), "pci": ("02:00.0",), "scsi": ("sg0",)
    })
    some = vim.VirtualDeviceConnectInfo(startConnected=False, allowGuestControl=False, connected=False)
    limited = vim.StorageIOAllocationInfo(limit=100, shares=vim.SharesInfo(shares=77, level=vim.SharesLevel.custom))
    raw = vim.VirtualCdromPassthroughBackingInfo(deviceName="cd0", exclusive=True)
    devices = changed(
        host, add(controller()), add(controller(vim.VirtualBusLogicController, -1, 3)),
        add(disk(unit=15, storageIOAllocation=limited, writeThrough=True, diskMode="independent_persistent"), "create"),
        add(disk(-1, 0, "[nfs] x/y.vmdk"), "create"), add(disk(201, 1), "create"),
        add(vim.VirtualSCSIPassthrough(
            key=-9, controllerKey=-1, backing=vim.VirtualSCSIPassthroughDeviceBackingInfo(deviceName="sg0")
        )),
        add(cdrom(connectable=some)), add(cdrom(200, 0, backing=raw)),
        add(cdrom(200, 1, backing=vim.VirtualCdromAtapiBackingInfo(deviceName="", useAutoDetect=True))),
        add(cdrom(-1, 4, backing=vim.VirtualCdromRemoteAtapiBackingInfo(deviceName="d"))),
        add(cdrom(-1, 5, backing=vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False))),
        *[add(nic(cls, wakeOnLanEnabled=False)) for cls in (vim.VirtualPCNet32, vim.VirtualVmxnet, vim.VirtualVmxnet2)],
        add(nic(vim.VirtualVmxnet3, addressType="assigned", macAddress="00:50:56:80:00:01")),
        add(nic(macAddress="00:50:56:00:00:01", connectable=some)),
        add(vim.VirtualFloppy(key=-1, backing=vim.VirtualFloppyImageBackingInfo(fileName="[datastore1] flp/a.flp"))),
        add(vim.VirtualFloppy(key=-1, backing=vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""))),
        *[add(vim.VirtualSerialPort(key=-1, yieldOnPoll=index > 1, backing=backing)) for index, backing in enumerate((
            vim.VirtualSerialPortFileBackingInfo(fileName="[datastore1] vm1/log"),
            vim.VirtualSerialPortDeviceBackingInfo(deviceName="s0"),
            vim.VirtualSerialPortPipeBackingInfo(pipeName='a"|b', endpoint="server", noRxLoss=True),
            vim.VirtualSerialPortURIBackingInfo(serviceURI="tcp://h:1", direction="server", proxyURI="vspc://h"),
        ))],
        add(vim.VirtualParallelPort(key=-1, backing=vim.VirtualParallelPortFileBackingInfo(fileName="[nfs] out"))),
        add(vim.VirtualParallelPort(key=-1, backing=vim.VirtualParallelPortDeviceBackingInfo(deviceName="p0"))),
        add(vim.VirtualSoundBlaster16(key=-1, connectable=some)),
        add(vim.VirtualUSBController(key=-8, busNumber=0, autoConnectDevices=True, ehciEnabled=True)),
        add(vim.VirtualUSB(
            key=-9, controllerKey=-8, connected=True, backing=vim.VirtualUSBUSBBackingInfo(deviceName="u0")
        )),
        add(vim.VirtualPCIPassthrough(key=-1, backing=vim.VirtualPCIPassthroughDeviceBackingInfo(
            deviceName="n", id="02:00.0", deviceId="1", systemId="s", vendorId=-32634
        ))),
        add(vim.VirtualMachineVMIROM(key=-1)),
        edit(vim.VirtualMachineVideoCard(key=500, numDisplays=2, useAutoDetect=True, videoRamSizeInKB=8192)),
        edit(vim.VirtualMachineVMCIDevice(key=12000, id=-7, allowUnrestrictedCommunication=True)),
    )
    assert len(devices) == 9 + 29
    for home in ("", host.home):
        keys = vmx_keys(devices, home)
        assert all(is_device_key(key) for key in keys)
        assert from_vmx(Vmx.parse(Vmx(keys).encode()), host) == devices


def test_without_a_directory_paths_are_whole() -> None:
    """Every file below /vmfs/volumes."""
    host = Host()
    devices = changed(host, add(disk(200), "create"))
    assert vmx_keys(devices)["ide0:0.fileName"] == "/vmfs/volumes/datastore1/vm1/vm1.vmdk"


@pytest.mark.parametrize("home", ["[datastore1]", "[datastore1] "])
def test_a_machine_in_the_root_of_a_datastore(home: str) -> None:
    """There and back."""
    host = Host(home=home)
    devices = changed(host, add(disk(200), "create"))
    assert vmx_keys(devices, home)["ide0:0.fileName"] == "vm1.vmdk"
    assert from_vmx(vmx_keys(devices, home), host) == devices


@given(specs(), st.booleans())
def test_round_trip(changes: list[Any], relative: bool) -> None:
    """Devices of a VM that is off are the same after a ``.vmx``; every key is known as one of a device."""
    host = Host(devices={"cdrom": ("cd0",), "serial": ("s0",), "parallel": ("p0",), "usb": ("u0",), "pci": ("02:00.0",)})
    devices = changed_as_far_as_possible(host, *changes)
    keys = vmx_keys(devices, host.home if relative else "")
    assert from_vmx(Vmx.parse(Vmx(keys).encode()), host) == devices
    assert all(is_device_key(key) for key in keys)


@given(st.dictionaries(
    st.sampled_from([
        key.replace("0:0", f"{bus}:{unit}") for bus in (0, 3, 4) for unit in (0, 1, 7) for key in (
            "scsi0:0.present", "scsi0:0.fileName", "scsi0:0.deviceType", "scsi0:0.mode", "sched.scsi0:0.shares",
            "sched.scsi0:0.throughputCap", "ide0:0.present", "ide0:0.fileName", "ide0:0.deviceType", "ide0:0.clientDevice",
            "scsi0.present", "scsi3.present", "scsi0.virtualDev", "scsi0.sharedBus", "svga.vramSize", "svga.numDisplays",
            "vmci0.present", "vmci0.id", "ethernet0.present", "ethernet0.virtualDev", "ethernet0.address",
            "ethernet0.addressType", "ethernet0.generatedAddress", "floppy0.present", "floppy0.fileType",
            "floppy0.fileName", "serial0.present", "serial0.fileType", "serial0.pipe.endPoint", "serial0.fileName",
            "pciPassthru0.present", "pciPassthru0.vendorId", "usb.present", "usb.autoConnect.device3", "sound.present",
        )
    ]),
    st.sampled_from([
        "TRUE", "true", "", "1", "-1", "x", "99999999999999999999", "disk", "cdrom-image", "cdrom-raw", "atapi-cdrom",
        "scsi-passthru", "../x", "[datastore1] a", "[", "/vmfs/volumes/datastore1/a", "/vmfs/volumes/", "/etc/passwd",
        "/vmfs/volumes/id-nfs/b.iso", "file", "pipe", "network", "device", "0x8086", "0xzz", "static", "vpx", "high", "500",
    ]) | st.text(st.characters(codec="utf-8"), max_size=12),
))
def test_any_file_makes_a_machine(keys: dict[str, str]) -> None:
    """Settings by hand never raise, and what comes of them is read again the same."""
    host = Host()
    devices = from_vmx(keys, host)
    assert from_vmx(vmx_keys(devices, host.home), host) == devices
    assert len(by_key(devices)) == len(devices)


def test_volumes_by_their_uuid() -> None:
    """A path may name a VMFS volume by its uuid, which is the datastore's id."""
    host = Host()
    keys = {"ide0:0.present": "TRUE", "ide0:0.deviceType": "cdrom-image", "ide0:0.fileName": "/vmfs/volumes/id-nfs/a.iso"}
    assert by_key(from_vmx(keys, host))[3000].backing.fileName == "[nfs] a.iso"


def test_a_disk_whose_file_is_gone() -> None:
    """The device is there, without capacity."""
    keys = {"scsi0.present": "TRUE", "scsi0:1.present": "TRUE", "scsi0:1.fileName": "gone.vmdk"}
    found = by_key(from_vmx(keys, Host()))[2001]
    assert (found.backing.fileName, found.capacityInKB, found.backing.uuid) == ("[datastore1] vm1/gone.vmdk", 0, None)


def test_a_network_that_is_gone() -> None:
    """The NIC keeps its name."""
    found = by_key(from_vmx({"ethernet0.present": "TRUE", "ethernet0.networkName": "old"}, Host()))[4000]
    assert (found.backing.deviceName, found.backing.network) == ("old", None)


def test_letter_case_of_keys_does_not_matter() -> None:
    """As in the format."""
    assert 4000 in by_key(from_vmx({"ETHERNET0.PRESENT": "true"}, Host()))


@pytest.mark.parametrize("key", [
    "ethernet0.pciSlotNumber", "ethernet0.generatedAddressOffset", "scsi0:0.redo", "vmci0.pciSlotNumber", "displayName",
    "sched.cpu.min", "sched.swap.derivedName", "ethernet0.filter4.name", "ethernetx.present", "usb.pciSlotNumber",
])
def test_options_are_no_device_keys(key: str) -> None:
    """They are kept in ``extraConfig``."""
    assert not is_device_key(key)


@pytest.mark.parametrize("key", ["SCSI0.present", "usb.autoConnect.device0", "ide1:1.startConnected", "floppy0.present"])
def test_device_keys(key: str) -> None:
    """In any letter case."""
    assert is_device_key(key)


def test_no_floppy_is_said_so() -> None:
    """Without the key the product gives a VM a drive."""
    remote = vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName="")
    host = Host()
    assert vmx_keys(default_devices(host))["floppy0.present"] == "FALSE"
    assert vmx_keys(changed(host, add(vim.VirtualFloppy(key=-1, backing=remote))))["floppy0.present"] == "TRUE"
