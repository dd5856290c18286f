"""pyVmomi and hosts that inventory files describe: what the file says is what the client sees and can go on with."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import connect
from pyVim.connect import Disconnect
from pyVim.task import WaitForTask
from pyVmomi import vim
from served import Server, fakeesx, serve

VLANS = Path(__file__).parents[2] / "fixtures" / "inventories" / "vlans.yaml"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """The host of `vlans.yaml`, and its ready file."""
    ready = tmp_path / "esx.json"
    with serve("--inventory", str(VLANS), "--ready-file", str(ready)) as server:
        yield server, ready


@pytest.fixture
def host(lab: tuple[Server, Path]) -> Iterator[vim.HostSystem]:
    """The host as pyVmomi sees it."""
    instance = connect(lab[0])
    yield instance.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
    Disconnect(instance)


def test_networks_and_machines(host: vim.HostSystem) -> None:
    """The port groups with their VLANs, and the VMs that run on them."""
    groups = {group.spec.name: group.spec.vlanId for group in host.config.network.portgroup}
    assert (groups["Front"], groups["Back"], groups["Trunk"], groups["Quarantine"]) == (101, 102, 4095, 0)
    on = {network.name: sorted(vm.name for vm in network.vm) for network in host.network}
    assert on == {
        "VM Network": ["router"], "Front": ["front-01", "front-02", "front-03"], "Quarantine": ["suspicious"],
        "Back": ["front-01", "front-02", "front-03"], "Trunk": ["router"],
    }
    assert {vm.name: vm.runtime.powerState for vm in host.vm if vm.name in ("router", "suspicious")} == {
        "router": "poweredOn", "suspicious": "poweredOff",
    }


def test_the_picture_follows(host: vim.HostSystem, lab: tuple[Server, Path]) -> None:
    """A new port group and a change of power are in the next picture."""
    (vm,) = [vm for vm in host.vm if vm.name == "suspicious"]
    WaitForTask(vm.PowerOnVM_Task())
    system = host.configManager.networkSystem
    system.AddPortGroup(vim.host.PortGroup.Specification(
        name="DMZ - <new>", vlanId=77, vswitchName="isolated", policy=vim.host.NetworkPolicy(),
    ))
    shown = subprocess.run(
        [fakeesx(), "show", "network", "--ready-file", str(lab[1])], capture_output=True, text=True, check=True, timeout=60,
        env={"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
    ).stdout
    assert "│ DMZ - <new>  VLAN 77 ├───┤" in shown
    assert "▶ suspicious" in shown
    system.RemovePortGroup("DMZ - <new>")
    WaitForTask(vm.PowerOffVM_Task())


def test_machines_of_a_file_can_go(host: vim.HostSystem) -> None:
    """As any other: powered off, moved to another group, destroyed with its files."""
    (vm,) = [vm for vm in host.vm if vm.name == "front-03"]
    WaitForTask(vm.PowerOffVM_Task())
    (card, *_) = [device for device in vm.config.hardware.device if isinstance(device, vim.vm.device.VirtualEthernetCard)]
    card.backing.deviceName = "Quarantine"
    change = vim.vm.device.VirtualDeviceSpec(operation="edit", device=card)
    WaitForTask(vm.ReconfigVM_Task(vim.vm.ConfigSpec(deviceChange=[change])))
    assert {network.name for network in vm.network} == {"Quarantine", "Back"}
    WaitForTask(vm.Destroy_Task())
    assert "front-03" not in [vm.name for vm in host.vm]
