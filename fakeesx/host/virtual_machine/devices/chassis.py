"""The devices of a VM while one call changes them. Nothing of this outlives the call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine.devices.environment import DiskFile, Environment
from fakeesx.host.virtual_machine.devices.layout import PCI, arrange, place
from fakeesx.host.virtual_machine.devices.operations import (
    CreateDelta,
    CreateDisk,
    CreateFile,
    CreateMapping,
    DestroyDisk,
    DetachDisk,
    Operation,
    Outcome,
)
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject
from fakeesx.soap.errors import VimFault


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of ``deviceChange``; ``index`` is its place there."""

    index: int
    operation: str
    file_operation: str | None
    device: Any

    def wrong(self, name: str, kind: str = "InvalidDeviceSpec", **values: Any) -> VimFault:
        """A fault of InvalidDeviceSpec's kin for a property of the device (``backing.fileName``), to raise."""
        path = f"virtualDeviceSpec.device.{name}" if name else "virtualDeviceSpec.device"
        return fault(kind, property=path, deviceIndex=self.index, **values)

    def wrong_backing(self) -> VimFault:
        """InvalidDeviceBacking, to raise."""
        return self.wrong("backing", "InvalidDeviceBacking")

    def not_hot(self) -> VimFault:
        """DeviceHotPlugNotSupported, to raise."""
        return self.wrong("", "DeviceHotPlugNotSupported")

    def bad_operation(self) -> VimFault:
        """InvalidDeviceOperation, to raise."""
        return fault(
            "InvalidDeviceOperation", property="virtualDeviceSpec.operation", deviceIndex=self.index,
            badOp=vim.VirtualDeviceConfigSpecOperation(self.operation),
            badFileOp=None if self.file_operation is None
            else vim.VirtualDeviceConfigSpecFileOperation(self.file_operation),
        )

    def too_many(self) -> VimFault:
        """TooManyDevices, to raise."""
        return fault("TooManyDevices", property="virtualDeviceSpec.device")

    def require_version(self, environment: Environment, *classes: type[DataObject]) -> None:
        """Raise DeviceUnsupportedForVmVersion for devices of these classes before hardware version 7."""
        if environment.hardware_version != "vmx-07" and isinstance(self.device, classes):
            raise self.wrong(
                "", "DeviceUnsupportedForVmVersion", currentVersion=environment.hardware_version, expectedVersion="vmx-07"
            )


class Chassis:
    """The devices by key, the file operations so far, and the temporary keys of one call."""

    __slots__ = ("_destroyed", "_emptied", "_files", "_named", "_temporary", "devices", "environment", "operations")

    def __init__(self, devices: Iterable[vim.VirtualDevice], environment: Environment) -> None:
        self.environment = environment
        self.devices: dict[int, Any] = {device.key: device for device in devices}
        self.operations: list[Operation] = []
        self._temporary: dict[int, int] = {}
        self._named: set[int] = set()
        self._emptied: dict[int, Change] = {}
        self._files: set[str] = set()
        self._destroyed: set[str] = set()

    # keys and units

    def put(self, change: Change, device: vim.VirtualDevice) -> None:
        """Put a new device in; others of the call may name a controller by the key its spec bears."""
        self.devices[device.key] = device
        if isinstance(device, vim.VirtualController):  # clients give all their other devices one and the same key
            self._temporary[change.device.key] = device.key

    def take(self, change: Change) -> Any:
        """The device that an edit or a removal names. Raises DeviceNotFound; InvalidDeviceSpec for one of another class."""
        device = self.devices.get(change.device.key)
        if device is None:
            raise change.wrong("key", "DeviceNotFound")
        if not isinstance(device, change.device.__class__) and not isinstance(change.device, device.__class__):
            raise change.wrong("key")
        return device

    def standing(self, change: Change) -> Any:
        """The device of a new VM that is there by default and that an addition means, each once; ``None`` for one more."""
        cls, bus = change.device.__class__, getattr(change.device, "busNumber", None)
        found = next((
            device for device in self.of(cls)
            if device.key not in self._named and (bus is None or device.busNumber == bus)
        ), None) if self.environment.new else None
        if found is not None:
            self._named.add(found.key)
            if isinstance(found, vim.VirtualController):
                self._temporary[change.device.key] = found.key
        return found

    def drop(self, change: Change, device: vim.VirtualDevice) -> None:
        """Take a device out."""
        del self.devices[device.key]
        if isinstance(device, vim.VirtualController):
            self._emptied[device.key] = change

    def controller(self, change: Change, *classes: type[DataObject]) -> Any:
        """The controller that a device names. Raises MissingController, or InvalidController for one it can't be on."""
        key = change.device.controllerKey
        if key is None:
            raise change.wrong("controllerKey", "MissingController")
        found = self.devices.get(key) if key > 0 else None
        if found is None:
            found = self.devices.get(self._temporary.get(key, key))
        if found is None or not isinstance(found, classes):
            raise change.wrong("controllerKey", "InvalidController", controllerKey=key)
        return found

    def on_board(self, change: Change, key: int) -> None:
        """Check the controller of a device that can be on one only. Raises InvalidController."""
        named = change.device.controllerKey
        if named is not None and named != key:
            raise change.wrong("controllerKey", "InvalidController", controllerKey=named)

    def unit(
        self, change: Change, controller: int, units: Sequence[int], *, among: type[Any] = vim.VirtualDevice,
        own: int | None = None,
    ) -> int:
        """The unit asked for, or the first free one. Raises InvalidDeviceSpec, TooManyDevices.

        ``among``: only devices of this class count; ``own``: the key of the device itself, which does not. On the PCI
        controller a unit that is not of this kind of device is not heeded: the host places these itself (inferred).
        """
        used = {
            device.unitNumber for device in self.devices.values()
            if device.controllerKey == controller and device.key != own and isinstance(device, among)
        }
        asked = change.device.unitNumber
        if asked is None or asked < 0 or (controller == PCI and asked not in units):
            free = next((unit for unit in units if unit not in used), None)
            if free is None:
                raise change.too_many()
            return free
        if asked not in units or asked in used:
            raise change.wrong("unitNumber")
        return int(asked)

    def of(self, cls: type[DataObject]) -> list[Any]:
        """The devices of a class."""
        return [device for device in self.devices.values() if isinstance(device, cls)]

    def next_label(self, cls: Any) -> str:
        """The label of one more device of a numbered class."""
        order, label = place(cls)
        return f"{label} {1 + sum(place(device.__class__)[0] == order for device in self.devices.values())}"

    # files

    def disk(self, path: str) -> DiskFile | None:
        """The disk at a path as it is now, in the middle of the call."""
        if path in self._destroyed:
            return None
        return self.environment.disk(path)

    def exists(self, path: str) -> bool:
        """Whether a file at a path is there, in the middle of the call."""
        return path not in self._destroyed and self.environment.file_exists(path)

    def taken(self, path: str) -> bool:
        """Whether a file at a path is or will be there."""
        return path in self._files or self.exists(path)

    def attached(self, path: str, but: int | None = None) -> bool:
        """Whether a device already uses a file."""
        return any(
            device.key != but and getattr(device.backing, "fileName", None) == path
            for device in self.devices.values() if isinstance(device, vim.VirtualDisk)
        )

    def carries(self, path: str, but: int | None = None) -> bool:
        """Whether a disk of the VM is based on the one at a path."""
        return any(
            device.key != but and path in _parents(device.backing)
            for device in self.devices.values() if isinstance(device, vim.VirtualDisk)
        )

    def create_disk(self, operation: CreateDisk | CreateDelta) -> None:
        """Note a disk to be made; one that the call destroys at the same path is replaced."""
        if operation.path in self._destroyed:
            self._destroyed.discard(operation.path)
            self.operations.remove(DestroyDisk(operation.path))
            operation = replace(operation, replace=True)
        self._files.add(operation.path)
        self.operations.append(operation)

    def create_mapping(self, operation: CreateMapping) -> None:
        """Note a raw device mapping to be made."""
        self._files.add(operation.path)
        self.operations.append(operation)

    def create_file(self, operation: CreateFile) -> None:
        """Note a file to be made."""
        self._files.add(operation.path)
        self.operations.append(operation)

    def release_disk(self, path: str, destroy: bool) -> None:
        """Note a disk that the VM no longer has."""
        if destroy:
            self._destroyed.add(path)
        self.operations.append(DestroyDisk(path) if destroy else DetachDisk(path))

    def outcome(self) -> Outcome:
        """What the call comes to. Raises InvalidDeviceOperation for a controller that was removed under its devices."""
        for device in self.devices.values():
            if device.controllerKey in self._emptied and device.controllerKey not in self.devices:
                raise self._emptied[device.controllerKey].bad_operation()
        last = [each for each in self.operations if isinstance(each, DestroyDisk)]
        first = [each for each in self.operations if not isinstance(each, DestroyDisk)] if last else self.operations
        return Outcome(arrange(self.devices.values()), (*first, *last))


def _parents(backing: Any) -> list[str]:
    """The paths of what a delta disk is based on, its parent's first."""
    found = []
    while (backing := getattr(backing, "parent", None)) is not None:
        found.append(backing.fileName)
    return found
