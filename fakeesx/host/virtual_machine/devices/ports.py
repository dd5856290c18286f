"""Serial and parallel ports."""

from __future__ import annotations

from typing import Any, ClassVar

from fakeesx.host.virtual_machine.devices import places
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.family import Family, backing_named, connect, require_off
from fakeesx.host.virtual_machine.devices.layout import SIO, describe
from fakeesx.schema import vim

FIRST_SERIAL = 9000
FIRST_PARALLEL = 10000
MOST_SERIAL = 4
MOST_PARALLEL = 3
ENDPOINTS = ("client", "server")


def port_summary(backing: Any) -> str:
    """The summary of a port that has a backing (inferred)."""
    if isinstance(backing, vim.VirtualDeviceFileBackingInfo):
        return f"File {backing.fileName}"
    if isinstance(backing, vim.VirtualDevicePipeBackingInfo):
        return f"Named Pipe {backing.pipeName}"
    if isinstance(backing, vim.VirtualDeviceURIBackingInfo):
        return f"Remote {backing.serviceURI}"
    return str(backing.deviceName) or "Auto detect"


def port(cls: type[Any], unit: int, label: str, backing: Any, connectable: Any, **more: Any) -> Any:
    """A serial or parallel port."""
    first = FIRST_SERIAL if issubclass(cls, vim.VirtualSerialPort) else FIRST_PARALLEL
    return cls(
        key=first + unit, deviceInfo=describe(label, port_summary(backing)), backing=backing, connectable=connectable,
        controllerKey=SIO, unitNumber=unit, **more,
    )


class Ports(Family):
    """What serial and parallel ports share: they are on the SIO controller, each kind with its own units."""

    cls: ClassVar[type[Any]]
    most: ClassVar[int]

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a port.

        Raises TooManyDevices, InvalidController, InvalidDeviceSpec, InvalidDeviceBacking, DeviceHotPlugNotSupported,
        FileAlreadyExists (``fileOperation`` ``create``).
        """
        self.require_hot(change, chassis)
        chassis.on_board(change, SIO)
        unit = chassis.unit(change, SIO, range(self.most), among=self.cls)
        backing = self.backing(change, chassis)
        info = connect(change.device.connectable, None, chassis.environment)
        chassis.put(change, port(
            self.cls, unit, chassis.next_label(self.cls), backing, info, **self.more(change)
        ))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change connection; the backing only while the VM is off. Raises as ``add``, InvalidPowerState."""
        old, spec = chassis.take(change), change.device
        if spec.unitNumber not in (None, -1, old.unitNumber):
            raise change.wrong("unitNumber")
        changes: dict[str, Any] = self.more(change)
        if spec.backing is not None:
            backing = self.backing(change, chassis)
            changes.update(backing=backing, deviceInfo=describe(old.deviceInfo.label, port_summary(backing)))
        elif change.file_operation is not None:
            raise change.bad_operation()
        if any(getattr(old, name) != value for name, value in changes.items()):
            require_off(chassis)
        if spec.connectable is not None:
            changes["connectable"] = connect(spec.connectable, old.connectable, chassis.environment)
        chassis.devices[old.key] = old.replace(**changes)

    def backing(self, change: Change, chassis: Chassis) -> Any:
        """The backing of a change, checked. Raises InvalidDeviceBacking, InvalidDeviceSpec, FileAlreadyExists."""
        raise NotImplementedError

    def more(self, change: Change) -> dict[str, Any]:
        """Properties that only some ports have."""
        return {}

    @staticmethod
    def _file(change: Change, chassis: Chassis, cls: type[Any]) -> Any:
        path = places.output_file(change, change.device.backing, chassis)
        return cls(fileName=str(path), datastore=places.datastore(path, chassis.environment))

    @staticmethod
    def _device(change: Change, chassis: Chassis, kind: str) -> Any:
        if change.file_operation is not None:
            raise change.bad_operation()
        named = backing_named(change, chassis.environment.host_devices(kind))
        return named.replace(useAutoDetect=bool(named.useAutoDetect))


class SerialPorts(Ports):
    """Serial ports: four, to a file, a port of the host, a named pipe or a network address."""

    cls = vim.VirtualSerialPort
    most = MOST_SERIAL

    def backing(self, change: Change, chassis: Chassis) -> Any:
        """The backing of a change, checked."""
        backing = change.device.backing
        if isinstance(backing, vim.VirtualSerialPortFileBackingInfo):
            return self._file(change, chassis, vim.VirtualSerialPortFileBackingInfo)
        if isinstance(backing, vim.VirtualSerialPortDeviceBackingInfo):
            return self._device(change, chassis, "serial")
        if change.file_operation is not None:
            raise change.bad_operation()
        if isinstance(backing, vim.VirtualSerialPortPipeBackingInfo):
            if not backing.pipeName:
                raise change.wrong("backing.pipeName")
            if backing.endpoint not in ENDPOINTS:
                raise change.wrong("backing.endpoint")
            return backing.replace(noRxLoss=bool(backing.noRxLoss))
        if isinstance(backing, vim.VirtualSerialPortURIBackingInfo):
            if not backing.serviceURI:
                raise change.wrong("backing.serviceURI")
            if backing.direction not in ENDPOINTS:
                raise change.wrong("backing.direction")
            return backing.replace(proxyURI=backing.proxyURI or None)
        raise change.wrong_backing()

    def more(self, change: Change) -> dict[str, Any]:
        """``yieldOnPoll``."""
        return {"yieldOnPoll": bool(change.device.yieldOnPoll)}


class ParallelPorts(Ports):
    """Parallel ports: three, to a file or a port of the host."""

    cls = vim.VirtualParallelPort
    most = MOST_PARALLEL

    def backing(self, change: Change, chassis: Chassis) -> Any:
        """The backing of a change, checked."""
        backing = change.device.backing
        if isinstance(backing, vim.VirtualParallelPortFileBackingInfo):
            return self._file(change, chassis, vim.VirtualParallelPortFileBackingInfo)
        if isinstance(backing, vim.VirtualParallelPortDeviceBackingInfo):
            return self._device(change, chassis, "parallel")
        raise change.wrong_backing()
