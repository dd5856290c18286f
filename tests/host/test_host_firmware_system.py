"""Backup of an ESXi's configuration."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

FIRMWARE = "ha-firmwareSystem"


def test_urls_name_no_host(esxi: Client) -> None:
    """An asterisk stands for the host that was asked."""
    assert esxi.call(FIRMWARE, "BackupFirmwareConfiguration") == "http://*/downloads/configBundle-esx1.example.test.tgz"
    assert esxi.call(FIRMWARE, "QueryFirmwareConfigUploadURL") == "http://*/tmp/configBundle.tgz"


def test_restore(esxi: Client) -> None:
    """InvalidState outside maintenance mode, FileNotFound without a bundle."""
    with pytest.raises(Faulted, match="InvalidState"):
        esxi.call(FIRMWARE, "RestoreFirmwareConfiguration", force=True)
    esxi.task("ha-host", "EnterMaintenanceMode_Task", timeout=0)
    with pytest.raises(Faulted, match="FileNotFound"):
        esxi.call(FIRMWARE, "RestoreFirmwareConfiguration", force=True)


def test_classic_esx_has_none(root: Client) -> None:
    """No object, no entry in the configuration managers."""
    assert root.host.inventory.find(FIRMWARE) is None
    assert root.get("ha-host", "configManager").firmwareSystem is None
