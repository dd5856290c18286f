"""Network cards that come and go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driver_chaos import EFFECTS
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, VLAN_NIC, Pattern
from driver_steps import each_step
from esx_driver import machine_id
from esx_driver.errors import ImageError, InstanceError, InstanceNotFound, WrongState
from esx_driver.host import Host
from esx_driver.network.errors import NetworkNotFound
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, injecting, interfaces, lookup, power, spawning

from fakeesx import FakeESX

SECOND = replace(NIC, mac="fa:16:3e:00:00:02")
MORE = spawning.NicRequest(SECOND, "br7", 7)


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs, with one card."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())


@pytest.mark.parametrize("running", [True, False])
def test_there_and_back(fresh: FakeESX, host: Host, vm: Ref, running: bool) -> None:
    """W19: plugged and unplugged (the original's unplugging failed each time), while it runs or not.

    The card is on its VLAN, told to the guest in the same step, and away again with what was told.
    """
    if not running:
        power.power_off(host, vm, "web")
    before = fresh.vms["web"].extra_config[machine_id.KEY]
    fresh.forget_calls()
    assert interfaces.attach(host, conf_of(fresh), vm, "web", MORE, "vmxnet3") == "br7"
    assert [(nic.network, nic.mac, nic.type) for nic in fresh.vms["web"].nics] == [
        ("VM Network", NIC.mac, "e1000"), ("br7", SECOND.mac, "vmxnet3"),
    ]
    assert [nic.connected for nic in fresh.vms["web"].nics] == [running] * 2
    assert injecting.injected(host, vm, "web") == (NIC, SECOND)
    interfaces.detach(host, vm, "web", SECOND.mac.upper())
    assert [nic.mac for nic in fresh.vms["web"].nics] == [NIC.mac]
    assert fresh.vms["web"].extra_config[machine_id.KEY] == before
    assert len(fresh.calls("ReconfigVM_Task")) == 2


def test_nothing_is_told_unless_asked(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Without flat_injected."""
    before = fresh.vms["web"].extra_config[machine_id.KEY]
    interfaces.attach(host, conf_of(fresh, flat_injected=False), vm, "web", MORE)
    assert fresh.vms["web"].extra_config[machine_id.KEY] == before


def test_what_is_wrong(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """A MAC that it has, one that it has not, a port group or a model that there is not: named, and nothing has changed."""
    conf = conf_of(fresh)
    before = (fresh.vms["web"].nics, sorted(fresh.networks))
    with pytest.raises(InstanceError, match=f"has a network card {NIC.mac} already"):
        interfaces.attach(host, conf, vm, "web", FLAT_NIC)
    with pytest.raises(NetworkNotFound):
        interfaces.attach(host, conf, vm, "web", replace(MORE, bridge="none", vlan=None))
    with pytest.raises(ImageError, match="'rtl8139' is no network card of ESX"):
        interfaces.attach(host, conf, vm, "web", MORE, "rtl8139")
    with pytest.raises(InstanceError, match=f"no network card {SECOND.mac}; it has {NIC.mac}"):
        interfaces.detach(host, vm, "web", SECOND.mac)
    assert (fresh.vms["web"].nics, sorted(fresh.networks)) == before
    power.suspend(host, vm, "web")
    with pytest.raises(WrongState, match="it is suspended"):
        interfaces.attach(host, conf, vm, "web", MORE)
    assert sorted(fresh.networks) == before[1]
    destroying.destroy(host, vm, "web")
    for gone in (
        lambda: interfaces.attach(host, conf, vm, "web", MORE),
        lambda: interfaces.detach(host, vm, "web", NIC.mac),
    ):
        with pytest.raises(InstanceNotFound):
            gone()


def test_injection_while_it_runs(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """Other settings take the place of those that were there; none takes them away. Those of no card are refused."""
    interfaces.attach(host, conf_of(fresh, flat_injected=False), vm, "web", MORE)
    settings = (NIC, SECOND)
    injecting.inject(host, vm, "web", settings)
    assert injecting.injected(host, vm, "web") == settings
    with pytest.raises(InstanceError, match=f"no network card fa:16:3e:00:00:77; it has {NIC.mac}, {SECOND.mac}"):
        injecting.inject(host, vm, "web", (NIC, replace(NIC, mac="fa:16:3e:00:00:77")))
    assert injecting.injected(host, vm, "web") == settings
    assert fresh.vms["web"].power_state == "poweredOn"
    injecting.inject(host, vm, "web", ())
    assert machine_id.KEY not in fresh.vms["web"].extra_config
    assert injecting.injected(host, vm, "web") == ()


def test_machine_id_of_somebody_else(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """It is not written over by guess."""
    extra = [host.session.types.OptionValue(key=machine_id.KEY, value=host.session.types.text("role=db;x"))]
    host.tasks.run("ReconfigVM_Task", vm, spec=host.session.types.VirtualMachineConfigSpec(extraConfig=extra))
    for change in (
        lambda: interfaces.attach(host, conf_of(fresh), vm, "web", MORE),
        lambda: interfaces.detach(host, vm, "web", NIC.mac),
    ):
        with pytest.raises(InstanceError, match=r"the machine\.id of 'web' is not one of this driver"):
            change()
    assert fresh.vms["web"].extra_config[machine_id.KEY] == "role=db;x"
    assert "br7" not in fresh.networks


def prepare(esx: FakeESX, host: Host) -> None:
    """A machine with one card."""
    spawning.spawn(host, conf_of(esx), replace(REQUEST, nics=(VLAN_NIC,)), Pattern())


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """Attached on a new VLAN, or all is as it was."""
    each_step(
        prepare, lambda esx, host: interfaces.attach(host, conf_of(esx), lookup.by_name(host, "web"), "web", MORE), effect,
    )


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call_of_a_detach(effect: str) -> None:
    """Likewise."""
    each_step(prepare, lambda esx, host: interfaces.detach(host, lookup.by_name(host, "web"), "web", NIC.mac), effect)
