"""What a datastore tells of its files, and the first look at a folder that holds some already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from fakeesx.storage import _fs
from fakeesx.storage.descriptor import Descriptor
from fakeesx.storage.errors import InvalidDescriptor
from fakeesx.storage.paths import join
from fakeesx.storage.tally import Usage, usage_of

LONGEST_DESCRIPTOR = 64 * 1024
"""Bytes; a descriptor is some 500 bytes of text, and what is much longer is a disk of another format."""


class FileStat(NamedTuple):
    """A file or directory of a datastore."""

    path: str
    """Normalised, below the datastore's root."""
    is_directory: bool
    size: int
    """Bytes that a reader gets; 0 for a directory."""
    allocated: int
    """Bytes taken on the datastore: 0 for a thin disk nobody wrote to, all of `size` for a thick one."""
    modified: float
    """Seconds since the epoch, UTC."""
    inode: int
    """Changes when another file takes the name: with `size` and `modified` it makes an ETag."""

    @property
    def name(self) -> str:
        """The last component of the path."""
        return self.path.rpartition("/")[2]


def file_stat(path: str, info: _fs.Info, known: Usage | None, clock: Callable[[], float] | None = None) -> FileStat:
    """Join what the operating system knows and what the tally knows (which files are thick).

    The operating system dates a directory by its own time: where the ``clock`` is behind that, it counts as changed now.
    """
    if _fs.is_directory(info):
        modified = info.st_mtime if clock is None else min(info.st_mtime, clock())
        return FileStat(path, True, 0, 0, modified, info.st_ino)
    allocated = max(usage_of(info).allocated, known.allocated if known is not None else 0)
    return FileStat(path, False, info.st_size, allocated, info.st_mtime, info.st_ino)


def survey(root: str, skip: str) -> Iterator[tuple[str, Usage]]:
    """The usage of each file below `root`, but not of those in its directory `skip`.

    A file is thick when a disk descriptor beside it says so, or when it is a swap file or a snapshot's state.
    """
    for directory, names in _fs.tree(root):
        if directory == skip or directory.startswith(skip + "/"):
            continue
        files = {}
        for name in names:
            info = _fs.look(f"{root}/{join(directory, name)}")
            if info is not None and _fs.is_file(info):
                files[name] = info
        thick = {name for name in files if name.endswith((".vswp", ".vmsn"))}
        for name, info in files.items():
            if name.endswith(".vmdk") and info.st_size <= LONGEST_DESCRIPTOR:
                thick.update(_thick_extents(f"{root}/{join(directory, name)}"))
        for name, info in files.items():
            yield join(directory, name), usage_of(info, thick=name in thick)


def _thick_extents(descriptor: str) -> tuple[str, ...]:
    try:
        with _fs.open_read(descriptor) as file:
            return Descriptor.parse(file.read(LONGEST_DESCRIPTOR).decode(errors="replace")).thick_files
    except (OSError, InvalidDescriptor):
        return ()  # nobody's descriptor: an extent of another format, or a file the user may not read
