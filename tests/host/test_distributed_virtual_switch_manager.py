"""Distributed switches, of which a host without vCenter has none."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-dvsmanager"
HOST = ManagedObjectReference("HostSystem", "ha-host")


def test_no_switch_has_a_uuid(root: Client) -> None:
    """NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, "QueryDvsByUuid", uuid="1e 17 0b 50 6f 0a 5c 2f-4e 8e 0d 1b 2f 65 a2 b0")


def test_nothing_to_be_connected_to(root: Client) -> None:
    """With the host or without; ManagedObjectNotFound for a switch that was made up, InvalidArgument for another object."""
    assert root.call(MANAGER, "QueryDvsConfigTarget") == vim.DVSManagerDvsConfigTarget()
    assert root.call(MANAGER, "QueryDvsConfigTarget", host=HOST) == vim.DVSManagerDvsConfigTarget()
    switch = ManagedObjectReference("DistributedVirtualSwitch", "dvs-7")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        root.call(MANAGER, "QueryDvsConfigTarget", dvs=switch)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "QueryDvsConfigTarget", dvs=HOST)


def test_what_vcenter_could_build(root: Client) -> None:
    """Is not for a host to say."""
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "QueryAvailableDvsSpec")
