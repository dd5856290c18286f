"""What can go wrong with a clock.

RuntimeError
├── NotVirtual
└── AlreadyMoving
"""

from __future__ import annotations


class NotVirtual(RuntimeError):
    """Somebody wants to move the real time."""

    def __init__(self) -> None:
        super().__init__("this host's clock is the real one and can't be moved; give the host a virtual clock "
                         "(`fakeesx serve --clock virtual`, in Python `VirtualClock()`)")


class AlreadyMoving(RuntimeError):
    """The clock was to be moved by a call that runs because it moves."""

    def __init__(self) -> None:
        super().__init__("the clock is moving already: what it calls on its way can't move it; use callLater() there")
