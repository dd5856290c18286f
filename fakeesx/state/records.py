"""Files of records: a first line that says what the file is, then records, each with its length and a checksum.

A file is only ever added to. When its writer died, the last record may be torn: it is cut off. A record that is damaged
while whole ones follow it was not torn but changed: such a file is refused.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from fakeesx.state.errors import Corrupt, NotState, UnknownFormat

FORMAT = 1
"""The version of the format of all files of a state, and of what is in their records."""

_MARK = b"\xf0\x9f\xa7\xbe"
"""Begins each record. Records are ASCII text: nothing inside of one looks like this."""
_HEAD = struct.Struct(">4sII")
"""The mark, the length of the record, and the checksum of length and record."""
_LONGEST_LINE = 80


def first_line(kind: str) -> bytes:
    """What a file of a kind begins with."""
    return f"fakeesx {kind} {FORMAT}\n".encode()


def frame(record: bytes) -> bytes:
    """A record as it stands in a file."""
    length = len(record)
    return _HEAD.pack(_MARK, length, _sum(length, record)) + record


def check_first_line(data: bytes, kind: str, name: str) -> int:
    """Where the records of a file begin. Raises NotState, UnknownFormat."""
    line = data[:_LONGEST_LINE].partition(b"\n")[0]
    words = line.split(b" ")
    if len(words) != 3 or words[:2] != [b"fakeesx", kind.encode()] or not words[2].isdigit() or b"\n" not in data:
        raise NotState(f"{name} is not the {kind} of a fakeesx host")
    if words[2] != str(FORMAT).encode():
        raise UnknownFormat(
            f"{name} has format {words[2].decode()}; this version of fakeesx knows format {FORMAT} only"
        )
    return len(line) + 1


def read(path: Path, kind: str, *, whole: bool = False) -> Iterator[tuple[int, bytes]]:
    """The records of a file, each with the offset of its end; those after the last whole one are not given.

    ``whole``: it must end with a whole one. Raises NotState, UnknownFormat, Corrupt (a damaged record is followed by whole
    ones), OSError.
    """
    data = path.read_bytes()
    offset = check_first_line(data, kind, path.name)
    while offset < len(data):
        record = _record(data, offset)
        if record is None:
            if whole or _whole_record_after(data, offset):
                raise Corrupt(f"{path.name} is damaged at byte {offset}")
            return
        offset += _HEAD.size + len(record)
        yield offset, record


class Appending:
    """A file that records are added to."""

    def __init__(self, path: Path, kind: str, size: int | None = None) -> None:
        """Open a file at its end, of ``size`` bytes (what is beyond is cut off), or make a new one. Raises OSError."""
        self.path = path
        flags = os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW
        self._fd = os.open(path, flags if size is not None else flags | os.O_CREAT | os.O_TRUNC, 0o600)
        self.size = 0
        if size is None:
            self._write(first_line(kind))
        else:
            os.ftruncate(self._fd, size)
            os.lseek(self._fd, size, os.SEEK_SET)
            self.size = size

    def add(self, record: bytes) -> None:
        """Add a record; it is on the disk after ``sync``. Raises OSError, then the file may end with half of it."""
        self._write(frame(record))

    def add_framed(self, data: bytes) -> None:
        """Add records as they stand in another file. Raises OSError."""
        self._write(data)

    def sync(self) -> None:
        """Wait until all is on the disk. Raises OSError."""
        os.fsync(self._fd)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            done = os.write(self._fd, view)
            self.size += done
            view = view[done:]


def sync_directory(path: Path) -> None:
    """Wait until a directory's names are on the disk. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _sum(length: int, record: bytes | memoryview) -> int:
    return crc32(record, crc32(length.to_bytes(4, "big")))


def _record(data: bytes, offset: int) -> bytes | None:
    """The record at an offset, ``None`` when there is no whole one."""
    start = offset + _HEAD.size
    if start > len(data):
        return None
    mark, length, checksum = _HEAD.unpack_from(data, offset)
    if mark != _MARK or start + length > len(data):
        return None
    record = data[start : start + length]
    return record if _sum(length, record) == checksum else None


def _whole_record_after(data: bytes, offset: int) -> bool:
    place = data.find(_MARK, offset + 1)
    while place >= 0:
        if _record(data, place) is not None:
            return True
        place = data.find(_MARK, place + 1)
    return False
