"""Storage I/O control."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER = "ha-storage-resource-manager"
HOST = ManagedObjectReference("HostSystem", "ha-host")


def test_what_could_be_configured(root: Client) -> None:
    """The default threshold is what the datastore shows."""
    option = root.call(MANAGER, "QueryIORMConfigOption", host=HOST)
    shown = root.get(root.host.datastores.ref("datastore1"), "iormConfiguration")
    assert option.enabledOption.supported
    assert option.enabledOption.defaultValue == shown.enabled
    assert option.congestionThresholdOption.defaultValue == shown.congestionThreshold


def test_only_vcenter_configures(root: Client) -> None:
    """NotSupported on a host."""
    datastore = root.host.datastores.ref("datastore1")
    with pytest.raises(Faulted, match="NotSupported"):
        root.call(MANAGER, "ConfigureDatastoreIORM_Task", datastore=datastore, spec=vim.StorageIORMConfigSpec(enabled=True))
