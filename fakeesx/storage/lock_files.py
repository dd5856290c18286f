"""The lock files of NFS: while a host holds a file, ``.lck-<number>`` is beside it. The locks of VMFS are no files.

The number is the file's inode number, its bytes backwards, in hexadecimal digits (vendor documentation); the content names
the host that holds the file, at byte 20 (vendor documentation; the rest of the 84 bytes is inferred).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from fakeesx.storage import _fs
from fakeesx.storage.paths import join, parent_of

if TYPE_CHECKING:
    from fakeesx.storage.past import History

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

    __slots__ = ("_content", "_names", "_past", "_root")

    def __init__(self, root: str, host: str = "localhost", past: History | None = None) -> None:
        """Delete those that an earlier process left; ``past`` is told of those that come and go."""
        self._root = root
        self._past = past
        self._names: dict[str, str] = {}
        self._content = (_HEAD.pack(0, 0, 1) + host.encode()[: SIZE - _HEAD.size - 1]).ljust(SIZE, b"\0")
        with suppress(OSError):
            for directory, names in _fs.tree(root):
                for name in names:
                    if _NAME.fullmatch(name):
                        self._remove(join(directory, name))

    def capture(self) -> dict[str, str]:
        """Which there are, by the files that are held."""
        return dict(self._names)

    def restore(self, names: Mapping[str, str]) -> None:
        """These are there now."""
        self._names = dict(names)

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
                        if self._past is not None:
                            self._past.around(place)
                        _fs.write_new(place, self._content)
                        if self._past is not None:
                            self._past.made(place)
                    self._names[path] = name

    def _remove(self, path: str) -> None:
        full = f"{self._root}/{path}"
        with suppress(OSError):
            if self._past is not None:
                self._past.around(full)
                self._past.whole(full)
            _fs.remove_file(full)
            if self._past is not None:
                self._past.gone(full)
