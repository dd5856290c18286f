"""HostStorageSystem: adapters, LUNs, paths and VMFS volumes of the host, and its software iSCSI adapter.

A rescan finds the LUNs of the iSCSI targets around the host (``services.iscsi_targets``). Partition tables and volumes by
themselves are not simulated yet; HostDatastoreSystem makes both with a datastore.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.defer import Deferred, fail

from fakeesx.host.managed_entity import ExtensibleManagedObject
from fakeesx.host.managed_object import Call, fault, method
from fakeesx.host.services import internet_scsi, iscsi_login, storage_devices
from fakeesx.host.services.host_config import get_config, set_config
from fakeesx.host.services.software_iscsi import software_adapter
from fakeesx.schema import vim
from fakeesx.storage.errors import StorageError

_FIRST = 33
"""The number of the first software adapter, where no other adapter has it (inferred)."""
_LONGEST_DISPLAY_NAME = 80

POLICIES = {
    "VMW_PSP_MRU": "Most Recently Used (VMware)", "VMW_PSP_RR": "Round Robin (VMware)", "VMW_PSP_FIXED": "Fixed (VMware)",
    "VMW_PSP_FIXED_AP": "Fixed with Array Preference (VMware)",
}
"""Path selection policies of 4.1 with their labels."""

ARRAY_TYPES = (
    "VMW_SATP_ALUA_CX", "VMW_SATP_SVC", "VMW_SATP_MSA", "VMW_SATP_EQL", "VMW_SATP_INV", "VMW_SATP_SYMM", "VMW_SATP_LSI",
    "VMW_SATP_EVA", "VMW_SATP_DEFAULT_AP", "VMW_SATP_CX", "VMW_SATP_ALUA", "VMW_SATP_DEFAULT_AA", "VMW_SATP_LOCAL",
)
"""Storage array types of 4.1."""


class HostStorageSystem(ExtensibleManagedObject):
    """The storage of a host."""

    # looking

    @method
    def RescanAllHba(self, call: Call) -> None:
        """Look for devices on all adapters: on that of iSCSI what its targets offer now comes, and what is gone goes."""
        self._keep(self.host.iscsi_targets.looked(self._info))

    @method
    def RescanHba(self, call: Call, hbaDevice: str) -> None:
        """Look for devices on one adapter, as RescanAllHba does. Raises NotFound."""
        adapter = next((adapter for adapter in self._info.hostBusAdapter if adapter.device == hbaDevice), None)
        if adapter is None:
            raise fault("NotFound")
        if isinstance(adapter, vim.HostInternetScsiHba):
            self._keep(self.host.iscsi_targets.looked(self._info))

    @method
    def RescanVmfs(self, call: Call) -> None:
        """Look at the volumes anew: files that somebody put into the folders of datastores are counted.

        Raises HostConfigFault when a folder can't be read.
        """
        self._rescan()

    @method
    def RefreshStorageSystem(self, call: Call) -> None:
        """Look at devices and volumes anew. Raises HostConfigFault."""
        self._rescan()

    # volumes

    @method
    def QueryUnresolvedVmfsVolume(self, call: Call) -> Sequence[vim.HostUnresolvedVmfsVolume]:
        """The copies of volumes that are not mounted: none."""
        return ()

    @method
    def ResolveMultipleUnresolvedVmfsVolumes(
        self, call: Call, resolutionSpec: Sequence[vim.HostUnresolvedVmfsResolutionSpec]
    ) -> Sequence[vim.HostUnresolvedVmfsResolutionResult]:
        """Mount copies of volumes. Raises HostConfigFault: there are no copies."""
        raise fault("HostConfigFault")

    @method
    def UnmountForceMountedVmfsVolume(self, call: Call, vmfsUuid: str) -> None:
        """Unmount the copy of a volume. Raises NotFound, HostConfigFault for a volume that is no copy."""
        self._require_volume(uuid=vmfsUuid)
        raise fault("HostConfigFault")

    @method
    def UpgradeVmfs(self, call: Call, vmfsPath: str) -> None:
        """Upgrade a volume by its mount path. Raises NotFound, HostConfigFault for one that is up to date: they all are."""
        self._require_volume(path=vmfsPath)
        raise fault("HostConfigFault")

    @method
    def UpgradeVmLayout(self, call: Call) -> None:
        """Give each VM a directory of its own; each has one."""

    # LUNs and paths

    @method
    def UpdateScsiLunDisplayName(self, call: Call, lunUuid: str, displayName: str) -> None:
        """Rename a LUN. Raises NotFound, InvalidName, HostConfigFault where the name is fixed."""
        if not 0 < len(displayName) <= _LONGEST_DISPLAY_NAME:
            raise fault("InvalidName", name=displayName)
        self._keep(storage_devices.rename_lun(self._info, lunUuid, displayName))

    @method
    def EnableMultipathPath(self, call: Call, pathName: str) -> None:
        """Let a path be used again. Raises NotFound."""
        self._keep(storage_devices.switch_path(self._info, pathName, enabled=True))

    @method
    def DisableMultipathPath(self, call: Call, pathName: str) -> None:
        """Use a path no more. Raises NotFound, HostConfigFault for the last one of a LUN."""
        self._keep(storage_devices.switch_path(self._info, pathName, enabled=False))

    @method
    def SetMultipathLunPolicy(self, call: Call, lunId: str, policy: vim.HostMultipathInfoLogicalUnitPolicy) -> None:
        """Change how paths of a LUN are chosen. Raises NotFound, InvalidArgument for an unknown policy or path."""
        self._keep(storage_devices.set_policy(self._info, lunId, policy, tuple(POLICIES)))

    @method
    def QueryPathSelectionPolicyOptions(self, call: Call) -> Sequence[vim.HostPathSelectionPolicyOption]:
        """The path selection policies."""
        return [vim.HostPathSelectionPolicyOption(policy=_described(key, label)) for key, label in POLICIES.items()]

    @method
    def QueryStorageArrayTypePolicyOptions(self, call: Call) -> Sequence[vim.HostStorageArrayTypePolicyOption]:
        """The storage array types."""
        return [vim.HostStorageArrayTypePolicyOption(policy=_described(key, key)) for key in ARRAY_TYPES]

    # iSCSI

    @method
    def UpdateSoftwareInternetScsiEnabled(self, call: Call, enabled: bool) -> None:
        """Make the software iSCSI adapter appear or go; its settings stay while it is gone.

        Raises HostConfigFault while it has targets in use.
        """
        info = self._info
        if info.softwareInternetScsiEnabled == enabled:
            return
        if enabled:
            info = storage_devices.add_adapter(info, self._new_adapter(info))
            self._keep(info.replace(softwareInternetScsiEnabled=True))
            return
        for adapter in info.hostBusAdapter:
            if isinstance(adapter, vim.HostInternetScsiHba) and adapter.isSoftwareBased:
                if storage_devices.has_targets(info, adapter.key):
                    raise fault("HostConfigFault")
                info = storage_devices.remove_adapter(info, adapter.key)
                self.host.iscsi_targets.keep(adapter=adapter)
        self._keep(info.replace(softwareInternetScsiEnabled=False))

    @method
    def UpdateInternetScsiName(self, call: Call, iScsiHbaDevice: str, iScsiName: str) -> None:
        """Rename an adapter. Raises NotFound, InvalidArgument for what is no iSCSI name."""
        self._change(iScsiHbaDevice, internet_scsi.named, iScsiName)

    @method
    def UpdateInternetScsiAlias(self, call: Call, iScsiHbaDevice: str, iScsiAlias: str) -> None:
        """Give an adapter another alias. Raises NotFound, InvalidArgument for one that is too long."""
        self._change(iScsiHbaDevice, internet_scsi.with_alias, iScsiAlias)

    @method
    def UpdateInternetScsiDiscoveryProperties(
        self, call: Call, iScsiHbaDevice: str, discoveryProperties: vim.HostInternetScsiHbaDiscoveryProperties
    ) -> None:
        """Change how targets are discovered. Raises NotFound, InvalidArgument, HostConfigFault for what can't be set."""
        self._change(iScsiHbaDevice, internet_scsi.with_discovery, discoveryProperties)

    @method
    def UpdateInternetScsiIPProperties(
        self, call: Call, iScsiHbaDevice: str, ipProperties: vim.HostInternetScsiHbaIPProperties
    ) -> None:
        """Change an adapter's IP configuration. Raises NotFound, HostConfigFault for what can't be set."""
        self._change(iScsiHbaDevice, internet_scsi.with_ip, ipProperties)

    @method
    def UpdateInternetScsiAuthenticationProperties(
        self, call: Call, iScsiHbaDevice: str, authenticationProperties: vim.HostInternetScsiHbaAuthenticationProperties,
        targetSet: vim.HostInternetScsiHbaTargetSet | None = None,
    ) -> None:
        """Change CHAP of an adapter or of some of its targets. Raises NotFound, InvalidArgument."""
        self._change(iScsiHbaDevice, internet_scsi.with_authentication, authenticationProperties, targetSet)
        adapter, targets = self._adapter(iScsiHbaDevice), self.host.iscsi_targets
        secrets = iscsi_login.with_secrets(targets.state.secrets, adapter, authenticationProperties, targetSet)
        targets.keep(secrets=secrets)

    @method
    def UpdateInternetScsiDigestProperties(
        self, call: Call, iScsiHbaDevice: str, digestProperties: vim.HostInternetScsiHbaDigestProperties,
        targetSet: vim.HostInternetScsiHbaTargetSet | None = None,
    ) -> None:
        """Change digests of an adapter or of some of its targets. Raises NotFound, InvalidArgument."""
        self._change(iScsiHbaDevice, internet_scsi.with_digest, digestProperties, targetSet)

    @method
    def UpdateInternetScsiAdvancedOptions(
        self, call: Call, iScsiHbaDevice: str, options: Sequence[vim.HostInternetScsiHbaParamValue],
        targetSet: vim.HostInternetScsiHbaTargetSet | None = None,
    ) -> None:
        """Change advanced options of an adapter or of some of its targets, all or none. Raises NotFound, InvalidArgument."""
        self._change(iScsiHbaDevice, internet_scsi.with_options, options, targetSet)

    @method
    def AddInternetScsiSendTargets(
        self, call: Call, iScsiHbaDevice: str, targets: Sequence[vim.HostInternetScsiHbaSendTarget]
    ) -> None:
        """Add addresses to discover targets at, all or none. Raises NotFound, InvalidArgument, HostConfigFault."""
        self._change(iScsiHbaDevice, internet_scsi.with_send_targets, targets)
        self._learn(iScsiHbaDevice, targets)

    @method
    def RemoveInternetScsiSendTargets(
        self, call: Call, iScsiHbaDevice: str, targets: Sequence[vim.HostInternetScsiHbaSendTarget]
    ) -> Deferred[None] | None:
        """Remove addresses; what they led to goes with the next rescan.

        Raises NotFound when one was not there; the others are removed (documented). Raises HostConfigFault, and none is
        removed, where a LUN that only they lead to is used by a machine or a datastore (inferred).
        """
        self.host.iscsi_targets.require_unused(self._adapter(iScsiHbaDevice), targets)
        kept, all_there = internet_scsi.without(self._adapter(iScsiHbaDevice).configuredSendTarget, targets)
        return self._removed(iScsiHbaDevice, all_there, configuredSendTarget=kept)

    @method
    def AddInternetScsiStaticTargets(
        self, call: Call, iScsiHbaDevice: str, targets: Sequence[vim.HostInternetScsiHbaStaticTarget]
    ) -> None:
        """Add targets, all or none. Raises NotFound, InvalidArgument, HostConfigFault."""
        self._change(iScsiHbaDevice, internet_scsi.with_static_targets, targets)
        self._learn(iScsiHbaDevice, targets)

    @method
    def RemoveInternetScsiStaticTargets(
        self, call: Call, iScsiHbaDevice: str, targets: Sequence[vim.HostInternetScsiHbaStaticTarget]
    ) -> Deferred[None] | None:
        """Remove targets; what they led to goes with the next rescan.

        Raises NotFound when one was not there; the others are removed (documented). Raises HostConfigFault, and none is
        removed, where a LUN that only they have is used by a machine or a datastore (inferred).
        """
        self.host.iscsi_targets.require_unused(self._adapter(iScsiHbaDevice), targets)
        kept, all_there = internet_scsi.without(self._adapter(iScsiHbaDevice).configuredStaticTarget, targets)
        return self._removed(iScsiHbaDevice, all_there, configuredStaticTarget=kept)

    # parts of the above

    def _rescan(self) -> None:
        try:
            self.host.datastores.rescan()
        except StorageError as error:
            raise fault("HostConfigFault") from error

    @property
    def _info(self) -> vim.HostStorageDeviceInfo:
        return storage_devices.device_info(self.host)

    def _keep(self, info: vim.HostStorageDeviceInfo) -> None:
        before = self._info
        storage_devices.keep(self.host, info)
        if info.multipathInfo is not before.multipathInfo and self.get("multipathStateInfo") is not None:
            states = storage_devices.path_states(info)
            self.update(multipathStateInfo=states)
            set_config(self.host, multipathState=states)

    def _adapter(self, device: str) -> vim.HostInternetScsiHba:
        for adapter in self._info.hostBusAdapter:
            if adapter.device == device and isinstance(adapter, vim.HostInternetScsiHba):
                return adapter
        raise fault("NotFound")

    def _change(self, device: str, change: Callable[..., vim.HostInternetScsiHba], *arguments: Any) -> None:
        self._keep(storage_devices.replace_adapter(self._info, change(self._adapter(device), *arguments)))

    def _learn(self, device: str, targets: Sequence[Any]) -> None:
        """Keep the secrets that new targets bring, and forget those of targets that are gone."""
        known = self.host.iscsi_targets
        known.keep(secrets=iscsi_login.with_secrets_of(known.state.secrets, self._adapter(device), targets))

    def _removed(self, device: str, all_there: bool, **kept: Any) -> Deferred[None] | None:
        self._change(device, lambda adapter: adapter.replace(**kept))
        self._learn(device, ())
        # a Deferred fails after the transaction: what was there is gone all the same
        return None if all_there else fail(fault("NotFound"))

    def _new_adapter(self, info: vim.HostStorageDeviceInfo) -> vim.HostInternetScsiHba:
        remembered = self.host.iscsi_targets.state.adapter
        device = storage_devices.free_device(info, _FIRST)
        if remembered is not None and remembered.device == device:
            return remembered
        hardware = self.host.inventory.node(get_config(self.host).host).values["hardware"]
        network = get_config(self.host).network
        name = network.dnsConfig.hostName if network is not None and network.dnsConfig is not None else "localhost"
        return software_adapter(device, name, hardware.systemInfo.uuid)

    def _require_volume(self, uuid: str = "", path: str = "") -> None:
        for mounted in self.get("fileSystemVolumeInfo").mountInfo:
            volume = mounted.volume
            if isinstance(volume, vim.HostVmfsVolume) and (volume.uuid == uuid or mounted.mountInfo.path == path):
                return
        raise fault("NotFound")


def _described(key: str, label: str) -> vim.ElementDescription:
    return vim.ElementDescription(key=key, label=label, summary=label)
