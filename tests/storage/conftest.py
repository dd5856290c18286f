"""A datastore in a fresh folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakeesx.storage.datastore import Datastore

GIB = 1024**3
UUID = "4d3ea5ac-45d89fb1-847e-001b24f06a45"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of `datastore`."""
    return tmp_path / "datastore1"


@pytest.fixture
def datastore(folder: Path) -> Datastore:
    """An empty datastore of 100 GiB."""
    return Datastore(folder, name="datastore1", uuid=UUID, capacity=100 * GIB)
