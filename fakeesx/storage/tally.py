"""How full a datastore is, known at any moment without a walk over its files."""

from __future__ import annotations

import os
from typing import NamedTuple

from fakeesx.storage.paths import join, name_of, parent_of


class Usage(NamedTuple):
    """What a file takes on its datastore, in bytes.

    `allocated` is taken now; `provisioned` is what it takes once all of it was written (thin disks grow).
    """

    allocated: int
    provisioned: int


_NOTHING = Usage(0, 0)


def usage_of(info: os.stat_result, *, thick: bool = False) -> Usage:
    """The usage of a real file.

    A thick one counts in full, as on VMFS, though its holes take nothing on the disk under the simulation.
    """
    blocks = info.st_blocks * 512
    allocated = max(blocks, info.st_size) if thick else blocks
    return Usage(allocated, max(allocated, info.st_size))


class Tally:
    """The sum of the usage of all files, kept up to date with each change. Paths are normalised."""

    __slots__ = ("_directories", "_own", "allocated", "pending", "provisioned", "withheld")

    def __init__(self) -> None:
        self._directories: dict[str, dict[str, Usage]] = {}
        self._own: set[str] | None = None
        """Directories whose files no copy has as well (``None``: all); those of others are copied when one changes."""
        self.allocated = 0
        self.provisioned = 0
        self.pending = 0
        """Bytes of uploads that have no name yet."""
        self.withheld = 0
        """Bytes that are in use by nothing that has a name here."""

    def copy(self) -> Tally:
        """The same, for as long as this one lives; nothing is pending."""
        other = Tally()
        other._directories = self._directories.copy()
        other.allocated, other.provisioned = self.allocated, self.provisioned
        self._own, other._own = set(), set()
        return other

    @property
    def used(self) -> int:
        """Bytes that nobody else can have."""
        return self.allocated + self.pending + self.withheld

    def get(self, path: str) -> Usage | None:
        """The usage of one file, None when it is not known."""
        return self._directories.get(parent_of(path), {}).get(name_of(path))

    def put(self, path: str, usage: Usage) -> None:
        """Set the usage of one file, new or changed."""
        directory, _, name = path.rpartition("/")
        files = self._directories.get(directory)
        if files is None:
            files = self._directories[directory] = {}
            if self._own is not None:
                self._own.add(directory)
        elif self._own is not None and directory not in self._own:
            files = self._copied(directory, self._own)
        old = files.get(name, _NOTHING)
        files[name] = usage
        self.allocated += usage.allocated - old.allocated
        self.provisioned += usage.provisioned - old.provisioned

    def drop(self, path: str) -> None:
        """Forget one file."""
        directory, _, name = path.rpartition("/")
        files = self._directories.get(directory)
        if files is None:
            return
        if self._own is not None and directory not in self._own:
            files = self._copied(directory, self._own)
        usage = files.pop(name, None)
        if usage is not None:
            self.allocated -= usage.allocated
            self.provisioned -= usage.provisioned
        if not files:
            del self._directories[directory]
            if self._own is not None:
                self._own.discard(directory)

    def drop_directory(self, directory: str) -> None:
        """Forget the files of one directory, not those of the directories in it."""
        if self._own is not None:
            self._own.discard(directory)
        for usage in self._directories.pop(directory, {}).values():
            self.allocated -= usage.allocated
            self.provisioned -= usage.provisioned

    def move(self, source: str, target: str) -> None:
        """A file has a new path; what the target was is forgotten."""
        usage = self.get(source)
        self.drop(source)
        self.drop(target)
        if usage is not None:
            self.put(target, usage)

    def move_directory(self, source: str, target: str) -> None:
        """A directory and all that is in it has a new path, where nothing was."""
        below = source + "/"
        for directory in [each for each in self._directories if each == source or each.startswith(below)]:
            goal = join(target, directory[len(below) :])
            self._directories[goal] = self._directories.pop(directory)
            if self._own is not None and directory in self._own:
                self._own.remove(directory)
                self._own.add(goal)

    def _copied(self, directory: str, own: set[str]) -> dict[str, Usage]:
        """The files of a directory, to be changed."""
        own.add(directory)
        files = self._directories[directory] = self._directories[directory].copy()
        return files
