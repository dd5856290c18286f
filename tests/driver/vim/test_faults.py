"""Faults as exceptions: by family, with their fields, also such as nobody has heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from driver_sessions import session_of
from esx_driver.errors import DatastoreError, HostError
from esx_driver.vim import Session, VimFault, faults
from esx_driver.vim.session import SERVICE_INSTANCE

from fakeesx import FakeESX

VM = {"_ref": ["VirtualMachine", "16"]}
FAULTS: list[tuple[str, dict[str, Any], type[VimFault]]] = [
    ("AlreadyExists", {"name": "x"}, faults.AlreadyExists),
    ("DuplicateName", {"name": "x", "object": VM}, faults.DuplicateName),
    ("InvalidPowerState", {"requestedState": "poweredOn", "existingState": "poweredOff"}, faults.InvalidPowerState),
    ("NoDiskSpace", {"file": "[d] f", "datastore": "d"}, faults.NoDiskSpace),
    ("FileNotFound", {"file": "[d] f"}, faults.FileNotFound),
    ("CannotDeleteFile", {"file": "[d] f"}, faults.FileFault),
    ("HostConnectFault", {}, VimFault),
    ("InvalidProperty", {"name": "x"}, VimFault),
    ("NotSupported", {}, faults.NotSupported),
    ("ManagedObjectNotFound", {"obj": VM}, faults.ManagedObjectNotFound),
    ("NoPermission", {"object": VM, "privilegeId": "System.View"}, faults.NoPermission),
    ("RestrictedVersion", {}, faults.RestrictedVersion),
    ("MethodNotFound", {"receiver": VM, "method": "x"}, faults.MethodNotFound),
]


@pytest.fixture
def session(fresh: FakeESX) -> Iterator[Session]:
    """A session that is closed at the end."""
    with session_of(fresh) as session:
        yield session


def test_families_and_fields(fresh: FakeESX, session: Session) -> None:
    """The nearest class there is; the fault's own name, its fields, the host's text and the method with it."""
    for name, fields, family in FAULTS:
        rule = fresh.chaos.add("CurrentTime", fault=name, fields=fields, text="the host's own words")
        with pytest.raises(VimFault) as caught:
            session.call("CurrentTime", SERVICE_INSTANCE)
        error = caught.value
        assert (type(error), error.name, error.text, error.method) == (family, name, "the host's own words", "CurrentTime")
        assert str(error) == f"CurrentTime: {name}: the host's own words"
        for field, value in fields.items():
            found = error.name_ if field == "name" else error.fault.method if field == "method" else getattr(error, field)
            assert found is not None
            assert isinstance(value, dict) or found == value
        with pytest.raises(AttributeError):
            error.no_such_field  # noqa: B018
        fresh.chaos.remove(rule)


def envelope(detail: str, text: str = "words") -> dict[str, Any]:
    """A SOAP fault as a host might word it."""
    body = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        f"<s:Body><s:Fault><faultcode>x</faultcode><faultstring>{text}</faultstring>{detail}</s:Fault></s:Body></s:Envelope>"
    )
    return {"status": 500, "body": body, "content_type": "text/xml"}


@pytest.mark.parametrize(
    ("detail", "family", "name"),
    [
        ("", faults.UnknownFault, ""),
        ("<detail/>", faults.UnknownFault, ""),
        ("<detail><!-- nothing --></detail>", faults.UnknownFault, ""),
        ('<detail><MarsFault xmlns="urn:vim25" i:type="Mars"/></detail>', VimFault, "Mars"),
        ('<detail><NotFoundFault xmlns="urn:mars"/></detail>', faults.NotFound, "NotFound"),
        ('<detail><NotFoundFault xmlns="urn:vim25" i:type="Mars"/></detail>', faults.NotFound, "NotFound"),
        ('<detail><!-- x --><NotFoundFault xmlns="urn:vim25" i:type="NotFound"/></detail>', faults.NotFound, "NotFound"),
        ('<detail><NoDiskSpaceFault xmlns="urn:vim25" i:type="NoDiskSpace"><mars/></NoDiskSpaceFault></detail>',
         faults.NoDiskSpace, "NoDiskSpace"),
        ("<detail>words</detail>", faults.UnknownFault, ""),
    ],
    ids=str,
)
def test_odd_faults(fresh: FakeESX, session: Session, detail: str, family: type[VimFault], name: str) -> None:
    """Without a detail, with one of a later API, with one that can't be read: a fault all the same, asked for once."""
    fresh.chaos.add("CurrentTime", **envelope(detail))
    with pytest.raises(VimFault, match="words") as caught:
        session.call("CurrentTime", SERVICE_INSTANCE)
    assert (type(caught.value), caught.value.name) == (family, name)
    assert len(fresh.calls("CurrentTime")) == 1


def test_fault_without_words(fresh: FakeESX, session: Session) -> None:
    """Something is said nevertheless."""
    fresh.chaos.add("CurrentTime", **envelope("", text=""))
    with pytest.raises(HostError, match=r"^CurrentTime: a fault without a text$"):
        session.call("CurrentTime", SERVICE_INSTANCE)


def test_every_family_is_of_vim25(session: Session) -> None:
    """A class that no fault of the API has would never be raised."""
    for name in VimFault.families:
        if name != "UnknownFault":
            assert hasattr(session.types, name), name


def test_full_datastore_is_no_room() -> None:
    """For the command line, as where it is seen before."""
    assert faults.exception(("NoDiskSpace", "FileFault", "VimFault"), "").exit_code == DatastoreError.exit_code == 73
