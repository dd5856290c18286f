"""Whatever happens to a host, each checkpoint brings back all of it: what clients see, its files, its memory."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from calling import Client
from host_memory import differences, memory
from host_record import differing, record
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from storm import OPERATIONS, happen
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings

_NOW = 1_289_000_000.0
_CHANGED_BY_LOOKING = ("last_active", "_cookies")
_NUMBERS = st.integers(0, 59)


class Host(RuleBasedStateMachine):
    """A host, and what was recorded when its checkpoints were taken."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.clock.advance(_NOW)

    @initialize(vms=st.integers(0, 2), seed=st.integers(0, 3))
    def start(self, vms: int, seed: int) -> None:
        """A host with some machines; root is logged in for as long as it lives."""
        own = Settings(self.folder / "host", vms=vms, spare_luns=(20 << 30, 30 << 30))
        self.host = Esx(own, self.clock, random.Random(seed))
        self.at_start = memory(self.host)
        self.root = Client(self.host).login()
        self.taken: dict[str, Any] = {}

    def teardown(self) -> None:
        if hasattr(self, "host"):
            self.host.checkpoints.reset()
            changed = differences(self.at_start, memory(self.host))
            self.host.stop()
            assert changed == {}
        shutil.rmtree(self.folder)

    @rule(operation=st.sampled_from(OPERATIONS), a=_NUMBERS, b=_NUMBERS)
    def happens(self, operation: Any, a: int, b: int) -> None:
        """Something happens."""
        happen(self.root, operation, a, b)

    @rule(operation=st.sampled_from(OPERATIONS), a=_NUMBERS, b=_NUMBERS)
    def happens_too(self, operation: Any, a: int, b: int) -> None:
        """Far more happens than checkpoints are taken."""
        happen(self.root, operation, a, b)

    @rule(seconds=st.sampled_from((1, 21, 700)))
    def time_passes(self, seconds: int) -> None:
        """Timers fire."""
        self.clock.advance(seconds)

    @precondition(lambda self: len(self.taken) < 4)
    @rule()
    def take(self) -> None:
        """A checkpoint of what is now."""
        name = str(len(self.taken))
        while name in self.taken:
            name += "'"
        self.host.datastores.close()  # what is on its way is in no checkpoint
        seen = record(self.root)
        self.host.checkpoints.take(name)
        self.taken[name] = seen, memory(self.host), self.clock.seconds()
        assert self.host.checkpoints.names == tuple(self.taken)

    @precondition(lambda self: self.taken)
    @rule(number=st.integers(0, 3), again=st.booleans())
    def restore(self, number: int, again: bool) -> None:
        """All is as it was then."""
        name = list(self.taken)[number % len(self.taken)]
        seen, state, seconds = self.taken[name]
        for _ in range(1 + again):
            self.host.checkpoints.restore(name)
            now = memory(self.host)
            assert differences(_lasting(state), _lasting(now)) == {}
            if seconds == self.clock.seconds():  # else figures of what goes on are others
                assert differing(seen, record(self.root)) == {}

    @precondition(lambda self: self.taken)
    @rule(number=st.integers(0, 3))
    def drop(self, number: int) -> None:
        """One is of no use any more."""
        name = list(self.taken)[number % len(self.taken)]
        del self.taken[name]
        self.host.checkpoints.drop(name)


def _lasting(state: dict[str, str]) -> dict[str, str]:
    """What does not follow from a client's looking."""
    return {way: value for way, value in state.items() if not any(each in way for each in _CHANGED_BY_LOOKING)}


TestHost = Host.TestCase
TestHost.settings = settings(
    max_examples=12, stateful_step_count=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
