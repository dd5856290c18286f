"""Waiting for properties of an object, for things that no task tells of: a filter of its own tells, and nothing polls."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from esx_driver.errors import HostError
from esx_driver.vim import faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session

_LONGEST_WAIT = 30
"""Seconds of one wait: connections that are silent for longer may be cut on their way."""
_Reached = Callable[[Mapping[str, Any]], bool]
_UNKNOWN = (faults.NotSupported, faults.NotImplemented, faults.InvalidRequest, faults.UnknownFault)


def until(
    session: Session, ref: Ref, path: str, reached: Callable[[Any], bool], timeout: float, *, interval: float = 2.0,
) -> bool:
    """Wait until a property is as wanted: whether it was in time, in seconds. As ``until_all``."""
    return until_all(session, ref, (path,), lambda values: reached(values[path]), timeout, interval=interval)


def until_all(
    session: Session, ref: Ref, paths: Sequence[str], reached: Callable[[Mapping[str, Any]], bool], timeout: float, *,
    interval: float = 2.0,
) -> bool:
    """Wait until properties are as wanted together: whether it was in time, in seconds.

    ``reached`` is told of all of them, ``None`` for one that is not set, each time that one has changed. A host that can't
    tell of changes with a time limit (before API 4.1) is looked at each ``interval`` seconds. Raises
    ``faults.ManagedObjectNotFound`` when the object is gone, and as ``Session.call``.
    """
    left = _Left(session, timeout)
    while True:
        logins = session.logins
        try:
            return _told(session, ref, paths, reached, left)
        except _UNKNOWN:
            return _looked(session, ref, paths, reached, left, interval)
        except (faults.ManagedObjectNotFound, faults.InvalidCollectorVersion):
            if session.logins == logins:  # it is the object that is gone, and not the collector with its session
                raise


class _Left:
    """The time that is left. A host says by itself that a wait has lasted so long: its clock may not be ours."""

    def __init__(self, session: Session, seconds: float) -> None:
        self._clock = session.clock
        self._end = session.clock() + seconds

    def __call__(self) -> float:
        return self._end - self._clock()

    def waited(self, seconds: float, begun: float) -> None:
        """By the host's clock so many seconds have passed since ``begun``, when so many were left."""
        self._end = min(self._end, self._clock() + begun - seconds)


def _told(session: Session, ref: Ref, paths: Sequence[str], reached: _Reached, left: _Left) -> bool:
    with _collector(session) as collector:
        _watch(session, collector, ref, paths)
        version = ""
        values: dict[str, Any] = dict.fromkeys(paths)
        while True:
            begun = left()
            seconds = max(0, min(_LONGEST_WAIT, math.ceil(begun)))
            update = session.call(
                "WaitForUpdatesEx", collector, version=version, silence=seconds + 30,
                options=session.types.WaitOptions(maxWaitSeconds=seconds),
            )
            if update is None:
                if seconds >= begun:
                    return False
                left.waited(seconds, begun)
                continue
            version = update.version
            values |= _changes(update, ref)
            if not update.truncated and reached(values):
                return True


def _looked(
    session: Session, ref: Ref, paths: Sequence[str], reached: _Reached, left: _Left, interval: float,
) -> bool:
    while not reached(dict(zip(paths, properties.get(session, ref, *paths), strict=True))):
        seconds = left()
        if seconds <= 0:
            return False
        session.sleep(min(interval, seconds))
    return True


@contextmanager
def _collector(session: Session) -> Iterator[Ref]:
    """A collector of one's own: the updates of the session's own are the tasks'."""
    made: Ref = session.call("CreatePropertyCollector", session.manager("propertyCollector"))
    try:
        yield made
    finally:
        with suppress(HostError):  # it has gone with its session, or goes with it
            session.call("DestroyPropertyCollector", made)


def _watch(session: Session, collector: Ref, ref: Ref, paths: Sequence[str]) -> None:
    types = session.types
    spec = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type=ref.type, pathSet=list(paths))], objectSet=[types.ObjectSpec(obj=ref)],
    )
    session.call("CreateFilter", collector, spec=spec, partialUpdates=False)


def _changes(update: Any, ref: Ref) -> dict[str, Any]:
    """What an update says of the properties."""
    found: dict[str, Any] = {}
    for filters in update.filterSet or ():
        for change in filters.objectSet or ():
            if change.kind == "leave":
                raise faults.ManagedObjectNotFound("ManagedObjectNotFound", f"{ref} is gone")
            found |= {entry.name: properties.unwrapped(entry.val) for entry in change.changeSet or ()}
    return found
