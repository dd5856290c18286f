"""What is written is read again, exactly; and reading makes nothing but values."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from exactly import exactly
from hypothesis import given
from hypothesis import strategies as st
from strategies import Values, every_type, instances

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.state.codec import Form, Reader, Registry, Writer, form
from fakeesx.state.errors import Corrupt, StateError, UnknownFormat


@dataclass(frozen=True)
class Thing:
    """A private class."""

    name: str
    parts: Any = ()
    later: int = 7


@dataclass(frozen=True)
class Mark:
    """Another."""

    text: str


REGISTRY = Registry([form(Thing), Form(Mark, "mark", lambda m: {"t": m.text}, lambda p: Mark(p["t"]))])


def again(value: Any) -> Any:
    """A value after its way through a text."""
    writer = Writer(REGISTRY)
    text = writer.text(writer.dump(value))
    reader = Reader(vim.TYPES, REGISTRY)
    return reader.load(reader.body(text))


@pytest.mark.parametrize("fill", [0.0, 0.4, 1.0])
def test_every_type(fill: float) -> None:
    """With no, some and all optional properties."""
    for value in every_type(fill):
        assert exactly(again(value), value), value


@given(instances())
def test_any_instance(value: Any) -> None:
    """Values that Hypothesis makes."""
    assert exactly(again(value), value)


@given(st.randoms(use_true_random=False))
def test_anything(random: Any) -> None:
    """What an xsd:anyType holds: scalars of exact types, references, enumerations, arrays."""
    value = Values(random).any()
    assert exactly(again(value), value)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary() | st.datetimes()
    | st.datetimes(timezones=st.just(UTC)) | st.builds(ManagedObjectReference, st.text(), st.text())
    | st.frozensets(st.text()),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner).map(MappingProxyType)
    | st.builds(Thing, st.text(), inner, st.integers()) | st.builds(Mark, st.text()),
    max_leaves=12,
)  # fmt: skip


@given(PLAIN)
def test_private_values(value: Any) -> None:
    """Whatever private state is made of, also text that is no Unicode and numbers that are none."""
    assert exactly(again(value), value)


def test_half_a_character() -> None:
    """Half of a surrogate pair, as file names may have."""
    assert again("a\udcff\ud800") == "a\udcff\ud800"


def test_what_is_shared_stays_shared() -> None:
    """A data object that comes again is the same object again; it is written once."""
    one = vim.Description(label="x" * 1000, summary="y")
    pair = again((one, vim.ElementDescription(label="z", summary="", key="k"), one))
    assert pair[0] is pair[2]
    writer = Writer(REGISTRY)
    first = writer.text(writer.dump(one))
    second = writer.text(writer.dump(one))
    assert len(first) > 1000
    assert len(second) < 50
    reader = Reader(vim.TYPES, REGISTRY)
    assert reader.load(reader.body(first)) is reader.load(reader.body(second))


def test_unknown_class() -> None:
    """What has no form is refused when it is written, by its name."""

    class Odd:
        pass

    with pytest.raises(TypeError, match=r"Odd"):
        Writer(REGISTRY).dump(Odd())
    with pytest.raises(TypeError, match="no dataclass"):
        form(Odd)
    with pytest.raises(ValueError, match="twice"):
        Registry([form(Thing), form(Thing)])


def test_a_field_that_came_later() -> None:
    """A text of a version without it gets the default; one of a version with more is refused."""
    reader = Reader(vim.TYPES, REGISTRY)
    body = reader.body(json.dumps([[["private", "Thing", "name"]], [0, "x"]]).encode())
    assert reader.load(body) == Thing("x", (), 7)
    reader = Reader(vim.TYPES, REGISTRY)
    body = reader.body(json.dumps([[["private", "Thing", "name", "colour"]], [0, "x", "red"]]).encode())
    with pytest.raises(Corrupt):
        reader.load(body)


@pytest.mark.parametrize("head", [
    ["private", "Nobody", "x"], ["data", "NoSuchType"], ["enum", "NoSuchEnum", "x"], ["function", "os.system"],
])  # fmt: skip
def test_unknown_heads(head: list[str]) -> None:
    """Of a later version: refused."""
    with pytest.raises(UnknownFormat, match=rf"{head[1]}|{head[0]}"):
        Reader(vim.TYPES, REGISTRY).body(json.dumps([[head], None]).encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-12, 5) | st.floats() | st.sampled_from(
        ["data", "enum", "private", "Thing", "mark", "Description", "label", "array", "ArrayOfInt", "exact", "long", "t"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["t", "label"]), inner, max_size=2),
    max_leaves=10,
)  # fmt: skip


@given(st.lists(JSON, max_size=3), JSON)
def test_hostile_texts(heads: list[Any], body: Any) -> None:
    """Whatever the text, it is a value or a refusal."""
    reader = Reader(vim.TYPES, REGISTRY)
    with suppress(StateError):
        reader.load(reader.body(json.dumps([heads, body]).encode()))


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"[1,2]", b"\xff", b'[[["data"]],1]', b"[" * 100_000])
def test_no_text(text: bytes) -> None:
    """What is no JSON or has no heads."""
    with pytest.raises(Corrupt):
        Reader(vim.TYPES, REGISTRY).body(text)


def test_times_keep_their_zone() -> None:
    """To the microsecond."""
    value = datetime.fromisoformat("2010-11-05T23:33:20.000001-09:30")
    assert again(value).isoformat() == value.isoformat()
