"""ManagedEntity, Network and the managers of which only a server makes use."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

ENTITIES = ("ha-folder-root", "ha-datacenter", "ha-compute-res", "ha-host", "HaNetwork-VM Network")


@pytest.mark.parametrize("moid", ENTITIES)
def test_neither_renamed_nor_destroyed(root: Client, moid: str) -> None:
    """Most entities keep their name and stay."""
    name = root.get(moid, "name")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(moid, "Rename_Task", newName="other")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(moid, "Destroy_Task")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(moid, "setCustomValue", key="k", value="v")
    assert root.get(moid, "name") == name


@pytest.mark.parametrize("moid", ENTITIES)
def test_reload(root: Client, moid: str) -> None:
    """Reloading changes nothing."""
    before = root.host.inventory.find(moid)
    root.call(moid, "Reload")
    assert root.host.inventory.find(moid) is before


@pytest.mark.parametrize(("moid", "name", "arguments"), [
    ("HaNetwork-VM Network", "DestroyNetwork", {}),
    ("ha-dvsmanager", "QueryAvailableDvsSpec", {}),
])
def test_refused(root: Client, moid: str, name: str, arguments: dict[str, Any]) -> None:
    """What a server does is refused."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(moid, name, **arguments)
