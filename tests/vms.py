"""Virtual machines that tests make: short ways to their specs."""

from __future__ import annotations

from typing import Any

from calling import Client
from device_rig import add, cdrom, controller, disk, nic

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
HOST = ManagedObjectReference("HostSystem", "ha-host")
FILTERS = "ha-property-collector"
TOOLS = {"fakeesx.guest.tools": "running"}
"""``extra`` of a VM whose guest has VMware Tools."""


def spec(
    name: str | None = None, *devices: Any, path: str | None = None, extra: dict[str, Any] | None = None, **values: Any,
) -> vim.VirtualMachineConfigSpec:
    """A spec; ``devices`` are devices to add or whole entries of ``deviceChange``."""
    return vim.VirtualMachineConfigSpec(
        name=name, files=None if path is None else vim.VirtualMachineFileInfo(vmPathName=path),
        deviceChange=[
            device if isinstance(device, vim.VirtualDeviceConfigSpec)
            else add(device, "create" if isinstance(device, vim.VirtualDisk) else None)
            for device in devices
        ],
        extraConfig=[vim.OptionValue(key=key, value=value) for key, value in (extra or {}).items()], **values,
    )


def make(
    client: Client, name: str = "vm1", *devices: Any, path: str = "[datastore1]", **values: Any
) -> ManagedObjectReference:
    """Create a VM; arguments as for ``spec``."""
    vm = client.task(FOLDER, "CreateVM_Task", config=spec(name, *devices, path=path, **values), pool=POOL)
    assert isinstance(vm, ManagedObjectReference)
    return vm


def make_usual(client: Client, name: str = "vm1", **values: Any) -> ManagedObjectReference:
    """Create a VM with a SCSI disk, a drive without a disc and a NIC."""
    drive = cdrom(backing=vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False))
    return make(client, name, controller(), disk(), drive, nic(), **values)


def reconfigure(client: Client, vm: ManagedObjectReference, *devices: Any, **values: Any) -> Any:
    """Run ReconfigVM_Task with a spec."""
    return client.task(vm, "ReconfigVM_Task", spec=spec(values.pop("name", None), *devices, **values))


def options(client: Client, vm: ManagedObjectReference) -> dict[str, str]:
    """``config.extraConfig`` as a dictionary."""
    return {option.key: option.value for option in client.get(vm, "config.extraConfig").items}


def files(client: Client, directory: str = "") -> list[str]:
    """The paths of all files below a directory of ``datastore1``."""
    volume = client.host.volumes.get("datastore1")
    found = []
    for each in volume.listing(directory):
        found += files(client, each.path) if each.is_directory else [each.path]
    return sorted(found)
