"""Values of properties as HTML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.web import page
from fakeesx.web.mob.path import keys

SHOWN = 100
"""So many elements of an array are shown at once; the others open on a click."""
_LONG_TEXT = 4000
_TELLING = ("name", "label", "key", "device", "path", "fileName", "id", "type", "summary")
"""Properties that tell one data object from its neighbours, best first."""

_WITHIN = ("deviceInfo", "spec", "info")
"""Properties whose value may tell it, where the data object itself does not."""

NameOf = Callable[[ManagedObjectReference], str | None]
"""The name of a managed object, ``None`` when it has none or is gone."""


def address(moid: str, path: str = "") -> str:
    """The URL (without host) of an object or of a value in it."""
    at = f"/mob/?moid={quote(moid, safe='')}"
    return f"{at}&doPath={quote(path, safe='')}" if path else at


def value_html(value: Any, moid: str, path: str, name_of: NameOf) -> str:
    """A value as HTML; what has parts of its own becomes a link to ``path`` in the object ``moid``."""
    if value is None:
        return '<span class="none">Unset</span>'
    if isinstance(value, Array):
        value = value.items
    if isinstance(value, tuple) and not isinstance(value, ManagedObjectReference):
        return _array(value, moid, path, name_of)
    if isinstance(value, DataObject):
        return _with_hint(page.link(address(moid, path), type(value).__name__), hint(value))
    return scalar_html(value, name_of)


def scalar_html(value: Any, name_of: NameOf) -> str:
    """A value without parts as HTML."""
    if isinstance(value, ManagedObjectReference):
        name = name_of(value)
        known = page.link(address(value.value), f"{value.type}:{value.value}")
        return _with_hint(known, name or "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return page.text(value.isoformat().replace("+00:00", "Z"))
    if isinstance(value, bytes):
        return f'<span class="soft">{len(value)} bytes</span>'
    text = str(value)
    if not text:
        return '<span class="none">empty</span>'
    if len(text) > _LONG_TEXT:
        return f"{page.text(text[:_LONG_TEXT])}<span class=\"soft\"> and {len(text) - _LONG_TEXT} characters more</span>"
    return page.text(text)


def hint(value: DataObject, *without: str) -> str:
    """A few words that tell one data object from another; ``without`` are properties that are shown already."""
    for name in _TELLING:
        prop = value.property_named(name)
        if prop is None or prop.array or name in without:
            continue
        found = getattr(value, name)
        if isinstance(found, str) and found:
            return found[:200]
    within = next((found for name, found in value.items() if name in _WITHIN), None)
    return hint(within) if isinstance(within, DataObject) else ""


def type_html(wire_type: str, target: str | None = None) -> str:
    """A schema type: ``string``, ``HostPortGroup[]``, ``ManagedObjectReference:HostSystem``."""
    if target is not None:
        wire_type = wire_type.replace("ManagedObjectReference", f"ManagedObjectReference:{target}")
    return page.text(wire_type.removeprefix("xsd:"))


def _array(items: tuple[Any, ...], moid: str, path: str, name_of: NameOf) -> str:
    if not items:
        return '<span class="none">empty</span>'
    if all(isinstance(item, DataObject) for item in items):
        last = path.rpartition(".")[2]
        lines = [
            _with_hint(page.link(address(moid, path + key), f"{last}{key}"), hint(item, "key") or type(item).__name__)
            for key, item in zip(keys(items), items, strict=True)
        ]
        if len(items) > 1:
            lines.insert(0, page.link(address(moid, path), f"all {len(items)}"))
    else:
        lines = [scalar_html(item, name_of) for item in items]
    if len(lines) == 1:
        return lines[0]
    shown, more = lines[:SHOWN], lines[SHOWN:]
    html = _list(shown)
    return f"{html}<details><summary>{len(more)} more</summary>{_list(more)}</details>" if more else html


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _with_hint(html: str, hint: str) -> str:
    return f'{html} <span class="soft">{page.text(hint)}</span>' if hint else html
