"""The .vmx file of a VM: what of its configuration is in it, under which keys."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client
from device_rig import controller, disk, nic
from vms import make, reconfigure

from fakeesx.host.virtual_machine.vmx_file import guest_os_key, spaced_uuid
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.vmfiles import read_vmx
from fakeesx.storage.vmx import Vmx


def vmx(client: Client, vm: ManagedObjectReference) -> Vmx:
    path = client.get(vm, "config.files.vmPathName").partition("] ")[2]
    return read_vmx(client.host.volumes.get("datastore1"), path)


def test_identity_and_size(root: Client) -> None:
    """Name, guest, memory, CPUs and UUIDs in the product's spelling."""
    vm = make(root, "vm 1", guestId="rhel5_64Guest", numCPUs=2, memoryMB=64, uuid="564d9904-a176-a762-1b95-f75ddd0642d8",
              annotation="two\nlines")
    found = vmx(root, vm)
    assert {key: found[key] for key in ("displayName", "guestOS", "memsize", "numvcpus", "virtualHW.version")} == {
        "displayName": "vm 1", "guestOS": "rhel5-64", "memsize": "64", "numvcpus": "2", "virtualHW.version": "7",
    }
    assert found["uuid.bios"] == "56 4d 99 04 a1 76 a7 62-1b 95 f7 5d dd 06 42 d8"
    assert found["annotation"] == "two\nlines"
    assert found["extendedConfigFile"] == "vm 1.vmxf"


def test_what_is_as_ever_is_not_written(root: Client) -> None:
    """One CPU, no notes, default power operations, shares and boot options."""
    found = vmx(root, make(root))
    keys = {key.lower() for key in found}
    assert not keys & {"numvcpus", "annotation", "bios.bootdelay", "sched.mem.shares", "sched.cpu.min", "mem.hotadd"}
    assert not [key for key in keys if key.startswith(("powertype", "tools.", "chipset."))]


@pytest.mark.parametrize(("change", "keys"), [
    ({"powerOpInfo": vim.VirtualMachineDefaultPowerOpInfo(powerOffType="hard", standbyAction="checkpoint")},
     {"powerType.powerOff": "hard", "chipset.onlineStandby": "FALSE"}),
    ({"powerOpInfo": vim.VirtualMachineDefaultPowerOpInfo(suspendType="soft", resetType="hard")},
     {"powerType.suspend": "soft", "powerType.reset": "hard"}),
    ({"bootOptions": vim.VirtualMachineBootOptions(bootDelay=500, enterBIOSSetup=True, bootRetryEnabled=True)},
     {"bios.bootDelay": "500", "bios.forceSetupOnce": "TRUE", "bios.bootRetry.enabled": "TRUE"}),
    ({"memoryHotAddEnabled": True, "cpuHotAddEnabled": True, "cpuHotRemoveEnabled": True},
     {"mem.hotadd": "TRUE", "vcpu.hotadd": "TRUE", "vcpu.hotremove": "TRUE"}),
    ({"tools": vim.ToolsConfigInfo(syncTimeWithHost=True, toolsUpgradePolicy="upgradeAtPowerCycle")},
     {"tools.syncTime": "TRUE", "tools.upgrade.policy": "upgradeAtPowerCycle"}),
    ({"cpuAllocation": vim.ResourceAllocationInfo(
        reservation=100, limit=1000, shares=vim.SharesInfo(shares=1, level=vim.SharesLevel.high))},
     {"sched.cpu.min": "100", "sched.cpu.max": "1000", "sched.cpu.shares": "high"}),
    ({"memoryAllocation": vim.ResourceAllocationInfo(
        reservation=16, shares=vim.SharesInfo(shares=77, level=vim.SharesLevel.custom))},
     {"sched.mem.minsize": "16", "sched.mem.shares": "77"}),
    ({"cpuAffinity": vim.VirtualMachineAffinityInfo(affinitySet=[0, 2])}, {"sched.cpu.affinity": "0,2"}),
    ({"alternateGuestName": "Other"}, {"guestOSAltName": "Other"}),
])  # fmt: skip
def test_settings(root: Client, change: dict[str, Any], keys: dict[str, str]) -> None:
    """What differs from the defaults is written."""
    vm = make(root)
    reconfigure(root, vm, **change)
    found = vmx(root, vm)
    assert {key: found.get(key) for key in keys} == keys


def test_devices_and_options(root: Client) -> None:
    """Devices as their settings, options as they are, but for what only the host knows of Tools."""
    vm = make(root, "vm1", controller(), disk(), nic(), extra={"machine.id": "x"})
    found = vmx(root, vm)
    assert found["scsi0.virtualDev"] == "lsilogic"
    assert found["scsi0:0.present"] == "TRUE"
    assert found["ethernet0.networkName"] == "VM Network"
    assert found["machine.id"] == "x"
    assert not [key for key in found if key.startswith("vmware.tools.")]


def test_it_can_be_read_again(root: Client) -> None:
    """Whatever a client puts into names, notes and options."""
    nasty = 'a"b|c\n=#\t\u4e2d'
    vm = make(root, "n", annotation=nasty, extra={"machine.id": nasty})
    assert (vmx(root, vm)["annotation"], vmx(root, vm)["machine.id"]) == (nasty, nasty)


@pytest.mark.parametrize(("guest", "key"), [
    ("ubuntu64Guest", "ubuntu-64"), ("ubuntuGuest", "ubuntu"), ("winXPProGuest", "winxppro"), ("otherGuest64", "other-64"),
    ("solaris10_64Guest", "solaris10-64"), ("windows7Server64Guest", "windows7srv-64"), ("otherGuest", "other"),
])  # fmt: skip
def test_guest_names(guest: str, key: str) -> None:
    """The product's own names of guest systems."""
    assert guest_os_key(guest) == key


def test_uuids() -> None:
    """Pairs of digits."""
    assert spaced_uuid("564d9904-a176-a762-1b95-f75ddd0642d8") == "56 4d 99 04 a1 76 a7 62-1b 95 f7 5d dd 06 42 d8"
