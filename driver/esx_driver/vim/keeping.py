"""Keeping a session alive: hosts end one that nobody uses for a while (thirty minutes on ESX 4.1, unless set otherwise).

A thread of its own asks the host something when nothing else was asked for so long. It holds no session: one that nobody
refers to any more goes, and the thread with it.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from typing import Protocol

from esx_driver.errors import DriverError

_log = logging.getLogger(__name__)


class Kept(Protocol):
    """A session, as far as it is kept alive."""

    @property
    def idle(self) -> float:
        """Seconds since something was asked."""

    def alive(self) -> bool:
        """Ask the host whether it knows the session still. Raises ``DriverError``."""


def keep_alive(session: Kept, ended: threading.Event, interval: float) -> None:
    """Keep a session alive until it has ``ended``: it is not idle for longer than ``interval`` seconds."""
    reference = weakref.ref(session)
    threading.Thread(target=_run, args=(reference, ended, interval), name="esx-driver keep-alive", daemon=True).start()


def _run(reference: Callable[[], Kept | None], ended: threading.Event, interval: float) -> None:
    wait: float | None = interval
    while wait is not None and not ended.wait(wait):
        wait = _kept(reference(), interval)


def _kept(session: Kept | None, interval: float) -> float | None:
    """Ask the host, if it is time to: the seconds until then, ``None`` when there is no session any more."""
    if session is None:
        return None
    left = interval - session.idle
    if left > 0:
        return left
    try:
        if not session.alive():
            _log.info("the session had ended; the next call logs in again")
    except DriverError as error:  # the next call that somebody makes will say so
        _log.debug("keeping the session alive: %s", error)
    return interval
