"""Where VMs hang in the inventory: names in use, and the lists of other objects that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.inventory import Change, Kind
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
_HOST = ManagedObjectReference("HostSystem", "ha-host")


class VmTree:
    """The VMs of a host by name, and the back references to them."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._names: dict[str, ManagedObjectReference] = {}
        self._macs: dict[str, dict[ManagedObjectReference, None]] = {}
        """The inner ones are never changed."""
        host.inventory.subscribe(self._note, "VirtualMachine")

    def capture(self) -> Any:
        """Which VM has which name and which MAC addresses."""
        return self._names.copy(), self._macs.copy()

    def restore(self, state: Any) -> None:
        """Let it be so again."""
        names, macs = state
        self._names, self._macs = names.copy(), macs.copy()

    def find(self, name: str) -> ManagedObjectReference | None:
        """The VM of a name."""
        return self._names.get(name)

    def require_free(self, name: str) -> None:
        """Raise DuplicateName when a VM has the name."""
        taken = self._names.get(name)
        if taken is not None:
            raise fault("DuplicateName", name=name, object=taken)

    def mac_owner(self, mac: str, other_than: ManagedObjectReference | None = None) -> ManagedObjectReference | None:
        """A VM that has a MAC address, besides one."""
        return next((vm for vm in self._macs.get(mac.lower(), ()) if vm != other_than), None)

    def link(
        self, vm: ManagedObjectReference, pool: ManagedObjectReference, others: Iterable[ManagedObjectReference],
    ) -> None:
        """Enter a VM in the lists of its folder, host, pool, datastores and networks."""
        self.link_all([(vm, (pool, *others))])

    def link_all(self, vms: Sequence[tuple[ManagedObjectReference, Iterable[ManagedObjectReference]]]) -> None:
        """Enter VMs in the lists of their folder, their host, and for each the objects given with it, all at once."""
        inventory = self._host.inventory
        refs = [vm for vm, _ in vms]
        inventory.update(_FOLDER, childEntity=(*inventory.get(_FOLDER, "childEntity"), *refs))
        entered: dict[ManagedObjectReference, list[ManagedObjectReference]] = {_HOST: refs}
        for vm, others in vms:
            for other in others:
                entered.setdefault(other, []).append(vm)
        for ref, new in entered.items():
            if ref in inventory:
                inventory.update(ref, vm=(*inventory.get(ref, "vm"), *new))

    def unlink(
        self, vm: ManagedObjectReference, pool: ManagedObjectReference, others: Iterable[ManagedObjectReference],
    ) -> None:
        """Strike a VM from all those lists."""
        inventory = self._host.inventory
        inventory.update(_FOLDER, childEntity=_without(inventory.get(_FOLDER, "childEntity"), vm))
        for ref in (_HOST, pool, *others):
            if ref in inventory:
                inventory.update(ref, vm=_without(inventory.get(ref, "vm"), vm))

    def relink(
        self, vm: ManagedObjectReference, old: Iterable[ManagedObjectReference], new: Iterable[ManagedObjectReference],
    ) -> None:
        """Move a VM from some datastores and networks to others."""
        inventory, before, after = self._host.inventory, set(old), set(new)
        for ref in before - after:
            if ref in inventory:
                inventory.update(ref, vm=_without(inventory.get(ref, "vm"), vm))
        for ref in after - before:
            if ref in inventory:
                inventory.update(ref, vm=(*inventory.get(ref, "vm"), vm))

    def _note(self, changes: list[Change]) -> None:
        for change in changes:
            if change.kind is Kind.MODIFY and not ("name" in change.names or "config" in change.names):
                continue
            before, after = change.before, change.after
            if before is not None:
                if self._names.get(before.get("name")) == change.ref:
                    del self._names[before.get("name")]
                for mac in _macs(before.get("config")):
                    owners = {vm: None for vm in self._macs.pop(mac, ()) if vm != change.ref}
                    if owners:
                        self._macs[mac] = owners
            if after is not None:
                self._names[after.get("name")] = change.ref
                for mac in _macs(after.get("config")):
                    self._macs[mac] = {**self._macs.get(mac, {}), change.ref: None}


def _without(
    refs: tuple[ManagedObjectReference, ...], vm: ManagedObjectReference,
) -> tuple[ManagedObjectReference, ...]:
    try:
        index = refs.index(vm)
    except ValueError:
        return refs
    return refs[:index] + refs[index + 1 :]


def _macs(config: object) -> list[str]:
    """The MAC addresses in a VM's configuration."""
    devices = getattr(getattr(config, "hardware", None), "device", ())
    return [device.macAddress.lower() for device in devices if getattr(device, "macAddress", None)]
