"""Values as people and JSON see them: mappings, lists, strings and numbers. For reading only: there is no way back.

A data object is a mapping of what is set, with ``_type`` first where its type is not the declared one; a reference is the
string ``Type:moid``; a date is ISO 8601; bytes are base64.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fakeesx.schema.model import Method
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

_SESSION = re.compile(r"(session\[[^\]]{8})[^\]]*\]")
_SHOWN = 8
"""How much of a session's key is shown."""


class Reference(str):
    """A reference in its plain form, ``Type:moid``."""

    __slots__ = ()

    @property
    def moid(self) -> str:
        """The id without the type."""
        return self.partition(":")[2]


def short_session(key: str) -> str:
    """The first characters of a session's key: enough to tell sessions apart, too little to be one."""
    return key[:_SHOWN]


def open_moid(moid: str) -> str:
    """A moid as it may be shown: those of views and filters hold the key of their session."""
    return _SESSION.sub(r"\1…]", moid) if moid.startswith("session[") else moid


def without_session_keys(text: str) -> str:
    """Any text with the moids in it as they may be shown."""
    return _SESSION.sub(r"\1…]", text)


def plain(value: Any, declared: str = "") -> Any:
    """The plain form of a value; ``declared`` is its wire type by the schema where there is one."""
    if isinstance(value, DataObject):
        name = value.__class__.__name__
        found: dict[str, Any] = {} if name == declared else {"_type": name}
        types = {prop.name: prop.type for prop in value._properties}  # noqa: SLF001 - the schema of a value is on its class
        found.update((key, plain(item, types[key])) for key, item in value.items())
        return found
    if isinstance(value, ManagedObjectReference):
        return Reference(f"{value.type}:{open_moid(value.value)}")
    if isinstance(value, (Array, list, tuple)):
        return [plain(item, declared) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if value is None or isinstance(value, bool):
        return value
    for kind in (str, int, float):  # subclasses say which wire type a number or a text has
        if isinstance(value, kind):
            return kind(value)
    return str(value)


def plain_arguments(method: Method, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call, in the order they were sent."""
    types = {param.name: param.type for param in method.params}
    return {name: plain(value, types.get(name, "")) for name, value in arguments.items()}
