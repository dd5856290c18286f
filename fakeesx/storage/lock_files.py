"""The lock files of NFS: while a host holds a file, ``.lck-<number>`` is beside it. The locks of VMFS are no files.

The number is the file's inode number, its bytes backwards, in hexadecimal digits (vendor documentation); the content names
the host that holds the file, at byte 20 (vendor documentation; the rest of the 84 bytes is inferred).
"""

from __future__ import annotations

import re
import struct
from contextlib import suppress

from fakeesx.storage import _fs
from fakeesx.storage.paths import join, parent_of

SIZE = 84
_NAME = re.compile(r"\.lck-[0-9a-f]{16}")
_HEAD = struct.Struct("<QQI")


def lock_name(inode: int) -> str:
    """The name of the lock file for an inode number: ``.lck-e003090001000000`` for 0x1000903e0."""
    return f".lck-{struct.pack('<Q', inode).hex()}"


def is_lock_name(name: str) -> bool:
    """Whether a name is one of a lock file."""
    return _NAME.fullmatch(name) is not None


class LockFiles:
    """The lock files on one datastore; `root` is its folder. What the disk refuses is passed over: they are for show."""

    __slots__ = ("_content", "_names", "_root")

    def __init__(self, root: str, host: str = "localhost") -> None:
        """Delete those that an earlier process left."""
        self._root = root
        self._names: dict[str, str] = {}
        self._content = (_HEAD.pack(0, 0, 1) + host.encode()[: SIZE - _HEAD.size - 1]).ljust(SIZE, b"\0")
        with suppress(OSError):
            for directory, names in _fs.tree(root):
                for name in names:
                    if _NAME.fullmatch(name):
                        self._remove(join(directory, name))

    def changed(self, path: str, held: bool) -> None:
        """A file is held from now on, or by nobody any more."""
        known = self._names.pop(path, None)
        if known is not None:
            self._remove(join(parent_of(path), known))
        if held:
            with suppress(OSError):
                info = _fs.look(f"{self._root}/{path}")
                if info is not None:
                    name = lock_name(info.st_ino)
                    place = f"{self._root}/{join(parent_of(path), name)}"
                    if _fs.look(place) is None:
                        _fs.write_new(place, self._content)
                    self._names[path] = name

    def _remove(self, path: str) -> None:
        with suppress(OSError):
            _fs.remove_file(f"{self._root}/{path}")
