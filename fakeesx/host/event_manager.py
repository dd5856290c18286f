"""EventManager and EventHistoryCollector: reading and posting events. The log itself is in ``events``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fakeesx.host import history_collector
from fakeesx.host.history_collector import HistoryCollector, concerns, lineage
from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.services import lookup
from fakeesx.host.services.sight import Sight, sight_of
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_ARGUMENTS = {
    "vm": "vm", "ds": "datastore", "net": "network", "dvs": "dvs", "host": "host",
    "computeResource": "computeResource", "datacenter": "datacenter",
}  # fmt: skip
"""The event arguments from the most to the least specific, and the property that holds the reference of each."""
_ARGUMENT_TYPES = {
    "VmEventArgument": "vm", "HostEventArgument": "host", "ResourcePoolEventArgument": "resourcepool",
    "ComputeResourceEventArgument": "computeresource", "DatacenterEventArgument": "datacenter",
    "DatastoreEventArgument": "datastore", "NetworkEventArgument": "network", "DvsEventArgument": "dvs",
    "ManagedObjectReference": "moid", "xsd:boolean": "bool",
}  # fmt: skip
"""What RetrieveArgumentDescription calls types (names of the vSphere API reference, ExtensionEventTypeInfo)."""
_COMMON = frozenset({"key", "chainId", "createdTime", "userName", "fullFormattedMessage", "changeTag"})
_LOGGABLE = ("Datacenter", "VirtualMachine", "HostSystem", "ComputeResource")
_VM_FOLDER = "ha-folder-vm"


class EventManager(ManagedObject):
    """The events of a host: ``latestEvent``, queries and collectors.

    Users are told of events about what they may view (inferred).
    """

    per_user = frozenset({"latestEvent"})

    def read_latestEvent(self, call: Call) -> vim.Event | None:
        """The newest event that the caller may know of."""
        chosen = EventFilter(self.host, vim.EventFilterSpec(), sight_of(self.host.access, call.user))
        return next((event for event in reversed(self.host.events.history.events) if chosen.select((event,))), None)

    @classmethod
    def start(cls, host: Esx) -> None:
        """Let collectors follow what is posted."""

        def follow(event: vim.Event) -> None:
            for node in host.inventory.of_type("EventHistoryCollector"):
                EventHistoryCollector(host, node.ref).note(event)

        host.events.at_post.append(follow)

    @method
    def QueryEvents(self, call: Call, filter: vim.EventFilterSpec) -> tuple[vim.Event, ...]:
        """The events that a filter lets through, oldest first. Raises InvalidArgument."""
        chosen = EventFilter(self.host, filter, sight_of(self.host.access, call.user))
        chosen.check()
        return tuple(chosen.select(self.host.events.history.events))

    @method
    def CreateCollectorForEvents(self, call: Call, filter: vim.EventFilterSpec) -> ManagedObjectReference:
        """A collector of events. Raises InvalidState when the session has too many, InvalidArgument."""
        EventFilter(self.host, filter).check()
        return history_collector.create(self, call, "EventHistoryCollector", filter)

    @method
    def LogUserEvent(self, call: Call, entity: ManagedObjectReference, msg: str) -> None:
        """Post a message of the user about an entity.

        Raises InvalidArgument for an entity that is not the root folder, a datacenter, VM, host or compute
        resource, and for an empty message; NoPermission without Global.LogEvent on the entity.
        """
        ref = lookup.require(self.host, call, entity, "ManagedEntity", "entity").ref
        is_a = self.host.model.managed_is_a
        if ref != self.host.root and not any(is_a(ref.type, name) for name in _LOGGABLE):
            raise invalid_argument("entity")
        if not msg:
            raise invalid_argument("msg")
        self.host.access.require(call.user, "Global.LogEvent", ref)
        above = {
            "Folder": ("datacenter", "computeResource", "host"),
            "Datacenter": ("computeResource", "host"),
            "ComputeResource": ("host",),
        }
        argument = vim.ManagedEntityEventArgument(name=self.host.events.name_of(ref), entity=ref)
        self.host.events.post(
            "GeneralUserEvent",
            call=call,
            vm=ref if ref.type == "VirtualMachine" else None,
            message=msg,
            entity=argument,
            **dict.fromkeys(above.get(ref.type, ())),
        )

    @method
    def PostEvent(self, call: Call, eventToPost: vim.Event, taskInfo: vim.TaskInfo | None = None) -> None:
        """Post an event that a client made. Raises InvalidArgument for a bad reference or severity."""
        for name, value in eventToPost.items():
            if isinstance(value, vim.EntityEventArgument):
                refs = [item for _, item in value.items() if isinstance(item, ManagedObjectReference)]
                if any(lookup.find(self.host, call, ref) is None for ref in refs):
                    raise invalid_argument(f"eventToPost.{name}")
        severity = getattr(eventToPost, "severity", None)
        if severity is not None and severity not in vim.EventEventSeverity.members():
            raise invalid_argument("eventToPost.severity")
        event = eventToPost.replace(userName=eventToPost.userName or call.user)
        self.host.events.post_value(event, taskInfo.eventChainId if taskInfo else None)

    @method
    def RetrieveArgumentDescription(self, call: Call, eventTypeId: str) -> tuple[vim.EventArgDesc, ...]:
        """The arguments of an event type (inferred). Raises InvalidArgument for an unknown type."""
        name = eventTypeId.rpartition(".")[2]
        model = self.host.model
        if name not in model.data or not model.data_is_a(name, "Event"):
            raise invalid_argument("eventTypeId")
        return tuple(
            vim.EventArgDesc(name=p.name, type=_ARGUMENT_TYPES.get(p.type, p.type.removeprefix("xsd:")))
            for p in model.properties(name)
            if p.name not in _COMMON
        )


class EventHistoryCollector(HistoryCollector):
    """Reads the events that the host remembers."""

    def items(self) -> Sequence[vim.Event]:
        """The events that the filter lets through, oldest first."""
        return EventFilter(self.host, self.get("filter"), self.sight).select(self.host.events.history.events)

    @staticmethod
    def number(item: Any) -> int:
        """Events are numbered by their keys."""
        number: int = item.key
        return number

    def note(self, event: vim.Event) -> None:
        """Take in a new event."""
        new = EventFilter(self.host, self.get("filter"), self.sight).select((event,))
        if new:
            self.update(latestPage=(*new, *self.get("latestPage"))[: self.node.private.page])

    @method
    def ReadNextEvents(self, call: Call, maxCount: int) -> tuple[vim.Event, ...]:
        """The next newer events, oldest first."""
        return self.read_next(maxCount)

    @method
    def ReadPreviousEvents(self, call: Call, maxCount: int) -> tuple[vim.Event, ...]:
        """The next older events, newest first."""
        return self.read_previous(maxCount)


class EventFilter:
    """What an EventFilterSpec lets through. ``type`` is ignored: it does not work on an ESX host (documented).

    ``sight`` is that of the user who asks; ``None`` for one who sees everything.
    """

    def __init__(self, host: Esx, spec: vim.EventFilterSpec, sight: Sight | None = None) -> None:
        self._host = host
        self._sight = sight
        self._spec = spec
        self._lineages: dict[str, frozenset[str]] = {}

    def check(self) -> None:
        """Raise InvalidArgument for references to what is not there; ESX has no alarms and scheduled tasks."""
        for name in ("alarm", "scheduledTask"):
            if getattr(self._spec, name) is not None:
                raise invalid_argument(f"filter.{name}")
        if self._spec.entity is not None and self._spec.entity.entity not in self._host.inventory:
            raise invalid_argument("filter.entity.entity")

    def select(self, events: Sequence[vim.Event]) -> list[vim.Event]:
        """The events that pass, as the client wants to see them."""
        found = [event for event in events if self._wants(event)]
        if self._spec.disableFullMessage:
            return [event.replace(fullFormattedMessage=None) for event in found]
        return found

    def _wants(self, event: vim.Event) -> bool:
        spec = self._spec
        return (
            (spec.eventChainId is None or event.chainId == spec.eventChainId)
            and (not spec.category or self._host.events.category(event) in spec.category)
            and (not spec.tag or (event.changeTag or "") in spec.tag)
            and (not spec.eventTypeId or self._by_type_id(spec.eventTypeId, event))
            and (spec.userName is None or self._by_user(spec.userName, event))
            and (spec.time is None or self._by_time(spec.time, event))
            and (spec.entity is None or self._by_entity(spec.entity, event))
            and (self._sight is None or self._seen(self._sight, event))
        )

    def _by_type_id(self, wanted: Sequence[str], event: vim.Event) -> bool:
        """EventEx and ExtendedEvent have an identifier of their own; others are known by their type."""
        name = type(event).__name__
        own = getattr(event, "eventTypeId", None)
        return own in wanted if own is not None else name in wanted or f"vim.event.{name}" in wanted

    def _by_user(self, spec: vim.EventFilterSpecByUsername, event: vim.Event) -> bool:
        return event.userName in spec.userList if event.userName else spec.systemUser

    def _by_time(self, spec: vim.EventFilterSpecByTime, event: vim.Event) -> bool:
        time = event.createdTime
        begin, end = spec.beginTime, spec.endTime
        return (begin is None or time >= begin) and (end is None or time <= end)

    def _by_entity(self, spec: vim.EventFilterSpecByEntity, event: vim.Event) -> bool:
        about: ManagedObjectReference | None = None
        within = {self._host.root.value}
        for name, holder in _ARGUMENTS.items():
            argument = getattr(event, name)
            if argument is None:
                continue
            ref: ManagedObjectReference = getattr(argument, holder)
            if about is None:
                about = ref
                within |= self._lineage(ref)
            else:
                within.add(ref.value)
        return concerns(spec.recursion, spec.entity, about.value if about else None, frozenset(within))

    def _seen(self, sight: Sight, event: vim.Event) -> bool:
        """Whether what the event is about may be viewed."""
        for name, holder in _ARGUMENTS.items():
            argument = getattr(event, name)
            if argument is not None:
                return sight.sees(getattr(argument, holder))
        return True

    def _lineage(self, ref: ManagedObjectReference) -> frozenset[str]:
        found = self._lineages.get(ref.value)
        if found is None:
            node = self._host.inventory.find(ref.value)
            found = lineage(self._host, node)
            if node is None and ref.type == "VirtualMachine":
                found = frozenset({_VM_FOLDER})  # a VM that is gone was there
            self._lineages[ref.value] = found
        return found
