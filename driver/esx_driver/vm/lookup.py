"""Finding machines: by uuid or name, with one call however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from esx_driver.errors import InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref

POWER_STATES = {"poweredOn": "running", "poweredOff": "shutdown", "suspended": "suspended"}
"""How OpenStack names power states."""
INFO = ("name", "config.instanceUuid", "summary.config.numCpu", "summary.config.memorySizeMB", "runtime.powerState")
"""The properties that ``info_of`` takes."""


@dataclass(frozen=True)
class Info:
    """A machine at a glance; memory in KiB, as OpenStack counts it."""

    name: str
    uuid: str
    state: str
    memory_kb: int
    vcpus: int


def by_uuid(host: Host, uuid: str) -> Ref:
    """The machine whose instance uuid it is. Raises ``InstanceNotFound``."""
    found = host.session.call("FindByUuid", host.manager("searchIndex"), uuid=uuid, vmSearch=True, instanceUuid=True)
    if found is None:
        raise InstanceNotFound(uuid)
    ref: Ref = found
    return ref


def by_name(host: Host, name: str) -> Ref:
    """The machine of a name. Raises ``InstanceNotFound``."""
    path = f"{host.places.datacenter_name}/vm/{escapes.escaped(name)}"
    found = host.session.call("FindByInventoryPath", host.manager("searchIndex"), inventoryPath=path)
    if found is None or found.type != "VirtualMachine":
        raise InstanceNotFound(name)
    ref: Ref = found
    return ref


def list_names(host: Host) -> list[str]:
    """The names of the machines that can be used, sorted: not of those whose files are gone."""
    found = properties.objects(host.session, "VirtualMachine", "name", "runtime.connectionState")
    return sorted(
        escapes.plain(each.values["name"]) for each in found
        if each.get("runtime.connectionState") not in ("orphaned", "inaccessible") and each.get("name") is not None
    )


def list_uuids(host: Host) -> list[str]:
    """The instance uuids of the machines that can be used."""
    found = properties.objects(host.session, "VirtualMachine", "config.instanceUuid", "runtime.connectionState")
    return sorted(
        each.values["config.instanceUuid"] for each in found
        if each.get("runtime.connectionState") not in ("orphaned", "inaccessible") and each.get("config.instanceUuid")
    )


def info(host: Host, vm: Ref, name: str) -> Info:
    """A machine at a glance. Raises ``InstanceNotFound``."""
    return info_of(*read(host, vm, name, *INFO))


def info_of(name: str, uuid: str | None, cpus: int | None, memory_mb: int | None, power: str) -> Info:
    """A machine at a glance, of the properties ``INFO``."""
    return Info(escapes.plain(name), uuid or "", POWER_STATES.get(power, "nostate"), (memory_mb or 0) * 1024, cpus or 0)


def networks(host: Host, vm: Ref, name: str) -> list[str]:
    """The names of the networks that a machine is on. Raises ``InstanceNotFound``."""
    (refs,) = read(host, vm, name, "network")
    return [escapes.plain(each.values["name"]) for each in properties.get_all(host.session, refs or [], "name")]


def read(host: Host, vm: Ref, name: str, *paths: str) -> tuple[Any, ...]:
    """Properties of a machine; one that is gone meanwhile was not found. Raises ``InstanceNotFound``."""
    try:
        return properties.get(host.session, vm, *paths)
    except faults.ManagedObjectNotFound:
        raise InstanceNotFound(name) from None
