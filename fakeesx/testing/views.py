"""What is on a host, for a test to look at: machines, networks and datastores by name.

A view shows what is there when it is asked, not what was there when it was made; nothing can be changed through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Generic, Literal, Protocol, TypeAlias, TypeVar, cast

from fakeesx.schema import vim
from fakeesx.testing.errors import NotRunning, Unknown

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.inventory import Node
    from fakeesx.schema.values import ManagedObjectReference
    from fakeesx.storage.datastore import Datastore as Volume

T = TypeVar("T")
Tools: TypeAlias = Literal["notInstalled", "notRunning", "running"]
"""The states of VMware Tools."""


class InHost(Protocol):
    """Gives the result of a function that is called in the host's thread."""

    def __call__(self, function: Callable[[], T], /) -> T:
        """Call it."""


class View:
    """One object of a host."""

    kind: ClassVar[str] = "object"
    """What messages call it, and its managed type."""
    type_name: ClassVar[str] = ""

    def __init__(self, call: InHost, host: Esx, ref: ManagedObjectReference, name: str) -> None:
        self._call = call
        self._host = host
        self.ref = ref
        self._name = name

    ref: ManagedObjectReference
    """Its managed object reference."""

    @property
    def moid(self) -> str:
        """The value of its managed object reference."""
        return self.ref.value

    @property
    def name(self) -> str:
        """Its name now."""
        return str(self._read(lambda node: node.get("name")))

    def _read(self, function: Callable[[Node], T]) -> T:
        return self._call(partial(self._look, function))

    def _look(self, function: Callable[[Node], T]) -> T:
        node = self._host.inventory.find(self.ref.value)
        if node is None:
            raise Unknown(self.kind, self._name, _names(self._host, self.ref.type))
        return function(node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._host is self._host and other.ref == self.ref

    def __hash__(self) -> int:
        return hash(self.ref)

    def __repr__(self) -> str:
        try:
            told = self._read(self._told)
        except (NotRunning, Unknown):
            told = "gone"
        return f"<{type(self).__name__} {self._name!r}: {told}>"

    def _told(self, node: Node) -> str:
        return node.ref.value


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


class Network(View):
    """A network that machines can be on: a port group of a switch."""

    kind, type_name = "network", "Network"

    @property
    def vlan(self) -> int:
        """Its VLAN: 0 is none, 4095 all."""
        return int(self._group("vlanId"))

    @property
    def switch(self) -> str:
        """The name of its virtual switch."""
        return str(self._group("vswitchName"))

    @property
    def vms(self) -> tuple[str, ...]:
        """The names of the machines on it."""
        return self._read(lambda node: tuple(self._host.inventory.get(vm, "name") for vm in node.get("vm")))

    def _group(self, name: str) -> Any:
        return self._read(lambda node: getattr(self._host.networks.net.group(node.get("name")).spec, name))

    def _told(self, node: Node) -> str:
        spec = self._host.networks.net.group(node.get("name")).spec
        return f"VLAN {spec.vlanId} on {spec.vswitchName}, {len(node.get('vm'))} VMs"


class Datastore(View):
    """A datastore, and its files."""

    kind, type_name = "datastore", "Datastore"

    @property
    def type(self) -> str:
        """VMFS or NFS."""
        return str(self._read(lambda node: node.get("summary").type))

    @property
    def capacity(self) -> int:
        """Its size, in bytes."""
        return int(self._read(lambda node: node.get("summary").capacity))

    @property
    def free(self) -> int:
        """How much of it is free, in bytes."""
        return self._read(lambda node: self._volume(node).free_space)

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all its files, sorted: ``vm/vm.vmx``."""
        return self._read(lambda node: _files(self._volume(node)))

    def read(self, path: str) -> bytes:
        """The content of a file by its path, ``vm/vm.vmx`` or ``[datastore1] vm/vm.vmx``. Raises ``Unknown``."""
        with self.open(path) as file:
            return file.read()

    def open(self, path: str) -> BinaryIO:
        """A file to read from, also one that a running machine has to itself. Raises ``Unknown``."""
        return self._read(lambda node: _open(self._volume(node), path))

    def _volume(self, node: Node) -> Volume:
        return self._host.datastores.of(node.ref)

    def _told(self, node: Node) -> str:
        summary = node.get("summary")
        return f"{summary.type}, {summary.capacity} bytes, {self._volume(node).free_space} free"


V = TypeVar("V", bound=View)


class Views(Mapping[str, V], Generic[V]):
    """All objects of a kind by name, in the order of their making. A name that is not there raises ``Unknown``."""

    view: ClassVar[type[View]]

    def __init__(self, call: InHost, host: Esx) -> None:
        self._call = call
        self._host = host

    def __getitem__(self, name: str) -> V:
        found = self._call(self._refs)
        if name not in found:
            raise Unknown(self.view.kind, name, found)
        return cast("V", self.view(self._call, self._host, found[name], name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._call(self._refs))

    def __len__(self) -> int:
        return self._call(partial(self._host.inventory.count, self.view.type_name))

    def __repr__(self) -> str:
        try:
            return f"<{type(self).__name__}: {', '.join(self) or 'none'}>"
        except NotRunning:
            return f"<{type(self).__name__}: the host has been stopped>"

    def _refs(self) -> dict[str, ManagedObjectReference]:
        return {node.get("name"): node.ref for node in self._host.inventory.of_type(self.view.type_name)}


class Vms(Views[Vm]):
    """The virtual machines of a host."""

    view = Vm


class Networks(Views[Network]):
    """The networks of a host."""

    view = Network


class Datastores(Views[Datastore]):
    """The datastores of a host."""

    view = Datastore


def _names(host: Esx, type: str) -> list[str]:
    return [node.get("name") for node in host.inventory.of_type(type)]


def _label(device: vim.VirtualDevice) -> str:
    return str(device.deviceInfo.label) if device.deviceInfo is not None else ""


def _guest(node: Node) -> Guest:
    guest: vim.GuestInfo = node.get("guest")
    addresses = [address for card in guest.net for address in card.ipAddress]
    return Guest(node.private.tools, guest.hostName, guest.ipAddress, tuple(addresses))


def _files(volume: Volume) -> tuple[str, ...]:
    return tuple(sorted(each.path for _, files in volume.walk() for each in files if not each.is_directory))


def _open(volume: Volume, path: str) -> BinaryIO:
    from fakeesx.storage.errors import StorageError
    from fakeesx.storage.paths import DatastorePath

    try:
        if path.startswith("["):
            whole = DatastorePath.parse(path)
            if whole.datastore != volume.name:
                raise Unknown("file", path, _files(volume))
            path = whole.path
        holders = volume.locked_by(path)
        return cast("BinaryIO", volume.open_read(path, owner=holders[0] if holders else None))
    except (StorageError, ValueError):
        raise Unknown("file", path, _files(volume)) from None
