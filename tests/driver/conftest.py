"""Hosts that the driver is tried on, and the driver's connection to them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from driver_chaos import STAGE
from driver_conf import conf_of
from driver_glance import HOW, Glance
from driver_glance import glance as run_glance
from esx_driver.host import Host
from esx_driver.vim import connect
from esx_driver.vim.document import document

from fakeesx import FakeESX


@pytest.fixture(scope="session", autouse=True)
def _the_document() -> None:
    """The WSDL is read once for all tests, and the collector need not look through it and the host's code after each."""
    document()
    with FakeESX(seed=1) as esx, connect(conf_of(esx)) as session:
        Host(session).datastores()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    """The host of the walks goes with the module."""
    yield
    STAGE.close()


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


@pytest.fixture(scope="session")
def glance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glance]:
    """A real Glance, the same for all tests."""
    venv = os.environ.get("FAKEESX_GLANCE")
    if not venv:
        pytest.skip(HOW)
    with run_glance(Path(venv), tmp_path_factory.mktemp("glance")) as running:
        yield running
