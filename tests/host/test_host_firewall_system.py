"""The console's firewall."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.host.host_firewall_system import FIREWALL, lets_in, ruleset_enabled
from fakeesx.host.host_service_system import service_running
from fakeesx.schema import vim


def enabled(client: Client, key: str) -> bool:
    info = client.get(FIREWALL, "firewallInfo")
    assert info == client.get("ha-host", "config").firewall
    (found,) = (ruleset.enabled for ruleset in info.ruleset if ruleset.key == key)
    return bool(found)


def test_web_access_is_closed_and_opened(root: Client) -> None:
    """The rule set shows it in both places, and whoever serves pages can ask."""
    assert ruleset_enabled(root.host, "webAccess")
    root.call(FIREWALL, "DisableRuleset", id="webAccess")
    assert not enabled(root, "webAccess")
    assert not ruleset_enabled(root.host, "webAccess")
    root.call(FIREWALL, "EnableRuleset", id="webAccess")
    assert enabled(root, "webAccess")


def test_same_state_again(root: Client) -> None:
    """Opening what is open changes nothing and is no fault."""
    before = root.host.inventory.find("ha-host")
    root.call(FIREWALL, "EnableRuleset", id="webAccess")
    assert root.host.inventory.find("ha-host") is before


@pytest.mark.parametrize("name", ["EnableRuleset", "DisableRuleset"])
def test_unknown_ruleset(root: Client, name: str) -> None:
    """A rule set that is not there is NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(FIREWALL, name, id="webaccess")


def test_default_policy(root: Client) -> None:
    """What is not set stays as it is."""
    policy = vim.HostFirewallDefaultPolicy(outgoingBlocked=False)
    root.call(FIREWALL, "UpdateDefaultPolicy", defaultPolicy=policy)
    changed = root.get("ha-host", "config").firewall.defaultPolicy
    assert (changed.incomingBlocked, changed.outgoingBlocked) == (True, False)


def test_refresh(root: Client) -> None:
    """It changes nothing."""
    before = root.get(FIREWALL, "firewallInfo")
    root.call(FIREWALL, "RefreshFirewall")
    assert root.get(FIREWALL, "firewallInfo") == before


def test_automatic_service_follows_its_ports(root: Client) -> None:
    """A service that starts by itself stops when its last port is closed, and starts with the first one opened."""
    root.call(FIREWALL, "DisableRuleset", id="sshServer")
    assert not service_running(root.host, "sshd")
    root.call(FIREWALL, "EnableRuleset", id="sshServer")
    assert service_running(root.host, "sshd")


def test_service_with_another_policy_does_not(root: Client) -> None:
    """Only the policy ``automatic`` looks at ports."""
    root.call("serviceSystem", "UpdateServicePolicy", id="sshd", policy="on")
    root.call(FIREWALL, "DisableRuleset", id="sshServer")
    assert service_running(root.host, "sshd")


def test_read_only_user_does_not_open_ports(root: Client) -> None:
    """NoPermission for Host.Config.NetService, and the port stays as it was."""
    root.call("ha-localacctmgr", "CreateUser", user=vim.HostAccountSpec(id="anna", password="secret"))
    permission = vim.Permission(principal="anna", group=False, roleId=-2, propagate=True)
    root.call("ha-authmgr", "SetEntityPermissions", entity=root.host.root, permission=[permission])
    anna = Client(root.host).login("anna", "secret")
    assert not enabled(anna, "ftpServer")
    with pytest.raises(Faulted) as refused:
        anna.call(FIREWALL, "EnableRuleset", id="ftpServer")
    assert (refused.value.fault.object, refused.value.fault.privilegeId) == (FIREWALL, "Host.Config.NetService")
    assert not enabled(anna, "ftpServer")


def test_esxi_has_no_firewall(esxi: Client) -> None:
    """No object, and nothing is closed."""
    assert esxi.get("ha-host", "configManager").firewallSystem is None
    assert ruleset_enabled(esxi.host, "webAccess")
    with pytest.raises(Faulted, match="ManagedObjectNotFound"):
        esxi.call(FIREWALL, "RefreshFirewall")


def test_ports(root: Client) -> None:
    """A client gets in where an open rule set has the port, for TCP that comes in; where all may, at any port."""
    assert lets_in(root.host, 443)
    assert not any(lets_in(root.host, port) for port in (5899, 5900, 5964, 5965))
    root.call(FIREWALL, "EnableRuleset", id="vncServer")
    assert [lets_in(root.host, port) for port in (5899, 5900, 5964, 5965)] == [False, True, True, False]
    root.call(FIREWALL, "EnableRuleset", id="telnetClient")
    assert not lets_in(root.host, 23)  # a rule for connections that go out
    policy = vim.HostFirewallDefaultPolicy(incomingBlocked=False)
    root.call(FIREWALL, "UpdateDefaultPolicy", defaultPolicy=policy)
    assert lets_in(root.host, 5965)
