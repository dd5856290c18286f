"""What goes wrong with a host in this process.

```
RuntimeError
  NotRunning       it has not been started, has been stopped, or belongs to another process
OSError
  CannotStart      it can't listen: the port is taken
LookupError → KeyError
  Unknown          there is no such machine, network, datastore or file; the message names what there is
```
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_NAMED = 12
"""How many names a message lists."""


class NotRunning(RuntimeError):
    """The host is not there (any more)."""


class CannotStart(OSError):
    """The host can't be started as it was asked for."""


class Unknown(KeyError):
    """There is nothing of that name."""

    def __init__(self, kind: str, name: object, names: Iterable[str]) -> None:
        super().__init__(kind, name)
        self.text = f"there is no {kind} {name!r}; {nearest(name, names)}"

    def __str__(self) -> str:
        return self.text


def nearest(name: object, names: Iterable[str]) -> str:
    """What to tell somebody who asked for a name that is not there: those that are like it, or all (at most some)."""
    known = list(names)
    if not known:
        return "there is none"
    close = get_close_matches(str(name), known, 3)
    if close:
        return f"did you mean {' or '.join(map(repr, close))}?"
    shown = ", ".join(map(repr, known[:_NAMED]))
    return f"there are {shown}" + (f" and {len(known) - _NAMED} more" if len(known) > _NAMED else "")
