"""ViewManager, ContainerView, ListView, InventoryView: what views list, and that they follow the inventory."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, LISTS, POOL, add_loose, add_vm, remove_vm, vm_ref
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.esx import Esx
from fakeesx.host.views.tree import difference
from fakeesx.inventory import Change
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

ROOT = ManagedObjectReference("Folder", "ha-folder-root")
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")
COMPUTE = ManagedObjectReference("ComputeResource", "ha-compute-res")


def container(
    client: Client, ref: ManagedObjectReference, *types: str, recursive: bool = True
) -> ManagedObjectReference:
    """A container view through the API."""
    made: ManagedObjectReference = client.call(
        "ViewManager", "CreateContainerView", container=ref, type=types, recursive=recursive
    )
    return made


def listed(client: Client, view: ManagedObjectReference) -> set[str]:
    """The moids that a view lists; each once."""
    refs = list(client.get(view, "view"))
    assert len(refs) == len(set(refs))
    return {ref.value for ref in refs}


def watch(client: Client, view: ManagedObjectReference, *paths: str) -> None:
    """Collect properties of VMs through a view."""
    step = vim.TraversalSpec(type=view.type, path="view", skip=False)
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=paths)],
        objectSet=[vim.ObjectSpec(obj=view, skip=True, selectSet=[step])],
    )
    client.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)


def test_a_recursive_view_of_the_root_lists_the_whole_tree(host: Esx, root: Client) -> None:
    """Folders, datacenter, compute resource, host, pool, datastores, networks and VMs, but not the root itself."""
    vm = add_vm(host, 1)
    found = listed(root, container(root, ROOT))
    assert {vm.value, DATACENTER.value, FOLDER.value, COMPUTE.value, POOL.value, HOST.value} <= found
    for folder in ("ha-folder-datastore", "ha-folder-network"):
        assert {ref.value for ref in root.get(folder, "childEntity")} <= found
    assert ROOT.value not in found


def test_a_view_lists_only_the_wanted_types_and_their_subtypes(host: Esx, root: Client) -> None:
    """The type list is a filter; a base type stands for all below it."""
    add_vm(host, 1)
    assert listed(root, container(root, ROOT, "VirtualMachine")) == {"vm-1"}
    assert listed(root, container(root, ROOT, "VirtualMachine", "HostSystem")) == {"vm-1", "ha-host"}
    assert listed(root, container(root, ROOT, "ManagedEntity")) == listed(root, container(root, ROOT))
    assert listed(root, container(root, ROOT, "ClusterComputeResource")) == set()


def test_a_view_that_is_not_recursive_lists_the_children(host: Esx, root: Client) -> None:
    """Of a compute resource and of a pool also the VMs of the hosts and pools directly below."""
    add_vm(host, 1)
    assert listed(root, container(root, ROOT, recursive=False)) == {"ha-datacenter"}
    folders = {"ha-folder-vm", "ha-folder-host", "ha-folder-datastore", "ha-folder-network"}
    assert listed(root, container(root, DATACENTER, recursive=False)) == folders
    assert listed(root, container(root, FOLDER, recursive=False)) == {"vm-1"}
    assert listed(root, container(root, HOST, recursive=False)) == {"vm-1"}
    assert listed(root, container(root, COMPUTE, recursive=False)) == {"ha-host", "ha-root-pool", "vm-1"}


def test_nested_pools_are_followed(host: Esx, root: Client) -> None:
    """A VM two pools down is in a recursive view of the root pool and in no flat one."""
    inner, outer = (ManagedObjectReference("ResourcePool", name) for name in ("pool2", "pool1"))
    add_loose(host, 7)
    host.inventory.add(inner, {"name": "inner", "parent": outer, "vm": [vm_ref(7)]})
    host.inventory.add(outer, {"name": "outer", "parent": POOL, "resourcePool": [inner]})
    host.inventory.update(POOL, resourcePool=[outer])
    assert listed(root, container(root, POOL)) == {"pool1", "pool2", "vm-7"}
    assert listed(root, container(root, POOL, recursive=False)) == {"pool1"}
    assert listed(root, container(root, outer, recursive=False)) == {"pool2", "vm-7"}


@pytest.mark.parametrize("name", ["StoragePods", "VirtualDisk", "Task", "", "vm"])
def test_a_type_that_is_no_entity_is_refused(root: Client, name: str) -> None:
    """InvalidArgument names the parameter, and no view is left behind."""
    with pytest.raises(Faulted) as refused:
        container(root, ROOT, name)
    assert refused.value.fault == vim.InvalidArgument(invalidProperty="type")
    assert root.get("ViewManager", "viewList") in (None, ()) or not list(root.get("ViewManager", "viewList"))


def test_kinds_of_later_versions_match_nothing(host: Esx, root: Client) -> None:
    """Ansible looks for datastore clusters on every host before it makes a VM."""
    vm = add_vm(host, 1)
    assert listed(root, container(root, ROOT, "StoragePod")) == set()
    assert listed(root, container(root, ROOT, "OpaqueNetwork", "VirtualMachine")) == {vm.value}


def test_only_containers_are_taken(host: Esx, root: Client) -> None:
    """A VM and a manager contain nothing; what is gone is not found."""
    with pytest.raises(Faulted) as refused:
        container(root, add_vm(host, 1))
    assert refused.value.fault == vim.InvalidArgument(invalidProperty="container")
    with pytest.raises(Faulted, match="InvalidArgument"):
        container(root, ManagedObjectReference("EventManager", "ha-eventmgr"))
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        container(root, ManagedObjectReference("Folder", "group-v3"))
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        container(root, ManagedObjectReference("Datacenter", "ha-folder-vm"))


def test_a_container_view_says_how_it_was_made(root: Client) -> None:
    """container, type and recursive are readable."""
    view = container(root, FOLDER, "VirtualMachine", recursive=False)
    found = root.get(view, "container", "type", "recursive")
    assert (found["container"], list(found["type"]), found["recursive"]) == (FOLDER, ["VirtualMachine"], False)


def test_a_vm_that_comes_or_goes_changes_the_view_in_the_same_transaction(host: Esx, root: Client) -> None:
    """Observers hear of the VM and of the view at once."""
    view = container(root, ROOT, "VirtualMachine")
    heard: list[list[Change]] = []
    host.inventory.subscribe(heard.append)
    vm = add_vm(host, 1)
    remove_vm(host, vm)
    assert [view in [change.ref for change in changes] for changes in heard] == [True, True]
    assert listed(root, view) == set()


def test_a_vm_stays_listed_while_anything_leads_to_it(host: Esx, root: Client) -> None:
    """It leaves with the last reference."""
    view = container(root, ROOT, "VirtualMachine")
    add_vm(host, 1)
    for holder, name in LISTS:
        assert listed(root, view) == {"vm-1"}
        host.inventory.update(holder, **{name: ()})
    assert listed(root, view) == set()


def test_a_property_that_is_not_the_tree_leaves_the_view_alone(host: Esx, root: Client) -> None:
    """Not even its node changes."""
    vm = add_vm(host, 1)
    view = container(root, ROOT)
    before = host.inventory.find(view.value)
    host.inventory.update(vm, overallStatus=vim.ManagedEntityStatus.red)
    host.inventory.update(HOST, overallStatus=vim.ManagedEntityStatus.yellow)
    assert host.inventory.find(view.value) is before


def test_what_fails_leaves_views_as_they_were(host: Esx, root: Client) -> None:
    """A transaction that is undone does not reach a view, and the next one does."""
    view = container(root, ROOT, "VirtualMachine")

    def fail() -> None:
        with host.inventory.transaction():
            add_vm(host, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert listed(root, view) == set()
    add_vm(host, 2)
    assert listed(root, view) == {"vm-2"}


def test_a_folder_that_enters_after_its_reference_is_followed(host: Esx, root: Client) -> None:
    """The order of changes does not matter, within a transaction or over several."""
    view = container(root, ROOT, "VirtualMachine")
    inner = ManagedObjectReference("Folder", "inner")
    host.inventory.update(FOLDER, childEntity=[inner])
    add_loose(host, 1)
    host.inventory.add(inner, {"name": "inner", "childEntity": [vm_ref(1)]})
    assert listed(root, view) == {"vm-1"}
    host.inventory.update(FOLDER, childEntity=())
    assert listed(root, view) == set()


def test_a_restored_snapshot_takes_its_views_along(host: Esx, root: Client) -> None:
    """Views come back, lists are right, and they follow again."""
    view = container(root, ROOT, "VirtualMachine")
    vm = add_vm(host, 1)
    snapshot = host.inventory.snapshot()
    remove_vm(host, vm)
    root.call(view, "DestroyView")
    host.inventory.restore(snapshot)
    assert listed(root, view) == {"vm-1"}
    add_vm(host, 2)
    assert listed(root, view) == {"vm-1", "vm-2"}


@pytest.mark.parametrize("seed", range(5))
def test_after_any_changes_a_view_equals_a_fresh_one(host: Esx, root: Client, seed: int) -> None:
    """Random VMs and folders come, move and go; the old view lists what a new one lists."""
    source = random.Random(seed)
    view, flat = container(root, ROOT), container(root, COMPUTE, recursive=False)
    folders = [FOLDER]
    vms: list[ManagedObjectReference] = []
    for number in range(60):
        with host.inventory.transaction():
            match source.randrange(5):
                case 0:
                    folder = ManagedObjectReference("Folder", f"folder-{number}")
                    holder = source.choice(folders)
                    children = host.inventory.get(holder, "childEntity")
                    host.inventory.update(holder, childEntity=(folder, *children))
                    host.inventory.add(folder, {"name": folder.value, "childEntity": ()})
                    folders.append(folder)
                case 1 if vms:
                    remove_vm(host, vms.pop(source.randrange(len(vms))))
                case 2 if vms:
                    vm = source.choice(vms)
                    children = host.inventory.get(FOLDER, "childEntity")
                    if vm in children:
                        target = source.choice(folders[1:] or [FOLDER])
                        host.inventory.update(FOLDER, childEntity=[ref for ref in children if ref != vm])
                        host.inventory.update(target, childEntity=(*host.inventory.get(target, "childEntity"), vm))
                case 3:
                    children = list(host.inventory.get(FOLDER, "childEntity"))
                    source.shuffle(children)
                    host.inventory.update(FOLDER, childEntity=children)
                case _:
                    vms.append(add_vm(host, number))
    assert listed(root, view) == listed(root, container(root, ROOT))
    assert listed(root, flat) == listed(root, container(root, COMPUTE, recursive=False))


@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_difference_finds_what_came_and_what_went(old: list[int], new: list[int]) -> None:
    """For any two lists, whatever their order."""
    gone, come = difference(tuple(map(vm_ref, old)), tuple(map(vm_ref, new)))
    assert set(gone) == {vm_ref(n) for n in old} - {vm_ref(n) for n in new}
    assert set(come) == {vm_ref(n) for n in new} - {vm_ref(n) for n in old}
    assert len(gone) == len(set(gone))
    assert len(come) == len(set(come))


def test_a_waiting_client_hears_of_a_new_vm_through_its_view(host: Esx, root: Client) -> None:
    """The usual way to watch: a filter over the view's list; enter and leave come at once, without polling."""
    watch(root, container(root, ROOT, "VirtualMachine"), "name")
    collector = "ha-property-collector"
    assert root.call(collector, "WaitForUpdatesEx", options=vim.WaitOptions(maxWaitSeconds=0)) is None
    version = ""
    seen: list[tuple[str, str]] = []

    def wait() -> Any:
        return root.call(collector, "WaitForUpdatesEx", version=version)

    answers: list[Any] = []
    wait().addCallback(answers.append)
    vm = add_vm(host, 1)
    for change in (lambda: host.inventory.update(vm, name="new"), lambda: remove_vm(host, vm), None):
        (answer,) = answers
        answers.clear()
        version = answer.version
        seen += [(str(u.kind), u.obj.value) for f in answer.filterSet for u in f.objectSet]
        if change is not None:
            wait().addCallback(answers.append)
            change()
    assert seen == [("enter", "vm-1"), ("modify", "vm-1"), ("leave", "vm-1")]


def test_views_belong_to_their_session(host: Esx, root: Client) -> None:
    """Another session neither sees nor lists them; they end with the session."""
    other = Client(host).login()
    view = container(root, FOLDER)
    assert list(root.get("ViewManager", "viewList")) == [view]
    assert not other.get("ViewManager", "viewList")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        other.call(view, "DestroyView")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        other.call("ViewManager", "CreateListViewFromView", view=view)
    root.call("ha-sessionmgr", "Logout")
    assert view not in host.inventory
    add_vm(host, 1)


def test_the_moid_of_a_view_names_its_session(host: Esx, root: Client) -> None:
    """As hosts write it: session[<key>]<uuid>."""
    (session,) = host.sessions
    view = container(root, FOLDER)
    assert view.value.startswith(f"session[{session.key}]52")


def test_a_destroyed_view_is_gone(host: Esx, root: Client) -> None:
    """It is found no more, and changes no longer concern it."""
    view = container(root, ROOT)
    root.call(view, "DestroyView")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(view, "DestroyView")
    add_vm(host, 1)
    assert not list(root.get("ViewManager", "viewList"))


def test_a_session_has_a_limit_of_views(root: Client) -> None:
    """A client that never destroys its views is stopped in the end."""
    for _ in range(1000):
        root.call("ViewManager", "CreateListView")
    with pytest.raises(Faulted, match="SystemError"):
        root.call("ViewManager", "CreateListView")


# list views


def test_a_list_view_holds_what_it_is_given_once(host: Esx, root: Client) -> None:
    """Any kind of object, in the given order."""
    vm = add_vm(host, 1)
    manager = ManagedObjectReference("EventManager", "ha-eventmgr")
    view = root.call("ViewManager", "CreateListView", obj=[vm, manager, vm])
    assert list(root.get(view, "view")) == [vm, manager]
    assert not root.get(root.call("ViewManager", "CreateListView"), "view")


def test_a_list_view_of_what_is_not_there_is_refused(root: Client) -> None:
    """ManagedObjectNotFound with the object."""
    with pytest.raises(Faulted) as refused:
        root.call("ViewManager", "CreateListView", obj=[FOLDER, vm_ref(9)])
    assert refused.value.fault == vim.ManagedObjectNotFound(obj=vm_ref(9))


def test_modifying_a_list_view_says_what_it_could_not_add(host: Esx, root: Client) -> None:
    """The rest is done all the same."""
    first, second = add_vm(host, 1), add_vm(host, 2)
    view = root.call("ViewManager", "CreateListView", obj=[first, HOST])
    assert root.call(view, "ModifyListView", add=[second, vm_ref(9), HOST], remove=[first, vm_ref(8)]) == [vm_ref(9)]
    assert list(root.get(view, "view")) == [HOST, second]
    assert root.call(view, "ModifyListView") == []


def test_resetting_a_list_view_replaces_its_list(host: Esx, root: Client) -> None:
    """By references or from another view."""
    vm = add_vm(host, 1)
    view = root.call("ViewManager", "CreateListView", obj=[HOST])
    assert root.call(view, "ResetListView", obj=[vm, vm_ref(9)]) == [vm_ref(9)]
    assert list(root.get(view, "view")) == [vm]
    root.call(view, "ResetListViewFromView", view=container(root, DATACENTER, recursive=False))
    assert len(list(root.get(view, "view"))) == 4
    copy = root.call("ViewManager", "CreateListViewFromView", view=view)
    assert list(root.get(copy, "view")) == list(root.get(view, "view"))


def test_a_list_view_loses_what_is_gone(host: Esx, root: Client) -> None:
    """Objects that leave the inventory leave the list; others do not join."""
    first, second = add_vm(host, 1), add_vm(host, 2)
    view = root.call("ViewManager", "CreateListView", obj=[first, second, HOST])
    remove_vm(host, first)
    assert list(root.get(view, "view")) == [second, HOST]
    root.call(view, "ResetListView", obj=[second])
    remove_vm(host, second)
    assert not root.get(view, "view")


# inventory views


@pytest.fixture
def view(root: Client) -> ManagedObjectReference:
    """A new inventory view."""
    made: ManagedObjectReference = root.call("ViewManager", "CreateInventoryView")
    return made


def test_an_inventory_view_begins_with_the_root(root: Client, view: ManagedObjectReference) -> None:
    """Nothing else is open."""
    assert listed(root, view) == {"ha-folder-root"}


def test_opening_shows_children_and_what_they_imply(root: Client, view: ManagedObjectReference) -> None:
    """With a datacenter come its VM and host folders, with a compute resource its host and pool."""
    assert root.call(view, "OpenInventoryViewFolder", entity=[ROOT]) == []
    shown = {"ha-folder-root", "ha-datacenter", "ha-folder-vm", "ha-folder-host"}
    assert listed(root, view) == shown
    root.call(view, "OpenInventoryViewFolder", entity=[ManagedObjectReference("Folder", "ha-folder-host")])
    assert listed(root, view) == shown | {"ha-compute-res", "ha-host", "ha-root-pool"}


def test_opening_shows_the_way_to_an_entity(
    host: Esx, root: Client, view: ManagedObjectReference
) -> None:
    """What is not in the view yet is opened from the root on; what is not there is named."""
    add_vm(host, 1)
    assert root.call(view, "OpenInventoryViewFolder", entity=[FOLDER, vm_ref(9)]) == [vm_ref(9)]
    assert {"ha-datacenter", "ha-folder-vm", "vm-1"} <= listed(root, view)


def test_an_open_folder_is_followed(host: Esx, root: Client, view: ManagedObjectReference) -> None:
    """VMs come and go in it, but not in a closed one."""
    root.call(view, "OpenInventoryViewFolder", entity=[ROOT])
    add_vm(host, 1)
    assert "vm-1" not in listed(root, view)
    root.call(view, "OpenInventoryViewFolder", entity=[FOLDER])
    vm = add_vm(host, 2)
    assert {"vm-1", "vm-2"} <= listed(root, view)
    remove_vm(host, vm)
    assert "vm-2" not in listed(root, view)


def test_closing_hides_children_and_forgets_what_was_open_below(
    host: Esx, root: Client, view: ManagedObjectReference
) -> None:
    """The closed folder itself stays; opened again, what is below it is closed."""
    add_vm(host, 1)
    root.call(view, "OpenInventoryViewFolder", entity=[FOLDER])
    assert root.call(view, "CloseInventoryViewFolder", entity=[ROOT, vm_ref(9)]) == [vm_ref(9)]
    assert listed(root, view) == {"ha-folder-root"}
    root.call(view, "OpenInventoryViewFolder", entity=[ROOT])
    assert "ha-folder-vm" in listed(root, view)
    assert "vm-1" not in listed(root, view)


def test_a_change_costs_little_whatever_the_size_of_the_view(
    make_host: Callable[..., Esx], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One VM more among 3,000 holds as many references as one among 3."""
    from fakeesx.host.views.tree import Tree

    held: list[int] = []
    original = Tree._hold

    def counting(self: Tree, refs: tuple[ManagedObjectReference, ...]) -> None:
        held.append(len(refs))
        original(self, refs)

    monkeypatch.setattr(Tree, "_hold", counting)
    work = []
    for size in (3, 3000):
        host = make_host()
        refs = [vm_ref(n) for n in range(size)]
        with host.inventory.transaction():
            for number in range(size):
                add_loose(host, number)
            for holder, name in LISTS:
                host.inventory.update(holder, **{name: refs})
        client = Client(host).login()
        view = container(client, ROOT, "VirtualMachine")
        held.clear()
        vm = add_vm(host, size)
        remove_vm(host, vm)
        work.append(sum(held))
        assert len(listed(client, view)) == size
    assert work == [3, 3]
