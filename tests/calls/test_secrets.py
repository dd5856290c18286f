"""Secrets are not in what the log shows, whatever it was that a client sent."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from calling import HEAD, Client, Faulted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Values
from twisted.internet.task import Clock

from fakeesx.calls import RequestLog
from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject
from fakeesx.soap.encode import encoder
from fakeesx.soap.masking import NAMES, mask_arguments

SECRET = "hunter2-\u00e9<&"
MODEL = vim.TYPES.model
METHODS = sorted(MODEL.methods)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Esx]:
    """A host."""
    host = Esx(Settings(tmp_path_factory.mktemp("host"), vms=1), Clock(), random.Random(1))
    yield host
    host.stop()


def exports(log: RequestLog) -> str:
    """All that can be got out of a log, in one text."""
    shown = [*log.json_lines()]
    for record in log:
        shown += [str(record), repr(record), repr(record.to_json(soap=True, result=True)), repr(record.arguments)]
        shown.append(str(log.nearest(record.method, kind="soap", arguments={})) if record.method else "")
    return "\n".join(shown)


def with_secret(value: Any, secret: str) -> Any:
    """A value in which everything by the name of a secret is the secret."""
    if isinstance(value, DataObject):
        return value.replace(**{
            name: secret if name in NAMES and isinstance(item, str) else with_secret(item, secret)
            for name, item in value.items()
        })
    if isinstance(value, Array):
        return Array(value.type, [with_secret(item, secret) for item in value.items])
    return tuple(with_secret(item, secret) for item in value) if type(value) in (tuple, list) else value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(METHODS), st.integers(0, 2**32), st.text("abcXYZ019-_ \u00e9<&'\"", min_size=6, max_size=12))
def test_no_export_has_a_secret(host: Esx, name: str, seed: int, tail: str) -> None:
    """Any method with random arguments, in which every password, ticket and session id is one that is known."""
    secret = f"S3CR{tail.strip()}"
    method, source = MODEL.methods[name], random.Random(seed)
    host.requests.clear()
    values = Values(source, 0.8)
    given = {p.name: with_secret(values._property(p, 0), secret) for p in method.params}
    given = {k: secret if k in NAMES and isinstance(v, str) else v for k, v in given.items()}
    inner = b"".join(encoder().element(p.name, given[p.name], p.type, p.array) for p in method.params)
    this = next((n.ref for n in host.inventory.nodes() if MODEL.managed_is_a(n.ref.type, method.owner)), None)
    kind, moid = (this.type, this.value) if this else (method.owner, "none")
    body = b'%b<%b xmlns="urn:vim25"><_this type="%b">%b</_this>%b</%b></e:Body></e:Envelope>' % (
        HEAD, name.encode(), kind.encode(), moid.encode(), inner, name.encode(),
    )
    host.pipeline.handle(body)
    (record,) = host.requests
    assert record.method == name
    assert "S3CR" not in exports(host.requests)


@given(st.sampled_from(METHODS), st.integers(0, 2**32))
def test_arguments_tell_all_but_secrets(name: str, seed: int) -> None:
    """Masking changes nothing else: as many members, and the same ones."""
    method = MODEL.methods[name]
    values = Values(random.Random(seed), 0.8)
    arguments = {p.name: values._property(p, 0) for p in method.params}
    assert set(mask_arguments(arguments)) == set(arguments)


@pytest.mark.parametrize("password", [SECRET, "vmware"])
def test_login(host: Esx, password: str) -> None:
    """A good password and a wrong one; the key and the cookie of the session neither."""
    host.requests.clear()
    client = Client(host)
    try:
        client.login(password=password)
    except Faulted:
        assert password == SECRET
    shown = exports(host.requests)
    assert "userName" in shown
    assert password not in shown
    assert client.cookie is not None
    assert client.cookie not in shown
    for session in host.sessions:
        assert session.key not in shown


def test_tickets_and_sessions(host: Esx) -> None:
    """A clone ticket, one for a console, the list of sessions, a view's id that has the key of its session in it."""
    client = Client(host).login()
    host.requests.clear()
    vm = next(host.inventory.of_type("VirtualMachine")).ref
    client.task(vm, "PowerOnVM_Task")
    clone = client.call("ha-sessionmgr", "AcquireCloneTicket")
    mks = client.call(vm, "AcquireMksTicket").ticket
    sessions = client.get("ha-sessionmgr", "sessionList")
    folder = vim.ManagedObjectReference("Folder", "ha-folder-root")
    view = client.call("ViewManager", "CreateContainerView", container=folder, recursive=True)
    client.call(view, "DestroyView")
    Client(host).call("ha-sessionmgr", "CloneSession", cloneTicket=clone)
    shown = exports(host.requests)
    for secret in (clone, mks, *(session.key for session in sessions), *(session.key for session in host.sessions)):
        assert secret not in shown
    assert [record.method for record in host.requests.find(object=view.value)] == ["DestroyView"]


@pytest.mark.parametrize(
    "body",
    [
        b"<Envelope><Body><Login><password>hunter2</password>",
        b"<Envelope><Header><x>hunter2</x></Header><Body><Login><password>hunter2</password></Login></Body></Envelope>",
        b"<Envelope><Body><Login xmlns='urn:vim25'><_this/><password><b>hunter2</b></password></Login></Body></Envelope>",
        b"password=hunter2&user=root",
        b"<!DOCTYPE a [<!ENTITY b 'hunter2'>]><password>&b;</password>",
    ],
)
def test_what_is_no_call(host: Esx, body: bytes) -> None:
    """In what can't be decoded too."""
    host.requests.clear()
    host.pipeline.handle(body)
    assert len(host.requests) == 1
    assert "hunter2" not in exports(host.requests)


def test_expected_secrets(host: Esx) -> None:
    """A test may look for a password; the message for its failure does not show it."""
    host.requests.clear()
    Client(host).login()
    assert len(host.requests.find("Login", password="vmware")) == 1
    text = str(host.requests.nearest("Login", password=SECRET))
    assert "password='***'" in text
    assert SECRET not in text
    assert "vmware" not in text
