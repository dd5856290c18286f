"""Paths of files on datastores: ``[datastore1] directory/file.vmdk``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fakeesx.storage.errors import InvalidDatastorePath

# NUL and other control characters, and the halves of surrogate pairs, which no file system can store.
_BAD = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
_FORBIDDEN = re.compile(f"[{_BAD}]")
# Nearly all paths are normal already: seen at one look, without taking them apart.
_PART = f"[^/.{_BAD}][^/{_BAD}]{{0,62}}"
_NORMAL = re.compile(f"{_PART}(?:/{_PART})*")
_TEXT = re.compile(r"\[([^\[\]/]+)\] ?(.*)", re.DOTALL)
_LONGEST_NAME = 255  # bytes of one component, as file systems have it
_LONGEST_PATH = 1024  # characters below the root (inferred); keeps trees shallow enough to walk


def normalise(path: str) -> str:
    """The path below a datastore's root in its one spelling: "" (the root), "a", "a/b".

    Doubled and trailing slashes and "." go. Raises InvalidDatastorePath for an absolute path, for "..",
    control characters, names of more than 255 bytes and paths of more than 1024 characters.
    """
    if len(path) > _LONGEST_PATH:
        raise InvalidDatastorePath(path)
    if not path or _NORMAL.fullmatch(path):
        return path
    if path.startswith("/") or _FORBIDDEN.search(path):
        raise InvalidDatastorePath(path)
    parts = [part for part in path.split("/") if part and part != "."]
    for part in parts:
        # A character has up to four bytes: only names that may be too long are encoded.
        if part == ".." or (len(part) * 4 > _LONGEST_NAME and len(part.encode()) > _LONGEST_NAME):
            raise InvalidDatastorePath(path)
    return "/".join(parts)


def is_addressable(name: str) -> bool:
    """Whether a path can have a name that was found on the disk: no control characters, decodable."""
    return not _FORBIDDEN.search(name)


def parent_of(path: str) -> str:
    """The directory of a normalised path; the root is its own."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """The last component of a normalised path; "" for the root."""
    return path.rpartition("/")[2]


def join(directory: str, name: str) -> str:
    """A normalised path below a normalised directory."""
    return f"{directory}/{name}" if directory and name else directory or name


@dataclass(frozen=True, slots=True, order=True)
class DatastorePath:
    """A place on a datastore: its name and the path below its root, normalised ("" is the root)."""

    datastore: str
    path: str = ""

    def __post_init__(self) -> None:
        """Raise InvalidDatastorePath where text made of the parts could not be read back."""
        if not is_datastore_name(self.datastore):
            raise InvalidDatastorePath(f"[{self.datastore}] {self.path}")
        try:
            object.__setattr__(self, "path", normalise(self.path))
        except InvalidDatastorePath:
            raise InvalidDatastorePath(f"[{self.datastore}] {self.path}") from None

    @classmethod
    def parse(cls, text: str) -> DatastorePath:
        """Read ``[datastore1] directory/file``; the blank and the path may be missing.

        Raises InvalidDatastorePath(text).
        """
        match = _TEXT.fullmatch(text)
        if match is None:
            raise InvalidDatastorePath(text)
        try:
            return cls(match[1], match[2])
        except InvalidDatastorePath:
            raise InvalidDatastorePath(text) from None

    def __str__(self) -> str:
        return f"[{self.datastore}] {self.path}" if self.path else f"[{self.datastore}]"

    def __truediv__(self, path: str) -> DatastorePath:
        """A path below this one; raises InvalidDatastorePath for an absolute one or ".."."""
        return DatastorePath(self.datastore, join(self.path, normalise(path)))

    @property
    def parent(self) -> DatastorePath:
        """The directory that holds it; the root is its own."""
        return DatastorePath(self.datastore, parent_of(self.path))

    @property
    def name(self) -> str:
        """The last component; "" for the root."""
        return name_of(self.path)

    @property
    def stem(self) -> str:
        """The name without its last suffix: "disk" of "disk.vmdk"."""
        stem, dot, _ = self.name.rpartition(".")
        return stem if dot and stem else self.name

    @property
    def suffix(self) -> str:
        """The last suffix with its dot, as written: ".vmdk"; "" when there is none."""
        return self.name[len(self.stem) :]

    def with_name(self, name: str) -> DatastorePath:
        """The path of a neighbour in the same directory."""
        return self.parent / name

    def with_suffix(self, suffix: str) -> DatastorePath:
        """The neighbour of the same stem: ``with_suffix(".vmsd")``."""
        return self.parent / f"{self.stem}{suffix}"


def is_datastore_name(name: str) -> bool:
    """Whether a datastore may bear the name, so that ``[name] path`` can be read back, and ``/vmfs/volumes/name`` too."""
    return (
        bool(name.strip()) and name not in (".", "..") and not any(character in "[]/" for character in name)
        and not _FORBIDDEN.search(name)
    )
