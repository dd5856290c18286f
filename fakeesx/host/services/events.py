"""What happens on a host, told as vim25 events.

The log is part of the inventory (the private state of the EventManager), so that a task that fails leaves no
event of what it undid, and restoring a snapshot restores the log too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from fakeesx.host.managed_object import Call
from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference
from fakeesx.soap.errors import SoapError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.services.sessions import Session

KEPT = 1000
"""How many events a host remembers (inferred)."""
_BUNDLE = 25

MANAGER = ManagedObjectReference("EventManager", "ha-eventmgr")

Follower: TypeAlias = Callable[[vim.Event], None]

_DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")
_COMPUTE_RESOURCE = ManagedObjectReference("ComputeResource", "ha-compute-res")
_HOST = ManagedObjectReference("HostSystem", "ha-host")
_PLACELESS = frozenset({"SessionEvent", "AuthorizationEvent"})
"""Events that are about users, not about entities: they name no datacenter and no host (inferred)."""
_FAILURES = {
    "PowerOnVM_Task": "VmFailedToPowerOnEvent",
    "PowerOffVM_Task": "VmFailedToPowerOffEvent",
    "SuspendVM_Task": "VmFailedToSuspendEvent",
    "ResetVM_Task": "VmFailedToResetEvent",
}
_LOGINS = frozenset({"Login", "CloneSession"})


@dataclass(frozen=True, slots=True)
class History:
    """The events a host remembers, and the key of the newest ever.

    They are held in bundles of ``_BUNDLE``, so that another one costs the same however many there are.
    """

    older: tuple[tuple[vim.Event, ...], ...] = ()
    newest: tuple[vim.Event, ...] = ()
    last_key: int = 0

    @property
    def events(self) -> tuple[vim.Event, ...]:
        """The last ``KEPT`` events, oldest first."""
        return (*chain.from_iterable(self.older), *self.newest)[-KEPT:]

    def __add__(self, event: vim.Event) -> History:
        """The history with one more event."""
        older, newest = self.older, (*self.newest, event)
        if len(newest) == _BUNDLE:
            older, newest = (*older, newest)[-KEPT // _BUNDLE :], ()
        return History(older, newest, event.key)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of an event type."""

    make: type[DataObject]
    message: str
    category: str
    placed: bool
    of_vm: bool


class EventLog:
    """The events of one host: ``post`` adds one."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._inventory: Inventory = host.inventory
        self._kinds: dict[str, _Kind] = {}
        self._described: dict[str, tuple[str, str]] = {}
        self._place_names: tuple[str, ...] = ()
        self._place: dict[str, DataObject] = {}
        self.at_post: list[Follower] = []
        """Called with each new event, within the transaction that posts it."""
        host.tasks.at_end.append(self._task_ended)
        host.sessions.at_end.append(self._session_ended)
        host.on_failure.append(self._call_failed)

    @property
    def history(self) -> History:
        """What the host remembers now."""
        return self._inventory.node(MANAGER).private or History()

    def post(
        self,
        type_name: str,
        *,
        call: Call | None = None,
        vm: ManagedObjectReference | None = None,
        **fields: Any,
    ) -> vim.Event:
        """Add an event of a vim25 event type; the result is the event.

        Key, chain, time, user, the event arguments (datacenter, computeResource, host and, when ``vm`` is
        given, the VM) and the message are filled in; ``fields`` are the type's own properties and may
        override any of these. An event of a call that started a task belongs to the task's chain. Raises
        ``KeyError`` for an unknown type, ``TypeError`` for a property it lacks.
        """
        kind = self._kinds.get(type_name) or self._kind(type_name)
        history = self.history
        key = history.last_key + 1
        values: dict[str, Any] = {
            "key": key,
            "chainId": (call.chain if call else 0) or key,
            "createdTime": self._host.now(),
            "userName": call.user if call else "",
        }
        if kind.placed:
            values.update(self._where())
        if vm is not None:
            values["vm"] = self.vm_argument(vm)
        if kind.of_vm:
            values["template"] = False
        values.update(fields)
        if "fullFormattedMessage" not in values:
            known = values
            if kind.of_vm and vm is None and values.get("configSpec") is not None:
                known = {**values, "vm": values["configSpec"]}  # a VM that is being created: its name to be
            values["fullFormattedMessage"] = _formatted(kind.message, known)
        event: vim.Event = kind.make(**values)  # type: ignore[assignment]
        self._enter(event, history)
        return event

    def post_value(self, event: vim.Event, chain: int | None = None) -> vim.Event:
        """Add an event that a client made: key, chain and time are the host's, the rest is taken as it is."""
        history = self.history
        key = history.last_key + 1
        event = event.replace(key=key, chainId=key if chain is None else chain, createdTime=self._host.now())
        if event.fullFormattedMessage is None:
            message = self._kind(type(event).__name__).message
            event = event.replace(fullFormattedMessage=_formatted(message, dict(event.items())))
        self._enter(event, history)
        return event

    def _enter(self, event: vim.Event, history: History) -> None:
        with self._inventory.transaction():
            self._inventory.update(MANAGER, private=history + event, latestEvent=event)
            for follower in self.at_post:
                follower(event)

    def category(self, event: vim.Event) -> str:
        """The category of an event: info, warning, error or user."""
        severity: str | None = getattr(event, "severity", None)
        return severity or self._kind(type(event).__name__).category

    def vm_argument(self, vm: ManagedObjectReference) -> vim.VmEventArgument:
        """How an event names a VM; a VM that is gone is named by its moid."""
        return vim.VmEventArgument(name=self.name_of(vm), vm=vm)

    def name_of(self, ref: ManagedObjectReference) -> str:
        """The name of an entity, its moid when it has none."""
        node = self._inventory.find(ref.value)
        return ref.value if node is None else node.values.get("name", ref.value)

    def _where(self) -> dict[str, DataObject]:
        """The event arguments that say where: the same values until something is renamed."""
        names = (self.name_of(_DATACENTER), self.name_of(_COMPUTE_RESOURCE), self.name_of(_HOST))
        if self._place_names != names:
            datacenter, resource, host = names
            self._place_names = names
            self._place = {
                "datacenter": vim.DatacenterEventArgument(name=datacenter, datacenter=_DATACENTER),
                "computeResource": vim.ComputeResourceEventArgument(
                    name=resource, computeResource=_COMPUTE_RESOURCE,
                ),
                "host": vim.HostEventArgument(name=host, host=_HOST),
            }
        return self._place

    def _kind(self, name: str) -> _Kind:
        """What is known of an event type; message and category are its own or its nearest base type's."""
        found = self._kinds.get(name)
        if found is None:
            if not self._described:
                infos = self._inventory.get(MANAGER, "description").eventInfo
                self._described = {info.key: (info.fullFormat, info.category) for info in infos}
            cls = self._host.types.data(name)
            bases = [base.__name__ for base in cls.__mro__]
            described = next((base for base in bases if base in self._described), None)
            message, category = self._described[described] if described else ("", "info")
            of_vm = cls.property_named("template") is not None
            found = self._kinds[name] = _Kind(cls, message, category, _PLACELESS.isdisjoint(bases), of_vm)
        return found

    # what is posted for things that no managed object posts itself

    def _task_ended(self, info: vim.TaskInfo) -> None:
        """A task that failed undid the events it posted; that it failed is told here."""
        name = _FAILURES.get(info.name or "")
        if name and info.error is not None and info.entity is not None:
            user = getattr(info.reason, "userName", "")
            self.post(name, vm=info.entity, reason=info.error, userName=user, chainId=info.eventChainId)

    def _session_ended(self, session: Session) -> None:
        self.post("UserLogoutSessionEvent", userName=session.user)

    def _call_failed(self, call: Call, error: SoapError) -> None:
        if call.method.name in _LOGINS and call.session is None and isinstance(error.fault, vim.InvalidLogin):
            self.post(
                "BadUsernameSessionEvent", userName=call.arguments.get("userName", ""), ipAddress=call.peer,
            )


_FIELD = re.compile(r"\{([A-Za-z.]+)\}")


@lru_cache(maxsize=512)
def _parsed(template: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A format's literal texts, and between them the paths of its fields."""
    pieces = _FIELD.split(template)
    return tuple(pieces[::2]), tuple(tuple(path.split(".")) for path in pieces[1::2])


def _formatted(template: str, values: dict[str, Any]) -> str:
    literals, paths = _parsed(template)
    out = [literals[0]]
    for path, literal in zip(paths, literals[1:], strict=True):
        value = values.get(path[0])
        for name in path[1:]:
            if name == "msg" and isinstance(value, vim.LocalizedMethodFault):
                name = "localizedMessage"  # the formats call it so
            value = getattr(value, name, None)
        out.append("" if value is None else str(value))
        out.append(literal)
    return "".join(out)
