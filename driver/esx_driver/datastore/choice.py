"""Which datastore a machine goes to, as a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from esx_driver.errors import DatastoreError
from esx_driver.vim.refs import Ref

TYPES = ("VMFS", "NFS")


@dataclass(frozen=True)
class Datastore:
    """A datastore as the host describes it; sizes are bytes."""

    ref: Ref
    name: str
    type: str
    free: int
    capacity: int
    accessible: bool = True
    writable: bool = True
    in_maintenance: bool = False
    largest_file: int | None = None


def choose(
    datastores: Iterable[Datastore], size: int, pattern: str | None = None, room: int | None = None,
    types: Sequence[str] = TYPES,
) -> Datastore:
    """The usable datastore with the most free space; of several, the first by name.

    Usable is one that can be reached and written, is not in maintenance, is of one of the types, matches the pattern from
    its start and has room for ``size`` bytes in one file. ``room``: how many bytes are needed now, for all files; that may
    be less, where a file grows. Raises ``DatastoreError`` that says of each why it is not.
    """
    reasons = {store: _unfit(store, size, pattern, size if room is None else room, types) for store in datastores}
    usable = [store for store, reason in reasons.items() if reason is None]
    if usable:
        return min(usable, key=lambda store: (-store.free, store.name))
    said = "; ".join(f"{store.name}: {reason}" for store, reason in reasons.items()) or "the host has none"
    raise DatastoreError(f"no datastore can take {size} bytes: {said}")


def _unfit(store: Datastore, size: int, pattern: str | None, room: int, types: Sequence[str]) -> str | None:
    if not store.accessible:
        return "it can't be reached"
    if store.in_maintenance:
        return "it is in maintenance"
    if not store.writable:
        return "it is read-only"
    if store.type not in types:
        return f"its type is {store.type}"
    if pattern is not None and not re.match(pattern, store.name):
        return f"its name does not match {pattern!r}"
    if store.largest_file is not None and size > store.largest_file:
        return f"its files have at most {store.largest_file} bytes"
    if room > store.free:
        return f"it has {store.free} bytes free{'' if room == size else f', and {room} are needed'}"
    return None
