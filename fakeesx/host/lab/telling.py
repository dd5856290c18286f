"""From a host that runs to the inventory file that makes it again.

What the friendly keys say is read from the host. Whether that is all, a rehearsal shows: a second host is made of it, in a
folder that is thrown away, and compared with the first. What differs goes into the keys that can say anything (``vmx`` of
VMs, ``objects``), and what differs then still is told as an omission.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakeesx.host.lab import iscsi, reading, reading_machines
from fakeesx.host.lab.likeness import Difference, Setting, differences
from fakeesx.host.lab.making import settings_of, start
from fakeesx.host.services.access import Access
from fakeesx.host.services.iscsi_specs import MOST_TARGETS
from fakeesx.inventory import Inventory
from fakeesx.inventory.file import InventoryError, Lab, dump, load
from fakeesx.inventory.file.lab import HostLab, SoftwareIscsiLab
from fakeesx.schema.paths import plain_at

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_MOST_OMISSIONS = 100
_ROUNDS = 2
"""Rehearsals after which what differs between a VM and its like is told and no more written."""
_OF_FILES = frozenset({
    "VirtualMachine", "VirtualMachineSnapshot", "Datastore", "HostDatastoreBrowser", "EnvironmentBrowser",
})
"""Types of objects whose properties follow from what the friendly keys make."""
_LISTS = frozenset({"vm", "datastore", "network", "childEntity", "resourcePool", "host", "view"})
"""Properties that list objects: they follow from these."""
_COUNTED = ("HostKernelModuleSystem", "HostStorageSystem", "HostDiagnosticSystem", "HostSystem")


def lab_of(host: Esx) -> Lab:
    """The lab that makes a host like this one; ``Lab.omissions`` tells what it does not say.

    Not among these, since no file of a host could say it: sessions and tasks, events, dates and times, statistics, what the
    files of guests hold, passwords (there are hashes). Takes as long as making the host two or three times.
    """
    return reading_of(host)()


def reading_of(host: Esx) -> Callable[[], Lab]:
    """The same in two steps: what takes long is left to the function, which may be called in any thread."""
    with _rehearsed(Lab(host=HostLab(profile=host.settings.profile, license=host.settings.license)), _Still(host)) as base:
        found = Lab(
            reading.host_section(host, base), tuple(reading.users(host, base)), tuple(reading.groups(host, base)),
            reading.datastores(host, base), reading.spare_luns(host, base), tuple(iscsi.targets(host)),
            iscsi.software_adapter(host), reading.network(host, base), tuple(reading_machines.vms(host)),
        )
    return partial(_completed, found, _Still(host), tuple(islice(reading.unsaid(host), _MOST_OMISSIONS)))


class _Still:
    """A host as it was at one moment, while it goes on itself."""

    def __init__(self, host: Esx) -> None:
        self.settings = host.settings
        self.seconds = host.clock.seconds()
        self.inventory = Inventory(host.model)
        self.inventory.restore(host.inventory.snapshot())
        self.access = Access(self.inventory)


def _completed(found: Lab, host: _Still, unsaid: tuple[str, ...]) -> Lab:
    """A lab with what the friendly keys do not say of a host; ``unsaid``: what no key says, as is known already."""
    omissions = [*unsaid]
    for number in range(_ROUNDS):
        with _possible(found, host, omissions) as (found, like):
            completed = _with_vmx(found, host, like)
            if completed == found or number == _ROUNDS - 1:
                completed, left = _with_objects(found, host, like)
                told = [] if completed.objects else [*_told(left), *_accounts(host, like)]
                found = completed
                break
        found = completed
    if found.objects:
        with _possible(found, host, omissions) as (found, like):
            told = [*_told(differences(host.inventory, like.inventory)), *_accounts(host, like)]
    return replace(found, omissions=tuple(dict.fromkeys([*omissions, *told])))


@contextmanager
def _rehearsed(lab: Lab, host: _Still) -> Iterator[Esx]:
    """A host made of a lab, for as long as it is looked at. Raises ``InventoryError``."""
    from twisted.internet.task import Clock

    clock = Clock()
    clock.advance(host.seconds)
    with tempfile.TemporaryDirectory(prefix="fakeesx-") as folder:
        like = start(lab, settings_of(lab, Path(folder)), clock, random.Random(0))
        try:
            yield like
        finally:
            like.stop()


@contextmanager
def _possible(lab: Lab, host: _Still, omissions: list[str]) -> Iterator[tuple[Lab, Esx]]:
    """A host made of a lab, without what is refused; a word about each thing that is goes to ``omissions``.

    The lab is that of which the host is made.
    """
    with ExitStack() as stack:
        while True:
            try:
                placed = load(dump(replace(lab, omissions=())))
                like = stack.enter_context(_rehearsed(placed, host))
            except InventoryError as error:
                problem = error.problems[0]
                smaller = _without(lab, problem.path)
                if smaller is None:
                    raise
                omissions.append(f"{problem.path}: {problem.text}")
                lab = smaller
            else:
                break
        yield lab, like


def _without(lab: Lab, path: str) -> Lab | None:
    """A lab without the value at a path, ``None`` where it can't do without."""
    head, _, rest = path.partition("[")
    index, _, tail = rest.partition("]")
    if head == "vms" and index.isdigit():
        vm = lab.vms[int(index)]
        for part in ("snapshots", "vmx", "power"):
            if tail.startswith(f".{part}"):
                less: dict[str, Any] = {part: "off" if part == "power" else ()}
                smaller = replace(vm, **less)
                return replace(lab, vms=(*lab.vms[:int(index)], smaller, *lab.vms[int(index) + 1:]))
        return replace(lab, vms=(*lab.vms[:int(index)], *lab.vms[int(index) + 1:]))
    if head.startswith("objects."):
        moid = head.removeprefix("objects.")
        return replace(lab, objects=tuple(each for each in lab.objects if each[0] != moid))
    if head.startswith("software_iscsi") and lab.software_iscsi is not None:
        return replace(lab, software_iscsi=_less_iscsi(lab.software_iscsi, head.partition(".")[2], index))
    if head in ("users", "groups", "iscsi_targets") and index.isdigit():
        entries = getattr(lab, head)
        left: dict[str, Any] = {head: (*entries[:int(index)], *entries[int(index) + 1:])}
        return replace(lab, **left)
    if path.startswith("host.") and path != "host.profile":
        part = path.removeprefix("host.")
        return replace(lab, host=replace(lab.host, **{part: getattr(type(lab.host)(), part)}))
    if path.startswith("network") and lab.network is not None:
        return replace(lab, network=None)
    return None


def _less_iscsi(adapter: SoftwareIscsiLab, part: str, index: str) -> SoftwareIscsiLab | None:
    """A software adapter without an entry of one of its lists, or without those that are too many; ``None`` without another
    part, which it can't do without."""
    if part not in ("send_targets", "static_targets"):
        return None
    entries = getattr(adapter, part)
    left = entries[:MOST_TARGETS] if not index else (*entries[:int(index)], *entries[int(index) + 1:])
    less: dict[str, Any] = {part: left}
    return replace(adapter, **less)


def _with_vmx(lab: Lab, host: _Still, like: Esx) -> Lab:
    """A lab with what the ``.vmx`` files of its VMs lack."""
    vms = []
    nodes = {node.values["name"]: node for node in host.inventory.of_type("VirtualMachine")}
    for vm in lab.vms:
        other = like.vms.find(vm.name)
        if other is not None:
            extra, vmx = reading_machines.beyond_keys(nodes[vm.name], like.inventory.node(other))
            vm = replace(vm, extra_config=(*vm.extra_config, *extra), vmx=(*vm.vmx, *vmx))
        vms.append(vm)
    return replace(lab, vms=tuple(vms))


# the properties of the host's own objects


def _with_objects(lab: Lab, host: _Still, like: Esx) -> tuple[Lab, list[Difference]]:
    """A lab with what of the host's own objects differs, and the differences that can't be written."""
    patches: dict[str, dict[str, Any]] = {}
    left = []
    for difference in differences(host.inventory, like.inventory):
        path = _path(difference)
        if path is None or difference.ref.type in _OF_FILES or path[0] in _LISTS:
            left.append(difference)
            continue
        patches.setdefault(difference.ref.value, {})[".".join(path)] = plain_at(
            like.types, difference.ref.type, host.inventory.node(difference.ref).values, path,
        )
    objects = tuple((moid, tuple(parts.items())) for moid, parts in patches.items())
    return replace(lab, objects=objects), left


def _path(difference: Difference) -> tuple[str, ...] | None:
    """The path of what is written for a difference: up to the first list, which is written whole."""
    names: list[str] = []
    for part in difference.path:
        if isinstance(part, int | Setting):
            break
        names.append(part)
    return tuple(names) or None


# what is left


def _told(left: Iterable[Difference]) -> Iterator[str]:
    texts = iter(left)
    for each in islice(texts, _MOST_OMISSIONS):
        yield f"{each.where} is {each.shown}; a host made of the file has {each.shown_other}"
    more = sum(1 for _ in texts)
    if more:
        yield f"and {more} more properties"


def _accounts(host: _Still, like: Esx) -> Iterator[str]:
    """What is not said of accounts, and of what objects keep beside their properties."""
    if host.settings.user != "root":
        yield f'the administrator is "{host.settings.user}": serve the file with --user {host.settings.user}'
    for what, mine, others in (
        ("user", host.access.accounts, like.access.accounts), ("group", host.access.groups, like.access.groups),
    ):
        for name, account in mine.items():
            if name in others and replace(account, salt=b"", secret=b"") != replace(others[name], salt=b"", secret=b""):
                yield f"{what} {name}: its id, name, shell or members are others"
            elif name not in others:
                yield f"{what} {name}"
        yield from (f"there is no {what} {name}" for name in others if name not in mine)
    for node in host.inventory.nodes():
        other = like.inventory.find(node.ref.value)
        if node.ref.type in _COUNTED and other is not None and node.private != other.private:
            yield f"{node.ref.type} {node.ref.value}: what it keeps beside its properties"
