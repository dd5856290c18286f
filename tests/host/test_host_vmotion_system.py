"""The interface for vMotion."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

VMOTION = "ha-vmotion-system"
OTHER = vim.HostIpConfig(dhcp=False, ipAddress="192.0.2.77", subnetMask="255.255.255.128")


def shown(client: Client) -> tuple[str | None, vim.HostIpConfig | None]:
    """The interface that is selected and its address, as the host's configuration shows them."""
    config = client.get("ha-host", "config").vmotion
    assert config.netConfig == client.get(VMOTION, "netConfig")
    if config.ipConfig is not None:
        assert config.ipConfig == client.get(VMOTION, "ipConfig")
    return config.netConfig.selectedVnic, config.ipConfig


def addresses(client: Client) -> list[vim.HostIpConfig]:
    """The address of vmk0 wherever it is shown."""
    network, config = client.get("networkSystem", "networkInfo"), client.get("ha-host", "config")
    assert config.network == network
    types = client.get("ha-vnic-mgr", "info").netConfig
    nics: list[Any] = [*network.vnic, *client.get(VMOTION, "netConfig").candidateVnic]
    nics += [nic for item in types for nic in item.candidateVnic]
    return [nic.spec.ip for nic in nics if nic.device == "vmk0"]


def test_selected_and_deselected(root: Client) -> None:
    """Host, summary and manager agree; deselecting twice changes nothing."""
    before, empty = shown(root), root.get(VMOTION, "ipConfig")
    root.call(VMOTION, "SelectVnic", device="vmk0")
    assert shown(root) == ("VMotionConfig.vmotion.key-vim.host.VirtualNic-vmk0", addresses(root)[0])
    assert root.get("ha-host", "summary").config.vmotionEnabled
    for _ in range(2):
        root.call(VMOTION, "DeselectVnic")
        assert shown(root) == before
        assert root.get(VMOTION, "ipConfig") == empty
        assert not root.get("ha-host", "summary").config.vmotionEnabled


def test_unknown_interface(root: Client) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(VMOTION, "SelectVnic", device="vmk9")


def test_address_changes_everywhere(root: Client) -> None:
    """In the network configuration and among the candidates of all types."""
    root.call(VMOTION, "SelectVnic", device="vmk0")
    root.call(VMOTION, "UpdateIpConfig", ipConfig=OTHER)
    assert set(map(repr, addresses(root))) == {repr(OTHER)}
    assert shown(root)[1] == OTHER


def test_address_from_dhcp(root: Client) -> None:
    """The interface keeps the one it has."""
    root.call(VMOTION, "SelectVnic", device="vmk0")
    before = addresses(root)[0]
    root.call(VMOTION, "UpdateIpConfig", ipConfig=vim.HostIpConfig(dhcp=True))
    assert shown(root)[1] == before.replace(dhcp=True)


def test_address_without_an_interface(root: Client) -> None:
    """NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(VMOTION, "UpdateIpConfig", ipConfig=OTHER)


@pytest.mark.parametrize("changes", [
    {"ipAddress": None}, {"ipAddress": "192.0.2"}, {"ipAddress": "2001:db8::1"}, {"subnetMask": None},
    {"subnetMask": "255.0.255.0"}, {"subnetMask": "24"}, {"subnetMask": "0.0.0.255"},
])
def test_addresses_that_are_none(root: Client, changes: dict[str, Any]) -> None:
    """InvalidArgument."""
    root.call(VMOTION, "SelectVnic", device="vmk0")
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(VMOTION, "UpdateIpConfig", ipConfig=OTHER.replace(**changes))
