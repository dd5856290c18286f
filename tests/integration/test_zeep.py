"""zeep: the WSDL comes over HTTPS from the host itself."""

from collections.abc import Iterator
from typing import Any

import pytest
import zeep
from clients import transport
from served import Server
from zeep import xsd

NS = "{urn:vim25}"


@pytest.fixture(scope="module")
def client(server: Server) -> zeep.Client:
    """A client bound by the service: only its address has to be replaced."""
    client = zeep.Client(f"{server.url}/vimService.wsdl", transport=transport(server))
    client.service._binding_options["address"] = server.url
    return client


@pytest.fixture
def service(client: zeep.Client, server: Server) -> Iterator[Any]:
    """The operations, logged in."""
    moref = client.get_type(NS + "ManagedObjectReference")
    manager = moref("ha-sessionmgr", type="SessionManager")
    client.service.Login(_this=manager, userName=server.user, password=server.password)
    yield client.service
    client.service.Logout(_this=manager)


def test_all_operations_are_there(client: zeep.Client) -> None:
    """The 491 of 4.1."""
    assert len(client.service._binding._operations) == 491


def test_binding_by_name(server: Server) -> None:
    """The other way: vim.wsdl as the root, and a service made for its binding."""
    client = zeep.Client(f"{server.url}/vim.wsdl", transport=transport(server))
    service = client.create_service(NS + "VimBinding", server.url)
    moref = client.get_type(NS + "ManagedObjectReference")
    content = service.RetrieveServiceContent(_this=moref("ServiceInstance", type="ServiceInstance"))
    assert content.about.apiVersion == "4.1"
    assert content.rootFolder.type == "Folder"


def test_login_gives_a_session(client: zeep.Client, service: Any) -> None:
    """Which the cookie stands for."""
    moref = client.get_type(NS + "ManagedObjectReference")
    now = service.CurrentTime(_this=moref("ServiceInstance", type="ServiceInstance"))
    assert now.tzinfo is not None


def test_fault_is_typed(client: zeep.Client, server: Server) -> None:
    """The detail decodes by its element."""
    moref = client.get_type(NS + "ManagedObjectReference")
    with pytest.raises(zeep.exceptions.Fault) as caught:
        client.service.Login(
            _this=moref("ha-sessionmgr", type="SessionManager"), userName=server.user, password="not it"
        )
    assert caught.value.message == "Cannot complete login due to an incorrect user name or password."
    detail = caught.value.detail[0]
    assert type(client.get_element(detail.tag).parse(detail, client.wsdl.types)).__name__ == "InvalidLogin"


def test_traversal_and_arrays(client: zeep.Client, service: Any) -> None:
    """A recursive traversal; arrays and references come typed."""
    get = client.get_type
    moref = get(NS + "ManagedObjectReference")
    recurse = get(NS + "SelectionSpec")(name="folders")
    folders = get(NS + "TraversalSpec")(
        name="folders", type="Folder", path="childEntity", skip=False,
        selectSet=[recurse, get(NS + "TraversalSpec")(
            type="Datacenter", path="hostFolder", skip=False, selectSet=[recurse]
        )],
    )  # fmt: skip
    wanted = get(NS + "PropertySpec")
    folder, resource = wanted(type="Folder", pathSet=["name"]), wanted(type="ComputeResource", pathSet=["host"])
    spec = get(NS + "PropertyFilterSpec")(
        propSet=[folder, resource],
        objectSet=[get(NS + "ObjectSpec")(obj=moref("ha-folder-root", type="Folder"), selectSet=[folders])],
    )
    found = service.RetrieveProperties(
        _this=moref("ha-property-collector", type="PropertyCollector"), specSet=[spec]
    )
    by_type = {item.obj.type: item for item in found}
    assert {"Folder", "ComputeResource"} <= set(by_type)
    (hosts,) = by_type["ComputeResource"].propSet
    assert type(hosts.val).__name__ == "ArrayOfManagedObjectReference"
    assert [ref.type for ref in hosts.val.ManagedObjectReference] == ["HostSystem"]


def test_every_property_of_the_host_decodes(client: zeep.Client, service: Any) -> None:
    """In strict mode: nothing is unknown to the schema."""
    get = client.get_type
    moref = get(NS + "ManagedObjectReference")
    spec = get(NS + "PropertyFilterSpec")(
        propSet=[get(NS + "PropertySpec")(type="HostSystem", all=True)],
        objectSet=[get(NS + "ObjectSpec")(obj=moref("ha-host", type="HostSystem"))],
    )
    (found,) = service.RetrieveProperties(
        _this=moref("ha-property-collector", type="PropertyCollector"), specSet=[spec]
    )
    values = {item.name: item.val for item in found.propSet}
    assert values["summary"].config.product.apiVersion == "4.1"


def test_any_type_goes_out_with_its_type(client: zeep.Client, service: Any) -> None:
    """An OptionValue with an xsd:string: the host reads it and answers with a vim25 fault of its own."""
    get = client.get_type
    value = get(NS + "OptionValue")(key="No.Such", value=xsd.AnyObject(xsd.String(), "x"))
    with pytest.raises(zeep.exceptions.Fault) as caught:
        service.UpdateOptions(
            _this=get(NS + "ManagedObjectReference")("ha-adv-options", type="OptionManager"), changedValue=[value]
        )
    assert "InvalidRequest" not in caught.value.detail[0].tag
