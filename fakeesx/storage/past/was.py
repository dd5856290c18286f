# ruff: noqa: PTH101
# Paths are plain text here: making path objects costs more than the system calls.
"""What was at one path: nothing, a directory, or a file."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from fakeesx.storage import _fs
from fakeesx.storage.past.blocks import Blocks


class Nothing(Enum):
    """Nothing was there."""

    NOTHING = 0


NOTHING: Final = Nothing.NOTHING


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a file or directory is not its content: the owner's mark, whose it is, when it was changed."""

    mode: int
    owner: str | None
    accessed: int
    modified: int

    @classmethod
    def of(cls, path: str, info: _fs.Info) -> Facts:
        """Those of what is at a path."""
        return cls(stat.S_IMODE(info.st_mode), _fs.owner(path), info.st_atime_ns, info.st_mtime_ns)

    def put_back(self, path: str) -> None:
        """Let what is at a path have them again. Raises OSError."""
        info = os.lstat(path)
        if stat.S_IMODE(info.st_mode) != self.mode:
            os.chmod(path, self.mode)
        if _fs.owner(path) != self.owner:
            _fs.set_owner(path, self.owner)
        if info.st_mtime_ns != self.modified:
            os.utime(path, ns=(self.accessed, self.modified), follow_symlinks=False)


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory was there."""

    facts: Facts


@dataclass(slots=True)
class File:
    """A file was there."""

    place: str | None
    """Where it is; ``None``: it is the very file that is there now, but for what is kept here."""
    facts: Facts | None = None
    """``None``: those of the file at ``place``."""
    blocks: Blocks | None = None
    """What of it was changed since; ``None``: nothing."""

    def drop(self) -> None:
        """It is of no use any more. What the disk does not let go stays until the host ends."""
        if self.blocks is not None:
            self.blocks.drop()
        if self.place is not None:
            with suppress(OSError):
                _fs.remove_any(self.place)


Was: TypeAlias = Nothing | Directory | File


def drop(layer: dict[str, Was]) -> None:
    """What a layer keeps is of no use any more."""
    for was in layer.values():
        if was.__class__ is File:
            was.drop()
    layer.clear()
