"""The VNC server that a VM brings with it, as its ``extraConfig`` asks for one.

``RemoteDisplay.vnc.enabled``, ``.port`` (5900 where there is none, inferred), ``.password`` (its first 8 characters count),
``.ip``. ``.key``, a password in a form of the host's own, is not read: with it alone nobody gets in. The options are read
when the VM gets power, also when it goes on after a suspension; what is changed later waits for the next time (inferred: the
process that runs the VM reads its file when it starts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fakeesx.schema import vim

DEFAULT_PORT = 5900
_PREFIX = "remotedisplay.vnc."
_TRUE = frozenset({"true", "yes", "on", "1", "t", "y"})


@dataclass(frozen=True, slots=True)
class RemoteDisplay:
    """A VNC server. ``port`` is 0 where the option is no port's number; ``address``: where it is to listen, if it says."""

    port: int
    password: str | None = field(default=None, repr=False)
    """``None``: none is asked for; empty: one that nobody knows."""
    address: str = ""


def remote_display(options: Iterable[vim.OptionValue]) -> RemoteDisplay | None:
    """The VNC server that options of a VM ask for, if they do."""
    values = {
        key.removeprefix(_PREFIX): str(each.value).strip()
        for each in options if (key := each.key.lower()).startswith(_PREFIX)
    }
    if values.get("enabled", "").lower() not in _TRUE:
        return None
    password = values.get("password") or ("" if values.get("key") else None)
    return RemoteDisplay(_port(values.get("port", str(DEFAULT_PORT))), password, values.get("ip", ""))


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if number < 65536 else 0
