# ruff: noqa: PTH108, PTH208
# Paths are plain text here: making path objects costs more than the system calls.
"""How changes of files are taken back when the process dies before they were kept.

Each change of a datastore's files first leaves an entry here that says how to take it back; what is deleted or replaced is
only moved aside. Changes belong to a unit of work. A unit is *kept* when a journal on the disk says so; then its entries go,
and with them what was moved aside. ``recover`` runs before a datastore is opened: it finishes the units that were kept and
takes back all others, the last change first, so that a unit's changes are all there or none of them is.

Entries are lines of text in a few files that are used again and again: making and deleting a file for each would cost more
than what it is for. An entry is written before its change is begun, and not waited for: a process that is killed loses
nothing of what it wrote. When the whole machine loses its power, all that was kept is there, but what was under way may
leave remains.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from fakeesx.storage import _fs
from fakeesx.storage.lock_files import is_lock_name

_PIECE = 1024 * 1024
_MANY = 200
"""Paths from which on all of their file system is written out at once."""
class Entry(NamedTuple):
    """How to take one change back. Paths are relative to the folder of all datastores, numbers increase with time."""

    number: int
    kind: str
    unit: str
    path: str
    other: str = ""
    size: int = 0


class Unit:
    """Changes that are kept together. ``name`` is what a journal writes down."""

    __slots__ = ("aside", "name", "page")

    def __init__(self, name: str) -> None:
        self.name = name
        self.page: Page | None = None
        """Where its entries are; ``None`` as long as there are none."""
        self.aside: list[str] = []
        """What it moved aside."""


class Page:
    """A file with the entries of one unit at a time."""

    __slots__ = ("_fd", "_size", "_spare")

    def __init__(self, path: str, spare: list[Page]) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._size = 0
        self._spare = spare

    def write(self, line: bytes) -> None:
        """Add an entry. Raises OSError, then there is nothing of it."""
        try:
            _fs.write_all(self._fd, line)
        except OSError:
            os.ftruncate(self._fd, self._size)
            raise
        self._size += len(line)

    def clear(self) -> None:
        """Forget all entries; the page can be used for another unit."""
        os.ftruncate(self._fd, 0)
        self._size = 0
        self._spare.append(self)

    def close(self) -> None:
        """Let go of the file."""
        _fs.close(self._fd)


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
        self._pages: list[Page] = []
        self._spare: list[Page] = []
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
        """A file of ``size`` bytes will be longer."""
        self._note("size", path, size=size)

    def rewrite(self, path: str, copy: str) -> None:
        """A file's content will be changed in place; ``copy`` holds it as it is, and goes when the change is kept."""
        self._note("content", path, copy)

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
        if unit.page is not None:
            self._finished.append(unit)
            self.on_change()

    @property
    def pending(self) -> bool:
        """Whether there is something to cut."""
        return bool(self._finished) or self._turn.page is not None

    def cut(self) -> tuple[list[Unit], list[str]]:
        """The units that are complete, and the paths to ``sync`` before they are written down as kept."""
        units, self._finished = self._finished, []
        if self._turn.page is not None:
            units.append(self._turn)
            new = self._new()
            if self._current is self._turn:
                self._current = new
            self._turn = new
        dirty, self._dirty = list(self._dirty), {}
        return units, dirty

    def close(self) -> None:
        """Let go of all files; entries that are there stay."""
        for page in self._pages:
            page.close()
        self._pages = []

    # inside

    def _new(self) -> Unit:
        self._units += 1
        return Unit(f"{self._life}.{self._units}")

    def _note(self, kind: str, path: str, aside: str = "", size: int = 0) -> None:
        start = len(self._base) + 1
        unit = self._current
        self._number += 1
        if unit.page is None:
            unit.page = self._page()
        line = json.dumps([self._number, kind, unit.name, path[start:], aside[start:], size], separators=(",", ":"))
        unit.page.write(line.encode() + b"\n")
        if kind in ("aside", "content"):
            unit.aside.append(aside)
        if unit is self._turn:
            self.on_change()

    def _page(self) -> Page:
        try:
            return self._spare.pop()
        except IndexError:
            page = Page(f"{self._folder}/{self._life}-{len(self._pages)}", self._spare)
            self._pages.append(page)
            return page


def sync(paths: Sequence[str]) -> None:
    """Wait until files and directories are on the disk; what has gone meanwhile does not matter. Raises OSError."""
    if len(paths) > _MANY and _sync_all(paths[0]):
        return
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            _fs.sync(path)


def _sync_all(path: str) -> bool:
    """Wait for the whole file system of a path, where the operating system can do that: one wait for thousands of files."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        return False
    while _fs.look(path) is None:
        path = path.rpartition("/")[0] or "/"
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if libc.syncfs(fd):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        _fs.close(fd)
    return True


def settle(units: Sequence[Unit]) -> None:
    """Units are kept: drop what they moved aside, and their entries. Raises OSError."""
    for unit in units:
        for path in unit.aside:
            _fs.remove_any(path)
        if unit.page is not None:
            unit.page.clear()


def recover(base: str, folder: str, kept: Container[str]) -> list[Entry]:
    """Finish the units that were kept and take back all others; what was taken back. Raises OSError, ValueError."""
    places = [f"{folder}/{name}" for name in os.listdir(folder)]
    undone = []
    entries = [each for place in places for each in _read(place)]
    for entry, offset, page in sorted(entries, reverse=True):
        if entry.unit in kept:
            if entry.kind in ("aside", "content"):
                _fs.remove_any(f"{base}/{entry.other}")
            continue
        if _take_back(base, entry):
            undone.append(entry)
        os.truncate(page, offset)  # never again: what was there before may be there now
    for place in places:
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
        case "content":
            if info is None or _fs.look(other) is None:
                return False
            _fs.replace(other, path)
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
    directories, files = _fs.names(path)
    if files and not directories and all(map(is_lock_name, files)):  # whoever held something there is gone
        for name in files:
            _fs.remove_file(f"{path}/{name}")
    try:
        _fs.remove_directory(path)
    except OSError:  # others have put something there, which was kept
        return False
    return True


def _read(place: str) -> Iterator[tuple[Entry, int, str]]:
    """The entries of a page, each with where it begins; the last is left out when it was being written.

    Its change was not begun then.
    """
    with _fs.open_read(place) as file:
        lines = file.readall().splitlines(keepends=True)
    offset = 0
    for line in lines:
        if line.endswith(b"\n"):
            yield Entry(*json.loads(line)), offset, place
        offset += len(line)


def copy_content(source: str, target: str) -> None:
    """Make a copy of a file, with its holes, its times and its mark. Raises OSError."""
    with _fs.open_read(source) as file:
        fd = _fs.create(target)
        try:
            info = os.fstat(file.fileno())
            os.ftruncate(fd, info.st_size)
            for start, end in _data(file.fileno(), info.st_size):
                while start < end:
                    piece = os.pread(file.fileno(), min(_PIECE, end - start), start)
                    start += os.pwrite(fd, piece, start)
            os.fchmod(fd, info.st_mode & 0o777)
            os.utime(fd, ns=(info.st_atime_ns, info.st_mtime_ns))
        finally:
            _fs.close(fd)


def _data(fd: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file has data, from and to; all of it where the file system knows no holes."""
    at = 0
    while at < size:
        try:
            start = os.lseek(fd, at, os.SEEK_DATA)
            at = os.lseek(fd, start, os.SEEK_HOLE)
        except OSError as error:
            if error.errno != errno.ENXIO:  # else nothing but a hole from here on
                yield at, size
            return
        yield start, min(at, size)


def _nothing() -> None:
    pass
