"""RetrieveProperties and its pages: which objects, which properties, in which order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import add_vm, remove_vm, vm_ref
from device_rig import controller, disk, nic
from vms import FOLDER, HOST, POOL, make
from watching import COLLECTOR, follow, of, props, retrieve, spec, start

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference

ROOT = ManagedObjectReference("Folder", "ha-folder-root")
VIEW_ONLY = -3
"""The role that may know of objects and not read them."""
TREE = (
    follow("Folder", "childEntity", "folder", "vms", "hosts", "host", "pool", name="folder"),
    follow("Datacenter", "vmFolder", "folder", name="vms"),
    follow("Datacenter", "hostFolder", "folder", name="hosts"),
    follow("ComputeResource", "host", name="host"),
    follow("ComputeResource", "resourcePool", name="pool"),
)
"""The usual recursion through the inventory, by names."""


def moids(found: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [moid for moid, _ in found]


# which properties


def test_nothing_asked(root: Client) -> None:
    """Without paths and without ``all``, the object itself and nothing else (recorded)."""
    assert retrieve(root, of(FOLDER)) == [(FOLDER.value, {})]


def test_all(root: Client) -> None:
    """Sorted by name, unset ones left out, empty arrays there (recorded)."""
    ((_, found),) = retrieve(root, of(FOLDER, all=True))
    assert list(found) == sorted(found)
    assert found["childEntity"] == Array("ArrayOfManagedObjectReference", ())
    assert "alarmActionsEnabled" not in found
    assert set(found) <= set(root.host.model.managed_properties("Folder"))


def test_all_beats_paths(root: Client) -> None:
    """``all`` with paths is ``all``."""
    assert retrieve(root, of(FOLDER, "name", all=True)) == retrieve(root, of(FOLDER, all=True))


def test_order_of_paths(root: Client) -> None:
    """Properties come in the order asked for, each once."""
    ((_, found),) = retrieve(root, of(FOLDER, "parent", "name", "parent"))
    assert list(found) == ["parent", "name"]


def test_several_specs_of_one_type(root: Client) -> None:
    """Paths of all PropertySpecs that fit are collected: those of base types too."""
    wanted = [props("ManagedEntity", "name"), props("Folder", "childType"), props("HostSystem", "summary")]
    assert list(dict(retrieve(root, spec(wanted, FOLDER)))[FOLDER.value]) == ["name", "childType"]


def test_several_filter_specs(root: Client) -> None:
    """Objects of all specs, each once, with the paths of all."""
    found = retrieve(root, of(FOLDER, "name"), of(HOST, "name"), of(FOLDER, "parent"))
    assert [(moid, list(values)) for moid, values in found] == [(FOLDER.value, ["name", "parent"]), (HOST.value, ["name"])]
    found = retrieve(root, of(FOLDER, "name"), of(FOLDER, all=True))
    assert "overallStatus" in found[0][1]


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM with a disk and a NIC."""
    return make(root, "vm1", controller(), disk(), nic(), extra={"machine.id": "x", "odd]key": "y"}, annotation="")


@pytest.mark.parametrize(("path", "value"), [
    ("config.hardware.numCPU", 1), ("config.name", "vm1"), ("config.annotation", ""),
    ("config.hardware.device[2000].capacityInKB", 4096), ("config.hardware.device[2000].backing.thinProvisioned", False),
    ('config.extraConfig["machine.id"].value', "x"), ("config.extraConfig[machine.id].value", "x"),
    ('config.extraConfig["odd]key"].value', "y"), ("config.hardware.device[4000].backing.deviceName", "VM Network"),
    ("config.files.vmPathName", "[datastore1] vm1/vm1.vmx"), ("summary.config.numVirtualDisks", 1),
    ("config.datastoreUrl", None),
])  # fmt: skip
def test_nested_paths(root: Client, vm: ManagedObjectReference, path: str, value: Any) -> None:
    """Paths into data objects and to elements of arrays by their keys."""
    ((_, found),) = retrieve(root, of(vm, path))
    assert list(found) == [path]
    if value is not None:
        assert found[path] == value


def test_elements_of_an_object_s_own_arrays(root: Client, vm: ManagedObjectReference) -> None:
    """A key after a managed property's name leads to that element; it was the whole array, whatever the key."""
    other = make(root, "vm2")
    paths = f'vm["{other.value}"]', f"vm[{vm.value}]", 'vm["0"]', "vm"
    ((_, found),) = retrieve(root, of(HOST, *paths))
    assert found == {paths[0]: other, paths[1]: vm, "vm": Array("ArrayOfManagedObjectReference", (vm, other))}
    assert root.get(HOST, paths[0]) == other


def test_inside_of_what_is_the_session_s_own(root: Client) -> None:
    """Paths lead into properties that each session has its own of, which are worked out when they are read."""
    manager = ManagedObjectReference("SessionManager", "ha-sessionmgr")
    session = root.get(manager, "currentSession")
    paths = "currentSession.userName", f'sessionList["{session.key}"].key', 'sessionList["x"]'
    ((_, found),) = retrieve(root, of(manager, *paths))
    assert found == {paths[0]: "root", paths[1]: session.key}


@pytest.mark.parametrize("path", [
    "snapshot", "parentVApp", "config.hardware.device[9999]", "config.hardware.device[9999].key", "snapshot.currentSnapshot",
    'config.extraConfig["none"]', "config.ftInfo", "runtime.question.text", "config.hardware.device[200].backing.fileName",
])  # fmt: skip
def test_unset_paths(root: Client, vm: ManagedObjectReference, path: str) -> None:
    """What is not set, and elements that are not there, are left out without a fault."""
    assert retrieve(root, of(vm, path)) == [(vm.value, {})]


def test_types_of_values(root: Client, vm: ManagedObjectReference) -> None:
    """Scalars keep their exact types, arrays are ArrayOf… values, enumerations say what they are."""
    ((_, found),) = retrieve(root, of(
        vm, "config.hardware.device[2000].capacityInKB", "runtime.powerState", "config.hardware.device", "disabledMethod",
        "config.cpuAllocation.limit", "layoutEx.file",
    ))
    kinds = [type(value).__name__ for value in found.values()]
    assert kinds == ["Long", "VirtualMachinePowerState", "Array", "Array", "Long", "Array"]
    assert found["disabledMethod"].type == "ArrayOfString"
    assert found["layoutEx.file"].type == "ArrayOfVirtualMachineFileLayoutExFileInfo"


@pytest.mark.parametrize(("type", "path"), [
    ("VirtualMachine", "nonsense"), ("VirtualMachine", "config.nonsense"), ("VirtualMachine", ""), ("VirtualMachine", "."),
    ("VirtualMachine", "config."), ("VirtualMachine", ".config"), ("VirtualMachine", "config..name"),
    ("VirtualMachine", "config[1]"), ("VirtualMachine", "config.hardware.device.key"), ("VirtualMachine", "name.x"),
    ("VirtualMachine", "config.hardware.device[2000"), ("VirtualMachine", "runtime.host.name"),
    ("ManagedEntity", "config"), ("VirtualMachine", "Config"), ("VirtualMachine", "config name"),
])  # fmt: skip
def test_paths_that_lead_nowhere(root: Client, vm: ManagedObjectReference, type: str, path: str) -> None:
    """InvalidProperty names the path, whether there is such an object or not."""
    for obj in (vm, FOLDER):
        with pytest.raises(Faulted) as caught:
            retrieve(root, spec(props(type, path), obj))
        assert (caught.value.name, caught.value.fault.name) == ("InvalidProperty", path)


def test_paths_to_what_only_a_subtype_has(root: Client, vm: ManagedObjectReference) -> None:
    """macAddress is a property of some devices: of others it is just not set."""
    paths = [f"config.hardware.device[{key}].macAddress" for key in (4000, 200)]
    ((_, found),) = retrieve(root, of(vm, *paths))
    assert list(found) == paths[:1]


# which objects


def test_objects_that_are_not_there(root: Client) -> None:
    """ManagedObjectNotFound names the object; of another type it is not there either."""
    for ref in (ManagedObjectReference("VirtualMachine", "4711"), ManagedObjectReference("VirtualMachine", "ha-host")):
        with pytest.raises(Faulted) as caught:
            retrieve(root, of(ref, "name"))
        assert (caught.value.name, caught.value.fault.obj) == ("ManagedObjectNotFound", ref)


def test_missing_objects_can_be_left_out(root: Client) -> None:
    """With reportMissingObjectsInResults they are no error."""
    gone = ManagedObjectReference("VirtualMachine", "4711")
    assert moids(retrieve(root, spec([props("ManagedEntity", "name")], [gone, HOST], missing=True))) == [HOST.value]
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        retrieve(root, spec([props("ManagedEntity", "name")], [gone, HOST], missing=False))


def test_a_base_type_will_do(root: Client) -> None:
    """An object may be named by a base type of its own."""
    ref = ManagedObjectReference("ManagedEntity", "ha-host")
    assert moids(retrieve(root, spec(props("HostSystem", "name"), ref))) == [HOST.value]


def test_recursion(root: Client) -> None:
    """The whole inventory by three names, each object once though many ways lead to it."""
    refs = [add_vm(root.host, number) for number in range(3)]
    found = moids(retrieve(root, spec(props("ManagedEntity", "name"), start(ROOT, *TREE))))
    assert len(found) == len(set(found))
    assert found[0] == ROOT.value
    assert {FOLDER.value, HOST.value, POOL.value, "ha-datacenter", *(ref.value for ref in refs)} <= set(found)


def test_skipped_objects(root: Client) -> None:
    """What is only on the way is left out; what is selected another way is there."""
    add_vm(root.host, 1)
    vms = follow("Folder", "childEntity")
    found = retrieve(root, spec(props("ManagedEntity", "name"), start(FOLDER, vms, skip=True)))
    assert moids(found) == ["vm-1"]
    hidden = follow("VirtualMachine", "parent", skip=True)
    found = retrieve(root, spec(props("ManagedEntity", "name"), start(vm_ref(1), hidden)))
    assert moids(found) == ["vm-1"]
    found = retrieve(root, spec(props("ManagedEntity", "name"), [start(vm_ref(1), hidden), start(FOLDER)]))
    assert moids(found) == ["vm-1", FOLDER.value]


def test_only_wanted_types(root: Client) -> None:
    """Objects on the way whose type no PropertySpec wants are not in the result."""
    add_vm(root.host, 1)
    found = retrieve(root, spec(props("VirtualMachine", "name"), start(ROOT, *TREE)))
    assert moids(found) == ["vm-1"]


def test_traversal_checks_types(root: Client) -> None:
    """A TraversalSpec applies to objects of its type only: those of others end there."""
    ways = follow("Folder", "childEntity"), follow("HostSystem", "vm")
    found = retrieve(root, spec(props("ManagedObject"), start(HOST, *ways)))
    assert moids(found) == [HOST.value]
    add_vm(root.host, 1)
    found = retrieve(root, spec(props("ManagedEntity"), start(HOST, follow("ManagedEntity", "parent", "up", name="up"))))
    assert moids(found)[0] == HOST.value
    assert moids(found)[-1] == ROOT.value


def test_a_way_that_leads_back(root: Client) -> None:
    """Circles end."""
    circle = follow("HostSystem", "parent", follow("ComputeResource", "host", "again"), name="again")
    assert moids(retrieve(root, spec(props("ManagedEntity"), start(HOST, circle)))) == [HOST.value, "ha-compute-res"]


def test_two_ways_with_different_ends(root: Client) -> None:
    """An object that is reached twice is followed on by both ways."""
    add_vm(root.host, 1)
    first = follow("Folder", "childEntity", follow("VirtualMachine", "datastore"))
    second = follow("Folder", "childEntity", follow("VirtualMachine", "resourcePool"))
    found = moids(retrieve(root, spec(props("ManagedEntity"), start(FOLDER, first, second))))
    assert found.count("vm-1") == 1
    assert POOL.value in found
    assert any(ref.value in found for ref in root.get("ha-datacenter", "datastore").items)


def test_single_references_are_followed(root: Client) -> None:
    """A path may lead to one reference, also inside a data object."""
    add_vm(root.host, 1)
    found = retrieve(root, spec(props("HostSystem"), start(vm_ref(1), follow("VirtualMachine", "runtime.host"))))
    assert moids(found) == [HOST.value]


@pytest.mark.parametrize("steps", [(follow("Folder", "nonsense"),), (follow("Folder", "childEntity.x"),)])
def test_ways_that_lead_nowhere(root: Client, steps: Any) -> None:
    """InvalidProperty names the path."""
    with pytest.raises(Faulted) as caught:
        retrieve(root, spec(props("Folder"), start(FOLDER, *steps)))
    assert (caught.value.name, caught.value.fault.name) == ("InvalidProperty", steps[0].path)


def test_names_that_are_not_there(root: Client) -> None:
    """A SelectionSpec must name a TraversalSpec of the same object spec."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        retrieve(root, spec(props("Folder"), start(FOLDER, vim.SelectionSpec(name="nowhere"))))


@pytest.mark.parametrize("bad", [props("Nonsense", "name"), props("VirtualMachineConfigInfo", "name"), props("")])
def test_types_that_are_none(root: Client, bad: Any) -> None:
    """A PropertySpec of a type that is no managed object is an invalid request."""
    with pytest.raises(Faulted):
        retrieve(root, spec(bad, FOLDER))


def test_any_managed_object(root: Client) -> None:
    """ManagedObject stands for all types, and has no properties of its own."""
    assert retrieve(root, spec(props("ManagedObject"), [FOLDER, HOST])) == [(FOLDER.value, {}), (HOST.value, {})]
    with pytest.raises(Faulted, match="InvalidProperty"):
        retrieve(root, spec(props("ManagedObject", "name"), FOLDER))


def test_nothing_selected(root: Client) -> None:
    """No object: an empty list, and no result at all of RetrievePropertiesEx."""
    nothing = spec(props("HostSystem", "name"), FOLDER)
    assert retrieve(root, nothing) == []
    assert root.call(COLLECTOR, "RetrievePropertiesEx", specSet=[nothing], options=vim.RetrieveOptions()) is None


# pages


def pages(client: Client, most: int | None, wanted: vim.PropertyFilterSpec) -> list[Any]:
    page = client.call(COLLECTOR, "RetrievePropertiesEx", specSet=[wanted], options=vim.RetrieveOptions(maxObjects=most))
    found = [page]
    while page.token is not None:
        page = client.call(COLLECTOR, "ContinueRetrievePropertiesEx", token=page.token)
        found.append(page)
    return found


VMS = spec(props("VirtualMachine", "name"), start(FOLDER, follow("Folder", "childEntity")))


@pytest.mark.parametrize(("most", "sizes"), [
    (None, [5]), (1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5]), (2**31 - 1, [5]),
])  # fmt: skip
def test_pages(root: Client, most: int | None, sizes: list[int]) -> None:
    """At most so many objects each, all of them once, a token while there are more."""
    for number in range(5):
        add_vm(root.host, number)
    found = pages(root, most, VMS)
    assert [len(page.objects) for page in found] == sizes
    assert [each.obj.value for page in found for each in page.objects] == [f"vm-{number}" for number in range(5)]


def test_pages_show_the_present(root: Client) -> None:
    """A later page shows what its objects are then; those that are gone are left out."""
    for number in range(4):
        add_vm(root.host, number)
    page = root.call(COLLECTOR, "RetrievePropertiesEx", specSet=[VMS], options=vim.RetrieveOptions(maxObjects=1))
    remove_vm(root.host, vm_ref(1))
    root.host.inventory.update(vm_ref(2), name="renamed")
    page = root.call(COLLECTOR, "ContinueRetrievePropertiesEx", token=page.token)
    assert [(each.obj.value, each.propSet[0].val) for each in page.objects] == [("vm-2", "renamed")]
    remove_vm(root.host, vm_ref(3))
    page = root.call(COLLECTOR, "ContinueRetrievePropertiesEx", token=page.token)  # a page can't be empty
    assert [(each.obj.value, each.propSet[0].val) for each in page.objects] == [("vm-3", "vm3")]
    assert page.token is None


def test_tokens(root: Client) -> None:
    """A token is good once, for its session and its collector; cancelled, it is good no more."""
    for number in range(4):
        add_vm(root.host, number)
    options = vim.RetrieveOptions(maxObjects=1)
    first, second, third = (
        root.call(COLLECTOR, "RetrievePropertiesEx", specSet=[VMS], options=options).token for _ in range(3)
    )
    own = root.call(COLLECTOR, "CreatePropertyCollector")
    for client, collector in ((Client(root.host).login(), COLLECTOR), (root, own)):
        with pytest.raises(Faulted, match="InvalidArgument"):
            client.call(collector, "ContinueRetrievePropertiesEx", token=first)
    root.call(COLLECTOR, "CancelRetrievePropertiesEx", token=first)
    root.call(COLLECTOR, "ContinueRetrievePropertiesEx", token=second)
    for token in (first, second, "", "nonsense"):
        for name in ("ContinueRetrievePropertiesEx", "CancelRetrievePropertiesEx"):
            with pytest.raises(Faulted, match="InvalidArgument"):
                root.call(COLLECTOR, name, token=token)
    assert root.call(COLLECTOR, "ContinueRetrievePropertiesEx", token=third).objects


@pytest.mark.parametrize("most", [0, -1])
def test_page_sizes_that_are_none(root: Client, most: int) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(COLLECTOR, "RetrievePropertiesEx", specSet=[VMS], options=vim.RetrieveOptions(maxObjects=most))


# who may see what


def missing(client: Client, wanted: vim.PropertyFilterSpec) -> dict[str, str]:
    (content,) = client.call(COLLECTOR, "RetrieveProperties", specSet=[wanted])
    return {each.path: type(each.fault.fault).__name__ for each in content.missingSet}


def test_without_a_session(host: Esx) -> None:
    """No fault: what needs a session is in missingSet, also when it is not set (recorded)."""
    anonymous = Client(host)
    assert missing(anonymous, of(HOST, "name", "config.product")) == {
        "name": "NotAuthenticated", "config.product": "NotAuthenticated",
    }
    everything = missing(anonymous, of(FOLDER, all=True))
    assert set(everything) == set(host.model.managed_properties("Folder"))
    assert retrieve(anonymous, of(FOLDER, "name")) == [(FOLDER.value, {})]


def test_what_everybody_may_see(host: Esx) -> None:
    """The content of the service instance needs no session."""
    service = ManagedObjectReference("ServiceInstance", "ServiceInstance")
    anonymous = Client(host)
    assert missing(anonymous, of(service, "content", "serverClock")) == {"serverClock": "NotAuthenticated"}
    assert list(dict(retrieve(anonymous, of(service, "content", "serverClock")))["ServiceInstance"]) == ["content"]


def test_after_the_session_has_ended(root: Client) -> None:
    """An old cookie reads as no cookie does."""
    root.call("ha-sessionmgr", "Logout")
    assert missing(root, of(HOST, "name")) == {"name": "NotAuthenticated"}


def test_without_the_privilege(make_host: Callable[..., Esx]) -> None:
    """NoPermission in missingSet, with the object and the privilege; what may be seen is there."""
    client = Client(make_host()).login()
    client.host.add_user("viewer", "secret", VIEW_ONLY)
    viewer = Client(client.host).login("viewer", "secret")
    wanted = of(HOST, "name", "summary", "config.product.name")
    (content,) = viewer.call(COLLECTOR, "RetrieveProperties", specSet=[wanted])
    seen = {each.name for each in content.propSet}
    unseen = {each.path: each.fault.fault for each in content.missingSet}
    assert seen | set(unseen) == {"name", "summary", "config.product.name"}
    assert unseen
    assert all(isinstance(each, vim.NoPermission) and each.object == HOST for each in unseen.values())


def test_objects_of_other_sessions(root: Client) -> None:
    """A view of another session is not there, neither to start from nor on the way."""
    view = root.call("ViewManager", "CreateListView", obj=[HOST])
    other = Client(root.host).login()
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        retrieve(other, of(view, "view"))
    assert moids(retrieve(root, of(view, "view"))) == [view.value]
    manager = ManagedObjectReference("ViewManager", "ViewManager")
    wanted = spec(props("View"), start(manager, follow("ViewManager", "viewList")))
    assert moids(retrieve(other, wanted)) == []
