"""The content of a virtual disk on its way to a new disk of another kind. Zeros become holes."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress

from fakeesx.storage import vmdk
from fakeesx.storage.copying import CopyCancelled, next_data
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import NO_PARENT, SECTOR, Descriptor, Extent
from fakeesx.storage.disk_kinds import DiskKind
from fakeesx.storage.errors import (
    FileAlreadyExists,
    FileLocked,
    FileTooLarge,
    StorageError,
    UnsupportedDisk,
    from_os_error,
)
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, normalise, parent_of
from fakeesx.storage.sparse import SparseReader, SparseWriter
from fakeesx.storage.uploads import Upload

STEP = 1024 * 1024
"""Bytes that are read at once from a flat extent."""
_ZEROS = bytes(STEP)
_FLAT = ("VMFS", "FLAT")


class DiskReader:
    """The content of a disk, in ascending order. Until `close` nobody may change its files, unless somebody has locked them
    for writing himself."""

    def __init__(self, datastore: Datastore, path: str, *, mode: LockMode = LockMode.READ_ONLY) -> None:
        """Open all extents; `mode`: WRITE where the disk is to be replaced.

        Raises FileNotFound, InvalidDescriptor, FileLocked, UnsupportedDisk (a delta disk, extents of an unknown kind).
        """
        self._datastore, self._path = datastore, normalise(path)
        self.descriptor = vmdk.read_descriptor(datastore, path)
        if self.descriptor.parent_cid != NO_PARENT:
            raise UnsupportedDisk(datastore.text(self._path))
        self._mode = mode
        self.lock = f"read {id(self):x}"
        """The owner of the locks."""
        self._files: dict[str, io.FileIO] = {}
        self.allocated = 0
        """Bytes that are there to be read, about."""
        vmdk.extents(self.descriptor, self._path)  # refuses names that lead elsewhere
        try:
            for extent in self.descriptor.extents:
                self._open(extent)
        except BaseException:
            self.close()
            raise

    def _open(self, extent: Extent) -> None:
        if extent.kind == "ZERO":
            return
        if extent.kind not in (*_FLAT, "SPARSE"):
            raise UnsupportedDisk(self._datastore.text(self._path))
        file = self._file(extent)
        if file not in self._files:
            self._files[file] = self._datastore.open_read(file)
            with suppress(*([] if self._mode is LockMode.WRITE else [FileLocked])):
                self._datastore.lock(file, self.lock, self._mode)
            found = self._datastore.stat(file)
            self.allocated += min(found.size, found.allocated)

    def _file(self, extent: Extent) -> str:
        return join(parent_of(self._path), normalise(extent.file))

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """Offset and content of what is not known to be a hole. Raises InvalidDescriptor, OSError."""
        start = 0
        for extent in self.descriptor.extents:
            size = extent.sectors * SECTOR
            if extent.kind == "SPARSE":
                reader = SparseReader(self._files[self._file(extent)].fileno(), self._datastore.text(self._file(extent)))
                for offset, data in reader.grains():
                    if offset < size:
                        yield start + offset, data[: size - offset]
            elif extent.kind in _FLAT:
                for offset, data in _flat(self._files[self._file(extent)].fileno(), (extent.offset or 0) * SECTOR, size):
                    yield start + offset, data
            start += size

    def fragmentation(self) -> int:
        """How many percent of the grains do not follow the grain before them, of the worst extent."""
        return max((
            SparseReader(self._files[self._file(extent)].fileno(), self._datastore.text(self._file(extent))).fragmentation()
            for extent in self.descriptor.extents if extent.kind == "SPARSE"
        ), default=0)

    def close(self) -> None:
        """Let the files go."""
        for file in self._files.values():
            file.close()
        self._files = {}
        self._datastore.unlock(self.lock)


def _flat(fd: int, base: int, size: int) -> Iterator[tuple[int, bytes]]:
    """What is in a part of a file, but for its holes."""
    end = min(base + size, os.fstat(fd).st_size)
    place = base
    while place < end:
        place = next_data(fd, place, end, os.SEEK_DATA)
        stop = next_data(fd, place, end, os.SEEK_HOLE)
        while place < stop:
            data = os.pread(fd, min(STEP, stop - place), place)
            if not data:
                return
            yield place - base, data
            place += len(data)


class Conversion:
    """A new disk with the content of another one. The space is taken at the start; the files have their names only after
    `commit`, the descriptor last.

    `run` alone may be called in another thread, once, and then nothing else until it has ended but `cancel`.
    """

    def __init__(
        self, source: DiskReader, target: Datastore, path: str, descriptor: Descriptor, kind: DiskKind, *,
        in_place: bool = False,
    ) -> None:
        """`descriptor`: the new disk's. `in_place`: it is the disk that is read, and its extents are replaced. The reader is
        closed by `close`.

        Raises FileNotFound (no directory), FileAlreadyExists, FileTooLarge, NoDiskSpace.
        """
        self._source, self._target, self._path = source, target, normalise(path)
        self._descriptor, self._kind, self._in_place = descriptor, kind, in_place
        self._uploads: list[tuple[Extent, Upload, int]] = []
        self._cancelled = False
        try:
            if not in_place and target.exists(self._path):
                raise FileAlreadyExists(target.text(self._path))
            left = source.allocated
            for extent in descriptor.extents:
                left -= self._begin(extent, left)
        except BaseException:
            self.close()
            raise

    def _begin(self, extent: Extent, left: int) -> int:
        """Take the room for one extent; the result is how much of the content it has."""
        target, size = self._target, extent.sectors * SECTOR
        file = join(parent_of(self._path), extent.file)
        if not self._in_place and target.exists(file):
            raise FileAlreadyExists(target.text(file))
        if target.max_file_size is not None and size > target.max_file_size:
            raise FileTooLarge(target.text(file), size, target.max_file_size)
        upload = target.begin_upload(file, owner=self._source.lock)
        self._uploads.append((extent, upload, os.dup(upload.fileno())))
        taken = size if self._kind.thick else min(left, size)
        head = SparseWriter.overhead(extent.sectors, self._kind is DiskKind.SPARSE) if self._kind.sparse else 0
        upload.reserve(taken + head)
        return min(left, size)

    def cancel(self) -> None:
        """Ask `run` to end, from any thread."""
        self._cancelled = True

    def run(self, told: Callable[[int], None] | None = None) -> None:
        """Write the content; `told` hears how many percent of the disk are done.

        Raises CopyCancelled, InvalidDescriptor, NoDiskSpace, CannotAccessFile.
        """
        capacity = max(1, self._descriptor.capacity)
        pieces = self._source.pieces()
        start, held = 0, None
        try:
            for extent, _, fd in self._uploads:
                end = start + extent.sectors * SECTOR
                write, finish = self._writer(extent, fd)
                while (held := held or next(pieces, None)) is not None and held[0] < end:
                    if self._cancelled:
                        raise CopyCancelled
                    offset, data = held
                    part = data[: end - offset]
                    write(offset - start, part)
                    held = (end, data[len(part) :]) if len(part) < len(data) else None
                    if told is not None:
                        told(100 * offset // capacity)
                finish()
                if self._target.durable:
                    os.fsync(fd)
                start = end
        except OSError as error:
            raise from_os_error(error, self._target.text(self._path), self._target.name) from error

    def _writer(self, extent: Extent, fd: int) -> tuple[Callable[[int, bytes], None], Callable[[], None]]:
        if extent.kind == "SPARSE":
            inside = self._descriptor.format().encode() if self._kind is DiskKind.SPARSE else b""
            writer = SparseWriter(fd, extent.sectors, inside)
            return writer.write, writer.finish
        os.ftruncate(fd, extent.sectors * SECTOR)

        def write(offset: int, data: bytes) -> None:
            if data != _ZEROS[: len(data)]:
                while data:
                    done = os.pwrite(fd, data, offset)
                    data, offset = data[done:], offset + done

        return write, lambda: None

    def commit(self) -> None:
        """Give the files their names. Raises FileAlreadyExists when somebody took one meanwhile; nothing is left then."""
        target, made = self._target, []
        try:
            for _, upload, _ in self._uploads:
                if not self._in_place and target.exists(upload.path):
                    raise FileAlreadyExists(target.text(upload.path))
                found = upload.commit()
                made.append(found.path)
                if self._kind.thick:
                    target.resize(found.path, found.size, thick=True)
            if self._kind is not DiskKind.SPARSE and not self._in_place:
                target.create_files({self._path: self._descriptor.format().encode()})
        except StorageError:
            if not self._in_place:
                target.delete_files(made)
            raise

    def close(self) -> None:
        """Leave nothing behind of what was not committed."""
        self._source.close()
        for _, upload, fd in self._uploads:
            upload.abort()
            os.close(fd)
        self._uploads = []


def write_empty(
    datastore: Datastore, path: str, descriptor: Descriptor, kind: DiskKind, *, in_place: bool = False,
) -> None:
    """Make a disk of any kind that reads as zeros, or make one so. Raises as `Conversion` does."""
    conversion = Conversion(_Nothing(), datastore, path, descriptor, kind, in_place=in_place)
    try:
        conversion.run()
        conversion.commit()
    finally:
        conversion.close()


class _Nothing(DiskReader):
    """A disk that nobody has written to."""

    def __init__(self) -> None:
        self.allocated = 0
        self.lock = f"read {id(self):x}"

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """There are none."""
        return iter(())

    def close(self) -> None:
        """Nothing is open."""


def fragmentation(datastore: Datastore, path: str) -> int:
    """How many percent of a sparse disk's grains are out of order; 0 for flat disks. Raises as `DiskReader`."""
    reader = DiskReader(datastore, path)
    try:
        return reader.fragmentation()
    except OSError as error:
        raise from_os_error(error, datastore.text(path), datastore.name) from error
    finally:
        reader.close()

