"""Hosts written as inventory files: the file makes an equal host, and says what it does not say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from calling import Client, Faulted
from hypothesis import Phase, given, settings
from lab_strategies import labs
from twisted.internet.task import Clock
from vms import HOST

from fakeesx.host.esx import Esx
from fakeesx.host.lab import settings_of, start
from fakeesx.host.lab_of import lab_of
from fakeesx.host.likeness import differences
from fakeesx.inventory.file import Lab, dump, load
from fakeesx.schema import vim

EXAMPLES = sorted((Path(__file__).parents[2] / "fixtures" / "inventories").glob("*.yaml"))


@contextmanager
def started(lab: Lab, seed: int = 1) -> Iterator[Esx]:
    """The host of a lab, in a folder of its own."""
    clock = Clock()
    clock.advance(1_289_000_000 + seed)
    with TemporaryDirectory() as folder:
        host = start(lab, settings_of(lab, Path(folder)), clock, random.Random(seed))
        try:
            yield host
        finally:
            host.stop()


def check(host: Esx) -> Lab:
    """The lab of a host, which makes an equal host: nothing is left out."""
    found = lab_of(host)
    assert found.omissions == ()
    text = dump(found)
    assert load(text) == found
    with started(load(text), 2) as like:
        assert [str(each) for each in differences(host.inventory, like.inventory)] == []
    return found


@given(labs())
@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_lab(plain: dict[str, Any]) -> None:
    """A host of any file, written and made again, is equal in every property that clients see."""
    with started(load(yaml.safe_dump(plain, allow_unicode=True))) as host:
        check(host)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_examples(file: Path) -> None:
    """The example files."""
    with started(load(file)) as host:
        check(host)


CHANGED = """
vms:
- {name: web, disks: [{size: 64 MiB}, {size: 1 MiB, thin: false, eager: true}], nics: [{network: VM Network}], power: on}
- {name: db, disks: [{size: 64 MiB}], snapshots: [{name: a}, {name: b, parent: 1, power: on}, {name: c, parent: 1}]}
- {name: idle}
"""


def test_after_work(tmp_path: Path) -> None:
    """What clients changed on a host: devices, VMs that went, port groups, switches, roles, options, services, accounts."""
    with started(load(CHANGED)) as host:
        client = Client(host).login()
        net, vm = "networkSystem", client.get(HOST, "vm").items
        client.call(net, "AddVirtualSwitch", vswitchName="vSwitch1", spec=vim.HostVirtualSwitchSpec(numPorts=64))
        client.call(net, "AddPortGroup", portgrp=vim.HostPortGroupSpec(
            name="Back", vlanId=7, vswitchName="vSwitch1", policy=vim.HostNetworkPolicy(
                security=vim.HostNetworkSecurityPolicy(allowPromiscuous=True),
            ),
        ))
        client.call(net, "AddPortGroup", portgrp=vim.HostPortGroupSpec(
            name="vMotion", vlanId=0, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy(),
        ))
        ip = vim.HostIpConfig(dhcp=False, ipAddress="192.0.2.99", subnetMask="255.255.255.0")
        client.call(net, "AddVirtualNic", portgroup="vMotion", nic=vim.HostVirtualNicSpec(ip=ip, mtu=9000))
        client.task(vm[2], "Destroy_Task")
        client.task(vm[0], "ReconfigVM_Task", spec=vim.VirtualMachineConfigSpec(
            annotation="two\nlines", cpuAllocation=vim.ResourceAllocationInfo(reservation=100, limit=-1),
            extraConfig=[vim.OptionValue(key="guestinfo.a", value="b")],
        ))
        client.task(vm[1], "RevertToCurrentSnapshot_Task")
        client.call("ha-authmgr", "AddAuthorizationRole", name="Ops", privIds=["VirtualMachine.Interact.PowerOn"])
        client.call("ha-localacctmgr", "CreateUser", user=vim.HostAccountSpec(id="op", password="secret", description="Op"))
        client.call("ha-localacctmgr", "CreateGroup", group=vim.HostAccountSpec(id="ops"))
        client.call("ha-localacctmgr", "AssignUserToGroup", user="op", group="ops")
        client.call("serviceSystem", "StopService", id="sshd")
        option = vim.OptionValue(key="NFS.MaxVolumes", value=vim.Long(32))
        client.call("ha-adv-options", "UpdateOptions", changedValue=[option])
        client.call("dateTimeSystem", "UpdateDateTime", dateTime=host.now() + timedelta(seconds=90))
        found = check(host)
        assert load(dump(found)).host.time_offset == 90
        with started(load(dump(found)), 3) as like:
            for password, says in (("secret", "NoPermission"), ("other", "InvalidLogin")):  # it has no role, as before
                with pytest.raises(Faulted, match=says):
                    Client(like).login("op", password)
