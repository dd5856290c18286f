# ruff: noqa: PTH108, PTH115, PTH208, PTH211
# Paths are plain text here: making path objects costs more than the system calls.
"""How changes of files are taken back when the process dies before they were kept.

Each change of a datastore's files first leaves an entry here that says how to take it back; what is deleted or replaced is
only moved aside. Changes belong to a unit of work. A unit is *kept* when a journal on the disk says so; then its entries go,
and with them what was moved aside. ``recover`` runs before a datastore is opened: it finishes the units that were kept and
takes back all others, the last change first, so that a unit's changes are all there or none of them is.

An entry is a symbolic link whose target is the text of the entry: one system call makes it, and a journaling file system
writes names out in the order they were made, so the entry is on the disk no later than the change it belongs to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from fakeesx.storage import _fs

_LONGEST = 2000
"""Bytes of an entry that a link holds; a longer one is a file."""


class Entry(NamedTuple):
    """How to take one change back. Paths are relative to the folder of all datastores."""

    kind: str
    unit: str
    path: str
    other: str = ""
    size: int = 0


class Unit:
    """Changes that are kept together. ``name`` is what a journal writes down."""

    __slots__ = ("entries", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[tuple[str, str]] = []
        """The path of each entry, and of what it moved aside ("": nothing)."""


class UndoLog:
    """The entries of all datastores below one folder. ``life`` tells the units of one process from another's.

    All methods belong to one thread, but for ``settle`` and ``sync``.
    """

    def __init__(self, base: str, folder: str, life: str) -> None:
        """``base`` is the folder of all datastores, ``folder`` where entries go; both must be there, on one file system."""
        self._base = base
        self._folder = folder
        self._life = life
        self._units = 0
        self._number = 0
        self._turn = self._current = self._new()
        self._finished: list[Unit] = []
        self._dirty: dict[str, None] = {}
        self.on_change: Callable[[], None] = _nothing
        """Called after each change that is to be kept."""

    # what Datastore tells, before it does it; paths are absolute

    def make(self, path: str) -> None:
        """A file or directory will be where nothing is."""
        self._note("make", path)

    def put_aside(self, path: str, aside: str) -> None:
        """What is at a path will be moved aside, for good or to make room."""
        self._note("aside", path, aside)

    def move(self, source: str, target: str) -> None:
        """A file or directory will be moved to where nothing is."""
        self._note("move", source, target)

    def resize(self, path: str, size: int) -> None:
        """A file of ``size`` bytes will be longer. (What is cut off can't be brought back.)"""
        self._note("size", path, size=size)

    def mark(self, path: str, marked: bool) -> None:
        """A file will get the mark of ``_fs.mark``, or lose it."""
        self._note("mark", path, size=not marked)

    def remove_directory(self, path: str) -> None:
        """An empty directory will go."""
        self._note("rmdir", path)

    def dirty(self, path: str) -> None:
        """A file's content, or a directory's names, must be on the disk before the change counts as kept."""
        self._dirty[path] = None

    # units

    def open(self) -> Unit:
        """A unit of its own, for work that goes on over several turns of the reactor."""
        return self._new()

    @contextmanager
    def within(self, unit: Unit) -> Iterator[None]:
        """Changes made inside belong to a unit."""
        before, self._current = self._current, unit
        try:
            yield
        finally:
            self._current = before

    def finish(self, unit: Unit) -> None:
        """A unit is complete, and is kept with what is cut next."""
        if unit.entries:
            self._finished.append(unit)
            self.on_change()

    @property
    def pending(self) -> bool:
        """Whether there is something to cut."""
        return bool(self._finished or self._turn.entries)

    def cut(self) -> tuple[list[Unit], list[str]]:
        """The units that are complete, and the paths to ``sync`` before they are written down as kept."""
        units, self._finished = self._finished, []
        if self._turn.entries:
            units.append(self._turn)
            new = self._new()
            if self._current is self._turn:
                self._current = new
            self._turn = new
        dirty, self._dirty = list(self._dirty), {}
        return units, dirty

    # inside

    def _new(self) -> Unit:
        self._units += 1
        return Unit(f"{self._life}.{self._units}")

    def _note(self, kind: str, path: str, aside: str = "", size: int = 0) -> None:
        start = len(self._base) + 1
        unit = self._current
        self._number += 1
        place = f"{self._folder}/{self._number:016x}"
        _write(place, json.dumps([kind, unit.name, path[start:], aside[start:], size], separators=(",", ":")))
        unit.entries.append((place, aside if kind == "aside" else ""))
        if unit is self._turn:
            self.on_change()


def sync(paths: Sequence[str]) -> None:
    """Wait until files and directories are on the disk; what has gone meanwhile does not matter. Raises OSError."""
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            _fs.sync(path)


def settle(units: Sequence[Unit]) -> None:
    """Units are kept: drop their entries and what they moved aside. Raises OSError."""
    for unit in units:
        for place, aside in unit.entries:
            os.unlink(place)
            if aside:
                _fs.remove_any(aside)


def recover(base: str, folder: str, kept: Container[str]) -> list[Entry]:
    """Finish the units that were kept and take back all others; what was taken back. Raises OSError, ValueError."""
    names = sorted(os.listdir(folder), reverse=True)
    undone = []
    for name in names:
        place = f"{folder}/{name}"
        entry = _read(place)
        if entry is not None and entry.unit in kept:
            if entry.kind == "aside":
                _fs.remove_any(f"{base}/{entry.other}")
        elif entry is not None and _take_back(base, entry):
            undone.append(entry)
        os.unlink(place)
    return undone


def _take_back(base: str, entry: Entry) -> bool:
    """Whether there was something to take back: the process may have died before the change."""
    path, other = f"{base}/{entry.path}", f"{base}/{entry.other}"
    info = _fs.look(path)
    match entry.kind:
        case "make":
            return info is not None and _remove(path, info)
        case "aside" | "move":
            if _fs.look(other) is None or info is not None:  # others have put something there, which was kept
                return False
            _fs.rename(other, path)
        case "size":
            if info is None or info.st_size <= entry.size:
                return False
            _fs.resize(path, entry.size, sync=True, time=info.st_mtime)
        case "mark":
            if info is None or _fs.is_marked(info) is bool(entry.size):
                return False
            _fs.mark(path, info, bool(entry.size))
        case "rmdir":
            if info is not None:
                return False
            _fs.make_directory(path)
        case _:
            raise ValueError(f"an entry of an unknown kind: {entry.kind!r}")
    return True


def _remove(path: str, info: _fs.Info) -> bool:
    if not _fs.is_directory(info):
        _fs.remove_file(path)
        return True
    try:
        _fs.remove_directory(path)
    except OSError:  # others have put something there, which was kept
        return False
    return True


def _write(place: str, text: str) -> None:
    if len(text) <= _LONGEST:
        os.symlink(text, place)
        return
    _fs.write_new(place, text.encode(), sync=True)


def _read(place: str) -> Entry | None:
    """An entry, ``None`` for one that was being written: its change was not begun."""
    info = _fs.look(place)
    assert info is not None
    if _fs.is_file(info):
        with _fs.open_read(place) as file:
            text = file.read().decode()
    else:
        text = os.readlink(place)
    try:
        return Entry(*json.loads(text))
    except ValueError:
        if _fs.is_file(info):
            return None
        raise


def _nothing() -> None:
    pass
