"""The state of a virtual machine at the time of a snapshot, a ``.vmsn`` file: its configuration, and its memory if it ran.

Layout (known from published descriptions by forensic tools): a header with the number of groups, the groups' names and
places, and in each group tags with their data. Here there are the groups ``Snapshot``, with the configuration in the tag
``cfgFile``, and ``memory``; real files have more.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import InvalidVmx, StorageError
from fakeesx.storage.paths import normalise
from fakeesx.storage.vmx import Vmx

MAGIC = 0xBED2BED2
_HEADER = struct.Struct("<III")
_GROUP = struct.Struct("<64sQQ")
_LARGE = 0x3F
"""A tag whose data has its size before it: twice, then the number of bytes up to the data."""
_SIZES = struct.Struct("<QQH")
_PAGE = 4096
_HEAD = 2 * 1024 * 1024
"""Bytes in which the configuration must be found."""


class StateFile(NamedTuple):
    """What a new file is made of: its first bytes, and its whole size; a hole stands for the memory's content."""

    head: bytes
    size: int


def state_file(config: bytes, memory: int = 0) -> StateFile:
    """The file for a configuration (the text of a ``.vmx``) and for `memory` bytes of a running machine."""
    names = ["Snapshot", "memory"] if memory else ["Snapshot"]
    start = _HEADER.size + len(names) * _GROUP.size
    snapshot = _tag("cfgFile", config) + b"\0\0"
    head = _HEADER.pack(MAGIC, 8, len(names)) + _GROUP.pack(b"Snapshot", start, len(snapshot))
    if not memory:
        return StateFile(head + snapshot, start + len(snapshot))
    place = start + len(snapshot)
    before = _tag_head("Memory", 0, 0)
    data = -(-(place + len(before) + _SIZES.size) // _PAGE) * _PAGE
    padding = data - place - len(before) - _SIZES.size
    head += _GROUP.pack(b"memory", place, data + memory + 2 - place)
    return StateFile(
        head + snapshot + before + _SIZES.pack(memory, memory, padding) + bytes(padding), data + memory + 2,
    )


def read_config(datastore: Datastore, path: str) -> Vmx:
    """The configuration in the file at `path`.

    Raises FileNotFound, IsADirectory, InvalidVmx (no such file, or without a configuration).
    """
    with datastore.open_read(path) as file:
        data = file.read(_HEAD)
    return config_in(data, datastore.text(normalise(path)))


def config_in(data: bytes, path: str = "") -> Vmx:
    """The configuration in a file's first bytes. Raises InvalidVmx(path)."""
    try:
        return Vmx.parse(_find(data), path)
    except (struct.error, IndexError, ValueError) as error:
        if isinstance(error, StorageError):
            raise
        raise InvalidVmx(path, "not the state of a virtual machine") from None


def _find(data: bytes) -> bytes:
    """The configuration. Raises ValueError, IndexError, struct.error."""
    magic, _, count = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise ValueError("another format")
    for number in range(min(count, 1000)):
        name, place, size = _GROUP.unpack_from(data, _HEADER.size + number * _GROUP.size)
        if name.rstrip(b"\0") == b"Snapshot":
            return _in_group(data[place : place + size])
    raise ValueError("no configuration")


def _in_group(data: bytes) -> bytes:
    place = 0
    while data[place] or data[place + 1]:
        flags, length = data[place], data[place + 1]
        name = data[place + 2 : place + 2 + length]
        place += 2 + length + 4 * (flags >> 6)
        size = flags & _LARGE
        if size >= _LARGE - 1:
            size, _, padding = _SIZES.unpack_from(data, place)
            place += _SIZES.size + padding
        if name == b"cfgFile":
            if place + size > len(data):
                raise ValueError("cut")
            return data[place : place + size]
        place += size
    raise ValueError("no configuration")


def _tag(name: str, data: bytes) -> bytes:
    return _tag_head(name) + _SIZES.pack(len(data), len(data), 0) + data


def _tag_head(name: str, *indices: int) -> bytes:
    return bytes((len(indices) << 6 | _LARGE, len(name))) + name.encode() + struct.pack(f"<{len(indices)}I", *indices)
