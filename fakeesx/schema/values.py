"""Frozen value objects for vim25 data, built from the model when first asked for.

A value never changes: ``replace`` builds a new one that shares the rest. That is what lets encoded bytes be cached on the
value, a snapshot be a copy of references, and a diff stop where two values are the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, TypeAlias

from fakeesx.schema.arrays import array_types
from fakeesx.schema.compiled import as_tuple, constructors
from fakeesx.schema.model import Model, Property


class ManagedObjectReference(NamedTuple):
    """A reference to a managed object: its managed type and its id (the moid)."""

    type: str
    value: str

    def __str__(self) -> str:
        return f"{self.type}:{self.value}"


class Long(int):
    """An ``xsd:long`` where the schema says only ``xsd:anyType``."""

    __slots__ = ()


class Short(int):
    """An ``xsd:short`` where the schema says only ``xsd:anyType``."""

    __slots__ = ()


class Byte(int):
    """An ``xsd:byte`` where the schema says only ``xsd:anyType``."""

    __slots__ = ()


class Float(float):
    """An ``xsd:float`` where the schema says only ``xsd:anyType`` (a plain float is ``xsd:double``)."""

    __slots__ = ()


class AnyURI(str):
    """An ``xsd:anyURI`` where the schema says only ``xsd:anyType``."""

    __slots__ = ()


class VimEnum(str):
    """A value of a vim25 enumeration; equal to the plain string. ``ValueError`` for a value the enumeration lacks."""

    __slots__ = ()
    _members: ClassVar[dict[str, Any]] = {}

    def __new__(cls, value: str) -> Self:
        """The one member for a value."""
        try:
            member: Self = cls._members[value]
        except KeyError:
            raise ValueError(f"{value!r} is not a {cls.__name__}") from None
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str.__repr__(self)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _named, (type(self).__name__, str(self))

    @classmethod
    def members(cls) -> tuple[Self, ...]:
        """All values in the schema's order."""
        return tuple(cls._members.values())


class Array:
    """An ``ArrayOf…`` value: what ``xsd:anyType`` holds where a list is meant. ``items`` is a tuple."""

    __slots__ = ("_encoded", "items", "type")
    items: tuple[Any, ...]
    type: str

    def __init__(self, type: str, items: Iterable[Any]) -> None:
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "items", tuple(items))
        object.__setattr__(self, "_encoded", None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{self.type} is frozen")

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Array)
            and self.type == other.type
            and len(self.items) == len(other.items)
            and self.items == other.items
        )

    def __hash__(self) -> int:
        return hash((self.type, self.items))

    def __repr__(self) -> str:
        return f"Array({self.type!r}, {self.items!r})"

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __reduce__(self) -> tuple[Any, ...]:
        return Array, (self.type, self.items)


class DataObject:
    """Base of all vim25 data objects: immutable, slotted, compared by content.

    An optional property that is not set is ``None``; an array that is not set is ``()``.
    """

    __slots__ = ("_encoded",)
    _properties: ClassVar[tuple[Property, ...]] = ()
    _setters: ClassVar[tuple[tuple[str, Any, Any], ...]] = ()
    _by_name: ClassVar[dict[str, Property]] = {}
    _read_all: ClassVar[Callable[[Any], Any]]
    """Reads all properties at once: a tuple, or what a class with one property holds."""
    _made: ClassVar[list[None]] = []
    """One item for each of the first that were made; a class that is used much gets constructors of its own."""

    def __init__(self, **values: Any) -> None:
        self._count()
        get = values.pop
        for name, setter, default in self._setters:
            value = get(name, default)
            if default == () and value.__class__ is not tuple:
                value = as_tuple(value)
            setter(self, value)
        if values:
            raise TypeError(f"{type(self).__name__} has no property {next(iter(values))!r}")
        _set_encoded(self, None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen; use replace({name}=…)")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def replace(self, **changes: Any) -> Self:
        """A copy with some properties changed; ``None`` unsets one. ``TypeError`` for an unknown property."""
        self._count()
        new = self.__class__.__new__(self.__class__)
        get = changes.pop
        for name, setter, default in self._setters:
            if name in changes:
                value = get(name)
                if default == () and value.__class__ is not tuple:
                    value = as_tuple(value)
            else:
                value = getattr(self, name)
            setter(new, value)
        if changes:
            raise TypeError(f"{type(self).__name__} has no property {next(iter(changes))!r}")
        _set_encoded(new, None)
        return new

    @classmethod
    def _count(cls) -> None:
        if len(cls._made) < _HOT:
            cls._made.append(None)
            if len(cls._made) == _HOT:
                _specialise(cls)

    def items(self) -> Iterator[tuple[str, Any]]:
        """The properties that are set, in wire order."""
        for name, _, default in self._setters:
            value = getattr(self, name)
            if value is not None and (default is None or value):
                yield name, value

    @classmethod
    def property_named(cls, name: str) -> Property | None:
        """The schema of one property, ``None`` when the type has none of that name."""
        return cls._by_name.get(name)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if self.__class__ is not other.__class__:
            return NotImplemented
        read = self.__class__._read_all
        return bool(read(self) == read(other))

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.__class__._read_all(self)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.items())})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self).__name__, dict(self.items()))


_set_encoded = DataObject._encoded.__set__  # type: ignore[attr-defined]

_HOT = 48


def _specialise(cls: type[DataObject]) -> None:
    """Give a class constructors of its own that do the same as the general ones, faster."""
    made = constructors(cls, {name: default for name, _, default in cls._setters})
    if made is not None:
        cls.__init__, cls.replace = made  # type: ignore[method-assign]


def _nothing(_: DataObject) -> tuple[()]:
    return ()


VimClass: TypeAlias = type[DataObject] | type[VimEnum]


class Types:
    """The classes of one model, made when first asked for. ``KeyError`` for a name the model lacks."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._classes: dict[str, VimClass] = {}

    def data(self, name: str) -> type[DataObject]:
        """The class of a data type."""
        cls = self._classes.get(name)
        if cls is None:
            cls = self._classes[name] = self._make_data(name)
        if not issubclass(cls, DataObject):
            raise KeyError(name)
        return cls

    def enum(self, name: str) -> type[VimEnum]:
        """The class of an enumeration."""
        cls = self._classes.get(name)
        if cls is None:
            cls = self._classes[name] = self._make_enum(name)
        if not issubclass(cls, VimEnum):
            raise KeyError(name)
        return cls

    def __getitem__(self, name: str) -> VimClass:
        """The class of a data type or an enumeration."""
        return self.data(name) if name in self.model.data else self.enum(name)

    def array(self, name: str, items: Iterable[Any]) -> Array:
        """An ``ArrayOf…`` value; ``KeyError`` when the schema has no such array type."""
        if name not in self.arrays:
            raise KeyError(name)
        return Array(name, items)

    @cached_property
    def arrays(self) -> dict[str, tuple[str, str]]:
        """The schema's array types: name, (name of an item's element, type of an item)."""
        return array_types(self.model)

    def _make_data(self, name: str) -> type[DataObject]:
        data = self.model.data[name]
        base = self.data(data.base) if data.base else DataObject
        space = {
            "__slots__": tuple(p.name for p in data.properties), "__module__": "fakeesx.schema.vim",
            "__init__": DataObject.__init__, "replace": DataObject.replace,  # the base's may be made for its slots only
        }
        cls: type[DataObject] = type(name, (base,), space)
        own = tuple((p.name, getattr(cls, p.name).__set__, () if p.array else None) for p in data.properties)
        cls._setters = base._setters + own
        cls._properties = base._properties + data.properties
        cls._by_name = {p.name: p for p in cls._properties}
        cls._made = []
        if cls._setters:
            cls._read_all = attrgetter(*(name for name, _, _ in cls._setters))
        else:
            cls._read_all = staticmethod(_nothing)
        return cls

    def _make_enum(self, name: str) -> type[VimEnum]:
        values = self.model.enums[name]
        cls: type[VimEnum] = type(name, (VimEnum,), {"__slots__": (), "__module__": "fakeesx.schema.vim"})
        cls._members = {value: str.__new__(cls, value) for value in values}
        for value, member in cls._members.items():
            if not hasattr(cls, value):
                setattr(cls, value, member)
        return cls


def _rebuild(name: str, values: dict[str, Any]) -> DataObject:
    from fakeesx.schema import vim

    return vim.TYPES.data(name)(**values)


def _named(name: str, value: str) -> VimEnum:
    from fakeesx.schema import vim

    return vim.TYPES.enum(name)(value)
