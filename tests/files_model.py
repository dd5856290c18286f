"""Paths and contents of several datastores as a dictionary: what file operations do to them, and the faults they meet."""

from __future__ import annotations

from collections.abc import Iterable

Place = tuple[str, str]
"""The name of a datastore and a normalised path."""
DIRECTORY = None


class Model:
    """Paths and contents; a directory has none. Each change says the fault it meets, or nothing."""

    def __init__(self, names: Iterable[str]) -> None:
        self.files: dict[Place, bytes | None] = {(name, ""): DIRECTORY for name in names}
        self.locked: set[Place] = set()
        """Nobody writes, moves or deletes them."""
        self.sealed: set[Place] = set()
        """Those of the locked ones that nobody reads either."""

    def is_directory(self, place: Place) -> bool:
        return place in self.files and self.files[place] is DIRECTORY

    def on_the_way(self, place: Place) -> str | None:
        """What keeps a path from being reached: a file, or nothing, where a directory should be."""
        name, path = place
        above = path.split("/")[:-1]
        for end in range(1, len(above) + 1):
            step = (name, "/".join(above[:end]))
            if step not in self.files:
                return "FileNotFound"
            if not self.is_directory(step):
                return "CannotAccessFile"
        return None

    def missing(self, place: Place) -> list[Place]:
        """The directories above a path that are not there, from the uppermost down."""
        name, path = place
        above = path.split("/")[:-1]
        steps = [(name, "/".join(above[:end])) for end in range(1, len(above) + 1)]
        return [step for step in steps if step not in self.files]

    def below(self, place: Place) -> list[Place]:
        """Itself and all that is in it."""
        name, path = place
        head = f"{path}/" if path else ""
        return [each for each in self.files if each == place or (each[0] == name and each[1].startswith(head))]

    def is_locked(self, place: Place) -> bool:
        return any(each in self.locked for each in self.below(place))

    def make(self, place: Place) -> str | None:
        way = self.on_the_way(place)
        if way or place in self.files:
            return way or "FileAlreadyExists"
        self.files[place] = DIRECTORY
        return None

    def delete(self, place: Place) -> str | None:
        way = self.on_the_way(place)
        if way or place not in self.files:
            return way or "FileNotFound"
        if self.is_locked(place):
            return "FileLocked"
        for each in self.below(place):
            del self.files[each]
        return None

    def transfer(self, source: Place, target: Place, force: bool, move: bool) -> set[str]:
        """All faults that fit; nothing when it is done."""
        faults = set()
        if self.on_the_way(source) or source not in self.files:
            return {self.on_the_way(source) or "FileNotFound"}
        tree = self.is_directory(source)
        if tree and source[0] == target[0] and f"{target[1]}/".startswith(f"{source[1]}/"):
            faults |= {"CannotAccessFile", "FileAlreadyExists"}
        if way := self.on_the_way(target):
            faults |= {way}
        elif target in self.files and (tree or self.is_directory(target) or not force):
            faults |= {"FileAlreadyExists"} | ({"CannotAccessFile"} if self.is_directory(target) and not tree else set())
        elif source == target:
            faults |= {"FileAlreadyExists", "FileLocked"}
        elif self.is_locked(target):
            faults |= {"FileLocked"}
        if (move and self.is_locked(source)) or self.sealed.intersection(self.below(source)):
            faults |= {"FileLocked"}
        if faults:
            return faults
        for each in self.below(source):
            self.files[target[0], target[1] + each[1][len(source[1]) :]] = self.files[each]
        if move:
            for each in self.below(source):
                del self.files[each]
        return set()


def text(place: Place) -> str:
    """A place as vim25 names it."""
    return f"[{place[0]}] {place[1]}"
