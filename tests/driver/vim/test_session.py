"""Logins, and calls when the session, the connection or the answer is lost."""

from __future__ import annotations

import gc
import io
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from driver_conf import conf_of
from driver_sessions import last, methods_of, session_of, wire_of
from driver_threads import in_threads
from esx_driver import options
from esx_driver.errors import (
    DriverError,
    HostError,
    LoginRefused,
    NotSoap,
    OutcomeUnknown,
    Overloaded,
    Unreachable,
    Unsendable,
)
from esx_driver.vim import Ref, Session, VimFault, connect, faults, properties
from esx_driver.vim.session import SERVICE_INSTANCE, UNDONE
from esx_driver.vim.wire import Answer, Wire
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeesx import FakeESX

HOST = Ref("HostSystem", "ha-host")
DENIED = {"object": {"_ref": ["Folder", "ha-folder-root"]}, "privilegeId": "System.View"}
LOST: list[dict[str, Any]] = [
    {"reset": "before"}, {"reset": "after"}, {"truncate": 0}, {"truncate": 300}, {"status": 503}, {"status": 502},
    {"status": 200, "body": "<html>", "content_type": "text/html"}, {"status": 200, "body": ""},
    {"status": 200, "body": "<html/>", "content_type": "text/xml"},
    {"status": 500, "body": "<x", "content_type": "text/xml"}, {"status": 500, "body": "<x/>", "content_type": "text/xml"},
    {"status": 200, "body": "<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>", "content_type": "text/xml"},
    {"status": 200, "when": "after", "body": "<html>", "content_type": "text/html"}, {"status": 503, "when": "after"},
]


@pytest.fixture
def session(fresh: FakeESX) -> Iterator[Session]:
    """A session that is closed at the end."""
    with session_of(fresh) as session:
        yield session
    gc.collect()


def read_name(session: Session) -> str:
    """Something to read."""
    (name,) = properties.get(session, HOST, "name")
    return str(name)


def add_group(session: Session, name: str = "new", **more: Any) -> Any:
    """A call that changes something."""
    types = session.types
    spec = types.HostPortGroupSpec(name=name, vlanId=0, vswitchName="vSwitch0", policy=types.HostNetworkPolicy())
    return session.call("AddPortGroup", Ref("HostNetworkSystem", "networkSystem"), portgrp=spec, **more)


# login


def test_login(fresh: FakeESX) -> None:
    """W26: two calls; with the end of the block the host's session has ended and the connections are closed."""
    with session_of(fresh) as session:
        assert methods_of(fresh) == ["RetrieveServiceContent", "Login"]
        assert session.calls == 2
        assert fresh.run(lambda host: [each.key for each in host.sessions]) == [session.key]
        assert (session.logins, session.user, session.api_version) == (1, "root", (4, 1))
        assert session.alive()
    assert fresh.run(lambda host: len(host.sessions)) == 0
    session.close()
    with pytest.raises(Unreachable, match="CurrentTime: the session was closed"):
        session.call("CurrentTime", SERVICE_INSTANCE)
    assert methods_of(fresh)[-1] == "Logout"


def test_wrong_password(fresh: FakeESX, caplog: pytest.LogCaptureFixture) -> None:
    """Asked once, refused by name; the password is in no log and no message, and no connection stays open."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(LoginRefused, match="does not take the password of 'root'") as caught:
        session_of(fresh, password="correct horse")
    assert "correct horse" not in caplog.text + repr(caught.value) + repr(caught.value.__cause__)
    assert len(fresh.calls("Login")) == 1
    del caught
    gc.collect()


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30))
def test_secrets_stay_secret(ending: str) -> None:
    """W26: password, cookie, key and ticket are in no log of any library, in no message and no repr, whatever happens."""
    password, stream = f"open sesame{ending}", io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    secrets = []
    try:
        with FakeESX(seed=1, password=password) as esx:
            conf = conf_of(esx)
            conf.log_opt_values(root, logging.DEBUG)
            with connect(conf) as session:
                for effect in ({"session": "expired"}, {"reset": "after"}, {"status": 503}):
                    esx.chaos.add("*", times=1, **effect)
                    secrets += [session.cookie.partition("=")[2].strip('"'), session.key]
                    stream.write(read_name(session))
                    secrets.append(session.call("AcquireCloneTicket", session.manager("sessionManager")))
                stream.write(repr(session) + str(vars(session)["_login"]))
            with pytest.raises(LoginRefused) as caught:
                session_of(esx, password=password + "x")
            stream.write(repr(caught.value) + str(caught.value.__context__) + str(vars(caught.value)))
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    written = stream.getvalue()
    assert "Login SessionManager:ha-sessionmgr" in written
    assert [secret for secret in (password, *secrets) if secret in written] == []


def test_session_has_no_finalizer() -> None:
    """W26: a login ends where its block ends, and not when the collector comes by."""
    assert not hasattr(Session, "__del__")


@pytest.mark.parametrize("password", ["a\x00b", "a\udc80b", "\x1b"])
def test_password_that_xml_can_not_hold(fresh: FakeESX, password: str) -> None:
    """Not a traceback of a library that shows it."""
    with pytest.raises(Unsendable, match="Login: a text in it has characters that XML can't hold") as caught:
        session_of(fresh, password=password)
    assert caught.value.__suppress_context__
    assert fresh.calls("Login") == []


def test_lost_answer_of_a_login(fresh: FakeESX) -> None:
    """Whatever came in its place: it is tried again."""
    for effect in LOST:
        rule, since = fresh.chaos.add("Login", times=1, **effect), last(fresh)
        with session_of(fresh) as session:
            assert session.alive()
        assert len(fresh.calls("Login", since=since)) == 2
        fresh.chaos.remove(rule)


def test_host_that_refuses_a_login_for_want_of_a_session(fresh: FakeESX) -> None:
    """Odd, but no reason to hang."""
    fresh.chaos.add("Login", fault="NotAuthenticated", fields=DENIED)
    with pytest.raises(faults.NotAuthenticated):
        session_of(fresh)
    assert len(fresh.calls("Login")) == 1
    gc.collect()


# unreachable, busy, something else


def test_unreachable() -> None:
    """Tried as often as told, each time after twice the pause, a little more or less; then it is said why."""
    with FakeESX() as esx:
        wire = wire_of(esx)
    pauses: list[float] = []
    with pytest.raises(Unreachable, match=r"RetrieveServiceContent: no connection to 127\.0\.0\.1:\d+: .*refused"):
        session_of(esx_gone(esx), pauses, retries=9, wire=wire)
    wanted = [min(0.1 * 2**turn, 5.0) for turn in range(9)]
    assert len(pauses) == 9
    assert all(0.75 * want <= pause <= 1.25 * want for pause, want in zip(pauses, wanted, strict=True))
    assert len({pause / want for pause, want in zip(pauses, wanted, strict=True)}) == 9


def esx_gone(esx: FakeESX) -> Any:
    """What a session is made of when the host is not there any more."""

    class Gone:
        user, password = "root", "vmware"

    return Gone


@pytest.mark.parametrize(
    ("effect", "error", "text"),
    [
        ({"status": 503, "body": "<html>"}, Overloaded, "CurrentTime: the host is busy .HTTP 503."),
        ({"status": 200, "body": "<html>", "content_type": "text/html"}, NotSoap, "with HTTP 200, text/html, not SOAP"),
        ({"truncate": 5}, Unreachable, "the connection to 127.* was lost: "),
        ({"reset": "before"}, Unreachable, "the connection to 127.* was lost: "),
        ({"status": 500, "body": "<x/>", "content_type": "text/xml"}, NotSoap, "XML that is no SOAP"),
        ({"status": 200, "body": "<x/>", "content_type": "text/xml"}, NotSoap, "can't be read"),
    ],
    ids=str,
)
def test_what_does_not_get_better(
    fresh: FakeESX, session: Session, effect: dict[str, Any], error: type[Exception], text: str,
) -> None:
    """As many calls as told, and an error of its own kind."""
    fresh.chaos.add("CurrentTime", **effect)
    with pytest.raises(error, match=text):
        session.call("CurrentTime", SERVICE_INSTANCE)
    assert len(fresh.calls("CurrentTime")) == 4


@pytest.mark.parametrize("status", [301, 401, 403, 404])
def test_refused_over_http(fresh: FakeESX, session: Session, status: int) -> None:
    """Somebody else's server, or a proxy: not tried again."""
    fresh.chaos.add("CurrentTime", status=status, body="<html>", content_type="text/html")
    with pytest.raises(NotSoap, match=f"HTTP {status}, text/html") as caught:
        session.call("CurrentTime", SERVICE_INSTANCE)
    assert caught.value.status == status
    assert len(fresh.calls("CurrentTime")) == 1


# lost answers


def test_reads_are_repeated(fresh: FakeESX, session: Session) -> None:
    """Whatever came in place of the answer."""
    for effect in LOST:
        rule, since = fresh.chaos.add("RetrievePropertiesEx", times=2, **effect), last(fresh)
        assert read_name(session)
        assert len(fresh.calls("RetrievePropertiesEx", since=since)) == 3
        fresh.chaos.remove(rule)
    assert session.logins == 1


def test_changes_are_not_sent_on_a_guess(fresh: FakeESX, session: Session) -> None:
    """Without a way to look: sent once, and the error says that nobody knows."""
    for number, effect in enumerate(LOST):
        rule, since = fresh.chaos.add("AddPortGroup", times=1, **effect), last(fresh)
        said = r"^AddPortGroup: (?!AddPortGroup).*; whether it took effect is not known"
        with pytest.raises(OutcomeUnknown, match=said) as caught:
            add_group(session, f"group {number}")
        assert caught.value.method == "AddPortGroup"
        assert len(fresh.calls("AddPortGroup", since=since)) == 1
        fresh.chaos.remove(rule)


def test_changes_are_looked_for(fresh: FakeESX, session: Session) -> None:
    """Sent again only where the host has nothing of it: in the end it is there, and the host was never told twice."""
    answers = set()
    for number, effect in enumerate(LOST):
        name = f"group {number}"
        rule, since = fresh.chaos.add("AddPortGroup", times=1, **effect), last(fresh)
        looks = []

        def look(name: str = name, looks: list[bool] = looks) -> Any:
            looks.append(name in fresh.networks)
            return None if looks[-1] else UNDONE

        assert add_group(session, name, look=look) is None
        assert name in fresh.networks
        calls = fresh.calls("AddPortGroup", since=since)
        assert len(calls) == (1 if looks[0] else 2)
        assert [call.fault for call in calls if call.fault] == []
        answers.add(looks[0])
        fresh.chaos.remove(rule)
    assert answers == {True, False}


def test_look_that_fails(fresh: FakeESX, session: Session) -> None:
    """Then nobody knows either."""
    fresh.chaos.add("AddPortGroup", reset="after")
    fresh.chaos.add("CurrentTime", fault="SystemError", fields={"reason": "flaky"})
    with pytest.raises(OutcomeUnknown, match="could not be found out: CurrentTime: SystemError"):
        add_group(session, look=lambda: session.call("CurrentTime", SERVICE_INSTANCE))
    assert len(fresh.calls("AddPortGroup")) == 1


def test_request_that_did_not_get_there(fresh: FakeESX) -> None:
    """Nothing was sent: it is sent again without a look."""

    class Failing(Wire):
        failures = 0

        def post(self, path: str, body: bytes, *args: Any, **keywords: Any) -> Answer:
            from esx_driver.vim.wire import NotSent

            if b"AddPortGroup" in body and self.failures:
                self.failures -= 1
                raise NotSent("no connection")
            return super().post(path, body, *args, **keywords)

    with session_of(fresh, wire=wired(fresh, Failing)) as session:
        session.wire.failures = 2  # type: ignore[attr-defined]
        add_group(session)
    assert len(fresh.calls("AddPortGroup")) == 1
    gc.collect()


def wired(esx: FakeESX, kind: type[Wire]) -> Wire:
    """A wire of another class."""
    plain = wire_of(esx)
    plain.close()
    conf = conf_of(esx)
    from esx_driver.vim.wire import tls_context

    return kind(plain.address, tls_context(conf.vmwareapi_ca_file, insecure=False), plain.timeouts)


def test_refusals_are_not_repeated(fresh: FakeESX, session: Session) -> None:
    """A fault is an answer."""
    fresh.chaos.add("AddPortGroup", fault="AlreadyExists", fields={"name": "new"})
    with pytest.raises(faults.AlreadyExists) as caught:
        add_group(session)
    assert (caught.value.name, caught.value.name_) == ("AlreadyExists", "new")
    assert len(fresh.calls("AddPortGroup")) == 1


# lost sessions


def end_session(esx: FakeESX) -> None:
    """As if an administrator had ended it."""
    esx.run(lambda host: [host.sessions.end(each) for each in list(host.sessions)])


@pytest.mark.parametrize("effect", ["expired", "empty"])
def test_session_lost_at_a_read(fresh: FakeESX, session: Session, effect: str) -> None:
    """W1, W6: told by missingSet, or by nothing at all: one login, the earlier session ended, the call made again."""
    key, since = session.key, last(fresh)
    fresh.chaos.add("RetrievePropertiesEx", session=effect, times=1)
    assert read_name(session)
    seen = methods_of(fresh, since)
    asked = [] if effect == "expired" else ["RetrieveProperties"]
    assert seen == ["RetrievePropertiesEx", *asked, "Login", "TerminateSession", "RetrievePropertiesEx"]
    assert session.logins == 2
    assert session.key != key
    assert fresh.run(lambda host: [each.key for each in host.sessions]) == [session.key]


def test_session_lost_at_a_change(fresh: FakeESX, session: Session) -> None:
    """W1: the call itself is made again with the new session, and its result is the real one (the original: ``[]``)."""
    fresh.chaos.add("CreateVirtualDisk_Task", session="expired", times=1)
    since = last(fresh)
    spec = session.types.FileBackedVirtualDiskSpec(adapterType="lsiLogic", diskType="thin", capacityKb=1024)
    task = session.call(
        "CreateVirtualDisk_Task", session.manager("virtualDiskManager"), name="[datastore1] x.vmdk", spec=spec,
    )
    assert task.type == "Task"
    assert methods_of(fresh, since) == ["CreateVirtualDisk_Task", "Login", "TerminateSession", "CreateVirtualDisk_Task"]
    assert session.logins == 2


def test_host_that_never_lets_in(fresh: FakeESX, session: Session) -> None:
    """W1: NotAuthenticated twice in a row is the fault, after one login (the original: an empty list)."""
    fresh.chaos.add("CurrentTime", session="expired")
    with pytest.raises(faults.NotAuthenticated):
        session.call("CurrentTime", SERVICE_INSTANCE)
    assert (session.logins, len(fresh.calls("CurrentTime"))) == (2, 2)
    fresh.chaos.clear()
    assert session.call("CurrentTime", SERVICE_INSTANCE)


def test_nothing_found_with_a_good_session(fresh: FakeESX, session: Session) -> None:
    """W6: a host without machines costs one more call to be sure, and no login and no pause."""
    pauses, since = list[float](), last(fresh)
    session.sleep = pauses.append
    assert list(properties.objects(session, "VirtualMachine", "name")) == []
    assert methods_of(fresh, since) == ["RetrievePropertiesEx", "RetrieveProperties"]
    assert (session.logins, pauses) == (1, [])


def test_idle_session() -> None:
    """One that the host has ended for being idle, by its own clock."""
    with FakeESX(clock="virtual") as esx, session_of(esx) as session:
        esx.advance(31 * 60)
        assert read_name(session)
        assert session.logins == 2


def test_earlier_session_that_does_not_end(fresh: FakeESX, session: Session) -> None:
    """That is no reason to fail."""
    fresh.chaos.add("RetrievePropertiesEx", session="empty", times=1)
    fresh.chaos.add("TerminateSession", fault="NoPermission", fields=DENIED)
    assert read_name(session)


def test_password_changed_meanwhile(fresh: FakeESX, session: Session) -> None:
    """The login that follows is refused, by its own name; each call says so."""
    fresh.chaos.add("Login", fault="InvalidLogin")
    end_session(fresh)
    for _ in range(2):
        with pytest.raises(LoginRefused):
            read_name(session)


def test_no_retries(fresh: FakeESX) -> None:
    """A retry count of 0: the fault is told, and the next call has a session."""
    with session_of(fresh, retries=0) as session:
        end_session(fresh)
        with pytest.raises(faults.NotAuthenticated):
            session.call("CurrentTime", SERVICE_INSTANCE)
        assert session.call("CurrentTime", SERVICE_INSTANCE)
        fresh.chaos.add("CurrentTime", status=503, times=1)
        with pytest.raises(Overloaded):
            session.call("CurrentTime", SERVICE_INSTANCE)


def test_call_that_belongs_to_a_session(fresh: FakeESX, session: Session) -> None:
    """It is not made again in another session, where it would mean nothing."""
    end_session(fresh)
    for _ in range(2):
        with pytest.raises(faults.NotAuthenticated):
            session.call("CurrentTime", SERVICE_INSTANCE, within=1)
    assert session.logins == 2
    assert len(fresh.calls("CurrentTime")) == 1
    assert session.call("CurrentTime", SERVICE_INSTANCE, within=2)


class Meddling(Wire):
    """Does something between an answer and its reader."""

    after: Callable[[bytes, Answer], Answer] = staticmethod(lambda body, answer: answer)

    def post(self, path: str, body: bytes, *args: Any, **keywords: Any) -> Answer:
        """As it is, and then ``after``."""
        return self.after(body, super().post(path, body, *args, **keywords))


def test_empty_answer_of_the_session_before(fresh: FakeESX) -> None:
    """W6: another thread has logged in when the answer is looked at: it is judged by the session that asked."""
    wire = wired(fresh, Meddling)
    with session_of(fresh, wire=wire) as session:

        def meanwhile(body: bytes, answer: Answer) -> Answer:
            if b"RetrievePropertiesEx" in body and session.logins == 1:
                session.renew(1)
            return answer

        fresh.chaos.add("RetrievePropertiesEx", session="empty", times=1)
        wire.after = meanwhile  # type: ignore[attr-defined]
        assert read_name(session)
        assert session.logins == 2
    gc.collect()


def test_cookies_of_other_answers(fresh: FakeESX) -> None:
    """Only that of a login counts: an answer that is late must not take the session away."""
    wire = wired(fresh, Meddling)

    def stray(body: bytes, answer: Answer) -> Answer:
        if b"<ns0:Login" in body or b":Login>" in body:
            return answer
        return Answer(answer.status, {**answer.headers, "Set-Cookie": 'vmware_soap_session="stray"'}, answer.content)

    wire.after = stray  # type: ignore[attr-defined]
    with session_of(fresh, wire=wire) as session:
        assert read_name(session)
        assert "stray" not in session.cookie
        assert session.alive()
        assert session.logins == 1
    gc.collect()


def test_threads_that_lose_the_session(fresh: FakeESX, session: Session) -> None:
    """W6: many at once make one login."""
    count = 8
    barrier = threading.Barrier(count)
    names: list[str] = []
    fresh.run(lambda host: None)
    end_session(fresh)

    def run() -> None:
        barrier.wait(30)
        names.append(read_name(session))

    in_threads([run] * count)
    assert len(names) == count
    assert session.logins == 2
    assert len(fresh.calls("Login")) == 2
    assert fresh.run(lambda host: len(host.sessions)) == 1
    assert session.calls == len(fresh.calls(kind="soap"))


def test_closed_while_another_calls(fresh: FakeESX) -> None:
    """The other does not log in again: nothing stays on the host."""
    session = session_of(fresh)
    fresh.chaos.add("CurrentTime", hang=True, id="held")
    caught: list[Exception] = []

    def call() -> None:
        try:
            session.call("CurrentTime", SERVICE_INSTANCE)
        except DriverError as error:
            caught.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    while not fresh.chaos.held("held"):
        thread.join(0.005)
    session.close()
    fresh.chaos.release("held")
    thread.join(30)
    assert [type(error) for error in caught] == [Unreachable]
    assert fresh.run(lambda host: len(host.sessions)) == 0
    gc.collect()


# what is said


def test_log_of_calls(fresh: FakeESX, caplog: pytest.LogCaptureFixture) -> None:
    """``default_log_levels`` turns it on: each call with its object, its time and its outcome."""
    logger = logging.getLogger("esx_driver.vim")
    before = logger.level
    conf = conf_of(fresh, default_log_levels=["esx_driver.vim=DEBUG"])
    try:
        with connect(conf_of(fresh)):
            assert "Login" not in caplog.text
        options.set_log_levels(conf)
        fresh.chaos.add("CurrentTime", fault="SystemError", fields={"reason": "x"}, nth=2)
        with connect(conf) as session:
            session.call("CurrentTime", SERVICE_INSTANCE)
            with pytest.raises(faults.SystemError):
                session.call("CurrentTime", SERVICE_INSTANCE)
    finally:
        logger.setLevel(before)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("esx_driver.vim")]
    assert [line.split(":")[0] for line in lines] == [
        "RetrieveServiceContent ServiceInstance", "Login SessionManager", "CurrentTime ServiceInstance",
        "CurrentTime ServiceInstance", "Logout SessionManager",
    ]
    assert lines[2].endswith(" ms")
    assert lines[3].endswith(" ms, SystemError")


def test_errors_are_the_drivers_own() -> None:
    """All that a call raises is a ``DriverError``, and what the host says is a ``HostError``."""
    assert issubclass(VimFault, HostError)
    assert issubclass(HostError, DriverError)
