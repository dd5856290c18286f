"""Texts with ``*`` and ``?`` in them: what chaos rules and those who look for requests say names with.

Only these two are special. Brackets are just brackets, for the paths of datastores begin with them.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """``None`` for a plain text."""
    if "*" not in pattern and "?" not in pattern:
        return None
    return re.compile(translate(pattern.replace("[", "[[]")))  # in a form that never takes long


def text_matches(pattern: str, text: str) -> bool:
    """Whether a text is the expected one or fits it as a pattern. The case of letters matters."""
    if pattern == text:
        return True
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(text) is not None
