"""The SOAP libraries load the WSDL from files, and what they write with it is valid."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree
from suds.client import Client as SudsClient

from fakeesx.schema import wsdl
from fakeesx.schema.model import load
from fakeesx.schema.wsdl import WsdlFaults

NS = "{urn:vim25}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ENVELOPE = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<soapenv:Body>{}</soapenv:Body></soapenv:Envelope>"
)
CAPTURES = sorted((Path(__file__).parents[3] / "shared" / "captures").glob("*/*.soap"))

Round = Callable[[str, Any], tuple[etree._Element, Any]]


def write(folder: Path, faults: WsdlFaults = wsdl.SOUND) -> Path:
    """The files of 4.1 in a folder; the path of the root."""
    for name, content in wsdl.files(load("4.1"), faults).items():
        (folder / name).write_bytes(content)
    return folder / "vimService.wsdl"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> zeep.Client:
    """A zeep client for all tests of this module: it takes half a second to load."""
    return zeep.Client(str(write(tmp_path_factory.mktemp("wsdl"))))


@pytest.fixture(scope="module")
def validator() -> etree.XMLSchema:
    """The whole schema, compiled."""
    return etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.1"))))


@pytest.fixture
def round_trip(client: zeep.Client) -> Round:
    """Writes a value as an element of a type and reads it again: the element, and what it was read as."""

    def go(type_name: str, value: Any) -> tuple[etree._Element, Any]:
        element = zeep.xsd.Element(NS + "it", client.get_type(NS + type_name))
        parent = etree.Element("parent")
        element.render(parent, value)
        return parent[0], element.parse(parent[0], client.wsdl.types)

    return go


def test_zeep_lists_all_operations(client: zeep.Client) -> None:
    """From the root file, through the import and the includes."""
    assert len(client.service._operations) == 491


def test_suds_lists_all_operations(tmp_path: Path) -> None:
    """The library that the first OpenStack driver used."""
    loaded = SudsClient(write(tmp_path).as_uri(), cache=None)
    assert len(loaded.wsdl.services[0].ports[0].methods) == 491


def test_request_written_by_zeep_is_valid(client: zeep.Client, validator: etree.XMLSchema) -> None:
    """Nested specs, a subtype where a base type is declared, references."""
    moref, spec = client.get_type(NS + "ManagedObjectReference"), client.get_type(NS + "PropertyFilterSpec")
    traversal = client.get_type(NS + "TraversalSpec")(type="Folder", path="childEntity", skip=False)
    root = {"obj": moref("ha-folder-root", type="Folder"), "selectSet": [traversal]}
    message = client.create_message(
        client.service, "RetrieveProperties", _this=moref("ha-property-collector", type="PropertyCollector"),
        specSet=[spec(propSet=[{"type": "VirtualMachine", "pathSet": ["name"]}], objectSet=[root])],
    )  # fmt: skip
    request = next(message.iter(NS + "RetrieveProperties"))
    validator.assertValid(etree.fromstring(etree.tostring(request)))
    (select,) = request.iter(NS + "selectSet")
    assert select.attrib[XSI_TYPE].endswith(":TraversalSpec")


def test_round_trip_of_a_device(client: zeep.Client, round_trip: Round) -> None:
    """Inherited properties first, the backing as a subtype."""
    backing = client.get_type(NS + "VirtualDiskFlatVer2BackingInfo")(
        fileName="[datastore1] a/a.vmdk", diskMode="persistent", thinProvisioned=True
    )
    disk = client.get_type(NS + "VirtualDisk")(
        key=2000, controllerKey=1000, unitNumber=0, backing=backing, capacityInKB=4
    )
    xml, again = round_trip("VirtualDisk", disk)
    assert [etree.QName(child).localname for child in xml] == [
        "key", "backing", "controllerKey", "unitNumber", "capacityInKB",
    ]  # fmt: skip
    assert type(again.backing).__name__ == "VirtualDiskFlatVer2BackingInfo"
    assert again.backing.thinProvisioned is True
    assert again.capacityInKB == 4


def test_round_trip_of_an_array_in_any_type(client: zeep.Client, round_trip: Round) -> None:
    """A property value that is a list of references."""
    moref = client.get_type(NS + "ManagedObjectReference")
    array = client.get_type(NS + "ArrayOfManagedObjectReference")([moref("16", type="VirtualMachine")])
    xml, again = round_trip("DynamicProperty", client.get_type(NS + "DynamicProperty")(name="vm", val=array))
    assert xml.find(f"{NS}val/{NS}ManagedObjectReference") is not None
    assert [(ref.type, ref._value_1) for ref in again.val.ManagedObjectReference] == [
        ("VirtualMachine", "16")
    ]


def test_round_trip_of_a_localized_fault(client: zeep.Client, round_trip: Round) -> None:
    """The fault inside keeps its type."""
    fault = client.get_type(NS + "InvalidPowerState")(requestedState="poweredOn", existingState="poweredOn")
    value = client.get_type(NS + "LocalizedMethodFault")(fault=fault, localizedMessage="no")
    _, again = round_trip("LocalizedMethodFault", value)
    assert type(again.fault).__name__ == "InvalidPowerState"
    assert (again.fault.existingState, again.localizedMessage) == ("poweredOn", "no")


def test_fault_detail_is_decoded(client: zeep.Client) -> None:
    """By the element of the base fault with the type of the real one."""
    detail = etree.fromstring(
        '<RuntimeFaultFault xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:type="ManagedObjectNotFound"><obj type="VirtualMachine">16</obj></RuntimeFaultFault>'
    )
    found = client.get_element(detail.tag).parse(detail, client.wsdl.types)
    assert (found.obj.type, found.obj._value_1) == ("VirtualMachine", "16")


def test_empty_reply_of_a_list(client: zeep.Client) -> None:
    """No returnval at all."""
    operation = client.service._binding._operations["RetrieveProperties"]
    body = '<RetrievePropertiesResponse xmlns="urn:vim25"></RetrievePropertiesResponse>'
    assert operation.process_reply(etree.fromstring(ENVELOPE.format(body))) == []


@pytest.mark.captures
@pytest.mark.skipif(not CAPTURES, reason="the recorded replies (../shared/captures) are not here")
@pytest.mark.parametrize("file", CAPTURES, ids=lambda file: file.name)
def test_zeep_decodes_recorded_reply(client: zeep.Client, file: Path) -> None:
    """In strict mode, so nothing in it is unknown to the schema."""
    envelope = etree.parse(str(file)).getroot()
    body = envelope.find("{*}Body")
    assert body is not None
    name = etree.QName(body[0]).localname.removesuffix("Response")
    assert client.service._binding._operations[name].process_reply(envelope)


@pytest.mark.parametrize("name", ["core-types.xsd", "vim-messagetypes.xsd", "vim.wsdl"])
def test_zeep_fails_on_a_missing_file(tmp_path: Path, name: str) -> None:
    """As it does with a host that answers 404."""
    with pytest.raises((OSError, LookupError)):
        zeep.Client(str(write(tmp_path, WsdlFaults(missing=frozenset({name})))))


def test_suds_fails_on_the_reflect_import(tmp_path: Path) -> None:
    """The file that the import names is not there."""
    root = write(tmp_path, WsdlFaults(reflect_import=True))
    with pytest.raises(OSError, match=r"reflect-messagetypes\.xsd"):
        SudsClient(root.as_uri(), cache=None)
