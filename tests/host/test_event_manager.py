"""EventManager and EventHistoryCollector: querying, reading back and forth, posting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from calling import Client, Faulted
from copied_vms import FOLDER, HOST, POOL, add_vm, remove_vm
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import READ_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import DataObject, ManagedObjectReference

MANAGER = "ha-eventmgr"
ROOT = ManagedObjectReference("Folder", "ha-folder-root")
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")


def query(client: Client, **spec: Any) -> list[Any]:
    """The events a filter lets through."""
    found: list[Any] = client.call(MANAGER, "QueryEvents", filter=vim.EventFilterSpec(**spec))
    return found


def names(events: list[Any]) -> list[str]:
    """The type names of events."""
    return [type(event).__name__ for event in events]


def about(ref: ManagedObjectReference, recursion: str = "self") -> vim.EventFilterSpecByEntity:
    """A filter by entity."""
    return vim.EventFilterSpecByEntity(
        entity=ref, recursion=vim.EventFilterSpecRecursionOption(recursion)
    )


@pytest.fixture
def vm(host: Esx) -> ManagedObjectReference:
    """A VM with two events."""
    ref = add_vm(host, 1, "web")
    host.events.post("VmStartingEvent", vm=ref)
    host.events.post("VmPoweredOnEvent", vm=ref)
    return ref


def collector(client: Client, **spec: Any) -> ManagedObjectReference:
    """A new collector."""
    made: ManagedObjectReference = client.call(
        MANAGER, "CreateCollectorForEvents", filter=vim.EventFilterSpec(**spec)
    )
    return made


def test_an_empty_filter_gives_every_event_oldest_first(root: Client, vm: ManagedObjectReference) -> None:
    """The login is an event too."""
    events = query(root)
    assert names(events) == ["UserLoginSessionEvent", "VmStartingEvent", "VmPoweredOnEvent"]
    assert [event.key for event in events] == [1, 2, 3]


def test_latest_event_is_the_newest(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """And a waiting client hears of it."""
    spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="EventManager", pathSet=["latestEvent"])],
        objectSet=[vim.ObjectSpec(obj=ManagedObjectReference("EventManager", MANAGER))],
    )
    root.call("ha-property-collector", "CreateFilter", spec=spec, partialUpdates=False)
    first = root.call("ha-property-collector", "WaitForUpdatesEx")
    assert type(first.filterSet[0].objectSet[0].changeSet[0].val).__name__ == "VmPoweredOnEvent"
    answers: list[Any] = []
    root.call("ha-property-collector", "WaitForUpdatesEx", version=first.version).addCallback(answers.append)
    host.events.post("VmPoweredOffEvent", vm=vm)
    assert answers[0].filterSet[0].objectSet[0].changeSet[0].val.vm.name == "web"


def test_a_filter_by_type_is_ignored(root: Client, vm: ManagedObjectReference) -> None:
    """As on an ESX host, where it does not work."""
    assert len(query(root, type=["VmPoweredOnEvent"])) == 3


@pytest.mark.parametrize("name", ["VmPoweredOnEvent", "vim.event.VmPoweredOnEvent"])
def test_a_filter_by_event_type_id(root: Client, vm: ManagedObjectReference, name: str) -> None:
    """With and without the VMODL prefix."""
    assert names(query(root, eventTypeId=[name])) == ["VmPoweredOnEvent"]


def test_a_filter_by_category(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """Those of the event descriptions."""
    reason = vim.LocalizedMethodFault(fault=vim.NotSupported(), localizedMessage="no")
    host.events.post("VmFailedToResetEvent", vm=vm, reason=reason)
    assert names(query(root, category=["error"])) == ["VmFailedToResetEvent"]
    assert len(query(root, category=["info", "error"])) == 4
    assert query(root, category=["user"]) == []


def test_a_filter_by_user(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """What the host does by itself is the system user's."""
    by_name = vim.EventFilterSpecByUsername(systemUser=False, userList=["root"])
    system = vim.EventFilterSpecByUsername(systemUser=True)
    assert names(query(root, userName=by_name)) == ["UserLoginSessionEvent"]
    assert names(query(root, userName=system)) == ["VmStartingEvent", "VmPoweredOnEvent"]


def test_a_filter_by_chain(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """One chain's events only."""
    host.events.post("VmPoweredOffEvent", vm=vm, chainId=2)
    assert names(query(root, eventChainId=2)) == ["VmStartingEvent", "VmPoweredOffEvent"]


def test_a_filter_by_time(host: Esx, root: Client, clock: Clock) -> None:
    """Both ends are included."""
    start = host.now()
    for _ in range(3):
        clock.advance(60)
        host.events.post("GeneralHostInfoEvent", message="tick")

    def between(begin: int | None, end: int | None) -> int:
        times = {
            name: start + timedelta(seconds=seconds)
            for name, seconds in (("beginTime", begin), ("endTime", end)) if seconds is not None
        }
        return len(query(root, time=vim.EventFilterSpecByTime(**times)))

    assert between(60, 120) == 2
    assert between(121, None) == 1
    assert between(None, 0) == 1
    assert between(181, None) == 0


def test_a_filter_by_entity(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """self, children and all; of folders and pools always what happens to their contents."""
    other = add_vm(host, 2, "db")
    host.events.post("VmPoweredOnEvent", vm=other)
    host.events.post("EnteredMaintenanceModeEvent")
    of_vm, of_host = ["VmStartingEvent", "VmPoweredOnEvent"], ["EnteredMaintenanceModeEvent"]
    assert names(query(root, entity=about(vm))) == of_vm
    assert names(query(root, entity=about(vm, "children"))) == []
    assert names(query(root, entity=about(HOST))) == of_host
    assert names(query(root, entity=about(HOST, "children"))) == [*of_vm, "VmPoweredOnEvent"]
    assert names(query(root, entity=about(HOST, "all"))) == [*of_vm, "VmPoweredOnEvent", *of_host]
    assert names(query(root, entity=about(FOLDER))) == [*of_vm, "VmPoweredOnEvent"]
    assert names(query(root, entity=about(POOL, "all"))) == [*of_vm, "VmPoweredOnEvent"]
    assert names(query(root, entity=about(DATACENTER, "all"))) == [*of_vm, "VmPoweredOnEvent", *of_host]


def test_the_root_folder_stands_for_everything(root: Client, vm: ManagedObjectReference) -> None:
    """Also events that name no entity."""
    assert query(root, entity=about(ROOT, "all")) == query(root)


def test_events_outlive_their_vm(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """They are still those of its folder and host."""
    remove_vm(host, vm)
    for ref in (FOLDER, HOST):
        assert names(query(root, entity=about(ref, "all"))) == ["VmStartingEvent", "VmPoweredOnEvent"]


def test_the_full_message_can_be_left_out(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """On request."""
    assert all(event.fullFormattedMessage for event in query(root))
    assert not any(event.fullFormattedMessage for event in query(root, disableFullMessage=True))
    assert all(event.fullFormattedMessage for event in query(root, disableFullMessage=False))


@pytest.mark.parametrize(
    ("spec", "wrong"),
    [
        ({"entity": about(ManagedObjectReference("VirtualMachine", "gone"))}, "filter.entity.entity"),
        ({"alarm": ManagedObjectReference("Alarm", "alarm-1")}, "filter.alarm"),
        ({"scheduledTask": ManagedObjectReference("ScheduledTask", "schedule-1")}, "filter.scheduledTask"),
    ],
)
def test_a_filter_that_refers_to_nothing_is_refused(root: Client, spec: dict[str, Any], wrong: str) -> None:
    """InvalidArgument, by a query and by a collector; ESX has no alarms and no scheduled tasks."""
    for call in (query, collector):
        with pytest.raises(Faulted) as refused:
            call(root, **spec)
        assert refused.value.fault == vim.InvalidArgument(invalidProperty=wrong)


# collectors


@pytest.fixture
def thirty(host: Esx, root: Client) -> list[int]:
    """Thirty events; their keys, oldest first, with the login's."""
    for number in range(30):
        host.events.post("GeneralHostInfoEvent", message=str(number))
    return [event.key for event in query(root)]


def read(client: Client, ref: ManagedObjectReference, which: str, most: int) -> list[int]:
    """The keys of a page."""
    return [event.key for event in client.call(ref, f"Read{which}Events", maxCount=most)]


def test_a_collector_reads_from_the_oldest_on(root: Client, thirty: list[int]) -> None:
    """Page by page, until nothing is left; new events are found then."""
    ref = collector(root)
    assert read(root, ref, "Next", 20) == thirty[:20]
    assert read(root, ref, "Next", 20) == thirty[20:]
    assert read(root, ref, "Next", 20) == []
    root.call(MANAGER, "LogUserEvent", entity=ROOT, msg="more")
    assert read(root, ref, "Next", 20) == [thirty[-1] + 1]


def test_a_collector_reads_back_from_its_latest_page(root: Client, thirty: list[int]) -> None:
    """After ResetCollector, ReadPrevious gives what is older than the latest page, newest first."""
    ref = collector(root)
    root.call(ref, "ResetCollector")
    assert read(root, ref, "Previous", 15) == thirty[-11:-26:-1]
    assert read(root, ref, "Previous", 15) == thirty[-26::-1]
    assert read(root, ref, "Previous", 15) == []
    assert read(root, ref, "Next", 2) == thirty[:2]


def test_rewinding_starts_over(root: Client, thirty: list[int]) -> None:
    """At the oldest event."""
    ref = collector(root)
    read(root, ref, "Next", 7)
    assert read(root, ref, "Previous", 3) == [thirty[6], thirty[5], thirty[4]]
    root.call(ref, "RewindCollector")
    assert read(root, ref, "Previous", 3) == []
    assert read(root, ref, "Next", 2) == thirty[:2]


def test_the_latest_page_holds_the_newest_events(host: Esx, root: Client, thirty: list[int]) -> None:
    """Ten, newest first; it follows new events and the page size."""
    ref = collector(root)

    def page() -> list[int]:
        return [event.key for event in root.get(ref, "latestPage")]

    assert page() == thirty[:-11:-1]
    root.call(ref, "SetCollectorPageSize", maxCount=3)
    assert page() == thirty[:-4:-1]
    new = host.events.post("GeneralHostInfoEvent", message="new").key
    assert page() == [new, thirty[-1], thirty[-2]]
    root.call(ref, "SetCollectorPageSize", maxCount=1000)
    assert page() == [new, *reversed(thirty)]


def test_a_collector_has_its_filter(host: Esx, root: Client, vm: ManagedObjectReference) -> None:
    """It is readable, and both the pages and the reads obey it."""
    spec = vim.EventFilterSpec(entity=about(vm), disableFullMessage=True)
    ref = root.call(MANAGER, "CreateCollectorForEvents", filter=spec)
    assert root.get(ref, "filter") == spec
    host.events.post("VmPoweredOffEvent", vm=vm)
    host.events.post("EnteredMaintenanceModeEvent")
    page = root.get(ref, "latestPage")
    assert names(list(page)) == ["VmPoweredOffEvent", "VmPoweredOnEvent", "VmStartingEvent"]
    assert not any(event.fullFormattedMessage for event in page)
    events = root.call(ref, "ReadNextEvents", maxCount=100)
    assert names(events) == ["VmStartingEvent", "VmPoweredOnEvent", "VmPoweredOffEvent"]


@pytest.mark.parametrize("count", [0, -1])
def test_a_page_has_at_least_one_event(root: Client, count: int) -> None:
    """InvalidArgument for less, wherever a count is given."""
    ref = collector(root)
    for name in ("SetCollectorPageSize", "ReadNextEvents", "ReadPreviousEvents"):
        with pytest.raises(Faulted) as refused:
            root.call(ref, name, maxCount=count)
        assert refused.value.fault == vim.InvalidArgument(invalidProperty="maxCount")


def test_the_number_of_collectors_is_limited_per_session(host: Esx, root: Client) -> None:
    """maxCollector, then InvalidState; another session has its own."""
    most = root.get(MANAGER, "maxCollector")
    refs = [collector(root) for _ in range(most)]
    with pytest.raises(Faulted, match="InvalidState"):
        collector(root)
    collector(Client(host).login())
    root.call(refs[0], "DestroyCollector")
    assert refs[0] not in host.inventory
    collector(root)


def test_collectors_end_with_their_session(host: Esx, root: Client) -> None:
    """And belong to it alone."""
    ref = collector(root)
    other = Client(host).login()
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        other.call(ref, "ReadNextEvents", maxCount=1)
    root.call("ha-sessionmgr", "Logout")
    assert ref not in host.inventory
    host.events.post("GeneralHostInfoEvent", message="nobody listens")


# posting


def test_a_user_event_about_a_vm(root: Client, vm: ManagedObjectReference) -> None:
    """GeneralUserEvent with the message, the user and the entity."""
    root.call(MANAGER, "LogUserEvent", entity=vm, msg="look at this")
    event = root.get(MANAGER, "latestEvent")
    assert isinstance(event, vim.GeneralUserEvent)
    assert (event.message, event.userName, event.vm.vm) == ("look at this", "root", vm)
    assert event.entity == vim.ManagedEntityEventArgument(name="web", entity=vm)
    assert event.host.host == HOST
    assert names(query(root, category=["user"])) == ["GeneralUserEvent"]


def test_a_user_event_names_no_more_than_its_entity(root: Client) -> None:
    """One about the datacenter names no host."""
    root.call(MANAGER, "LogUserEvent", entity=DATACENTER, msg="x")
    event = root.get(MANAGER, "latestEvent")
    assert event.datacenter.datacenter == DATACENTER
    assert event.host is None
    root.call(MANAGER, "LogUserEvent", entity=ROOT, msg="x")
    assert root.get(MANAGER, "latestEvent").datacenter is None


def test_a_user_event_needs_a_proper_entity_and_a_text(host: Esx, root: Client) -> None:
    """No folders but the root, no pools; the text may not be empty."""
    for ref in (FOLDER, POOL):
        with pytest.raises(Faulted) as refused:
            root.call(MANAGER, "LogUserEvent", entity=ref, msg="x")
        assert refused.value.fault == vim.InvalidArgument(invalidProperty="entity")
    with pytest.raises(Faulted) as refused:
        root.call(MANAGER, "LogUserEvent", entity=HOST, msg="")
    assert refused.value.fault == vim.InvalidArgument(invalidProperty="msg")


def test_a_read_only_user_posts_nothing(host: Esx) -> None:
    """Global.LogEvent is missing."""
    host.add_user("reader", "secret1", READ_ONLY)
    reader = Client(host).login("reader", "secret1")
    with pytest.raises(Faulted) as refused:
        reader.call(MANAGER, "LogUserEvent", entity=HOST, msg="x")
    assert refused.value.fault == vim.NoPermission(object=HOST, privilegeId="Global.LogEvent")
    with pytest.raises(Faulted, match="NoPermission"):
        reader.call(MANAGER, "PostEvent", eventToPost=posted(host))
    assert len(query(reader)) == 1


def posted(host: Esx, **values: Any) -> vim.Event:
    """An EventEx as a client makes it."""
    return vim.EventEx(
        key=99, chainId=99, createdTime=host.now() - timedelta(days=1), userName="", eventTypeId="com.example.thing",
        message="it happened", **values,
    )


def test_a_posted_event_gets_key_chain_and_time_from_the_host(host: Esx, root: Client) -> None:
    """The rest is kept; the message is formatted."""
    root.call(MANAGER, "PostEvent", eventToPost=posted(host, severity="warning"))
    event = root.get(MANAGER, "latestEvent")
    assert (event.key, event.chainId, event.createdTime, event.userName) == (2, 2, host.now(), "root")
    assert (event.eventTypeId, event.fullFormattedMessage) == ("com.example.thing", "it happened")
    assert query(root, eventTypeId=["com.example.thing"]) == [event]
    assert query(root, eventTypeId=["EventEx"]) == []
    assert query(root, category=["warning"]) == [event]


def test_a_posted_event_may_belong_to_a_task(host: Esx, root: Client) -> None:
    """Its chain is the task's."""
    vm = add_vm(host, 1)
    task = root.get(root.call(vm, "PowerOffVM_Task"), "info")
    root.call(MANAGER, "PostEvent", eventToPost=posted(host), taskInfo=task)
    assert root.get(MANAGER, "latestEvent").chainId == task.eventChainId


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"vm": vim.VmEventArgument(name="x", vm=ManagedObjectReference("VirtualMachine", "gone"))}, "vm"),
        ({"severity": "dreadful"}, "severity"),
    ],
)
def test_a_posted_event_must_make_sense(
    host: Esx, root: Client, values: dict[str, DataObject | str], wrong: str
) -> None:
    """Its entities are there and its severity is one."""
    with pytest.raises(Faulted) as refused:
        root.call(MANAGER, "PostEvent", eventToPost=posted(host, **values))
    assert refused.value.fault == vim.InvalidArgument(invalidProperty=f"eventToPost.{wrong}")
    assert len(query(root)) == 1


def test_the_arguments_of_an_event_type_are_described(root: Client) -> None:
    """By wire name or VMODL name; common properties are no arguments."""
    for name in ("VmRenamedEvent", "vim.event.VmRenamedEvent"):
        described = root.call(MANAGER, "RetrieveArgumentDescription", eventTypeId=name)
        found = {argument.name: argument.type for argument in described}
        assert found["vm"] == "vm"
        assert found["oldName"] == "string"
        assert found["template"] == "bool"
        assert "key" not in found
    for name in ("NoSuchEvent", "VirtualDisk", ""):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(MANAGER, "RetrieveArgumentDescription", eventTypeId=name)
