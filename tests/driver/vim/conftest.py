"""Hosts with a session and its tasks."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from driver_sessions import session_of
from driver_tasks import Rig
from esx_driver.vim import Session

from fakeesx import FakeESX


@pytest.fixture
def rigs() -> Iterator[Callable[..., Rig]]:
    """Makes hosts with a session; all is closed at the end."""
    opened: list[Any] = []

    def rig(vms: int = 1, interval: float = 5.0, pauses: list[float] | None = None, **options: Any) -> Rig:
        esx = FakeESX(seed=1, vms=vms, **options).start()
        opened.append(esx)
        session = session_of(esx, pauses)
        opened.append(session)
        return Rig(esx, session, interval)

    yield rig
    for each in reversed(opened):
        each.close() if isinstance(each, Session) else each.stop()
    gc.collect()


@pytest.fixture
def rig(rigs: Callable[..., Rig]) -> Rig:
    """A host whose tasks are done at once."""
    return rigs()
