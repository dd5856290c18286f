"""A datastore whose names change: files and directories come, move and go. Content is `Datastore`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from fakeesx.storage import _fs
from fakeesx.storage.errors import (
    CannotAccessFile,
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    IsADirectory,
    ReadOnly,
    StorageError,
    from_os_error,
)
from fakeesx.storage.lock_files import LockFiles
from fakeesx.storage.locks import LockMode
from fakeesx.storage.past import History
from fakeesx.storage.paths import join, name_of, normalise, parent_of
from fakeesx.storage.reading import STAGING, DatastoreKind, ReadableDatastore, is_staging
from fakeesx.storage.spares import Spares
from fakeesx.storage.undo import UndoLog


class ArrangeableDatastore(ReadableDatastore):
    """What `Datastore` does with names and locks; see there for what holds for all methods."""

    def __init__(
        self,
        root: Path | str,
        name: str,
        uuid: str,
        capacity: int,
        kind: DatastoreKind,
        remote: str,
        durable: bool,
        undo: UndoLog | None = None,
        past: History | None = None,
    ) -> None:
        super().__init__(root, name, uuid, capacity, kind, remote, past)
        self.durable = durable or undo is not None
        """Whether changes wait for the disk when the call does not say."""
        self._undo = undo
        self._staged = 0
        self._staging = f"{self._root}/{STAGING}"
        self._spares = Spares(self._staging)
        self._lent: dict[str, object] = {}
        self._lock_files = LockFiles(self._root, past=past) if kind is DatastoreKind.NFS else None
        if self._lock_files is not None:
            self._locks.changed = self._lock_files.changed
        try:
            _fs.remove_any(self._staging)
        except OSError as error:
            raise from_os_error(error, self._staging, name) from error

    def mkdir(self, path: str, *, parents: bool = False, durable: bool | None = None) -> None:
        """Make a directory, with `parents` also those above it.

        Raises FileAlreadyExists, FileNotFound (what is above is missing).
        """
        path = normalise(path)
        missing = self._missing(path) if parents or not path else [path]
        if not missing:
            raise FileAlreadyExists(self.text(path))
        made: list[str] = []
        try:
            for directory in missing:
                full = self._place_for(directory)
                try:
                    if self._undo is not None:
                        if self._allowed(directory, full) is not None:
                            raise FileAlreadyExists(self.text(directory))
                        self._undo.make(full)
                    self._around(full)
                    _fs.make_directory(full, self._spares.directory())
                    if self._past is not None:
                        self._past.made(full)
                except OSError as error:
                    raise self._error(error, directory) from error
                made.append(full)
                self._sync_names(directory, durable=durable)
        except StorageError:
            for full in reversed(made):
                with suppress(OSError):  # somebody put something there meanwhile
                    if self._undo is not None:
                        self._undo.remove_directory(full)
                    _fs.remove_directory(full)
                    if self._past is not None:
                        self._past.gone(full)
            raise

    def lend_directory(self, path: str, borrower: object) -> None:
        """Make a directory that goes again when something ends badly. Raises as ``mkdir`` does."""
        path = normalise(path)
        self.mkdir(path)
        self._lent[path] = borrower

    def return_directory(self, path: str, borrower: object, *, keep: bool) -> None:
        """Let a lent directory stay, or delete it unless something is in it, or it is another one by now."""
        path = normalise(path)
        if self._lent.get(path) is borrower:
            del self._lent[path]
            if not keep:
                with suppress(StorageError):  # somebody else put something there meanwhile
                    self.rmdir(path)

    def rmdir(self, path: str, *, durable: bool | None = None) -> None:
        """Delete a directory that is empty. Raises FileNotFound, NotADirectory, DirectoryNotEmpty."""
        path = self._not_root(path)
        full = self._directory(path)
        try:
            if self._past is not None:
                self._past.around(full)
                self._past.directory(full)
            if self._undo is not None:
                self._undo.remove_directory(full)
                _fs.remove_directory(full)
            elif self._lasts(durable) or not self._keep_spare_directory(full):
                _fs.remove_directory(full)
        except OSError as error:
            raise self._error(error, path) from error
        if self._past is not None:
            self._past.gone(full)
        self._forget_lent(path)
        self._sync_names(path, durable=durable)

    def delete_file(self, path: str, *, owner: str | None = None, durable: bool | None = None) -> None:
        """Delete one file. Raises FileNotFound, IsADirectory, FileLocked."""
        path = normalise(path)
        full, info = self._existing_file(path)
        self._writable_path(path)
        self._unlocked(path, owner)
        self._unlink(path, full, info, durable)
        self._sync_names(path, durable=durable)

    def delete_files(
        self, paths: Iterable[str], *, owner: str | None = None, durable: bool | None = None,
    ) -> None:
        """Delete several files; what is not there (any more) is no error.

        Raises IsADirectory, FileLocked before anything is deleted.
        """
        doomed = {}
        for path in map(normalise, paths):
            full, info = self._look(path)
            if info is not None:
                if _fs.is_directory(info):
                    raise IsADirectory(self.text(path))
                self._writable_path(path)
                self._unlocked(path, owner)
                doomed[path] = full, info
        for path, (full, info) in doomed.items():
            self._unlink(path, full, info, durable)
        for path in {parent_of(path): path for path in doomed}.values():
            self._sync_names(path, durable=durable)

    def delete(self, path: str, *, owner: str | None = None, durable: bool | None = None) -> None:
        """Delete a file, or a directory with all that is in it. Raises FileNotFound, FileLocked."""
        path = self._not_root(path)
        full, info = self._look(path)
        if info is None or not _fs.is_directory(info):
            self.delete_file(path, owner=owner, durable=durable)
            return
        content = self._content(path, full, owner)
        durable = self._lasts(durable)
        try:
            if self._past is not None:
                self._past.around(full)
                self._past.tree(full, content)
            if self._undo is not None:
                self._put_aside(full)
                self._sync_names(path, durable=durable)
            elif durable:  # away in one step: a crash leaves all of the tree, or none
                doomed = self._stage()
                _fs.rename(full, doomed)
                self._sync_names(path, durable=True)
                _fs.remove_tree(doomed, content)
            else:
                _fs.remove_tree(full, content)
        except OSError as error:
            self.refresh()
            raise self._error(error, path) from error
        if self._past is not None:
            self._past.went(full, content)
        self._forget_lent(path)
        for directory, names in content:
            self._tally.drop_directory(join(path, directory))
            for name in names:
                self._locks.forget(join(path, join(directory, name)))

    def move(
        self,
        source: str,
        target: str,
        *,
        overwrite: bool = False,
        owner: str | None = None,
        durable: bool | None = None,
    ) -> None:
        """Rename a file or a directory within the datastore; `overwrite` lets a file replace a file.

        Raises FileNotFound (the source, the target's directory), FileAlreadyExists, FileLocked.
        """
        source, target = self._not_root(source), self._not_root(target)
        place, info = self._look(source)
        if info is None:
            raise FileNotFound(self.text(source))
        tree = _fs.is_directory(info)
        if tree and target.startswith(f"{source}/"):
            raise CannotAccessFile(self.text(target), "within the directory to move")
        goal = self._place_for(target)
        there = self._allowed(target, goal)
        if there is not None and (tree or _fs.is_directory(there) or not overwrite or source == target):
            raise FileAlreadyExists(self.text(target))
        self._unlocked(source, owner)
        self._unlocked(target, owner)
        kept = self._past is not None and self._past.wanted
        content = self._content(source, place, owner) if tree and (self._locks or kept) else []
        try:
            self._keep_moved(place, goal, content if tree else None, there)
            if self._undo is not None:
                aside = self._put_aside(goal) if there is not None else ""
                self._undo.move(place, goal)
                self._rename(place, goal, aside)
            else:
                _fs.rename(place, goal)
        except OSError as error:
            raise self._error(error, source) from error
        if self._past is not None:
            self._past.moved(place, goal, content) if tree else self._past.gone(place)
        self._locks.forget(target)
        if tree:
            self._tally.move_directory(source, target)
            self._forget_lent(source)
        else:
            self._tally.move(source, target)
            content = [("", [""])]
        for directory, names in content:
            for name in names:
                below = join(directory, name)
                self._locks.move(join(source, below), join(target, below))
        self._sync_names(target, durable=durable)
        self._sync_names(source, durable=durable)

    def mark_zeroed(self, path: str, zeroed: bool = True) -> None:
        """Note whether the holes of a file were written with zeros. Raises FileNotFound, IsADirectory."""
        path = normalise(path)
        full, info = self._existing_file(path)
        try:
            if _fs.is_marked(info) is not zeroed:
                if self._past is not None:
                    self._past.facts(full, info)
                if self._undo is not None:
                    self._undo.mark(full, zeroed)
                    self._undo.dirty(full)
                _fs.mark(full, info, zeroed)
        except OSError as error:
            raise self._error(error, path) from error

    def set_owner(self, path: str, owner: str, *, durable: bool | None = None) -> None:
        """Give a file or directory to a user, whose it stays under another name too; a copy is root's.

        Raises FileNotFound, CannotAccessFile (a disk under the simulation that can't keep it).
        """
        path = normalise(path)
        self._writable_path(path)
        full, info = self._look(path)
        if info is None:
            raise FileNotFound(self.text(path))
        try:
            if self._past is not None:
                self._past.facts(full, info)
            _fs.set_owner(full, owner)
            if self._lasts(durable):
                _fs.sync(full)
        except OSError as error:
            raise self._error(error, path) from error
        self._read.add(info.st_ino)  # it is not to be used again for another file

    def sync(self, path: str) -> None:
        """Wait until a file, or a directory with all that is in it, is on the disk together with its name.

        For many changes at once, made with ``durable=False``. Raises FileNotFound.
        """
        path = normalise(path)
        full, info = self._look(path)
        if info is None:
            raise FileNotFound(self.text(path))
        try:
            if _fs.is_directory(info):
                for directory, names in _fs.tree(full):
                    for name in names:
                        place = f"{full}/{join(directory, name)}"
                        found = _fs.look(place)
                        if found is not None and _fs.is_file(found):
                            _fs.sync(place)
                    _fs.sync(f"{full}/{directory}")
            else:
                _fs.sync(full)
        except OSError as error:
            raise self._error(error, path) from error
        self._sync_names(path, durable=True)

    def require_writable(self, path: str) -> None:
        """Raise ReadOnly where nothing may be written."""
        self._writable_path(normalise(path))

    def destroy(self) -> Callable[[], None]:
        """The folder and all that is in it leaves its name; the result deletes it, in any thread, as far as it can.

        The datastore can't be used after that. With an undo log the folder goes when that is kept. Raises CannotAccessFile.
        """
        number = 0
        while _fs.look(doomed := f"{self._root}.removed-{number}") is not None:
            number += 1
        try:
            content = list(_fs.tree(self._root)) if self._past is not None and self._past.wanted else []
            if self._past is not None:
                self._past.around(self._root)
                self._past.tree(self._root, content, skip=STAGING)
            if self._undo is not None:
                self._undo.put_aside(self._root, doomed)
            _fs.rename(self._root, doomed)
        except OSError as error:
            raise self._error(error, "") from error
        if self._past is not None:
            self._past.went(self._root, content)
        if self._undo is not None:
            return _nothing
        return partial(_remove_quietly, doomed)

    # Locks

    def lock(self, path: str, owner: str, mode: LockMode = LockMode.WRITE) -> None:
        """Hold a file for `owner`, or change how. Raises FileNotFound, IsADirectory, FileLocked."""
        path = normalise(path)
        self._existing_file(path)
        if holder := self._locks.acquire(path, owner, mode):
            raise FileLocked(self.text(path), holder)

    def unlock(self, owner: str, path: str | None = None) -> None:
        """Give up one lock of `owner`, or all; where there is none nothing happens."""
        self._locks.release(owner, normalise(path) if path is not None else None)

    # Parts of the above, and of Datastore; paths are normalised

    def _forget_lent(self, path: str) -> None:
        """A directory is not there any more, nor what was in it."""
        for each in [each for each in self._lent if each == path or each.startswith(f"{path}/")]:
            del self._lent[each]

    def _writable_path(self, path: str) -> None:
        if self.read_only:
            raise ReadOnly(self.text(path))

    def _not_root(self, path: str) -> str:
        normal = normalise(path)
        self._writable_path(normal)
        if not normal:
            raise CannotAccessFile(self.text(normal), "the root of the datastore")
        return normal

    def _place_for(self, path: str) -> str:
        """Where a file or directory may be made, if there is none. Raises FileNotFound, NotADirectory, ReadOnly."""
        self._writable_path(path)
        if not path:
            raise IsADirectory(self.text(path))
        if is_staging(path):
            raise CannotAccessFile(self.text(path), "reserved")
        return f"{self._directory(parent_of(path))}/{name_of(path)}"

    def _missing(self, path: str) -> list[str]:
        """The path and the directories above it that are not there, from the uppermost down."""
        info = self._look(path)[1]
        missing = []
        while info is None and path:
            missing.append(path)
            path = parent_of(path)
            info = _fs.look(f"{self._root}/{path}")
        return missing[::-1]

    def _lasts(self, durable: bool | None) -> bool:
        """Whether a change shall be on the disk before it is answered."""
        return self.durable if durable is None else durable

    def _unlink(self, path: str, full: str, info: _fs.Info, durable: bool | None) -> None:
        inode = info.st_ino
        try:
            alone = info.st_nlink == 1 and inode not in self._read and not _fs.is_marked(info) and not self._lasts(durable)
            lives = info.st_nlink > 1
            if self._past is not None:
                self._past.around(full)
                lives = self._past.whole(full) or lives
            if self._undo is not None:
                self._put_aside(full)
            elif lives or not alone or not self._keep_spare(full, info.st_size):
                _fs.remove_file(full)
                if not lives:
                    self._read.discard(inode)
        except OSError as error:
            raise self._error(error, path) from error
        if self._past is not None:
            self._past.gone(full)
        self._tally.drop(path)
        self._locks.forget(path)

    def _content(self, path: str, full: str, owner: str | None) -> list[tuple[str, list[str]]]:
        """What is in a directory, as `_fs.tree` tells it. Raises FileLocked."""
        try:
            content = list(_fs.tree(full))
        except OSError as error:
            raise self._error(error, path) from error
        if self._locks:
            for directory, names in content:
                for name in names:
                    self._unlocked(join(path, join(directory, name)), owner)
        return content

    def _sync_names(self, path: str, *, durable: bool | None) -> None:
        """Wait until the directory of `path` is on the disk, if it shall be durable."""
        if self._lasts(durable):
            directory = f"{self._root}/{parent_of(path)}"
            if self._undo is not None:
                self._undo.dirty(directory)
                return
            try:
                _fs.sync(directory)
            except OSError as error:
                raise self._error(error, path) from error

    def _around(self, full: str) -> None:
        """A name will come or go. Raises OSError."""
        if self._past is not None:
            self._past.around(full)

    def _keep_spare(self, full: str, size: int) -> bool:
        self._around(self._staging)
        return self._spares.keep_file(full, size)

    def _keep_spare_directory(self, full: str) -> bool:
        self._around(self._staging)
        return self._spares.keep_directory(full)

    def _keep_moved(
        self, place: str, goal: str, content: list[tuple[str, list[str]]] | None, there: _fs.Info | None,
    ) -> None:
        """Say what a move changes; ``content`` is that of a directory, ``there`` what is replaced. Raises OSError."""
        if self._past is None:
            return
        self._past.around(place)
        self._past.around(goal)
        if content is not None:
            self._past.tree(place, content)
            return
        self._past.whole(place)
        if there is not None:
            self._past.whole(goal)
        else:
            self._past.made(goal)

    def _put_aside(self, full: str) -> str:
        """Move away what is at a place until the change is kept; where it is then. Raises OSError."""
        assert self._undo is not None
        aside = self._stage()
        self._undo.put_aside(full, aside)
        _fs.rename(full, aside)
        return aside

    def _rename(self, source: str, full: str, aside: str) -> None:
        """Give a file its place; where that fails what was moved aside for it comes back. Raises OSError."""
        try:
            _fs.rename(source, full)
        except OSError:
            if aside and self._undo is not None:
                self._undo.move(aside, full)
                _fs.rename(aside, full)
            raise

    def _stage(self) -> str:
        """A free name in the staging directory. Raises OSError."""
        if _fs.look(self._staging) is None:
            self._around(self._staging)
            _fs.make_directory(self._staging)
        self._staged += 1
        return f"{self._staging}/{self._staged}"


def _nothing() -> None:
    """The undo log sees to it."""


def _remove_quietly(folder: str) -> None:
    with suppress(OSError):
        _fs.remove_tree(folder)
