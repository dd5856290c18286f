"""What no single value of a lab can tell: names that are there twice, and references to what is not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from ipaddress import IPv4Network
from typing import Any

from fakeesx.inventory.entity_names import unescaped
from fakeesx.inventory.file.errors import Problem
from fakeesx.inventory.file.lab import NUMBER, DatastoreLab, Lab, NicLab, UserLab, VmLab
from fakeesx.inventory.profile import MOST_VMS, load_profile
from fakeesx.schema import vim

_LONGEST_VM_NAME = 80
_BELONGS = {"block_size": "VMFS", "uuid": "VMFS", "lun": "VMFS", "remote": "NFS", "read_only": "NFS", "folder": "local"}
"""Keys of a datastore that only one type has."""

_SAME: dict[str, Callable[[str], str]] = {
    "mac": lambda text: text.lower().replace("-", ":"), "pci": lambda text: text.lower().removeprefix("0000:"),
}
"""What makes two values one that are written in different ways."""


def check(lab: Lab) -> list[Problem]:
    """The problems of a lab whose values are sound one by one."""
    return [
        *_twice(lab, "user", lab.users), *_twice(lab, "user", lab.users, "id"),
        *_twice(lab, "group", lab.groups), *_twice(lab, "group", lab.groups, "id"),
        *(problem for user in lab.users for problem in _password(lab, user)),
        *_twice(lab, "datastore", lab.datastores or ()),
        *(problem for each in lab.datastores or () for problem in _datastore(lab, each)),
        *_iscsi(lab), *_network(lab), *_vms(lab),
    ]


def _password(lab: Lab, user: UserLab) -> Iterable[Problem]:
    if (user.password is None) == (user.password_hash is None):
        missing = user.password is None
        text = "the key password is missing: a password (or password_hash)" if missing else (
            "password and password_hash are both there; one says all"
        )
        yield lab.problem(user.path, text)


def _twice(lab: Lab, what: str, entries: Iterable[Any], attribute: str = "name") -> Iterable[Problem]:
    """Entries that share what must be an entry's own."""
    seen = set()
    for entry in entries:
        value = getattr(entry, attribute)
        same = _SAME.get(attribute, str)(value) if value is not None else None
        if same is not None and same in seen:
            yield lab.problem(f"{entry.path}.{attribute}", f'a second {what} with the {attribute} "{value}"')
        seen.add(same)


def _datastore(lab: Lab, store: DatastoreLab) -> Iterable[Problem]:
    default = DatastoreLab(store.name)
    for key, owner in _BELONGS.items():
        if getattr(store, key) != getattr(default, key) and store.type != owner:
            yield lab.problem(f"{store.path}.{key}", f"this is for a datastore of type {owner}; this one is {store.type}")
    for type, key in (("NFS", "remote"), ("local", "folder")):
        if store.type == type and getattr(store, key) is None:
            yield lab.problem(store.path, f"the key {key} is missing: a datastore of type {type} needs it")


def _iscsi(lab: Lab) -> Iterable[Problem]:
    """CHAP needs both, a user and a secret; a target, and an entry of a list, is there once."""
    adapter = lab.software_iscsi
    lists = (lab.iscsi_targets, *((adapter.send_targets, adapter.static_targets) if adapter is not None else ()))
    for each in (*((adapter,) if adapter is not None else ()), *(entry for entries in lists for entry in entries)):
        if (each.user is None) != (each.secret is None):
            missing = "user" if each.user is None else "secret"
            yield lab.problem(each.path, f"the key {missing} is missing: CHAP needs both, a user and a secret")
    for entries in lists:
        seen = set()
        for entry in entries:
            place = entry.address, entry.port, getattr(entry, "iqn", None)
            if place in seen:
                yield lab.problem(entry.path, f"a second entry for {':'.join(map(str, place[:2]))}")
            seen.add(place)


def _network(lab: Lab) -> Iterable[Problem]:
    network = lab.network
    if network is None:
        return
    nics, switches, groups = network.nics, network.switches, network.port_groups
    for nic in nics or ():
        yield from _nic(lab, nic)
    yield from _twice(lab, "network card", nics or ())
    yield from _twice(lab, "network card", nics or (), "mac")
    yield from _twice(lab, "network card", nics or (), "pci")
    yield from _twice(lab, "switch", switches or ())
    yield from _twice(lab, "port group", groups or ())
    own = _own(lab)
    known_nics = own.nics if nics is None else [nic.name for nic in nics]
    known_switches = own.switches if switches is None else [switch.name for switch in switches]
    taken: dict[str, str] = {}
    for switch in switches or ():
        for index, name in enumerate(switch.nics):
            path = f"{switch.path}.nics[{index}]"
            if name not in known_nics:
                yield lab.problem(path, _unknown("network card", name, known_nics))
            elif name in taken:
                yield lab.problem(path, f'the card {name} is on the switch "{taken[name]}" already; a card is on one switch')
            taken[name] = switch.name
    for group in groups or ():
        if group.switch not in known_switches:
            yield lab.problem(f"{group.path}.switch", _unknown("switch", group.switch, known_switches))
    if switches is not None and not switches and own.interfaces:
        yield lab.problem("network.switches", "at least one: the host's own interfaces are on a port group of the first")


def _nic(lab: Lab, nic: NicLab) -> Iterable[Problem]:
    if nic.mac is not None and int(nic.mac[:2], 16) & 1:
        yield lab.problem(f"{nic.path}.mac", f'"{nic.mac}" is a multicast address; the second digit of a card\'s is even')
    for seen in nic.seen:
        try:
            IPv4Network(seen.subnet)
        except ValueError as error:
            yield lab.problem(f"{seen.path}.subnet", f"{error}; a subnet is written as 192.0.2.0/24")


def _vms(lab: Lab) -> Iterable[Problem]:
    own = _own(lab)
    stores = own.datastores if lab.datastores is None else [store.name for store in lab.datastores]
    writable = stores if lab.datastores is None else [store.name for store in lab.datastores if not store.read_only]
    networks = vm_networks(lab)
    if sum(vm.count or 1 for vm in lab.vms) > MOST_VMS:
        yield lab.problem("vms", f"more than {MOST_VMS} virtual machines")
        return
    names: dict[str, str] = {}
    last = 0
    for vm in lab.vms:
        yield from _vm_name(lab, vm, names)
        yield from _single(lab, vm, last)
        last = (int(vm.moid) if vm.moid is not None else last + 16) + 16 * ((vm.count or 1) - 1)
        used = [(f"{vm.path}.datastore", vm.datastore), *((f"{disk.path}.datastore", disk.datastore) for disk in vm.disks)]
        for path, name in used:
            if name is not None and name not in stores:
                yield lab.problem(path, _unknown("datastore", name, stores))
            elif name is not None and name not in writable:
                yield lab.problem(path, f'the datastore "{name}" is read-only')
        if vm.datastore is None and not writable:
            yield lab.problem(vm.path, "there is no datastore that can be written")
        for nic in vm.nics:
            if nic.network not in networks:
                yield lab.problem(f"{nic.path}.network", _unknown("network", nic.network, networks))
            if nic.mac is not None and vm.count is not None and vm.count > 1:
                yield lab.problem(f"{nic.path}.mac", "not together with count: each VM has an address of its own")


_SINGLE = ("moid", "uuid", "instance_uuid", "file")


def _single(lab: Lab, vm: VmLab, last: int) -> Iterable[Problem]:
    """What only one VM can have, and moids: multiples of 16 that grow."""
    for key in _SINGLE if vm.count is not None and vm.count > 1 else ():
        if getattr(vm, key) is not None:
            yield lab.problem(f"{vm.path}.{key}", "not together with count: each VM has its own")
    if vm.moid is not None and (int(vm.moid) % 16 or int(vm.moid) <= last):
        yield lab.problem(
            f"{vm.path}.moid", f"{vm.moid} can't be: moids are multiples of 16, and each is larger than those before it",
        )
    if vm.file is not None and not vm.file.endswith(".vmx"):
        yield lab.problem(f"{vm.path}.file", f'"{vm.file}" is no path of a .vmx file')
    for disk in vm.disks:
        if disk.file is not None and not disk.file.endswith(".vmdk"):
            yield lab.problem(f"{disk.path}.file", f'"{disk.file}" is no path of a .vmdk file')
        if (disk.size is None) == (disk.lun is None):
            text = "the key size is missing: a capacity (or lun)" if disk.size is None else (
                "size and lun are both there; a mapping has the size of its LUN"
            )
            yield lab.problem(disk.path, text)
        if disk.eager and disk.thin:
            yield lab.problem(f"{disk.path}.eager", "a thin disk is not zeroed when it is made: add thin: false")
        if vm.count is not None and vm.count > 1 and (disk.file or disk.uuid or disk.lun):
            yield lab.problem(disk.path, "file, uuid and lun not together with count: each VM has its own")
    for number, snapshot in enumerate(vm.snapshots, 1):
        parent = snapshot.parent
        if parent is not None and (parent >= number or (parent == 0) != (number == 1)):
            yield lab.problem(
                f"{snapshot.path}.parent",
                f"{parent} can't be: it is the number of a snapshot before this one, and 0 for the first only",
            )
    if sum(1 for each in vm.snapshots if each.current) > 1:
        yield lab.problem(f"{vm.path}.snapshots", "more than one is current")


def _vm_name(lab: Lab, vm: VmLab, names: dict[str, str]) -> Iterable[Problem]:
    if vm.count is not None and len(NUMBER.findall(vm.name)) != 1:
        yield lab.problem(
            f"{vm.path}.name",
            f'"{vm.name}" has no one place for the number; with count, write a pattern such as web-{{:03d}}',
        )
        return
    for name in map(unescaped, vm.names()):
        if len(name) > _LONGEST_VM_NAME:
            yield lab.problem(f"{vm.path}.name", f'"{name}" has more than {_LONGEST_VM_NAME} characters')
            return
        if name in names:
            where = "this entry" if names[name] == vm.path else names[name]
            yield lab.problem(f"{vm.path}.name", f'a second virtual machine "{name}"; {where} makes the first')
            return
        names[name] = vm.path


def vm_networks(lab: Lab) -> list[str]:
    """The port groups of a lab that VMs can be on."""
    own = _own(lab)
    network = lab.network
    if network is None or network.port_groups is None:
        return list(own.networks)
    return [group.name for group in network.port_groups if group.name not in own.interfaces]


class _Own:
    """The names that a profile brings along."""

    def __init__(self, profile: str) -> None:
        objects: dict[str, list[Mapping[str, Any]]] = {}
        for ref, values in load_profile(profile).objects.items():
            objects.setdefault(ref.type, []).append(values)
        info: vim.HostNetworkInfo = objects["HostNetworkSystem"][0]["networkInfo"]
        self.datastores = [values["name"] for values in objects["Datastore"]]
        self.networks = [values["name"] for values in objects["Network"]]
        self.nics = [nic.device for nic in info.pnic]
        self.switches = [switch.name for switch in info.vswitch]
        self.interfaces = {nic.portgroup for nic in (*info.vnic, *info.consoleVnic)}


@lru_cache(maxsize=8)
def _own_of(profile: str) -> _Own:
    return _Own(profile)


def _own(lab: Lab) -> _Own:
    return _own_of(lab.host.profile)


def _unknown(kind: str, name: str, names: Collection[str]) -> str:
    close = get_close_matches(name, names, 1, 0.6)
    hint = f" (did you mean {close[0]}?)" if close else ""
    there = ", ".join(sorted(names)[:12]) + (", ..." if len(names) > 12 else "")
    return f'there is no {kind} "{name}"{hint}; there are: {there or "none"}'
