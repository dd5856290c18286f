"""Records of changes add up to the objects that were."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from exactly import exactly
from growing import Growing
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.state.changes import Rules, Stored, apply, changed, entered
from fakeesx.state.codec import Reader, Registry, Writer, form
from fakeesx.state.errors import Corrupt, UnknownFormat

REGISTRY = Registry([form(Growing, difference=Growing.difference, join=Growing.join)])
RULES = Rules(
    REGISTRY, transient=frozenset({"Task"}), forgotten=frozenset({"recentTask"}),
    forgotten_of={"Folder": frozenset({"tag"})},
)
FOLDER = ManagedObjectReference("Folder", "f")


def refs(numbers: list[int]) -> Array:
    """A list of references."""
    return Array("ArrayOfManagedObjectReference", [ManagedObjectReference("VirtualMachine", str(n)) for n in numbers])


LISTS = st.lists(st.integers(0, 60), max_size=60, unique=True).map(sorted).map(refs)
VALUES = st.fixed_dictionaries({}, optional={
    "name": st.sampled_from(["a", "b"]), "childEntity": LISTS,
    "recentTask": LISTS, "tag": st.just(Array("ArrayOfTag", ())),
    "effectiveRole": st.lists(st.integers(0, 3), max_size=30).map(lambda items: Array("ArrayOfInt", items)),
})  # fmt: skip
NODES = st.none() | st.builds(
    lambda values, private, owner: Node(FOLDER, MappingProxyType(values), private, owner),
    VALUES, st.none() | st.integers(0, 40).map(Growing), st.sampled_from([None, None, "session"]),
)  # fmt: skip


def kept(node: Node | None) -> Stored | None:
    """What is kept of an object."""
    return None if node is None or not RULES.keeps(node) else Stored(FOLDER, RULES.properties(node), node.private)


@given(st.lists(NODES, min_size=1, max_size=6))
def test_changes_add_up(nodes: list[Node | None]) -> None:
    """An object that comes, changes, goes: what the records give is what it is at last, whatever came between."""
    objects: dict[str, Stored] = {}
    before: Node | None = None
    for node in nodes:
        writer = Writer(REGISTRY)
        record = changed(writer, RULES, "f", before, node)
        reader = Reader(vim.TYPES, REGISTRY)
        if record is not None:
            apply(objects, reader, REGISTRY, reader.body(writer.text(record)))
        expected = kept(node)
        assert (objects.get("f") is None) == (expected is None)
        if expected is not None:
            found = objects["f"]
            assert exactly(dict(sorted(found.values.items())), dict(sorted(expected.values.items())))
            assert exactly(found.private, expected.private)
        before = node


def test_nothing_kept_is_nothing_written() -> None:
    """A change of what is not kept has no record."""
    one = Node(FOLDER, {"name": "a", "recentTask": refs([1]), "tag": Array("ArrayOfTag", ())})
    two = Node(FOLDER, {"name": "a", "recentTask": refs([1, 2])})
    task = Node(ManagedObjectReference("Task", "t"), {})
    assert changed(Writer(REGISTRY), RULES, "f", one, two) is None
    assert changed(Writer(REGISTRY), RULES, "t", None, task) is None
    assert changed(Writer(REGISTRY), RULES, "t", task, None) is None


def test_long_lists_are_written_as_what_differs() -> None:
    """One more machine among thousands costs a few bytes; so does one less."""
    many = list(range(5000))
    for other in ([*many, 5000], many[1:], [*many[:2500], *many[2501:]], [-1, *many]):
        writer = Writer(REGISTRY)
        one, two = Node(FOLDER, {"childEntity": refs(many)}), Node(FOLDER, {"childEntity": refs(other)})
        text = writer.text(changed(writer, RULES, "f", one, two))
        assert len(text) < 200
        objects = {"f": Stored(FOLDER, dict(one.values), None)}
        reader = Reader(vim.TYPES, REGISTRY)
        apply(objects, reader, REGISTRY, reader.body(text))
        assert objects["f"].values == two.values


def test_growing_private_values() -> None:
    """Only what is new is written of a value that grows."""
    writer = Writer(REGISTRY)
    one, two = Node(FOLDER, {}, Growing(10_000)), Node(FOLDER, {}, Growing(10_001))
    assert len(writer.text(changed(writer, RULES, "f", one, two))) < 200


WRONG: list[Any] = [
    None, [], ["?"], ["-", "nobody"], ["+", "Folder"], ["~", "f", {}, {"name": [0, 0]}, []], ["~", "nobody", {}, {}, []],
    ["~", "f", {}, {}, ["childEntity"]], ["~", "f", {}, {}, [], "Growing", 1, 2, 3], ["~", "f", 7, {}, []],
    ["~", "f", {}, {}, [], "Nobody", 1],
]


@pytest.mark.parametrize("record", WRONG, ids=str)
def test_records_that_do_not_fit(record: Any) -> None:
    """Are refused."""
    writer = Writer(REGISTRY)
    objects = {"f": Stored(FOLDER, {"name": "x"}, None)}
    reader = Reader(vim.TYPES, REGISTRY)
    body = reader.body(writer.text(record))
    with pytest.raises((Corrupt, UnknownFormat)):
        apply(objects, reader, REGISTRY, body)


def test_whole_object() -> None:
    """An image's record."""
    writer, reader = Writer(REGISTRY), Reader(vim.TYPES, REGISTRY)
    node = Node(FOLDER, {"name": "x", "recentTask": refs([1])}, Growing(3))
    objects: dict[str, Stored] = {}
    apply(objects, reader, REGISTRY, reader.body(writer.text(entered(writer, RULES, node))))
    assert objects == {"f": Stored(FOLDER, {"name": "x"}, Growing(3))}
