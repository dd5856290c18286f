"""Who holds which file. A running virtual machine holds its disks, its swap file and its configuration."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import TypeAlias


class LockMode(enum.Enum):
    """What a lock lets others do."""

    WRITE = "write"
    """The owner alone writes, anybody reads (the .vmx of a running virtual machine)."""
    EXCLUSIVE = "exclusive"
    """Nobody else reads or writes (the extents of a running virtual machine's disks, its swap file)."""
    READ_ONLY = "readOnly"
    """Any number of owners, nobody writes (the base disk under snapshots and linked clones)."""
    MULTI_WRITER = "multiWriter"
    """Any number of owners, each of them writes (a disk that a cluster of guests shares)."""


State: TypeAlias = "tuple[dict[str, Mapping[str, LockMode]], dict[str, set[str]]]"

_SHARED = (LockMode.READ_ONLY, LockMode.MULTI_WRITER)


class FileLocks:
    """The locks of one datastore, by normalised path. An owner is any text, for example a VM's id."""

    __slots__ = ("_captured", "_held", "_paths", "changed")

    def __init__(self) -> None:
        self.changed: Callable[[str, bool], None] | None = None
        """Called with a path that is held from now on (True), or by nobody any more."""
        self._held: dict[str, Mapping[str, LockMode]] = {}
        self._paths: dict[str, set[str]] = {}  # by owner: thousands of VMs may run, and one of them stops
        self._captured: set[str] = set()
        """The owners whose paths are those of a captured state as well: they are copied when one changes."""

    def capture(self) -> State:
        """All locks there are; what is in it never changes."""
        self._captured = set(self._paths)
        return self._held.copy(), self._paths.copy()

    def restore(self, state: State) -> None:
        """Let these be the locks; nobody is told."""
        held, paths = state
        self._held, self._paths, self._captured = held.copy(), paths.copy(), set(paths)

    def __bool__(self) -> bool:
        """Whether anything is locked."""
        return bool(self._held)

    def acquire(self, path: str, owner: str, mode: LockMode) -> str | None:
        """Take a lock, or change the mode of the one that `owner` has.

        Returns the other owner in the way, None when the lock was taken.
        """
        owners = self._held.get(path, {})
        for other, held in owners.items():
            if other != owner and not (held is mode and mode in _SHARED):
                return other
        if self.changed is not None and not owners:
            self.changed(path, True)
        self._held[path] = {**owners, owner: mode}
        self._of(owner).add(path)
        return None

    def release(self, owner: str, path: str | None = None) -> None:
        """Give up one lock of `owner`, or all. Nothing happens where there is none."""
        if owner not in self._paths:
            return
        paths = self._of(owner)
        given_up = paths & {path} if path is not None else set(paths)
        paths -= given_up
        if not paths:
            del self._paths[owner]
        for each in given_up:
            owners = {other: mode for other, mode in self._held[each].items() if other != owner}
            if owners:
                self._held[each] = owners
                continue
            del self._held[each]
            if self.changed is not None:
                self.changed(each, False)

    def owners(self, path: str) -> tuple[str, ...]:
        """Who holds the file."""
        return tuple(self._held.get(path, ()))

    def all_owners(self) -> tuple[str, ...]:
        """Everybody who holds any file, sorted."""
        return tuple(sorted(self._paths))

    def against_writing(self, path: str, owner: str | None) -> str | None:
        """Who keeps `owner` (None: somebody without a lock) from writing, moving or deleting the file."""
        owners = self._held.get(path)
        if owners is None:
            return None
        mode = owners.get(owner) if owner is not None else None
        if mode is None or mode is LockMode.READ_ONLY:
            return next(iter(owners))
        return None

    def against_reading(self, path: str, owner: str | None) -> str | None:
        """Who keeps `owner` from reading the file."""
        owners = self._held.get(path)
        if owners is None or owner in owners:
            return None
        return next((other for other, mode in owners.items() if mode is LockMode.EXCLUSIVE), None)

    def mode(self, path: str, owner: str) -> LockMode | None:
        """How `owner` holds the file, None when it does not."""
        return self._held.get(path, {}).get(owner)

    def move(self, source: str, target: str) -> None:
        """The locks follow a file that its owner moved."""
        owners = self._held.pop(source, None)
        if owners is not None:
            self._held[target] = owners
            for owner in owners:
                paths = self._of(owner)
                paths ^= {source, target}
            if self.changed is not None:
                self.changed(source, False)
                self.changed(target, True)

    def _of(self, owner: str) -> set[str]:
        """The paths that an owner holds, to be changed."""
        paths = self._paths.setdefault(owner, set())
        if owner in self._captured:
            self._captured.remove(owner)
            paths = self._paths[owner] = set(paths)
        return paths

    def forget(self, path: str) -> None:
        """The file is gone, and its locks with it."""
        for owner in self.owners(path):
            self.release(owner, path)
