"""Finding machines, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, UUID, Pattern
from esx_driver.errors import InstanceNotFound
from esx_driver.host import Host
from esx_driver.vm import destroying, lookup, power, spawning

from fakeesx import FakeESX

AWKWARD = ("50% off", "a/b", "back\\slash", "ha-datacenter", "vm", "name with  blanks", "ümlaut", "[ds] x")
MANY = 1000


@pytest.mark.parametrize("vms", [1, 60])
def test_calls_do_not_grow(connected: Callable[..., Host], vms: int) -> None:
    """W4: one call by uuid, two by name the first time (where things are) and one from then on, however many there are."""
    with FakeESX(seed=1, vms=vms) as esx:
        host = connected(esx)
        host.places  # noqa: B018 - found once
        name = list(esx.vms)[-1]
        uuid = esx.run(lambda fake: fake.inventory.get(esx.vms[name].ref, "config").instanceUuid)
        for find, what in ((lookup.by_uuid, uuid), (lookup.by_name, name)):
            before = host.session.calls
            assert find(host, what).value == esx.vms[name].moid
            assert host.session.calls - before == 1


def test_one_among_thousands(connected: Callable[..., Host]) -> None:
    """W4: what is read does not grow either: an answer of less than 2 KB (the original read a record of each machine)."""
    with FakeESX(seed=1, vms=MANY) as esx:
        host = connected(esx)
        uuid = esx.run(lambda fake: list(fake.inventory.of_type("VirtualMachine"))[MANY // 2].get("config").instanceUuid)
        esx.forget_calls()
        vm = lookup.by_uuid(host, uuid)
        info = lookup.info(host, vm, uuid)
        assert info.uuid == uuid
        assert len(esx.calls()) == 2
        assert sum(call.end.sent for call in esx.calls() if call.end is not None) <= 2 * 2048
        assert len(lookup.list_names(host)) == MANY


def test_uuid_is_the_identity(fresh: FakeESX, host: Host) -> None:
    """W16: a machine is found by its uuid whatever it is called by now, and foreign ones are told apart by theirs."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())
    host.tasks.run("Rename_Task", vm, newName="other")
    assert lookup.by_uuid(host, UUID) == vm
    assert lookup.list_uuids(host) == [UUID]
    with pytest.raises(InstanceNotFound, match="'web'"):
        lookup.by_name(host, "web")


def test_awkward_names(fresh: FakeESX, host: Host) -> None:
    """Names that would be paths, or escapes of such, are found and listed as they were given."""
    for n, name in enumerate(AWKWARD):
        request = replace(REQUEST, name=name, uuid=f"{UUID[:-2]}{n:02}", nics=())
        config = host.session.types.VirtualMachineConfigSpec(
            name=request.name, instanceUuid=request.uuid, guestId="otherGuest", numCPUs=1, memoryMB=4,
            files=host.session.types.VirtualMachineFileInfo(vmPathName="[datastore1]"),
        )
        host.tasks.run("CreateVM_Task", host.places.vm_folder, config=config, pool=host.places.pool)
    assert lookup.list_names(host) == sorted(AWKWARD)
    for name in AWKWARD:
        assert lookup.info(host, lookup.by_name(host, name), name).name == name


@pytest.mark.parametrize("name", ["none", "", "ha-datacenter", "web/..", "../host", "WEB"])
def test_names_of_no_machine(fresh: FakeESX, host: Host, name: str) -> None:
    """Nothing else is taken for a machine: no folder, no datacenter."""
    spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())
    with pytest.raises(InstanceNotFound):
        lookup.by_name(host, name)


def test_uuid_of_no_machine(host: Host) -> None:
    """It is named."""
    with pytest.raises(InstanceNotFound, match=f"no virtual machine '{UUID}'"):
        lookup.by_uuid(host, UUID)


def test_states(fresh: FakeESX, host: Host) -> None:
    """W18: suspended is suspended, and not paused."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())
    said = [lookup.info(host, vm, "web").state]
    for operation in (power.suspend, power.power_off):
        operation(host, vm, "web")
        said.append(lookup.info(host, vm, "web").state)
    assert said == ["running", "suspended", "shutdown"]


def test_what_is_not_usable_is_not_listed(fresh: FakeESX, host: Host) -> None:
    """A machine whose files are gone can't be worked with."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())
    for state in ("orphaned", "inaccessible"):
        fresh.run(lambda fake, state=state: fake.inventory.update(
            fresh.vms["web"].ref, runtime=fresh.run(lambda each: each.inventory.get(
                fresh.vms["web"].ref, "runtime")).replace(connectionState=state),
        ))
        assert lookup.list_names(host) == lookup.list_uuids(host) == []
    assert lookup.by_uuid(host, UUID) == vm


def test_machine_that_is_gone(fresh: FakeESX, host: Host) -> None:
    """Between two calls: not found, by its name."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())
    destroying.destroy(host, vm, "web")
    with pytest.raises(InstanceNotFound, match="'web'"):
        lookup.info(host, vm, "web")


def test_empty_host(host: Host) -> None:
    """W6: nothing is an answer: no new login, one look whether the session is still there at most."""
    logins, before = host.session.logins, host.session.calls
    assert lookup.list_names(host) == []
    assert host.session.logins == logins
    assert host.session.calls - before <= 2
