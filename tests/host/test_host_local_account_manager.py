"""Local users and groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from calling import Client, Faulted
from twisted.logger import LogEvent, formatEvent, globalLogPublisher

from fakeesx.schema import vim

MANAGER = "ha-localacctmgr"
PASSWORD = "hush-4711-hush"


def make(root: Client, name: str = "anna", **more: object) -> None:
    root.call(MANAGER, "CreateUser", user=vim.HostPosixAccountSpec(id=name, password=PASSWORD, **more))


def rule(root: Client, name: str, role: int = -1) -> None:
    permission = vim.Permission(principal=name, group=False, roleId=role, propagate=True)
    root.call("ha-authmgr", "SetEntityPermissions", entity=root.host.root, permission=[permission])


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All that is logged, as text."""
    lines: list[str] = []

    def observe(event: LogEvent) -> None:
        lines.append(f"{formatEvent(event)} {event!r}")

    globalLogPublisher.addObserver(observe)
    yield lines
    globalLogPublisher.removeObserver(observe)


def test_new_user_logs_in(root: Client) -> None:
    """With its password and no other; the session bears its full name."""
    make(root, description="Anna Adler")
    rule(root, "anna")
    anna = Client(root.host)
    with pytest.raises(Faulted, match="InvalidLogin"):
        anna.login("anna", "wrong")
    anna.login("anna", PASSWORD)
    assert anna.get("ha-sessionmgr", "currentSession").fullName == "Anna Adler"


def test_user_without_password_does_not_log_in(root: Client) -> None:
    """No password is not the empty password."""
    root.call(MANAGER, "CreateUser", user=vim.HostAccountSpec(id="anna"))
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(root.host).login("anna", "")


def test_password_changes(root: Client) -> None:
    """The new one works, the old one does not; what is not given stays."""
    make(root, description="Anna Adler")
    rule(root, "anna")
    root.call(MANAGER, "UpdateUser", user=vim.HostAccountSpec(id="anna", password="new"))
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(root.host).login("anna", PASSWORD)
    Client(root.host).login("anna", "new")
    assert root.host.access.accounts["anna"].full_name == "Anna Adler"


def test_user_is_removed(root: Client) -> None:
    """It can't log in, and is in no group any more; an open session has no rights."""
    make(root)
    rule(root, "anna")
    anna = Client(root.host).login("anna", PASSWORD)
    root.call(MANAGER, "RemoveUser", userName="anna")
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(root.host).login("anna", PASSWORD)
    assert "anna" not in root.host.access.groups["users"].members
    assert anna.cookie


def test_ids_are_given_in_turn(root: Client) -> None:
    """Users from 500 on, unless a spec says otherwise."""
    make(root)
    make(root, "bert", posixId=900, shellAccess=True)
    make(root, "carla")
    accounts = root.host.access.accounts
    assert [accounts[name].id for name in ("root", "anna", "bert", "carla")] == [0, 500, 900, 901]
    assert [accounts[name].shell_access for name in ("anna", "bert")] == [False, True]


def test_update_of_posix_data(root: Client) -> None:
    """A user keeps its id unless it is given another one."""
    make(root, posixId=700)
    root.call(MANAGER, "UpdateUser", user=vim.HostPosixAccountSpec(id="anna", posixId=700, shellAccess=True))
    root.call(MANAGER, "UpdateUser", user=vim.HostPosixAccountSpec(id="anna", description="x"))
    account = root.host.access.accounts["anna"]
    assert (account.id, account.shell_access, account.full_name) == (700, True, "x")


@pytest.mark.parametrize("name", ["", "a b", "a:b", "1st", "-x", "a" * 33, "a\nb", "grün"])
def test_bad_names(root: Client, name: str) -> None:
    """Names that the console's user database can't hold."""
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "CreateUser", user=vim.HostAccountSpec(id=name))
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "CreateGroup", group=vim.HostAccountSpec(id=name))


def test_names_and_ids_in_use(root: Client) -> None:
    """AlreadyExists names what there is."""
    make(root, posixId=700)
    for spec, name in (
        (vim.HostAccountSpec(id="anna"), "anna"), (vim.HostPosixAccountSpec(id="bert", posixId=700), "700"),
        (vim.HostAccountSpec(id="root"), "root"),
    ):
        with pytest.raises(Faulted) as refused:
            root.call(MANAGER, "CreateUser", user=spec)
        assert (refused.value.name, refused.value.fault.name) == ("AlreadyExists", name)
    with pytest.raises(Faulted, match="AlreadyExists"):
        root.call(MANAGER, "CreateGroup", group=vim.HostAccountSpec(id="users"))


@pytest.mark.parametrize(("name", "arguments"), [
    ("UpdateUser", {"user": vim.HostAccountSpec(id="ghost")}),
    ("RemoveUser", {"userName": "ghost"}),
    ("RemoveGroup", {"groupName": "ghost"}),
    ("AssignUserToGroup", {"user": "ghost", "group": "users"}),
    ("AssignUserToGroup", {"user": "root", "group": "ghost"}),
    ("UnassignUserFromGroup", {"user": "ghost", "group": "users"}),
    ("UnassignUserFromGroup", {"user": "root", "group": "users"}),
])
def test_unknown_accounts(root: Client, name: str, arguments: dict[str, object]) -> None:
    """UserNotFound, also for groups and for a user who is not in the group."""
    with pytest.raises(Faulted) as refused:
        root.call(MANAGER, name, **arguments)
    assert refused.value.name == "UserNotFound"
    assert not refused.value.fault.unresolved


def test_groups(root: Client) -> None:
    """A user enters a group once and leaves it again."""
    make(root)
    root.call(MANAGER, "CreateGroup", group=vim.HostAccountSpec(id="ops"))
    root.call(MANAGER, "AssignUserToGroup", user="anna", group="ops")
    with pytest.raises(Faulted, match="AlreadyExists"):
        root.call(MANAGER, "AssignUserToGroup", user="anna", group="ops")
    root.call(MANAGER, "UnassignUserFromGroup", user="anna", group="ops")
    assert root.host.access.groups["ops"].members == frozenset()
    root.call(MANAGER, "RemoveGroup", groupName="ops")
    assert "ops" not in root.host.access.groups


@pytest.mark.parametrize(("name", "arguments"), [
    ("RemoveUser", {"userName": "root"}), ("RemoveGroup", {"groupName": "users"}), ("RemoveGroup", {"groupName": "root"}),
])
def test_what_stays(root: Client, name: str, arguments: dict[str, str]) -> None:
    """The accounts that a host can't be without."""
    with pytest.raises(Faulted, match="SecurityError"):
        root.call(MANAGER, name, **arguments)


def test_last_administrator_stays(root: Client) -> None:
    """The only one who can log in and rule is not removed."""
    make(root)
    rule(root, "anna")
    rule(root, "root", role=-2)
    anna = Client(root.host).login("anna", PASSWORD)
    with pytest.raises(Faulted, match="SecurityError"):
        anna.call(MANAGER, "RemoveUser", userName="anna")


def test_passwords_appear_nowhere(root: Client, log: list[str]) -> None:
    """Not in the log, not in events, not in what is kept, not when a call fails."""
    make(root)
    with pytest.raises(Faulted) as refused:
        make(root)
    root.call(MANAGER, "UpdateUser", user=vim.HostAccountSpec(id="anna", password=PASSWORD + "2"))
    assert PASSWORD not in refused.value.text + repr(refused.value.fault)
    assert PASSWORD not in "".join(log)
    kept = [repr((node.values, node.private)) for node in root.host.inventory.nodes()]
    assert PASSWORD not in "".join(kept)
    assert PASSWORD not in repr(root.host.events.history)


def test_changes_are_told(root: Client) -> None:
    """Each change is an event that says what has changed."""
    make(root)
    root.call(MANAGER, "CreateGroup", group=vim.HostAccountSpec(id="ops"))
    root.call(MANAGER, "AssignUserToGroup", user="anna", group="ops")
    root.call(MANAGER, "UpdateUser", user=vim.HostAccountSpec(id="anna", password="x"))
    root.call(MANAGER, "UnassignUserFromGroup", user="anna", group="ops")
    root.call(MANAGER, "RemoveUser", userName="anna")
    told = [type(event).__name__ for event in root.host.events.history.events if event.userName == "root"]
    assert [name for name in told if "Session" not in name] == [
        "AccountCreatedEvent", "AccountCreatedEvent", "UserAssignedToGroup", "AccountUpdatedEvent",
        "UserPasswordChanged", "UserUnassignedFromGroup", "AccountRemovedEvent",
    ]
    messages = [event.fullFormattedMessage or "" for event in root.host.events.history.events][-7:]
    assert [message.removeprefix("esx1.example.test in ha-datacenter has the ") for message in messages] == [
        "new account anna", "new account ops", "user anna in the group ops", "account anna changed",
        "password of anna changed", "user anna no longer in the group ops", "account anna removed",
    ]


def test_host_of_another_name_has_root_too(make_host: object) -> None:
    """The principals on the root folder are accounts, without a password where none is known."""
    host = make_host(user="admin", password="x")  # type: ignore[operator]
    assert {"admin", "root", "vpxuser"} <= set(host.access.accounts)
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(host).login("root", "")
    Client(host).login("admin", "x")
