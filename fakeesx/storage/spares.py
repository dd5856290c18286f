"""Deleted files and directories that are used again for new ones.

A virtual machine's life makes and deletes some ten small files. ext4 does not give the inode of a file that was just
deleted to the next one, and where many were deleted it searches long (0.4 ms a file was measured, against 0.04 ms for a
rename). So what a datastore deletes it keeps aside, empty, and renames to where a new file is wanted. Only files that need
not outlive the machine, that nobody else names, and that were never handed to a reader are kept.
"""

from __future__ import annotations

from contextlib import suppress

from fakeesx.storage import _fs

_MOST = 64
"""How many files, and how many directories, are kept."""


class Spares:
    """The spare files and directories of one datastore, in a directory on the same disk that only it uses."""

    __slots__ = ("_directories", "_files", "_number", "_place")

    def __init__(self, place: str) -> None:
        self._place = place
        self._files: list[str] = []
        self._directories: list[str] = []
        self._number = 0

    def keep_file(self, path: str, size: int) -> bool:
        """Take a file of `size` bytes away from its name instead of deleting it; false when there are enough."""
        return self._keep(self._files, path, emptied=size > 0)

    def keep_directory(self, path: str) -> bool:
        """Take an empty directory away instead of deleting it; false when there are enough, or it is not empty."""
        return self._keep(self._directories, path, emptied=False) if not any(_fs.names(path)) else False

    def file(self) -> str | None:
        """The path of an empty file to rename, ``None`` when there is none."""
        return self._files.pop() if self._files else None

    def directory(self) -> str | None:
        """The path of an empty directory to rename, ``None`` when there is none."""
        return self._directories.pop() if self._directories else None

    def _keep(self, kept: list[str], path: str, *, emptied: bool) -> bool:
        if len(kept) >= _MOST:
            return False
        self._number += 1
        spare = f"{self._place}/spare-{self._number}"
        try:
            _fs.rename(path, spare)
        except FileNotFoundError:  # the place is not there yet, or the file is not
            with suppress(OSError):
                _fs.make_directory(self._place)
            return False
        if emptied:
            try:
                _fs.empty(spare)
            except OSError:
                _fs.remove_file(spare)
                return True
        kept.append(spare)
        return True
