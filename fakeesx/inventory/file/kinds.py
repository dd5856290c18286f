"""Kinds of values of an inventory file: how each is read, written, described and put into a JSON Schema.

Reading reports what is wrong to a ``Reader`` and goes on, so that a file's problems are told all at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol

from fakeesx.inventory.file import nodes
from fakeesx.inventory.file.errors import Place, Problem

UNITS = {"K": 10, "M": 20, "G": 30, "T": 40}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no reply to a client could hold."""
_SIZE = re.compile(r"([1-9][0-9]{0,14}) ?(?:([KMGT])(?:i?B)?|bytes)")


class Bad:
    """Stands for a value that could not be read."""


BAD = Bad()


class Reader:
    """The problems found so far, and the place of each value by its path."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}

    def report(self, place: Place, path: str, text: str) -> Bad:
        """Note a problem."""
        self.problems.append(Problem(place, path, text))
        return BAD


class Kind(Protocol):
    """A kind of values."""

    @property
    def what(self) -> str:
        """What a value is, as a phrase: ``a name``, ``true or false``."""

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The value of a node, or ``BAD`` after a report."""

    def write(self, value: Any) -> Any:
        """The plain form of a value, which reads as the value."""

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """The JSON Schema of the kind; sections go into ``definitions``."""


@dataclass(frozen=True)
class Text:
    """Text: of a form, if there is a ``pattern``."""

    what: str = "text"
    pattern: str = ""
    least: int = 1
    most: int = 255
    example: str = ""
    printable: bool = False
    """Whether it can't have characters such as a blank of no width."""

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The text."""
        if not isinstance(node, nodes.Scalar) or not isinstance(node.value, str):
            return reader.report(node.place, path, other(node, self._wanted, text=True))
        if not self.least <= len(node.value) <= self.most:
            length = f"{shown(node.value)} has {len(node.value)} characters"
            return reader.report(node.place, path, f"{length}; {self.what} has {self.least} to {self.most}")
        if NO_XML.search(node.value):
            return reader.report(node.place, path, f"{shown(node.value)} has a character that XML can't hold")
        unfit = self.printable and not node.value.isprintable()
        if unfit or (self.pattern and not re.fullmatch(self.pattern, node.value)):
            return reader.report(node.place, path, f"{shown(node.value)} is not {self._wanted}")
        return node.value

    def write(self, value: Any) -> Any:
        """As it is."""
        return value

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """A string."""
        form = {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        return {"type": "string", "minLength": self.least, "maxLength": self.most, **form}

    @property
    def _wanted(self) -> str:
        return f"{self.what}, such as {self.example}" if self.example else self.what


@dataclass(frozen=True)
class Number:
    """A whole number in a range, or one of some."""

    least: int
    most: int
    unit: str = ""
    step: int = 1
    choices: tuple[int, ...] = ()

    @property
    def what(self) -> str:
        """As in a sentence."""
        if self.choices:
            return f"{', '.join(map(str, self.choices[:-1]))} or {self.choices[-1]}{self.unit and f' {self.unit}'}"
        step = f", a multiple of {self.step}" if self.step > 1 else ""
        return f"a whole number from {self.least} to {self.most}{step}{self.unit and f' ({self.unit})'}"

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The number."""
        if not isinstance(node, nodes.Scalar) or isinstance(node.value, bool) or not isinstance(node.value, int):
            return reader.report(node.place, path, other(node, self.what))
        if not self.least <= node.value <= self.most or node.value % self.step or (
            self.choices and node.value not in self.choices
        ):
            return reader.report(node.place, path, f"{node.value} is not {self.what}")
        return node.value

    def write(self, value: Any) -> Any:
        """As it is."""
        return value

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """An integer."""
        if self.choices:
            return {"enum": list(self.choices)}
        step = {"multipleOf": self.step} if self.step > 1 else {}
        return {"type": "integer", "minimum": self.least, "maximum": self.most, **step}


@dataclass(frozen=True)
class Choice:
    """One of some words. ``others``: further plain values that mean one of them."""

    words: tuple[str, ...]
    others: Mapping[Any, str] = field(default_factory=dict)
    listed: str = ""
    """What to say in place of the words when there are many."""

    @property
    def what(self) -> str:
        """The words."""
        return self.listed or (f"{', '.join(self.words[:-1])} or {self.words[-1]}" if len(self.words) > 1 else self.words[0])

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The word."""
        value = node.value if isinstance(node, nodes.Scalar) else BAD
        if isinstance(value, str) and value in self.words:
            return value
        if isinstance(value, bool) and value in self.others:
            return self.others[value]
        if not isinstance(value, str):
            return reader.report(node.place, path, other(node, self.what))
        return reader.report(node.place, path, f"{shown(value)} is not {self.what}{nearest(value, self.words)}")

    def write(self, value: Any) -> Any:
        """As it is."""
        return value

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": [*self.words, *self.others]}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    what: str = "true or false"

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The truth."""
        if not isinstance(node, nodes.Scalar) or not isinstance(node.value, bool):
            return reader.report(node.place, path, other(node, self.what))
        return node.value

    def write(self, value: Any) -> Any:
        """As it is."""
        return value

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Size:
    """An amount of bytes: ``8 GiB``. ``plain``: the bytes that one counts in a number without a unit."""

    least: int
    most: int
    step: int = 1
    plain: int = 0
    example: str = "8 GiB"

    @property
    def what(self) -> str:
        """As in a sentence."""
        bare = f"a number of {amount(self.plain)[2:]}, or " if self.plain else ""
        return f"{bare}a number with a unit (KiB, MiB, GiB, TiB), such as {self.example}"

    def read(self, node: nodes.Node, path: str, reader: Reader) -> Any:
        """The bytes."""
        value = node.value if isinstance(node, nodes.Scalar) else BAD
        if self.plain and isinstance(value, int) and not isinstance(value, bool):
            found = value * self.plain
        else:
            match = _SIZE.fullmatch(value) if isinstance(value, str) else None
            if match is None:
                return reader.report(node.place, path, other(node, self.what))
            found = int(match[1]) << UNITS.get(match[2], 0)
        if not self.least <= found <= self.most:
            return reader.report(
                node.place, path, f"{shown(value)} is not within {amount(self.least)} and {amount(self.most)}",
            )
        if found % self.step:
            return reader.report(node.place, path, f"{shown(value)} is not a multiple of {amount(self.step)}")
        return found

    def write(self, value: Any) -> Any:
        """With the largest unit that fits."""
        return amount(value)

    def schema(self, definitions: dict[str, Any]) -> dict[str, Any]:
        """A string, and where a bare number will do, an integer as well."""
        text = {"type": "string", "pattern": f"^(?:{_SIZE.pattern})$"}
        if not self.plain:
            return text
        number = {"type": "integer", "minimum": -(-self.least // self.plain), "maximum": self.most // self.plain}
        if self.step > self.plain:
            number["multipleOf"] = self.step // self.plain
        return {"anyOf": [number, text]}


def other(node: nodes.Node, wanted: str, *, text: bool = False) -> str:
    """What to say of a node of the wrong type; ``text``: whether it could have been text."""
    if isinstance(node, nodes.Mapping):
        return f"a mapping where there should be {wanted}"
    if isinstance(node, nodes.Sequence):
        return f"a list where there should be {wanted}"
    if node.value is None:
        return f"nothing where there should be {wanted}"
    if isinstance(node.value, str):
        return f"{shown(node.value)} is not {wanted}"
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    hint = "; text that looks so is put in quotes" if text else ""
    return f"{shown(node.raw)} is {kind} where there should be {wanted}{hint}"


def shown(value: Any) -> str:
    """A value as messages show it: in quotes, on one line, not too long."""
    text = str(value)
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'


def nearest(name: str, names: Sequence[str]) -> str:
    """A hint at the name that was meant, or nothing."""
    lowered = {each.lower(): each for each in names}
    close = get_close_matches(name.lower()[:60], lowered, 1, 0.6)
    return f" (did you mean {lowered[close[0]]}?)" if close else ""


def amount(number: int) -> str:
    """Bytes with the largest unit that fits."""
    for unit, shift in reversed(UNITS.items()):
        if number and not number & ((1 << shift) - 1):
            return f"{number >> shift} {unit}iB"
    return f"{number} bytes"

