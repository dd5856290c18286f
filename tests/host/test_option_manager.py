"""Advanced options and the agent's settings."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from twisted.internet.task import Clock

from fakeesx.host.option_manager import ADVANCED, AGENT, option
from fakeesx.schema import vim
from fakeesx.schema.values import Long

TIMEOUT = "Config.HostAgent.vmacore.soap.sessionTimeout"


def change(client: Client, *options: tuple[str, Any], manager: Any = ADVANCED) -> None:
    values = [vim.OptionValue(key=key, value=value) for key, value in options]
    client.call(manager, "UpdateOptions", changedValue=values)


def test_one_option(root: Client) -> None:
    """A key gives that option."""
    (found,) = root.call(ADVANCED, "QueryOptions", name="Mem.HostLocalSwapDirEnabled")
    assert (found.key, found.value) == ("Mem.HostLocalSwapDirEnabled", 0)


def test_branch(root: Client) -> None:
    """A name that ends with a dot gives what is below it."""
    found = root.call(ADVANCED, "QueryOptions", name="BufferCache.")
    assert len(found) > 1
    assert all(item.key.startswith("BufferCache.") for item in found)


def test_all(root: Client) -> None:
    """No name gives all there is."""
    assert tuple(root.call(ADVANCED, "QueryOptions")) == root.get(ADVANCED, "setting").items


@pytest.mark.parametrize("name", ["BufferCache", "Nothing.", "BufferCache.Nothing", "buffercache."])
def test_unknown_name(root: Client, name: str) -> None:
    """InvalidName with the name; a branch without its dot is none."""
    with pytest.raises(Faulted) as refused:
        root.call(ADVANCED, "QueryOptions", name=name)
    assert (refused.value.name, refused.value.fault.name) == ("InvalidName", name)


def test_change_is_seen_everywhere(root: Client) -> None:
    """The setting, the query and the host's configuration."""
    change(root, ("BufferCache.SoftMaxDirty", Long(20)))
    assert root.call(ADVANCED, "QueryOptions", name="BufferCache.SoftMaxDirty")[0].value == 20
    assert root.get("ha-host", "config").option == root.get(ADVANCED, "setting").items
    assert option(root.host, ADVANCED, "BufferCache.SoftMaxDirty") == 20


@pytest.mark.parametrize(("key", "value"), [
    ("BufferCache.SoftMaxDirty", Long(101)), ("BufferCache.SoftMaxDirty", Long(-1)),
    ("BufferCache.SoftMaxDirty", 20), ("BufferCache.SoftMaxDirty", "20"), ("BufferCache.SoftMaxDirty", True),
    ("BufferCache.SoftMaxDirty", None),
    ("Net.IGMPRouterIP", "everywhere"), ("Net.IGMPRouterIP", Long(1)),
    ("Misc.HostAgentUpdateLevel", "9"),
])
def test_wrong_value(root: Client, key: str, value: Any) -> None:
    """Wrong type, out of range, bad characters, read-only: InvalidArgument, and nothing has changed."""
    before = root.get(ADVANCED, "setting")
    with pytest.raises(Faulted, match="InvalidArgument"):
        change(root, ("BufferCache.HardMaxDirty", Long(50)), (key, value))
    assert root.get(ADVANCED, "setting") == before


def test_unknown_key(root: Client) -> None:
    """InvalidName, and the others are not changed."""
    before = root.get(ADVANCED, "setting")
    with pytest.raises(Faulted) as refused:
        change(root, ("BufferCache.HardMaxDirty", Long(50)), ("BufferCache.Nothing", Long(1)))
    assert (refused.value.name, refused.value.fault.name) == ("InvalidName", "BufferCache.Nothing")
    assert root.get(ADVANCED, "setting") == before


def test_string(root: Client) -> None:
    """A string option takes the characters it allows."""
    change(root, ("Net.IGMPRouterIP", "192.0.2.1"), ("Misc.PreferredHostName", "Any thing: at all"))
    assert option(root.host, ADVANCED, "Net.IGMPRouterIP") == "192.0.2.1"


def test_agent_settings(root: Client) -> None:
    """The other tree; it is not part of the host's configuration."""
    before = root.get("ha-host", "config").option
    change(root, ("Config.HostAgent.plugins.solo.enableMob", False), manager=AGENT)
    assert option(root.host, AGENT, "Config.HostAgent.plugins.solo.enableMob") is False
    assert root.get("ha-host", "config").option == before


def test_session_timeout_works(root: Client, clock: Clock) -> None:
    """An idle session ends after the minutes that are set, and with 0 never."""
    change(root, (TIMEOUT, 1), manager=AGENT)
    clock.advance(59)
    root.call("ServiceInstance", "CurrentTime")
    change(root, (TIMEOUT, 0), manager=AGENT)
    clock.advance(10 * 24 * 3600)
    root.call("ServiceInstance", "CurrentTime")
    change(root, (TIMEOUT, 1), manager=AGENT)
    clock.advance(61)
    with pytest.raises(Faulted, match="NotAuthenticated"):
        root.call("ServiceInstance", "CurrentTime")


def test_host_made_with_a_timeout_shows_it(make_host: Any) -> None:
    """The option says what the host does."""
    assert option(make_host(session_timeout=600.0), AGENT, TIMEOUT) == 10
    assert option(make_host(session_timeout=2.5), AGENT, TIMEOUT) == 30


@pytest.mark.parametrize(("manager", "privilege"), [
    (ADVANCED, "Host.Config.AdvancedConfig"), (AGENT, "Global.Settings"),
])
def test_privileges(root: Client, manager: Any, privilege: str) -> None:
    """Each tree needs its own."""
    root.call("ha-localacctmgr", "CreateUser", user=vim.HostAccountSpec(id="anna", password="secret"))
    permission = vim.Permission(principal="anna", group=False, roleId=-2, propagate=True)
    root.call("ha-authmgr", "SetEntityPermissions", entity=root.host.root, permission=[permission])
    anna = Client(root.host).login("anna", "secret")
    assert anna.call(manager, "QueryOptions")
    with pytest.raises(Faulted) as refused:
        anna.call(manager, "UpdateOptions", changedValue=anna.call(manager, "QueryOptions")[:1])
    assert (refused.value.name, refused.value.fault.privilegeId) == ("NoPermission", privilege)
