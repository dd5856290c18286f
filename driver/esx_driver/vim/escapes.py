"""The escapes with which vim25 writes names of entities: a name is one part of a path, and may hold no slash."""

from __future__ import annotations


def plain(name: str) -> str:
    """A name as people write it, from one that a host shows."""
    return name.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%")


def escaped(name: str) -> str:
    """A name as vim25 writes it in paths."""
    return name.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c")
