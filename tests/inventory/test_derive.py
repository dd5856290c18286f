"""Inventory.derive: changes that follow from changes, in the same transaction."""

from __future__ import annotations

import pytest

from fakeesx.inventory import Change, Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

ONE = ManagedObjectReference("Folder", "one")
COPY = ManagedObjectReference("Folder", "copy")


@pytest.fixture
def inventory() -> Inventory:
    """Two folders; the second copies the first one's name."""
    inventory = Inventory(vim.TYPES.model)
    inventory.add(ONE, {"name": "a"})
    inventory.add(COPY, {"name": "a"})

    def copy(changes: list[Change]) -> None:
        for change in changes:
            if change.ref == ONE and "name" in change.names and change.after is not None:
                inventory.update(COPY, name=change.after.get("name"))

    inventory.derive(copy)
    return inventory


def test_observers_hear_of_both_changes_at_once(inventory: Inventory) -> None:
    """With an open transaction and without, and only at the end of the outermost one."""
    heard: list[set[str]] = []
    inventory.subscribe(lambda changes: heard.append({change.ref.value for change in changes}))
    inventory.update(ONE, name="b")
    with inventory.transaction():
        with inventory.transaction():
            inventory.update(ONE, name="c")
        assert inventory.get(COPY, "name") == "b"
        inventory.update(ONE, name="d")
    assert inventory.get(COPY, "name") == "d"
    assert heard == [{"one", "copy"}, {"one", "copy"}]


def test_what_concerns_no_deriver_is_told_as_it_is(inventory: Inventory) -> None:
    """The copy is left alone."""
    heard: list[list[Change]] = []
    inventory.subscribe(heard.append)
    before = inventory.find("copy")
    inventory.update(ONE, overallStatus=vim.ManagedEntityStatus.red)
    assert inventory.find("copy") is before
    assert [[change.ref for change in changes] for changes in heard] == [[ONE]]


def test_a_deriver_that_fails_undoes_the_transaction(inventory: Inventory) -> None:
    """No observer hears of it, and the next change works."""
    heard: list[list[Change]] = []
    inventory.subscribe(heard.append)

    def fail(changes: list[Change]) -> None:
        raise ZeroDivisionError

    stop = inventory.derive(fail)
    with pytest.raises(ZeroDivisionError):
        inventory.update(ONE, name="b")
    assert (inventory.get(ONE, "name"), inventory.get(COPY, "name")) == ("a", "a")
    assert heard == []
    stop()
    inventory.update(ONE, name="c")
    assert inventory.get(COPY, "name") == "c"


def test_a_change_that_is_taken_back_derives_nothing(inventory: Inventory) -> None:
    """In the end nothing has changed."""
    before = inventory.find("copy")
    with inventory.transaction():
        inventory.update(ONE, name="b")
        inventory.update(ONE, name="a")
    assert inventory.find("copy") is before
