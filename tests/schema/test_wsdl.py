"""The WSDL and XSD files: complete, joined, valid, and what recorded replies conform to."""

import time
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from fakeesx.schema import wsdl
from fakeesx.schema.arrays import array_types
from fakeesx.schema.model import Model, load
from fakeesx.schema.wsdl import FILES, WsdlFaults

XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"

CAPTURES = sorted((Path(__file__).parents[3] / "shared" / "captures").glob("*/*.soap"))


@pytest.fixture(scope="module")
def model() -> Model:
    """The model of 4.1."""
    return load("4.1")


@pytest.fixture(scope="module")
def trees(model: Model) -> dict[str, etree._Element]:
    """The seven files, parsed."""
    return {name: etree.fromstring(content) for name, content in wsdl.files(model).items()}


@pytest.fixture(scope="module")
def validator(model: Model) -> etree.XMLSchema:
    """The whole schema, compiled."""
    return etree.XMLSchema(etree.fromstring(wsdl.xsd_single(model)))


def schemas(trees: dict[str, etree._Element]) -> list[etree._Element]:
    """The schema elements of all files."""
    return [schema for tree in trees.values() for schema in tree.iter(XSD + "schema")]


def names(trees: dict[str, etree._Element], tag: str) -> list[str]:
    """The names of the global definitions of a kind, in all files."""
    return [node.attrib["name"] for schema in schemas(trees) for node in schema.findall(XSD + tag)]


def test_seven_files(trees: dict[str, etree._Element]) -> None:
    """In the order of the public tuple."""
    assert tuple(trees) == FILES
    assert len(FILES) == 7


def test_number_of_complex_types(trees: dict[str, etree._Element]) -> None:
    """1902 plain ones, 330 arrays, 491 requests, each once; counted in the 4.1 SDK's WSDL."""
    found = names(trees, "complexType")
    assert len(found) == len(set(found)) == 2723


def test_number_of_simple_types(trees: dict[str, etree._Element]) -> None:
    """The enumerations, each once."""
    found = names(trees, "simpleType")
    assert len(found) == len(set(found)) == 197


def test_number_of_elements(trees: dict[str, etree._Element]) -> None:
    """A request and a response for each operation, one for each fault, and versionURI."""
    found = names(trees, "element")
    assert len(found) == len(set(found)) == 2 * 491 + 474 + 1
    assert "versionURI" in found


def test_number_of_messages_and_operations(trees: dict[str, etree._Element]) -> None:
    """Port type and binding have the same operations in the same order."""
    vim = trees["vim.wsdl"]
    assert len(vim.findall(WSDL + "message")) == 2 * 491 + 474
    port = [node.attrib["name"] for node in vim.findall(f"{WSDL}portType/{WSDL}operation")]
    bound = [node.attrib["name"] for node in vim.findall(f"{WSDL}binding/{WSDL}operation")]
    assert port == bound
    assert len(set(port)) == 491


def test_every_array_type_is_defined(model: Model, trees: dict[str, etree._Element]) -> None:
    """With the element that the encoder writes."""
    found = {
        node.attrib["name"]: node.find(f".//{XSD}element")
        for schema in schemas(trees)
        for node in schema.findall(XSD + "complexType")
    }
    for name, (element, item) in array_types(model).items():
        assert found[name].attrib == {
            "name": element,
            "type": item if item.startswith("xsd:") else "vim25:" + item,
            "minOccurs": "0",
            "maxOccurs": "unbounded",
        }


def test_array_of_faults_is_named_as_vmodl_does(trees: dict[str, etree._Element]) -> None:
    """There is no ArrayOfLocalizedMethodFault at 4.1."""
    found = names(trees, "complexType")
    assert "ArrayOfMethodFault" in found
    assert "ArrayOfLocalizedMethodFault" not in found


def test_reference_is_text_with_a_type(trees: dict[str, etree._Element]) -> None:
    """An extension of xsd:string with an attribute in no namespace."""
    moref = trees["core-types.xsd"].find(f"{XSD}complexType[@name='ManagedObjectReference']")
    assert moref is not None
    assert moref.find(f"{XSD}simpleContent/{XSD}extension[@base='xsd:string']") is not None
    attribute = next(moref.iter(XSD + "attribute"))
    assert (attribute.get("name"), attribute.get("type")) == ("type", "xsd:string")


@pytest.mark.parametrize(
    ("file", "type"),
    [
        ("core-types.xsd", "DynamicData"),
        ("core-types.xsd", "ArrayOfString"),
        ("core-types.xsd", "ArrayOfManagedObjectReference"),
        ("core-types.xsd", "ManagedObjectNotFound"),
        ("query-types.xsd", "TraversalSpec"),
        ("query-types.xsd", "PropertyChangeOp"),
        ("query-types.xsd", "InvalidProperty"),
        ("query-types.xsd", "ArrayOfObjectContent"),
        ("query-messagetypes.xsd", "WaitForUpdatesRequestType"),
        ("vim-types.xsd", "VirtualMachineConfigInfo"),
        ("vim-types.xsd", "NotAuthenticated"),
        ("vim-messagetypes.xsd", "CreateVMRequestType"),
    ],
)
def test_where_types_are(trees: dict[str, etree._Element], file: str, type: str) -> None:
    """VMODL's own, the PropertyCollector's, the rest."""
    assert type in names({file: trees[file]}, "complexType") + names({file: trees[file]}, "simpleType")


def test_includes_name_files_that_are_there(trees: dict[str, etree._Element]) -> None:
    """From vim.wsdl every schema file is reached; there is no other namespace to import."""
    included: set[str] = set()
    waiting = ["vim.wsdl"]
    while waiting:
        for node in trees[waiting.pop()].iter(XSD + "include"):
            included.add(node.attrib["schemaLocation"])
            waiting.append(node.attrib["schemaLocation"])
    assert included == {name for name in FILES if name.endswith(".xsd")}
    assert not [schema for schema in schemas(trees) if schema.findall(XSD + "import")]


def test_each_schema_file_stands_alone(model: Model, tmp_path: Path) -> None:
    """With what it includes it is a valid schema."""
    for name, content in wsdl.files(model).items():
        (tmp_path / name).write_bytes(content)
    for name in FILES:
        if name.endswith(".xsd"):
            etree.XMLSchema(file=str(tmp_path / name))


def test_root_names_service_and_port(trees: dict[str, etree._Element]) -> None:
    """VimService, VimPort, the binding in the imported file, an address that clients replace."""
    root = trees["vimService.wsdl"]
    assert root.attrib["targetNamespace"] == "urn:vim25Service"
    imported = root.find(WSDL + "import")
    assert imported is not None
    assert dict(imported.attrib) == {"location": "vim.wsdl", "namespace": "urn:vim25"}
    port = root.find(f"{WSDL}service[@name='VimService']/{WSDL}port[@name='VimPort']")
    assert port is not None
    assert port.attrib["binding"] == "vim25:VimBinding"
    assert port[0].attrib["location"] == "https://localhost/sdk/vimService"


def test_every_operation_has_the_versions_action(trees: dict[str, etree._Element]) -> None:
    """The action says which API version a client speaks."""
    actions = Counter(node.attrib["soapAction"] for node in trees["vim.wsdl"].iter(SOAP + "operation"))
    assert actions == {"urn:vim25/4.1": 491}


def test_task_request_has_the_name_without_task(trees: dict[str, etree._Element]) -> None:
    """The element keeps the operation's name, its type does not."""
    element = next(
        node for node in trees["vim.wsdl"].iter(XSD + "element") if node.get("name") == "CreateVM_Task"
    )
    assert element.get("type") == "vim25:CreateVMRequestType"


def test_faults_of_an_operation(trees: dict[str, etree._Element]) -> None:
    """The declared ones, then the one that any operation may raise."""
    path = f"{WSDL}portType/{WSDL}operation[@name='Login']/{WSDL}fault"
    assert [(node.get("name"), node.get("message")) for node in trees["vim.wsdl"].findall(path)] == [
        ("InvalidLoginFault", "vim25:InvalidLoginFaultMsg"),
        ("InvalidLocaleFault", "vim25:InvalidLocaleFaultMsg"),
        ("RuntimeFault", "vim25:RuntimeFaultFaultMsg"),
    ]


def test_void_response_is_empty(validator: etree.XMLSchema) -> None:
    """No returnval, and nothing else."""
    assert validator.validate(etree.fromstring('<LogoutResponse xmlns="urn:vim25"/>'))
    assert not validator.validate(
        etree.fromstring('<LogoutResponse xmlns="urn:vim25"><returnval/></LogoutResponse>')
    )


def test_single_schema_has_everything(model: Model, trees: dict[str, etree._Element]) -> None:
    """The same definitions as the seven files."""
    single = {"": etree.fromstring(wsdl.xsd_single(model))}
    for tag in ("complexType", "simpleType", "element"):
        assert sorted(names(single, tag)) == sorted(names(trees, tag))


@pytest.mark.captures
@pytest.mark.skipif(not CAPTURES, reason="the recorded replies (../shared/captures) are not here")
@pytest.mark.parametrize("file", CAPTURES, ids=lambda file: file.name)
def test_recorded_reply_is_valid(validator: etree.XMLSchema, file: Path) -> None:
    """What a real host sent conforms to the generated schema."""
    body = etree.parse(str(file)).getroot().find("{*}Body")
    assert body is not None
    validator.assertValid(etree.fromstring(etree.tostring(body[0])))


@pytest.mark.parametrize(
    "wrong",
    [
        '<Logout xmlns="urn:vim25"/>',
        '<Logout xmlns="urn:vim25"><_this type="SessionManager">x</_this><more/></Logout>',
        '<Logout><_this type="SessionManager">x</_this></Logout>',
    ],
)
def test_wrong_request_is_invalid(validator: etree.XMLSchema, wrong: str) -> None:
    """Missing, additional and unqualified elements are seen."""
    assert not validator.validate(etree.fromstring(wrong))


def test_missing_file_is_not_served(model: Model) -> None:
    """The others are."""
    faults = WsdlFaults(missing=frozenset({"core-types.xsd"}))
    assert list(wsdl.files(model, faults)) == [name for name in FILES if name != "core-types.xsd"]
    with pytest.raises(LookupError, match=r"core-types\.xsd"):
        wsdl.file(model, "core-types.xsd", faults)


@pytest.mark.parametrize("name", ["reflect-messagetypes.xsd", "reflect-types.xsd", "", "../vim.wsdl"])
def test_other_names_are_not_served(model: Model, name: str) -> None:
    """Not even those that the reflect fault names."""
    with pytest.raises(LookupError):
        wsdl.file(model, name, WsdlFaults(reflect_import=True))


def test_reflect_import(model: Model) -> None:
    """The fault adds one import to vim.wsdl and changes no other file."""
    sound, faulty = wsdl.files(model), wsdl.files(model, WsdlFaults(reflect_import=True))
    assert [name for name in FILES if sound[name] != faulty[name]] == ["vim.wsdl"]
    (imported,) = etree.fromstring(faulty["vim.wsdl"]).iter(XSD + "import")
    assert imported.get("namespace") == "urn:reflect"
    assert imported.get("schemaLocation") == "reflect-messagetypes.xsd"


def test_fault_that_names_no_file_is_refused() -> None:
    """A misspelt name would go unnoticed."""
    with pytest.raises(ValueError, match=r"core-type\.xsd"):
        WsdlFaults(missing=frozenset({"core-type.xsd"}))


def test_other_version_has_its_own_action() -> None:
    """And its own methods."""
    text = wsdl.file(load("4.0"), "vim.wsdl")
    assert b'soapAction="urn:vim25/4.0"' in text
    assert b"RetrievePropertiesEx" not in text


def test_all_files_are_written_in_a_moment(model: Model) -> None:
    """0.3 s of processor time at most (0.03 s when measured)."""
    start = time.process_time()
    wsdl.files(model)
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize(
    ("version", "prior"), [("4.1", ["4.0", "2.5u2", "2.5"]), ("4.0", ["2.5u2", "2.5"]), ("2.5", [])]
)
def test_versions(version: str, prior: list[str]) -> None:
    """urn:vim25 with the versions before, urn:vim2 with its one."""
    root = etree.fromstring(wsdl.versions_xml(version))
    assert root.attrib == {"version": "1.0"}
    vim25, vim2 = root
    assert (vim25.findtext("name"), vim25.findtext("version")) == ("urn:vim25", version)
    assert [node.text for node in vim25.findall("priorVersions/version")] == prior
    assert (vim2.findtext("name"), vim2.findtext("version")) == ("urn:vim2", "2.0")


def test_versions_of_an_unknown_release() -> None:
    """No guess."""
    with pytest.raises(LookupError):
        wsdl.versions_xml("9.9")
