"""One thing going wrong at one step of an operation of the driver.

A walk tries an operation many times, each time on the same host with the same preparation. So a host is prepared once, and
goes back to a snapshot of that before each turn, which takes less than a millisecond: nothing of the turns before is left
on it, neither sessions nor files nor rules nor calls that were noted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
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


class Stage:
    """The host that the walks of a module share, and the snapshots of it, by what prepared them."""

    def __init__(self) -> None:
        self._esx: FakeESX | None = None
        self._snapshots: dict[Hashable, str] = {}

    @contextmanager
    def after(self, prepare: Step, key: Hashable | None = None) -> Iterator[FakeESX]:
        """The host as ``prepare`` left it, which runs when there is no snapshot of it yet; ``key`` stands for it.

        A block that fails may leave anything: then the next one gets a host that nobody has used.
        """
        try:
            yield self._set(prepare, prepare if key is None else key)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop the host, if there is one."""
        esx, self._esx = self._esx, None
        self._snapshots.clear()
        if esx is not None:
            esx.stop()

    def _set(self, prepare: Step, key: Hashable) -> FakeESX:
        if self._esx is None:
            self._esx = FakeESX(seed=1).start()
        if key in self._snapshots:
            self._esx.restore(self._snapshots[key])
        else:
            self._esx.reset()
            prepare(self._esx)
            self._snapshots[key] = self._esx.snapshot()
        self._esx.forget_calls()
        return self._esx


STAGE = Stage()
"""The stage of this process; a fixture closes it at the end of each module."""


def count_steps(prepare: Step, run: Step) -> int:
    """How many SOAP calls an operation makes."""
    with STAGE.after(prepare) as esx:
        esx.chaos.add("*", delay=0.0001, id="count")
        run(esx)
        return esx.chaos.hits("count")


@contextmanager
def chaotic(prepare: Step, rule: dict[str, Any], *, hit: bool = True) -> Iterator[FakeESX]:
    """A host with what an operation needs, on which something goes wrong once; it has to have happened, where ``hit``.

    ``prepare`` is a function of the module: what it leaves is kept until the module's end.
    """
    with STAGE.after(prepare) as esx:
        esx.chaos.add(id="once", **({} if "request" in rule else {"method": "*"}), **rule)
        yield esx
        assert not hit or esx.chaos.hits("once") == 1
