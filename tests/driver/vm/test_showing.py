"""What a machine consists of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, VLAN_NIC, Pattern
from esx_driver.errors import InstanceNotFound
from esx_driver.host import Host
from esx_driver.vim import Ref
from esx_driver.vm import showing, spawning
from esx_driver.vm.spawning import NicRequest

from fakeesx import FakeESX

SECOND = NicRequest(replace(NIC, mac="fa:16:3e:00:00:02"), "br7", 7)


def test_all_of_it(fresh: FakeESX, host: Host) -> None:
    """Cards with the addresses that the guest tells, by their MACs; the disk; the config drive; in one call."""
    request = replace(REQUEST, nics=(VLAN_NIC, SECOND), config_drive={"meta_data.json": b"{}"})
    vm = spawning.spawn(host, conf_of(fresh), request, Pattern(capacity=3 << 20))
    fresh.guest("web").set(tools="running", ip_addresses=["192.0.2.9"])
    before = host.session.calls
    found = showing.details(host, vm, "web")
    assert host.session.calls - before == 1
    assert (found.info.name, found.info.state, found.os_type) == ("web", "running", "otherLinux64Guest")
    assert found.path == "[datastore1] web/web.vmx"
    first, second = found.nics
    assert (first.mac, first.network, first.model, first.connected) == ("fa:16:3e:00:00:01", "br100", "e1000", True)
    assert (second.mac, second.network, second.addresses) == ("fa:16:3e:00:00:02", "br7", ())
    assert first.addresses == ("192.0.2.9",)
    (disk,) = found.disks
    assert (disk.path, disk.capacity, disk.thin, disk.base) == ("[datastore1] web/web.vmdk", 3 << 20, False, None)
    assert len(found.cds) == 1
    assert found.cds[0].startswith("[datastore1] web/")


def test_disk_that_stands_on_another(fresh: FakeESX, host: Host) -> None:
    """Says which."""
    vm = spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=(FLAT_NIC,)), Pattern())
    host.tasks.run("CreateSnapshot_Task", vm, name="s", memory=False, quiesce=False)
    (disk,) = showing.details(host, vm, "web").disks
    assert (disk.path, disk.base) == ("[datastore1] web/web-000001.vmdk", "[datastore1] web/web.vmdk")


def test_card_of_another_kind(fresh: FakeESX, host: Host) -> None:
    """Has the name that images give it."""
    request = replace(REQUEST, nics=(FLAT_NIC,))
    vm = spawning.spawn(host, conf_of(fresh), request, Pattern(card_model="VirtualVmxnet3"))
    assert [nic.model for nic in showing.details(host, vm, "web").nics] == ["vmxnet3"]


def test_machine_that_is_gone(host: Host) -> None:
    """Is not found."""
    with pytest.raises(InstanceNotFound):
        showing.details(host, Ref("VirtualMachine", "4711"), "web")
