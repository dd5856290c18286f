"""A datastore: a folder of real files, with the capacity, the locks and the errors of VMFS or NFS."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fakeesx.storage import _fs
from fakeesx.storage.arranging import ArrangeableDatastore
from fakeesx.storage.errors import (
    FileAlreadyExists,
    FileNotFound,
    FileTooLarge,
    IncompleteUpload,
    IsADirectory,
    NoDiskSpace,
    StorageError,
)
from fakeesx.storage.in_place import InPlace, nameless, open_both
from fakeesx.storage.listing import FileStat, file_stat
from fakeesx.storage.locks import State as LockState
from fakeesx.storage.past import History
from fakeesx.storage.paths import normalise
from fakeesx.storage.reading import STAGING, DatastoreKind
from fakeesx.storage.tally import Tally, Usage, usage_of
from fakeesx.storage.undo import UndoLog, copy_content
from fakeesx.storage.uploads import Upload

__all__ = ["STAGING", "Datastore", "DatastoreKind"]


class Captured(NamedTuple):
    """What a datastore knew at a moment, beside its files."""

    name: str
    capacity: int
    read_only: bool
    tally: Tally
    locks: LockState
    lock_files: Mapping[str, str]


class Datastore(ArrangeableDatastore):
    """Every `path` is text below the root ("" is the root, "vm/vm.vmx"), in any spelling that `normalise`
    takes.

    Each method may raise InvalidDatastorePath, CannotAccessFile (a symbolic link on the way or at the end, a
    special file, a refusal of the operating system), NotADirectory (a file on the way) and, when it writes,
    NoDiskSpace and ReadOnly; the docstrings name what else. An error means that nothing changed. `owner` is whoever asks,
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
        read_only: bool = False,
        durable: bool = False,
        clock: Callable[[], float] | None = None,
        undo: UndoLog | None = None,
        past: History | None = None,
    ) -> None:
        """Open the folder `root`, which is made if it is not there; what an earlier process had staged goes.

        `capacity` and `max_file_size` are bytes; `remote` is the "server:/path" of NFS; `clock` gives the
        files their times (seconds since the epoch; None: the operating system does). With `undo` changes are
        durable when that log's unit is kept, not when a call returns. `past` is told what changes.
        Raises NotADirectory, CannotAccessFile, InvalidDatastorePath (the name).
        """
        super().__init__(root, name, uuid, capacity, kind, remote, durable, undo, past)
        self.max_file_size = max_file_size
        self.read_only = read_only
        self.devices: Callable[[str], tuple[Datastore, str]] | None = None
        """Where the content of a LUN is by its name, for raw device mappings; it raises FileNotFound."""
        self._clock = clock
        self._uploads: set[Upload] = set()
        self.refresh()

    @property
    def in_use(self) -> tuple[str, ...]:
        """Who holds locks or uploads something: empty where nobody does."""
        return (*self.lock_owners, *(f"upload to {self.text(upload.path)}" for upload in self._uploads))

    @property
    def uploading(self) -> tuple[str, ...]:
        """What is on its way into the datastore."""
        return tuple(self.text(upload.path) for upload in self._uploads)

    def close(self) -> None:
        """Abort the uploads that are under way; the datastore can still be used."""
        for upload in tuple(self._uploads):
            upload.abort()

    # Going back

    def capture(self) -> Captured:
        """What it knows beside its files."""
        return Captured(
            self.name, self.capacity, self.read_only, self._tally.copy(), self._locks.capture(),
            self._lock_files.capture() if self._lock_files is not None else {},
        )

    def restore(self, captured: Captured) -> None:
        """Its files are as they were then; so is all else. No upload may be under way."""
        self.name, self.capacity, self.read_only = captured.name, captured.capacity, captured.read_only
        withheld = self._tally.withheld  # what holds it back goes with its rule
        self._tally = captured.tally.copy()
        self._tally.withheld = withheld
        self._locks.restore(captured.locks)
        if self._lock_files is not None:
            self._lock_files.restore(captured.lock_files)
        self._lent.clear()

    # Files

    def create_files(self, files: Mapping[str, bytes], *, durable: bool | None = None) -> None:
        """Make small new files, by path, in this order: all of them, or none when there is an error.

        Raises FileNotFound (no directory), FileAlreadyExists, FileTooLarge.
        """
        made: list[str] = []
        durable = self._lasts(durable)
        try:
            for path, data in files.items():
                self._create(normalise(path), len(data), False, data, durable)
                made.append(path)
        except StorageError:
            self.delete_files(made, durable=durable)
            raise

    def write_file(
        self, path: str, data: bytes, *, owner: str | None = None, durable: bool | None = None, in_place: bool = False,
    ) -> FileStat:
        """Make a small file, or replace one in one step.

        `in_place`: a file that need not be durable may be written over where the content fits the room it has; who
        reads it just then may get some of both. Raises FileNotFound (no directory), IsADirectory, FileLocked,
        FileTooLarge.
        """
        path = normalise(path)
        full, info = self._writable(path, owner)
        self._fits(path, len(data), len(data))
        durable, new = self._lasts(durable), info is None
        try:
            if info is not None and in_place and not durable and len(data) <= usage_of(info).allocated:
                info = self._overwrite(full, data, info)
                return file_stat(path, info, self._changed(path, info, durable=durable))
            self._keep_replaced(full, info)
            if self._undo is not None:
                info = self._write_anew(full, data, info)
            elif info is None and not durable:
                info = _fs.write_new(full, data, time=self._now(), spare=self._spares.file())
            else:
                staged = self._stage()
                replaced = info is not None
                info = _fs.write_new(staged, data, sync=durable, time=self._now())
                if replaced and not durable:
                    _fs.exchange(staged, full)
                else:
                    _fs.replace_or_remove(staged, full)
            if new and self._past is not None:
                self._past.made(full)
        except OSError as error:
            raise self._error(error, path) from error
        return file_stat(path, info, self._changed(path, info, durable=durable))

    def create_sparse(
        self, path: str, size: int, *, thick: bool, head: bytes = b"", durable: bool | None = None,
    ) -> FileStat:
        """Make a file of `size` bytes that begins with `head` and is a hole from there on.

        A thick one is counted in full. Raises FileNotFound (no directory), FileAlreadyExists, FileTooLarge.
        """
        path = normalise(path)
        info, usage = self._create(path, size, thick, head, self._lasts(durable))
        return file_stat(path, info, usage)

    def _create(self, path: str, size: int, thick: bool, head: bytes, durable: bool) -> tuple[_fs.Info, Usage]:
        full = self._place_for(path)
        self._fits(path, size, size if thick else len(head))
        try:
            if self._past is not None:
                self._past.around(full)
            if self._undo is not None:
                if self._allowed(path, full) is not None:
                    raise FileAlreadyExists(self.text(path))
                self._undo.make(full)
                info = _fs.write_new(full, head, size=size, time=self._now())
            elif durable:  # whole under its name, or not there: a crash leaves no half of it
                if self._allowed(path, full) is not None:
                    raise FileAlreadyExists(self.text(path))
                staged = self._stage()
                info = _fs.write_new(staged, head, size=size, sync=True, time=self._now())
                _fs.replace_or_remove(staged, full)
            else:
                info = _fs.write_new(full, head, size=size, time=self._now(), spare=self._spares.file())
            if self._past is not None:
                self._past.made(full)
        except OSError as error:
            raise self._error(error, path) from error
        return info, self._changed(path, info, thick=thick, durable=durable)

    def resize(
        self, path: str, size: int, *, thick: bool, owner: str | None = None, durable: bool | None = None,
    ) -> FileStat:
        """Cut a file, or lengthen it by a hole; `thick` as in `create_sparse`.

        Raises FileNotFound, IsADirectory, FileLocked, FileTooLarge.
        """
        path = normalise(path)
        full, info = self._writable(path, owner)
        if info is None:
            raise FileNotFound(self.text(path))
        self._fits(path, size, size if thick else 0)
        durable = self._lasts(durable)
        try:
            self._keep_cut(full, size, info)
            if self._undo is not None and size < info.st_size:
                self._keep_content(full)
            elif self._undo is not None:
                self._undo.resize(full, info.st_size)
            info = _fs.resize(full, size, sync=durable and self._undo is None, time=self._now())
        except OSError as error:
            raise self._error(error, path) from error
        return file_stat(path, info, self._changed(path, info, thick=thick, durable=durable))

    def open_in_place(
        self, path: str, *, owner: str | None = None, durable: bool | None = None, undo: bool = False,
    ) -> InPlace:
        """Open a file to change its content where it is; the caller closes it.

        `undo`: it remembers what was there. Raises FileNotFound, IsADirectory, FileLocked.
        """
        path = normalise(path)
        full, info = self._writable(path, owner)
        if info is None:
            raise FileNotFound(self.text(path))
        known = self._tally.get(path)
        thick = known is not None and known.allocated >= info.st_size > usage_of(info).allocated
        durable = self._lasts(durable)
        try:
            blocks = self._past.content(full, info) if self._past is not None else None
            if self._undo is not None:
                self._keep_content(full)
            fd = open_both(full)
            self._read.add(os.fstat(fd).st_ino)
        except OSError as error:
            raise self._error(error, path) from error
        return InPlace(
            fd, failed=partial(self._error, path=path), reserve=partial(self._reserve_in_place, path=path, thick=thick),
            closed=partial(self._close_in_place, path=path, thick=thick, durable=durable),
            scratch=self._scratch if undo else None, blocks=blocks,
        )

    def begin_upload(
        self, path: str, length: int | None = None, *, owner: str | None = None, durable: bool | None = None,
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
                    self._finish_upload, owner=owner, durable=self._lasts(durable),
                ),
                discard=self._discard_upload,
                failed=partial(self._error, path=path),
            )
        except OSError as error:
            raise self._error(error, path) from error
        self._uploads.add(upload)
        return upload

    # Parts of the above; paths are normalised

    def _now(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _writable(self, path: str, owner: str | None) -> tuple[str, _fs.Info | None]:
        """Where a file may be written, and the file that is there already."""
        full = self._place_for(path)
        info = self._allowed(path, full)
        if info is not None:
            if _fs.is_directory(info):
                raise IsADirectory(self.text(path))
            self._unlocked(path, owner)
        return full, info

    def _fits(self, path: str, size: int, more: int) -> None:
        """Whether a file of `size` may be at `path`, with `more` bytes taken that replace those taken now."""
        if self.max_file_size is not None and size > self.max_file_size:
            raise FileTooLarge(self.text(path), size, self.max_file_size)
        known = self._tally.get(path)
        if more and self._tally.used + more - (known.allocated if known is not None else 0) > self.capacity:
            raise NoDiskSpace(self.text(path), self.name)

    def _changed(self, path: str, info: _fs.Info, *, durable: bool, thick: bool = False) -> Usage:
        usage = usage_of(info, thick=thick)
        self._tally.put(path, usage)
        if durable:
            if self._undo is not None:
                self._undo.dirty(f"{self._root}/{path}")
            self._sync_names(path, durable=True)
        return usage

    def _reserve_in_place(self, more: int, *, path: str, thick: bool) -> None:
        if thick or not more:  # all of its room is taken
            return
        if self._tally.used + more > self.capacity:
            raise NoDiskSpace(self.text(path), self.name)
        self._tally.pending += more

    def _close_in_place(self, file: InPlace, *, path: str, thick: bool, durable: bool) -> None:
        self._tally.pending -= 0 if thick else file.reserved
        try:
            sync = durable and file.written
            info = _fs.finish(file.fd, sync=sync and self._undo is None, time=self._now() if file.written else None)
            if sync and self._undo is not None:
                self._undo.dirty(f"{self._root}/{path}")
        except OSError as error:
            raise self._error(error, path) from error
        if info.st_nlink:
            self._tally.put(path, usage_of(info, thick=thick))

    def _keep_replaced(self, full: str, there: _fs.Info | None) -> None:
        """A file will come, perhaps in place of another. Raises OSError."""
        if self._past is not None:
            self._past.around(full)
            if there is not None:
                self._past.whole(full)

    def _keep_cut(self, full: str, size: int, there: _fs.Info) -> None:
        """A file will have another length. Raises OSError."""
        blocks = self._past.content(full, there) if self._past is not None else None
        if blocks is not None:
            if size < there.st_size:
                with _fs.open_read(full) as file:
                    blocks.note(file.fileno(), size, there.st_size - size)
            blocks.close()

    def _overwrite(self, full: str, data: bytes, there: _fs.Info) -> _fs.Info:
        """Write other content into a small file. Raises OSError."""
        if self._past is not None and (self._past.whole(full) or there.st_nlink > 1):
            self._past.around(full)
            staged = self._stage()
            info = _fs.write_new(staged, data, time=self._now())
            _fs.replace_or_remove(staged, full)
            return info
        return _fs.overwrite(full, data, self._now())

    def _scratch(self) -> int:
        return nameless(self._stage())

    def _write_anew(self, full: str, data: bytes, there: _fs.Info | None) -> _fs.Info:
        """Write a file whose change can be taken back. Raises OSError, then nothing has changed."""
        staged = self._stage()
        info = _fs.write_new(staged, data, time=self._now())
        try:
            self._put(staged, full, replaces=there is not None)
        except OSError:
            _fs.remove_file(staged)
            raise
        return info

    def _keep_content(self, full: str) -> None:
        """Copy what is in a file that is about to be changed in place. Raises OSError."""
        assert self._undo is not None
        copy = self._stage()
        copy_content(full, copy)
        self._undo.rewrite(full, copy)

    def _put(self, staged: str, full: str, *, replaces: bool) -> None:
        """Give a staged file its name; what bore it is moved aside. Raises OSError, then nothing has changed."""
        assert self._undo is not None
        aside = self._put_aside(full) if replaces else ""
        self._undo.make(full)
        self._rename(staged, full, aside)

    def _upload_room(self, upload: Upload, more: int) -> None:
        received = upload.received + more
        if upload.length is not None and received > upload.length:
            raise IncompleteUpload(self.text(upload.path), received, upload.length)
        self._fits(upload.path, received, more)
        self._tally.pending += more

    def _finish_upload(self, upload: Upload, *, owner: str | None, durable: bool) -> FileStat:
        if upload.length is not None and upload.received != upload.length:
            raise IncompleteUpload(self.text(upload.path), upload.received, upload.length)
        full, there = self._writable(upload.path, owner)
        try:
            sync = durable and not upload.synced and self._undo is None
            info = _fs.finish(upload.fileno(), sync=sync, time=self._now())
            self._keep_replaced(full, there)
            if self._undo is not None:
                self._put(upload.staged, full, replaces=there is not None)
            else:
                _fs.replace(upload.staged, full)
            if there is None and self._past is not None:
                self._past.made(full)
        except OSError as error:
            raise self._error(error, upload.path) from error
        self._forget_upload(upload)
        return file_stat(upload.path, info, self._changed(upload.path, info, durable=durable))

    def _discard_upload(self, upload: Upload) -> None:
        if upload in self._uploads:
            self._forget_upload(upload)
            _fs.remove_any(upload.staged)

    def _forget_upload(self, upload: Upload) -> None:
        self._uploads.discard(upload)
        self._tally.pending -= upload.received
