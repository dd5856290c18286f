"""What clients asked of a host, as a test asks for it: ``esx.calls`` and ``esx.expect_call``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeesx.calls import Record
    from fakeesx.host.esx import Esx

_SHOWN = 10
"""How many calls a message shows."""


@dataclass(frozen=True)
class Wanted:
    """Which calls are meant; the fields are the arguments of ``RequestLog.find``."""

    method: str | None
    object: Any
    type: str | None
    user: str | None
    fault: str | None
    kind: str | None
    since: int | None
    arguments: Mapping[str, Any]

    def find(self, host: Esx) -> list[Record]:
        """Those that fit, oldest first. Raises ``ValueError``."""
        return host.requests.find(**vars(self))

    def expect(self, host: Esx, times: int | None) -> tuple[list[Record], str | None]:
        """Those that fit, and what is wrong with that, if anything. Raises ``ValueError``."""
        if times is not None and times < 1:
            raise ValueError(f"times is how often the call is expected, 1 or more, not {times}; see calls() for none")
        found = self.find(host)
        if not found:
            return found, str(host.requests.nearest(**vars(self)))
        if times is None or times == len(found):
            return found, None
        shown = "".join(f"\n  {record}" for record in found[-_SHOWN:])
        return found, f"expected {self.method} {times} times, it came {len(found)} times:{shown}"


def last_calls(host: Esx, count: int, since: int) -> list[str]:
    """The last of the calls after number ``since``, a line each: when, who, what, with which result."""
    records = [record for record in host.requests if record.number > since]
    return [f"{record.time:%H:%M:%S} {record}" for record in records[-count:]]
