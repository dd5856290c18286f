"""One simulated host: its inventory, clock, sessions, tasks and everything else a managed object may need.

Hosts share nothing that changes: any number of them live in one process.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from twisted.logger import Logger

from fakeesx.calls import Bounds, RequestLog
from fakeesx.clock import Clock, background, movable, waiting_of
from fakeesx.durations import durations
from fakeesx.host import registry
from fakeesx.host.chaos import Chaos
from fakeesx.host.managed_object import Call, ManagedObject
from fakeesx.host.pipeline import Pipeline
from fakeesx.host.property_collector.filters import Collectors
from fakeesx.host.property_collector.selection import PathSets, Selector
from fakeesx.host.services.access import ADMIN, Access, Account, digest
from fakeesx.host.services.auto_start import AutoStart
from fakeesx.host.services.blocking import AtOnce, Blocking, Counted
from fakeesx.host.services.checkpoints import Checkpoints
from fakeesx.host.services.console_tickets import ConsoleTickets
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.host.services.datastores import Datastores
from fakeesx.host.services.events import EventLog
from fakeesx.host.services.guest_timers import GuestTimers
from fakeesx.host.services.guests import Guests
from fakeesx.host.services.host_clock import clock_offset
from fakeesx.host.services.host_files import HostFiles
from fakeesx.host.services.host_power import HostPower
from fakeesx.host.services.ids import Ids
from fakeesx.host.services.iscsi_targets import IscsiTargets
from fakeesx.host.services.load import Load
from fakeesx.host.services.networks import Networks
from fakeesx.host.services.provisioning import provide
from fakeesx.host.services.sessions import IDLE_TIMEOUT, Session, Sessions
from fakeesx.host.services.statistics import Statistics
from fakeesx.host.services.tasks import Tasks, from_seconds
from fakeesx.host.services.vm_index import VmIndex
from fakeesx.host.services.vm_tree import VmTree
from fakeesx.host.views import Views
from fakeesx.host.virtual_machine.populate import populate
from fakeesx.host.virtual_machine.questions import Questions
from fakeesx.host.virtual_machine.revive import revive
from fakeesx.inventory import Inventory
from fakeesx.inventory.profile import Profile, load_profile
from fakeesx.network.specs import NetworkSpec
from fakeesx.schema import vim
from fakeesx.schema.arrays import array_names
from fakeesx.schema.model import Method, Model
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.soap.encode import encoder
from fakeesx.soap.errors import SoapError
from fakeesx.storage.past import History
from fakeesx.storage.reading import STAGING
from fakeesx.storage.volumes import Volumes

if TYPE_CHECKING:
    from pathlib import Path

    from fakeesx.host.services.keeping import Kept

T = TypeVar("T")

_SELECTORS = 256


@dataclass(frozen=True)
class Settings:
    """How a host is to be. ``root`` is the folder its datastores live in."""

    root: Path
    profile: str = "esx-4.1"
    license: str | None = None
    user: str = "root"
    password: str = "vmware"  # noqa: S105 - the documented default of a test host
    vms: int = 0
    datastores: tuple[DatastoreSpec, ...] | None = None
    """The datastores, in place of the profile's own one."""
    spare_luns: tuple[int, ...] = ()
    """Blank disks that a VMFS datastore can be made on: the capacity of each in bytes."""
    network: NetworkSpec | None = None
    """Network cards, switches and port groups, in place of the profile's own."""
    session_timeout: float = IDLE_TIMEOUT
    task_seconds: str | Callable[[str], float] = "instant"
    """How long tasks take: a profile's name (instant, realistic), or a function from a method's name to seconds."""
    log_bounds: Bounds = field(default=Bounds())
    """How much of the requests is remembered."""


class Esx:
    """A simulated ESX host. ``clock`` is its time, ``source`` its randomness, ``blocking`` does what takes long (copies).

    ``kept``: the folder in which it outlives its process.
    """

    def __init__(
        self, settings: Settings, clock: Clock, source: random.Random, blocking: Blocking | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.log = Logger()  # not the class's, which would put the host into every message: some are kept for long
        self.kept = kept
        self.restored = kept is not None and not kept.is_new
        """Whether this is the host that was in ``kept``, and not a new one."""
        self.settings = settings
        self.clock = movable(clock)
        self.background = background(self.clock)
        """The clock for what only keeps house: a virtual one does not jump for its timers."""
        self.waiting = waiting_of(self.clock)
        """Who waits for time to pass, and what has to be done before it may."""
        self.blocking: Blocking = Counted(blocking or AtOnce(), self.waiting)
        self.types = vim.TYPES
        self.model: Model = vim.TYPES.model
        self.encoder = encoder()
        self.invalid_request: DataObject = vim.InvalidRequest()
        self.profile: Profile = load_profile(settings.profile, settings.license)
        self.chaos = Chaos(self, source)
        self.ids = Ids(source)
        self.boot_seconds = clock.seconds()
        if kept is not None and self.restored:
            self.ids.go_on(kept.fact("ids", {}))
            self.boot_seconds = kept.fact("boot", self.boot_seconds)
        self.inventory = Inventory(self.model)
        self.access = Access(self.inventory)
        self.sessions = Sessions(clock, self.ids, settings.session_timeout, self.boot_seconds)
        self.tasks = Tasks(self, durations(settings.task_seconds), source)
        self.collectors = Collectors(self)
        self.console_tickets = ConsoleTickets(clock)
        self.questions = Questions(self)
        self.ssl_thumbprint = ""
        """SHA-1 of the certificate that the host is reached with; empty without TLS."""
        self._session_data: dict[tuple[str, str], Any] = {}
        self.path_sets = PathSets(self.model)
        self._selectors: dict[int, tuple[vim.PropertyFilterSpec, Selector]] = {}
        self._missing_methods: set[str] = set()
        self.sessions.at_end.append(self._session_ended)
        self.past = History(f"{settings.root.resolve()}/{STAGING}", kept.files if kept is not None else None)
        """The files as they were."""
        self.at_stop: list[Callable[[], None]] = []
        self.on_call: list[Callable[[Call], None]] = []
        self.on_failure: list[Callable[[Call, SoapError], None]] = []
        self.on_screen: list[Callable[[ManagedObjectReference], None]] = []
        """Called when the guest of a VM has written on its screen."""
        self.events = EventLog(self)
        self.auto_start = AutoStart(self)
        self.views = Views(self.inventory, self.access, self.user_of)
        self.vm_index = VmIndex(self.inventory)
        self.files = HostFiles(self)
        self.vms = VmTree(self)
        self.guests = Guests(self)
        self.guest_timers = GuestTimers(self)
        if kept is not None and self.restored:
            with self.inventory.transaction():  # of its own: what follows from these objects is among them already
                for stored in kept.objects:
                    self.inventory.add(stored.ref, stored.values, stored.private)
        with self.inventory.transaction():
            if not self.restored:
                for ref, values in self.profile.objects.items():
                    self.inventory.add(ref, values)
                self.add_user(settings.user, settings.password, ADMIN)
                provide(self, settings.datastores, settings.spare_luns)
            self.iscsi_targets = IscsiTargets(self)
            self.datastores = Datastores(self)
            self.networks = Networks(self, settings.network)
            self.load = Load(self)
            self.statistics = Statistics(self, self.load)
            self.power = HostPower(self)
            registry.start(self)
        with self.inventory.transaction():
            if self.restored:
                revive(self)
            elif settings.vms:
                populate(self, settings.vms)
        self.requests = RequestLog(
            self.types, clock, self.inventory, partial(clock_offset, self.inventory), settings.log_bounds,
        )
        """What clients asked of this host."""
        self.tasks.at_end.append(self.requests.task_ended)
        self.pipeline = Pipeline(self)
        self.checkpoints = Checkpoints(self)

    @property
    def root(self) -> ManagedObjectReference:
        """The root folder."""
        return _ROOT

    @property
    def volumes(self) -> Volumes:
        """The datastores as folders of files."""
        return self.datastores.volumes

    def now(self) -> datetime:
        """The date and time on this host, UTC. UpdateDateTime makes it differ from the clock."""
        return from_seconds(self.clock.seconds() + clock_offset(self.inventory))

    def measuring(self) -> AbstractContextManager[None]:
        """What changes within is measured anew all the time, and need not be kept."""
        return nullcontext() if self.kept is None else self.kept.measuring()

    # managed objects

    def class_of(self, type: str) -> type[ManagedObject]:
        """The class that simulates a managed type."""
        return registry.class_of(type)

    def object(self, ref: ManagedObjectReference) -> ManagedObject:
        """The managed object of a reference, whether it is there or not."""
        return registry.class_of(ref.type)(self, ref)

    def array(self, wire_type: str, items: Iterable[Any]) -> Array:
        """An array value of items of a wire type."""
        return Array(array_names(wire_type)[0], items)

    def scalar_type(self, type: str, name: str) -> str | None:
        """The wire type of a managed property that is a plain scalar, ``None`` for others."""
        return _scalars()[type].get(name)

    def sorted_properties(self, type: str, view: Model) -> tuple[tuple[str, str | None], ...]:
        """The properties of a managed type in the order ``all`` reports them: sorted by name (recorded)."""
        return _sorted(view.version, type)

    def selector(self, spec: vim.PropertyFilterSpec, session: Session | None) -> Selector:
        """The compiled form of a spec for a session; the same spec is compiled once."""
        known = self._selectors.get(id(spec))  # a repeated request is the same object: it is decoded once
        if known is None:
            known = spec, Selector(self.path_sets, spec)
            if len(self._selectors) >= _SELECTORS:
                del self._selectors[next(iter(self._selectors))]
            self._selectors[id(spec)] = known
        known[1].require_starts(self.inventory, session.key if session else None)
        return known[1]

    # what VMs ask of the host

    @property
    def in_maintenance(self) -> bool:
        """Whether the host is in maintenance mode."""
        return bool(self.inventory.get(HOST, "runtime").inMaintenanceMode)

    @property
    def cpu_mhz(self) -> int:
        """The speed of one core, in MHz."""
        return int(self.inventory.get(HOST, "summary").hardware.cpuMhz)

    def capacity(self) -> tuple[int, int]:
        """What VMs can reserve at all: MHz and MB."""
        config = self.inventory.get(ROOT_POOL, "config")
        return int(config.cpuAllocation.reservation), int(config.memoryAllocation.reservation)

    def device_names(self, kind: str) -> tuple[str, ...]:
        """The names of the host's own devices that VMs can use: cdrom, floppy, serial, parallel, scsi, pci, usb or sound."""
        if kind == "cdrom":
            storage = self.inventory.get(HOST, "config").storageDevice
            luns = storage.scsiLun if storage is not None else ()
            return tuple(lun.deviceName for lun in luns if lun.lunType == "cdrom")
        return _DEVICES.get(kind, ())

    # sessions

    def add_user(self, name: str, password: str, role: int, full_name: str = "") -> None:
        """Make a local user with a role on the whole host."""
        salt = self.ids.hex(16).encode()
        number = 0 if name == "root" else 500 + len(self.access.accounts)
        secret = digest(password, salt)
        self.access.put_account(Account(name, number, full_name or name, secret, salt, shell_access=not number))
        permission = vim.Permission(entity=_ROOT, principal=name, group=False, roleId=role, propagate=True)
        others = [p for p in self.access.permissions_on(_ROOT) if p.group or p.principal != name]
        self.access.set_permissions(_ROOT, (*others, permission))

    def user_of(self, session_key: str) -> str | None:
        """The user of a session by its key; ``None`` when it has ended."""
        session = self.sessions.by_key(session_key)
        return session.user if session is not None else None

    def session_data(self, call: Call, name: str, make: Callable[[], T]) -> T:
        """What the host keeps for a session under a name; made when first asked for."""
        key = (call.session.key if call.session else "", name)
        if key not in self._session_data:
            self._session_data[key] = make()
        data: T = self._session_data[key]
        return data

    def forget_session_data(self, session: Session, *names: str) -> None:
        """What was kept for a session under these names is of no use any more."""
        for name in names:
            self._session_data.pop((session.key, name), None)

    def _session_ended(self, session: Session) -> None:
        self.collectors.drop(session.key)
        for key in [key for key in self._session_data if key[0] == session.key]:
            del self._session_data[key]
        with self.inventory.transaction():
            for node in [node for node in self.inventory.nodes() if node.owner == session.key]:
                self.inventory.remove(node.ref)

    # what the pipeline asks and tells

    def called(self, call: Call) -> None:
        """A call has passed all checks."""
        for observer in self.on_call:
            observer(call)

    def failed(self, call: Call, error: SoapError) -> None:
        """A call was answered with a fault."""
        for observer in self.on_failure:
            observer(call, error)

    def not_simulated(self, method: Method) -> None:
        """Note, once for each, that a client wanted a method that is not simulated yet."""
        if method.name not in self._missing_methods:
            self._missing_methods.add(method.name)
            self.log.warn(
                "{owner}.{name} is not simulated yet; see `fakeesx methods`", owner=method.owner, name=method.name,
            )

    def stop(self) -> None:
        """End sessions, tasks and timers."""
        self.chaos.stop()
        for callback in tuple(self.at_stop):
            callback()
        self.guest_timers.stop()
        self.power.stop()
        self.statistics.stop()
        self.tasks.stop()
        self.sessions.stop()
        self.datastores.close()


_ROOT = ManagedObjectReference("Folder", "ha-folder-root")
HOST = ManagedObjectReference("HostSystem", "ha-host")
ROOT_POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
_DEVICES = {
    "floppy": ("/dev/fd0",), "parallel": ("/dev/parport0",),
    "serial": ("/dev/char/serial/uart0", "/dev/char/serial/uart1"),
}
"""Devices of the service console's kernel, besides those the profile lists (inferred)."""


@lru_cache(maxsize=1)
def _scalars() -> dict[str, dict[str, str]]:
    """The managed properties that are plain scalars, by type and name."""
    model = vim.TYPES.model
    return {
        type: {
            name: prop.type
            for name, prop in model.managed_properties(type).items()
            if prop.type.startswith("xsd:") and prop.type != "xsd:anyType" and not prop.array
        }
        for type in model.managed
    }


@lru_cache(maxsize=512)
def _sorted(version: str, type: str) -> tuple[tuple[str, str | None], ...]:
    from fakeesx.schema.model import load

    view = load(version)
    scalars = _scalars()[type]
    names = view.managed_properties(type) if type in view.managed else {}
    return tuple((name, scalars.get(name)) for name in sorted(names))
