"""What is installed."""

from __future__ import annotations

from calling import Client


def test_no_bulletin_is_installed(root: Client) -> None:
    """A host as it was born."""
    assert root.task("ha-host-patch-manager", "QueryHostPatch_Task").status == ()
