"""Waiting for a property: until it is as wanted, until the time is up, or until the object is gone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, Pattern
from esx_driver.host import Host
from esx_driver.vim import connect, faults, waiting
from esx_driver.vim.refs import Ref
from esx_driver.vm import destroying, power, spawning

from fakeesx import FakeESX

POWER = "runtime.powerState"


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())


def once_waiting(esx: FakeESX, wait: Callable[[], bool], act: Callable[[], object]) -> bool:
    """Let something happen when the host has been asked to tell of it and has nothing to tell yet."""
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(wait)
        while not any(call.outcome == "waiting" for call in esx.calls("WaitForUpdatesEx")):
            assert not waits.done()
        act()
        return waits.result(60)


def is_off(value: object) -> bool:
    """What is waited for here."""
    return value == "poweredOff"


def left_behind(esx: FakeESX) -> int:
    """Collectors that were made and not destroyed."""
    return len(esx.calls("CreatePropertyCollector")) - len(esx.calls("DestroyPropertyCollector"))


def test_as_it_is_already(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """No wait at all, whatever the time."""
    power.power_off(host, vm, "web")
    assert waiting.until(host.session, vm, POWER, is_off, 0)
    assert not [call for call in fresh.calls("WaitForUpdatesEx") if call.outcome == "waiting"]
    assert left_behind(fresh) == 0


def test_changed_by_another(fresh: FakeESX, host: Host, vm: Ref, connected: Callable[..., Host]) -> None:
    """A change by whoever is told of; other changes of the property are not taken for it."""
    other = connected(fresh)

    def change() -> None:
        power.suspend(other, vm, "web")
        power.power_off(other, vm, "web")

    assert once_waiting(fresh, lambda: waiting.until(host.session, vm, POWER, is_off, 60), change)
    assert left_behind(fresh) == 0


def test_time_is_up() -> None:
    """By the host's clock, which is another than ours; no more waits than it takes."""
    with FakeESX(seed=1, clock="virtual", vms=1) as esx, connect(conf_of(esx)) as session:
        vm, began = Ref("VirtualMachine", esx.vms[next(iter(esx.vms))].moid), esx.now
        assert not waiting.until(session, vm, POWER, lambda value: value == "suspended", 70)
        assert 69 <= (esx.now - began).total_seconds() <= 71
        assert len(esx.calls("WaitForUpdatesEx")) == 4
        assert left_behind(esx) == 0


def test_object_that_goes(fresh: FakeESX, host: Host, vm: Ref, connected: Callable[..., Host]) -> None:
    """While it is waited for, and before."""
    other = connected(fresh)
    with pytest.raises(faults.ManagedObjectNotFound):
        once_waiting(
            fresh, lambda: waiting.until(host.session, vm, POWER, lambda value: value == "gone", 60),
            lambda: destroying.destroy(other, vm, "web"),
        )
    with pytest.raises(faults.ManagedObjectNotFound):
        waiting.until(host.session, vm, POWER, is_off, 60)
    assert left_behind(fresh) == 0


def test_session_that_is_lost(fresh: FakeESX, host: Host, vm: Ref, connected: Callable[..., Host]) -> None:
    """In the middle of the wait: the filter is made anew in the next one."""
    other = connected(fresh)

    def lose() -> None:
        other.session.call("TerminateSession", other.manager("sessionManager"), sessionId=[host.session.key])
        power.power_off(other, vm, "web")

    assert once_waiting(fresh, lambda: waiting.until(host.session, vm, POWER, is_off, 60), lose)
    assert host.session.logins == 2
