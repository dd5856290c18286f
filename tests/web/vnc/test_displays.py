"""When a machine has a VNC server, and when it has not."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from rfb import Rfb, do, kept_port, machine, reconfigure, refused, vnc

from fakeesx import FakeESX
from fakeesx.host.esx import Esx
from fakeesx.host.host_firewall_system import FIREWALL
from fakeesx.schema import vim
from fakeesx.testing import VimClient


@pytest.fixture
def port() -> Iterator[int]:
    """A port for a machine."""
    with kept_port() as number:
        yield number


@pytest.fixture(scope="module")
def esx() -> Iterator[FakeESX]:
    """A host without a firewall, with two machines that are off."""
    with FakeESX({"vms": [machine("web", {}, "off"), machine("db", {}, "off")]}, profile="esxi-4.1") as esx:
        yield esx
        esx.reset()


@pytest.fixture(autouse=True)
def _as_at_first(esx: FakeESX) -> None:
    esx.reset()


def run_with(esx: FakeESX, name: str, options: dict[str, str]) -> None:
    """Start a machine with options."""
    reconfigure(esx, name, options)
    do(esx, name, "PowerOnVM_Task")


def warnings(esx: FakeESX) -> list[str]:
    """What the host's events say of what machines miss."""
    esx.run(lambda _: None)  # what was put off to the reactor's next turn is done
    history = esx.run(lambda host: tuple(host.events.history.events))
    return [str(event.fullFormattedMessage) for event in history if isinstance(event, vim.VmMessageWarningEvent)]


def test_from_power_on_to_power_off(esx: FakeESX, port: int) -> None:
    """The port is there when the client hears of the one, and not any more when it hears of the other."""
    reconfigure(esx, "web", vnc(port, "secret"))
    assert refused(port)
    client = VimClient(esx.url, esx.cafile)
    client.login(esx.user, esx.password)
    ref = esx.vms["web"].ref
    client.task("PowerOnVM_Task", ref)
    with Rfb(port) as viewer:
        assert viewer.log_in("secret").name == "web"
        client.task("PowerOffVM_Task", ref)
        assert refused(port)
        assert viewer.is_closed()
    client.close()


def test_suspended(esx: FakeESX, port: int) -> None:
    """Nobody sees a machine that is suspended; when it goes on, they do."""
    run_with(esx, "web", vnc(port))
    do(esx, "web", "SuspendVM_Task")
    assert refused(port)
    do(esx, "web", "PowerOnVM_Task")
    with Rfb(port) as viewer:
        assert viewer.log_in().name == "web"


@pytest.mark.parametrize("options", [
    {}, {"RemoteDisplay.vnc.port": "{port}"}, {"RemoteDisplay.vnc.enabled": "FALSE", "RemoteDisplay.vnc.port": "{port}"},
])
def test_without(esx: FakeESX, port: int, options: dict[str, str]) -> None:
    """Only a machine that is told to has one."""
    run_with(esx, "web", {key: value.format(port=port) for key, value in options.items()})
    assert refused(port)


def test_letter_case(esx: FakeESX, port: int) -> None:
    """Of keys and of the word does not matter."""
    run_with(esx, "web", {"remotedisplay.VNC.enabled": "true", "REMOTEDISPLAY.vnc.Port": str(port)})
    assert not refused(port)


def test_changed_while_it_runs(esx: FakeESX, port: int) -> None:
    """It holds from the next power on (inferred); a reboot of the guest is none."""
    with kept_port() as other:
        run_with(esx, "web", vnc(port, "before"))
        reconfigure(esx, "web", vnc(other, "after"))
        do(esx, "web", "ResetVM_Task")
        assert refused(other)
        with Rfb(port) as viewer:
            viewer.log_in("before")
        do(esx, "web", "PowerOffVM_Task")
        do(esx, "web", "PowerOnVM_Task")
        assert refused(port)
        with Rfb(other) as viewer:
            viewer.log_in("after")


def test_taken_by_another_machine(esx: FakeESX, port: int) -> None:
    """The second one runs without, and an event says why."""
    run_with(esx, "web", vnc(port))
    run_with(esx, "db", vnc(port))
    assert esx.vms["db"].power_state == "poweredOn"
    (warning,) = warnings(esx)
    assert warning.startswith("db on ")
    assert warning.endswith(f"warns: no VNC server on port {port}: the virtual machine 'web' has it")
    with Rfb(port) as viewer:
        assert viewer.log_in().name == "web"
    do(esx, "web", "PowerOffVM_Task")
    do(esx, "db", "ResetVM_Task")  # it is not powered on by that: the port is free, and the event was told
    assert refused(port)
    assert len(warnings(esx)) == 1
    do(esx, "db", "PowerOffVM_Task")
    do(esx, "db", "PowerOnVM_Task")
    with Rfb(port) as viewer:
        assert viewer.log_in().name == "db"


def test_taken_by_somebody_else(esx: FakeESX) -> None:
    """Likewise: another host in this process, or any program."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        run_with(esx, "web", vnc(taken))
        assert esx.vms["web"].power_state == "poweredOn"
        assert [f"no VNC server on port {taken}: " in text for text in warnings(esx)] == [True]


def test_address(esx: FakeESX, port: int) -> None:
    """The host's own, or one of the loopback if the machine wants that."""
    run_with(esx, "web", vnc(port, ip="127.0.0.2"))
    assert refused(port)
    socket.create_connection(("127.0.0.2", port), 10).close()
    run_with(esx, "db", vnc(port, ip="192.0.2.7"))
    assert len(warnings(esx)) == 1  # the port is taken all the same
    do(esx, "web", "PowerOffVM_Task")
    do(esx, "db", "PowerOffVM_Task")
    do(esx, "db", "PowerOnVM_Task")
    assert not refused(port)


@pytest.mark.parametrize("wrong", ["0", "65536", "-1", "123456", "vnc", "٥٩٠٠"])
def test_no_port(esx: FakeESX, wrong: str) -> None:
    """What is no port's number is told, and the machine runs."""
    run_with(esx, "web", vnc(wrong))
    assert ["is not the number of a port" in text for text in warnings(esx)] == [True]


def test_another_host_at_its_place(esx: FakeESX, port: int) -> None:
    """Has the servers of its own machines, on the same ports, too; those of the one before are gone."""
    run_with(esx, "web", vnc(port))
    with Rfb(port) as viewer:
        viewer.log_in()
        esx.load({"vms": [machine("other", vnc(port))], "host": {"profile": "esxi-4.1"}})
        assert viewer.is_closed()
    with Rfb(port) as viewer:
        assert viewer.log_in().name == "other"
    esx.load({"vms": [machine("web", {}, "off"), machine("db", {}, "off")], "host": {"profile": "esxi-4.1"}})
    assert refused(port)


def test_snapshots_of_the_host(esx: FakeESX, port: int) -> None:
    """Bring the servers of then back, with the settings of then."""
    run_with(esx, "web", vnc(port, "then"))
    reconfigure(esx, "web", vnc(port, "now"))
    esx.snapshot("then")
    do(esx, "web", "PowerOffVM_Task")
    do(esx, "web", "PowerOnVM_Task")
    esx.restore("then")
    with Rfb(port) as viewer:
        viewer.log_in("then")
    esx.reset()
    assert refused(port)
    esx.restore("then")
    with Rfb(port) as viewer:
        viewer.log_in("then")


def test_end_of_the_host(port: int) -> None:
    """Ends its machines' servers."""
    with FakeESX({"vms": [machine("web", vnc(port))]}, profile="esxi-4.1"):
        viewer = Rfb(port).log_in()
    with viewer:
        assert viewer.is_closed()
        assert refused(port)


# the firewall of the service console

@pytest.fixture(scope="module")
def classic() -> Iterator[FakeESX]:
    """A host with a service console, and its firewall; one machine, off."""
    with FakeESX({"vms": [machine("web", {}, "off")]}) as esx:
        yield esx
        esx.reset()


@pytest.fixture
def firewalled(classic: FakeESX, port: int) -> FakeESX:
    """The same, and the machine runs; the rule set of VNC is for its port (5900 to 5964, else)."""
    classic.reset()

    def move(host: Esx) -> None:
        info = host.inventory.get(FIREWALL, "firewallInfo")
        rule = vim.HostFirewallRule(port=port - 1, endPort=port + 1, direction="inbound", protocol="tcp")
        rulesets = [each.replace(rule=[rule]) if each.key == "vncServer" else each for each in info.ruleset]
        host.inventory.update(FIREWALL, firewallInfo=info.replace(ruleset=rulesets))

    classic.run(move)
    run_with(classic, "web", vnc(port))
    return classic


def test_firewall_is_closed(firewalled: FakeESX, port: int) -> None:
    """As it is on a new host: nobody gets to the machine until the rule set is opened, by whoever may."""
    assert refused(port)
    firewalled.run(lambda host: host.object(FIREWALL).EnableRuleset(None, "vncServer"))
    with Rfb(port) as viewer:
        viewer.log_in()
        firewalled.run(lambda host: host.object(FIREWALL).DisableRuleset(None, "vncServer"))
        assert refused(port)
        assert viewer.screen()  # who is in stays in (inferred)


def test_firewall_lets_all_in(firewalled: FakeESX, port: int) -> None:
    """Where its policy is to block nobody."""
    policy = vim.HostFirewallDefaultPolicy(incomingBlocked=False)
    firewalled.run(lambda host: host.object(FIREWALL).UpdateDefaultPolicy(None, policy))
    assert not refused(port)


def test_firewall_of_a_new_host(classic: FakeESX) -> None:
    """Ports 5900 to 5964 have a rule set, which is closed (recorded)."""
    classic.reset()
    info = classic.run(lambda host: host.inventory.get(FIREWALL, "firewallInfo"))
    (found,) = [each for each in info.ruleset if each.key == "vncServer"]
    assert not found.enabled
    assert [(rule.port, rule.endPort, rule.direction) for rule in found.rule] == [(5900, 5964, "inbound")]


def test_a_port_behind_the_firewall(firewalled: FakeESX, port: int) -> None:
    """Is the machine's that has it, also while nobody gets in; and nobody's when that is off."""
    do(firewalled, "web", "PowerOffVM_Task")
    firewalled.run(lambda host: host.object(FIREWALL).EnableRuleset(None, "vncServer"))
    assert refused(port)
