"""Which VMkernel interfaces serve what: vMotion, fault tolerance logging, and on ESXi management.

HostVirtualNicManager and HostVMotionSystem show the same selection under different keys, ``HostSystem.config`` and its
summary repeat it (recorded): this is the one place that changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.services.host_config import HOST, get_config, set_config
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

MANAGER = ManagedObjectReference("HostVirtualNicManager", "ha-vnic-mgr")
VMOTION_SYSTEM = ManagedObjectReference("HostVMotionSystem", "ha-vmotion-system")

VMOTION = str(vim.HostVirtualNicManagerNicType.vmotion)
_MANAGEMENT = str(vim.HostVirtualNicManagerNicType.management)
_MISSING = {
    VMOTION: "missingVMotionNic",
    str(vim.HostVirtualNicManagerNicType.faultToleranceLogging): "missingFTLoggingNic",
}
"""What ``capability.ftCompatibilityIssues`` names while a type of interface is not selected (recorded)."""
_NO_ADDRESS = vim.HostIpConfig(dhcp=False, ipAddress="", subnetMask="")


def net_config(host: Esx, nic_type: str) -> vim.VirtualNicManagerNetConfig:
    """The candidates of a type and those selected. Raises InvalidArgument for a type that the host does not have."""
    for config in host.inventory.get(MANAGER, "info").netConfig:
        if config.nicType == nic_type:
            found: vim.VirtualNicManagerNetConfig = config
            return found
    raise invalid_argument("nicType")


def select(host: Esx, nic_type: str, device: str) -> None:
    """Let an interface serve a type, besides others or in their place. Raises InvalidArgument for an unknown one."""
    config = net_config(host, nic_type)
    key = _candidate(config, device).key
    others = [other for other in config.selectedVnic if other != key] if config.multiSelectAllowed else []
    _keep(host, config.replace(selectedVnic=[*others, key]))


def deselect(host: Esx, nic_type: str, device: str) -> None:
    """Let an interface serve a type no more.

    Raises InvalidArgument for one that is unknown or not selected, HostConfigFault for the last one of management
    (inferred).
    """
    config = net_config(host, nic_type)
    key = _candidate(config, device).key
    if key not in config.selectedVnic:
        raise invalid_argument("device")
    left = [other for other in config.selectedVnic if other != key]
    if nic_type == _MANAGEMENT and not left:
        raise fault("HostConfigFault")
    _keep(host, config.replace(selectedVnic=left))


def selected(host: Esx, nic_type: str) -> vim.HostVirtualNic | None:
    """The first interface that serves a type."""
    config = net_config(host, nic_type)
    return next((nic for nic in config.candidateVnic if nic.key in config.selectedVnic), None)


def follow(host: Esx, network: vim.HostNetworkInfo) -> None:
    """Let the candidates be the VMkernel interfaces that there are now; what is gone is not selected any more."""
    info: vim.HostVirtualNicManagerInfo = host.inventory.get(MANAGER, "info")
    configs = []
    for config in info.netConfig:
        candidates = _candidates(network.vnic, config.nicType)
        if candidates != config.candidateVnic:
            keys = {nic.key for nic in candidates}
            config = config.replace(
                candidateVnic=candidates, selectedVnic=[key for key in config.selectedVnic if key in keys],
            )
            _keep_issue(host, config)
        configs.append(config)
    if tuple(configs) != info.netConfig:
        _keep_info(host, info.replace(netConfig=configs))
    vmotion: vim.HostVMotionNetConfig = host.inventory.get(VMOTION_SYSTEM, "netConfig")
    candidates = _candidates(network.vnic, f"VMotionConfig.{VMOTION}")
    if candidates != vmotion.candidateVnic:
        there = any(nic.key == vmotion.selectedVnic for nic in candidates)
        _keep_vmotion(host, vmotion.replace(
            candidateVnic=candidates, selectedVnic=vmotion.selectedVnic if there else None,
        ))


def require_removable(host: Esx, device: str) -> None:
    """Raise HostConfigFault for the last interface of management (inferred)."""
    for config in host.inventory.get(MANAGER, "info").netConfig:
        if config.nicType == _MANAGEMENT:
            left = [nic for nic in config.candidateVnic if nic.key in config.selectedVnic and nic.device != device]
            if config.selectedVnic and not left:
                raise fault("HostConfigFault")


def _candidates(nics: tuple[vim.HostVirtualNic, ...], prefix: str) -> tuple[vim.HostVirtualNic, ...]:
    """The interfaces as candidates of a type: with keys of their own and without their ports (recorded)."""
    return tuple(nic.replace(key=f"{prefix}.{nic.key}", port=None) for nic in nics)


def _candidate(config: vim.VirtualNicManagerNetConfig, device: str) -> vim.HostVirtualNic:
    for nic in config.candidateVnic:
        if nic.device == device:
            return nic
    raise invalid_argument("device")


def _keep(host: Esx, config: vim.VirtualNicManagerNetConfig) -> None:
    info: vim.HostVirtualNicManagerInfo = host.inventory.get(MANAGER, "info")
    _keep_info(host, info.replace(netConfig=[config if c.nicType == config.nicType else c for c in info.netConfig]))
    _keep_issue(host, config)
    if config.nicType == VMOTION:
        old: vim.HostVMotionNetConfig = host.inventory.get(VMOTION_SYSTEM, "netConfig")
        chosen = {nic.device for nic in config.candidateVnic if nic.key in config.selectedVnic}
        keys = [nic.key for nic in old.candidateVnic if nic.device in chosen]
        _keep_vmotion(host, old.replace(selectedVnic=keys[0] if keys else None))


def _keep_info(host: Esx, info: vim.HostVirtualNicManagerInfo) -> None:
    host.inventory.update(MANAGER, info=info)
    set_config(host, virtualNicManagerInfo=info)


def _keep_vmotion(host: Esx, config: vim.HostVMotionNetConfig) -> None:
    chosen = next((nic for nic in config.candidateVnic if nic.key == config.selectedVnic), None)
    address = chosen.spec.ip if chosen is not None else None
    host.inventory.update(VMOTION_SYSTEM, netConfig=config, ipConfig=address or _NO_ADDRESS)
    vmotion = get_config(host).vmotion or vim.HostVMotionInfo()
    set_config(host, vmotion=vmotion.replace(netConfig=config, ipConfig=address))
    summary: vim.HostListSummary = host.inventory.get(HOST, "summary")
    enabled = chosen is not None
    if summary.config.vmotionEnabled != enabled:
        host.inventory.update(HOST, summary=summary.replace(config=summary.config.replace(vmotionEnabled=enabled)))


def _keep_issue(host: Esx, config: vim.VirtualNicManagerNetConfig) -> None:
    issue = _MISSING.get(config.nicType)
    capability: vim.HostCapability = host.inventory.get(HOST, "capability")
    issues = list(capability.ftCompatibilityIssues)
    if issue is None or (issue in issues) != bool(config.selectedVnic):
        return
    left = [other for other in issues if other != issue] if config.selectedVnic else [*issues, issue]
    host.inventory.update(HOST, capability=capability.replace(ftCompatibilityIssues=left))
