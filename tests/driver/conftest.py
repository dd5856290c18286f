"""Hosts that the driver is tried on, and the driver's connection to them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from driver_conf import conf_of
from esx_driver.host import Host
from esx_driver.vim import connect

from fakeesx import FakeESX


@pytest.fixture
def fresh() -> Iterator[FakeESX]:
    """A host without machines."""
    with FakeESX(seed=1) as esx:
        yield esx


@pytest.fixture
def connected() -> Iterator[Callable[..., Host]]:
    """Connects the driver to hosts; the connections are closed at the end."""
    with ExitStack() as stack:

        def open_(esx: FakeESX, **others: Any) -> Host:
            return Host(stack.enter_context(connect(conf_of(esx, **others))))

        yield open_
    gc.collect()  # what urllib3 leaves to the collector is this test's


@pytest.fixture
def host(fresh: FakeESX, connected: Callable[..., Host]) -> Host:
    """The driver, connected to a host without machines."""
    return connected(fresh)
