"""One thing going wrong at one step of an operation of the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fakeesx import FakeESX

EFFECTS: dict[str, dict[str, Any]] = {
    "fault": {"fault": "HostConnectFault"},
    "lost request": {"reset": "before"},
    "lost reply": {"reset": "after"},
    "no session": {"session": "expired"},
    "busy": {"status": 503, "body": "<html>", "content_type": "text/html"},
}
"""What can go wrong with a call. All but the first are nothing that a caller should hear of."""
REQUEST_EFFECTS: list[dict[str, Any]] = [{"reset": "before"}, {"reset": "after"}, {"status": 503}, {"status": 401}]
"""What can go wrong with a request over HTTP."""
Step = Callable[[FakeESX], None]


def count_steps(prepare: Step, run: Step) -> int:
    """How many SOAP calls an operation makes."""
    with FakeESX(seed=1) as esx:
        prepare(esx)
        esx.chaos.add("*", delay=0.0001, id="count")
        run(esx)
        return esx.chaos.hits("count")


@contextmanager
def chaotic(prepare: Step, rule: dict[str, Any], *, hit: bool = True) -> Iterator[FakeESX]:
    """A host with what an operation needs, on which something goes wrong once; it has to have happened, where ``hit``."""
    with FakeESX(seed=1) as esx:
        prepare(esx)
        esx.chaos.add(id="once", **({} if "request" in rule else {"method": "*"}), **rule)
        yield esx
        assert not hit or esx.chaos.hits("once") == 1
