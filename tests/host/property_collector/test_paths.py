"""Property paths: how they are read, what the schema says of them, what they lead to."""

from __future__ import annotations

from typing import Any

import pytest
from copied_vms import original
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.property_collector.paths import UnknownPath, check, element, element_key, parse, resolve
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference

MODEL = vim.TYPES.model


@pytest.mark.parametrize(("text", "steps"), [
    ("name", (("name", None),)), ("config.hardware", (("config", None), ("hardware", None))),
    ("device[2000]", (("device", "2000"),)), ('x["a.b"].c', (("x", "a.b"), ("c", None))),
    ("x[a.b].c", (("x", "a.b"), ("c", None))),
    ('x["a]b"]', (("x", "a]b"),)), ("x[]", (("x", ""),)), ('x[""]', (("x", ""),)), ("x[-1]", (("x", "-1"),)),
    ("a1_b", (("a1_b", None),)),
])  # fmt: skip
def test_parsing(text: str, steps: Any) -> None:
    """Steps are names, with the key of an element in brackets."""
    path = parse(text)
    assert (path.text, path.steps, path.top) == (text, steps, steps[0][0])


@pytest.mark.parametrize("text", [
    "", ".", "a.", ".a", "a..b", "a[", "a]", "a[1", "a[1]b", "1a", "a b", "a[1][2]", "\u00e4", 'a["b]',
])  # fmt: skip
def test_what_is_no_path(text: str) -> None:
    """Anything else is an unknown path."""
    with pytest.raises(UnknownPath) as caught:
        parse(text)
    assert caught.value.path == text


@given(st.text(max_size=30))
def test_any_text_is_a_path_or_is_not(text: str) -> None:
    """Nothing but UnknownPath comes of a text."""
    try:
        check(MODEL, "VirtualMachine", parse(text))
    except UnknownPath:
        return


@pytest.mark.parametrize(("text", "type", "array"), [
    ("name", "xsd:string", False), ("config", "VirtualMachineConfigInfo", False), ("disabledMethod", "xsd:string", True),
    ("config.hardware.device", "VirtualDevice", True), ("config.hardware.device[1].key", "xsd:int", False),
    ("config.hardware.device[1].backing.fileName", "xsd:string", False), ("runtime.host", "ManagedObjectReference", False),
    ('datastore["x"]', "ManagedObjectReference", True), ("config.extraConfig[x].value", "xsd:anyType", False),
])  # fmt: skip
def test_schema_of_a_path(text: str, type: str, array: bool) -> None:
    """The type of what a path leads to; that of a subtype's property too."""
    found = check(MODEL, "VirtualMachine", parse(text))
    assert (found.type, found.array) == (type, array)


@pytest.mark.parametrize("text", [
    "x", "config.x", "name.x", "name[1]", "config[1]", "config.hardware.device.key", "runtime.host.name",
])  # fmt: skip
def test_paths_the_schema_lacks(text: str) -> None:
    """Through arrays only by key, through references not at all."""
    with pytest.raises(UnknownPath):
        check(MODEL, "VirtualMachine", parse(text))


@pytest.mark.parametrize(("text", "value", "wire"), [
    ("name", "original", None), ("config.hardware.numCPU", 1, "xsd:int"),
    ("config.hardware.device[200].busNumber", 0, "xsd:int"),
    ("config.hardware.device[201].deviceInfo.label", "IDE 1", "xsd:string"),
    ("config.extraConfig[nvram].value", "original.nvram", None),
    ("snapshot", None, None), ("snapshot.currentSnapshot", None, None), ("config.hardware.device[1]", None, None),
    ("config.ftInfo.role", None, None),
])  # fmt: skip
def test_resolving(text: str, value: Any, wire: str | None) -> None:
    """The value, and the wire type of a scalar inside a data object; nothing for what is not set."""
    found = resolve(original(), parse(text))
    assert found[0] == value
    assert wire is None or found[1] == wire


def test_arrays_inside_data_objects() -> None:
    """They come as array values, empty ones too."""
    assert resolve(original(), parse("config.hardware.device"))[0].type == "ArrayOfVirtualDevice"
    assert resolve(original(), parse("config.npivNodeWorldWideName"))[0] == Array("ArrayOfLong", ())


def test_keys_of_elements() -> None:
    """A ``key`` property, a reference's moid; strings and objects without a key have none."""
    assert element_key(vim.OptionValue(key="a", value="b")) == "a"
    assert element_key(vim.VirtualMachineFileLayoutDiskLayout(key=7)) == "7"
    assert element_key(ManagedObjectReference("Task", "t")) == "t"
    assert element_key("text") is None
    assert element_key(vim.Description(label="", summary="")) is None


def test_elements_by_key() -> None:
    """The one with the key, or none; of any array, tuple or nothing."""
    options = (vim.OptionValue(key="a", value="1"), vim.OptionValue(key="b", value="2"))
    assert element(options, "b") is options[1]
    assert element(Array("ArrayOfOptionValue", options), "a") is options[0]
    assert element(options, "c") is None
    assert element(None, "c") is None
