"""How files become again what they were. Each step says how it is taken back."""

from __future__ import annotations

import errno
import os

from fakeesx.storage import _fs
from fakeesx.storage.lock_files import is_lock_name
from fakeesx.storage.past.blocks import SIZE, Blocks
from fakeesx.storage.past.was import NOTHING, Directory, Facts, File, Was
from fakeesx.storage.undo import UndoLog, copy_content

_NO_LINKS = (errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS)


class Disk:
    """The changes that going back makes, each told to the undo log before where there is one."""

    def __init__(self, folder: str, undo: UndoLog | None) -> None:
        self._folder = folder
        self._undo = undo
        self._number = 0
        self._there = False
        _fs.remove_any(folder)

    def free(self) -> str:
        """A free name for something that is kept."""
        if not self._there:
            if _fs.look(self._folder) is None:
                _fs.make_directory(self._folder)
            self._there = True
        self._number += 1
        return f"{self._folder}/{self._number}"

    def link(self, path: str) -> str:
        """Another name for a file, which keeps it; a copy where the file system has no links."""
        place = self.free()
        try:
            os.link(path, place, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _copy(path, place)
        return place

    def part(self, path: str) -> None:
        """Put a copy in place of a file that has other names, so that it can be changed."""
        copy, directory = self.free(), path.rpartition("/")[0]
        _copy(path, copy)
        info = os.lstat(directory)
        _fs.replace(copy, path)
        os.utime(directory, ns=(info.st_atime_ns, info.st_mtime_ns))  # to all others nothing has happened
        if self._undo is not None:
            self._undo.dirty(path)

    def away(self, path: str) -> str:
        """Take a file away; where it is kept."""
        undo = self._undo_for(path)
        if undo is None:
            place = self.free()
            _fs.rename(path, place)
            return place
        place, aside = self.link(path), self.free()
        undo.put_aside(path, aside)
        _fs.rename(path, aside)
        undo.dirty(path.rpartition("/")[0])
        return place

    def bring(self, place: str, path: str) -> None:
        """Give a file that was kept its name."""
        undo = self._undo_for(path)
        if undo is None:
            _fs.rename(place, path)
            return
        undo.make(path)
        _fs.rename(place, path)
        undo.dirty(path)
        undo.dirty(path.rpartition("/")[0])

    def make_directory(self, path: str) -> None:
        """Make a directory."""
        if self._undo is not None:
            self._undo.make(path)
            self._undo.dirty(path.rpartition("/")[0])
        _fs.make_directory(path)

    def remove_directory(self, path: str) -> None:
        """Remove a directory, with what strangers put there."""
        directories, files = _fs.names(path)
        if self._undo is None:
            if directories or files:
                _fs.remove_tree(path)
            else:
                _fs.remove_directory(path)
            return
        if directories or files:
            aside = self.free()
            self._undo.put_aside(path, aside)
            _fs.rename(path, aside)
        else:
            self._undo.remove_directory(path)
            _fs.remove_directory(path)
        self._undo.dirty(path.rpartition("/")[0])

    def rewrite(self, path: str, info: _fs.Info, blocks: Blocks, into: Blocks | None) -> None:
        """Give a file its blocks again; what stands there now goes ``into`` others."""
        if info.st_nlink > 1:
            self.part(path)
        if self._undo is not None:
            copy = self.free()
            _copy(path, copy)
            self._undo.rewrite(path, copy)
            self._undo.dirty(path)
        fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if into is not None:
                for number in blocks:
                    into.note(fd, number * SIZE, SIZE)
                if info.st_size > blocks.size:
                    into.note(fd, blocks.size, info.st_size - blocks.size)
            blocks.put_back(fd)
        finally:
            os.close(fd)
            blocks.close()
            if into is not None:
                into.close()

    def put_facts(self, path: str, info: _fs.Info, facts: Facts) -> None:
        """Give a file or directory its mark, its owner and its times again."""
        if info.st_nlink > 1 and not _fs.is_directory(info):
            self.part(path)
        marked = bool(facts.mode & 0o100)
        if self._undo is not None and not _fs.is_directory(info) and _fs.is_marked(info) is not marked:
            self._undo.mark(path, marked)
            self._undo.dirty(path)
        facts.put_back(path)

    def _undo_for(self, path: str) -> UndoLog | None:
        """Lock files are for show: they need not outlive the process."""
        return None if is_lock_name(path.rpartition("/")[2]) else self._undo


def swap(disk: Disk, layer: dict[str, Was]) -> dict[str, Was]:
    """Let everything be as a layer says; the result says how it was before. The layer is of no use then.

    Raises OSError, then nothing has changed, and the layer is as it was.
    """
    back: dict[str, Was] = {}
    taken: list[str] = []
    try:
        _swap(disk, layer, back, taken)
    except OSError:
        again: dict[str, Was] = {}
        _swap(disk, back, again, [])
        for path in taken:
            layer[path] = again[path]
        raise
    for was in layer.values():
        if was.__class__ is File and was.blocks is not None:
            was.blocks.drop()
    return back


def _swap(disk: Disk, layer: dict[str, Was], back: dict[str, Was], taken: list[str]) -> None:
    now = {path: _fs.look(path) for path in layer}
    facts = {path: Facts.of(path, info) for path, info in now.items() if info is not None and _fs.is_directory(info)}
    for path, info in now.items():  # times of directories change with the first step
        if info is None:
            back[path] = NOTHING
        elif path in facts:
            back[path] = Directory(facts[path])
    for path in sorted(layer, reverse=True):  # what is in a directory before the directory
        _clear(disk, path, layer[path], now[path], back)
    for path in sorted(layer):
        _fill(disk, path, layer[path], back, taken)
    for path, was in layer.items():
        if was.__class__ is Directory and (info := _fs.look(path)) is not None:
            disk.put_facts(path, info, was.facts)


def _clear(disk: Disk, path: str, was: Was, info: _fs.Info | None, back: dict[str, Was]) -> None:
    """Take away what is in the way of what was there."""
    if info is None:
        return
    if _fs.is_directory(info):
        if was.__class__ is not Directory:
            disk.remove_directory(path)
    elif was.__class__ is not File or was.place is not None:
        back[path] = File(disk.away(path))


def _fill(disk: Disk, path: str, was: Was, back: dict[str, Was], taken: list[str]) -> None:
    """Bring back what was there."""
    if was.__class__ is Directory:
        if back[path].__class__ is not Directory:
            disk.make_directory(path)
        return
    if was.__class__ is not File:
        return
    if was.place is not None:
        disk.bring(was.place, path)
        taken.append(path)
    info = _fs.look(path)
    if info is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    into = None
    if was.place is None:
        into = Blocks(disk.free(), info.st_size) if was.blocks is not None else None
        back[path] = File(None, Facts.of(path, info), into)
    if was.blocks is not None:
        disk.rewrite(path, info, was.blocks, into)
        info = os.lstat(path)
    if was.facts is not None:
        disk.put_facts(path, info, was.facts)


def _copy(source: str, target: str) -> None:
    copy_content(source, target)
    owner = _fs.owner(source)
    if owner is not None:
        _fs.set_owner(target, owner)
