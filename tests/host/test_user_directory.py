"""The search for users and groups."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted

from fakeesx.schema import vim

ACCOUNTS = "ha-localacctmgr"


@pytest.fixture
def people(root: Client) -> Client:
    """Three users, of whom two are in a group."""
    for name, text in (("anna", "Anna Adler"), ("bert", "Bert Adler"), ("Carla", "")):
        root.call(ACCOUNTS, "CreateUser", user=vim.HostAccountSpec(id=name, description=text))
    root.call(ACCOUNTS, "CreateGroup", group=vim.HostAccountSpec(id="ops", description="who keeps it running"))
    for name in ("anna", "bert"):
        root.call(ACCOUNTS, "AssignUserToGroup", user=name, group="ops")
    return root


def find(client: Client, text: str = "", **flags: Any) -> list[str]:
    arguments = {"exactMatch": False, "findUsers": True, "findGroups": True, **flags}
    return [r.principal for r in client.call("ha-user-directory", "RetrieveUserGroups", searchStr=text, **arguments)]


@pytest.mark.parametrize(("text", "flags", "found"), [
    ("ADLER", {}, ["anna", "bert"]),
    ("carl", {}, ["Carla"]),
    ("RUNNING", {}, ["ops"]),
    ("anna", {"exactMatch": True}, ["anna"]),
    ("Anna", {"exactMatch": True}, []),
    ("Adler", {"exactMatch": True}, []),
    ("ops", {"findGroups": False}, []),
    ("o", {"findUsers": False}, ["ops", "root"]),
    ("", {"belongsToGroup": "ops"}, ["anna", "bert"]),
    ("ann", {"belongsToGroup": "ops"}, ["anna"]),
    ("", {"belongsToUser": "anna"}, ["ops", "users"]),
    ("", {"belongsToUser": "anna", "findGroups": False}, []),
    ("", {"findUsers": False, "findGroups": False}, []),
    ("anna", {"domain": ""}, ["anna"]),
])
def test_search(people: Client, text: str, flags: dict[str, Any], found: list[str]) -> None:
    """Each flag narrows the search as documented."""
    assert find(people, text, **flags) == found


def test_blank_finds_all_users_before_all_groups(people: Client) -> None:
    """Users by name, then groups by name."""
    assert find(people) == ["Carla", "anna", "bert", "root", "vpxuser", "ops", "root", "users"]


def test_result_says_who_is_a_group(people: Client) -> None:
    """Name, description and kind."""
    (found,) = people.call(
        "ha-user-directory", "RetrieveUserGroups", searchStr="ops", exactMatch=True, findUsers=True, findGroups=True
    )
    assert (found.principal, found.fullName, found.group) == ("ops", "who keeps it running", True)


def test_result_has_posix_ids(people: Client) -> None:
    """As a host that has POSIX users tells: the id, and of users whether they may have a shell."""
    users = people.call(
        "ha-user-directory", "RetrieveUserGroups", searchStr="root", exactMatch=True, findUsers=True, findGroups=True
    )
    assert users == [
        vim.PosixUserSearchResult(principal="root", fullName="root", group=False, id=0, shellAccess=True),
        vim.PosixUserSearchResult(principal="root", fullName="root", group=True, id=0),
    ]


@pytest.mark.parametrize("flags", [
    {"domain": "EXAMPLE"}, {"belongsToGroup": "nobody"}, {"belongsToUser": "nobody-here"}, {"belongsToGroup": "anna"},
])
def test_unknown_names(people: Client, flags: dict[str, str]) -> None:
    """A domain, group or user that is not there is NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        find(people, **flags)


def test_bound_on_results(people: Client) -> None:
    """The agent's setting bounds what is found, 0 for no bound."""
    key = "Config.HostAgent.plugins.vimsvc.userSearch.maxResults"
    people.call("HostAgentSettings", "UpdateOptions", changedValue=[vim.OptionValue(key=key, value=2)])
    assert find(people) == ["Carla", "anna"]
    people.call("HostAgentSettings", "UpdateOptions", changedValue=[vim.OptionValue(key=key, value=0)])
    assert len(find(people)) == 8


def test_only_who_may_change_permissions_may_search(people: Client) -> None:
    """The privilege may be on any entity."""
    people.call(ACCOUNTS, "UpdateUser", user=vim.HostAccountSpec(id="anna", password="secret"))
    permission = vim.Permission(principal="anna", group=False, roleId=-2, propagate=True)
    people.call("ha-authmgr", "SetEntityPermissions", entity=people.host.root, permission=[permission])
    anna = Client(people.host).login("anna", "secret")
    with pytest.raises(Faulted, match="NoPermission"):
        find(anna)
    datacenter = people.host.inventory.find("ha-datacenter")
    assert datacenter is not None
    role = people.call("ha-authmgr", "AddAuthorizationRole", name="mine", privIds=["Authorization.ModifyPermissions"])
    people.call(
        "ha-authmgr", "SetEntityPermissions", entity=datacenter.ref, permission=[permission.replace(roleId=role)]
    )
    assert find(anna, "bert") == ["bert"]
