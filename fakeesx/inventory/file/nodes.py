"""YAML text as a tree of nodes that know their places.

Scalars are those of YAML 1.2's core schema, so ``on``, ``no`` and ``12:30:00`` are text; tags and merge keys are refused.
Aliases are taken as long as what they stand for stays small. Nothing here recurses, and size and depth are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from fakeesx.inventory.file.errors import InventoryError, Place, Problem

LARGEST_BYTES = 16 << 20
DEEPEST = 32
MOST_NODES = 1_000_000
"""Nodes of a file, those that aliases repeat counted each time."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_START = Place(1, 1)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}


@dataclass(slots=True)
class Scalar:
    """A value without parts: text, a number, true or false, or ``None``; ``raw`` is how it was written."""

    place: Place
    value: str | int | float | bool | None
    raw: str


@dataclass(slots=True)
class Sequence:
    """A list. ``weight``: how many nodes it is; ``depth``: how many levels."""

    place: Place
    items: list[Node] = field(default_factory=list)
    weight: int = 1
    depth: int = 1


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in order; a key may be there twice."""

    place: Place
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    weight: int = 1
    depth: int = 1
    key: Node | None = None


Node: TypeAlias = Scalar | Sequence | Mapping


def parse(text: str | bytes, file: str) -> Node | None:
    """The tree of a text, ``None`` for one without a document. Raises ``InventoryError`` with one problem."""
    text = _decoded(text, file)
    loader = None
    try:
        loader = _LOADER(text)
        return _Builder(file).build(loader)
    except yaml.reader.ReaderError as error:
        start = max(0, int(error.position))
        raise _error(file, _place_of(text, start), "this character can't be in a YAML file") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark) if mark is not None else _START
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise _error(file, place, f"no YAML: {said}") from None
    finally:
        if loader is not None:
            loader.dispose()


class _Builder:
    """Puts parser events together."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._stack: list[Sequence | Mapping] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: list[tuple[str, Sequence | Mapping]] = []
        self._total = 0
        self._root: Node | None = None

    def build(self, loader: Any) -> Node | None:
        documents = 0
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _error(self._file, _place(event.start_mark), "a second document; an inventory file has one")
            elif isinstance(event, yaml.ScalarEvent):
                self._check_tag(event)
                self._add(self._scalar(event), event.anchor, 1)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
        return self._root

    def _begin(self, event: Any) -> None:
        self._check_tag(event)
        place = _place(event.start_mark)
        if len(self._stack) >= DEEPEST:
            raise _error(self._file, place, f"nested deeper than {DEEPEST} levels")
        node: Sequence | Mapping = Sequence(place) if isinstance(event, yaml.SequenceStartEvent) else Mapping(place)
        self._count(place, 1)
        if event.anchor:
            self._anchors.pop(event.anchor, None)
            self._open.append((event.anchor, node))
        self._stack.append(node)

    def _end(self) -> None:
        node = self._stack.pop()
        if self._open and self._open[-1][1] is node:
            self._anchors[self._open.pop()[0]] = (node, node.weight)
        self._attach(node, node.weight)

    def _alias(self, event: Any) -> None:
        place = _place(event.start_mark)
        known = self._anchors.get(event.anchor)
        if known is None:
            raise _error(self._file, place, f"the alias *{event.anchor} has no anchor before it")
        node, weight = known
        if getattr(node, "depth", 0) + len(self._stack) > DEEPEST:
            raise _error(self._file, place, f"nested deeper than {DEEPEST} levels")
        self._count(place, weight)
        self._attach(node, weight)

    def _add(self, node: Scalar, anchor: str | None, weight: int) -> None:
        self._count(node.place, weight)
        if anchor:
            self._anchors[anchor] = (node, weight)
        self._attach(node, weight)

    def _attach(self, node: Node, weight: int) -> None:
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.weight += weight
        parent.depth = max(parent.depth, getattr(node, "depth", 0) + 1)
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            parent.pairs.append((parent.key, node))
            parent.key = None

    def _count(self, place: Place, weight: int) -> None:
        self._total += weight
        if self._total > MOST_NODES:
            raise _error(self._file, place, f"more than {MOST_NODES} values, those of aliases counted")

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None:
            raise _error(self._file, _place(event.start_mark), f"the tag {event.tag!r}: tags are not taken here")

    def _scalar(self, event: Any) -> Scalar:
        raw: str = event.value
        return Scalar(_place(event.start_mark), resolved(raw) if event.style is None or event.style == "" else raw, raw)


def resolved(raw: str) -> str | int | float | bool | None:
    """What a plain scalar is in YAML 1.2's core schema (without octal and hexadecimal numbers)."""
    if raw in _CONSTANTS:
        return _CONSTANTS[raw]
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _FLOAT.fullmatch(raw) and len(raw) <= 40 and ("." in raw or "e" in raw.lower()):
        return float(raw)
    return raw


def _decoded(text: str | bytes, file: str) -> str:
    size = len(text)
    if size > LARGEST_BYTES:
        raise _error(file, _START, f"larger than {LARGEST_BYTES >> 20} MiB")
    if isinstance(text, bytes):
        try:
            return text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = text[: error.start].decode("utf-8", "replace")
            raise _error(file, _place_of(before, len(before)), "this is no UTF-8") from None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _error(file, _place_of(text, error.start), "this character can't be in a YAML file") from None
    return text.removeprefix("\ufeff")


def _place_of(text: str, index: int) -> Place:
    before = text[:index]
    return Place(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _error(file: str, place: Place, text: str) -> InventoryError:
    return InventoryError(file, [Problem(place, "", text)])
