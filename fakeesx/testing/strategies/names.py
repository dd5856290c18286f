"""Strategies for names and paths that a host takes."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import strategies as st

from fakeesx.testing.strategies import checks

_FIRST = st.characters(codec="utf-8", categories=("L", "N"))
_OTHERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="/\\%[]{}\"|")


def entity_names(*, max_size: int = 20) -> st.SearchStrategy[str]:
    """Names of machines, port groups and the like: letters of any script, with blanks and signs inside.

    Without what the host writes otherwise in a name (``%``, ``/`` and a backslash become ``%25``, ``%2f`` and ``%5c``).
    ``max_size``: characters, at most 80 (32 for switches, 42 for datastores is the host's limit).
    """
    checks.count("max_size", max_size, 1, 80)
    return st.builds(lambda first, rest: (first + rest).strip(), _FIRST, st.text(_OTHERS, max_size=max_size - 1)).filter(
        str.isprintable
    )


def file_names(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Names of files and folders on a datastore."""
    checks.count("max_size", max_size, 1, 100)
    return st.text("abcXYZ019_- .é中", min_size=1, max_size=max_size).filter(
        lambda text: text.strip(" .") == text and text.isprintable()
    )


def datastore_paths(
    *, datastores: Collection[str] = ("datastore1",), suffix: str = "", max_depth: int = 2,
) -> st.SearchStrategy[str]:
    """Datastore paths: ``[datastore1] folder/file``. ``suffix`` is the end of each (``.iso``).

    ``max_depth``: how many folders are before the file.
    """
    stores = checks.texts("datastores", datastores)
    checks.count("max_depth", max_depth, 0, 10)
    parts = st.lists(file_names(), min_size=1, max_size=max_depth + 1)
    return st.builds(lambda store, path: f"[{store}] {'/'.join(path)}{suffix}", st.sampled_from(stores), parts)


def mac_addresses() -> st.SearchStrategy[str]:
    """MAC addresses that a machine may be given by hand: 00:50:56:00:00:00 to 00:50:56:3f:ff:ff."""
    return st.integers(0, 0x3FFFFF).map(lambda number: f"00:50:56:{number.to_bytes(3, 'big').hex(':')}")
