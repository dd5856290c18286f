"""The power policy."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

MANAGER = "ha-power-system"


def test_policy(root: Client) -> None:
    """The manager and the host's configuration show the same."""
    root.call(MANAGER, "ConfigurePowerPolicy", key=2)
    info = root.get(MANAGER, "info")
    assert info.currentPolicy.shortName == "dynamic"
    assert root.get("ha-host", "config").powerSystemInfo == info


def test_unknown_policy(root: Client) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "ConfigurePowerPolicy", key=9)
