"""Objects and their collected properties as XML, assembled from bytes that the values keep.

The content of an ObjectContent is remembered on the node when it is small: the same question about an object that has not
changed is then one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call
from fakeesx.host.property_collector.paths import resolve_in
from fakeesx.host.property_collector.selection import PathSet
from fakeesx.host.services.sight import sight_of
from fakeesx.inventory import Node
from fakeesx.schema import scalars, vim
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.soap.errors import TEXTS

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_SMALL = 1024
"""Fragments up to this many bytes are remembered; larger ones are joined anew from the values' own bytes."""
_FRAGMENTS = 32
"""As many fragments are remembered of one node."""
_BUNDLE = 128
"""As many fragments are joined to a piece."""


class Reader:
    """Reads objects for one call: knows what the caller may see and what depends on the caller."""

    def __init__(self, host: Esx, call: Call) -> None:
        self._host = host
        self._call = call
        self._encoder = call.encoder
        self._keeps = call.encoder is host.encoder
        self.sight = sight_of(host.access, call.user if call.session is not None else None)
        """What the caller may see; ``None`` when that is everything."""
        self._plain = self.sight is None

    def seen(self, node: Node) -> Node:
        """An object as it is shown: some properties may not be brought up to date."""
        reads = self._host.chaos.reads
        return reads.see(node) if reads.on else node

    def objects(self, found: Sequence[tuple[Node, PathSet]], tag: bytes) -> list[bytes]:
        """The objects as elements ``tag`` of type ObjectContent, in pieces."""
        if not found:
            return []
        start, separator, end = b"<%b>" % tag, b"</%b><%b>" % (tag, tag), b"</%b>" % tag
        if self._plain and self._keeps:
            known = [node.fragments.get(path_set) for node, path_set in found]
            if all(known):
                return [start, *_bundled(known, separator), end]  # type: ignore[arg-type]  # none of them is None
        pieces: list[bytes] = []
        for node, path_set in found:
            pieces.append(separator if pieces else start)
            self.append(pieces, node, path_set)
        pieces.append(end)
        return pieces

    def append(self, out: list[bytes], node: Node, path_set: PathSet) -> None:
        """Append the content of an ObjectContent: ``obj``, ``propSet`` and ``missingSet`` elements, in pieces."""
        if not self._plain:
            self._checked(out, node, path_set)
            return
        fragment = node.fragments.get(path_set) if self._keeps else None
        if fragment is not None:
            out.append(fragment)
            return
        mine: list[bytes] = [self.obj(node)]
        self._property_sets(mine, self._items(node, path_set))
        if self._keeps and sum(map(len, mine)) <= _SMALL and not self._special(node):
            if len(node.fragments) >= _FRAGMENTS:
                node.fragments.clear()
            node.fragments[path_set] = fragment = b"".join(mine)
            out.append(fragment)
        else:
            out.extend(mine)

    def visible_values(self, node: Node, path_set: PathSet) -> list[tuple[str, Any, str | None]]:
        """The properties that are set and that the caller may see: (path, value, scalar's wire type), in report order."""
        return [item for item in self._items(node, path_set) if self._missing(node, item[0]) is None]

    def change(self, name: str, op: str, value: Any, wire_type: str | None) -> bytes:
        """A PropertyChange (an element ``changeSet``)."""
        val = b"" if value is None else self._encoder.any("val", value, wire_type)
        return b"<changeSet><name>%b</name><op>%b</op>%b</changeSet>" % (scalars.escape(name), op.encode(), val)

    def missing(self, node: Node, path_set: PathSet) -> bytes:
        """The ``missingSet`` elements: what the caller asked for and may not see."""
        if self._plain:
            return b""
        names = sorted(self._host.model.managed_properties(node.ref.type)) if path_set.all else [
            path.text for path in path_set.paths
        ]
        out = []
        for name in names:
            fault = self._missing(node, name)
            if fault is not None:
                missing = vim.MissingProperty(path=name, fault=fault)
                out.append(self._encoder.element("missingSet", missing, "MissingProperty"))
        return b"".join(out)

    def missing_object(self, ref: ManagedObjectReference) -> bytes:
        """A start object that is not there (an element ``missingSet``)."""
        fault = vim.LocalizedMethodFault(
            fault=vim.ManagedObjectNotFound(obj=ref), localizedMessage=TEXTS["ManagedObjectNotFound"],
        )
        return self._encoder.element("missingSet", vim.MissingObject(obj=ref, fault=fault), "MissingObject")

    def obj(self, node: Node) -> bytes:
        """The element ``obj``."""
        return b'<obj type="%b">%b</obj>' % (node.ref.type.encode(), scalars.escape(node.ref.value))

    def _special(self, node: Node) -> bool:
        return bool(self._host.class_of(node.ref.type).per_session)

    def _property_sets(self, out: list[bytes], items: Iterable[tuple[str, Any, str | None]]) -> None:
        write = self._encoder.write_any
        for name, value, wire_type in items:
            out.append(b"<propSet><name>%b</name>" % scalars.escape(name))
            write(out, "val", value, wire_type)
            out.append(b"</propSet>")

    def _checked(self, out: list[bytes], node: Node, path_set: PathSet) -> None:
        out.append(self.obj(node))
        self._property_sets(out, self.visible_values(node, path_set))
        out.append(self.missing(node, path_set))

    def _items(self, node: Node, path_set: PathSet) -> list[tuple[str, Any, str | None]]:
        cls = self._host.class_of(node.ref.type)
        special = cls.per_session if self._plain else cls.per_session | cls.per_user
        if path_set.all:
            names = self._host.sorted_properties(node.ref.type, self._encoder.view)
            items = [(name, self._top(node, name, special), wire_type) for name, wire_type in names]
        else:
            items = []
            for path in path_set.paths:
                if path.plain and path.top not in special:
                    items.append((path.text, node.values.get(path.top), self._host.scalar_type(node.ref.type, path.top)))
                else:
                    items.append((path.text, *resolve_in(self._shown_top(node, path.top, special), path)))
        if self.sight is not None:
            shown = self.sight.shown
            return [(name, shown(value), wire_type) for name, value, wire_type in items if value is not None]
        return [item for item in items if item[1] is not None]

    def _shown_top(self, node: Node, name: str, special: frozenset[str]) -> Any:
        value = self._top(node, name, special)
        return value if self.sight is None else self.sight.shown(value)

    def _top(self, node: Node, name: str, special: frozenset[str]) -> Any:
        if name not in special:
            return node.values.get(name)
        value = getattr(self._host.object(node.ref), f"read_{name}")(self._call)
        prop = self._host.model.managed_properties(node.ref.type)[name]
        return self._host.array(prop.type, value) if prop.array and not isinstance(value, Array) else value

    def _missing(self, node: Node, path: str) -> vim.LocalizedMethodFault | None:
        """Why the caller may not see a property, ``None`` when it may."""
        if self.sight is None:
            return None
        fault = self.sight.refusal(node.ref, path.partition(".")[0].partition("[")[0])
        return None if fault is None else vim.LocalizedMethodFault(fault=fault, localizedMessage=TEXTS[type(fault).__name__])


def _bundled(fragments: Sequence[bytes], separator: bytes) -> Iterator[bytes]:
    for start in range(0, len(fragments), _BUNDLE):
        if start:
            yield separator
        yield separator.join(fragments[start : start + _BUNDLE])
