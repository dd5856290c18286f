"""Virtual machines, and their guests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from fakeesx.schema import vim
from fakeesx.testing.views.base import View, Views

if TYPE_CHECKING:
    from fakeesx.inventory import Node

Tools: TypeAlias = Literal["notInstalled", "notRunning", "running"]
"""The states of VMware Tools."""


@dataclass(frozen=True)
class Nic:
    """A machine's network adapter. ``type`` is one of e1000, pcnet32, vmxnet, vmxnet2 and vmxnet3."""

    label: str
    network: str | None
    mac: str
    type: str
    connected: bool


@dataclass(frozen=True)
class Disk:
    """A machine's virtual disk; ``size`` is in bytes, ``path`` a datastore path."""

    label: str
    path: str
    size: int
    thin: bool


@dataclass(frozen=True)
class Guest:
    """What VMware Tools tell of a machine's guest. ``tools``: notInstalled, notRunning or running."""

    tools: str
    host_name: str | None
    ip_address: str | None
    ip_addresses: tuple[str, ...]


class Vm(View):
    """A virtual machine."""

    kind, type_name = "virtual machine", "VirtualMachine"

    @property
    def uuid(self) -> str:
        """The BIOS UUID."""
        return str(self._config.uuid)

    @property
    def power_state(self) -> str:
        """poweredOn, poweredOff or suspended."""
        return str(self._read(lambda node: node.get("runtime").powerState))

    @property
    def path(self) -> str:
        """The datastore path of its ``.vmx``."""
        return str(self._config.files.vmPathName)

    @property
    def cpus(self) -> int:
        """How many virtual CPUs it has."""
        return int(self._config.hardware.numCPU)

    @property
    def memory(self) -> int:
        """Its memory, in bytes."""
        return int(self._config.hardware.memoryMB) << 20

    @property
    def guest_id(self) -> str:
        """The identifier of its operating system, such as ``rhel5_64Guest``."""
        return str(self._config.guestId)

    @property
    def annotation(self) -> str:
        """The note that somebody left on it."""
        return str(self._config.annotation or "")

    @property
    def extra_config(self) -> dict[str, str]:
        """Its extraConfig."""
        return {str(option.key): str(option.value) for option in self._config.extraConfig}

    @property
    def nics(self) -> tuple[Nic, ...]:
        """Its network adapters, in their order."""
        return tuple(
            Nic(
                _label(device), getattr(device.backing, "deviceName", None), device.macAddress or "",
                type(device).__name__.removeprefix("Virtual").lower(),
                bool(device.connectable and device.connectable.connected),
            )
            for device in self._config.hardware.device if isinstance(device, vim.VirtualEthernetCard)
        )

    @property
    def disks(self) -> tuple[Disk, ...]:
        """Its virtual disks, in their order."""
        return tuple(
            Disk(
                _label(device), str(getattr(device.backing, "fileName", "")), device.capacityInKB << 10,
                bool(getattr(device.backing, "thinProvisioned", False)),
            )
            for device in self._config.hardware.device if isinstance(device, vim.VirtualDisk)
        )

    @property
    def guest(self) -> Guest:
        """What is known of its guest."""
        return self._read(_guest)

    @property
    def _config(self) -> vim.VirtualMachineConfigInfo:
        return cast("vim.VirtualMachineConfigInfo", self._read(lambda node: node.get("config")))

    def _told(self, node: Node) -> str:
        config = node.get("config")
        return f"{node.get('runtime').powerState}, {config.hardware.numCPU} CPU, {config.hardware.memoryMB} MB"


class GuestControl(View):
    """The guest of a virtual machine, in the hand of the test."""

    kind, type_name = "virtual machine", "VirtualMachine"

    @property
    def state(self) -> Guest:
        """What Tools tell of it now."""
        return self._read(_guest)

    def set(
        self, *, tools: Tools | None = None, ip_addresses: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
        host_name: str | None = None,
    ) -> None:
        """Change what Tools tell of it; what is ``None`` stays. It stays beyond power operations, too.

        ``tools``: notInstalled, notRunning or running (that is: from when the machine runs). ``ip_addresses``: those of the
        first network adapter, or a mapping from adapters to theirs: an adapter is named by its MAC address or its network.
        Both they and ``host_name`` show while Tools run. Raises ``ValueError``, and nothing has changed then.
        """
        self._read(lambda node: self._host.guests.set(
            node.ref, tools=tools, ip_addresses=ip_addresses, host_name=host_name,
        ))

    def _told(self, node: Node) -> str:
        return f"Tools {node.private.tools}"


class Vms(Views[Vm]):
    """The virtual machines of a host."""

    view = Vm


def _label(device: vim.VirtualDevice) -> str:
    return str(device.deviceInfo.label) if device.deviceInfo is not None else ""


def _guest(node: Node) -> Guest:
    guest: vim.GuestInfo = node.get("guest")
    addresses = [address for card in guest.net for address in card.ipAddress]
    return Guest(node.private.tools, guest.hostName, guest.ipAddress, tuple(addresses))
