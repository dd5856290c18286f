"""The port groups that VMs' network cards name: what follows when groups come, go and get other names.

A card names its group as the ``.vmx`` does. Whether ESX lets cards follow a new name is unknown; here they do (inferred), so
that the VM is on the same wire afterwards. A card whose group goes keeps the name, and is on the group of that name again
when there is one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import derived
from fakeesx.host.virtual_machine.devices.layout import describe
from fakeesx.host.virtual_machine.devices.nic import FIRST_KEY, network_backing
from fakeesx.host.virtual_machine.guest import cards
from fakeesx.host.virtual_machine.machine import Machine
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema import vim
from fakeesx.storage import vmfiles
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.inventory import Node

__all__ = ["FIRST_KEY", "follow"]


def follow(host: Esx, changed: Collection[str], gone: Collection[str], renamed: Mapping[str, str]) -> None:
    """Let VMs and snapshots follow groups that came or went (``changed``), some of them to another name.

    The Network objects that came are there, those that are ``gone`` still are. ``.vmx`` files are written where a name in
    them changes. Raises HostConfigFault when one can't be; all files are then as they were.
    """
    with ExitStack() as undo:
        try:
            for node in list(host.inventory.of_type("VirtualMachine")):
                _follow_vm(host, node, changed, gone, renamed, undo)
        except StorageError as error:
            raise fault("HostConfigFault") from error
        for node in list(host.inventory.of_type("VirtualMachineSnapshot")):
            config = node.values["config"]
            new = _rebound(host, config, changed, gone, renamed)
            if new is not config:
                host.inventory.update(node.ref, config=new)
        undo.pop_all()


def _follow_vm(
    host: Esx, node: Node, changed: Collection[str], gone: Collection[str], renamed: Mapping[str, str], undo: ExitStack,
) -> None:
    config, machine = node.values["config"], node.private
    new = _rebound(host, config, changed, gone, renamed)
    if new is config or not isinstance(machine, Machine):
        return
    before, after = (vmx_of(each, machine.foreign, machine.standby) for each in (config, new))
    if str(before) != str(after):
        new = new.replace(changeVersion=configs.next_version(host.now(), config.changeVersion))
        write = partial(
            vmfiles.write_vmx, host.volumes.get(machine.datastore), machine.home, owner=f"vm-{node.ref.value}",
        )
        write(after)
        undo.callback(write, before)
    parts: dict[str, Any] = {"config": new}
    if machine.tools == "running":
        guest = node.values["guest"]
        parts["guest"] = guest.replace(net=cards(new, guest.net))
    old = node.get("network")
    derived.update(host, node.ref, machine, parts, rewire=False)
    host.vms.relink(node.ref, old, host.inventory.get(node.ref, "network"))


def _rebound(
    host: Esx, config: vim.VirtualMachineConfigInfo, changed: Collection[str], gone: Collection[str],
    renamed: Mapping[str, str],
) -> vim.VirtualMachineConfigInfo:
    """A configuration whose cards name groups as they are now; itself where none of them is on one that changed."""
    devices = list(config.hardware.device)
    for index, device in enumerate(devices):
        backing = device.backing
        if isinstance(backing, vim.VirtualEthernetCardNetworkBackingInfo) and backing.deviceName in changed:
            name = renamed.get(backing.deviceName, backing.deviceName)
            there = None if name in gone else host.networks.find(name)
            new: Any = network_backing(name, there)
            label = device.deviceInfo.label if device.deviceInfo is not None else ""
            if new != backing:
                devices[index] = device.replace(backing=new, deviceInfo=describe(label, name))
    if all(new is old for new, old in zip(devices, config.hardware.device, strict=True)):
        return config
    return config.replace(hardware=config.hardware.replace(device=devices))
