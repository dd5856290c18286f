"""pyVmomi: log in over verified TLS, walk the inventory, watch it, lose the session."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from clients import PC, connect, spec
from pyVim.connect import Disconnect
from pyVmomi import SoapStubAdapter, vim, vmodl
from pyVmomi.VmomiSupport import ManagedObject
from served import Server, serve


@pytest.fixture
def own(server: Server) -> Iterator[vim.ServiceInstance]:
    """A session for one test."""
    instance = connect(server)
    yield instance
    with contextlib.suppress(vim.fault.NotAuthenticated):
        Disconnect(instance)


def everything() -> list[Any]:
    """The traversal of a whole inventory."""
    names = {"folder": (vim.Folder, "childEntity"), "vms": (vim.Datacenter, "vmFolder")}
    names |= {"hosts": (vim.Datacenter, "hostFolder"), "stores": (vim.Datacenter, "datastoreFolder")}
    names |= {"networks": (vim.Datacenter, "networkFolder"), "host": (vim.ComputeResource, "host")}
    names |= {"pool": (vim.ComputeResource, "resourcePool")}
    again = [PC.SelectionSpec(name=name) for name in names]
    return [
        PC.TraversalSpec(name=name, type=type, path=path, skip=False, selectSet=again)
        for name, (type, path) in names.items()
    ]


def test_about(instance: vim.ServiceInstance) -> None:
    """Which host this is."""
    about = instance.content.about
    assert (about.apiType, about.apiVersion, about.version) == ("HostAgent", "4.1", "4.1.0")


def test_managers_of_an_esx_host(instance: vim.ServiceInstance) -> None:
    """What vCenter alone has is not there."""
    content = instance.RetrieveContent()
    assert content.rootFolder._moId == "ha-folder-root"
    assert content.propertyCollector._moId == "ha-property-collector"
    assert content.extensionManager is None
    assert content.customFieldsManager is None


def test_walk_by_properties(instance: vim.ServiceInstance) -> None:
    """Object by object, as scripts do."""
    (datacenter,) = instance.content.rootFolder.childEntity
    assert isinstance(datacenter, vim.Datacenter)
    (resource,) = datacenter.hostFolder.childEntity
    (host,) = resource.host
    assert isinstance(host, vim.HostSystem)
    assert host.parent == resource
    assert host.summary.runtime.connectionState == "connected"
    assert {store.name for store in host.datastore} == {store.name for store in datacenter.datastore}
    assert resource.resourcePool.owner == resource
    assert [pool.name for pool in resource.resourcePool.resourcePool] == []


@pytest.mark.parametrize("profile", ["esx-4.1", "esxi-4.1"])
def test_walk_everything(profile: str) -> None:
    """Every property of every object that is reached, one by one: pyVmomi knows all names of types that come."""
    with serve("--profile", profile, "--vms", "2") as server:
        instance = connect(server)
        known: dict[str, Any] = {}
        left = [instance]
        while left:
            here = left.pop()
            if known.setdefault(here._moId, here) is here:
                for prop in here._GetPropertyList():
                    with contextlib.suppress(vmodl.fault.MethodNotFound):  # pyVmomi's own, for properties of later versions
                        left += references(getattr(here, prop.name))
        assert {type(each)._wsdlName for each in known.values()} >= {"EventManager", "HostSystem", "VirtualMachine"}
        Disconnect(instance)


def references(value: Any) -> list[Any]:
    """The managed objects in a value."""
    if isinstance(value, ManagedObject):
        return [value]
    if isinstance(value, list):
        return [ref for item in value for ref in references(item)]
    if isinstance(value, vmodl.DynamicData):
        return [ref for prop in value._GetPropertyList() for ref in references(getattr(value, prop.name))]
    return []


def test_walk_by_traversal(instance: vim.ServiceInstance) -> None:
    """In one call with recursion by name, each object once."""
    found = instance.content.propertyCollector.RetrieveProperties(
        specSet=[spec(instance.content.rootFolder, vim.ManagedEntity, "name", steps=everything())]
    )
    types = [type(item.obj) for item in found]
    assert len({item.obj._moId for item in found}) == len(found)
    assert types.count(vim.HostSystem) == 1
    assert types.count(vim.Folder) == 5
    assert {vim.Datacenter, vim.ComputeResource, vim.ResourcePool, vim.Datastore, vim.Network} <= set(types)


def test_paging(instance: vim.ServiceInstance) -> None:
    """RetrievePropertiesEx gives as many as asked for, and a token for the rest."""
    collector = instance.content.propertyCollector
    wanted = [spec(instance.content.rootFolder, vim.ManagedEntity, "name", steps=everything())]
    whole = collector.RetrievePropertiesEx(specSet=wanted, options=PC.RetrieveOptions())
    assert whole.token is None
    page = collector.RetrievePropertiesEx(specSet=wanted, options=PC.RetrieveOptions(maxObjects=3))
    seen = list(page.objects)
    while page.token:
        assert len(page.objects) == 3
        page = collector.ContinueRetrievePropertiesEx(token=page.token)
        seen += page.objects
    assert [item.obj for item in seen] == [item.obj for item in whole.objects]
    with pytest.raises(vmodl.fault.InvalidArgument):
        collector.ContinueRetrievePropertiesEx(token="never given out")


@pytest.mark.parametrize("type", [vim.HostSystem, vim.Datastore, vim.Network, vim.ResourcePool, vim.Folder])
def test_every_property_is_readable(instance: vim.ServiceInstance, type: Any) -> None:
    """All properties of a type in one call, and each one decodes."""
    found = instance.content.propertyCollector.RetrieveProperties(
        specSet=[spec(instance.content.rootFolder, type, steps=everything())]
    )
    assert found
    for item in found:
        parent = set() if item.obj == instance.content.rootFolder else {"parent"}
        assert {prop.name for prop in item.propSet} >= {"name", "overallStatus"} | parent
        assert not item.missingSet


def test_container_view(own: vim.ServiceInstance) -> None:
    """A view of all hosts, which dies with its session."""
    view = own.content.viewManager.CreateContainerView(own.content.rootFolder, [vim.HostSystem], True)
    (host,) = view.view
    steps = [PC.TraversalSpec(type=vim.view.ContainerView, path="view", skip=False)]
    (found,) = own.content.propertyCollector.RetrieveProperties(
        specSet=[spec(view, vim.HostSystem, "name", steps=steps, skip=True)]
    )
    assert found.obj == host
    view.DestroyView()
    with pytest.raises(vmodl.fault.ManagedObjectNotFound):
        view.view  # noqa: B018 - reading it is a call


def test_updates_begin_with_everything(own: vim.ServiceInstance) -> None:
    """The first set enters what the filter selects, the next wait has nothing to say."""
    collector = own.content.propertyCollector
    filter_ = collector.CreateFilter(
        spec(own.content.rootFolder, vim.ManagedEntity, "name", steps=everything()), False
    )
    first = collector.WaitForUpdatesEx("", PC.WaitOptions(maxWaitSeconds=5))
    (entered,) = first.filterSet
    assert entered.filter == filter_
    assert {update.kind for update in entered.objectSet} == {"enter"}
    assert collector.WaitForUpdatesEx(first.version, PC.WaitOptions(maxWaitSeconds=0)) is None
    filter_.Destroy()


def test_waiting_is_woken_by_a_change(server: Server, own: vim.ServiceInstance) -> None:
    """Another session's change reaches the one that waits."""
    collector = own.content.propertyCollector
    manager = own.content.sessionManager
    collector.CreateFilter(spec(manager, vim.SessionManager, "message"), True)
    first = collector.WaitForUpdatesEx("", PC.WaitOptions(maxWaitSeconds=5))
    other = connect(server)
    before = manager.message
    change = threading.Timer(0.05, other.content.sessionManager.UpdateServiceMessage, ["a new message"])
    change.start()
    second = collector.WaitForUpdatesEx(first.version, PC.WaitOptions(maxWaitSeconds=20))
    change.join()
    (update,) = second.filterSet[0].objectSet
    assert [(c.name, c.op, c.val) for c in update.changeSet] == [("message", "assign", "a new message")]
    other.content.sessionManager.UpdateServiceMessage(before or "")
    Disconnect(other)


def test_unknown_collector_version(own: vim.ServiceInstance) -> None:
    """Is refused."""
    collector = own.content.propertyCollector
    collector.CreateFilter(spec(own.content.rootFolder, vim.Folder, "name"), False)
    with pytest.raises(vmodl.query.InvalidCollectorVersion):
        collector.WaitForUpdatesEx("123456", PC.WaitOptions(maxWaitSeconds=0))


def test_wrong_password(server: Server) -> None:
    """A typed fault with its text."""
    with pytest.raises(vim.fault.InvalidLogin, match="incorrect user name or password"):
        connect(server, "not the password")


def test_without_login(server: Server) -> None:
    """Content and service versions are open, the rest needs a session."""
    stub = SoapStubAdapter(
        host=server.host, port=server.port, version="vim.version.version6", sslContext=server.context()
    )
    instance = vim.ServiceInstance("ServiceInstance", stub)
    assert instance.RetrieveContent().about.apiVersion == "4.1"
    with pytest.raises(vim.fault.NotAuthenticated):
        instance.CurrentTime()
    stub.DropConnections()


def test_own_session_is_current(own: vim.ServiceInstance) -> None:
    """And listed."""
    manager = own.content.sessionManager
    assert manager.currentSession.userName
    assert manager.currentSession.key in [session.key for session in manager.sessionList]


def test_terminated_session(server: Server, own: vim.ServiceInstance) -> None:
    """Its next call is not authenticated; that there is none of that key is NotFound."""
    other = connect(server)
    key = own.content.sessionManager.currentSession.key
    other.content.sessionManager.TerminateSession([key])
    with pytest.raises(vim.fault.NotAuthenticated):
        own.CurrentTime()
    with pytest.raises(vim.fault.NotFound):
        other.content.sessionManager.TerminateSession([key])
    Disconnect(other)


def test_clone_ticket_works_once(server: Server, own: vim.ServiceInstance) -> None:
    """A second client becomes the same user without a password."""
    ticket = own.content.sessionManager.AcquireCloneTicket()
    stubs = [
        SoapStubAdapter(server.host, server.port, version="vim.version.version6", sslContext=server.context())
        for _ in range(2)
    ]
    first, second = (vim.ServiceInstance("ServiceInstance", stub) for stub in stubs)
    assert first.content.sessionManager.CloneSession(ticket).userName == server.user
    assert abs(first.CurrentTime() - own.CurrentTime()) < timedelta(minutes=1)
    with pytest.raises(vim.fault.InvalidLogin):
        second.content.sessionManager.CloneSession(ticket)
    first.content.sessionManager.Logout()
    for stub in stubs:
        stub.DropConnections()


def test_logout_ends_views_and_filters(server: Server) -> None:
    """A second logout is not authenticated."""
    instance = connect(server)
    manager = instance.content.sessionManager
    manager.Logout()
    with pytest.raises(vim.fault.NotAuthenticated):
        manager.Logout()


def test_object_that_is_not_there(instance: vim.ServiceInstance) -> None:
    """ManagedObjectNotFound names it."""
    with pytest.raises(vmodl.fault.ManagedObjectNotFound) as caught:
        vim.VirtualMachine("4711", instance._stub).name  # noqa: B018 - reading it is a call
    assert caught.value.obj._moId == "4711"


def test_host_with_machines() -> None:
    """`--vms` starts with that many."""
    with serve("--vms", "3") as server:
        instance = connect(server)
        (datacenter,) = instance.content.rootFolder.childEntity
        vms = datacenter.vmFolder.childEntity
        assert len(vms) == 3
        assert all(isinstance(vm, vim.VirtualMachine) and vm.config.hardware.numCPU for vm in vms)
        Disconnect(instance)
