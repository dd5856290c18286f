"""Reading properties: of one object, of several, of all; a page at a time, also when the session ends between two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from driver_sessions import last, methods_of, session_of
from esx_driver.errors import NotSoap
from esx_driver.vim import Ref, Session, faults, properties

from fakeesx import FakeESX

HOST = Ref("HostSystem", "ha-host")
VMS = 13


@pytest.fixture
def many() -> Iterator[FakeESX]:
    """A host with machines."""
    with FakeESX(seed=1, vms=VMS) as esx:
        yield esx


@pytest.fixture
def session(many: FakeESX, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session whose pages hold five objects."""
    monkeypatch.setattr(properties, "PAGE", 5)
    with session_of(many) as session:
        yield session


def names(session: Session) -> list[str]:
    """Of all machines, as they come."""
    return [found.values["name"] for found in properties.objects(session, "VirtualMachine", "name")]


def test_values(session: Session) -> None:
    """Plain ones, references, arrays as lists, structures with their fields, ``None`` for what is not set."""
    name, vms, switches, summary, parent = properties.get(session, HOST, "name", "vm", "config.network.vswitch", "summary",
                                                          "parent")
    assert isinstance(name, str)
    assert {type(vm) for vm in vms} == {Ref}
    assert len(vms) == VMS
    assert [switch.name for switch in switches] == ["vSwitch0"]
    assert summary.hardware.numCpuCores > 0
    assert parent == Ref("ComputeResource", "ha-compute-res")
    assert str(parent) == "ComputeResource:ha-compute-res"
    vm = vms[0]
    assert properties.get(session, vm, "snapshot", "guest.ipAddress", "name")[:2] == (None, None)


def test_arrays_of_values(session: Session) -> None:
    """Of texts and of structures; an empty one is an empty list."""
    (folder,) = properties.get(session, session.manager("rootFolder"), "childType")
    assert folder == ["Datacenter"]
    (recent,) = properties.get(session, session.manager("taskManager"), "recentTask")
    assert recent == []


def test_unknown_property(session: Session) -> None:
    """The host's fault, with the property's name."""
    with pytest.raises(faults.VimFault, match="InvalidProperty") as caught:
        properties.get(session, HOST, "nam")
    assert caught.value.name == "InvalidProperty"
    assert caught.value.name_ == "nam"


def test_property_that_is_not_given(many: FakeESX, session: Session) -> None:
    """What the host refuses is not taken for unset: its fault is raised, or kept with the object."""
    content = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        '<s:Body><RetrievePropertiesExResponse xmlns="urn:vim25"><returnval><objects><obj type="HostSystem">ha-host</obj>'
        "<missingSet><path>name</path><fault><fault i:type='NoPermission'><object type='HostSystem'>ha-host</object>"
        "<privilegeId>System.Read</privilegeId></fault><localizedMessage>no</localizedMessage></fault></missingSet>"
        "</objects></returnval></RetrievePropertiesExResponse></s:Body></s:Envelope>"
    )
    many.chaos.add("RetrievePropertiesEx", status=200, body=content, content_type="text/xml")
    with pytest.raises(faults.NoPermission, match="no") as caught:
        properties.get(session, HOST, "name")
    assert caught.value.privilegeId == "System.Read"
    (found,) = properties.get_all(session, [HOST], "name")
    assert found.values == {}
    assert type(found.refused["name"]) is faults.NoPermission
    assert session.logins == 1


def test_object_that_is_gone(session: Session) -> None:
    """Its own error; the others are read without it, with one call more for each that is gone."""
    gone = [Ref("VirtualMachine", "9001"), Ref("VirtualMachine", "9002")]
    with pytest.raises(faults.ManagedObjectNotFound):
        properties.get(session, gone[0], "name")
    vms = [found.ref for found in properties.objects(session, "VirtualMachine", "name")]
    before = session.calls
    found = properties.get_all(session, [vms[3], gone[0], vms[0], gone[1]], "name")
    assert [each.ref for each in found] == [vms[3], vms[0]]
    assert session.calls - before == 3
    assert properties.get_all(session, gone, "name") == []
    assert properties.get_all(session, gone[:1], "name") == []
    before = session.calls
    assert properties.get_all(session, [], "name") == []
    assert session.calls == before


def test_pages(many: FakeESX, session: Session) -> None:
    """Each object once, in as many calls as there are pages; the rest is not read for one who stops."""
    since = last(many)
    assert len(set(names(session))) == VMS
    assert methods_of(many, since) == ["RetrievePropertiesEx", *["ContinueRetrievePropertiesEx"] * 2]
    since = last(many)
    next(properties.objects(session, "VirtualMachine", "name"))
    assert methods_of(many, since) == ["RetrievePropertiesEx"]


@pytest.mark.parametrize("effect", ["expired", "empty"])
@pytest.mark.parametrize("page", [1, 2])
def test_session_lost_between_pages(many: FakeESX, session: Session, effect: str, page: int) -> None:
    """W1: read again from the start: each object is there once all the same, after one login."""
    many.chaos.add("ContinueRetrievePropertiesEx", session=effect, nth=page)
    found = names(session)
    assert len(found) == len(set(found)) == VMS
    assert session.logins == 2


def test_session_lost_at_every_page(many: FakeESX, session: Session) -> None:
    """It is not read for ever."""
    many.chaos.add("ContinueRetrievePropertiesEx", session="expired")
    with pytest.raises(faults.NotAuthenticated):
        names(session)
    assert len(many.calls("RetrievePropertiesEx")) == 4


def test_lost_page(many: FakeESX, session: Session) -> None:
    """The answer was lost: the host does not know its token any more, or gives it again; none is missing or twice."""
    for effect in ({"reset": "before"}, {"reset": "after"}, {"status": 503}, {"truncate": 100}):
        many.chaos.add("ContinueRetrievePropertiesEx", times=1, **effect)
        found = names(session)
        assert len(found) == len(set(found)) == VMS


def test_host_of_4_0(many: FakeESX, session: Session) -> None:
    """Without pages, as there were none: one call of the older method."""
    session.content.about.apiVersion = "4.0"
    since = last(many)
    assert len(names(session)) == VMS
    assert methods_of(many, since) == ["RetrieveProperties"]
    many.chaos.add("RetrieveProperties", session="expired", times=1)
    assert len(names(session)) == VMS
    assert session.logins == 2


def test_several_types(session: Session) -> None:
    """Each with properties of its own."""
    found = list(properties.objects_of(session, {"Datastore": ["summary"], "Network": ["name"], "Datacenter": ["name"]}))
    assert {each.ref.type for each in found} == {"Datastore", "Network", "Datacenter"}
    assert all(set(each.values) == ({"summary"} if each.ref.type == "Datastore" else {"name"}) for each in found)


def test_names_of_all_at_once(many: FakeESX, session: Session) -> None:
    """W4: names are read with one call a page, and no object twice though folders and pools lead to it."""
    before = session.calls
    found: list[Any] = list(properties.objects(session, "VirtualMachine", "name"))
    assert len({each.ref for each in found}) == len(found) == VMS
    assert session.calls - before == 3


def test_answer_without_objects(many: FakeESX, session: Session) -> None:
    """Odd XML is an error of its own, and no crash."""
    many.chaos.add("RetrievePropertiesEx", status=200, body="<x/>", content_type="text/xml")
    with pytest.raises(NotSoap):
        names(session)
