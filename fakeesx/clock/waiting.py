"""Who waits for time to pass, and what has to be done before it may.

A virtual clock that jumps by itself asks this. Whoever serves clients notes here what it is about; the things noted are any
objects, a request for example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable


class Waiting:
    """What goes on beside the timers of a clock. May be shared by hosts that share a clock."""

    def __init__(self) -> None:
        self._busy: set[Hashable] = set()
        self._calls: set[Hashable] = set()
        self._expected: Counter[str] = Counter()
        self._seen: dict[str, object] = {}
        self._looked: set[str] = set()
        self.answered = 0
        """How many calls that waited have been answered."""
        self.activity = 0
        """Grows with everything that clients do."""
        self.at_change: Callable[[], None] | None = None
        """Called when somebody has begun to wait, or when there is nothing to do any more."""

    # what clients do

    def stir(self) -> None:
        """Something came from a client."""
        self.activity += 1

    def begin(self, work: Hashable) -> None:
        """There is work that does not wait for the clock: a request to answer, an upload, a copy in a thread."""
        self._busy.add(work)
        self.activity += 1

    def wait(self, work: Hashable) -> None:
        """This work can't go on by itself: a client waits for its answer."""
        self._busy.discard(work)
        self._calls.add(work)
        self._changed()

    def go_on(self, work: Hashable) -> None:
        """What it waited for has come: the answer is on its way."""
        if work in self._calls:
            self._calls.remove(work)
            self._busy.add(work)
            self.answered += 1

    def end(self, work: Hashable) -> None:
        """It is done, or nobody wants it any more."""
        self._busy.discard(work)
        self._calls.discard(work)
        self._changed()

    # what clients look at

    def expect(self, moid: str) -> None:
        """A foreground timer is going to change this object."""
        self._expected[moid] += 1

    def settle(self, moid: str) -> None:
        """It has done so, or never will."""
        self._expected[moid] -= 1
        if self._expected[moid] <= 0:
            del self._expected[moid]
            self._seen.pop(moid, None)
        self._looked.discard(moid)

    def look(self, moids: Container[str], state: Callable[[str], object]) -> None:
        """A client has read these objects; ``state`` gives something that is another object when one has changed.

        A client that reads again what time is going to change, and what is still as it was, is taken for waiting.
        """
        for moid in self._expected:
            if moid in moids:
                now = state(moid)
                if self._seen.get(moid) is now:
                    self._looked.add(moid)  # the answer to this very call comes first: its end tells of the change
                self._seen[moid] = now

    def look_out(self) -> None:
        """A client has asked whether anything is new, and nothing was. When time is going to change something, it waits."""
        self._looked.update(self._expected)

    def forget_looks(self) -> None:
        """Time has passed for those who looked."""
        self._looked.clear()

    # what a clock asks

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do but what the clock brings."""
        return not self._busy

    @property
    def anyone(self) -> bool:
        """Whether a client waits."""
        return bool(self._calls or self._looked)

    def _changed(self) -> None:
        if self.at_change is not None and not self._busy:
            self.at_change()
