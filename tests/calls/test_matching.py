"""What fits an expectation, and what comes near one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.calls.matching import compare, matches, normal
from fakeesx.calls.plain import Reference
from fakeesx.schema.values import ManagedObjectReference

SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab[*?", max_size=4)
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from("abc"), PLAIN, max_size=3)


@pytest.mark.parametrize(
    ("expected", "value", "fits"),
    [
        ({"name": "br10"}, {"name": "br10", "vlanId": 10}, True),
        ({"name": "br10", "vlanId": 11}, {"name": "br10", "vlanId": 10}, False),
        ({"name": "br10"}, {"vlanId": 10}, False),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, True),
        ("br*", "br10", True),
        ("br?", "br10", False),
        ("[datastore1] a/*.vmx", "[datastore1] a/a.vmx", True),
        ("[datastore1] a", "d a", False),
        ("16", Reference("VirtualMachine:16"), True),
        ("VirtualMachine:1?", Reference("VirtualMachine:16"), True),
        ("HostSystem:16", Reference("VirtualMachine:16"), False),
        ("add", ["edit", "add"], True),
        ({"operation": "add"}, [{"operation": "edit"}, {"operation": "add", "x": 1}], True),
        (["add", "edit"], ["edit", "remove", "add"], True),
        (["add"], ["edit"], False),
        (["add"], "add", False),
        ({"gone": None}, {"here": 1}, True),
        ({"here": None}, {"here": 1}, False),
        (True, 1, False),
        (1, True, False),
        (1, 1.0, True),
        ("1", 1, False),
    ],
)  # fmt: skip
def test_matches(expected: Any, value: Any, fits: bool) -> None:
    """Subsets, patterns, references by moid; brackets mean nothing, true is not one."""
    assert matches(expected, value) is fits


@given(MAPPINGS)
def test_a_value_matches_itself(value: dict[str, Any]) -> None:
    """Whatever it is, and then there is nothing to complain of."""
    assert matches(value, value)
    points, most, wrong = compare(value, value)
    assert points == most
    assert wrong == []


@given(MAPPINGS, MAPPINGS)
def test_compare_agrees_with_matches(expected: dict[str, Any], value: dict[str, Any]) -> None:
    """Something differs exactly when it does not match."""
    points, most, wrong = compare(expected, value)
    assert 0 <= points <= most
    assert (wrong == []) is matches(expected, value)


def test_dotted_names() -> None:
    """They are nested mappings, and add up."""
    assert normal({"spec.name": "a", "spec.cpu.shares": 1, "host": ManagedObjectReference("HostSystem", "ha-host")}) == {
        "spec": {"name": "a", "cpu": {"shares": 1}}, "host": "HostSystem:ha-host",
    }
    for deep in ({".".join("a" * 100): 1}, {"a": json.loads("[" * 200 + "]" * 200)}):
        with pytest.raises(ValueError, match="nested too deeply"):
            normal(deep)
    with pytest.raises(ValueError, match="spec"):
        normal({"spec": "x", "spec.name": "a"})
