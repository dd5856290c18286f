"""VNC consoles: a port for each machine, whoever else wants one at the same time, and who can connect to it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from driver_conf import conf_of
from driver_machines import REQUEST, Pattern, holdings
from driver_threads import in_threads
from esx_driver.cli import main
from esx_driver.errors import ConsoleError, InstanceNotFound, NoPortLeft, WrongState
from esx_driver.host import Host
from esx_driver.vim import connect
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup, power, spawning, vnc
from rfb import Rfb, do, kept_port, machine, reconfigure
from rfb import vnc as keys

from fakeesx import FakeESX
from fakeesx.host.host_firewall_system import FIREWALL

NEW = replace(REQUEST, nics=())
OFF = {"host": {"profile": "esxi-4.1"}, "vms": [machine("one", {}, "off"), machine("two", {}, "off")]}
BIG = {"host": {"profile": "esxi-4.1"}, "vms": [machine(f"vm{n}", keys(5900 + n), "off") for n in range(60)]}


@pytest.fixture(scope="module")
def shared() -> Iterator[FakeESX]:
    """A host without a firewall, with two machines that are off."""
    with FakeESX(OFF) as esx:
        yield esx


@pytest.fixture
def esx(shared: FakeESX) -> FakeESX:
    """The same, as at first."""
    shared.reset()
    return shared


@pytest.fixture(scope="module")
def host(shared: FakeESX) -> Iterator[Host]:
    """The driver, connected to it."""
    with connect(conf_of(shared)) as session:
        yield Host(session)


def ports(esx: FakeESX) -> dict[str, str | None]:
    """The ports that machines have."""
    return {name: esx.vms[name].extra_config.get(vnc.PORT) for name in esx.vms}


def test_a_machine_that_is_seen(esx: FakeESX, host: Host) -> None:
    """W17: a VNC client gets in where the driver says, with the password that it says, and with no other."""
    with kept_port() as port:
        conf = conf_of(esx, vnc_enabled=True, vnc_port=port, vnc_port_total=1)
        vm = spawning.spawn(host, conf, NEW, Pattern())
        found = vnc.console(host, conf, vm, "web")
        assert (found.host, found.port, found.internal_access_path) == ("127.0.0.1", port, None)
        assert found.password
        with Rfb(found.port) as viewer:
            assert viewer.log_in(found.password).name == "web"
        power.power_off(host, vm, "web")


def test_none_unless_asked_for(esx: FakeESX, host: Host) -> None:
    """By the options."""
    spawning.spawn(host, conf_of(esx), NEW, Pattern())
    assert not any(key.startswith("RemoteDisplay") for key in esx.vms["web"].extra_config)


def test_keys(esx: FakeESX, host: Host) -> None:
    """Those that OpenStack wrote, the lowest port, the password of the options."""
    made = vnc.Allotting(host, conf_of(esx, vnc_password="geheim")).first()
    assert made == {
        "RemoteDisplay.vnc.enabled": "TRUE", "RemoteDisplay.vnc.port": "5900", "RemoteDisplay.vnc.password": "geheim",
    }


def test_password_of_its_own(esx: FakeESX, host: Host) -> None:
    """Where the options name none: of all the characters that VNC takes, and no two the same."""
    allotting = vnc.Allotting(host, conf_of(esx))
    made = [allotting.first()[vnc.PASSWORD] for _ in range(4)]
    assert len(set(made)) == 4
    assert {len(each) for each in made} == {8}
    assert all(each.isalnum() for each in made)


def test_password_is_not_told(host: Host, esx: FakeESX, caplog: pytest.LogCaptureFixture) -> None:
    """By a log, or by a console that is printed."""
    caplog.set_level("DEBUG")
    conf = conf_of(esx, vnc_password="geheim")
    vnc.Allotting(host, conf).switch_on(lookup.by_name(host, "one"), "one")
    assert "ReconfigVM_Task" in caplog.text
    assert "geheim" not in caplog.text
    assert "geheim" not in repr(vnc.VncConsole("192.0.2.1", 5900, "geheim"))


def test_ports_of_others(esx: FakeESX, host: Host) -> None:
    """Are theirs, whether they are on, whether VNC is, and however they spell it."""
    reconfigure(esx, "one", {"RemoteDisplay.vnc.port": "5900"})
    reconfigure(esx, "two", {"remotedisplay.vnc.enabled": "true", "remotedisplay.vnc.port": "5901"})
    allotting = vnc.Allotting(host, conf_of(esx))
    assert allotting.first()[vnc.PORT] == "5902"
    reconfigure(esx, "one", {"RemoteDisplay.vnc.port": "not a port"})
    assert allotting.first()[vnc.PORT] == "5900"


def test_calls_do_not_grow_with_machines(connected: Callable[..., Host]) -> None:
    """One look, however many there are."""
    with FakeESX(BIG) as many:
        host = connected(many)
        assert host.places
        before = host.session.calls
        assert vnc.Allotting(host, conf_of(many)).first()[vnc.PORT] == "5960"
        assert host.session.calls == before + 1


def test_no_port_left(esx: FakeESX, host: Host) -> None:
    """Nothing is made, and the error says which ports there were."""
    reconfigure(esx, "one", keys(7000))
    reconfigure(esx, "two", keys(7001))
    before = holdings(esx)
    conf = conf_of(esx, vnc_enabled=True, vnc_port=7000, vnc_port_total=2)
    with pytest.raises(NoPortLeft, match="all VNC ports from 7000 to 7001"):
        spawning.spawn(host, conf, NEW, Pattern())
    assert holdings(esx) == before


def test_port_lost_to_another(esx: FakeESX, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look for a free one and the machine's making, and there is no other: what was made is removed."""
    conf = conf_of(esx, vnc_enabled=True, vnc_port=7000, vnc_port_total=1)
    chosen = vnc.Allotting(host, conf).first()
    monkeypatch.setattr(vnc.Allotting, "first", lambda _: chosen)
    reconfigure(esx, "one", keys(7000))
    before = holdings(esx)
    with pytest.raises(NoPortLeft):
        spawning.spawn(host, conf, NEW, Pattern())
    assert holdings(esx) == before
    assert esx.calls("CreateVM_Task")


STEPS = {"write one": ("one", "write"), "write two": ("two", "write"), "settle one": ("one", "settle"),
         "settle two": ("two", "settle")}
ORDERS = [order for order in itertools.permutations(STEPS)
          if order.index("write one") < order.index("settle one") and order.index("write two") < order.index("settle two")]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_two_chose_the_same(esx: FakeESX, host: Host, order: tuple[str, ...]) -> None:
    """Whatever is written and looked at in whichever order: at the end each has a port of its own."""
    allotting = vnc.Allotting(host, conf_of(esx), Random(1))
    chosen = allotting.first()
    told = {}
    for name, step in (STEPS[each] for each in order):
        if step == "write":
            reconfigure(esx, name, chosen)
        else:
            told[name] = allotting.settle(lookup.by_name(host, name), name)
    now = ports(esx)
    assert now["one"] != now["two"]
    assert {name: str(port) for name, port in told.items()} == now


def test_many_at_once(esx: FakeESX, connected: Callable[..., Host]) -> None:
    """Machines that are made at the same time have ports of their own."""
    conf = conf_of(esx, vnc_enabled=True)
    hosts = [connected(esx) for _ in range(4)]

    def spawner(number: int) -> Callable[[], None]:
        request = replace(NEW, name=f"web{number}", uuid=f"52aaaaaa-0000-4000-8000-00000000000{number}")
        return lambda: spawning.spawn(hosts[number], conf, request, Pattern()) and None

    in_threads([spawner(number) for number in range(4)])
    made = [ports(esx)[f"web{number}"] for number in range(4)]
    assert None not in made
    assert len(set(made)) == 4


def test_on_and_off(esx: FakeESX, host: Host) -> None:
    """For a machine that was made without; switched on again it keeps port and password."""
    allotting = vnc.Allotting(host, conf_of(esx))
    vm = lookup.by_name(host, "one")
    assert allotting.switch_on(vm, "one") == 5900
    password = esx.vms["one"].extra_config[vnc.PASSWORD]
    assert allotting.switch_on(vm, "one") == 5900
    assert esx.vms["one"].extra_config[vnc.PASSWORD] == password
    allotting.switch_off(vm, "one")
    left = {key: value for key, value in esx.vms["one"].extra_config.items() if key.startswith("Remote")}
    assert left == {vnc.ENABLED: "FALSE"}
    with pytest.raises(ConsoleError):
        vnc.console(host, conf_of(esx), vm, "one")


def test_a_console_without_a_password_gets_one(esx: FakeESX, host: Host) -> None:
    """When it is switched on by the driver."""
    reconfigure(esx, "one", keys(5910))
    assert vnc.Allotting(host, conf_of(esx)).switch_on(lookup.by_name(host, "one"), "one") == 5910
    assert esx.vms["one"].extra_config[vnc.PASSWORD]


def test_what_has_no_console(esx: FakeESX, host: Host) -> None:
    """A machine that was made without: how it gets one is told. One that is off, and one that is gone."""
    conf = conf_of(esx)
    one, two = (lookup.by_name(host, name) for name in ("one", "two"))
    with pytest.raises(ConsoleError, match="'one' has no VNC console: `esx-driver vnc on` gives it one"):
        vnc.console(host, conf, one, "one")
    reconfigure(esx, "two", keys(5900))
    with pytest.raises(WrongState, match="it is poweredOff, and would have to be poweredOn"):
        vnc.console(host, conf, two, "two")
    gone = Ref("VirtualMachine", "4711")
    with pytest.raises(InstanceNotFound):
        vnc.console(host, conf, gone, "gone")


def test_public_name(esx: FakeESX, host: Host) -> None:
    """What consoles are told, where the address is not for clients."""
    with kept_port() as port:
        conf = conf_of(esx, console_public_hostname="esx.example.org")
        reconfigure(esx, "one", keys(port))
        vm = lookup.by_name(host, "one")
        power.power_on(host, vm, "one")
        found = vnc.console(host, conf, vm, "one")
        assert (found.host, found.port, found.password) == ("esx.example.org", port, None)
        power.power_off(host, vm, "one")


def test_behind_the_firewall(connected: Callable[..., Host]) -> None:
    """Of ESX with a service console: which rule set is closed, or that none would do. Once it is open there is a console."""
    vms = [machine(f"vm{port}", keys(port)) for port in (5964, 5965)]
    with FakeESX({"vms": vms}) as esx:
        host, conf = connected(esx), conf_of(esx)
        inside, outside = (lookup.by_name(host, each["name"]) for each in vms)
        with pytest.raises(ConsoleError, match=r"lets nobody in at port 5964: its rule set vncServer is closed"):
            vnc.console(host, conf, inside, "vm5964")
        esx.run(lambda simulated: simulated.object(FIREWALL).EnableRuleset(None, "vncServer"))
        assert vnc.console(host, conf, inside, "vm5964").port == 5964
        with pytest.raises(ConsoleError, match=r"lets nobody in at port 5965, and no rule set of it would"):
            vnc.console(host, conf, outside, "vm5965")


# the commands

@pytest.fixture
def run(esx: FakeESX, tmp_path: Path) -> Callable[..., Any]:
    """Runs a command: its exit code and all that it prints."""
    file = tmp_path / "driver.conf"
    file.write_text("[DEFAULT]\n" + "".join(f"{name} = {value}\n" for name, value in {
        "vmwareapi_host_ip": f"{esx.host}:{esx.port}", "vmwareapi_host_username": esx.user,
        "vmwareapi_host_password": esx.password, "vmwareapi_ca_file": esx.cafile, "vnc_password": "geheim",
    }.items()))

    def run_(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["--config-file", str(file), *words])
        return done.exit_code, done.output

    return run_


def test_commands(esx: FakeESX, run: Callable[..., Any]) -> None:
    """From none to a console, and back."""
    with kept_port() as port:
        some = ("--set", f"vnc_port={port}", "--set", "vnc_port_total=1")
        code, said = run("console", "one", "--type", "vnc")
        assert (code, said.count("esx-driver vnc on")) == (65, 1)
        assert run(*some, "vnc", "on", "one") == (0, f"one has VNC at port {port}, from its next power-on\n")
        code, said = run(*some, "vnc", "on", "two")
        assert code == 73
        assert f"from {port} to {port}" in said
        do(esx, "one", "PowerOnVM_Task")
        code, said = run("--json", "console", "one", "--type", "vnc")
        assert json.loads(said) == {
            "console_type": "vnc", "host": "127.0.0.1", "port": port, "password": "geheim", "internal_access_path": None,
        }
        assert run("console", "one", "--type", "vnc") == (
            0, f"console_type  vnc\nhost          127.0.0.1\nport          {port}\npassword      geheim\n",
        )
        do(esx, "one", "PowerOffVM_Task")
        assert run("vnc", "off", "one") == (0, "one has no VNC, from its next power-on\n")


def test_page_is_for_the_plug_in(run: Callable[..., Any], tmp_path: Path) -> None:
    """Which does not speak VNC."""
    code, said = run("console", "one", "--type", "vnc", "--page", str(tmp_path / "page.html"))
    assert code == 64
    assert "does not speak VNC" in said
    assert not (tmp_path / "page.html").exists()
