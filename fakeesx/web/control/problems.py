"""What is wrong with a request to the control API: a status and a text that says what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches

from fakeesx.web.server import Headers, Refused

JSON = b"application/json"


class Problem(Exception):
    """A request that is not done.

    ``status`` is 400 for one that can't be read, 422 for one that can and makes no sense, 409 for one that does not go with
    the host's state, or what HTTP has for it: 404, 405, 413, 415.
    """

    def __init__(self, status: int, text: str, headers: Headers = ()) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers

    def refused(self) -> Refused:
        """The answer."""
        return Refused(self.status, json.dumps({"error": self.text}).encode() + b"\n", self.headers, JSON)


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    """There is no such name; what could be meant, or what there is."""
    names = list(names)
    near = get_close_matches(name[:60], names, 3, 0.6)
    if near:
        return f"there is no {what} {_short(name)}; nearest: {', '.join(near)}"
    more = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    return f"there is no {what} {_short(name)}; there {'are ' + more if names else 'is none'}"


def _short(name: str) -> str:
    return repr(name if len(name) <= 60 else name[:57] + "...")
