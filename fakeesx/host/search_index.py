"""SearchIndex: finding VMs and hosts by UUID, address, name or path."""

from __future__ import annotations

from collections.abc import Iterable

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services import lookup
from fakeesx.host.services.storage_faults import as_vim_fault
from fakeesx.host.services.vm_index import plain_uuid, unescaped
from fakeesx.inventory import Node
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath

_CHILDREN = {
    "Folder": ("childEntity",),
    "Datacenter": ("vmFolder", "hostFolder", "datastoreFolder", "networkFolder"),
    "ComputeResource": ("host", "resourcePool"),
    "VirtualApp": ("resourcePool", "vm"),
    "ResourcePool": ("resourcePool",),
}
"""Where the children are that FindChild looks among."""

Found = tuple[ManagedObjectReference, ...]


class SearchIndex(ManagedObject):
    """Finds entities. What a user may not read is not found."""

    @method
    def FindByUuid(
        self,
        call: Call,
        uuid: str,
        vmSearch: bool,
        datacenter: ManagedObjectReference | None = None,
        instanceUuid: bool | None = None,
    ) -> ManagedObjectReference | None:
        """The VM of a BIOS UUID (of an instance UUID with ``instanceUuid``) or the host of a hardware UUID."""
        return _first(self._by_uuid(call, datacenter, uuid, vmSearch, bool(instanceUuid)))

    @method
    def FindAllByUuid(
        self,
        call: Call,
        uuid: str,
        vmSearch: bool,
        datacenter: ManagedObjectReference | None = None,
        instanceUuid: bool | None = None,
    ) -> Found:
        """As FindByUuid: all that match (no ``returnval`` when none does, though the WSDL asks for one)."""
        return self._by_uuid(call, datacenter, uuid, vmSearch, bool(instanceUuid))

    @method
    def FindByDnsName(
        self, call: Call, dnsName: str, vmSearch: bool, datacenter: ManagedObjectReference | None = None
    ) -> ManagedObjectReference | None:
        """The VM whose guest, or the host that, has a DNS name."""
        return _first(self._by_dns_name(call, datacenter, dnsName, vmSearch))

    @method
    def FindAllByDnsName(
        self, call: Call, dnsName: str, vmSearch: bool, datacenter: ManagedObjectReference | None = None
    ) -> Found:
        """As FindByDnsName: all that match."""
        return self._by_dns_name(call, datacenter, dnsName, vmSearch)

    @method
    def FindByIp(
        self, call: Call, ip: str, vmSearch: bool, datacenter: ManagedObjectReference | None = None
    ) -> ManagedObjectReference | None:
        """The VM whose guest reports an address as its primary one, or the host that has it."""
        return _first(self._by_ip(call, datacenter, ip, vmSearch))

    @method
    def FindAllByIp(
        self, call: Call, ip: str, vmSearch: bool, datacenter: ManagedObjectReference | None = None
    ) -> Found:
        """As FindByIp: all that match."""
        return self._by_ip(call, datacenter, ip, vmSearch)

    @method
    def FindByDatastorePath(
        self, call: Call, datacenter: ManagedObjectReference, path: str
    ) -> ManagedObjectReference | None:
        """The VM of a configuration file. Raises InvalidDatastore for a path that names no datastore."""
        self._check(call, datacenter)
        try:
            parsed = DatastorePath.parse(path)
        except StorageError as error:
            raise as_vim_fault(error) from None
        stores = self.host.inventory.of_type("Datastore")
        if not any(node.values.get("name") == parsed.datastore for node in stores):
            raise fault("InvalidDatastore", name=parsed.datastore)
        return _first(self._readable(call, self.host.vm_index.find("path", str(parsed))))

    @method
    def FindByInventoryPath(self, call: Call, inventoryPath: str) -> ManagedObjectReference | None:
        """The entity of a path like ``ha-datacenter/vm/name``; an empty path is the root folder's."""
        node: Node | None = self.host.inventory.node(self.host.root)
        for name in inventoryPath.split("/"):
            if name and node is not None:
                node = self._child(call, node, name)
        return node.ref if node is not None else None

    @method
    def FindChild(
        self, call: Call, entity: ManagedObjectReference, name: str
    ) -> ManagedObjectReference | None:
        """The child of a name. Raises ManagedObjectNotFound when the entity is gone."""
        node = lookup.require(self.host, call, entity, "ManagedEntity", "entity")
        child = self._child(call, node, name)
        return child.ref if child is not None else None

    def _by_uuid(
        self, call: Call, datacenter: ManagedObjectReference | None, uuid: str, of_vms: bool, instance: bool
    ) -> Found:
        self._check(call, datacenter)
        wanted = plain_uuid(uuid)
        if of_vms:
            return self._readable(call, self.host.vm_index.find("instanceUuid" if instance else "uuid", wanted))
        return self._readable(call, (node for node in self._hosts() if _hardware_uuid(node) == wanted))

    def _by_dns_name(
        self, call: Call, datacenter: ManagedObjectReference | None, name: str, of_vms: bool
    ) -> Found:
        self._check(call, datacenter)
        wanted = name.lower()
        if of_vms:
            return self._readable(call, self.host.vm_index.find("hostName", wanted))
        return self._readable(call, (node for node in self._hosts() if wanted in _dns_names(node)))

    def _by_ip(self, call: Call, datacenter: ManagedObjectReference | None, ip: str, of_vms: bool) -> Found:
        self._check(call, datacenter)
        if of_vms:
            return self._readable(call, self.host.vm_index.find("ipAddress", ip))
        return self._readable(call, (node for node in self._hosts() if ip in _addresses(node)))

    def _check(self, call: Call, datacenter: ManagedObjectReference | None) -> None:
        """A host has one datacenter: if it is the one, everything is in it."""
        if datacenter is not None:
            lookup.require(self.host, call, datacenter, "Datacenter", "datacenter")

    def _hosts(self) -> Iterable[Node]:
        return self.host.inventory.of_type("HostSystem")

    def _readable(self, call: Call, nodes: Iterable[Node]) -> Found:
        allows = self.host.access.allows
        return tuple(node.ref for node in nodes if allows(call.user, "System.Read", node.ref))

    def _child(self, call: Call, parent: Node, name: str) -> Node | None:
        wanted = unescaped(name)
        allows = self.host.access.allows
        children = self._children(parent, wanted)
        return next((node for node in children if allows(call.user, "System.View", node.ref)), None)

    def _children(self, parent: Node, name: str) -> Iterable[Node]:
        """The children that have a name. VMs are looked up, not looked through."""
        find, is_a = self.host.inventory.find, self.host.model.managed_is_a
        properties = next((names for base, names in _CHILDREN.items() if is_a(parent.ref.type, base)), ())
        for prop in properties:
            value = parent.get(prop)
            refs = value if value.__class__ is tuple else (value,) if value is not None else ()
            if any(ref.type == "VirtualMachine" for ref in refs):
                for node in self.host.vm_index.find("name", name):
                    if node.values.get("parent") == parent.ref or node.ref in refs:
                        yield node
            for ref in refs:
                child = find(ref.value) if ref.type != "VirtualMachine" else None
                if child is not None and unescaped(child.values.get("name", "")) == name:
                    yield child


def _first(found: Found) -> ManagedObjectReference | None:
    return found[0] if found else None


def _hardware_uuid(node: Node) -> str:
    hardware = node.values.get("hardware")
    return plain_uuid(hardware.systemInfo.uuid) if hardware is not None else ""


def _dns_names(node: Node) -> set[str]:
    """The names of a host: its own in the inventory, and those of its network configuration."""
    names = {node.values.get("name", "")}
    config = node.values.get("config")
    network = config.network if config is not None else None
    if network is not None and network.dnsConfig is not None:
        dns = network.dnsConfig
        names |= {dns.hostName, f"{dns.hostName}.{dns.domainName}"}
    return {name.lower() for name in names}


def _addresses(node: Node) -> set[str]:
    """The addresses of a host's VMkernel and service console interfaces."""
    config = node.values.get("config")
    network = config.network if config is not None else None
    if network is None:
        return set()
    cards = (*network.vnic, *network.consoleVnic)
    return {card.spec.ip.ipAddress for card in cards if card.spec.ip is not None and card.spec.ip.ipAddress}
