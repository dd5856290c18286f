"""Partial updates: the smallest changes between two values, and that applying them gives the new value."""

from __future__ import annotations

from typing import Any

import pytest
from device_rig import Host, disk, nic
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.property_collector.diff import differences
from fakeesx.host.virtual_machine.devices import apply, default_devices
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference


def found(old: Any, new: Any) -> list[tuple[str, str, Any]]:
    return [(path, op, value) for path, op, value, _ in differences("p", old, new)]


def options(**values: str) -> Array:
    return Array("ArrayOfOptionValue", [vim.OptionValue(key=key, value=value) for key, value in values.items()])


def refs(*moids: str) -> Array:
    return Array("ArrayOfManagedObjectReference", [ManagedObjectReference("VirtualMachine", moid) for moid in moids])


def test_equal_values() -> None:
    """Nothing, be they the same object or not."""
    assert found(options(a="1"), options(a="1")) == []
    assert found("x", "x") == []
    assert found(vim.Description(label="a", summary="b"), vim.Description(label="a", summary="b")) == []


def test_scalars() -> None:
    """Assigned."""
    assert found("x", "y") == [("p", "assign", "y")]
    assert found(1, True) == [("p", "assign", True)]


def test_parts_of_data_objects() -> None:
    """Only what differs, by its path; what is unset is assigned without a value."""
    old = vim.VirtualMachineFileInfo(vmPathName="a", logDirectory="b")
    new = vim.VirtualMachineFileInfo(vmPathName="a", snapshotDirectory="c")
    assert sorted(found(old, new)) == [("p.logDirectory", "assign", None), ("p.snapshotDirectory", "assign", "c")]


def test_wire_types() -> None:
    """A scalar whose type is not evident bears it."""
    old, new = vim.ResourceAllocationInfo(limit=1), vim.ResourceAllocationInfo(limit=2)
    assert list(differences("p", old, new)) == [("p.limit", "assign", 2, "xsd:long")]


def test_another_type() -> None:
    """A data object of another type is assigned as a whole."""
    old, new = vim.Description(label="a", summary="b"), vim.ElementDescription(label="a", summary="b", key="c")
    assert found(old, new) == [("p", "assign", new)]


def test_keyed_elements() -> None:
    """Removed by key, changed inside, added with their value."""
    assert found(options(a="1", b="2"), options(a="9", c="3")) == [
        ('p["b"]', "remove", None), ('p["a"].value', "assign", "9"), ('p["c"]', "add", vim.OptionValue(key="c", value="3")),
    ]  # fmt: skip
    assert found(refs("16"), refs("16", "32")) == [('p["32"]', "add", ManagedObjectReference("VirtualMachine", "32"))]
    assert found(refs("16", "32"), refs("32")) == [('p["16"]', "remove", None)]


def test_integer_keys_are_not_quoted() -> None:
    """``device[4000]``."""
    devices = default_devices(Host())
    more = apply(devices, [vim.VirtualDeviceConfigSpec(operation="add", device=nic())], Host()).devices
    old, new = (Array("ArrayOfVirtualDevice", each) for each in (devices, more))
    paths = [(path, op) for path, op, _ in found(old, new)]
    assert ("p[4000]", "add") in paths
    assert ("p[100].device", "assign") in paths


@pytest.mark.parametrize(("old", "new"), [
    (options(a="1", b="2"), options(b="2", a="1")), (refs("1", "2", "3"), refs("1", "3", "2")),
    (options(a="1", b="2"), options(c="3", a="1")), (options(a="1"), options(**{'b"': "2", "a": "1"})),
    (Array("ArrayOfString", ["a"]), Array("ArrayOfString", ["a", "b"])),
    (Array("ArrayOfOptionValue", [vim.OptionValue(key="a", value="1")] * 2), options(a="1")),
])  # fmt: skip
def test_arrays_that_are_assigned(old: Array, new: Array) -> None:
    """Another order, an element before a known one, keys that can't be written, no keys, a key twice: the whole array."""
    assert found(old, new) == [("p", "assign", new)]


def test_empty_arrays() -> None:
    """From and to nothing by elements, where elements have keys."""
    assert found(options(), options(a="1")) == [('p["a"]', "add", vim.OptionValue(key="a", value="1"))]
    assert found(options(a="1"), options()) == [('p["a"]', "remove", None)]


def applied(old: Any, changes: list[tuple[str, str, Any]]) -> Any:
    """What a client makes of changes to an array of options."""
    items = {each.key: each for each in old.items}
    for path, op, value in changes:
        if path == "p":
            return value
        key, _, rest = path.removeprefix('p["').partition('"]')
        if op == "remove":
            del items[key]
        elif op == "add":
            items[key] = value
        else:
            items[key] = items[key].replace(**{rest.removeprefix("."): value})
    return Array("ArrayOfOptionValue", items.values())


KEYS = st.sampled_from(["a", "b", "c", "d.e", "f]", 'g"'])
OPTIONS = st.lists(st.tuples(KEYS, st.sampled_from("123")), max_size=5)


@given(OPTIONS, OPTIONS)
def test_applying_gives_the_new_value(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    """Whatever changed: the client that follows has what the host has, in the same order."""
    before, after = (Array("ArrayOfOptionValue", [vim.OptionValue(key=k, value=v) for k, v in each]) for each in (old, new))
    changes = found(before, after)
    assert bool(changes) == (before != after)
    if changes:
        assert applied(before, changes) == after


def test_devices_grow_and_shrink() -> None:
    """A change of one device tells of nothing else."""
    host = Host(disks={})
    devices = Array("ArrayOfVirtualDevice", default_devices(host))
    changed = Array("ArrayOfVirtualDevice", [
        each.replace(videoRamSizeInKB=8192) if each.key == 500 else each for each in devices.items
    ])
    assert found(devices, changed) == [("p[500].videoRamSizeInKB", "assign", 8192)]
    assert isinstance(disk(), vim.VirtualDisk)
