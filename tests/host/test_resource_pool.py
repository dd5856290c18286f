"""ResourcePool: child pools, reservations, moving VMs."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from bare_vms import POOL, add_vm, create_vm, power
from calling import Client, Faulted
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services import resources
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def allocation(reservation: int = 0, limit: int = -1, *, expandable: bool = True) -> vim.ResourceAllocationInfo:
    """An allocation with everything set."""
    return vim.ResourceAllocationInfo(
        reservation=reservation, expandableReservation=expandable, limit=limit,
        shares=vim.SharesInfo(shares=0, level=vim.SharesLevel.normal),
    )


def spec(cpu: int = 0, memory: int = 0, **values: Any) -> vim.ResourceConfigSpec:
    """A pool's configuration: MHz and MB reserved."""
    return vim.ResourceConfigSpec(
        cpuAllocation=allocation(cpu, **values), memoryAllocation=allocation(memory, **values), entity=None,
    )


def create(root: Client, name: str, parent: ManagedObjectReference = POOL, **values: Any) -> ManagedObjectReference:
    """A new pool."""
    ref = root.call(parent, "CreateResourcePool", name=name, spec=spec(**values))
    assert isinstance(ref, ManagedObjectReference)
    return ref


def consistent(host: Esx) -> None:
    """Lists and references agree, and summaries repeat what they are summaries of."""
    inventory = host.inventory
    for node in inventory.of_type("ResourcePool"):
        for child in node.get("resourcePool"):
            assert inventory.get(child, "parent") == node.ref
        for vm in node.get("vm"):
            assert inventory.get(vm, "resourcePool") == node.ref
        assert {one.entity for one in node.get("childConfiguration")} == {*node.get("resourcePool"), *node.get("vm")}
        for one in node.get("childConfiguration"):
            name = "config" if one.entity.type == "ResourcePool" else "resourceConfig"
            assert one == inventory.get(one.entity, name)
        summary = node.get("summary")
        assert (summary.name, summary.config, summary.runtime) == (
            node.get("name"), node.get("config"), node.get("runtime"),
        )
        if node.ref != POOL:
            assert node.ref in inventory.get(node.get("parent"), "resourcePool")
    for node in inventory.of_type("VirtualMachine"):
        assert node.ref in inventory.get(node.get("resourcePool"), "vm")


def test_create(root: Client, host: Esx) -> None:
    """A new pool is a child of its parent, which has less left to reserve."""
    left = root.get(POOL, "runtime.cpu.unreservedForPool")
    pool = create(root, "blue", cpu=1000, memory=512)
    assert root.get(POOL, "resourcePool").items == (pool,)
    config = root.get(pool, "config")
    assert config.entity == pool
    assert (config.cpuAllocation.shares.shares, config.memoryAllocation.shares.shares) == (4000, 163840)
    assert root.get(POOL, "runtime.cpu.unreservedForPool") == left - 1000
    assert root.get(POOL, "runtime.memory.reservationUsed") == 512 << 20
    assert root.get(pool, "runtime.cpu.unreservedForVm") == left
    assert root.get(pool, "owner").value == "ha-compute-res"
    assert type(host.events.history.events[-1]).__name__ == "ResourcePoolCreatedEvent"
    consistent(host)


def test_names(root: Client) -> None:
    """Sibling pools have different names; a name is not empty, not too long and has no control characters."""
    blue = create(root, "blue")
    create(root, "blue", blue)
    with pytest.raises(Faulted, match="DuplicateName"):
        create(root, "blue")
    for name in ("", "x" * 81, "a\tb"):
        with pytest.raises(Faulted, match="InvalidName"):
            create(root, name)
    red = create(root, "red")
    with pytest.raises(Faulted, match="DuplicateName"):
        root.task(red, "Rename_Task", newName="blue")
    root.task(red, "Rename_Task", newName="green")
    assert root.get(red, "summary.name") == "green"
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(POOL, "Rename_Task", newName="other")


@pytest.mark.parametrize("field", ["reservation", "expandableReservation", "limit", "shares"])
def test_new_pool_needs_all_fields(root: Client, field: str) -> None:
    """Of a new pool's allocations everything must be set."""
    wrong = spec().replace(memoryAllocation=allocation().replace(**{field: None}))
    with pytest.raises(Faulted, match="InvalidArgument") as error:
        root.call(POOL, "CreateResourcePool", name="blue", spec=wrong)
    assert error.value.fault.invalidProperty == f"spec.memoryAllocation.{field}"
    assert root.get(POOL, "resourcePool").items == ()


def test_reservations(root: Client, host: Esx) -> None:
    """A pool can't reserve more than its parent has left, and says what that was; nothing is left of it."""
    left = root.get(POOL, "runtime.cpu.unreservedForPool")
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault") as error:
        create(root, "blue", cpu=left + 1)
    assert (error.value.fault.unreserved, error.value.fault.requested) == (left, left + 1)
    with pytest.raises(Faulted, match="InsufficientMemoryResourcesFault"):
        create(root, "blue", memory=2**63 - 1)
    assert root.get(POOL, "resourcePool").items == ()
    create(root, "blue", cpu=left)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        create(root, "red", cpu=1)
    consistent(host)


def test_expandable_reservations(root: Client) -> None:
    """An expandable pool borrows of its parent, one that is not does not."""
    fixed = create(root, "fixed", cpu=100, expandable=False)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        create(root, "inner", fixed, cpu=101)
    create(root, "inner", fixed, cpu=100)
    loose = create(root, "loose", cpu=100)
    before = root.get(POOL, "runtime.cpu.unreservedForPool")
    create(root, "inner", loose, cpu=300)
    assert root.get(POOL, "runtime.cpu.unreservedForPool") == before - 200
    limited = create(root, "limited", cpu=100, limit=200)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        create(root, "inner", limited, cpu=300)


def test_update_config(root: Client, host: Esx) -> None:
    """What is set changes, the rest stays; the old changeVersion is refused; the root pool stays as it is."""
    pool = create(root, "blue", cpu=100)
    old = root.get(pool, "config")
    host.clock.advance(1)  # type: ignore[attr-defined]
    change = vim.ResourceConfigSpec(
        cpuAllocation=vim.ResourceAllocationInfo(reservation=200), memoryAllocation=vim.ResourceAllocationInfo(),
        changeVersion=old.changeVersion,
    )
    root.call(pool, "UpdateConfig", config=change)
    config = root.get(pool, "config")
    assert config.cpuAllocation == old.cpuAllocation.replace(reservation=200)
    assert config.memoryAllocation == old.memoryAllocation
    with pytest.raises(Faulted, match="ConcurrentAccess"):
        root.call(pool, "UpdateConfig", config=change)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(POOL, "UpdateConfig", config=change.replace(changeVersion=None))
    for wrong in (allocation(-1), allocation(10, 5), allocation(0, -2)):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(pool, "UpdateConfig", config=change.replace(changeVersion=None, cpuAllocation=wrong))
    consistent(host)


def test_vm_reservations_count_while_on(root: Client, host: Esx) -> None:
    """A VM's reservation counts in its pool as long as it is on."""
    pool = create(root, "blue", cpu=1000, expandable=False)
    vm = add_vm(host, cpu_reservation=400, memory_reservation=0, pool=pool)
    assert root.get(pool, "runtime.cpu.unreservedForVm") == 1000
    power(host, vm, True)
    runtime = root.get(pool, "runtime.cpu")
    assert (runtime.reservationUsed, runtime.reservationUsedForVm, runtime.unreservedForVm) == (400, 400, 600)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        create(root, "inner", pool, cpu=700)
    power(host, vm, False)
    create(root, "inner", pool, cpu=700)


def test_move_vm(root: Client, host: Esx) -> None:
    """A VM that moves is in the list of its new pool only."""
    vm, pool = add_vm(host), create(root, "blue")
    root.call(pool, "MoveIntoResourcePool", list=[vm])
    assert root.get(pool, "vm").items == (vm,)
    assert root.get(POOL, "vm").items == ()
    assert root.get(vm, "resourcePool") == pool
    event: Any = host.events.history.events[-1]
    assert type(event).__name__ == "VmResourcePoolMovedEvent"
    assert (event.oldParent.name, event.newParent.name, event.vm.vm) == ("Resources", "blue", vm)
    consistent(host)


def test_move_pools(root: Client, host: Esx) -> None:
    """Pools move with what is in them; not into themselves, and not the root."""
    blue, red = create(root, "blue"), create(root, "red")
    inner = create(root, "inner", blue)
    root.call(red, "MoveIntoResourcePool", list=[inner])
    assert root.get(inner, "parent") == red
    for target, moved in ((inner, red), (red, red), (red, POOL), (red, ManagedObjectReference("HostSystem", "ha-host"))):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(target, "MoveIntoResourcePool", list=[moved])
    consistent(host)


def test_move_all_or_none(root: Client, host: Esx) -> None:
    """When one can't move, none does."""
    vm = add_vm(host)
    small, large = create(root, "small", cpu=10, expandable=False), create(root, "large", cpu=500)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        root.call(small, "MoveIntoResourcePool", list=[vm, large])
    assert root.get(vm, "resourcePool") == POOL
    consistent(host)


def test_destroy(root: Client, host: Esx) -> None:
    """VMs and pools of a destroyed pool become its parent's."""
    blue = create(root, "blue")
    inner = create(root, "inner", blue)
    one, two = add_vm(host, "one", pool=blue), add_vm(host, "two", pool=inner)
    root.task(blue, "Destroy_Task")
    assert root.get(POOL, "resourcePool").items == (inner,)
    assert root.get(POOL, "vm").items == (one,)
    assert root.get(two, "resourcePool") == inner
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(inner, "MoveIntoResourcePool", list=[blue])
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.task(POOL, "Destroy_Task")
    consistent(host)


def test_destroy_children(root: Client, host: Esx) -> None:
    """All pools below go, all their VMs come up."""
    blue = create(root, "blue")
    inner = create(root, "inner", blue)
    same = create(root, "inner", inner)
    vms = [add_vm(host, f"vm{n}", pool=pool) for n, pool in enumerate((POOL, blue, inner, same))]
    root.call(POOL, "DestroyChildren")
    assert root.get(POOL, "resourcePool").items == ()
    assert set(root.get(POOL, "vm").items) == set(vms)
    consistent(host)


def test_update_children(root: Client, host: Esx) -> None:
    """Allocations of child pools change together or not at all."""
    blue, red = create(root, "blue"), create(root, "red")
    root.call(POOL, "UpdateChildResourceConfiguration", spec=[
        spec(cpu=100).replace(entity=blue), spec(cpu=200).replace(entity=red),
    ])
    assert root.get(POOL, "runtime.cpu.reservationUsed") == 300
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        root.call(POOL, "UpdateChildResourceConfiguration", spec=[
            spec(cpu=1).replace(entity=blue), spec(cpu=10**6).replace(entity=red),
        ])
    assert root.get(blue, "config").cpuAllocation.reservation == 100
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(blue, "UpdateChildResourceConfiguration", spec=[spec().replace(entity=red)])


def test_refused(root: Client) -> None:
    """vApps are a vCenter server's; CreateChildVM_Task is disabled on the root pool."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(POOL, "CreateVApp", name="x", resSpec=spec(), configSpec=vim.VAppConfigSpec())
    with pytest.raises(Faulted, match="NotSupported"):
        root.task(POOL, "CreateChildVM_Task", config=vim.VirtualMachineConfigSpec(name="x"))


def test_config_option(root: Client) -> None:
    """Default shares are those of the level normal."""
    option = root.call(POOL, "QueryResourceConfigOption")
    assert option.cpuAllocationOption.sharesOption.defaultLevel == "normal"
    assert option.memoryAllocationOption.sharesOption.sharesOption.defaultValue == 163840


def test_refresh(root: Client, host: Esx) -> None:
    """RefreshRuntime brings usage up to date at once."""
    vm = add_vm(host)
    power(host, vm, True)
    summary = host.inventory.get(vm, "summary")
    host.inventory.update(vm, summary=summary.replace(quickStats=summary.quickStats.replace(overallCpuUsage=77)))
    root.call(POOL, "RefreshRuntime")
    assert root.get(POOL, "runtime.cpu.overallUsage") == 77
    assert root.get(POOL, "summary.quickStats.overallCpuUsage") == 77


def test_real_vms(root: Client, host: Esx) -> None:
    """VMs are made in child pools, reconfigured through their pool, and start only where there is enough to reserve."""
    pool = create(root, "blue", cpu=500, expandable=False)
    files = vim.VirtualMachineFileInfo(vmPathName="[datastore1]")
    config = vim.VirtualMachineConfigSpec(name="child", files=files)
    vm = root.task(pool, "CreateChildVM_Task", config=config)
    assert root.get(pool, "vm").items == (vm,)
    change = vim.ResourceConfigSpec(
        entity=vm, cpuAllocation=vim.ResourceAllocationInfo(reservation=600), memoryAllocation=vim.ResourceAllocationInfo()
    )
    root.call(pool, "UpdateChildResourceConfiguration", spec=[change])
    assert root.get(vm, "config.cpuAllocation.reservation") == 600
    consistent(host)
    with pytest.raises(Faulted, match="InsufficientCpuResourcesFault"):
        root.task(vm, "PowerOnVM_Task")
    root.call(POOL, "MoveIntoResourcePool", list=[vm])
    root.task(vm, "PowerOnVM_Task")
    assert root.get(POOL, "runtime.cpu.reservationUsedForVm") == 600
    other = create_vm(root, "other")
    assert root.get(POOL, "vm").items == (vm, other)
    consistent(host)
    root.task(vm, "PowerOffVM_Task")
    root.task(vm, "Destroy_Task")
    assert root.get(POOL, "runtime.cpu.reservationUsedForVm") == 0
    consistent(host)


class Pools(RuleBasedStateMachine):
    """Pools and VMs that move about at random stay consistent, and nothing is reserved twice."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        clock = Clock()
        clock.advance(1e9)
        self.host = Esx(Settings(root=Path(self.folder.name)), clock, random.Random(1))
        self.root = Client(self.host).login()
        self.names = 0

    def teardown(self) -> None:
        self.host.stop()
        self.folder.cleanup()

    def pools(self) -> list[ManagedObjectReference]:
        return [node.ref for node in self.host.inventory.of_type("ResourcePool")]

    def vms(self) -> list[ManagedObjectReference]:
        return [node.ref for node in self.host.inventory.of_type("VirtualMachine")]

    def pick(self, data: st.DataObject, refs: list[ManagedObjectReference]) -> ManagedObjectReference:
        return data.draw(st.sampled_from(refs))

    def attempt(self, moid: ManagedObjectReference, name: str, /, **arguments: Any) -> None:
        before = self.host.inventory.snapshot().nodes
        try:
            if name.endswith("_Task"):
                self.root.task(moid, name, **arguments)
            else:
                self.root.call(moid, name, **arguments)
        except Faulted as error:
            failed = error.name
            after = self.host.inventory.snapshot().nodes
        else:
            return
        assert failed in (
            "InsufficientCpuResourcesFault", "InsufficientMemoryResourcesFault", "InvalidArgument", "DuplicateName",
        )
        for key, node in before.items():
            if node.ref.type == "ResourcePool":
                changed = {name for name, value in node.values.items() if after[key].values[name] != value}
                assert changed <= {"recentTask"}

    @rule(data=st.data(), cpu=st.integers(0, 9000), memory=st.integers(0, 8000), expandable=st.booleans())
    def create(self, data: st.DataObject, cpu: int, memory: int, *, expandable: bool) -> None:
        self.names += 1
        self.attempt(
            self.pick(data, self.pools()), "CreateResourcePool", name=f"p{self.names % 7}",
            spec=spec(cpu, memory, expandable=expandable),
        )

    @rule(data=st.data(), cpu=st.integers(0, 3000))
    def vm(self, data: st.DataObject, cpu: int) -> None:
        self.names += 1
        add_vm(self.host, f"vm{self.names}", cpu_reservation=cpu, pool=self.pick(data, self.pools()))

    @precondition(lambda self: self.vms())
    @rule(data=st.data())
    def power(self, data: st.DataObject) -> None:
        vm = self.pick(data, self.vms())
        node = self.host.inventory.node(vm)
        on = node.values["runtime"].powerState == "poweredOn"
        if on or resources.reservation(node)[0] <= resources.unreserved(self.host, node.values["resourcePool"])[0]:
            power(self.host, vm, not on)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        moved = self.pick(data, self.pools() + self.vms())
        self.attempt(self.pick(data, self.pools()), "MoveIntoResourcePool", list=[moved])

    @rule(data=st.data())
    def destroy(self, data: st.DataObject) -> None:
        self.attempt(self.pick(data, self.pools()), "Destroy_Task")

    @rule(data=st.data())
    def destroy_children(self, data: st.DataObject) -> None:
        self.attempt(self.pick(data, self.pools()), "DestroyChildren")

    @rule(data=st.data(), cpu=st.integers(0, 9000))
    def reconfigure(self, data: st.DataObject, cpu: int) -> None:
        self.attempt(self.pick(data, self.pools()), "UpdateConfig", config=spec(cpu))

    @invariant()
    def holds(self) -> None:
        consistent(self.host)
        capacity = self.host.capacity()[0]
        on = [n for n in self.host.inventory.of_type("VirtualMachine") if n.values["runtime"].powerState == "poweredOn"]
        assert sum(n.values["config"].cpuAllocation.reservation for n in on) <= capacity
        runtime = self.host.inventory.get(POOL, "runtime").cpu
        assert runtime.reservationUsed + runtime.unreservedForPool == capacity


TestPools = Pools.TestCase
TestPools.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
