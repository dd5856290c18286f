"""The table of methods says what is so, and the page in the documentation says the same."""

from __future__ import annotations

import inspect
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import Client, Faulted
from strategies import Values

from fakeesx.host import registry
from fakeesx.host.coverage import ABSENT, STATUSES, coverage, page
from fakeesx.inventory.profile import NAMES, load_profile
from fakeesx.schema.model import CURRENT, Method, load
from fakeesx.schema.values import ManagedObjectReference

MODEL = load(CURRENT)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "methods.md"
CALLABLE = sorted(name for name in ABSENT if any(MODEL.managed[name].methods))


def inherited(type_: str | None) -> Iterator[Method]:
    """The methods of a managed type, inherited ones too."""
    while type_ is not None:
        yield from MODEL.managed[type_].methods
        type_ = MODEL.managed[type_].base


def test_every_method_once() -> None:
    """All methods of the API, each with one of three statuses."""
    rows = coverage()
    assert sorted(row.method for row in rows) == sorted(MODEL.methods)
    assert {row.status for row in rows} <= set(STATUSES)


@pytest.mark.parametrize("type_", sorted(MODEL.managed))
def test_simulated_methods_take_what_the_schema_names(type_: str) -> None:
    """The vim25 parameters by name and in order, mandatory ones first, optional ones with a default; a task for a task."""
    for method in inherited(type_):
        function = registry.class_of(type_).declared(method.name)
        if function is None:
            continue
        self, call, *parameters = inspect.signature(function).parameters.values()
        assert (self.name, call.name) == ("self", "call")
        expected = sorted(method.params, key=lambda prop: prop.optional)
        assert [p.name for p in parameters] == [prop.name for prop in expected], method.name
        assert [p.default is not p.empty for p in parameters] == [prop.optional for prop in expected], method.name
        assert (function.__vim_kind__ == "task") == method.is_task, method.name


def test_refusals_are_faults() -> None:
    """What a method is refused with is a fault of the API."""
    for row in coverage():
        assert (row.status == "refused") == bool(row.fault)
        assert not row.fault or MODEL.data[row.fault].fault


@pytest.mark.parametrize("type_", sorted(registry.classes()))
def test_refused_methods_are_methods(type_: str) -> None:
    """A class refuses what its type or a derived type has; internal methods, which a real VM names too, have no owner."""
    derived = [name for name in MODEL.managed if MODEL.managed_is_a(name, type_)]
    owned = {method.name for name in derived for method in inherited(name)}
    assert set(registry.classes()[type_].refused) & set(MODEL.methods) <= owned


@pytest.mark.parametrize("profile", NAMES)
def test_absent_types_have_no_object(profile: str) -> None:
    """No host has one, and no class simulates one."""
    assert set(MODEL.managed) >= ABSENT
    assert not ABSENT & {ref.type for ref in load_profile(profile).objects}
    assert not ABSENT & set(registry.classes())


@pytest.mark.parametrize("type_", CALLABLE)
def test_call_to_an_absent_type(root: Client, type_: str) -> None:
    """Each of its methods is answered with ManagedObjectNotFound and the reference that was made up."""
    made_up, values = ManagedObjectReference(type_, "made-up-1"), Values(random.Random(0), fill=0)
    for method in MODEL.managed[type_].methods:
        arguments = {prop.name: values._property(prop, 0) for prop in method.params if not prop.optional}
        with pytest.raises(Faulted, match="ManagedObjectNotFound") as raised:
            root.call(made_up, method.name, **arguments)
        assert raised.value.fault.obj == made_up


def test_page_is_up_to_date() -> None:
    """``python -m fakeesx.host.coverage > docs/reference/methods.md`` has nothing to change."""
    assert PAGE.read_text("utf-8") == page(coverage())
