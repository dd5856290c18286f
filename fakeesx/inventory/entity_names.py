"""Names of managed entities, in which vim25 escapes three characters."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"%(2f|5c|25)", re.IGNORECASE)
_CHARACTERS = {"2f": "/", "5c": "\\", "25": "%"}


def unescaped(name: str) -> str:
    """A name with the escapes of entity names (``%2f``, ``%5c``, ``%25``) replaced."""
    if "%" not in name:
        return name
    return _ESCAPE.sub(lambda match: _CHARACTERS[match[1].lower()], name)
