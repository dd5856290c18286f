"""The time of hosts: what a clock is, the real one, and a virtual one that tests move.

`Clock` is Twisted's `IReactorTime` as far as hosts use it, so a reactor is a clock. `VirtualClock` is another: with it
nothing sleeps. `background` gives the view of a clock that housekeeping sets its timers by.
"""

from fakeesx.clock.errors import AlreadyMoving, NotVirtual
from fakeesx.clock.protocols import Clock, DelayedCall, MovableClock
from fakeesx.clock.real import RealClock, movable
from fakeesx.clock.timers import VirtualCall
from fakeesx.clock.virtual import START, VirtualClock, background, horizon, jumped, waiting_of
from fakeesx.clock.waiting import Waiting

__all__ = [
    "START", "AlreadyMoving", "Clock", "DelayedCall", "MovableClock", "NotVirtual", "RealClock", "VirtualCall",
    "VirtualClock", "Waiting", "background", "horizon", "jumped", "movable", "waiting_of",
]
