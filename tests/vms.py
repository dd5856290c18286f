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
    if path is not None:
        values["files"] = vim.VirtualMachineFileInfo(vmPathName=path)
    return vim.VirtualMachineConfigSpec(
        name=name,
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


def picture(client: Client) -> dict[str, Any]:
    """All there is of a host that a refused operation must not change: objects, files with their content, locks, events."""
    host = client.host
    found: dict[str, Any] = {}
    for node in host.inventory.nodes():
        if node.ref.type not in ("Task", "TaskManager", "SessionManager"):
            found[node.ref.value] = {name: value for name, value in node.values.items() if name != "recentTask"}
            found[f"{node.ref.value} private"] = node.private
    for volume in host.volumes:
        found[f"{volume.name} free"] = (volume.free_space, volume.uncommitted)
        for path in files(client) if volume.name == "datastore1" else ():
            small = volume.stat(path).size < 1 << 20
            found[path] = (volume.read_file(path) if small else volume.stat(path).size, volume.locked_by(path))
    return found


class Slow:
    """A client of a host whose tasks take ``seconds``."""

    def __init__(self, client: Client, clock: Any, seconds: float) -> None:
        self.client, self.clock, self.seconds = client, clock, seconds

    def state(self, task: ManagedObjectReference) -> str:
        """``info.state``, or the name of the error."""
        info = self.client.get(task, "info")
        return type(info.error.fault).__name__ if info.error is not None else str(info.state)

    def wait(self) -> None:
        """Let the time of one task pass, step by step."""
        for _ in range(8):
            self.clock.advance(self.seconds / 8 + 1e-6)

    def run(self, moid: Any, name: str, /, **arguments: Any) -> Any:
        """Run a task to its end: its result."""
        task = self.client.call(moid, name, **arguments)
        self.wait()
        assert self.state(task) == "success", self.client.get(task, "info").error
        return self.client.get(task, "info").result
