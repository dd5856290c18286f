"""ResourcePool: the root pool and the pools below it, with their VMs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from fakeesx.host.managed_entity import ManagedEntity
from fakeesx.host.managed_object import Call, TaskBody, fault, invalid_argument, method, task
from fakeesx.host.services import resources
from fakeesx.host.services.resources import ROOT_POOL
from fakeesx.inventory import Change, Kind, Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_LONGEST_NAME = 80
_SHARES = {
    "cpuAllocation": {"low": 2000, "normal": 4000, "high": 8000},
    "memoryAllocation": {"low": 81920, "normal": 163840, "high": 327680},
}
"""Shares of a pool by level (documented)."""
_MOST_SHARES = 1_000_000
_FIELDS = ("reservation", "expandableReservation", "limit", "shares")


class ResourcePool(ManagedEntity):
    """A part of the host's CPU and memory. CreateChildVM_Task is disabled on the root pool (recorded)."""

    refused: ClassVar[dict[str, str]] = {"CreateVApp": "NotSupported"}

    privileges: ClassVar[dict[str, str]] = {
        "UpdateConfig": "Resource.EditPool", "UpdateChildResourceConfiguration": "Resource.EditPool",
        "MoveIntoResourcePool": "Resource.MovePool", "DestroyChildren": "Resource.DeletePool",
        "Destroy_Task": "Resource.DeletePool", "Rename_Task": "Resource.RenamePool",
    }

    @classmethod
    def start(cls, host: Esx) -> None:
        """See that what follows from pools and VMs follows."""
        host.inventory.derive(partial(_follow, host), "VirtualMachine", "ResourcePool")

    @method
    def CreateResourcePool(self, call: Call, name: str, spec: vim.ResourceConfigSpec) -> ManagedObjectReference:
        """Make a pool inside this one. The result is its reference.

        Raises InvalidName, DuplicateName, InvalidArgument (all of an allocation must be set), InsufficientResourcesFault.
        """
        self.require_name(name, self.ref)
        for kind in _SHARES:
            for field in _FIELDS:
                if getattr(getattr(spec, kind), field) is None:
                    raise invalid_argument(f"spec.{kind}.{field}")
        ref = ManagedObjectReference("ResourcePool", f"pool{self.host.ids.number('pool')}")
        config = self._config(ref, spec, None)
        self.host.inventory.add(ref, {
            **_empty_arrays(self.host), "name": name, "parent": self.ref, "owner": self.get("owner"), "config": config,
            "overallStatus": vim.ManagedEntityStatus.green, "configStatus": vim.ManagedEntityStatus.green,
            "effectiveRole": (-1,), "disabledMethod": ("CreateVApp",), "runtime": self.get("runtime"),
            "summary": self.get("summary").replace(name=name, config=config),
        })
        self.update(resourcePool=(*self.get("resourcePool"), ref))
        resources.require(self.host, _reserved(config))
        self.host.events.post(
            "ResourcePoolCreatedEvent", call=call, resourcePool=_argument(self.host, ref), parent=self._argument()
        )
        return ref

    @method
    def UpdateConfig(self, call: Call, name: str | None = None, config: vim.ResourceConfigSpec | None = None) -> None:
        """Change the name, what the allocations set, or both; not of the root pool.

        Raises InvalidName, DuplicateName, InvalidArgument, ConcurrentAccess, InsufficientResourcesFault.
        """
        if self.ref == ROOT_POOL:
            raise invalid_argument("name" if name is not None else "config")
        if name is not None and name != self.get("name"):
            self.require_name(name, self.get("parent"))
            self.update(name=name)
        if config is not None:
            self.reconfigure(config)
        self.host.events.post("ResourcePoolReconfiguredEvent", call=call, resourcePool=self._argument())

    @method
    def UpdateChildResourceConfiguration(self, call: Call, spec: Sequence[vim.ResourceConfigSpec]) -> None:
        """Change the allocations of child pools and VMs of this pool; all of them or none.

        Raises InvalidArgument for an entity that is no child, ConcurrentAccess, InsufficientResourcesFault.
        """
        children = {*self.get("resourcePool"), *self.get("vm")}
        if any(one.entity not in children for one in spec):
            raise invalid_argument("spec.entity")
        saves: list[tuple[Any, vim.VirtualMachineConfigInfo]] = []
        for one in spec:
            assert one.entity is not None
            child: Any = self.host.object(one.entity)
            if one.entity.type == "ResourcePool":
                child.reconfigure(one)
            else:
                saves.append((child, _vm_config(self.host, child.config, one)))
        for vm, config in saves:
            vm.save(config)

    @method
    def MoveIntoResourcePool(self, call: Call, list: Sequence[ManagedObjectReference]) -> None:
        """Move pools and VMs into this pool; all of them or none.

        Raises InvalidArgument (the root pool, a pool that holds this one, something else), DuplicateName,
        InsufficientResourcesFault.
        """
        inventory = self.host.inventory
        above = set(_ancestors(self.host, self.ref))
        for ref in list:
            node = inventory.find(ref.value)
            if node is None:
                raise fault("ManagedObjectNotFound", obj=ref)
            if node.ref.type not in ("ResourcePool", "VirtualMachine") or node.ref in above:
                raise invalid_argument("list")
        for ref in dict.fromkeys(list):
            self._take_in(call, inventory.node(ref))

    @method
    def DestroyChildren(self, call: Call) -> None:
        """Destroy all pools below this one; their VMs become this pool's."""
        below = [ref for ref in resources.subtree(self.host, self.ref) if ref != self.ref]
        for ref in reversed(below):
            ResourcePool(self.host, ref).dissolve(call)

    @task
    def Destroy_Task(self, call: Call) -> TaskBody:
        """Destroy the pool; its VMs and pools become its parent's.

        Raises InvalidArgument for the root pool, DuplicateName when the parent has a pool of the same name as a child.
        """
        if self.ref == ROOT_POOL:
            raise fault("InvalidArgument")
        yield None
        self.dissolve(call)

    @task
    def Rename_Task(self, call: Call, newName: str) -> TaskBody:
        """Rename the pool. Raises InvalidName, DuplicateName; InvalidArgument for the root pool."""
        yield None
        self.UpdateConfig(call, name=newName)

    @task(locks=False)
    def CreateChildVM_Task(
        self, call: Call, config: vim.VirtualMachineConfigSpec, host: ManagedObjectReference | None = None,
    ) -> TaskBody:
        """Make a VM in this pool, as Folder.CreateVM_Task does. Raises NotSupported on the root pool."""
        if "CreateChildVM_Task" in self.get("disabledMethod"):
            raise fault("NotSupported")
        folder: Any = self.host.object(ManagedObjectReference("Folder", "ha-folder-vm"))
        return (yield from folder.CreateVM_Task(call, config, self.ref, host))

    @method
    def RefreshRuntime(self, call: Call) -> None:
        """Bring ``runtime`` up to date; otherwise that happens every 20 seconds."""
        resources.refresh(self.host)

    @method
    def QueryResourceConfigOption(self, call: Call) -> vim.ResourceConfigOption:
        """What shares can be."""
        return resource_config_option()

    # inside

    def _argument(self) -> vim.ResourcePoolEventArgument:
        return _argument(self.host, self.ref)

    def require_name(self, name: str, parent: ManagedObjectReference) -> None:
        """Raise InvalidName or DuplicateName unless the pool may bear a name among the children of ``parent``."""
        if not name or len(name) > _LONGEST_NAME or any(ord(c) < 32 or ord(c) == 127 for c in name):
            raise fault("InvalidName", name=name)
        for ref in self.host.inventory.get(parent, "resourcePool"):
            if ref != self.ref and self.host.inventory.get(ref, "name") == name:
                raise fault("DuplicateName", name=name, object=ref)

    def _config(
        self, ref: ManagedObjectReference, spec: vim.ResourceConfigSpec, old: vim.ResourceConfigSpec | None,
    ) -> vim.ResourceConfigSpec:
        now = self.host.now()
        return vim.ResourceConfigSpec(
            entity=ref, changeVersion=now.isoformat(), lastModified=now,
            cpuAllocation=_allocation("cpuAllocation", spec.cpuAllocation, old.cpuAllocation if old else None),
            memoryAllocation=_allocation("memoryAllocation", spec.memoryAllocation, old.memoryAllocation if old else None),
        )

    def reconfigure(self, spec: vim.ResourceConfigSpec) -> None:
        """Change what the allocations set. Raises InvalidArgument, ConcurrentAccess, InsufficientResourcesFault."""
        old: vim.ResourceConfigSpec = self.get("config")
        if spec.changeVersion and spec.changeVersion != old.changeVersion:
            raise fault("ConcurrentAccess")
        config = self._config(self.ref, spec, old)
        self.update(config=config)
        resources.require(self.host, _reserved(config))

    def _take_in(self, call: Call, node: Node) -> None:
        """Make a pool or a VM a child of this pool."""
        inventory, is_vm = self.host.inventory, node.ref.type == "VirtualMachine"
        parent: ManagedObjectReference = node.values["resourcePool" if is_vm else "parent"]
        if parent == self.ref:
            return
        name = "vm" if is_vm else "resourcePool"
        if is_vm:
            self.host.access.require(call.user, "Resource.AssignVMToPool", self.ref)
            inventory.update(node.ref, resourcePool=self.ref)
        else:
            ResourcePool(self.host, node.ref).require_name(node.values["name"], self.ref)
            inventory.update(node.ref, parent=self.ref)
        inventory.update(parent, **{name: [ref for ref in inventory.get(parent, name) if ref != node.ref]})
        inventory.update(self.ref, **{name: (*inventory.get(self.ref, name), node.ref)})
        resources.require(self.host, resources.reservation(node) if is_vm else _reserved(node.values["config"]))
        what: dict[str, Any] = {"vm": node.ref} if is_vm else {"resourcePool": _argument(self.host, node.ref)}
        self.host.events.post(
            "VmResourcePoolMovedEvent" if is_vm else "ResourcePoolMovedEvent", call=call,
            oldParent=_argument(self.host, parent), newParent=self._argument(), **what,
        )

    def dissolve(self, call: Call) -> None:
        """Give VMs and pools to the parent, and go."""
        inventory, parent = self.host.inventory, self.get("parent")
        above = inventory.node(parent)
        pools, vms = self.get("resourcePool"), self.get("vm")
        for ref in pools:
            ResourcePool(self.host, ref).require_name(inventory.get(ref, "name"), parent)
            inventory.update(ref, parent=parent)
        for ref in vms:
            inventory.update(ref, resourcePool=parent)
        inventory.update(
            parent, vm=(*above.get("vm"), *vms),
            resourcePool=(*(ref for ref in above.get("resourcePool") if ref != self.ref), *pools),
        )
        self.host.events.post("ResourcePoolDestroyedEvent", call=call, resourcePool=self._argument())
        inventory.remove(self.ref)


def resource_config_option() -> vim.ResourceConfigOption:
    """What shares can be: 0 to 1,000,000; by default those of the level normal."""

    def option(kind: str) -> vim.ResourceAllocationOption:
        default = _SHARES[kind]["normal"]
        return vim.ResourceAllocationOption(sharesOption=vim.SharesOption(
            sharesOption=vim.IntOption(min=0, max=_MOST_SHARES, defaultValue=default),
            defaultLevel=vim.SharesLevel.normal,
        ))

    return vim.ResourceConfigOption(
        cpuAllocationOption=option("cpuAllocation"), memoryAllocationOption=option("memoryAllocation")
    )


def _argument(host: Esx, ref: ManagedObjectReference) -> vim.ResourcePoolEventArgument:
    return vim.ResourcePoolEventArgument(name=host.inventory.get(ref, "name"), resourcePool=ref)


def _ancestors(host: Esx, ref: ManagedObjectReference) -> Iterable[ManagedObjectReference]:
    """A pool and the pools that hold it."""
    while ref.type == "ResourcePool":
        yield ref
        ref = host.inventory.get(ref, "parent")


def _empty_arrays(host: Esx) -> dict[str, tuple[()]]:
    return {name: () for name, prop in host.model.managed_properties("ResourcePool").items() if prop.array}


def _reserved(config: vim.ResourceConfigSpec) -> resources.Amount:
    return config.cpuAllocation.reservation or 0, config.memoryAllocation.reservation or 0


def _allocation(
    kind: str, spec: vim.ResourceAllocationInfo, old: vim.ResourceAllocationInfo | None,
) -> vim.ResourceAllocationInfo:
    """An allocation of a pool with what ``spec`` sets. Raises InvalidArgument."""
    values = {**(dict(old.items()) if old else {}), **dict(spec.items())}
    made = vim.ResourceAllocationInfo(**{name: values.get(name) for name in _FIELDS})
    reservation, limit, shares = made.reservation or 0, -1 if made.limit is None else made.limit, made.shares
    if reservation < 0:
        raise invalid_argument(f"spec.{kind}.reservation")
    if limit < -1 or (limit != -1 and limit < reservation):
        raise invalid_argument(f"spec.{kind}.limit")
    if shares is not None:
        number = _SHARES[kind].get(str(shares.level), shares.shares)
        if not 0 < number <= _MOST_SHARES:
            raise invalid_argument(f"spec.{kind}.shares")
        shares = shares.replace(shares=number)
    return made.replace(reservation=reservation, limit=limit, shares=shares)


def _vm_config(
    host: Esx, config: vim.VirtualMachineConfigInfo, spec: vim.ResourceConfigSpec,
) -> vim.VirtualMachineConfigInfo:
    """A VM's configuration with other allocations. Raises InvalidArgument, InsufficientResourcesFault."""
    from fakeesx.host.virtual_machine.config import allocation, next_version

    mhz, mb = host.capacity()
    hardware = config.hardware
    return config.replace(
        changeVersion=next_version(host.now(), config.changeVersion),
        cpuAllocation=allocation("cpu", hardware.numCPU, spec.cpuAllocation, config.cpuAllocation, mhz),
        memoryAllocation=allocation("memory", hardware.memoryMB, spec.memoryAllocation, config.memoryAllocation, mb),
    )


# what follows from pools and VMs


def _follow(host: Esx, changes: list[Change]) -> None:
    """``childConfiguration`` and, where reservations or the tree changed, ``runtime`` follow."""
    added: dict[ManagedObjectReference, list[vim.ResourceConfigSpec]] = {}
    gone: dict[ManagedObjectReference, set[ManagedObjectReference]] = {}
    stale = False
    for change in changes:
        is_vm = change.ref.type == "VirtualMachine"
        if is_vm and change.kind is Kind.MODIFY and not change.names & {"resourcePool", "resourceConfig", "runtime"}:
            continue
        stale = stale or (_reserves(change) if is_vm else bool(
            change.kind is not Kind.MODIFY or change.names & {"config", "parent", "name", "resourcePool"}
        ))
        before, after = _place(change.before), _place(change.after)
        if before != after:
            if before is not None:
                gone.setdefault(before[0], set()).add(change.ref)
            if after is not None:
                added.setdefault(after[0], []).append(after[1])
    for pool in {**added, **gone}:
        if pool in host.inventory:
            kept = host.inventory.get(pool, "childConfiguration")
            for ref in gone.get(pool, ()):
                kept = _without(kept, ref)
            host.inventory.update(pool, childConfiguration=(*kept, *added.get(pool, ())))
    if stale:
        resources.refresh(host)


def _without(
    specs: tuple[vim.ResourceConfigSpec, ...], ref: ManagedObjectReference,
) -> tuple[vim.ResourceConfigSpec, ...]:
    for index in range(len(specs) - 1, -1, -1):  # those that go are mostly those that came last
        if specs[index].entity == ref:
            return specs[:index] + specs[index + 1 :]
    return specs


def _place(node: Node | None) -> tuple[ManagedObjectReference, vim.ResourceConfigSpec] | None:
    """The pool that holds a VM or a pool, and the child's configuration."""
    if node is None:
        return None
    is_vm = node.ref.type == "VirtualMachine"
    pool = node.values.get("resourcePool" if is_vm else "parent")
    config = node.values.get("resourceConfig" if is_vm else "config")
    return (pool, config) if pool is not None and config is not None and pool.type == "ResourcePool" else None


def _reserves(change: Change) -> bool:
    """Whether a change of a VM may change what is reserved."""
    return any(
        node is not None and node.values["runtime"].powerState == "poweredOn" and resources.reservation(node) != (0, 0)
        for node in (change.before, change.after)
    )
