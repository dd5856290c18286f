"""All that a host keeps in memory, found by looking: every attribute of every object that can be reached from it.

What is only a cache, or is not the host's own, is declared here. An attribute that nobody declares and no checkpoint brings
back shows as a difference.
"""

from __future__ import annotations

import random
import types
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from twisted.internet.base import DelayedCall
from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.inventory import Node
from fakeesx.schema.values import DataObject

NOT_STATE = {
    # set up once, or given from outside
    "Esx.settings", "Esx.clock", "Esx.background", "Esx.waiting", "Esx.blocking", "Esx.types", "Esx.model", "Esx.encoder",
    "Esx.profile", "Esx.kept", "Esx.log", "Esx.invalid_request", "Esx.checkpoints", "Esx.past", "Inventory.model",
    "Sessions._clock", "ConsoleTickets._clock", "AutoStart._clock", "Datastore._clock", "Datastore._past", "Datastore._undo",
    "LockFiles._past", "Inventory._recorder",
    # what a test looks at: it does not go back with the host
    "Esx.requests",
    # what was worked out and can be again
    "Esx.path_sets", "Esx._selectors", "Esx._missing_methods", "Pipeline._requests", "Inventory._empty", "Inventory._schema",
    "Access._known", "Access._unrestricted", "Access.generation", "Views._rights", "Collectors._rights", "EventLog._kinds",
    "EventLog._described", "EventLog._place_names", "EventLog._place", "Node.fragments",
    # seen otherwise: ``record`` has the objects of each type in their order
    "Inventory._by_type",
    "Chaos._seed",
    # copied when changed, or not
    "Tally._own", "FileLocks._captured",
    # names of what is staged, and what is used again
    "Datastore._staged", "Datastore._spares", "Datastore._read",
}


def memory(host: Esx) -> dict[str, str]:
    """Every value by the way that leads to it."""
    return dict(_walk("host", host, {}))


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """What is not the same."""
    return {
        way: (before.get(way), after.get(way)) for way in {**before, **after} if before.get(way) != after.get(way)
    }


def _walk(way: str, value: Any, seen: dict[int, tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    if value is None or isinstance(value, str | bytes | int | float | Enum | type):
        yield way, repr(value)
    elif isinstance(value, DataObject | Node):
        yield way, _values(value)
    elif isinstance(value, random.Random):
        yield way, str(hash(value.getstate()))
    elif isinstance(value, DelayedCall):
        yield way, f"timer {value.active()}"
    elif isinstance(value, Deferred):
        yield way, "Deferred"
    elif isinstance(value, types.MethodType):
        yield way, value.__qualname__
    elif isinstance(value, types.FunctionType | types.BuiltinFunctionType) or (
        callable(value) and not hasattr(value, "__dict__")
    ):
        yield way, getattr(value, "__qualname__", str(type(value)))
    elif id(value) in seen:
        yield way, f"as {seen[id(value)][0]}"
    else:
        seen[id(value)] = way, value
        yield from _inside(way, value, seen)


def _inside(way: str, value: Any, seen: dict[int, tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping | OrderedDict):
        yield f"{way} keys", ", ".join(_key(key) for key in value)
        for key, each in value.items():
            yield from _walk(f"{way}[{_key(key)}]", each, seen)
    elif isinstance(value, list | tuple | deque):
        yield f"{way} length", str(len(value))
        for number, each in enumerate(value):
            yield from _walk(f"{way}[{number}]", each, seen)
    elif isinstance(value, set | frozenset):
        yield way, ", ".join(sorted(map(_key, value)))
    elif type(value).__module__.startswith(("fakeesx", "functools")):
        for name, each in _attributes(value):
            yield from _walk(f"{way}.{name}", each, seen)
    else:
        yield way, type(value).__qualname__


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    names = dict.fromkeys(getattr(value, "__dict__", ()))
    for cls in type(value).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        names.update(dict.fromkeys((slots,) if isinstance(slots, str) else slots))
    for name in names:
        if f"{type(value).__name__}.{name}" not in NOT_STATE and hasattr(value, name):
            yield name, getattr(value, name)


def _key(key: Any) -> str:
    return key.__class__.__name__ if type(key).__repr__ is object.__repr__ else repr(key)


def _values(value: DataObject | Node) -> str:
    if isinstance(value, Node):
        return f"{value.ref} {value.owner} {dict(value.values)!r} {value.private!r}"
    return repr(value)
