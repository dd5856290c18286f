"""A datastore: a folder of real files, with the capacity, the locks and the errors of VMFS or NFS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from fakeesx.storage import _fs
from fakeesx.storage.errors import (
    CannotAccessFile,
    FileAlreadyExists,
    FileLocked,
    FileNotFound,
    FileTooLarge,
    IncompleteUpload,
    IsADirectory,
    NoDiskSpace,
    StorageError,
    from_os_error,
)
from fakeesx.storage.listing import FileStat, file_stat
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, name_of, normalise, parent_of
from fakeesx.storage.reading import STAGING, DatastoreKind, ReadableDatastore, is_staging
from fakeesx.storage.tally import usage_of
from fakeesx.storage.uploads import Upload

__all__ = ["STAGING", "Datastore", "DatastoreKind"]


class Datastore(ReadableDatastore):
    """Every `path` is text below the root ("" is the root, "vm/vm.vmx"), in any spelling that `normalise`
    takes.

    Each method may raise InvalidDatastorePath, CannotAccessFile (a symbolic link on the way or at the end, a
    special file, a refusal of the operating system), NotADirectory (a file on the way) and, when it writes,
    NoDiskSpace; the docstrings name what else. An error means that nothing changed. `owner` is whoever asks,
    so that its own locks are not in its way. `durable` (None: as the datastore) waits until the change is on
    the disk.

    All methods belong to one thread.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        name: str,
        uuid: str,
        capacity: int,
        kind: DatastoreKind = DatastoreKind.VMFS,
        remote: str = "",
        max_file_size: int | None = None,
        durable: bool = False,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """Open the folder `root`, which is made if it is not there; what an earlier process had staged goes.

        `capacity` and `max_file_size` are bytes; `remote` is the "server:/path" of NFS; `clock` gives the
        files their times (seconds since the epoch; None: the operating system does). Raises NotADirectory,
        CannotAccessFile, InvalidDatastorePath (the name).
        """
        super().__init__(root, name, uuid, capacity, kind, remote)
        self.max_file_size = max_file_size
        self.durable = durable
        self._clock = clock
        self._uploads: set[Upload] = set()
        self._staged = 0
        self._staging = f"{self._root}/{STAGING}"
        try:
            _fs.remove_any(self._staging)
        except OSError as error:
            raise from_os_error(error, self._staging, name) from error
        self.refresh()

    def close(self) -> None:
        """Abort the uploads that are under way; the datastore can still be used."""
        for upload in tuple(self._uploads):
            upload.abort()

    # Files

    def create_files(self, files: Mapping[str, bytes], *, durable: bool | None = None) -> None:
        """Make small new files, by path, in this order: all of them, or none when there is an error.

        Raises FileNotFound (no directory), FileAlreadyExists, FileTooLarge.
        """
        made: list[str] = []
        durable = self.durable if durable is None else durable
        try:
            for path, data in files.items():
                self.create_sparse(path, len(data), thick=False, head=data, durable=durable)
                made.append(path)
        except StorageError:
            self.delete_files(made, durable=durable)
            raise

    def write_file(
        self, path: str, data: bytes, *, owner: str | None = None, durable: bool | None = None
    ) -> FileStat:
        """Make a small file, or replace one in one step.

        Raises FileNotFound (no directory), IsADirectory, FileLocked, FileTooLarge.
        """
        path = normalise(path)
        full, info = self._writable(path, owner)
        self._fits(path, len(data), len(data))
        durable = self.durable if durable is None else durable
        try:
            if info is None and not durable:
                info = _fs.write_new(full, data, time=self._now())
            else:
                staged = self._stage()
                info = _fs.write_new(staged, data, sync=durable, time=self._now())
                _fs.replace_or_remove(staged, full)
        except OSError as error:
            raise self._error(error, path) from error
        return self._changed(path, info, durable=durable)

    def create_sparse(
        self, path: str, size: int, *, thick: bool, head: bytes = b"", durable: bool | None = None
    ) -> FileStat:
        """Make a file of `size` bytes that begins with `head` and is a hole from there on.

        A thick one is counted in full. Raises FileNotFound (no directory), FileAlreadyExists, FileTooLarge.
        """
        path = normalise(path)
        full = self._place_for(path)
        self._fits(path, size, size if thick else len(head))
        durable = self.durable if durable is None else durable
        try:
            info = _fs.write_new(full, head, size=size, sync=durable, time=self._now())
        except OSError as error:
            raise self._error(error, path) from error
        return self._changed(path, info, thick=thick, durable=durable)

    def resize(
        self, path: str, size: int, *, thick: bool, owner: str | None = None, durable: bool | None = None
    ) -> FileStat:
        """Cut a file, or lengthen it by a hole; `thick` as in `create_sparse`.

        Raises FileNotFound, IsADirectory, FileLocked, FileTooLarge.
        """
        path = normalise(path)
        full, info = self._writable(path, owner)
        if info is None:
            raise FileNotFound(self.text(path))
        self._fits(path, size, size if thick else 0)
        durable = self.durable if durable is None else durable
        try:
            info = _fs.resize(full, size, sync=durable, time=self._now())
        except OSError as error:
            raise self._error(error, path) from error
        return self._changed(path, info, thick=thick, durable=durable)

    def begin_upload(
        self, path: str, length: int | None = None, *, owner: str | None = None, durable: bool | None = None
    ) -> Upload:
        """Start to receive a file of `length` bytes (None: not known), which replaces one of the same name at
        the end.

        Raises FileNotFound (no directory), IsADirectory, FileLocked, FileTooLarge, NoDiskSpace (at once when
        `length` does not fit).
        """
        path = normalise(path)
        self._writable(path, owner)
        self._fits(path, length or 0, length or 0)
        try:
            upload = Upload(
                path,
                length,
                self._stage(),
                room=self._upload_room,
                finish=partial(
                    self._finish_upload, owner=owner, durable=self.durable if durable is None else durable
                ),
                discard=self._discard_upload,
                failed=partial(self._error, path=path),
            )
        except OSError as error:
            raise self._error(error, path) from error
        self._uploads.add(upload)
        return upload

    def delete_file(self, path: str, *, owner: str | None = None, durable: bool | None = None) -> None:
        """Delete one file. Raises FileNotFound, IsADirectory, FileLocked."""
        path = normalise(path)
        full = self._existing_file(path)
        self.require_unlocked(path, owner)
        self._unlink(path, full)
        self._sync_names(path, durable=durable)

    def delete_files(
        self, paths: Iterable[str], *, owner: str | None = None, durable: bool | None = None
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
                self.require_unlocked(path, owner)
                doomed[path] = full
        for path, full in doomed.items():
            self._unlink(path, full)
        for path in {parent_of(path): path for path in doomed}.values():
            self._sync_names(path, durable=durable)

    # Directories and trees

    def mkdir(self, path: str, *, parents: bool = False, durable: bool | None = None) -> None:
        """Make a directory, with `parents` also those above it.

        Raises FileAlreadyExists, FileNotFound (what is above is missing).
        """
        path = normalise(path)
        full, info = self._look(path)
        if info is not None:
            raise FileAlreadyExists(self.text(path))
        above = parent_of(path)
        if parents and self._look(above)[1] is None:
            self.mkdir(above, parents=True, durable=durable)
        else:
            self._directory(above)
        try:
            _fs.make_directory(full)
        except OSError as error:
            raise self._error(error, path) from error
        self._sync_names(path, durable=durable)

    def rmdir(self, path: str, *, durable: bool | None = None) -> None:
        """Delete a directory that is empty. Raises FileNotFound, NotADirectory, DirectoryNotEmpty."""
        path = self._not_root(path)
        full = self._directory(path)
        try:
            _fs.remove_directory(full)
        except OSError as error:
            raise self._error(error, path) from error
        self._sync_names(path, durable=durable)

    def delete(self, path: str, *, owner: str | None = None, durable: bool | None = None) -> None:
        """Delete a file, or a directory with all that is in it. Raises FileNotFound, FileLocked."""
        path = self._not_root(path)
        full, info = self._look(path)
        if info is None or not _fs.is_directory(info):
            self.delete_file(path, owner=owner, durable=durable)
            return
        content = self._content(path, full, owner)
        durable = self.durable if durable is None else durable
        try:
            if durable:  # away in one step: a crash leaves all of the tree, or none
                doomed = self._stage()
                _fs.rename(full, doomed)
                self._sync_names(path, durable=True)
                _fs.remove_tree(doomed, content)
            else:
                _fs.remove_tree(full, content)
        except OSError as error:
            self.refresh()
            raise self._error(error, path) from error
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
        goal = f"{self._directory(parent_of(target))}/{name_of(target)}"
        there = self._allowed(target, goal)
        if there is not None and (tree or _fs.is_directory(there) or not overwrite or source == target):
            raise FileAlreadyExists(self.text(target))
        self.require_unlocked(source, owner)
        self.require_unlocked(target, owner)
        content = self._content(source, place, owner) if tree and self._locks else []
        try:
            _fs.rename(place, goal)
        except OSError as error:
            raise self._error(error, source) from error
        self._locks.forget(target)
        if tree:
            self._tally.move_directory(source, target)
        else:
            self._tally.move(source, target)
            content = [("", [""])]
        for directory, names in content:
            for name in names:
                below = join(directory, name)
                self._locks.move(join(source, below), join(target, below))
        self._sync_names(target, durable=durable)
        self._sync_names(source, durable=durable)

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
                        _fs.sync(f"{full}/{join(directory, name)}")
                    _fs.sync(f"{full}/{directory}")
            else:
                _fs.sync(full)
        except OSError as error:
            raise self._error(error, path) from error
        self._sync_names(path, durable=True)

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

    # Parts of the above; paths are normalised

    def _now(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _not_root(self, path: str) -> str:
        normal = normalise(path)
        if not normal:
            raise CannotAccessFile(self.text(normal), "the root of the datastore")
        return normal

    def _place_for(self, path: str) -> str:
        """Where a file may be made, if there is none."""
        if not path:
            raise IsADirectory(self.text(path))
        if is_staging(path):
            raise CannotAccessFile(self.text(path), "reserved")
        return f"{self._directory(parent_of(path))}/{name_of(path)}"

    def _writable(self, path: str, owner: str | None) -> tuple[str, _fs.Info | None]:
        """Where a file may be written, and the file that is there already."""
        full = self._place_for(path)
        info = self._allowed(path, full)
        if info is not None:
            if _fs.is_directory(info):
                raise IsADirectory(self.text(path))
            self.require_unlocked(path, owner)
        return full, info

    def _fits(self, path: str, size: int, more: int) -> None:
        """Whether a file of `size` may be at `path`, with `more` bytes taken that replace those taken now."""
        if self.max_file_size is not None and size > self.max_file_size:
            raise FileTooLarge(self.text(path), size, self.max_file_size)
        known = self._tally.get(path)
        if more and self._tally.used + more - (known.allocated if known is not None else 0) > self.capacity:
            raise NoDiskSpace(self.text(path), self.name)

    def _changed(self, path: str, info: _fs.Info, *, durable: bool, thick: bool = False) -> FileStat:
        usage = usage_of(info, thick=thick)
        self._tally.put(path, usage)
        self._sync_names(path, durable=durable)
        return file_stat(path, info, usage)

    def _unlink(self, path: str, full: str) -> None:
        try:
            _fs.remove_file(full)
        except OSError as error:
            raise self._error(error, path) from error
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
                    self.require_unlocked(join(path, join(directory, name)), owner)
        return content

    def _sync_names(self, path: str, *, durable: bool | None) -> None:
        """Wait until the directory of `path` is on the disk, if it shall be durable."""
        if self.durable if durable is None else durable:
            try:
                _fs.sync(f"{self._root}/{parent_of(path)}")
            except OSError as error:
                raise self._error(error, path) from error

    def _stage(self) -> str:
        """A free name in the staging directory. Raises OSError."""
        if self._staged == 0:
            _fs.make_directory(self._staging)
        self._staged += 1
        return f"{self._staging}/{self._staged}"

    def _upload_room(self, upload: Upload, more: int) -> None:
        received = upload.received + more
        if upload.length is not None and received > upload.length:
            raise IncompleteUpload(self.text(upload.path), received, upload.length)
        self._fits(upload.path, received, more)
        self._tally.pending += more

    def _finish_upload(self, upload: Upload, *, owner: str | None, durable: bool) -> FileStat:
        if upload.length is not None and upload.received != upload.length:
            raise IncompleteUpload(self.text(upload.path), upload.received, upload.length)
        full, _ = self._writable(upload.path, owner)
        try:
            info = _fs.finish(upload.fileno(), sync=durable and not upload.synced, time=self._now())
            _fs.replace(upload.staged, full)
        except OSError as error:
            raise self._error(error, upload.path) from error
        self._forget_upload(upload)
        return self._changed(upload.path, info, durable=durable)

    def _discard_upload(self, upload: Upload) -> None:
        if upload in self._uploads:
            self._forget_upload(upload)
            _fs.remove_any(upload.staged)

    def _forget_upload(self, upload: Upload) -> None:
        self._uploads.discard(upload)
        self._tally.pending -= upload.received
