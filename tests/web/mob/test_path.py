"""The way to a value inside an object."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.schema import vim
from fakeesx.schema.values import DataObject
from fakeesx.web.mob.path import NoSuchPath, follow, keys, parse, quoted


def groups(*names: str) -> tuple[vim.HostPortGroup, ...]:
    """Data objects with keys of text."""
    spec = vim.HostPortGroupSpec(name="x", vlanId=0, vswitchName="s", policy=vim.HostNetworkPolicy())
    return tuple(vim.HostPortGroup(key=name, port=(), spec=spec, computedPolicy=vim.HostNetworkPolicy()) for name in names)


def walk(value: Any, path: str) -> Any:
    """The value at a path, from an object whose property `x` is given."""
    return follow(lambda name: (value if name == "x" else None, "T[]" if isinstance(value, tuple) else "T"), path)[0]


def test_steps() -> None:
    """Names, keys of text and numbers."""
    assert parse('a.b["k"].c[-7]') == ["a", "b", "[k", "c", -7]


@pytest.mark.parametrize("path", ["x y", "x..y", "x[", 'x["', "x[1.5]", "x]", "x[é]", "[" * 5000, "ü", "x[99999999999]"])
def test_no_path(path: str) -> None:
    """What is no path leads nowhere."""
    with pytest.raises(NoSuchPath):
        walk((), path)


@given(st.lists(st.text(), min_size=1, max_size=5, unique=True))
def test_each_element_is_found_by_its_key(names: list[str]) -> None:
    """Any text may be a key."""
    items = groups(*names)
    for item, key in zip(items, keys(items), strict=True):
        assert walk(items, f"x{key}") is item


@given(st.text())
def test_quoted_keys_can_be_read(key: str) -> None:
    """Quotes and backslashes come through."""
    assert parse(f"a[{quoted(key)}]") == ["a", f"[{key}"]


def test_keys_of_numbers() -> None:
    """Devices are named by their keys, negative ones too."""
    devices = tuple(vim.VirtualDevice(key=key) for key in (4000, -1))
    assert keys(devices) == ["[4000]", "[-1]"]
    assert [walk(devices, f"x{key}") for key in keys(devices)] == list(devices)


def test_positions_where_keys_do_not_serve() -> None:
    """Values without keys, or with the same key twice, are named by position."""
    for items in (("a", "b"), groups("k", "k")):
        assert keys(items) == ["[0]", "[1]"]
        assert [walk(items, f"x{key}") for key in keys(items)] == list(items)


@pytest.mark.parametrize("path", ["x[2]", 'x["a"]', "x.name", "y", "", "x[-1]", "x[0].length"])
def test_nowhere(path: str) -> None:
    """Elements and properties that are not there."""
    with pytest.raises(NoSuchPath):
        walk(("a", "b"), path)


def test_unset_property() -> None:
    """What is not set has no page."""
    with pytest.raises(NoSuchPath):
        walk(vim.HostPortGroupSpec(name="n", vlanId=0, vswitchName="s", policy=vim.HostNetworkPolicy()), "x.dynamicType")


@given(st.text(st.sampled_from('ab.["]\\019-'), max_size=20))
def test_any_text(path: str) -> None:
    """Whatever is asked: a value or NoSuchPath."""
    value: DataObject = groups("a")[0]
    try:
        walk((value,), path)
        walk((value,), f"x{path}")
    except NoSuchPath:
        pass
