"""A host as one file: a tar archive of its folder, to move it to another machine.

Holes in files stay holes: such files are members in GNU's sparse format 1.0, which GNU tar reads too. An archive is taken
apart by what it may hold, not by what it holds: no links, no devices, no path that leads out of the folder. Tar has no sums
of what is in files: the last member has them, so that an archive that was damaged on its way is refused.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from fakeesx import __version__
from fakeesx.schema.values import Types
from fakeesx.state.changes import Rules
from fakeesx.state.errors import Corrupt, NotEmpty, NotState, StateError, UnknownFormat
from fakeesx.state.lock import NAME as LOCK
from fakeesx.state.records import FORMAT, sync_directory
from fakeesx.state.store import DATASTORES, IMAGE, JOURNAL, UNDO, Store
from fakeesx.state.sums import Sum, first_difference
from fakeesx.storage.reading import STAGING

FIRST = "fakeesx-snapshot.json"
"""The member that says what the archive is."""
SUMS = "fakeesx-snapshot.sums"
"""The last member: a JSON object of each file's name and its sum."""
_LONGEST_SUMS = 1 << 28
_PIECE = 1 << 20
_BLOCK = tarfile.BLOCKSIZE

Progress = Callable[[int], None]
"""Called with a number of bytes that were done."""


def save(folder: Path, file: Path, types: Types, rules: Rules, progress: Callable[[int], Progress] | None = None) -> None:
    """Put the host in a folder into a new file, complete or not at all.

    ``progress`` is asked with the number of bytes there are to do. Raises NotState, Corrupt, UnknownFormat, InUse (the host
    runs), NotEmpty (the file is there), OSError.
    """
    if not (folder / IMAGE).is_file():
        raise NotState(f"there is no fakeesx host in {folder}")
    if file.exists():
        raise NotEmpty(f"{file} is there already")
    store = Store(folder, types, rules)  # what a crash left is put in order
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        paths = [folder / IMAGE, folder / JOURNAL, *_below(folder / DATASTORES)]
        told = progress(sum(_allocated(path) for path in paths)) if progress is not None else None
        with part.open("xb") as stream, tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add_text(tar, FIRST, {"format": FORMAT, "fakeesx": __version__, "members": len(paths), "sums": True})
            sums: dict[str, int] = {}
            for path in paths:
                name = path.relative_to(folder).as_posix()
                if (found := _add(tar, path, name, told or (lambda _: None))) is not None:
                    sums[name] = found
            _add_text(tar, SUMS, sums)
            tar.close()
            stream.flush()
            os.fsync(stream.fileno())
        os.link(part, file)  # unlike a rename it replaces nothing
        sync_directory(file.parent)
    finally:
        part.unlink(missing_ok=True)
        store.close()


def load(file: Path, folder: Path, types: Types, rules: Rules, progress: Callable[[int], Progress] | None = None) -> None:
    """Make a folder of a file that ``save`` wrote, complete or not at all.

    Raises NotState, UnknownFormat, Corrupt, NotEmpty (there is something in the folder), OSError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is not empty")
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        with file.open("rb") as stream:
            part.mkdir(mode=0o700, parents=True)
            told = progress(file.stat().st_size) if progress is not None else None
            _take_apart(stream, file, part, told or (lambda _: None))
        if not (part / IMAGE).exists():
            raise NotState(f"{file} holds no fakeesx host")
        (part / UNDO).mkdir()
        Store(part, types, rules).close()  # it can be read
        (part / LOCK).unlink()
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        sync_directory(folder.parent)
    finally:
        if part.exists():
            shutil.rmtree(part)


# writing


def _below(folder: Path) -> Iterator[Path]:
    """Files and directories of the datastores; nothing that is staged, no links."""
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            if path.name != STAGING:
                yield path
                yield from _below(path)
        elif stat.S_ISREG(mode):
            yield path


def _allocated(path: Path) -> int:
    info = path.stat()
    return min(info.st_size, info.st_blocks * 512) if stat.S_ISREG(info.st_mode) else 0


def _add_text(tar: tarfile.TarFile, name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content).encode()
    info = tarfile.TarInfo(name)
    info.size = len(text)
    tar.addfile(info, io.BytesIO(text))


def _add(tar: tarfile.TarFile, path: Path, name: str, told: Progress) -> int | None:
    """Put a file or directory into the archive. The result is a file's sum."""
    info = tarfile.TarInfo(name)
    found = path.stat()
    info.mtime, info.mode = int(found.st_mtime), stat.S_IMODE(found.st_mode)
    if stat.S_ISDIR(found.st_mode):
        info.type = tarfile.DIRTYPE
        tar.addfile(info)
        return None
    total = Sum()
    with path.open("rb", buffering=0) as file:
        parts = list(_data(file.fileno(), found.st_size))
        if sum(size for _, size in parts) == found.st_size:
            info.size = found.st_size
            if info.size:
                total.part(0, info.size)
            tar.addfile(info, _Told(file, told, total))
            total.part(found.st_size, 0)
            return total.value
        table = _table(parts, found.st_size)
        where = PurePosixPath(name)
        info.name = f"{where.parent}/GNUSparseFile.0/{where.name}"
        info.pax_headers = {
            "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": name,
            "GNU.sparse.realsize": str(found.st_size),
        }
        info.size = len(table) + sum(size for _, size in parts)
        tar.addfile(info, _Sparse(table, file, parts, told, total))
        total.part(found.st_size, 0)
        return total.value


def _data(fd: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file has data: offsets and sizes."""
    at = 0
    while at < size:
        try:
            start = os.lseek(fd, at, os.SEEK_DATA)
        except OSError:  # a hole to the end, or a file system without holes
            if at == 0 and not _knows_holes(fd):
                yield 0, size
            break
        at = min(os.lseek(fd, start, os.SEEK_HOLE), size)
        yield start, at - start
    os.lseek(fd, 0, os.SEEK_SET)


def _knows_holes(fd: int) -> bool:
    try:
        os.lseek(fd, 0, os.SEEK_HOLE)
    except OSError:
        return False
    return True


def _table(parts: list[tuple[int, int]], size: int) -> bytes:
    """What GNU's format 1.0 has before the data: how many parts, and offset and size of each; the last is the end."""
    numbers = [len(parts) + 1, *(number for part in parts for number in part), size, 0]
    text = "".join(f"{number}\n" for number in numbers).encode()
    return text.ljust(-(-len(text) // _BLOCK) * _BLOCK, b"\0")


class _Told(io.RawIOBase):
    """A file whose reader tells how far it is."""

    def __init__(self, file: IO[bytes], told: Progress, total: Sum) -> None:
        self._file, self._told, self._sum = file, told, total

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._told(len(data))
        self._sum.data(data)
        return data


class _Sparse(io.RawIOBase):
    """The table of a file's parts, then the parts."""

    def __init__(self, table: bytes, file: IO[bytes], parts: list[tuple[int, int]], told: Progress, total: Sum) -> None:
        self._told, self._sum = told, total
        self._pieces = self._read(table, file, parts)
        self._rest = b""

    def _read(self, table: bytes, file: IO[bytes], parts: list[tuple[int, int]]) -> Iterator[bytes]:
        yield table
        for start, size in parts:
            at, end = start, start + size
            self._sum.part(start, size)
            while at < end:
                data = os.pread(file.fileno(), min(_PIECE, end - at), at)
                if not data:
                    raise OSError(f"{file.name} has become shorter")
                at += len(data)
                self._told(len(data))
                self._sum.data(data)
                yield data

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


# reading


def _take_apart(stream: BinaryIO, file: Path, folder: Path, told: Progress) -> None:
    try:
        with tarfile.open(fileobj=stream, mode="r:") as tar:
            (expected, summed), found = _first(tar, file), 0
            sums: dict[str, int] = {}
            saved: Any = None
            for member in tar:
                if member.name == FIRST:
                    continue
                if member.name == SUMS:
                    saved = _json(tar, member, _LONGEST_SUMS)
                    continue
                total = _extract(tar, member, folder / _allowed(member, file), told)
                if total is not None:
                    sums[member.name] = total
                found += 1
            if found != expected or (summed and saved is None):
                raise Corrupt(f"{file} is not complete: it has {found} of {expected} members")
            if saved is not None and (name := first_difference(sums, saved)) is not None:
                raise Corrupt(f"{file} is damaged: {name!r} is not as it was saved")
    except (tarfile.TarError, EOFError, ValueError, IndexError, OverflowError) as error:
        raise Corrupt(f"{file} is damaged: {error}") from error


def _json(tar: tarfile.TarFile, member: tarfile.TarInfo, longest: int) -> Any:
    """The value that a member holds. Raises ValueError."""
    stream = tar.extractfile(member) if member.isreg() and member.size <= longest else None
    if stream is None:
        raise ValueError(f"{member.name} is no text")
    return json.loads(stream.read())


def _first(tar: tarfile.TarFile, file: Path) -> tuple[int, bool]:
    """How many other members there are, and whether sums follow. Raises NotState, UnknownFormat."""
    member = tar.next()
    if member is None or member.name != FIRST:
        raise NotState(f"{file} is not a snapshot of a fakeesx host")
    try:
        head: dict[str, Any] = _json(tar, member, _PIECE)
        number, members, summed = head["format"], int(head["members"]), bool(head.get("sums"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotState(f"{file} is not a snapshot of a fakeesx host: {error}") from error
    if number != FORMAT:
        raise UnknownFormat(f"{file} has format {number}; this version of fakeesx knows format {FORMAT} only")
    return members, summed


def _allowed(member: tarfile.TarInfo, file: Path) -> PurePosixPath:
    """Where a member may go. Raises ``Corrupt`` for one that no snapshot has."""
    path = PurePosixPath(member.name)
    parts = path.parts
    inside = not path.is_absolute() and ".." not in parts and "\0" not in member.name and STAGING not in parts
    ours = (len(parts) == 1 and parts[0] in (IMAGE, JOURNAL) and member.isreg()) or (
        len(parts) > 1 and parts[0] == DATASTORES and (member.isreg() or member.isdir())
    )
    if not (inside and ours):
        raise Corrupt(f"{file} holds {member.name!r}, which no snapshot does")
    return path


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path, told: Progress) -> int | None:
    """Make a file or directory. The result is a file's sum."""
    total = Sum()
    try:
        if member.isdir():
            path.mkdir(parents=True)
            return None
        path.parent.mkdir(exist_ok=True, parents=True)
        source = tar.extractfile(member)
        assert source is not None
        with path.open("xb", buffering=0) as target:
            if member.size < 0:
                raise Corrupt(f"{member.name} has a size below 0")
            os.ftruncate(target.fileno(), member.size)
            parts: Any = member.sparse  # typeshed takes it for a number
            for start, size in parts or ((0, member.size),):
                if size:
                    total.part(start, size)
                _copy(source, target, start, size, told, total)
            total.part(member.size, 0)
            os.fchmod(target.fileno(), 0o644 | (member.mode & stat.S_IXUSR))  # that bit is a mark of the datastore's
            os.utime(target.fileno(), (member.mtime, member.mtime))
            os.fsync(target.fileno())
        sync_directory(path.parent)
        return total.value
    except (FileExistsError, NotADirectoryError) as error:
        raise Corrupt(f"{member.name!r} is there twice") from error


def _copy(source: IO[bytes], target: IO[bytes], start: int, size: int, told: Progress, total: Sum) -> None:
    source.seek(start)
    target.seek(start)
    while size > 0:
        data = source.read(min(_PIECE, size))
        if not data:
            raise EOFError("unexpected end")
        target.write(data)
        total.data(data)
        size -= len(data)
        told(len(data))


__all__ = ["FIRST", "StateError", "load", "save"]
