"""The generator makes the committed model files out of the installed pyVmomi's tables."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fakeesx.schema import model
from fakeesx.schema.arrays import array_names, array_types
from fakeesx.schema.generate import Corrections, Tables, apply, derive, generate, read_tables
from fakeesx.schema.generate.__main__ import main

SHARED = Path(__file__).parents[3] / "shared" / "schema" / "vim25-4.1.json"


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The installed pyVmomi's tables (half a second to read)."""
    return read_tables()


@pytest.mark.parametrize("version", ["4.0", "4.1"])
def test_regenerated_model_is_the_committed_one(tables: Tables, version: str) -> None:
    """Byte for byte, so that a change of pyVmomi, rules or corrections is seen in a diff."""
    assert generate(version, tables) == model.model_text(version)


@pytest.mark.captures
@pytest.mark.skipif(not SHARED.exists(), reason="the reference model (../shared/schema) is not here")
def test_committed_model_is_the_reference_model() -> None:
    """The generator's output was checked against a model made in another way."""
    assert json.loads(model.model_text("4.1")) == json.loads(SHARED.read_text("utf-8"))


def test_model_has_the_size_of_the_4_1_api() -> None:
    """Counted in the 4.1 SDK's WSDL; managed properties as in rbvmomi's database of 4.1."""
    vim = model.load("4.1")
    assert len(vim.managed) == 94
    assert sum(len(managed.properties) for managed in vim.managed.values()) == 204
    assert len(vim.methods) == 491
    assert len(vim.data) == 1901
    assert sum(data.fault for data in vim.data.values()) == 474
    assert sum(len(data.properties) for data in vim.data.values()) == 4089
    assert len(vim.enums) == 197
    assert sum(map(len, vim.enums.values())) == 917


def test_array_types_of_4_1() -> None:
    """One for each type that is an array somewhere, task results included; 330 in the 4.1 SDK's WSDL."""
    arrays = array_types(model.load("4.1"))
    assert len(arrays) == 330
    assert arrays["ArrayOfString"] == ("string", "xsd:string")
    assert arrays["ArrayOfAnyType"] == ("anyType", "xsd:anyType")
    assert arrays["ArrayOfMethodFault"] == ("MethodFault", "LocalizedMethodFault")
    assert arrays["ArrayOfVirtualDevice"] == ("VirtualDevice", "VirtualDevice")
    assert "ArrayOfBoolean" not in arrays


def test_array_type_of_a_task_result() -> None:
    """Nothing but a task's result holds more than one HostDatastoreBrowserSearchResults."""
    assert "ArrayOfHostDatastoreBrowserSearchResults" in array_types(model.load("4.1"))


def test_array_name_of_references() -> None:
    """All references share one array type."""
    assert array_names("ManagedObjectReference") == (
        "ArrayOfManagedObjectReference",
        "ManagedObjectReference",
    )


def test_4_0_is_part_of_4_1() -> None:
    """Every type, property and method of 4.0 is in 4.1, in the same order."""
    old, new = model.load("4.0"), model.load("4.1")
    assert old.methods.keys() < new.methods.keys()
    assert old.enums.keys() < new.enums.keys()
    for name, data in old.data.items():
        names = [prop.name for prop in new.data[name].properties]
        assert [prop.name for prop in data.properties] == [
            name for name in names if name in {prop.name for prop in data.properties}
        ]
    for name, managed in old.managed.items():
        assert {prop.name for prop in managed.properties} <= {
            prop.name for prop in new.managed[name].properties
        }


def test_4_0_lacks_what_came_with_4_1() -> None:
    """A method, a managed property, a data property, a parameter's type and an enum without a version."""
    old = model.load("4.0")
    assert "RetrievePropertiesEx" not in old.methods
    assert "RetrieveProperties" in old.methods
    assert "StorageResourceManager" not in old.managed
    assert "storageResourceManager" not in {prop.name for prop in old.properties("ServiceContent")}
    assert "RetrieveOptions" not in old.data
    assert "HostDistributedVirtualSwitchManagerNetworkResourcePoolKey" not in old.enums


def test_4_0_keeps_the_enum_values_of_4_1() -> None:
    """A limitation: the tables give values no version, and only 4.1's are known from elsewhere."""
    old, new = model.load("4.0"), model.load("4.1")
    assert all(values == new.enums[name] for name, values in old.enums.items())


def test_links_are_keys_on_the_wire() -> None:
    """A property that VMODL calls a link is a string, its target the type it names."""
    portgroup = {prop.name: prop for prop in model.load("4.1").properties("HostVirtualSwitch")}["portgroup"]
    assert (portgroup.type, portgroup.array, portgroup.target) == ("xsd:string", True, "HostPortGroup")


def test_network_repeats_its_name() -> None:
    """From the corrections: pyVmomi knows only the name of the base type, rbvmomi's 4.1 database both."""
    assert model.load("4.1").managed["Network"].properties[0].name == "name"


def test_unknown_version_is_refused(tables: Tables) -> None:
    """Without corrections a version would look right and be wrong."""
    with pytest.raises(LookupError, match=r"no corrections for API version 5\.0"):
        generate("5.0", tables)


def test_version_that_pyvmomi_lacks_is_refused(tables: Tables) -> None:
    """The tables are asked, too."""
    with pytest.raises(LookupError, match=r"know no API version 3\.9"):
        derive(tables, "3.9")


def test_every_correction_corrects_something(tables: Tables) -> None:
    """In its own version no entry is stale; in an older one those on newer types are reported."""
    corrections = Corrections.load("4.1")
    assert apply(derive(tables, "4.1"), corrections) == []
    unused = apply(derive(tables, "4.0"), corrections)
    assert "drop_ops ResetCounterLevelMapping" in unused
    assert "drop_ops CheckClone_Task" not in unused


def test_corrections_of_an_unknown_version() -> None:
    """There is one table per version that has one."""
    with pytest.raises(LookupError):
        Corrections.load("1.0")


def test_command_line_refuses_unknown_versions() -> None:
    """Nothing is written then."""
    result = CliRunner().invoke(main, ["4.1", "9.9"])
    assert result.exit_code == 2
    assert "9.9" in result.output
