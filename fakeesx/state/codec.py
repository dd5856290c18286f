"""Values as JSON and back, exactly: vim25 data, references, and the private values of managed objects.

JSON's own numbers, strings, booleans and null stand for themselves. Everything else is a list whose first item says what it
is: a number from 0 is the index of a *head* (a type and the names of the properties that are set, an enumeration's value),
one below 0 is one of ``_TUPLE`` and so on. Each text brings the heads that it is the first to use, so it can be read without
the version of the schema that wrote it. A data object that comes again is written as its number among those before it: what
was shared is shared again, and a thousand machines with the same capabilities hold one copy.

Nothing but the types of the schema and of a ``Registry`` can be made by reading: no text makes the reader run code.
"""

from __future__ import annotations

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from fakeesx.schema.values import (
    AnyURI,
    Array,
    Byte,
    DataObject,
    Float,
    Long,
    ManagedObjectReference,
    Short,
    Types,
    VimEnum,
)
from fakeesx.state.errors import Corrupt, UnknownFormat

_TUPLE, _DATE, _BYTES, _AGAIN, _MAPPING, _SET, _FLOAT = -1, -2, -3, -4, -5, -6, -7
_EXACT: dict[str, Callable[[Any], Any]] = {"long": Long, "short": Short, "byte": Byte, "float": Float, "anyURI": AnyURI}
_NAMES: dict[Any, str] = {cls: name for name, cls in _EXACT.items()}
_PLAIN = frozenset({type(None), bool, int, str})
_NOTHING: tuple[()] = ()


@dataclass(frozen=True)
class Form:
    """How values of a private class are written: ``dump`` gives named parts, ``load`` makes the value of them again.

    ``difference`` gives what is new in a value after another, ``None`` when that can't be said; ``join`` makes the value of
    the one before and what is new.
    """

    cls: type[Any]
    name: str
    dump: Callable[[Any], Mapping[str, Any]]
    load: Callable[[Mapping[str, Any]], Any]
    difference: Callable[[Any, Any], Any] | None = None
    join: Callable[[Any, Any], Any] | None = None


def form(cls: type[Any], name: str | None = None, **more: Any) -> Form:
    """The form of a dataclass: its fields. One that is missing when it is read gets its default."""
    if not is_dataclass(cls):
        raise TypeError(f"{cls.__name__} is no dataclass: it needs functions of its own")
    names = tuple(field.name for field in fields(cls) if field.init)

    def dump(value: Any) -> Mapping[str, Any]:
        return {name: getattr(value, name) for name in names}

    return Form(cls, name or cls.__name__, dump, lambda parts: cls(**parts), **more)


class Registry:
    """The private classes whose values can be kept."""

    def __init__(self, forms: Iterable[Form] = ()) -> None:
        self._by_class: dict[type[Any], Form] = {}
        self._by_name: dict[str, Form] = {}
        for each in forms:
            if each.cls in self._by_class or each.name in self._by_name:
                raise ValueError(f"{each.name} is there twice")
            self._by_class[each.cls] = self._by_name[each.name] = each

    def __iter__(self) -> Iterator[Form]:
        return iter(self._by_class.values())

    def of(self, cls: type[Any]) -> Form | None:
        """The form of a class, ``None`` when it has none."""
        return self._by_class.get(cls)

    def named(self, name: str) -> Form:
        """The form of a name. Raises ``UnknownFormat``."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownFormat(f"it holds a {name!r}, which this version does not know") from None


class Writer:
    """Writes values one after the other into one stream."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._heads: dict[tuple[Any, ...], int] = {}
        self._new: list[Any] = []
        self._seen: dict[int, tuple[int, Any]] = {}
        self._count = 0
        self._dumpers: dict[type[Any], Callable[[Any], Any]] = {
            type(None): _itself, bool: _itself, int: _itself, str: _itself, float: _float,
            tuple: lambda value: [_TUPLE, *map(self.dump, value)],
            ManagedObjectReference: self._reference,
            Array: self._array,
            datetime: lambda value: [_DATE, value.isoformat()],
            bytes: lambda value: [_BYTES, b64encode(value).decode()],
            frozenset: self._set,
            MappingProxyType: self._mapping, dict: self._mapping,
        }
        for cls in _NAMES:
            self._dumpers[cls] = self._exact

    def text(self, body: Any) -> bytes:
        """What was made of ``dump``'s results, with the heads they brought."""
        heads, self._new = self._new, []
        return json.dumps([heads, body], separators=(",", ":"), check_circular=False).encode()

    def dump(self, value: Any) -> Any:
        """A value in JSON's terms. Raises ``TypeError`` for one of a class that is not known."""
        cls = value.__class__
        dumper = self._dumpers.get(cls)
        if dumper is None:
            dumper = self._dumpers[cls] = self._dumper(cls)
        return dumper(value)

    def _dumper(self, cls: type[Any]) -> Callable[[Any], Any]:
        if issubclass(cls, DataObject):
            return self._data
        if issubclass(cls, VimEnum):
            return self._enum
        known = self._registry.of(cls)
        if known is None:
            raise TypeError(f"there is no form to keep a {cls.__module__}.{cls.__qualname__}")
        return lambda value: self._private(value, known)

    def _head(self, *head: Any) -> int:
        index = self._heads.get(head)
        if index is None:
            index = self._heads[head] = len(self._heads)
            self._new.append([item.__name__ if isinstance(item, type) else item for item in head])
        return index

    def _data(self, value: DataObject) -> Any:
        again = self._seen.get(id(value))
        if again is not None:
            return [_AGAIN, again[0]]
        cls, dump = value.__class__, self.dump
        names: list[Any] = ["data", cls]
        items: list[Any] = [0]
        for name, _, _ in cls._setters:
            item = getattr(value, name)
            if item is not None and item is not _NOTHING:
                names.append(name)
                items.append(item if item.__class__ in _PLAIN else dump(item))
        items[0] = self._head(*names)
        self._seen[id(value)] = self._count, value  # the value too: its number is its own only while it lives
        self._count += 1
        return items

    def _private(self, value: Any, known: Form) -> Any:
        parts = known.dump(value)
        return [self._head("private", known.name, *parts), *map(self.dump, parts.values())]

    def _enum(self, value: VimEnum) -> Any:
        return [self._head("enum", value.__class__, str(value))]

    def _reference(self, value: ManagedObjectReference) -> Any:
        return [self._head("reference", value.type), value.value]

    def _array(self, value: Array) -> Any:
        return [self._head("array", value.type), *map(self.dump, value.items)]

    def _exact(self, value: Any) -> Any:
        name = _NAMES[value.__class__]
        plain = str(value) if name == "anyURI" else _float(float(value)) if name == "float" else int(value)
        return [self._head("exact", name), plain]

    def _set(self, value: frozenset[Any]) -> Any:
        return [_SET, *map(self.dump, sorted(value))]

    def _mapping(self, value: Mapping[Any, Any]) -> Any:
        return [_MAPPING, *(self.dump(item) for pair in value.items() for item in pair)]


class Reader:
    """Reads what one ``Writer`` wrote, in the same order. Every method raises ``Corrupt``, ``UnknownFormat``."""

    def __init__(self, types: Types, registry: Registry) -> None:
        self._types = types
        self._registry = registry
        self._heads: list[Callable[[list[Any]], Any]] = []
        self._seen: list[DataObject] = []
        self._others: dict[int, Callable[[list[Any]], Any]] = {
            _TUPLE: lambda plain: tuple(map(self._load, plain[1:])),
            _DATE: lambda plain: datetime.fromisoformat(plain[1]),
            _BYTES: lambda plain: b64decode(plain[1], validate=True),
            _AGAIN: self._again,
            _MAPPING: self._mapping,
            _SET: lambda plain: frozenset(map(self._load, plain[1:])),
            _FLOAT: lambda plain: float(plain[1]),
        }

    def body(self, text: bytes) -> Any:
        """The body of a text; its values are then made with ``load``, in the order they were dumped."""
        try:
            heads, body = json.loads(text)
            for head in heads:
                self._heads.append(self._head(*head))
        except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
            raise Corrupt(f"it holds what is no record: {error}") from error
        return body

    def load(self, plain: Any) -> Any:
        """The value that was dumped."""
        try:
            return self._load(plain)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
            raise Corrupt(f"it holds what is no value: {error}") from error

    def _load(self, plain: Any) -> Any:
        if plain.__class__ is not list:
            return plain
        key = plain[0]
        return self._heads[key](plain) if key >= 0 else self._others[key](plain)

    def _head(self, kind: str, name: str, *more: str) -> Callable[[list[Any]], Any]:
        load = self._load
        match kind:
            case "data":
                return self._data_head(name, more)
            case "private":
                known = self._registry.named(name)
                return lambda plain: known.load(dict(zip(more, map(load, plain[1:]), strict=True)))
            case "enum":
                if name not in self._types.model.enums:
                    raise UnknownFormat(f"it holds an enumeration {name!r}, which this version does not know")
                member = self._types.enum(name)(more[0])
                return lambda _: member
            case "reference":
                return lambda plain: ManagedObjectReference(name, plain[1])
            case "array":
                return lambda plain: self._types.array(name, map(load, plain[1:]))
            case "exact":
                exact = _EXACT[name]
                return lambda plain: exact(load(plain[1]))
        raise UnknownFormat(f"it holds a {kind!r}, which this version does not know")

    def _data_head(self, name: str, names: tuple[str, ...]) -> Callable[[list[Any]], Any]:
        if name not in self._types.model.data:
            raise UnknownFormat(f"it holds a data object {name!r}, which this version does not know")
        cls, load, seen = self._types.data(name), self._load, self._seen

        def make(plain: list[Any]) -> DataObject:
            items = [load(item) if item.__class__ is list else item for item in plain[1:]]
            value: DataObject = cls(**dict(zip(names, items, strict=True)))
            seen.append(value)
            return value

        return make

    def _again(self, plain: list[Any]) -> DataObject:
        number: int = plain[1]
        if number < 0:
            raise IndexError(number)
        return self._seen[number]

    def _mapping(self, plain: list[Any]) -> Mapping[Any, Any]:
        items = list(map(self._load, plain[1:]))
        return MappingProxyType(dict(zip(items[::2], items[1::2], strict=True)))


def _itself(value: Any) -> Any:
    return value


def _float(value: float) -> Any:
    return value if math.isfinite(value) else [_FLOAT, repr(value)]
