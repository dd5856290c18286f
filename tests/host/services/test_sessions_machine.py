"""Random logins, logouts, clones, terminations and waits on a clock, against a small model of sessions."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calling import Client, Faulted
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.schema import vim

IDLE = 1800
"""Seconds without a call after which a session has ended."""


@dataclass(eq=False)
class Expected:
    """What should be true of one session."""

    key: str
    last_active: float
    wait: list[Any] | None = None
    """The answer of a waiting call, once it is there; ``None`` when nothing waits."""
    tickets: set[str] = field(default_factory=set)


class Sessions(RuleBasedStateMachine):
    """``clients`` are cookies; the model says which session each has."""

    clients: Bundle[Client] = Bundle("clients")
    tickets: Bundle[str] = Bundle("tickets")
    keys: Bundle[str] = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.clock.advance(1_300_000_000)
        self.folder = tempfile.TemporaryDirectory()
        self.host = Esx(Settings(Path(self.folder.name)), self.clock, random.Random(1))
        self.sessions: dict[Client, Expected] = {}

    def teardown(self) -> None:
        self.host.stop()
        self.folder.cleanup()

    # the model

    def session(self, client: Client) -> Expected | None:
        """The client's session, if it is alive; it is active now."""
        expected = self.sessions.get(client)
        if expected is not None:
            expected.last_active = self.clock.seconds()
        return expected

    def ended(self, client: Client) -> None:
        """The client has no session any more; who waited in it was told."""
        expected = self.sessions.pop(client)
        if expected.wait is not None:
            assert [fault.name for fault in expected.wait] == ["NotAuthenticated"]

    def begun(self, client: Client, result: Any) -> str:
        assert result.userName == "root"
        assert client not in self.sessions
        self.sessions[client] = Expected(result.key, self.clock.seconds())
        return str(result.key)

    def attempt(self, client: Client, moid: str, name: str, **arguments: Any) -> Any:
        """The result of a call or the name of its fault."""
        try:
            return client.call(moid, name, **arguments)
        except Faulted as fault:
            return fault.name

    # what clients do

    @initialize(target=clients)
    def two_clients(self) -> Any:
        return multiple(Client(self.host), Client(self.host))

    @rule(target=clients)
    def connect(self) -> Client:
        client = Client(self.host)
        client.call("ServiceInstance", "RetrieveServiceContent")
        assert client.cookie
        return client

    @rule(target=keys, client=clients, password=st.sampled_from(["vmware", "vmware", "wrong"]))
    def login(self, client: Client, password: str) -> Any:
        alive = self.session(client)
        result = self.attempt(client, "ha-sessionmgr", "Login", userName="root", password=password)
        if password == "wrong":
            assert result == "InvalidLogin"
            return multiple()
        if alive:  # the new session takes the place of the old one
            del self.sessions[client]
        return self.begun(client, result)

    @rule(client=clients)
    def call(self, client: Client) -> None:
        alive = self.session(client)
        result = self.attempt(client, "ServiceInstance", "CurrentTime")
        assert (result == "NotAuthenticated") is (alive is None)

    @rule(client=clients)
    def logout(self, client: Client) -> None:
        alive = self.session(client)
        result = self.attempt(client, "ha-sessionmgr", "Logout")
        assert result == (None if alive else "NotAuthenticated")
        if alive:
            self.ended(client)

    @rule(target=tickets, client=clients)
    def acquire_ticket(self, client: Client) -> Any:
        alive = self.session(client)
        result = self.attempt(client, "ha-sessionmgr", "AcquireCloneTicket")
        if alive is None:
            assert result == "NotAuthenticated"
            return multiple()
        alive.tickets.add(result)
        return result

    @rule(target=keys, client=clients, ticket=consumes(tickets), again=st.booleans())
    def clone(self, client: Client, ticket: str, again: bool) -> Any:
        alive = self.session(client)
        valid = any(ticket in expected.tickets for expected in self.sessions.values())
        result = self.attempt(client, "ha-sessionmgr", "CloneSession", cloneTicket=ticket)
        for expected in self.sessions.values():
            expected.tickets.discard(ticket)
        if alive or not valid:
            assert result == "InvalidLogin"
            return multiple()
        key = self.begun(client, result)
        if again:
            other = self.connect()
            assert self.attempt(other, "ha-sessionmgr", "CloneSession", cloneTicket=ticket) == "InvalidLogin"
        return key

    @rule(client=clients, key=keys)
    def terminate(self, client: Client, key: str) -> None:
        alive = self.session(client)
        victim = next((other for other, expected in self.sessions.items() if expected.key == key), None)
        result = self.attempt(client, "ha-sessionmgr", "TerminateSession", sessionId=[key])
        if alive is None:
            assert result == "NotAuthenticated"
        elif victim is client:
            assert result == "InvalidArgument"
        elif victim is None:
            assert result == "NotFound"
        else:
            assert result is None
            self.ended(victim)

    @rule(client=clients, key=keys)
    def terminate_several(self, client: Client, key: str) -> None:
        """One of the keys is nobody's: none is ended."""
        alive = self.session(client)
        result = self.attempt(client, "ha-sessionmgr", "TerminateSession", sessionId=[key, "52-nobody"])
        assert result in (("InvalidArgument", "NotFound") if alive else ("NotAuthenticated",))

    @rule(client=clients)
    def look(self, client: Client) -> None:
        """A client sees its own session and all others."""
        alive = self.session(client)
        found, missing = client.read("ha-sessionmgr", "currentSession", "sessionList")
        if alive is None:
            assert (found, set(missing)) == ({}, {"sessionList"})
        else:
            assert found["currentSession"].key == alive.key
            assert {s.key for s in found["sessionList"]} == {s.key for s in self.sessions.values()}

    @rule(client=clients)
    def own_something(self, client: Client) -> None:
        """A view and a filter, which go with the session (`invariant`)."""
        alive = self.session(client)
        view = self.attempt(client, "ViewManager", "CreateListView")
        spec = vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type="Folder", pathSet=["name"])],
            objectSet=[vim.ObjectSpec(obj=self.host.root)],
        )
        wait = alive.wait if alive else None
        if wait is None:
            filter_ = self.attempt(client, "ha-property-collector", "CreateFilter", spec=spec, partialUpdates=True)
            if alive:
                client.call(filter_, "DestroyPropertyFilter")
            assert (filter_ == "NotAuthenticated") is (alive is None)
        assert (view == "NotAuthenticated") is (alive is None)

    @rule(client=clients)
    def wait(self, client: Client) -> None:
        """A client waits for updates of nothing: it is not idle meanwhile."""
        alive = self.session(client)
        if alive is None:
            assert self.attempt(client, "ha-property-collector", "WaitForUpdates") == "NotAuthenticated"
        elif alive.wait is None:
            alive.wait = answers = []
            reply = client.call("ha-property-collector", "WaitForUpdates")
            assert isinstance(reply, Deferred)
            reply.addErrback(lambda failure: answers.append(failure.value))

    @rule(client=clients)
    def cancel_wait(self, client: Client) -> None:
        alive = self.session(client)
        result = self.attempt(client, "ha-property-collector", "CancelWaitForUpdates")
        assert result == (None if alive else "NotAuthenticated")
        if alive and alive.wait is not None:
            assert [fault.name for fault in alive.wait] == ["RequestCanceled"]
            alive.wait = None

    @rule(seconds=st.sampled_from([1, 60, 599, 900, IDLE - 1, IDLE, 4000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)
        now = self.clock.seconds()
        for client, expected in list(self.sessions.items()):
            if expected.wait is not None:
                expected.last_active = now
            elif now - expected.last_active >= IDLE:
                del self.sessions[client]

    @invariant()
    def live_sessions_are_those_of_the_model(self) -> None:
        assert {session.key for session in self.host.sessions} == {s.key for s in self.sessions.values()}

    @invariant()
    def nothing_outlives_its_session(self) -> None:
        keys = {session.key for session in self.host.sessions}
        assert all(node.owner in keys for node in self.host.inventory.nodes() if node.owner is not None)

    @invariant()
    def nobody_was_woken_for_nothing(self) -> None:
        assert all(not expected.wait for expected in self.sessions.values())


Sessions.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
test_sessions = Sessions.TestCase
