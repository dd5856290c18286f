"""Network adapters."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fakeesx.host.virtual_machine.devices import mac
from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.family import Family, connect, require_off
from fakeesx.host.virtual_machine.devices.layout import PCI, describe
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

FIRST_KEY = 4000
FIRST_UNIT = 7
MOST = 10
_UNITS = range(FIRST_UNIT, FIRST_UNIT + MOST)


class Nics(Family):
    """Network adapters of all classes, on port groups by name."""

    hot = True

    def add(self, change: Change, chassis: Chassis) -> None:
        """Add a NIC.

        Raises TooManyDevices, InvalidDeviceBacking (other than a port group by name), InvalidDeviceSpec
        (``backing.deviceName`` that is no VM port group, ``addressType``, ``macAddress``, ``unitNumber``),
        InvalidController, DeviceUnsupportedForVmVersion, DeviceHotPlugNotSupported.
        """
        spec, environment = change.device, chassis.environment
        change.require_version(environment, vim.VirtualVmxnet3)
        if change.file_operation is not None or spec.__class__ is vim.VirtualEthernetCard:
            raise change.bad_operation()
        self.require_hot(change, chassis)
        chassis.on_board(change, PCI)
        unit = chassis.unit(change, PCI, _UNITS)
        kind, address = _address(change, chassis, None)
        index = unit - FIRST_UNIT
        if kind == "generated" and environment.powered_on:
            address = generated_for(chassis.of(vim.VirtualEthernetCard), environment, index)
        chassis.put(change, network_card(
            spec.__class__, index, chassis.next_label(vim.VirtualEthernetCard), _backing(change, chassis),
            connect(spec.connectable, None, environment), (kind, address),
            True if spec.wakeOnLanEnabled is None else spec.wakeOnLanEnabled,
        ))

    def edit(self, change: Change, chassis: Chassis) -> None:
        """Change port group, connection or wake-on-LAN; the address only while the VM is off. Raises as ``add``."""
        old, spec, environment = chassis.take(change), change.device, chassis.environment
        if change.file_operation is not None:
            raise change.bad_operation()
        if spec.__class__ is not old.__class__:
            raise change.wrong("key")
        if spec.controllerKey not in (None, PCI):
            raise change.wrong("controllerKey", "InvalidController", controllerKey=spec.controllerKey)
        if spec.unitNumber not in (None, -1, old.unitNumber):
            raise change.wrong("unitNumber")
        changes: dict[str, Any] = {}
        if spec.backing is not None:
            backing = _backing(change, chassis)
            changes.update(backing=backing, deviceInfo=describe(old.deviceInfo.label, backing.deviceName))
        kind, address = _address(change, chassis, old)
        if (kind, address) != (old.addressType, old.macAddress):
            require_off(chassis)
            changes.update(addressType=kind, macAddress=address)
        if spec.connectable is not None:
            changes["connectable"] = connect(spec.connectable, old.connectable, environment)
        if spec.wakeOnLanEnabled is not None:
            changes["wakeOnLanEnabled"] = spec.wakeOnLanEnabled
        if any(getattr(old, name) != value for name, value in changes.items()):
            chassis.devices[old.key] = old.replace(**changes)


def generated_for(nics: list[Any], environment: Environment, index: int) -> str:
    """A generated address for NIC number ``index`` beside the VM's other NICs."""
    return mac.generated(environment, index, {nic.macAddress for nic in nics if nic.macAddress})


def network_card(
    cls: type[Any], index: int, label: str, backing: vim.VirtualEthernetCardNetworkBackingInfo,
    connectable: vim.VirtualDeviceConnectInfo, address: tuple[str, str], wake: bool,
) -> Any:
    """NIC number ``index`` as a host shows it (recorded); ``address``: its type and the address or an empty text."""
    return cls(
        key=FIRST_KEY + index, deviceInfo=describe(label, str(backing.deviceName)), backing=backing,
        connectable=connectable, controllerKey=PCI, unitNumber=FIRST_UNIT + index, addressType=address[0],
        macAddress=address[1], wakeOnLanEnabled=wake,
    )


@lru_cache(maxsize=256)
def network_backing(name: str, network: ManagedObjectReference | None) -> vim.VirtualEthernetCardNetworkBackingInfo:
    """The backing by a port group (recorded); equal ones are one object."""
    return vim.VirtualEthernetCardNetworkBackingInfo(deviceName=name, useAutoDetect=False, network=network)


def _backing(change: Change, chassis: Chassis) -> vim.VirtualEthernetCardNetworkBackingInfo:
    """The backing by the port group that a change names."""
    backing = change.device.backing
    if not isinstance(backing, vim.VirtualEthernetCardNetworkBackingInfo) or backing.inPassthroughMode:
        raise change.wrong_backing()
    network = chassis.environment.network(backing.deviceName)
    if network is None:
        raise change.wrong("backing.deviceName")
    return network_backing(backing.deviceName, network)


def _address(change: Change, chassis: Chassis, old: Any) -> tuple[str, str]:
    """``addressType`` and ``macAddress``: checked for ``manual`` and ``assigned``, what it was for ``generated``.

    Without a type, an address makes it manual. ``assigned`` without an address is ``generated`` here: only vCenter assigns.
    """
    spec = change.device
    kind, text = (spec.addressType or "").lower(), spec.macAddress or ""
    if not kind:
        if old is not None and (not text or mac.normal(text) == old.macAddress):
            return old.addressType, old.macAddress
        kind = "manual" if text else "generated"
    if kind == "assigned" and not text:
        kind = "generated"
    if kind == "generated":
        return kind, old.macAddress if old is not None and old.addressType == "generated" else ""
    if kind not in ("manual", "assigned"):
        raise change.wrong("addressType")
    if not text and old is not None and old.addressType == kind:
        return kind, old.macAddress
    address = mac.normal(text)
    if address is None or (kind == "manual" and not mac.allowed_static(address)):
        raise change.wrong("macAddress")
    own = None if old is None else old.key
    if any(nic.macAddress == address and nic.key != own for nic in chassis.of(vim.VirtualEthernetCard)):
        raise change.wrong("macAddress")
    return kind, address
