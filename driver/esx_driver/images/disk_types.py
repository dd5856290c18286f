"""How the disks of machines are kept on a datastore, by the names that images and people have for it."""

from __future__ import annotations

from esx_driver.errors import ImageError

THICK, THIN, EAGER = "thick", "thin", "eagerZeroedThick"
"""vim25's names: all space taken from the start; only what was written; all of it, and zeroed."""
KNOWN = {"preallocated": THICK, "thick": THICK, "thin": THIN, "eagerzeroedthick": EAGER}
"""vim25's names by all names, in small letters."""
NAMES = ("preallocated", "thin", "eagerZeroedThick")
"""As people write them; ``thick`` is another name of ``preallocated``."""


def of(*names: str | None) -> str:
    """The type of a disk, by the first of the names that says one; without any it is thick.

    Raises ``ImageError`` for a name that is none.
    """
    name = next((name for name in names if name), "preallocated")
    found = KNOWN.get(name.lower())
    if found is None:
        raise ImageError(f"{name!r} is no type of a disk: {', '.join(NAMES)}")
    return found
