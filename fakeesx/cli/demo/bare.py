"""The main job as far as a small client can do it, where the driver is not installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from fakeesx.cli.demo.steps import Steps, check
from fakeesx.schema import vim
from fakeesx.testing import VimClient

_NAME = "demo"
_DISK_BYTES = 64 << 20
_FLAT = f"{_NAME}/{_NAME}-flat.vmdk"
_CARD, _VLAN, _GROUP = "vmnic0", 101, "br101"

_HOST = vim.ManagedObjectReference("HostSystem", "ha-host")
_NETWORK_SYSTEM = vim.ManagedObjectReference("HostNetworkSystem", "networkSystem")


def run(steps: Steps, ready: dict[str, Any]) -> None:
    """Do it against the host of a ready line. Raises ``Fault``, ``HttpError``, OSError, ``DemoFailed``."""
    steps.done(f"a fake ESX host answers at {ready['url']}")
    client = VimClient(ready["url"], ready["cafile"])
    client.login(ready["user"], ready["password"])
    steps.done(f"logged in over TLS to {client.content.about.fullName}")
    before = _inventory(client)
    free = client.get(_datastore(client), "summary")[0].freeSpace

    file_manager = client.content.fileManager
    assert file_manager is not None
    client.call("MakeDirectory", file_manager, name=f"[datastore1] {_NAME}", createParentDirectories=True)
    client.put("datastore1", _FLAT, _image(), _DISK_BYTES)
    descriptor = _descriptor().encode()
    client.put("datastore1", f"{_NAME}/{_NAME}.vmdk", [descriptor], len(descriptor))
    steps.done(f"streamed a disk image of {_DISK_BYTES >> 20} MB into [datastore1] {_NAME}")

    (network,) = client.get(_HOST, "config.network")
    card = next(card.key for card in network.pnic if card.device == _CARD)
    switch = next(switch.name for switch in network.vswitch if card in switch.pnic)
    group = vim.HostPortGroupSpec(name=_GROUP, vlanId=_VLAN, vswitchName=switch, policy=vim.HostNetworkPolicy())
    client.call("AddPortGroup", _NETWORK_SYSTEM, portgrp=group)
    steps.done(f"made the port group {_GROUP} with VLAN {_VLAN} on {switch}, the switch of {_CARD}")

    vm = client.task("CreateVM_Task", _folder(client), config=_spec(), pool=_pool(client))
    (config,) = client.get(vm, "config")
    steps.done(f"created the VM {config.name} ({config.uuid}) with the disk and a NIC on {_GROUP}")

    machine_id = vim.OptionValue(key="machine.id", value="00:50:56:00:00:01;192.0.2.20;255.255.255.0;192.0.2.1;192.0.2.255;")
    client.task("ReconfigVM_Task", vm, spec=vim.VirtualMachineConfigSpec(extraConfig=[machine_id]))
    steps.done("injected the network settings (machine.id)")

    client.task("PowerOnVM_Task", vm)
    (runtime,) = client.get(vm, "runtime")
    check(runtime.powerState == "poweredOn", "the VM is not powered on")
    steps.done("powered the VM on")

    snapshot = client.task("CreateSnapshot_Task", vm, name="image", memory=False, quiesce=False)
    back = _digest(client.stream("datastore1", _FLAT))
    check(back == _digest(_image()), "the image that came back is not the one that was sent")
    client.task("RemoveSnapshot_Task", snapshot, removeChildren=False)
    steps.done("took a snapshot of the running VM, streamed its disk back as an image, the same bytes, and removed it")

    ticket = client.call("AcquireMksTicket", vm)
    steps.done(f"a console ticket: {ticket.ticket} for port {ticket.port}")

    client.task("PowerOffVM_Task", vm)
    client.task("Destroy_Task", vm)
    client.call("RemovePortGroup", _NETWORK_SYSTEM, pgName=_GROUP)
    steps.done("powered the VM off and destroyed it, removed the port group")

    check(_inventory(client) == before, "the inventory is not what it was")
    (summary,) = client.get(_datastore(client), "summary")
    check(summary.freeSpace == free, "the datastore has not as much free space as before")
    steps.done("nothing is left: inventory and free space are what they were")
    client.close()


def _image() -> Iterator[bytes]:
    """A disk's content: a boot sector, then zeros."""
    yield b"\xeb\xfe" + bytes(508) + b"\x55\xaa" + bytes((1 << 20) - 512)
    for _ in range((_DISK_BYTES >> 20) - 1):
        yield bytes(1 << 20)


def _digest(content: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for block in content:
        digest.update(block)
    return digest.digest()


def _descriptor() -> str:
    return (
        '# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="vmfs"\n\n'
        f'# Extent description\nRW {_DISK_BYTES // 512} VMFS "{_NAME}-flat.vmdk"\n\n# The Disk Data Base\n'
        'ddb.virtualHWVersion = "7"\nddb.geometry.cylinders = "64"\nddb.geometry.heads = "64"\n'
        'ddb.geometry.sectors = "32"\nddb.adapterType = "lsilogic"\n'
    )


def _spec() -> vim.VirtualMachineConfigSpec:
    add = vim.VirtualDeviceConfigSpecOperation.add
    controller = vim.VirtualLsiLogicController(
        key=-1, busNumber=0, sharedBus=vim.VirtualSCSISharing.noSharing,
    )
    disk = vim.VirtualDisk(
        key=-2, controllerKey=-1, unitNumber=0, capacityInKB=_DISK_BYTES >> 10,
        backing=vim.VirtualDiskFlatVer2BackingInfo(
            fileName=f"[datastore1] {_NAME}/{_NAME}.vmdk", diskMode="persistent", thinProvisioned=False,
        ),
    )
    nic = vim.VirtualE1000(
        key=-3, addressType="generated",
        backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName=_GROUP),
        connectable=vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True),
    )
    return vim.VirtualMachineConfigSpec(
        name=_NAME, guestId="otherLinux64Guest", numCPUs=1, memoryMB=512,
        files=vim.VirtualMachineFileInfo(vmPathName=f"[datastore1] {_NAME}/{_NAME}.vmx"),
        deviceChange=[vim.VirtualDeviceConfigSpec(operation=add, device=device) for device in (controller, disk, nic)],
    )


def _folder(client: VimClient) -> vim.ManagedObjectReference:
    (datacenters,) = client.get(client.content.rootFolder, "childEntity")
    folder: vim.ManagedObjectReference = client.get(datacenters[0], "vmFolder")[0]
    return folder


def _pool(client: VimClient) -> vim.ManagedObjectReference:
    pool: vim.ManagedObjectReference = client.get(
        vim.ManagedObjectReference("ComputeResource", "ha-compute-res"), "resourcePool",
    )[0]
    return pool


def _datastore(client: VimClient) -> vim.ManagedObjectReference:
    (datacenters,) = client.get(client.content.rootFolder, "childEntity")
    datastore: vim.ManagedObjectReference = client.get(datacenters[0], "datastore")[0][0]
    return datastore


def _inventory(client: VimClient) -> tuple[Any, ...]:
    return (*client.get(_folder(client), "childEntity"), *client.get(_HOST, "vm", "datastore", "network"))
