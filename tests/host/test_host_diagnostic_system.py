"""The partition for dumps."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

MANAGER = "diagnosticsystem"


def test_partition_is_given_up_and_selected_again(root: Client) -> None:
    """It stays available while it is not active; the host's configuration shows the same."""
    (available,) = root.call(MANAGER, "QueryAvailablePartition")
    assert root.get(MANAGER, "activePartition") == available
    root.call(MANAGER, "SelectActivePartition")
    assert root.get(MANAGER, "activePartition") is None
    assert root.get("ha-host", "config").activeDiagnosticPartition is None
    assert root.call(MANAGER, "QueryAvailablePartition") == [available]
    root.call(MANAGER, "SelectActivePartition", partition=available.id)
    assert root.get("ha-host", "config").activeDiagnosticPartition == root.get(MANAGER, "activePartition") == available


def test_other_partition(root: Client) -> None:
    """One that is not available is NotFound."""
    (available,) = root.call(MANAGER, "QueryAvailablePartition")
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, "SelectActivePartition", partition=available.id.replace(partition=9))
