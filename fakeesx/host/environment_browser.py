"""EnvironmentBrowser: what VMs can be and what of the host they can use."""

from __future__ import annotations

from collections.abc import Sequence

from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.services.config_option import DESCRIPTIONS, config_option, descriptors
from fakeesx.host.services.device_options import NEW
from fakeesx.host.services.resources import ROOT_POOL
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_HOST = ManagedObjectReference("HostSystem", "ha-host")


class EnvironmentBrowser(ManagedObject):
    """One for the compute resource and one for each VM; all say the same, for there is one host."""

    @method
    def QueryConfigOptionDescriptor(self, call: Call) -> Sequence[vim.VirtualMachineConfigOptionDescriptor]:
        """The hardware versions the host makes: 4 and, by default, 7."""
        return descriptors(_HOST)

    @method
    def QueryConfigOption(
        self, call: Call, key: str | None = None, host: ManagedObjectReference | None = None,
    ) -> vim.VirtualMachineConfigOption:
        """What VMs of a hardware version can be. Raises InvalidArgument for an unknown version or host."""
        _require_host(host)
        version = key or NEW
        if version not in DESCRIPTIONS:
            raise invalid_argument("key")
        return config_option(version)

    @method
    def QueryConfigTarget(self, call: Call, host: ManagedObjectReference | None = None) -> vim.ConfigTarget:
        """What of the host VMs can use: datastores, networks, drives, ports, LUNs to map. Raises InvalidArgument."""
        _require_host(host)
        inventory = self.host.inventory
        node = inventory.node(_HOST)
        hardware = node.values["summary"].hardware
        detail: vim.HostHardwareInfo | None = node.values.get("hardware")
        runtime: vim.ResourcePoolRuntimeInfo = inventory.get(ROOT_POOL, "runtime")
        names = self.host.device_names
        return vim.ConfigTarget(
            numCpus=hardware.numCpuThreads, numCpuCores=hardware.numCpuCores,
            numNumaNodes=detail.numaInfo.numNodes if detail is not None and detail.numaInfo is not None else 1,
            datastore=[
                vim.VirtualMachineDatastoreInfo(
                    name=store.values["name"], datastore=store.values["summary"], capability=store.values["capability"],
                    maxFileSize=store.values["info"].maxFileSize, mode=store.get("host")[0].mountInfo.accessMode,
                )
                for store in inventory.of_type("Datastore") if store.values["summary"].accessible
            ],
            network=[
                vim.VirtualMachineNetworkInfo(name=network.values["name"], network=network.values["summary"])
                for network in inventory.of_type("Network")
            ],
            cdRom=[vim.VirtualMachineCdromInfo(name=name) for name in names("cdrom")],
            serial=[vim.VirtualMachineSerialInfo(name=name) for name in names("serial")],
            parallel=[vim.VirtualMachineParallelInfo(name=name) for name in names("parallel")],
            sound=[vim.VirtualMachineSoundInfo(name=name) for name in names("sound")],
            floppy=[vim.VirtualMachineFloppyInfo(name=name) for name in names("floppy")],
            scsiDisk=[
                vim.VirtualMachineScsiDiskDeviceInfo(
                    name=lun.canonicalName or "", vm=vms, disk=lun,
                )
                for lun, vms in self.host.iscsi_targets.mappable()
            ],
            maxMemMBOptimalPerf=runtime.memory.unreservedForVm >> 20, resourcePool=runtime, autoVmotion=False,
        )

    @method
    def QueryTargetCapabilities(self, call: Call, host: ManagedObjectReference | None = None) -> vim.HostCapability:
        """What the host can. Raises InvalidArgument."""
        _require_host(host)
        capability: vim.HostCapability = self.host.inventory.get(_HOST, "capability")
        return capability


def _require_host(host: ManagedObjectReference | None) -> None:
    if host is not None and host != _HOST:
        raise invalid_argument("host")
