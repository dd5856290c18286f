"""Virtual machines by the number: what ``--vms N`` starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.services.datastore_specs import ImpossibleHost
from fakeesx.host.virtual_machine import create
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_DISK_KB = 8 << 20


def populate(host: Esx, count: int) -> None:
    """Make VMs ``vm-0001`` and so on: powered off, 1 CPU, 512 MB, a thin disk of 8 GB, a NIC on the first network,
    whose switch gets ports for all of them.

    They are on the first datastore that can be written. Raises ``ImpossibleHost`` when there is none.
    """
    datastore = next((volume.name for volume in host.volumes if not volume.read_only), None)
    if datastore is None:
        raise ImpossibleHost("there is no datastore for virtual machines")
    network = next((node.get("name") for node in host.inventory.of_type("Network")), None)
    if network is not None:
        host.networks.make_room(network, count)
    pool = next(host.inventory.of_type("ResourcePool")).ref
    digits = max(4, len(str(count)))
    made = []
    for number in range(1, count + 1):
        vm = create.make(host, create.plan(host, _spec(f"vm-{number:0{digits}d}", datastore, network)), pool, link=False)
        made.append((vm, (pool, *host.inventory.get(vm, "datastore"), *host.inventory.get(vm, "network"))))
    host.vms.link_all(made)  # one by one, the lists would be copied as often as there are VMs
    host.datastores.refresh()


def _spec(name: str, datastore: str, network: str | None) -> vim.VirtualMachineConfigSpec:
    add = vim.VirtualDeviceConfigSpecOperation.add
    changes = [
        vim.VirtualDeviceConfigSpec(operation=add, device=vim.VirtualLsiLogicController(
            key=-1, busNumber=0, sharedBus=vim.VirtualSCSISharing.noSharing,
        )),
        vim.VirtualDeviceConfigSpec(
            operation=add, fileOperation=vim.VirtualDeviceConfigSpecFileOperation.create,
            device=vim.VirtualDisk(
                key=-2, controllerKey=-1, unitNumber=0, capacityInKB=_DISK_KB,
                backing=vim.VirtualDiskFlatVer2BackingInfo(fileName="", diskMode="persistent", thinProvisioned=True),
            ),
        ),
    ]
    if network is not None:
        changes.append(vim.VirtualDeviceConfigSpec(operation=add, device=vim.VirtualE1000(
            key=-3, addressType="generated",
            backing=vim.VirtualEthernetCardNetworkBackingInfo(deviceName=network),
            connectable=vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True),
        )))
    return vim.VirtualMachineConfigSpec(
        name=name, guestId="otherLinux64Guest", numCPUs=1, memoryMB=512,
        files=vim.VirtualMachineFileInfo(vmPathName=f"[{datastore}]"), deviceChange=changes,
    )
