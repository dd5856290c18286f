"""Interfaces that serve something, through HostVirtualNicManager and HostVMotionSystem."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.host.services import vnic_selection
from fakeesx.schema import vim

MANAGER = "ha-vnic-mgr"


def net_config(client: Client, nic_type: str) -> vim.VirtualNicManagerNetConfig:
    """The same from the method, the property and the host's configuration."""
    found = client.call(MANAGER, "QueryNetConfig", nicType=nic_type)
    info = client.get(MANAGER, "info")
    assert found in info.netConfig
    assert client.get("ha-host", "config").virtualNicManagerInfo == info
    return found  # type: ignore[no-any-return]


def choose(client: Client, nic_type: str, device: str = "vmk0") -> None:
    client.call(MANAGER, "SelectVnicForNicType", nicType=nic_type, device=device)


def drop(client: Client, nic_type: str, device: str = "vmk0") -> None:
    client.call(MANAGER, "DeselectVnicForNicType", nicType=nic_type, device=device)


def add_candidate(client: Client, nic_type: str) -> None:
    """A second interface that could serve a type, vmk1."""
    info = client.host.inventory.get(vnic_selection.MANAGER, "info")
    configs = [
        config.replace(candidateVnic=[*config.candidateVnic, config.candidateVnic[0].replace(
            device="vmk1", key=f"{nic_type}.key-vim.host.VirtualNic-vmk1")])
        if config.nicType == nic_type else config for config in info.netConfig
    ]  # fmt: skip
    info = info.replace(netConfig=configs)
    host_config = client.host.inventory.find("ha-host").get("config")  # type: ignore[union-attr]
    client.host.inventory.update(vnic_selection.MANAGER, info=info)
    client.host.inventory.update(host_config.host, config=host_config.replace(virtualNicManagerInfo=info))


@pytest.mark.parametrize(("nic_type", "issue"), [
    ("vmotion", "missingVMotionNic"), ("faultToleranceLogging", "missingFTLoggingNic"),
])
def test_selected_and_deselected(root: Client, nic_type: str, issue: str) -> None:
    """The key of the interface is listed; fault tolerance lacks the interface no more."""
    before = root.get("ha-host", "capability")
    choose(root, nic_type)
    assert net_config(root, nic_type).selectedVnic == (f"{nic_type}.key-vim.host.VirtualNic-vmk0",)
    assert issue not in root.get("ha-host", "capability").ftCompatibilityIssues
    choose(root, nic_type)
    assert len(net_config(root, nic_type).selectedVnic) == 1
    drop(root, nic_type)
    assert not net_config(root, nic_type).selectedVnic
    assert sorted(root.get("ha-host", "capability").ftCompatibilityIssues) == sorted(before.ftCompatibilityIssues)


def test_another_interface_takes_its_place(root: Client) -> None:
    """Where only one may be selected."""
    add_candidate(root, "faultToleranceLogging")
    choose(root, "faultToleranceLogging")
    choose(root, "faultToleranceLogging", "vmk1")
    assert net_config(root, "faultToleranceLogging").selectedVnic == ("faultToleranceLogging.key-vim.host.VirtualNic-vmk1",)


def test_several_for_management(esxi: Client) -> None:
    """And the last of them stays."""
    add_candidate(esxi, "management")
    choose(esxi, "management", "vmk1")
    assert len(net_config(esxi, "management").selectedVnic) == 2
    drop(esxi, "management")
    with pytest.raises(Faulted, match="HostConfigFault"):
        drop(esxi, "management", "vmk1")


@pytest.mark.parametrize(("nic_type", "device"), [
    ("iscsi", "vmk0"), ("management", "vmk0"), ("vmotion", "vmk7"), ("vmotion", "vswif0"),
])
def test_unknown_type_or_interface(root: Client, nic_type: str, device: str) -> None:
    """InvalidArgument; ESX with a console has no type for management."""
    for name in ("SelectVnicForNicType", "DeselectVnicForNicType"):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(MANAGER, name, nicType=nic_type, device=device)


def test_deselecting_what_is_not_selected(root: Client) -> None:
    """InvalidArgument."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        drop(root, "vmotion")


def test_vmotion_system_follows(root: Client) -> None:
    """The same selection, whichever manager is asked."""
    choose(root, "vmotion")
    assert root.get("ha-vmotion-system", "netConfig").selectedVnic == "VMotionConfig.vmotion.key-vim.host.VirtualNic-vmk0"
    root.call("ha-vmotion-system", "DeselectVnic")
    assert not net_config(root, "vmotion").selectedVnic
