"""What a user may not know of: not in lists, views, traversals and waits, and there again when permissions change."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, POOL, add_vm
from vms import make_usual
from watching import COLLECTOR, Watch, follow, of, props, retrieve, spec, start

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import ADMIN, NO_ACCESS, READ_ONLY, VIEW_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

ROOT = ManagedObjectReference("Folder", "ha-folder-root")
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")
MANAGER, VIEWS, ACCOUNTS = "ha-authmgr", "ViewManager", "ha-localacctmgr"
CHILDREN = spec(props("VirtualMachine", "name"), start(FOLDER, follow("Folder", "childEntity"), skip=True))


@pytest.fixture
def shown(host: Esx) -> ManagedObjectReference:
    """A VM that Anna may see."""
    return add_vm(host, 1)


@pytest.fixture
def hidden(host: Esx, anna: Client) -> ManagedObjectReference:
    """A VM that Anna may not see."""
    ref = add_vm(host, 2)
    grant(host, ref, NO_ACCESS)
    return ref


@pytest.fixture
def anna(host: Esx) -> Client:
    """A client of a user who may read everything that is not hidden."""
    host.add_user("anna", "secret", READ_ONLY)
    return Client(host).login("anna", "secret")


def grant(host: Esx, entity: ManagedObjectReference, role: int, name: str = "anna", *, group: bool = False) -> None:
    item = vim.Permission(principal=name, group=group, roleId=role, propagate=True)
    Client(host).login().call(MANAGER, "SetEntityPermissions", entity=entity, permission=[item])


def reveal(host: Esx, entity: ManagedObjectReference) -> None:
    Client(host).login().call(MANAGER, "RemoveEntityPermission", entity=entity, user="anna", isGroup=False)


def container(client: Client) -> ManagedObjectReference:
    made = client.call(VIEWS, "CreateContainerView", container=ROOT, type=["VirtualMachine"], recursive=True)
    assert isinstance(made, ManagedObjectReference)
    return made


def through(view: ManagedObjectReference) -> vim.PropertyFilterSpec:
    return spec(props("VirtualMachine", "name"), start(view, follow(view.type, "view"), skip=True))


def moids(found: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [moid for moid, _ in found]


@pytest.mark.parametrize(("holder", "path"), [(FOLDER, "childEntity"), (HOST, "vm"), (POOL, "vm")])
def test_lists_of_references(
    root: Client, anna: Client, shown: ManagedObjectReference, hidden: ManagedObjectReference,
    holder: ManagedObjectReference, path: str,
) -> None:
    """Who may not view a VM does not find it where others do."""
    assert list(anna.get(holder, path)) == [shown]
    assert list(root.get(holder, path)) == [shown, hidden]


def test_traversal(root: Client, anna: Client, shown: ManagedObjectReference, hidden: ManagedObjectReference) -> None:
    """No way leads to what may not be viewed."""
    assert moids(retrieve(anna, CHILDREN)) == [shown.value]
    assert moids(retrieve(root, CHILDREN)) == [shown.value, hidden.value]


def test_traversal_of_what_may_not_be_read(host: Esx, shown: ManagedObjectReference) -> None:
    """A property that may be viewed leads on, one that may not be read does not."""
    host.add_user("viewer", "secret", VIEW_ONLY)
    viewer = Client(host).login("viewer", "secret")
    assert moids(retrieve(viewer, CHILDREN)) == [shown.value]
    ways = {path: spec(props("ManagedEntity", "name"), start(shown, follow("VirtualMachine", path), skip=True))
            for path in ("datastore", "resourcePool")}  # fmt: skip
    assert retrieve(viewer, ways["datastore"])
    assert not retrieve(viewer, ways["resourcePool"])


def test_traversal_without_a_session(host: Esx, shown: ManagedObjectReference) -> None:
    """Nobody learns what there is without having logged in: nothing is selected (as hosts answer an expired session)."""
    assert retrieve(Client(host), CHILDREN) == []


def test_given_by_its_reference(anna: Client, hidden: ManagedObjectReference) -> None:
    """Who knows the reference is told that it may not read the object."""
    found, missing = anna.read(hidden, "name")
    assert not found
    assert isinstance(missing["name"], vim.NoPermission)


def test_views(root: Client, anna: Client, shown: ManagedObjectReference, hidden: ManagedObjectReference) -> None:
    """A container view lists what its session's user may view."""
    assert list(anna.get(container(anna), "view")) == [shown]
    assert list(root.get(container(root), "view")) == [shown, hidden]


def test_inventory_views(anna: Client, shown: ManagedObjectReference, hidden: ManagedObjectReference) -> None:
    """An inventory view does too."""
    view = anna.call(VIEWS, "CreateInventoryView")
    anna.call(view, "OpenInventoryViewFolder", entity=[FOLDER])
    listed = list(anna.get(view, "view"))
    assert shown in listed
    assert hidden not in listed


@pytest.mark.parametrize("method", ["CreateListView", "ModifyListView", "ResetListView", "OpenInventoryViewFolder",
                                    "CloseInventoryViewFolder", "CreateContainerView"])  # fmt: skip
def test_views_of_what_may_not_be_viewed(anna: Client, hidden: ManagedObjectReference, method: str) -> None:
    """What a view is made of must be visible (the API's privileges of parameters)."""
    grant(anna.host, DATACENTER, NO_ACCESS)
    target: Any = VIEWS
    if method in ("ModifyListView", "ResetListView"):
        target = anna.call(VIEWS, "CreateListView", obj=[])
    elif method.endswith("InventoryViewFolder"):
        target = anna.call(VIEWS, "CreateInventoryView")
    arguments: dict[str, Any] = {"obj": [hidden]}
    if method == "ModifyListView":
        arguments = {"add": [hidden]}
    elif method.endswith("InventoryViewFolder"):
        arguments = {"entity": [DATACENTER]}
    elif method == "CreateContainerView":
        arguments = {"container": DATACENTER, "recursive": True}
    with pytest.raises(Faulted) as refused:
        anna.call(target, method, **arguments)
    assert refused.value.fault == vim.NoPermission(
        object=hidden if "List" in method else DATACENTER, privilegeId="System.View"
    )


def test_list_views(host: Esx, anna: Client, shown: ManagedObjectReference) -> None:
    """A list view shows nothing of what may no longer be viewed."""
    other = add_vm(host, 3)
    view = anna.call(VIEWS, "CreateListView", obj=[shown, other])
    grant(host, other, NO_ACCESS)
    assert list(anna.get(view, "view")) == [shown]
    assert moids(retrieve(anna, through(view))) == [shown.value]


def test_vms_that_come_hidden(host: Esx, anna: Client, shown: ManagedObjectReference) -> None:
    """What a user may see is judged where the new VM hangs."""
    view = container(anna)
    grant(host, DATACENTER, NO_ACCESS)
    add_vm(host, 3)
    assert list(anna.get(view, "view")) == []


def test_views_follow_permissions(host: Esx, anna: Client, shown: ManagedObjectReference) -> None:
    """A view that is open loses and gains what its user loses and gains."""
    view = container(anna)
    assert list(anna.get(view, "view")) == [shown]
    grant(host, shown, NO_ACCESS)
    assert list(anna.get(view, "view")) == []
    reveal(host, shown)
    assert list(anna.get(view, "view")) == [shown]


def test_views_follow_groups(host: Esx, root: Client, anna: Client, shown: ManagedObjectReference) -> None:
    """Also when it is a group's permission."""
    root.call(ACCOUNTS, "CreateGroup", group=vim.HostAccountSpec(id="blind"))
    grant(host, shown, NO_ACCESS, "blind", group=True)
    view = container(anna)
    assert list(anna.get(view, "view")) == [shown]
    root.call(ACCOUNTS, "AssignUserToGroup", user="anna", group="blind")
    assert list(anna.get(view, "view")) == []


def test_views_of_administrators_narrow_too(host: Esx, anna: Client, shown: ManagedObjectReference) -> None:
    """A user who saw everything when the view was made."""
    grant(host, ROOT, ADMIN)
    view = container(anna)
    grant(host, ROOT, READ_ONLY)
    grant(host, shown, NO_ACCESS)
    assert list(anna.get(view, "view")) == []
    reveal(host, shown)
    grant(host, ROOT, ADMIN)
    assert list(anna.get(view, "view")) == [shown]


def test_a_restored_snapshot_brings_rights_back(host: Esx, anna: Client, shown: ManagedObjectReference) -> None:
    """Views show what the permissions of the snapshot let show."""
    view = container(anna)
    before = host.inventory.snapshot()
    grant(host, shown, NO_ACCESS)
    assert list(anna.get(view, "view")) == []
    host.inventory.restore(before)
    assert list(anna.get(view, "view")) == [shown]


@pytest.mark.parametrize("by_view", [False, True])
def test_watching(host: Esx, anna: Client, shown: ManagedObjectReference, by_view: bool) -> None:
    """What is hidden leaves, what is shown again enters; whoever waits is told at once."""
    watch = Watch(anna, through(container(anna)) if by_view else CHILDREN)
    assert [(kind, moid) for kind, moid, _ in watch.check()] == [("enter", shown.value)]
    waiting = watch.wait()
    told: list[Any] = []
    waiting.addCallback(told.extend)  # type: ignore[union-attr]
    grant(host, shown, NO_ACCESS)
    assert [(kind, moid) for kind, moid, *_ in told] == [("leave", shown.value)]
    reveal(host, shown)
    assert [(kind, moid) for kind, moid, *_ in watch.check()] == [("enter", shown.value)]


def test_hidden_vms_are_not_told_of(host: Esx, anna: Client, hidden: ManagedObjectReference) -> None:
    """A change of a VM that may not be viewed is nobody's business."""
    watch = Watch(anna, CHILDREN)
    watch.check()
    host.inventory.update(hidden, name="secret")
    assert watch.check() == []


def test_tasks_of_hidden_vms(host: Esx, root: Client, anna: Client) -> None:
    """A task is known to who may view its entity."""
    vm = make_usual(root)
    task = root.call(vm, "PowerOnVM_Task")
    assert task in anna.get("ha-taskmgr", "recentTask")
    grant(host, vm, NO_ACCESS)
    assert task not in anna.get("ha-taskmgr", "recentTask")
    with pytest.raises(Faulted, match="NoPermission"):
        anna.call(task, "CancelTask")


def test_events_of_hidden_vms(host: Esx, root: Client, anna: Client) -> None:
    """Queries, collectors and latestEvent tell of what may be viewed."""
    shown, hidden = make_usual(root, "shown"), make_usual(root, "hidden")
    collector = anna.call("ha-eventmgr", "CreateCollectorForEvents", filter=vim.EventFilterSpec())
    grant(host, hidden, NO_ACCESS)
    for vm in (shown, hidden):
        root.call("ha-eventmgr", "LogUserEvent", entity=vm, msg="hello")
    told = anna.call("ha-eventmgr", "QueryEvents", filter=vim.EventFilterSpec())
    read = anna.call(collector, "ReadNextEvents", maxCount=100)
    for events in (told, read, list(anna.get(collector, "latestPage"))[:1], [anna.get("ha-eventmgr", "latestEvent")]):
        about = {event.vm.vm for event in events if event.vm is not None}
        assert about == {shown}
    assert root.get("ha-eventmgr", "latestEvent").vm.vm == hidden
    assert anna.get("ha-eventmgr", "latestEvent.vm.vm", "latestEvent.key") == {
        "latestEvent.vm.vm": shown, "latestEvent.key": anna.get("ha-eventmgr", "latestEvent").key,
    }
    assert anna.get("ha-folder-vm", f'childEntity["{hidden.value}"]') is None


def test_task_collectors(host: Esx, root: Client, anna: Client) -> None:
    """A collector of tasks leaves out those of hidden VMs."""
    shown, hidden = make_usual(root, "shown"), make_usual(root, "hidden")
    grant(host, hidden, NO_ACCESS)
    for vm in (shown, hidden):
        root.call(vm, "PowerOnVM_Task")
    collector = anna.call("ha-taskmgr", "CreateCollectorForTasks", filter=vim.TaskFilterSpec())
    tasks = anna.call(collector, "ReadNextTasks", maxCount=100)
    assert [task.entity for task in tasks if task.entity.type == "VirtualMachine"] == [shown]
    assert hidden not in {task.entity for task in anna.get(collector, "latestPage")}


@pytest.mark.parametrize("method", [
    "QueryAvailablePerfMetric", "QueryPerfProviderSummary", "QueryPerf", "QueryPerfComposite",
])
def test_samples_of_hidden_vms(anna: Client, hidden: ManagedObjectReference, method: str) -> None:
    """Performance of what may not be read is not told."""
    spec = vim.PerfQuerySpec(entity=hidden, intervalId=20)
    arguments: dict[str, Any] = {"entity": hidden}
    if method.startswith("QueryPerf") and method != "QueryPerfProviderSummary":
        arguments = {"querySpec": [spec] if method == "QueryPerf" else spec}
    with pytest.raises(Faulted) as refused:
        anna.call("ha-perfmgr", method, **arguments)
    assert refused.value.fault == vim.NoPermission(object=hidden, privilegeId="System.Read")


def test_what_fetch_shows(anna: Client, shown: ManagedObjectReference, hidden: ManagedObjectReference) -> None:
    """pyVmomi's way of reading hides the same."""
    reply, _ = anna.host.pipeline.handle(
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><Fetch xmlns="urn:vim25">'
        b'<_this type="Folder">ha-folder-vm</_this><prop>childEntity</prop></Fetch></e:Body></e:Envelope>',
        None, anna.cookie,
    )
    assert shown.value.encode() in reply.body  # type: ignore[union-attr]
    assert hidden.value.encode() not in reply.body  # type: ignore[union-attr]


def test_spec_of_one_object(anna: Client, hidden: ManagedObjectReference) -> None:
    """A filter on a hidden object says what is missing and no more."""
    anna.call(COLLECTOR, "CreateFilter", spec=of(hidden, "name"), partialUpdates=False)
    (update,) = anna.call(COLLECTOR, "CheckForUpdates").filterSet[0].objectSet
    assert not update.changeSet
    assert [each.path for each in update.missingSet] == ["name"]
