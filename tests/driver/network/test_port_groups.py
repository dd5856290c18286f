"""Port groups on a host: made once, whoever asks, and removed by nobody while another needs them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from driver_chaos import EFFECTS
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, UUID, VLAN_NIC, Pattern, holdings
from esx_driver.errors import DriverError, OutcomeUnknown, TransferError
from esx_driver.host import Host
from esx_driver.network.errors import (
    BadVlan,
    NetworkNotFound,
    NicNotFound,
    NicWithoutSwitch,
    OnOtherSwitch,
    OtherVlan,
    Unsettled,
)
from esx_driver.network.port_groups import PortGroups, Wanted
from esx_driver.vim import connect
from esx_driver.vim.faults import HostConfigFault
from esx_driver.vm import leaving, power, spawning

from fakeesx import FakeESX


@pytest.fixture
def groups(host: Host) -> PortGroups:
    """The port groups of the host."""
    return host.port_groups


def add_switch(host: Host, name: str, *nics: str) -> None:
    """A virtual switch with physical cards."""
    types = host.session.types
    bridge = types.HostVirtualSwitchBondBridge(nicDevice=list(nics)) if nics else None
    spec = types.HostVirtualSwitchSpec(numPorts=64, bridge=bridge)
    host.session.call("AddVirtualSwitch", host.port_groups._network_system(), vswitchName=name, spec=spec)


def test_six_steps(fresh: FakeESX, host: Host, groups: PortGroups) -> None:
    """On a real network: made, taken, and each thing that can be wrong is an error of its own with names and numbers."""
    assert groups.ensure_vlan("br100", 100, "vmnic0") == ("br100", True)
    assert (fresh.networks["br100"].vlan, fresh.networks["br100"].switch) == (100, "vSwitch0")
    assert groups.ensure_vlan("br100", 100, "vmnic0") == ("br100", False)
    with pytest.raises(OtherVlan, match="'br100' is for VLAN 100, and not for 101"):
        groups.ensure_vlan("br100", 101, "vmnic0")
    with pytest.raises(NicNotFound, match="no network card 'vmnic7'; it has 'vmnic0'"):
        groups.ensure_vlan("br100", 100, "vmnic7")
    with pytest.raises(NicWithoutSwitch, match="no virtual switch uses the network card 'vmnic1'"):
        groups.ensure_vlan("br100", 100, "vmnic1")
    add_switch(host, "vSwitch1", "vmnic1")
    with pytest.raises(OnOtherSwitch, match="'br100' is on 'vSwitch0', and not on 'vSwitch1', the switch of 'vmnic1'"):
        groups.ensure_vlan("br100", 100, "vmnic1")
    with pytest.raises(BadVlan):
        groups.ensure_vlan("br9999", 4096, "vmnic0")
    assert len(fresh.calls("AddPortGroup")) == 1


@pytest.mark.parametrize("vlan", [0, 1, 4094, 4095])
def test_vlans_at_the_ends(fresh: FakeESX, groups: PortGroups, vlan: int) -> None:
    """Without one, the first and the last, and all of them."""
    groups.ensure_vlan("br", vlan, "vmnic0")
    assert fresh.networks["br"].vlan == vlan


def test_switch_with_dashes(fresh: FakeESX, host: Host, groups: PortGroups) -> None:
    """W20: a switch's name is not cut at its dashes, and port groups on it are found there."""
    add_switch(host, "my-switch-0", "vmnic1")
    assert groups.ensure_vlan("br5", 5, "vmnic1") == ("br5", True)
    assert fresh.networks["br5"].switch == "my-switch-0"
    assert groups.ensure_vlan("br5", 5, "vmnic1") == ("br5", False)


def test_cards_whose_names_begin_alike(connected: Callable[..., Host]) -> None:
    """W20: vmnic1 is not vmnic10, whichever switch is asked about first."""
    network = {
        "nics": [{"name": name} for name in ("vmnic10", "vmnic1", "vmnic11")],
        "switches": [{"name": "ten", "nics": ["vmnic10"]}, {"name": "one", "nics": ["vmnic1"]}],
        "port_groups": [{"name": "VM Network", "switch": "ten"}],
    }
    with FakeESX({"network": network}, seed=1) as esx:
        groups = connected(esx).port_groups
        groups.ensure_vlan("br1", 1, "vmnic1")
        groups.ensure_vlan("br10", 10, "vmnic10")
        assert (esx.networks["br1"].switch, esx.networks["br10"].switch) == ("one", "ten")
        with pytest.raises(NicWithoutSwitch, match="'vmnic11'"):
            groups.ensure_vlan("br11", 11, "vmnic11")
        with pytest.raises(NicNotFound, match="'vmnic'"):  # a part of each name
            groups.ensure_vlan("br", 5, "vmnic")


def test_group_that_is_missing(fresh: FakeESX, groups: PortGroups) -> None:
    """W20: a flat network that is not there is an error that lists those that are (the original stumbled over it)."""
    with pytest.raises(NetworkNotFound, match=r"no port group 'br1'; it has .*'VM Network'"):
        groups.ensure_flat("br1")


@pytest.mark.parametrize("cards", [1, 3])
def test_calls_per_card(fresh: FakeESX, host: Host, cards: int) -> None:
    """W21: the network is read once for all cards of a machine (the original read N + 2 times for each of them)."""
    nics = tuple(spawning.NicRequest(replace(NIC, mac=f"fa:16:3e:00:00:0{n}"), "VM Network") for n in range(cards))
    host.datastores()
    fresh.forget_calls()
    spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=nics), Pattern())
    reads = [
        call for call in fresh.calls("RetrievePropertiesEx")
        if "config.network" in str(call.arguments)
    ]
    assert len(reads) == 1
    assert len(fresh.calls(kind="soap")) <= 18


def test_race_of_threads(fresh: FakeESX, groups: PortGroups) -> None:
    """Many at once through one session: one makes it, the others take it."""
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: groups.ensure_vlan("br100", 100, "vmnic0"), range(8)))
    assert sorted(made for _, made in outcomes) == [False] * 7 + [True]
    assert fresh.networks["br100"].vlan == 100


def test_race_of_sessions(fresh: FakeESX, connected: Callable[..., Host]) -> None:
    """Likewise when each has its own, as several compute services do."""
    hosts = [connected(fresh) for _ in range(4)]
    start = threading.Barrier(4)

    def ensure(host: Host) -> bool:
        host.places  # noqa: B018 - all stand at the same line
        start.wait(30)
        return host.port_groups.ensure_vlan("br100", 100, "vmnic0")[1]

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ensure, hosts)) == [False] * 3 + [True]


def rival(esx: FakeESX, vlan: int) -> Callable[[], None]:
    """Somebody else who makes the same port group."""

    def make() -> None:
        with connect(conf_of(esx)) as session:
            Host(session).port_groups.ensure_vlan("br100", vlan, "vmnic0")

    return make


def between(groups: PortGroups, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something happen between the first look at the network and what follows from it."""
    read, acts = groups.read, [act]

    def read_and_act() -> Any:
        network = read()
        if acts:
            acts.pop()()
        return network

    monkeypatch.setattr(groups, "read", read_and_act)


def test_somebody_is_faster(fresh: FakeESX, groups: PortGroups, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between look and change: the group is there now and is as wanted, so it is taken, and not ours."""
    between(groups, rival(fresh, 100), monkeypatch)
    assert groups.ensure_vlan("br100", 100, "vmnic0") == ("br100", False)
    assert [call.fault for call in fresh.calls("AddPortGroup")] == [None, "AlreadyExists"]


def test_somebody_makes_another(fresh: FakeESX, groups: PortGroups, monkeypatch: pytest.MonkeyPatch) -> None:
    """The group is there now and is another: the look after AlreadyExists finds that (the original took any)."""
    between(groups, rival(fresh, 7), monkeypatch)
    with pytest.raises(OtherVlan, match="is for VLAN 7, and not for 100"):
        groups.ensure_vlan("br100", 100, "vmnic0")


def test_group_that_comes_and_goes(fresh: FakeESX, groups: PortGroups) -> None:
    """Always there when it is to be made, never when it is looked for: it ends."""
    fresh.chaos.add("AddPortGroup", fault="AlreadyExists", fields={"name": "br100"})
    with pytest.raises(Unsettled, match="'br100'"):
        groups.ensure_vlan("br100", 100, "vmnic0")


@pytest.mark.parametrize("when", ["before", "after"])
def test_lost_answer(fresh: FakeESX, groups: PortGroups, when: str) -> None:
    """Of AddPortGroup: looked for, and made once. Of RemovePortGroup, likewise."""
    fresh.chaos.add("*PortGroup", reset=when, times=1, id="once")
    assert groups.ensure_vlan("br100", 100, "vmnic0") == ("br100", True)
    assert [call.fault for call in fresh.calls("AddPortGroup")] == [None] * (2 if when == "before" else 1)
    fresh.chaos.add("RemovePortGroup", reset=when, times=1)
    assert groups.remove("br100")
    assert "br100" not in fresh.networks


def test_two_spawns_at_once(fresh: FakeESX, host: Host) -> None:
    """For one new VLAN: both run, on one port group."""
    requests = [
        replace(REQUEST, name=f"web{n}", uuid=f"{UUID[:-1]}{n}", nics=(replace(VLAN_NIC, settings=replace(
            NIC, mac=f"fa:16:3e:00:00:0{n}")),)) for n in range(2)
    ]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda request: spawning.spawn(host, conf_of(fresh), request, Pattern()), requests))
    assert sorted(fresh.networks["br100"].vms) == ["web0", "web1"]
    assert len([call for call in fresh.calls("AddPortGroup") if call.fault is None]) == 1


def test_failure_beside_another_that_needs_it(fresh: FakeESX, host: Host) -> None:
    """The one that made the port group fails while the other is about to use it: it stays for that one."""
    groups, made, failed = host.port_groups, threading.Event(), threading.Event()
    wanted = [Wanted("br100", 100, "vmnic0")]

    def second() -> None:
        made.wait(30)
        with groups.held(wanted):
            failed.set()
            assert first.exception(30) is not None

    with ThreadPoolExecutor(2) as pool:

        def fail() -> None:
            with groups.held(wanted):
                made.set()
                failed.wait(30)
                raise TransferError("broken")

        first = pool.submit(fail)
        pool.submit(second).result(60)
        assert isinstance(first.exception(30), TransferError)
    assert "br100" in fresh.networks
    assert not fresh.calls("RemovePortGroup")


def test_both_fail(fresh: FakeESX, host: Host) -> None:
    """Then the last one removes it, though it did not make it."""

    def second() -> None:
        with host.port_groups.held(wanted):
            with pytest.raises(TransferError, match="first"):
                fail(host, wanted, "first")
            assert "br100" in fresh.networks
            raise TransferError("second")

    wanted = [Wanted("br100", 100, "vmnic0")]
    with pytest.raises(TransferError, match="second"):
        second()
    assert "br100" not in fresh.networks


def fail(host: Host, wanted: list[Wanted], text: str) -> None:
    """A spawn that fails when its port groups are there."""
    with host.port_groups.held(wanted):
        raise TransferError(text)


def test_wanted_while_it_goes(fresh: FakeESX, host: Host) -> None:
    """Whoever wants one that is just being removed waits for that, and makes it anew."""
    groups = host.port_groups
    groups.ensure_vlan("br100", 100, "vmnic0")
    fresh.chaos.add("RemovePortGroup", hang=True, id="hang")
    with ThreadPoolExecutor(2) as pool:
        cleaning = pool.submit(groups.clean, "vmnic0")
        while not fresh.chaos.held("hang"):
            assert not cleaning.done()
        spawned = pool.submit(spawning.spawn, host, conf_of(fresh), REQUEST, Pattern())
        while not groups._turn._waiters:
            assert not spawned.done()
            assert not fresh.calls("CreateVM_Task")
        fresh.chaos.clear()
        assert cleaning.result(60) == ["br100"]
        spawned.result(60)
    assert fresh.networks["br100"].vms == ("web",)
    assert len(fresh.calls("AddPortGroup")) == 2


def test_group_that_was_there_stays(fresh: FakeESX, host: Host) -> None:
    """A failure removes what it made, and nothing else."""
    host.port_groups.ensure_vlan("br100", 100, "vmnic0")
    with pytest.raises(TransferError):
        fail(host, [Wanted("br100", 100, "vmnic0"), Wanted("br101", 101, "vmnic0")], "broken")
    assert len(fresh.calls("RemovePortGroup", pgName="br101")) == 1
    assert sorted(fresh.networks) == ["VM Network", "br100"]


def test_second_of_two_that_does_not_fit(fresh: FakeESX, host: Host) -> None:
    """The first was made then, and is taken back."""
    before = holdings(fresh)
    with pytest.raises(NetworkNotFound):
        fail(host, [Wanted("br100", 100, "vmnic0"), Wanted("none")], "it comes to this")
    assert len(fresh.calls("AddPortGroup")) == 1
    assert holdings(fresh) == before


def test_clean_up(fresh: FakeESX, host: Host, groups: PortGroups) -> None:
    """Of VLAN groups on the card's switch, those that nothing is on; machines that are off count as well."""
    add_switch(host, "vSwitch1", "vmnic1")
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    power.power_off(host, vm, "web")
    for name, vlan, nic in (
        ("br101", 101, "vmnic0"), ("br102", 102, "vmnic0"), ("all", 4095, "vmnic0"), ("none", 0, "vmnic0"),
        ("other", 103, "vmnic1"),
    ):
        groups.ensure_vlan(name, vlan, nic)
    before = sorted(fresh.networks)
    assert groups.clean("vmnic0", dry_run=True) == ["br101", "br102"]
    assert sorted(fresh.networks) == before
    assert groups.clean("vmnic0", ["br102", "other", "br100", "VM Network", "not there"]) == ["br102"]
    with groups.held([Wanted("br101", 101, "vmnic0")]):
        assert groups.clean("vmnic0") == []
    assert groups.clean("vmnic0") == ["br101"]
    assert groups.clean("vmnic0") == []
    assert sorted(fresh.networks) == ["VM Network", "all", "br100", "none", "other"]
    with pytest.raises(NicNotFound):
        groups.clean("vmnic9")


def test_clean_up_after_a_destroy(fresh: FakeESX, host: Host) -> None:
    """W20: with vmwareapi_vlan_cleanup a machine's port groups go with the last machine on them."""
    nics = (VLAN_NIC, replace(FLAT_NIC, settings=replace(NIC, mac="fa:16:3e:00:00:09")))
    first = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=nics), Pattern())
    other = replace(REQUEST, name="other", uuid=UUID[:-1] + "2", nics=(replace(VLAN_NIC, settings=replace(
        NIC, mac="fa:16:3e:00:00:02")),))
    second = spawning.spawn(host, conf_of(fresh), other, Pattern())
    conf = conf_of(fresh, vmwareapi_vlan_cleanup=True)
    assert leaving.destroy(host, conf, first, "web") == []
    assert leaving.destroy(host, conf, second, "other") == ["br100"]
    assert sorted(fresh.networks) == ["VM Network"]


def test_clean_up_that_fails(fresh: FakeESX, host: Host) -> None:
    """Tried once more; what is left is said, and that the machine is gone. Without the option nothing is looked at."""
    conf = conf_of(fresh, vmwareapi_vlan_cleanup=True)
    fresh.chaos.add("RemovePortGroup", fault="HostConfigFault", times=3)
    vm = spawning.spawn(host, conf, REQUEST, Pattern())
    with pytest.raises(HostConfigFault) as failed:
        leaving.destroy(host, conf, vm, "web")
    assert failed.value.__notes__ == ["web itself is gone; its port groups may be left: br100"]
    assert list(fresh.vms) == []
    vm = spawning.spawn(host, conf, REQUEST, Pattern())
    assert leaving.destroy(host, conf, vm, "web") == ["br100"]  # the third, and the one after it
    vm = spawning.spawn(host, conf, REQUEST, Pattern())
    assert leaving.destroy(host, conf_of(fresh), vm, "web") == []
    assert "br100" in fresh.networks


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """Made and removed, with one thing wrong at each call: done, or a typed error with nothing changed by half."""
    for step in range(1, 9):
        with FakeESX(seed=1) as esx, connect(conf_of(esx)) as session:
            groups = Host(session).port_groups
            esx.chaos.add("*", nth=step, id="once", **EFFECTS[effect])
            try:
                assert groups.ensure_vlan("br100", 100, "vmnic0") == ("br100", True)
                assert groups.clean("vmnic0") == ["br100"]
            except OutcomeUnknown:
                raise
            except DriverError:
                assert effect == "fault"
            else:
                assert "br100" not in esx.networks

