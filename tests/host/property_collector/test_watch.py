"""Filters and updates: what a client is told, once and in full, of what it asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import add_vm, remove_vm, vm_ref
from device_rig import nic, remove
from vms import FOLDER, HOST, POOL, make_usual, reconfigure
from watching import COLLECTOR, Watch, follow, of, props, retrieve, spec, start

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference

VMS = spec(props("VirtualMachine", "name"), start(FOLDER, follow("Folder", "childEntity")))


def rename(host: Esx, ref: ManagedObjectReference, name: str) -> None:
    host.inventory.update(ref, name=name)


@pytest.fixture
def vm(host: Esx) -> ManagedObjectReference:
    """A VM without files."""
    return add_vm(host, 1)


# enter, modify, leave


def test_first_update(root: Client, vm: ManagedObjectReference) -> None:
    """All that is selected enters with what is set; then nothing is left to tell."""
    watch = Watch(root, of(vm, "name", "snapshot"))
    assert watch.check() == [("enter", vm.value, [("assign", "name", "vm1")])]
    assert watch.check() == []


def test_change(root: Client, vm: ManagedObjectReference) -> None:
    """Only what has changed, with its new value."""
    watch = Watch(root, of(vm, "name", "overallStatus"))
    watch.check()
    rename(root.host, vm, "new")
    assert watch.check() == [("modify", vm.value, [("assign", "name", "new")])]
    assert watch.check() == []


def test_what_was_not_asked_for(root: Client, vm: ManagedObjectReference) -> None:
    """Changes of other properties and other objects are not told."""
    watch = Watch(root, of(vm, "overallStatus", "config.name"))
    watch.check()
    rename(root.host, vm, "new")
    add_vm(root.host, 2)
    config = root.get(vm, "config")
    root.host.inventory.update(vm, config=config.replace(annotation="x"))
    assert watch.check() == []


def test_there_and_back(root: Client, vm: ManagedObjectReference) -> None:
    """What is again as it was is no change."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    for name in ("new", "newer", "vm1"):
        rename(root.host, vm, name)
    assert watch.check() == []


def test_unset(root: Client, vm: ManagedObjectReference) -> None:
    """A property that is no longer set is assigned without a value; set again, with one."""
    watch = Watch(root, of(vm, "resourcePool", "config.consolePreferences"))
    watch.check()
    root.host.inventory.update(vm, resourcePool=None)
    assert watch.check() == [("modify", vm.value, [("assign", "resourcePool", None)])]
    root.host.inventory.update(vm, resourcePool=POOL)
    assert watch.check() == [("modify", vm.value, [("assign", "resourcePool", POOL)])]


def test_all_properties(root: Client, vm: ManagedObjectReference) -> None:
    """``all`` is told of every one."""
    watch = Watch(root, of(vm, all=True))
    ((kind, _, changes),) = watch.check()
    assert kind == "enter"
    ((_, found),) = retrieve(root, of(vm, all=True))
    assert {name: value for _, name, value in changes} == found
    rename(root.host, vm, "new")
    assert watch.check() == [("modify", vm.value, [("assign", "name", "new")])]


def test_objects_come_and_go(root: Client, vm: ManagedObjectReference) -> None:
    """What is newly selected enters, what is no more leaves."""
    watch = Watch(root, VMS)
    assert watch.check() == [("enter", vm.value, [("assign", "name", "vm1")])]
    other = add_vm(root.host, 2)
    assert watch.check() == [("enter", other.value, [("assign", "name", "vm2")])]
    remove_vm(root.host, vm)
    assert watch.check() == [("leave", vm.value, [])]
    assert watch.check() == []


def test_no_longer_on_the_way(root: Client, vm: ManagedObjectReference) -> None:
    """An object that is still there and is selected no more leaves too; back, it enters with all."""
    watch = Watch(root, VMS)
    watch.check()
    root.host.inventory.update(FOLDER, childEntity=())
    rename(root.host, vm, "unseen")
    assert watch.check() == [("leave", vm.value, [])]
    root.host.inventory.update(FOLDER, childEntity=(vm,))
    assert watch.check() == [("enter", vm.value, [("assign", "name", "unseen")])]


def test_came_and_went_between(root: Client) -> None:
    """What a client never saw does not leave."""
    watch = Watch(root, VMS)
    watch.check()
    remove_vm(root.host, add_vm(root.host, 2))
    assert watch.check() == []


def test_the_start_object_goes(root: Client, vm: ManagedObjectReference) -> None:
    """It leaves."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    remove_vm(root.host, vm)
    assert watch.check() == [("leave", vm.value, [])]


def test_start_objects_that_are_missing(root: Client, vm: ManagedObjectReference) -> None:
    """CreateFilter refuses, or reports them once in missingSet where that is wanted."""
    gone = ManagedObjectReference("VirtualMachine", "4711")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        Watch(root, of(gone, "name"))
    wanted = spec(props("VirtualMachine", "name"), [gone, vm], missing=True)
    ref = root.call(COLLECTOR, "CreateFilter", spec=wanted, partialUpdates=False)
    updates = root.call(COLLECTOR, "CheckForUpdates")
    (update,) = updates.filterSet
    assert (update.filter, [each.obj.value for each in update.objectSet]) == (ref, [vm.value])
    (missing,) = update.missingSet
    assert missing.obj == gone
    assert isinstance(missing.fault.fault, vim.ManagedObjectNotFound)
    rename(root.host, vm, "new")
    assert root.call(COLLECTOR, "CheckForUpdates", version=updates.version).filterSet[0].missingSet == ()


def test_only_missing_objects(root: Client) -> None:
    """Even then there is something to tell."""
    gone = ManagedObjectReference("VirtualMachine", "4711")
    root.call(COLLECTOR, "CreateFilter", spec=spec(props("VirtualMachine"), gone, missing=True), partialUpdates=False)
    updates = root.call(COLLECTOR, "CheckForUpdates")
    assert [each.obj for each in updates.filterSet[0].missingSet] == [gone]
    assert root.call(COLLECTOR, "CheckForUpdates", version=updates.version) is None


# nested paths and partial updates


@pytest.mark.parametrize("partial", [False, True])
def test_nested_paths(root: Client, partial: bool) -> None:
    """A path into a device: only its own change is told."""
    vm = make_usual(root)
    path = "config.hardware.device[4000].connectable.connected"
    watch = Watch(root, of(vm, path, "config.hardware.numCPU"), partial=partial)
    watch.check()
    reconfigure(root, vm, memoryMB=64)
    assert watch.check() == []
    root.task(vm, "PowerOnVM_Task")
    assert watch.check() == [("modify", vm.value, [("assign", path, True)])]
    root.task(vm, "PowerOffVM_Task")
    reconfigure(root, vm, remove(vim.VirtualE1000(key=4000)))
    assert watch.check() == [("modify", vm.value, [("assign", path, None)])]
    reconfigure(root, vm, nic())
    assert watch.check() == [("modify", vm.value, [("assign", path, False)])]


def test_options_by_key(root: Client) -> None:
    """extraConfig["machine.id"] comes, changes and goes."""
    vm = make_usual(root)
    path = 'config.extraConfig["machine.id"]'
    watch = Watch(root, of(vm, path, f"{path}.value"))
    assert watch.check() == [("enter", vm.value, [])]
    for value in ("1", "2"):
        reconfigure(root, vm, extra={"machine.id": value})
        ((_, _, changes),) = watch.check()
        option = vim.OptionValue(key="machine.id", value=value)
        assert changes == [("assign", path, option), ("assign", f"{path}.value", value)]
    reconfigure(root, vm, extra={"machine.id": ""})
    assert watch.check() == [("modify", vm.value, [("assign", path, None), ("assign", f"{path}.value", None)])]


def test_partial_updates(root: Client) -> None:
    """Inside a property only the parts that differ; elements are added and removed by key."""
    vm = make_usual(root)
    watch = Watch(root, of(vm, "config"), partial=True)
    ((_, _, changes),) = watch.check()
    assert [name for _, name, _ in changes] == ["config"]
    reconfigure(root, vm, nic(key=-5), annotation="x", extra={"a": "1"})
    ((kind, _, changes),) = watch.check()
    told = {(op, name) for op, name, _ in changes}
    assert kind == "modify"
    assert {("assign", "config.annotation"), ("assign", "config.changeVersion")} <= told
    assert {("add", "config.hardware.device[4001]"), ("add", 'config.extraConfig["a"]')} <= told
    assert "config" not in {name for _, name in told}
    reconfigure(root, vm, remove(vim.VirtualE1000(key=4001)), extra={"a": ""})
    told = {(op, name) for op, name, _ in watch.check()[0][2]}
    assert {("remove", "config.hardware.device[4001]"), ("remove", 'config.extraConfig["a"]')} <= told


def test_whole_updates(root: Client) -> None:
    """Without partial updates the property comes as a whole, and only when it is another."""
    vm = make_usual(root)
    watch = Watch(root, of(vm, "config.hardware", "config.files"))
    watch.check()
    reconfigure(root, vm, memoryMB=64)
    ((_, _, changes),) = watch.check()
    assert [(op, name, value.memoryMB) for op, name, value in changes] == [("assign", "config.hardware", 64)]


def test_partial_updates_of_lists_of_objects(root: Client, vm: ManagedObjectReference) -> None:
    """A folder's children by their moids."""
    watch = Watch(root, of(FOLDER, "childEntity"), partial=True)
    watch.check()
    other = add_vm(root.host, 2)
    assert watch.check() == [("modify", FOLDER.value, [("add", 'childEntity["vm-2"]', other)])]
    remove_vm(root.host, vm)
    assert watch.check() == [("modify", FOLDER.value, [("remove", 'childEntity["vm-1"]', None)])]


def test_partial_updates_from_unset(root: Client, vm: ManagedObjectReference) -> None:
    """What was not set at all is assigned as a whole."""
    watch = Watch(root, of(vm, "config.consolePreferences"), partial=True)
    watch.check()
    config = root.get(vm, "config")
    preferences = vim.VirtualMachineConsolePreferences(powerOnWhenOpened=True)
    root.host.inventory.update(vm, config=config.replace(consolePreferences=preferences))
    assert watch.check() == [("modify", vm.value, [("assign", "config.consolePreferences", preferences)])]


# filters


def test_several_filters(root: Client, vm: ManagedObjectReference) -> None:
    """Each is told of its own, in one update set, with its reference."""
    watch = Watch(root, of(vm, "name"), of(vm, "overallStatus"), of(HOST, "name"))
    updates = root.call(COLLECTOR, "CheckForUpdates")
    assert [each.filter for each in updates.filterSet] == watch.filters
    watch.version = updates.version
    rename(root.host, vm, "new")
    updates = root.call(COLLECTOR, "CheckForUpdates", version=watch.version)
    assert [each.filter for each in updates.filterSet] == watch.filters[:1]


def test_filter_properties(root: Client, vm: ManagedObjectReference) -> None:
    """A filter knows its spec; the collector lists the filters of the session that asks."""
    wanted = of(vm, "name")
    watch = Watch(root, wanted, partial=True)
    assert root.get(watch.filters[0], "spec") == wanted
    assert root.get(watch.filters[0], "partialUpdates") is True
    assert root.get(COLLECTOR, "filter").items == tuple(watch.filters)
    other = Client(root.host).login()
    assert other.get(COLLECTOR, "filter").items == ()
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        other.call(watch.filters[0], "DestroyPropertyFilter")


def test_a_filter_that_is_destroyed(root: Client, vm: ManagedObjectReference) -> None:
    """It tells nothing more; the others do; it is gone."""
    watch = Watch(root, of(vm, "name"), of(vm, "overallStatus", "name"))
    watch.check()
    root.call(watch.filters[0], "DestroyPropertyFilter")
    rename(root.host, vm, "new")
    assert len(watch.check()) == 1
    assert root.get(COLLECTOR, "filter").items == tuple(watch.filters[1:])
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(watch.filters[0], "DestroyPropertyFilter")


def test_a_filter_that_comes_later(root: Client, vm: ManagedObjectReference) -> None:
    """It tells all of its own at the next call, the others only what is new."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    watch.add(of(HOST, "name"))
    assert [(kind, moid) for kind, moid, _ in watch.check()] == [("enter", HOST.value)]


@pytest.mark.parametrize(("wanted", "name"), [
    (of(HOST, "nonsense"), "InvalidProperty"),
    (spec(props("HostSystem"), start(HOST, follow("HostSystem", "x"))), "InvalidProperty"),
    (spec(props("HostSystem"), start(HOST, vim.SelectionSpec(name="x"))), "InvalidArgument"),
])  # fmt: skip
def test_specs_that_are_wrong(root: Client, wanted: Any, name: str) -> None:
    """The fault, and no filter."""
    with pytest.raises(Faulted) as caught:
        Watch(root, wanted)
    assert caught.value.name == name
    assert root.get(COLLECTOR, "filter").items == ()


def test_too_many_filters(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session can't fill the host's memory with filters."""
    monkeypatch.setattr("fakeesx.host.property_collector.collector._MOST_FILTERS", 3)
    with pytest.raises(Faulted, match="SystemError"):
        Watch(root, *[of(HOST, "name")] * 4)


# versions


def test_versions(root: Client, vm: ManagedObjectReference) -> None:
    """Each update set has another; no update, none; the first call and one with an empty version start over."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    first = watch.version
    assert watch.check() == []
    assert watch.version == first
    rename(root.host, vm, "new")
    watch.check()
    assert watch.version != first
    for nothing in (None, ""):
        updates = root.call(COLLECTOR, "CheckForUpdates", version=nothing)
        assert updates.filterSet[0].objectSet[0].kind == "enter"


def test_versions_that_are_none(root: Client, vm: ManagedObjectReference) -> None:
    """InvalidCollectorVersion for one that never was and for one before the last; starting over helps."""
    watch = Watch(root, of(vm, "name"))
    versions = []
    for name in "abc":
        rename(root.host, vm, name)
        watch.check()
        versions.append(watch.version)
    for version in ("nonsense", "0", "-1", "99", versions[0]):
        for method in ("CheckForUpdates", "WaitForUpdates", "WaitForUpdatesEx"):
            with pytest.raises(Faulted, match="InvalidCollectorVersion"):
                root.call(COLLECTOR, method, version=version)
    watch.version = ""
    assert watch.check() == [("enter", vm.value, [("assign", "name", "c")])]


def test_a_lost_reply(root: Client, vm: ManagedObjectReference) -> None:
    """Who asks again with the version before the last is told the same again, then what came since."""
    watch = Watch(root, of(vm, "name"))
    watch.check()
    before = watch.version
    rename(root.host, vm, "new")
    told = watch.check()
    after, watch.version = watch.version, before
    rename(root.host, vm, "newer")
    assert watch.check() == told
    assert watch.version == after
    assert watch.check() == [("modify", vm.value, [("assign", "name", "newer")])]


def test_a_collector_of_ones_own(root: Client, vm: ManagedObjectReference) -> None:
    """Filters and versions of two collectors have nothing to do with each other; destroyed, it takes its filters along."""
    shared, own = Watch(root, of(vm, "name")), Watch(root, of(vm, "overallStatus"), own=True)
    assert len(shared.check()) == len(own.check()) == 1
    rename(root.host, vm, "new")
    assert own.check() == []
    assert len(shared.check()) == 1
    assert root.get(own.collector, "filter").items == tuple(own.filters)
    other = Client(root.host).login()
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        other.call(own.collector, "CheckForUpdates")
    root.call(own.collector, "DestroyPropertyCollector")
    assert root.host.inventory.find(own.filters[0].value) is None
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        own.check()
    assert shared.check() == []


def test_collectors_come_and_go(root: Client) -> None:
    """A client that makes one for each task it waits for, for days, leaves nothing behind."""
    def kept() -> int:
        return len(root.host._session_data) + len(root.host.collectors._all) + len(root.host.inventory)

    Watch(root, VMS, own=True).check()
    before = kept()
    for _ in range(3):
        watch = Watch(root, VMS, own=True)
        watch.wait(0)
        root.call(watch.collector, "DestroyPropertyCollector")
    assert kept() == before


def test_too_many_collectors(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session can't exhaust the host."""
    monkeypatch.setattr("fakeesx.host.property_collector.collector._MOST_COLLECTORS", 2)
    first = root.call(COLLECTOR, "CreatePropertyCollector")
    root.call(COLLECTOR, "CreatePropertyCollector")
    with pytest.raises(Faulted, match="SystemError"):
        root.call(COLLECTOR, "CreatePropertyCollector")
    root.call(first, "DestroyPropertyCollector")
    root.call(COLLECTOR, "CreatePropertyCollector")


def test_the_shared_collector_stays(root: Client) -> None:
    """It can't be destroyed."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(COLLECTOR, "DestroyPropertyCollector")


def test_sessions_do_not_meet(root: Client, vm: ManagedObjectReference) -> None:
    """Two sessions on the same collector have filters and versions of their own."""
    mine, theirs = Watch(root, of(vm, "name")), Watch(Client(root.host).login(), of(vm, "name"))
    mine.check()
    rename(root.host, vm, "new")
    assert [kind for kind, _, _ in mine.check()] == ["modify"]
    assert [kind for kind, _, _ in theirs.check()] == ["enter"]


def test_filters_die_with_their_session(root: Client, vm: ManagedObjectReference) -> None:
    """Logged out, nothing of the session's is left."""
    watch = Watch(root, of(vm, "name"), own=True)
    before = len(root.host.inventory)
    root.call("ha-sessionmgr", "Logout")
    assert len(root.host.inventory) == before - 2
    assert root.host.inventory.find(watch.filters[0].value) is None


# how much at a time


@pytest.mark.parametrize("most", [1, 2, 3, 5, 6, 7])
def test_at_most_so_many_objects(root: Client, most: int) -> None:
    """Pages of updates: all of them, each once, and ``truncated`` exactly while there is more."""
    for number in range(5):
        add_vm(root.host, number)
    watch = Watch(root, VMS, of(HOST, "name"))
    seen: list[str] = []
    while True:
        page = watch.wait(0, most)
        assert isinstance(page, list)
        seen += [moid for _, moid, _ in page]
        assert watch.truncated == (len(seen) < 6)
        assert len(page) == most or not watch.truncated
        if not watch.truncated:
            break
    assert sorted(seen) == sorted([HOST.value, *(f"vm-{number}" for number in range(5))])


def test_not_truncated_by_what_is_no_change(root: Client) -> None:
    """An object that is again as it was does not make an update set seem incomplete: its client would wait for ever."""
    refs = [add_vm(root.host, number) for number in range(2)]
    watch = Watch(root, VMS)
    watch.check()
    rename(root.host, refs[0], "new")
    rename(root.host, refs[1], "other")
    rename(root.host, refs[1], "vm1")
    assert len(watch.wait(0, 1)) == 1  # type: ignore[arg-type]
    assert not watch.truncated


@pytest.mark.parametrize("options", [{"maxObjectUpdates": 0}, {"maxObjectUpdates": -1}, {"maxWaitSeconds": -1}])
def test_options_that_are_none(root: Client, options: dict[str, int]) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(COLLECTOR, "WaitForUpdatesEx", options=vim.WaitOptions(**options))


# who may see what


def test_what_may_not_be_seen(make_host: Callable[..., Esx]) -> None:
    """missingSet with the first update; changes of it are not told."""
    root = Client(make_host()).login()
    vm = add_vm(root.host, 1)
    root.host.add_user("viewer", "secret", -3)
    viewer = Client(root.host).login("viewer", "secret")
    viewer.call(COLLECTOR, "CreateFilter", spec=of(vm, "config.name", "name", all=None), partialUpdates=False)
    updates = viewer.call(COLLECTOR, "CheckForUpdates")
    (update,) = updates.filterSet[0].objectSet
    unseen = {each.path for each in update.missingSet}
    assert unseen | {each.name for each in update.changeSet} == {"config.name", "name"}
    assert "config.name" in unseen
    config = root.get(vm, "config").replace(name="secret")
    root.host.inventory.update(vm, config=config)
    assert viewer.call(COLLECTOR, "CheckForUpdates", version=updates.version) is None


def test_arrays_are_always_there(root: Client, vm: ManagedObjectReference) -> None:
    """An empty array enters as one."""
    watch = Watch(root, of(vm, "tag"))
    assert watch.check() == [("enter", vm.value, [("assign", "tag", Array("ArrayOfTag", ()))])]


def test_a_view_as_start(root: Client) -> None:
    """A view of all VMs: what comes into the tree comes into the client's picture."""
    view = root.call("ViewManager", "CreateContainerView", container=FOLDER, type=["VirtualMachine"], recursive=True)
    wanted = spec(props("VirtualMachine", "name"), start(view, follow("ContainerView", "view"), skip=True))
    watch = Watch(root, wanted)
    assert watch.check() == []
    add_vm(root.host, 7)
    assert watch.check() == [("enter", "vm-7", [("assign", "name", "vm7")])]
    remove_vm(root.host, vm_ref(7))
    assert watch.check() == [("leave", "vm-7", [])]
