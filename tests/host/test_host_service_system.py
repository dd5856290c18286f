"""Services of the host."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.host.host_service_system import service_running
from fakeesx.schema import vim

SERVICES = "serviceSystem"


def service(client: Client, key: str) -> vim.HostService:
    assert client.get(SERVICES, "serviceInfo") == client.get("ha-host", "config").service
    return next(s for s in client.get(SERVICES, "serviceInfo").service if s.key == key)


def test_service_stops_and_starts(root: Client) -> None:
    """The manager and the host's configuration show the same."""
    assert service_running(root.host, "sshd")
    root.call(SERVICES, "StopService", id="sshd")
    assert not service(root, "sshd").running
    assert not service_running(root.host, "sshd")
    root.call(SERVICES, "StartService", id="sshd")
    assert service(root, "sshd").running


def test_restart_leaves_it_running(root: Client) -> None:
    """A restarted service runs."""
    root.call(SERVICES, "RestartService", id="ntpd")
    assert service(root, "ntpd").running


@pytest.mark.parametrize(("name", "id"), [("StartService", "sshd"), ("StopService", "iked"), ("RestartService", "iked")])
def test_wrong_state(root: Client, name: str, id: str) -> None:
    """Starting what runs, and stopping or restarting what does not, is InvalidState."""
    with pytest.raises(Faulted, match="InvalidState"):
        root.call(SERVICES, name, id=id)


@pytest.mark.parametrize(("name", "more"), [
    ("StartService", {}), ("StopService", {}), ("RestartService", {}), ("UninstallService", {}),
    ("UpdateServicePolicy", {"policy": "on"}),
])
def test_unknown_service(root: Client, name: str, more: dict[str, str]) -> None:
    """A service that is not there is NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(SERVICES, name, id="httpd", **more)


def test_policy(root: Client) -> None:
    """One of the three policies, and nothing else."""
    root.call(SERVICES, "UpdateServicePolicy", id="sshd", policy="off")
    assert (service(root, "sshd").policy, service(root, "sshd").running) == ("off", True)
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(SERVICES, "UpdateServicePolicy", id="sshd", policy="sometimes")


def test_services_are_part_of_the_host(root: Client) -> None:
    """None of 4.1's own services can be uninstalled."""
    with pytest.raises(Faulted, match="HostConfigFault"):
        root.call(SERVICES, "UninstallService", id="sshd")
    root.call(SERVICES, "RefreshServices")
    assert service(root, "sshd")


def test_esxi_has_its_own(esxi: Client) -> None:
    """The tech support mode, say."""
    esxi.call(SERVICES, "StartService", id="TSM-SSH")
    assert service(esxi, "TSM-SSH").running
