"""The network of a host: what clients see of it in many places, kept of one piece.

The truth is ``networkInfo`` of the HostNetworkSystem with the private state beside it. ``keep`` lets all else follow:
``networkConfig``, ``HostSystem.config``, the candidates for vMotion, Network objects, the network cards of VMs.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import fault
from fakeesx.host.services import vnic_selection
from fakeesx.host.services.datastore_specs import ImpossibleHost
from fakeesx.host.services.host_config import HOST, get_config, set_config
from fakeesx.host.virtual_machine import nic_networks
from fakeesx.network import dns, ports, provision, switches, update
from fakeesx.network.config import network_config
from fakeesx.network.errors import Refused
from fakeesx.network.settling import settle
from fakeesx.network.specs import NetworkSpec
from fakeesx.network.state import Net, Wiring
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

SYSTEM = ManagedObjectReference("HostNetworkSystem", "networkSystem")
_OWNERS = (
    ManagedObjectReference("Datacenter", "ha-datacenter"), ManagedObjectReference("ComputeResource", "ha-compute-res"),
    HOST,
)
_FOLDER = ManagedObjectReference("Folder", "ha-folder-network")
_ON = vim.VirtualMachinePowerState.poweredOn


class Networks:
    """The network of a host, and its Network objects by the names of their port groups."""

    def __init__(self, host: Esx, spec: NetworkSpec | None = None) -> None:
        self._host = host
        if host.inventory.node(SYSTEM).private is not None:
            return  # the host was there before: all is as it was
        info: vim.HostNetworkInfo = host.inventory.get(SYSTEM, "networkInfo")
        host.inventory.update(SYSTEM, private=provision.wired(info))
        if spec is not None:
            try:
                net = provision.provided(self.net, spec, self.new_mac)
            except Refused as error:
                raise ImpossibleHost(f"the network can't be: {_described(error)}") from error
            except ValueError as error:
                raise ImpossibleHost(str(error)) from error
            self.keep(net)
            _place_cards(host, net.info.pnic)
        self.list()

    @property
    def net(self) -> Net:
        """The network now."""
        node = self._host.inventory.node(SYSTEM)
        wiring: Wiring = node.private
        return Net(node.values["networkInfo"], wiring, node.values["capabilities"])

    def find(self, name: str) -> ManagedObjectReference | None:
        """The Network of a port group that VMs can be on, ``None`` when there is none."""
        ref = _network(name)
        return ref if ref in self._host.inventory else None

    def list(self) -> None:
        """Enter all networks in the lists of folder, datacenter, compute resource and host."""
        inventory = self._host.inventory
        refs = tuple(node.ref for node in inventory.of_type("Network"))
        for owner, name in ((_FOLDER, "childEntity"), *((owner, "network") for owner in _OWNERS)):
            if inventory.get(owner, name) != refs:
                inventory.update(owner, **{name: refs})

    def new_mac(self, start: str) -> str:
        """A MAC address that no interface of the host has."""
        taken = {nic.spec.mac for nic in self.net.interfaces}
        while True:
            digits = (start.replace(":", "") + self._host.ids.hex(12))[:12]
            mac = ":".join(digits[i:i + 2] for i in range(0, 12, 2))
            if mac not in taken:
                return mac

    def keep(self, net: Net, renamed: Mapping[str, str] | None = None) -> None:
        """Make a network the host's; ``renamed`` are port groups by their old names.

        Raises HostConfigFault when the file of a VM that has to follow can't be written.
        """
        old, inventory = self.net, self._host.inventory
        config = network_config(net.info)
        values: dict[str, Any] = {
            "networkInfo": net.info, "networkConfig": config, "dnsConfig": net.info.dnsConfig,
            "ipRouteConfig": net.info.ipRouteConfig, "consoleIpRouteConfig": net.info.consoleIpRouteConfig,
        }
        changed = {name: value for name, value in values.items() if value != inventory.get(SYSTEM, name)}
        if changed or net.wiring != old.wiring:
            inventory.update(SYSTEM, private=net.wiring, **changed)
        if "networkInfo" in changed:
            set_config(self._host, network=net.info)
            vnic_selection.follow(self._host, net.info)
            self._follow_name(old.info, net.info)
        self._follow_groups(net, renamed or {})

    def rebooted(self) -> None:
        """What waited for a reboot holds now."""
        with self._host.inventory.transaction():
            self.keep(update.rebooted(self.net))

    # the network cards of VMs

    def require_ports(self, before: Iterable[vim.VirtualDevice], after: Iterable[vim.VirtualDevice]) -> None:
        """Raise GenericVmConfigFault where a VM's cards need more ports than their switches have (inferred).

        ``before`` and ``after`` are the devices of a VM that runs now (none: it does not) and of one that will.
        """
        had, wanted = self._connections(before), self._connections(after)
        new = {key: group for key, (group, _) in wanted.items() if had.get(key, ("", ""))[0] != group}
        if not new:
            return
        net = self.net
        free = dict(ports.free_ports(net))
        for key, (group, _) in had.items():
            if wanted.get(key, ("", ""))[0] != group and net.has_group(group):
                free[net.group(group).spec.vswitchName] += 1
        for key, group in new.items():
            switch = net.group(group).spec.vswitchName
            free[switch] -= 1
            if free[switch] < 0:
                card = f"ethernet{key - nic_networks.FIRST_KEY}"
                reason = f"Failed to connect {card} to {group}: {switch} has no free port."
                raise fault("GenericVmConfigFault", reason=reason)

    def make_room(self, group: str, cards: int) -> None:
        """Let the switch of a port group be large enough for the cards of VMs that the host starts with."""
        net = self.net
        self.keep(settle(switches.with_room(net, net.group(group).spec.vswitchName, cards)))

    def follow_vm(
        self, before: vim.VirtualMachineConfigInfo, ran: bool, after: vim.VirtualMachineConfigInfo, runs: bool,
    ) -> None:
        """Give ports to the cards of a VM that were connected, take those of cards that no more are."""
        if ran == runs and (not runs or before.hardware.device is after.hardware.device):
            return
        had = self._connections(before.hardware.device) if ran else {}
        has = self._connections(after.hardware.device) if runs else {}
        if had == has:
            return
        net = old = self.net
        for key, (group, mac) in had.items():
            if has.get(key) != (group, mac):
                net = ports.disconnect(net, group, mac, ports.GUEST)
        for key, (group, mac) in has.items():
            if had.get(key) != (group, mac):
                net, _ = ports.connect(net, group, mac, ports.GUEST)
        if net is not old:
            self._host.inventory.update(SYSTEM, private=net.wiring, networkInfo=net.info)
            set_config(self._host, network=net.info)

    def _connections(self, devices: Iterable[vim.VirtualDevice]) -> dict[int, tuple[str, str]]:
        """The connected cards: group and MAC address by key."""
        return {
            device.key: (device.backing.deviceName, device.macAddress)
            for device in devices
            if isinstance(device, vim.VirtualEthernetCard) and device.connectable is not None
            and device.connectable.connected
            and isinstance(device.backing, vim.VirtualEthernetCardNetworkBackingInfo)
            and device.macAddress and self.find(device.backing.deviceName) is not None
        }

    # what follows

    def _follow_groups(self, net: Net, renamed: Mapping[str, str]) -> None:
        """Let Network objects come and go with the port groups that VMs can be on, and the cards of VMs with them."""
        inventory = self._host.inventory
        wanted = net.for_guests()
        had = [str(node.values["name"]) for node in inventory.of_type("Network")]
        come = [name for name in wanted if name not in had]
        gone = [name for name in had if name not in wanted]
        if not come and not gone:
            return
        for name in come:
            inventory.add(_network(name), _values(name))
        nic_networks.follow(self._host, {*come, *gone}, {*gone}, renamed)
        for name in gone:
            inventory.remove(_network(name))
        self.list()

    def _follow_name(self, old: vim.HostNetworkInfo, new: vim.HostNetworkInfo) -> None:
        """The host bears the name of its DNS settings (recorded)."""
        before, after = dns.full_name(old.dnsConfig), dns.full_name(new.dnsConfig)
        if before != after and after and self._host.inventory.get(HOST, "name") == before:
            self._host.inventory.update(HOST, name=after)


@contextmanager
def network_faults() -> Generator[None, None, None]:
    """Turn refusals into the vim25 faults that a client sees."""
    try:
        yield None
    except Refused as refusal:
        raise VimFault(refusal.fault, refusal.text) from refusal


def _network(name: str) -> ManagedObjectReference:
    return ManagedObjectReference("Network", f"HaNetwork-{name}")


def _values(name: str) -> dict[str, Any]:
    """The properties of a Network (recorded)."""
    green = vim.ManagedEntityStatus.green
    return {
        "name": name, "parent": _FOLDER, "overallStatus": green, "configStatus": green, "effectiveRole": (-1,),
        "summary": vim.NetworkSummary(network=_network(name), name=name, accessible=True, ipPoolName=""), "host": (HOST,),
    }


def _described(error: Refused) -> str:
    values = ", ".join(str(value) for _, value in error.fault.items())
    return error.text or f"{type(error.fault).__name__} {values}".strip()


def _place_cards(host: Esx, nics: Iterable[vim.PhysicalNic]) -> None:
    """List each card among the PCI devices of the host, too: those that the profile does not have, as its first one."""
    hardware: vim.HostHardwareInfo = host.inventory.get(HOST, "hardware")
    places = {nic.pci for nic in nics}
    cards = [device for device in hardware.pciDevice if device.classId >> 8 == _NETWORK]
    kept = [device for device in hardware.pciDevice if device.classId >> 8 != _NETWORK or device.id in places]
    known = {device.id for device in kept}
    new = [_pci_device(cards[0], place) for place in sorted(places - known)] if cards else []
    devices = (*kept, *new)
    host.inventory.update(HOST, hardware=hardware.replace(pciDevice=devices))
    old = {info.id: info for info in get_config(host).pciPassthruInfo}
    usual = next(iter(old.values()), None)
    if usual is not None:
        infos = [old.get(device.id) or usual.replace(
            id=device.id, dependentDevice="", passthruEnabled=False, passthruCapable=False, passthruActive=False,
        ) for device in devices]
        set_config(host, pciPassthruInfo=infos)


_NETWORK = 2
"""The class of network controllers on a PCI bus."""


def _pci_device(like: vim.HostPciDevice, place: str) -> vim.HostPciDevice:
    bus, slot, function = place[-7:-5], place[-4:-2], place[-1]
    return like.replace(id=place, bus=int(bus, 16), slot=int(slot, 16), function=int(function))
