"""What the sections of an inventory file say of a host that runs: the host itself, its users, storage and network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakeesx.host.lab.reading_machines import linked
from fakeesx.host.option_manager import ADVANCED, AGENT
from fakeesx.host.services import luns
from fakeesx.host.services.access import ROOT, Account
from fakeesx.host.services.host_clock import DATE_TIME, clock_offset
from fakeesx.inventory.file import lab
from fakeesx.network import policies, routes
from fakeesx.network.dns import full_name
from fakeesx.network.state import uplinks
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject
from fakeesx.storage.datastore import Datastore

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_DEFAULT_GROUPS = ("users",)
_MOST_FILES = 10_000
_VM_FILES = (".vmx", ".vmxf", ".vmsd", ".vmsn", ".vmss", ".vmem", ".nvram", ".vswp", ".log", ".vmdk", ".png")
_LOCK = ".lck-"
"""What the names of lock files on NFS begin with."""


def host_section(host: Esx, base: Esx) -> lab.HostLab:
    """The host itself; ``base`` is a new one of its profile."""
    dns, zone = host.networks.net.info.dnsConfig, host.inventory.get(DATE_TIME, "dateTimeInfo").timeZone.key
    name = full_name(dns)
    return lab.HostLab(
        profile=host.settings.profile, license=host.settings.license,
        name=None if name == full_name(base.networks.net.info.dnsConfig) else name,
        time_zone=None if zone == base.inventory.get(DATE_TIME, "dateTimeInfo").timeZone.key else zone,
        time_offset=round(clock_offset(host.inventory)), maintenance=host.in_maintenance,
        options=tuple(_options(host, base)),
    )


def _options(host: Esx, base: Esx) -> Iterator[tuple[str, Any]]:
    """The advanced settings that are not a new host's."""
    for manager in (ADVANCED, AGENT):
        usual = {each.key: each.value for each in base.inventory.get(manager, "setting")}
        for option in host.inventory.get(manager, "setting"):
            if option.value != usual.get(option.key):
                value = option.value
                yield option.key, next((kind(value) for kind in (bool, int, float) if isinstance(value, kind)), str(value))


def users(host: Esx, base: Esx) -> Iterator[lab.UserLab]:
    """The users that a new host does not have, and the administrator where its password is not the default."""
    roles = {role.roleId: role.name for role in host.access.roles.values() if role.roleId < 0}
    granted = {p.principal: roles.get(p.roleId, "none") for p in host.access.permissions_on(ROOT) if not p.group}
    for account in host.access.accounts.values():
        usual = base.access.accounts.get(account.name)
        if usual is None:
            groups = tuple(group.name for group in host.access.groups.values() if account.name in group.members)
            yield lab.UserLab(
                account.name, None, _hash(account), granted.get(account.name, "none"),
                None if account.full_name == account.name else account.full_name, account.id,
                None if groups == _DEFAULT_GROUPS else groups, account.shell_access or None,
            )
        elif usual.secret and not account.matches(base.settings.password):
            yield lab.UserLab(account.name, None, _hash(account))


def _hash(account: Account) -> str:
    """The hash of a password; of an account that can't log in, one that no password has."""
    return f"{account.salt.hex() or '00'}:{account.secret.hex() or '0' * 64}"


def groups(host: Esx, base: Esx) -> Iterator[lab.GroupAccountLab]:
    """The local groups that a new host does not have."""
    for group in host.access.groups.values():
        if group.name not in base.access.groups:
            yield lab.GroupAccountLab(
                group.name, None if group.full_name == group.name else group.full_name, group.id,
            )


# storage


def datastores(host: Esx, base: Esx) -> tuple[lab.DatastoreLab, ...] | None:
    """The datastores, ``None`` where they are those of a new host and have no files of their own."""
    own = next((node for node in base.inventory.of_type("Datastore")), None)
    found = []
    for node in host.inventory.of_type("Datastore"):
        info, summary = node.values["info"], node.values["summary"]
        files = tuple(_files(host, host.volumes.get(info.name)))
        if isinstance(info, vim.NasDatastoreInfo) and info.nas is not None:
            nas, mode = info.nas, node.values["host"].items[0].mountInfo.accessMode
            found.append(lab.DatastoreLab(
                info.name, "NFS", nas.capacity, remote=f"{nas.remoteHost}:{nas.remotePath}", read_only=mode == "readOnly",
                files=files,
            ))
        elif isinstance(info, vim.VmfsDatastoreInfo) and info.vmfs is not None:
            if own is not None and node.ref == own.ref and summary.capacity == own.values["summary"].capacity:
                found.append(lab.DatastoreLab(info.name, files=files))
                continue
            volume = info.vmfs
            disk = volume.extent[0].diskName
            found.append(lab.DatastoreLab(
                info.name, capacity=volume.capacity, block_size=volume.blockSizeMb, uuid=volume.uuid,
                lun=None if disk == luns.name_of(volume.uuid) or not disk.startswith("naa.6") else disk, files=files,
            ))
        else:
            folder = getattr(info, "path", None)
            found.append(lab.DatastoreLab(info.name, "local", summary.capacity, folder=folder, files=files))
    usual = (lab.DatastoreLab(own.values["name"]),) if own is not None else ()
    return None if tuple(found) == usual else tuple(found)


def spare_luns(host: Esx, base: Esx) -> tuple[int, ...]:
    """The blank disks that a new host does not have."""
    used = {disk.canonicalName for disk in (*luns.disks(base), *host.iscsi_targets.seen())}
    for node in host.inventory.of_type("Datastore"):
        volume = getattr(node.values["info"], "vmfs", None)
        used.update(extent.diskName for extent in (volume.extent if volume is not None else ()))
    return tuple(
        disk.capacity.block * disk.capacity.blockSize for disk in luns.disks(host) if disk.canonicalName not in used
    )


def _files(host: Esx, volume: Datastore) -> Iterator[lab.FileLab]:
    """The files of a volume that are no VM's, by name."""
    root = Path(volume.root)
    homes = {
        root / node.private.home.directory
        for node in host.inventory.of_type("VirtualMachine") if node.private.datastore == volume.name
    }
    found = 0
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith(".fakeesx"))
        for name in sorted(files):
            path = Path(folder, name)
            of_vm = name.endswith(_VM_FILES) and (path.parent in homes or name.endswith(".vmdk"))
            if found < _MOST_FILES and not of_vm and not name.startswith(_LOCK):
                found += 1
                yield lab.FileLab(str(path.relative_to(root)), path.stat().st_size)


def unsaid(host: Esx) -> Iterator[str]:
    """What is on the datastores that no key says: disks that others are based on or that no machine has, empty folders."""
    for disk, base in linked(host):
        yield f"{disk} is based on {base}; a host made of the file has a disk of its own there"
    used = {
        file.name for node in host.inventory.of_type("VirtualMachine") if (layout := node.values.get("layoutEx")) is not None
        for file in layout.file
    }
    for volume in host.volumes:
        for folder, names, files in os.walk(volume.root):
            names[:] = sorted(name for name in names if not name.startswith(".fakeesx"))
            below = os.path.relpath(folder, volume.root)
            if not names and not files and below != ".":
                yield f"the empty folder {volume.text(below)}"
            for name in sorted(files):
                path = volume.text(name if below == "." else f"{below}/{name}")
                if name.endswith(".vmdk") and path not in used:
                    yield f"{path}, of a disk that belongs to no machine"


# the network


def network(host: Esx, base: Esx) -> lab.NetworkLab | None:
    """The network, ``None`` where it is a new host's."""
    mine, usual = _network(host), _network(base)
    parts = {
        name: getattr(mine, name) for name in (
            "nics", "switches", "port_groups", "vmkernel_nics", "console_nics", "dns", "gateway", "console_gateway",
            "routes",
        ) if getattr(mine, name) != getattr(usual, name)
    }
    if "dns" in parts:
        dns, old = mine.dns, usual.dns
        parts["dns"] = lab.DnsLab(
            None if dns.servers == old.servers else dns.servers, None if dns.search == old.search else dns.search,
        )
    return lab.NetworkLab(**parts) if parts else None


def _network(host: Esx) -> lab.NetworkLab:
    net = host.networks.net
    info = net.info
    dns = info.dnsConfig
    return lab.NetworkLab(
        tuple(_nic(nic, net.wiring.card(nic.device)) for nic in info.pnic),
        tuple(
            lab.SwitchLab(
                switch.name, uplinks(switch), switch.spec.numPorts, switch.mtu or 1500,
                beyond(policies.default(uplinks(switch)), switch.spec.policy),
            )
            for switch in info.vswitch
        ),
        tuple(
            lab.GroupLab(
                group.spec.name, group.spec.vswitchName, group.spec.vlanId,
                beyond(policies.of_group(vim.HostNetworkPolicy()), group.spec.policy),
            )
            for group in info.portgroup
        ),
        tuple(_interface(nic, True) for nic in info.vnic), tuple(_interface(nic, False) for nic in info.consoleVnic),
        lab.DnsLab(tuple(dns.address), tuple(dns.searchDomain)) if dns is not None else lab.DnsLab(),
        _gateway(info.ipRouteConfig), _gateway(info.consoleIpRouteConfig),
        tuple(
            lab.RouteLab(f"{route.network}/{route.prefixLength}", route.gateway) for route in routes.added(info)
        ),
    )


def _nic(nic: vim.PhysicalNic, card: Any) -> lab.NicLab:
    cable = card.cable if card is not None else nic.linkSpeed
    known = nic.validLinkSpecification[-1] if nic.validLinkSpecification else None
    link = cable or known
    return lab.NicLab(
        nic.device, nic.mac, link.speedMb if link is not None else 1000, "full" if link is None or link.duplex else "half",
        "down" if cable is None else "up", nic.driver or "", nic.pci,
        tuple(lab.SeenLab(seen.subnet, seen.vlan) for seen in card.seen) if card is not None else (),
    )


def _interface(nic: vim.HostVirtualNic, kernel: bool) -> lab.InterfaceLab:
    ip = nic.spec.ip
    static = ip is not None and not ip.dhcp
    mtu = nic.spec.mtu if kernel and nic.spec.mtu != 1500 else None
    return lab.InterfaceLab(
        nic.portgroup, ip.ipAddress if ip is not None and static else None,
        ip.subnetMask if ip is not None and static else None, nic.spec.mac, mtu,
    )


def _gateway(config: vim.HostIpRouteConfig | None) -> str:
    return (config.defaultGateway if config is not None else None) or "none"


def beyond(base: DataObject, value: DataObject | None) -> Any:
    """What of a value is not as in ``base``: a value with that alone, ``None`` where there is nothing."""
    if value is None:
        return None
    parts: dict[str, Any] = {}
    for name, mine in value.items():
        usual = getattr(base, name)
        if isinstance(mine, DataObject) and isinstance(usual, DataObject) and name != "nicOrder":
            mine = beyond(usual, mine)
        elif mine == usual:
            mine = None
        if mine is not None:
            parts[name] = mine
    return value.__class__(**parts) if parts else None
