"""The inventory: nodes that never change, one door, transactions that are all or nothing, observers that are told once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx.inventory import Change, Inventory, Kind
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference


class Undo(Exception):
    """Raised to leave a transaction."""


def folder(name: str) -> ManagedObjectReference:
    return ManagedObjectReference("Folder", name)


ONE, TWO = folder("one"), folder("two")


@pytest.fixture
def inventory() -> Inventory:
    """One folder."""
    inventory = Inventory(vim.TYPES.model)
    inventory.add(ONE, {"name": "a", "childType": ("VirtualMachine",)})
    return inventory


@pytest.fixture
def told(inventory: Inventory) -> list[list[Change]]:
    """What an observer is told, call by call."""
    told: list[list[Change]] = []
    inventory.subscribe(told.append)
    return told


def brief(changes: list[Change]) -> list[tuple[str, str, set[str]]]:
    return [(change.kind.value, change.ref.value, set(change.names)) for change in changes]


def test_reading(inventory: Inventory) -> None:
    """Arrays as tuples, unset properties as None, arrays that were not given as empty ones."""
    assert inventory.get(ONE, "name") == "a"
    assert inventory.get(ONE, "childType") == ("VirtualMachine",)
    assert inventory.get(ONE, "parent") is None
    assert inventory.get(ONE, "childEntity") == ()
    assert inventory.node(ONE).values["childType"] == Array("ArrayOfString", ["VirtualMachine"])
    assert (ONE in inventory, TWO in inventory, len(inventory)) == (True, False, 1)


@pytest.mark.parametrize("act", [
    lambda inventory: inventory.get(TWO, "name"), lambda inventory: inventory.node(TWO),
    lambda inventory: inventory.update(TWO, name="x"), lambda inventory: inventory.remove(TWO),
    lambda inventory: inventory.update(ONE, nonsense=1), lambda inventory: inventory.add(TWO, {"nonsense": 1}),
])  # fmt: skip
def test_what_is_not_there(inventory: Inventory, act: Any) -> None:
    """KeyError for objects and properties, and nothing has changed."""
    before = inventory.node(ONE)
    with pytest.raises(KeyError):
        act(inventory)
    assert inventory.node(ONE) is before
    assert len(inventory) == 1


def test_a_moid_is_taken_once(inventory: Inventory) -> None:
    """ValueError, whatever the type."""
    for ref in (ONE, ManagedObjectReference("HostSystem", "one")):
        with pytest.raises(ValueError, match="exists already"):
            inventory.add(ref, {})


def test_nodes_do_not_change(inventory: Inventory) -> None:
    """An update puts another node in place; who holds the old one has the old state."""
    old = inventory.node(ONE)
    new = inventory.update(ONE, name="b")
    assert (old.get("name"), new.get("name"), inventory.node(ONE)) == ("a", "b", new)
    assert new.values["childType"] is old.values["childType"]
    with pytest.raises(TypeError):
        new.values["name"] = "c"  # type: ignore[index]


def test_unsetting(inventory: Inventory) -> None:
    """None takes a property away; also one that was not set."""
    inventory.update(ONE, name=None, parent=None)
    assert "name" not in inventory.node(ONE).values
    assert inventory.get(ONE, "parent") is None


def test_private_state(inventory: Inventory) -> None:
    """It stays until it is replaced, and is no property."""
    inventory.update(ONE, private="secret")
    inventory.update(ONE, name="b")
    assert inventory.node(ONE).private == "secret"
    inventory.update(ONE, private=None)
    assert inventory.node(ONE).private is None


def test_by_type(inventory: Inventory) -> None:
    """Objects of exactly one type, oldest first, as they come and go."""
    inventory.add(TWO, {})
    inventory.add(ManagedObjectReference("HostSystem", "h"), {})
    assert [node.ref for node in inventory.of_type("Folder")] == [ONE, TWO]
    assert (inventory.count("Folder"), inventory.count("ManagedEntity")) == (2, 0)
    inventory.remove(ONE)
    assert [node.ref for node in inventory.of_type("Folder")] == [TWO]
    assert [node.ref.value for node in inventory.nodes()] == ["two", "h"]


def test_removing_while_looking(inventory: Inventory) -> None:
    """A walk over the objects bears their removal."""
    inventory.add(TWO, {})
    for node in inventory.of_type("Folder"):
        inventory.remove(node.ref)
    assert len(inventory) == 0


def test_observers(inventory: Inventory, told: list[list[Change]]) -> None:
    """Enter, modify, leave, with the nodes before and after and the names of what differs."""
    inventory.add(TWO, {"name": "b"})
    inventory.update(TWO, name="c", overallStatus=vim.ManagedEntityStatus.green)
    inventory.remove(TWO)
    assert [brief(changes)[0][:2] for changes in told] == [("enter", "two"), ("modify", "two"), ("leave", "two")]
    enter, modify, leave = (changes[0] for changes in told)
    assert enter.before is None
    assert modify.names == {"name", "overallStatus"}
    assert (modify.before, leave.after) == (enter.after, None)
    assert leave.before is modify.after


def test_the_same_value_is_no_change(inventory: Inventory, told: list[list[Change]]) -> None:
    """Nobody is told; a data object counts as new when it is another object."""
    inventory.update(ONE, name="a", childType=("VirtualMachine",), parent=None)
    assert told == []
    info = vim.TaskInfo(key="x", task=ONE, descriptionId="", state=vim.TaskInfoState.running, cancelled=False,
                        cancelable=False, reason=vim.TaskReasonSystem(), queueTime=None, eventChainId=1)
    task = ManagedObjectReference("Task", "t")
    inventory.add(task, {"info": info})
    inventory.update(task, info=info)
    assert len(told) == 1
    inventory.update(task, info=info.replace(key="x"))
    assert len(told) == 2


def test_private_changes_are_told_to_nobody(inventory: Inventory, told: list[list[Change]]) -> None:
    """They concern no property."""
    inventory.update(ONE, private=1)
    assert told == []


def test_a_transaction_is_told_once(inventory: Inventory, told: list[list[Change]]) -> None:
    """At its end, once for each object, from its first state to its last."""
    with inventory.transaction():
        inventory.update(ONE, name="b")
        inventory.add(TWO, {"name": "x"})
        inventory.update(ONE, name="c", parent=TWO)
        assert told == []
        assert inventory.get(ONE, "name") == "c"
    (changes,) = told
    assert [(change.kind, change.ref) for change in changes] == [(Kind.MODIFY, ONE), (Kind.ENTER, TWO)]
    assert changes[0].names == {"name", "parent"}


def test_what_comes_to_nothing(inventory: Inventory, told: list[list[Change]]) -> None:
    """There and back, added and removed: not told."""
    with inventory.transaction():
        inventory.update(ONE, name="b")
        inventory.update(ONE, name="a")
        inventory.add(TWO, {})
        inventory.remove(TWO)
    assert told == []


def test_removed_and_added_again(inventory: Inventory, told: list[list[Change]]) -> None:
    """A modified object, with all that differs."""
    with inventory.transaction():
        inventory.remove(ONE)
        inventory.add(ONE, {"name": "b"})
    assert brief(told[0]) == [("modify", "one", {"name", "childType"})]


def test_a_transaction_that_fails(inventory: Inventory, told: list[list[Change]]) -> None:
    """Leaves no trace: objects, order, types, private state; the exception goes on."""
    inventory.add(TWO, {}, private=1)
    told.clear()
    before = list(inventory.nodes())

    def work() -> None:
        with inventory.transaction():
            inventory.update(ONE, name="b", private="p")
            inventory.add(folder("three"), {})
            inventory.remove(TWO)
            raise Undo

    with pytest.raises(Undo):
        work()
    assert {node.ref: node for node in before} == {node.ref: node for node in inventory.nodes()}
    assert inventory.count("Folder") == 2
    assert told == []


def test_an_inner_one_that_fails(inventory: Inventory, told: list[list[Change]]) -> None:
    """Undoes its own changes only."""
    with inventory.transaction():
        inventory.update(ONE, name="outer")
        with suppress(Undo), inventory.transaction():
            inventory.update(ONE, name="inner", parent=TWO)
            inventory.add(TWO, {})
            raise Undo
        assert inventory.get(ONE, "name") == "outer"
        assert TWO not in inventory
    assert [brief(changes) for changes in told] == [[("modify", "one", {"name"})]]


def test_an_outer_one_that_fails(inventory: Inventory, told: list[list[Change]]) -> None:
    """Undoes what inner ones did."""
    with suppress(Undo), inventory.transaction():
        with inventory.transaction():
            inventory.update(ONE, name="inner")
        raise Undo
    assert (inventory.get(ONE, "name"), told) == ("a", [])


def test_observers_may_change_things(inventory: Inventory, told: list[list[Change]]) -> None:
    """What an observer does is another transaction; who is told last hears of the first change when others know of both."""
    order: list[str] = []

    def follow(changes: list[Change]) -> None:
        if any(change.ref == ONE and "name" in change.names for change in changes):
            inventory.add(TWO, {})

    inventory.subscribe(lambda changes: order.append(f"last {len(changes)} {TWO in inventory}"), last=True)
    inventory.subscribe(follow)
    inventory.update(ONE, name="b")
    assert [brief(changes)[0][1] for changes in told] == ["one", "two"]
    assert order == ["last 1 True", "last 1 True"]


def test_no_more_observing(inventory: Inventory) -> None:
    """What subscribing gave back ends it, for both kinds."""
    told: list[Any] = []
    ends = [inventory.subscribe(told.append), inventory.subscribe(told.append, last=True)]
    for end in ends:
        end()
    inventory.update(ONE, name="b")
    assert told == []


def test_snapshots(inventory: Inventory, told: list[list[Change]]) -> None:
    """Going back tells of every difference and of nothing else."""
    inventory.add(TWO, {"name": "two"})
    snapshot = inventory.snapshot()
    kept = inventory.node(ONE)
    inventory.update(TWO, name="changed")
    inventory.add(folder("three"), {})
    inventory.remove(TWO)
    told.clear()
    inventory.restore(snapshot)
    assert inventory.node(ONE) is kept
    assert sorted(brief(told[0])) == [("enter", "two", set(inventory.node(TWO).values)), ("leave", "three", set())]
    inventory.restore(snapshot)
    assert len(told) == 1


NAMES = st.sampled_from(["a", "b", "c"])
STEPS = st.recursive(
    st.tuples(st.sampled_from(["add", "update", "remove"]), st.sampled_from(["one", "two", "three"]), NAMES),
    lambda steps: st.tuples(st.sampled_from(["commit", "fail"]), st.lists(steps, max_size=4), st.none()), max_leaves=12,
)


def carry_out(inventory: Inventory, model: dict[str, str], step: Any) -> None:
    kind, what, name = step
    if kind in ("commit", "fail"):
        before = dict(model)
        with suppress(Undo), inventory.transaction():
            for each in what:
                carry_out(inventory, model, each)
            if kind == "fail":
                raise Undo
        if kind == "fail":
            model.clear()
            model.update(before)
        return
    try:
        if kind == "add":
            inventory.add(folder(what), {"name": name})
        elif kind == "update":
            inventory.update(folder(what), name=name)
        else:
            inventory.remove(folder(what))
    except (KeyError, ValueError):
        assert (what in model) == (kind == "add")
        return
    if kind == "remove":
        del model[what]
    else:
        model[what] = name


@settings(max_examples=200)
@given(st.lists(STEPS, max_size=8))
def test_against_a_dictionary(steps: list[Any]) -> None:
    """Random changes in random transactions: the inventory is what the model says, and so is the picture of an observer."""
    inventory = Inventory(vim.TYPES.model)
    model: dict[str, str] = {}
    picture: dict[str, str] = {}

    def observe(changes: list[Change]) -> None:
        assert len({change.ref for change in changes}) == len(changes) > 0
        for change in changes:
            moid = change.ref.value
            if change.kind is Kind.LEAVE:
                assert change.before is not None
                assert picture.pop(moid) == change.before.get("name")
            else:
                assert (moid in picture) == (change.kind is Kind.MODIFY)
                assert change.after is inventory.find(moid)
                picture[moid] = change.after.get("name")  # type: ignore[union-attr]

    inventory.subscribe(observe)
    for step in steps:
        carry_out(inventory, model, step)
        assert {node.ref.value: node.get("name") for node in inventory.nodes()} == model == picture
        assert {node.ref.value for node in inventory.of_type("Folder")} == set(model)
        assert inventory.count("Folder") == len(inventory) == len(model)
