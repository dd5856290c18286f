"""The sensors."""

from __future__ import annotations

import pytest
from calling import Client

MANAGER = "healthStatusSystem"


@pytest.mark.parametrize("name", ["RefreshHealthStatusSystem", "ResetSystemHealthInfo"])
def test_sensors_read_the_same(root: Client, name: str) -> None:
    """And so does what the host's runtime shows of them."""
    before = root.get(MANAGER, "runtime")
    root.call(MANAGER, name)
    assert root.get(MANAGER, "runtime") == before == root.get("ha-host", "runtime").healthSystemRuntime
