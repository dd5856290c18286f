"""Values to XML, element for element as a 4.1 host writes it.

The encoded content of a value that is asked for on its own (a property's value) is kept on the value; values are frozen, so
it never becomes stale. Only that level is kept: bytes at every level would triple a host's memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

from fakeesx.schema import scalars
from fakeesx.schema.arrays import array_names
from fakeesx.schema.model import CURRENT, Model, Property, load
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference, VimEnum

Write: TypeAlias = Callable[[list[bytes], Any], None]
_Plan: TypeAlias = tuple[Callable[[Any], Iterable[Any]], list[Write]]
"""How the content of a class is written: what reads all its properties, and the writer of each."""

_encoded_of = DataObject._encoded.__get__  # type: ignore[attr-defined]
_keep_data = DataObject._encoded.__set__  # type: ignore[attr-defined]
_keep_array = Array._encoded.__set__  # type: ignore[attr-defined]
_kept_array = Array._encoded.__get__  # type: ignore[attr-defined]


class Encoder:
    """Encodes values in the view of one API version: what that version lacks is left out."""

    def __init__(self, view: Model, current: Model) -> None:
        self.view = view
        self._keeps = view is current
        self._plans: dict[type, _Plan] = {}

    def content(self, value: DataObject) -> bytes:
        """The XML inside a data object's element."""
        kept: bytes | None = _encoded_of(value)
        if kept is not None and self._keeps:
            return kept
        out: list[bytes] = []
        self._write_content(out, value)
        text = b"".join(out)
        if self._keeps:
            _keep_data(value, text)
        return text

    def array_content(self, value: Array) -> bytes:
        """The XML inside an ``ArrayOf…`` element."""
        kept: bytes | None = _kept_array(value)
        if kept is not None and self._keeps:
            return kept
        out: list[bytes] = []
        tag = value.type.removeprefix("ArrayOf")
        if tag in ("String", "Int", "Long", "Short", "Byte", "AnyType"):
            tag = tag[0].lower() + tag[1:]
        for item in value.items:
            self.write_any(out, tag, item, f"xsd:{tag}" if tag[0].islower() and tag != "anyType" else None)
        text = b"".join(out)
        if self._keeps:
            _keep_array(value, text)
        return text

    def any(self, tag: str, value: Any, declared: str | None = None) -> bytes:
        """An element whose declared type is ``xsd:anyType``; ``declared`` names a scalar's exact type where it is known."""
        out: list[bytes] = []
        self.write_any(out, tag, value, declared)
        return b"".join(out)

    def element(self, tag: str, value: Any, type: str, array: bool = False) -> bytes:
        """The element of a declared type; for an array one element per item."""
        out: list[bytes] = []
        write = self._writer(tag, type)
        for item in value if array else (value,):
            write(out, item)
        return b"".join(out)

    def fault_detail(self, fault: DataObject) -> bytes:
        """The child of a SOAP fault's ``detail`` for a vim25 fault."""
        name = type(fault).__name__
        return (
            f'<{name}Fault xmlns="urn:vim25" xsi:type="{name}">'.encode()
            + self.content(fault)
            + f"</{name}Fault>".encode()
        )

    def write_any(self, out: list[bytes], tag: str, value: Any, declared: str | None = None) -> None:
        """Append an ``xsd:anyType`` element with its ``xsi:type``."""
        if isinstance(value, DataObject):
            name = self._visible(type(value).__name__)
            out.append(f'<{tag} xsi:type="{name}">'.encode())
            out.append(self.content(value))
        elif isinstance(value, ManagedObjectReference):
            out.append(b'<%b type="%b" xsi:type="ManagedObjectReference">' % (tag.encode(), value.type.encode()))
            out.append(scalars.escape(value.value))
        elif isinstance(value, Array):
            out.append(f'<{tag} xsi:type="{value.type}">'.encode())
            out.append(self.array_content(value))
        elif isinstance(value, VimEnum):
            out.append(f'<{tag} xsi:type="{type(value).__name__}">{value}'.encode())
        else:
            name = declared or scalars.any_type(value)
            out.append(f'<{tag} xsi:type="{name}">'.encode())
            out.append(scalars.FORMAT[name](value))
        out.append(f"</{tag}>".encode())

    def _write_content(self, out: list[bytes], value: DataObject) -> None:
        plan = self._plans.get(value.__class__)
        if plan is None:
            plan = self._plans[value.__class__] = self._plan(value.__class__)
        read, writers = plan
        for item, write in zip(read(value), writers, strict=True):
            if item is not None:
                write(out, item)

    def _plan(self, cls: type[DataObject]) -> _Plan:
        properties = self.view.properties(self._visible(cls.__name__))
        writers = [self._property_writer(prop) for prop in properties]
        names = [prop.name for prop in properties]
        if len(names) > 1:
            return attrgetter(*names), writers
        return (lambda value: [getattr(value, name) for name in names]), writers

    def _visible(self, name: str) -> str:
        """The type's own name, or the nearest base that the view's version knows."""
        seen = name
        current = load(CURRENT)
        while seen not in self.view.data:
            base = current.data[seen].base
            if base is None:
                break
            seen = base
        return seen

    def _property_writer(self, prop: Property) -> Write:
        write = self._writer(prop.name, prop.type)
        if not prop.array:
            return write

        def write_all(out: list[bytes], items: Iterable[Any]) -> None:
            for item in items:
                write(out, item)

        return write_all

    def _writer(self, tag: str, type: str) -> Write:
        open_, close = f"<{tag}>".encode(), f"</{tag}>".encode()
        if type == "xsd:anyType":
            return lambda out, value: self.write_any(out, tag, value)
        if type == "ManagedObjectReference":
            start = f'<{tag} type="'.encode()

            def write_reference(out: list[bytes], value: ManagedObjectReference) -> None:
                out.append(b'%b%b">%b%b' % (start, value[0].encode(), scalars.escape(value[1]), close))

            return write_reference
        if type in self.view.data:
            return self._data_writer(tag, type)
        if type in self.view.enums:
            return lambda out, value: out.append(open_ + value.encode() + close)
        if type == "xsd:boolean":
            no, yes = open_ + b"false" + close, open_ + b"true" + close
            return lambda out, value: out.append(yes if value else no)
        format_ = scalars.FORMAT[type]
        return lambda out, value: out.append(open_ + format_(value) + close)

    def _data_writer(self, tag: str, declared: str) -> Write:
        open_, close = f"<{tag}>".encode(), f"</{tag}>".encode()

        def write(out: list[bytes], value: DataObject) -> None:
            name = value.__class__.__name__
            if name != declared:
                name = self._visible(name)
            out.append(open_ if name == declared else f'<{tag} xsi:type="{name}">'.encode())
            kept = _encoded_of(value)
            if kept is not None and self._keeps:
                out.append(kept)
            else:
                self._write_content(out, value)
            out.append(close)

        return write


@lru_cache(maxsize=8)
def encoder(version: str = CURRENT) -> Encoder:
    """The encoder of an API version; one per process, for encoding depends on nothing else."""
    return Encoder(load(version), load(CURRENT))


def array(type: str, items: Iterable[Any]) -> Array:
    """The ``ArrayOf…`` value for items of a wire type."""
    return Array(array_names(type)[0], items)
