"""Values of classes that are used much are what they were: the written-out constructors change nothing but the time."""

from __future__ import annotations

from typing import Any

import pytest

from fakeesx.schema.model import load
from fakeesx.schema.values import DataObject, Types


@pytest.fixture
def types() -> Types:
    """Classes that nobody has used yet."""
    return Types(load())


def _used(types: Types, name: str) -> type[DataObject]:
    cls = types.data(name)
    general = cls.__init__
    for _ in range(100):
        cls()
    assert cls.__init__ is not general
    return cls


@pytest.mark.parametrize("values", [
    {}, {"name": "a", "task": None}, {"progress": 0}, {"locked": ("x",)}, {"locked": ["x", "y"]}, {"locked": None},
])
def test_the_same_values(types: Types, values: dict[str, Any]) -> None:
    """Equal to, and with the same hash and text as, what the general constructor makes."""
    before = types.data("TaskInfo")(**values)
    after = _used(types, "TaskInfo")(**values)
    assert after == before
    assert hash(after) == hash(before)
    assert repr(after) == repr(before)
    assert type(after) is type(before) is types.data("TaskInfo")


def test_replace(types: Types) -> None:
    """Changed, unset and kept properties; arrays become tuples; the first value stays."""
    cls = _used(types, "VirtualHardware")
    first = cls(numCPU=1, memoryMB=64, device=[1])
    second = first.replace(numCPU=2, device=iter([3, 4]))
    assert (second.numCPU, second.memoryMB, second.device) == (2, 64, (3, 4))
    assert second.replace(memoryMB=None, device=None).device == ()
    assert (first.numCPU, first.device) == (1, (1,))
    assert type(second) is cls


def test_frozen(types: Types) -> None:
    """Neither a new value nor a changed one can be changed in place."""
    cls = _used(types, "OptionValue")
    for value in (cls(key="a"), cls().replace(key="a")):
        with pytest.raises(AttributeError):
            value.key = "b"
        with pytest.raises(AttributeError):
            del value.key
        assert value.key == "a"


@pytest.mark.parametrize("name", ["nothing", "__class__", "_encoded", "replace"])
def test_unknown_properties(types: Types, name: str) -> None:
    """A name that is no property is refused as ever."""
    cls = _used(types, "OptionValue")
    with pytest.raises(TypeError):
        cls(**{name: 1})
    with pytest.raises(TypeError):
        cls().replace(**{name: 1})


def test_subclasses_keep_their_properties(types: Types) -> None:
    """The constructors of a base are not those of a class derived from it, used first or later."""
    base, derived = _used(types, "VirtualDevice"), types.data("VirtualDisk")
    assert derived(key=1, capacityInKB=2).replace(capacityInKB=3).capacityInKB == 3
    assert _used(types, "VirtualDisk")(key=1, capacityInKB=2).replace(key=4).capacityInKB == 2
    assert base(key=1).replace(key=2).key == 2

