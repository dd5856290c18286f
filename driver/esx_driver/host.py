"""The host as the driver sees it: where things are on it, found with one call; its datastores and its capacity."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from esx_driver.datastore.choice import Datastore
from esx_driver.datastore.transfer import Transfer
from esx_driver.errors import HostError
from esx_driver.network.port_groups import PortGroups
from esx_driver.storage.iscsi import InternetScsi
from esx_driver.vim import properties
from esx_driver.vim.properties import Found
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session
from esx_driver.vim.tasks import Tasks

_DATASTORE = ("summary", "info", "host")


@dataclass(frozen=True)
class Places:
    """The standing objects of a standalone host."""

    datacenter: Ref
    datacenter_name: str
    vm_folder: Ref
    compute_resource: Ref
    pool: Ref
    host: Ref


class Host:
    """A host through a session; thread-safe. ``interval``: seconds between looks at tasks where a host can't tell."""

    def __init__(self, session: Session, interval: float = 5.0) -> None:
        self.session = session
        self.tasks = Tasks(session, interval)
        self._lock = threading.Lock()
        self._places: Places | None = None
        self._port_groups: PortGroups | None = None
        self._iscsi: InternetScsi | None = None
        self._counters: dict[str, int] | None = None
        self._turns: dict[Ref, threading.Lock] = {}
        self._holding: Counter[Ref] = Counter()

    @contextmanager
    def alone(self, ref: Ref) -> Iterator[None]:
        """While this thread is the only one that works on an object, of those that ask: others wait for their turn."""
        with self._lock:
            turn = self._turns.setdefault(ref, threading.Lock())
            self._holding[ref] += 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                self._holding[ref] -= 1
                if not self._holding[ref]:
                    del self._holding[ref], self._turns[ref]

    @property
    def places(self) -> Places:
        """Where things are; they do not change while a host runs. Raises as ``Session.call``."""
        with self._lock:
            if self._places is None:
                self._places = _places(self._find("Datacenter", "ComputeResource"))
            return self._places

    @property
    def transfer(self) -> Transfer:
        """Files to and from the datastores."""
        return Transfer(self.session, self.places.datacenter_name)

    @property
    def port_groups(self) -> PortGroups:
        """The host's networks."""
        places = self.places
        with self._lock:
            if self._port_groups is None:
                self._port_groups = PortGroups(self.session, places.host)
            return self._port_groups

    @property
    def iscsi(self) -> InternetScsi:
        """The host's software iSCSI adapter."""
        places = self.places
        with self._lock:
            if self._iscsi is None:
                self._iscsi = InternetScsi(self.session, places.host)
            return self._iscsi

    @property
    def counters(self) -> dict[str, int]:
        """The keys of the performance counters by their names, ``cpu.usage.average``; they do not change."""
        with self._lock:
            if self._counters is None:
                (found,) = properties.get(self.session, self.manager("perfManager"), "perfCounter")
                self._counters = {
                    f"{each.groupInfo.key}.{each.nameInfo.key}.{each.rollupType}": each.key for each in found or ()
                }
            return self._counters

    def manager(self, name: str) -> Ref:
        """A managed object of the service content, such as ``fileManager``."""
        return self.session.manager(name)

    def datastores(self) -> list[Datastore]:
        """The datastores as they are now, and where things are, in one call."""
        found = self._find("Datacenter", "ComputeResource", "Datastore")
        with self._lock:
            self._places = self._places or _places(found)
        return [_datastore(each) for each in found if each.ref.type == "Datastore"]

    def _find(self, *types: str) -> list[Found]:
        return list(properties.objects_of(self.session, {type_: _PATHS[type_] for type_ in types}))


_PATHS: dict[str, tuple[str, ...]] = {
    "Datacenter": ("name", "vmFolder"),
    "ComputeResource": ("resourcePool", "host"),
    "Datastore": _DATASTORE,
}


def _places(found: Iterable[Found]) -> Places:
    by_type = {each.ref.type: each for each in found}
    try:
        datacenter, resource = by_type["Datacenter"], by_type["ComputeResource"]
        return Places(
            datacenter.ref, datacenter.values["name"], datacenter.values["vmFolder"], resource.ref,
            resource.values["resourcePool"], resource.values["host"][0],
        )
    except (KeyError, IndexError):
        raise HostError("this is no standalone host: it has no datacenter with a compute resource and a host") from None


def _datastore(found: Found) -> Datastore:
    summary, info = found.values["summary"], found.get("info")
    mounts: list[Any] = [mount.mountInfo for mount in found.get("host") or ()]
    return Datastore(
        found.ref, summary.name, summary.type, summary.freeSpace, summary.capacity, summary.accessible,
        all(mount.accessMode != "readOnly" for mount in mounts),
        getattr(summary, "maintenanceMode", None) not in (None, "normal"), getattr(info, "maxFileSize", None) or None,
    )
