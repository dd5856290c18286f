"""What a condition holds for, and when a schedule acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.chaos import Match
from fakeesx.chaos.match import equals, ordinal, values_at
from fakeesx.chaos.schedule import Schedule
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference


class Seen:
    """A call of an object."""

    method, user, moid, name = "PowerOnVM_Task", "root", "16", "web1"

    def is_a(self, type: str) -> bool:
        return type in ("VirtualMachine", "ManagedEntity")

    def property(self, path: str) -> Iterable[Any]:
        return values_at({"runtime": vim.VirtualMachineRuntimeInfo(powerState="poweredOff", numMksConnections=0)}, path)

    def argument(self, path: str) -> Iterable[Any]:
        return values_at({
            "names": ("a", "b"), "flag": True, "count": 1, "path": "[datastore1] a/b.vmdk",
            "spec": vim.OptionValue(key="k", value="v"),
        }, path)


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True), ({"method": "PowerOn*"}, True), ({"method": "poweron*"}, False), ({"type": "ManagedEntity"}, True),
        ({"type": "Folder"}, False), ({"name": "web?"}, True), ({"name": "web"}, False), ({"moid": "16"}, True),
        ({"user": "root"}, True), ({"user": "guest"}, False), ({"property": {"runtime.powerState": "powered*"}}, True),
        ({"property": {"runtime.powerState": "poweredOn"}}, False), ({"property": {"runtime.numMksConnections": 0}}, True),
        ({"property": {"runtime.numMksConnections": False}}, False), ({"property": {"runtime.host": None}}, True),
        ({"property": {"runtime.powerState": None}}, False), ({"property": {"no.such": "x"}}, False),
        ({"argument": {"names": "b"}}, True), ({"argument": {"flag": True}}, True), ({"argument": {"flag": 1}}, False),
        ({"argument": {"count": 1.0}}, True), ({"argument": {"count": True}}, False),
        ({"argument": {"spec.value": "v"}}, True),
        ({"argument": {"path": "[datastore1] a/*"}}, True), ({"argument": {"path": "[a-z] a/*"}}, False),
        ({"name": "web[1]"}, False), ({"argument": {"spec.value": "v"}, "method": "Login"}, False),
        ({"request": "* /*"}, False),
    ],
)
def test_conditions(conditions: dict[str, Any], holds: bool) -> None:
    """All of them hold together; globs tell letters' case, and brackets in them are brackets."""
    assert Match(**conditions).fits(Seen()) is holds


def test_values_within_values() -> None:
    """Arrays are gone through, what is not there is nothing, a reference is one value."""
    ref = ManagedObjectReference("Folder", "a")
    assert values_at({"a": Array("ArrayOfString", ["x", "y"])}, "a") == ["x", "y"]
    assert values_at({"a": ref}, "a") == [ref]
    assert values_at({"a": ref}, "a.value.b") == []
    assert values_at({}, "a.b") == []
    assert equals(ref, "a")
    assert equals(vim.VirtualMachinePowerState.poweredOn, "powered?n")


def test_ordinals() -> None:
    """English ones."""
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]


def _hits(count: int, seed: str = "s", id: str = "r", **counting: Any) -> list[int]:
    """The numbers of the calls that a schedule acts on."""
    schedule = Schedule(Match(**counting), seed, id)
    found = []
    for number in range(1, count + 1):
        if schedule.due():
            schedule.hit()
            found.append(number)
    assert schedule.hits == len(found)
    return found


@pytest.mark.parametrize(
    ("counting", "hits"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]), ({"nth": 3}, [3]), ({"after": 4}, [5, 6, 7]), ({"times": 2}, [1, 2]),
        ({"every": 3}, [3, 6]),
        ({"every": 2, "after": 1}, [3, 5, 7]), ({"every": 2, "times": 2}, [2, 4]), ({"nth": 3, "after": 3}, []),
        ({"probability": 0}, []), ({"probability": 1}, [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_counting(counting: dict[str, Any], hits: list[int]) -> None:
    """Which of seven calls are hit."""
    assert _hits(7, **counting) == hits


@given(st.text(max_size=5), st.text(min_size=1, max_size=5), st.floats(0, 1), st.integers(1, 30))
def test_the_same_seed_gives_the_same_schedule(seed: str, id: str, probability: float, count: int) -> None:
    """What is drawn for a call depends on seed, id and the call's number alone, not on the other conditions."""
    hits = _hits(count, seed, id, probability=probability)
    assert _hits(count, seed, id, probability=probability) == hits
    assert _hits(count, seed, id, probability=probability, after=3) == [n for n in hits if n > 3]
    assert _hits(count, seed, id, probability=probability, times=2) == hits[:2]


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_schedule_goes_back(first: int, more: int) -> None:
    """To where it was captured: the same follows again."""
    schedule = Schedule(Match(probability=0.5), "s", "r")
    for _ in range(first):
        schedule.due()
    captured = schedule.capture()
    after = [schedule.due() for _ in range(more)]
    schedule.restore(captured)
    assert [schedule.due() for _ in range(more)] == after


def test_ids_have_streams_of_their_own() -> None:
    """Two rules do not act in step."""
    assert _hits(64, id="a", probability=0.5) != _hits(64, id="b", probability=0.5)
    assert _hits(64, seed="a", probability=0.5) != _hits(64, seed="b", probability=0.5)
