"""The driver on the host under test: with `--esx-url` a real one, which is left as it was found, also by tests that fail.

What the driver says it did is looked at by pyVmomi, and disks by qemu-img.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pycdlib
import pytest
from click.testing import CliRunner
from clients import connect, spec
from esx_driver import capacity, options
from esx_driver.cache import aging
from esx_driver.cli import main
from esx_driver.console.consoles import SESSION, Consoles
from esx_driver.console.store import Store
from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import ImageError, InstanceNotFound, LoginRefused
from esx_driver.host import Host
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink
from esx_driver.images.sources import FileSource
from esx_driver.machine_id import NicSettings
from esx_driver.network.errors import OtherVlan
from esx_driver.vim import Ref
from esx_driver.vim import connect as session_of
from esx_driver.vm import config_drive, destroying, interfaces, lookup, power, rescuing, resizing, snapshotting, spawning
from esx_driver.vm import volumes as of_machines
from esx_driver.vm.diagnostics import diagnostics
from esx_driver.vm.screenshot import screenshot
from oslo_config import cfg
from pyVim.task import WaitForTask
from pyVmomi import vim
from served import Server

SIZE = 1 << 20
CONTENT = bytes(range(256)) * (SIZE // 256)
VLAN = 3999
MAC = "fa:16:3e:7f:00:01"


@dataclass(frozen=True)
class Looker:
    """The host as pyVmomi sees it; what bears the test's name there."""

    instance: Any
    name: str = ""

    @property
    def datacenter(self) -> Any:
        """The only one."""
        return self.instance.content.rootFolder.childEntity[0]

    @property
    def system(self) -> Any:
        """The host."""
        return self.datacenter.hostFolder.childEntity[0].host[0]

    @property
    def network(self) -> Any:
        """The HostNetworkSystem."""
        return self.read(self.system, "configManager.networkSystem")

    @property
    def nic(self) -> str:
        """A physical card that a switch uses."""
        used = {key for switch in self.read(self.network, "networkInfo.vswitch") for key in switch.pnic}
        return str(next(each.device for each in self.read(self.network, "networkInfo.pnic") if each.key in used))

    @property
    def vm(self) -> Any:
        """The machine, or None."""
        return next((vm for vm in self.datacenter.vmFolder.childEntity if vm.name == self.name), None)

    @property
    def group(self) -> Any:
        """The port group's spec, or None."""
        groups = self.read(self.network, "networkInfo.portgroup")
        return next((each.spec for each in groups if each.spec.name == self.name), None)

    @property
    def options(self) -> dict[str, str]:
        """The machine's extraConfig."""
        return {each.key: each.value for each in self.vm.config.extraConfig}

    def devices(self, kind: type) -> list[Any]:
        """The machine's devices of a kind."""
        return [device for device in self.read(self.vm, "config.hardware.device") if isinstance(device, kind)]

    def read(self, ref: Any, path: str) -> Any:
        """A property, and not all of the object that it is in."""
        (found,) = self.instance.content.propertyCollector.RetrieveContents([spec(ref, type(ref), path)])
        return found.propSet[0].val

    def holdings(self) -> set[str]:
        """What tests may leave behind: machines, port groups, files and folders of the datastores."""
        found = {f"the machine {vm.name}" for vm in self.datacenter.vmFolder.childEntity}
        found |= {f"the port group {each.spec.name}" for each in self.read(self.network, "networkInfo.portgroup")}
        for store in self.datacenter.datastore:
            if store.summary.accessible:
                task = store.browser.SearchDatastore_Task(f"[{store.name}]")
                WaitForTask(task)
                found |= {f"[{store.name}] {file.path}" for file in task.info.result.file}
        return found

    def clean(self) -> None:
        """Remove what bears the test's name, and nothing else: others may work on the host."""
        if (machine := self.vm) is not None:
            with contextlib.suppress(vim.fault.InvalidPowerState):
                WaitForTask(machine.PowerOffVM_Task())
            WaitForTask(machine.Destroy_Task())
        if self.group is not None:
            self.network.RemovePortGroup(self.name)
        for path in self.holdings():
            if path.startswith("[") and self.name in path:
                WaitForTask(self.instance.content.fileManager.DeleteDatastoreFile_Task(path, self.datacenter))


@pytest.fixture(scope="module")
def values(server: Server, instance: vim.ServiceInstance, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The driver's options for the host under test. A real one of 4.1 speaks TLS 1.0 at best."""
    found = {
        "vmwareapi_host_ip": server.host, "vmwareapi_host_port": str(server.port), "vmwareapi_host_username": server.user,
        "vmwareapi_host_password": server.password, "vmwareapi_insecure": str(server.insecure),
        "vmwareapi_tls_minimum": "1.2" if server.fake else "1.0", "vmwareapi_vlan_interface": Looker(instance).nic,
        "vmwareapi_vlan_cleanup": "true", "flat_injected": "true",
        "console_database": f"sqlite:///{tmp_path_factory.mktemp('driver')}/consoles.db",
    }
    return found | ({"vmwareapi_ca_file": server.cafile} if server.cafile else {})


@pytest.fixture(scope="module")
def conf(values: dict[str, str]) -> cfg.ConfigOpts:
    """The same, as the library takes them."""
    return options.load(**values)


@pytest.fixture(scope="module")
def host(conf: cfg.ConfigOpts) -> Iterator[Host]:
    """The driver, connected."""
    with session_of(conf) as session:
        yield Host(session)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small image, as qemu-img makes them."""
    folder = tmp_path_factory.mktemp("image")
    flat, file = folder / "image.raw", folder / "image.vmdk"
    flat.write_bytes(CONTENT)
    form = "subformat=streamOptimized,adapter_type=lsilogic"
    qemu_img("convert", "-f", "raw", "-O", "vmdk", "-o", form, str(flat), str(file))
    return file


@pytest.fixture(scope="module")
def found(instance: vim.ServiceInstance) -> set[str]:
    """What the host holds before all tests."""
    return Looker(instance).holdings()


@pytest.fixture
def looker(instance: vim.ServiceInstance, found: set[str]) -> Iterator[Looker]:
    """Somebody else's eyes. When the test is over the host is as it was; it has failed if the driver did not see to that."""
    looker = Looker(instance, f"fakeesx-test-{uuid.uuid4()}")
    yield looker
    left = [each for each in looker.holdings() - found if looker.name in each or "vmware-tmp-" in each]
    if left:
        looker.clean()
    assert not left


@pytest.fixture
def vm(host: Host, conf: cfg.ConfigOpts, looker: Looker, image: Path) -> Iterator[Ref]:
    """A machine that runs; the driver destroys it afterwards."""
    vm = spawning.spawn(host, conf, request(looker), look_at(FileSource(image)))
    yield vm
    with contextlib.suppress(InstanceNotFound):
        destroying.destroy(host, vm, looker.name)


def request(looker: Looker, *nics: spawning.NicRequest, drive: dict[str, bytes] | None = None) -> spawning.Request:
    """A small machine of the test's name."""
    return spawning.Request(looker.name, str(uuid.uuid4()), 1, 32, nics, config_drive=drive)


def qemu_img(*arguments: str) -> None:
    """Run qemu-img, well."""
    subprocess.run(["qemu-img", *arguments], check=True, timeout=60)


def content_of(file: Path) -> bytes:
    """What is on a disk, as qemu-img reads it."""
    flat = file.with_suffix(".content")
    qemu_img("convert", "-O", "raw", str(file), str(flat))
    return flat.read_bytes()


def test_main_job(values: dict[str, str], looker: Looker, image: Path, tmp_path: Path) -> None:
    """By command: a machine from an image on a VLAN of its own, its snapshot, and gone with its port group."""
    given = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]

    def run(*command: str) -> Any:
        done = CliRunner().invoke(main, [*given, "--json", *command])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    network = f"{looker.name},vlan={VLAN},ip=192.0.2.2,netmask=255.255.255.0,gateway=192.0.2.1,dns=192.0.2.53"
    made = run("spawn", looker.name, "--image", str(image), "--memory-mb", "32", "--network", network)
    assert (looker.vm.runtime.powerState, looker.vm.config.instanceUuid) == ("poweredOn", made["uuid"])
    assert (looker.group.vlanId, looker.vm.network[0].name) == (VLAN, looker.name)
    assert looker.options["machine.id"] == f"{made['macs'][0]};192.0.2.2;255.255.255.0;192.0.2.1;;192.0.2.53#"
    assert looker.name in run("list")
    file = tmp_path / "snapshot.vmdk"
    run("snapshot", looker.name, "--to", str(file))
    assert content_of(file) == CONTENT
    assert looker.vm.snapshot is None
    assert run("destroy", looker.name)["port_groups_removed"] == [looker.name]
    assert (looker.vm, looker.group) == (None, None)


def test_host(host: Host, looker: Looker) -> None:
    """What the host has."""
    found, summary = capacity.capacity(host), looker.system.summary
    assert (found.name, found.product) == (looker.system.name, summary.config.product.fullName)
    assert (found.vcpus, found.memory_mb) == (summary.hardware.numCpuThreads, summary.hardware.memorySize >> 20)
    assert found.cpu.model.split() == summary.hardware.cpuModel.split()
    assert found.machines == len(looker.datacenter.vmFolder.childEntity)
    assert capacity.uptime(host) > 0


def test_wrong_password(values: dict[str, str]) -> None:
    """It is refused, and not shown."""
    with pytest.raises(LoginRefused) as refused:
        session_of(options.load(**values | {"vmwareapi_host_password": "n0t-this-one"}))
    assert "n0t-this-one" not in str(refused.value)


def test_vlan_port_group(host: Host, looker: Looker) -> None:
    """Made once, for one VLAN, on the switch of the card; removed on request."""
    assert host.port_groups.ensure_vlan(looker.name, VLAN, looker.nic) == (looker.name, True)
    assert host.port_groups.ensure_vlan(looker.name, VLAN, looker.nic) == (looker.name, False)
    cards = {each.key: each.device for each in looker.read(looker.network, "networkInfo.pnic")}
    switches = {each.name: each.pnic for each in looker.read(looker.network, "networkInfo.vswitch")}
    assert looker.nic in [cards[key] for key in switches[looker.group.vswitchName]]
    with pytest.raises(OtherVlan):
        host.port_groups.ensure_vlan(looker.name, VLAN + 1, looker.nic)
    assert host.port_groups.clean(looker.nic, [looker.name]) == [looker.name]
    assert looker.group is None


def test_found_again(host: Host, looker: Looker, vm: Ref) -> None:
    """By name and by uuid, in lists, and at a glance."""
    machine = looker.vm
    assert vm.value == machine._moId
    assert lookup.by_name(host, looker.name) == lookup.by_uuid(host, machine.config.instanceUuid) == vm
    assert looker.name in lookup.list_names(host)
    assert machine.config.instanceUuid in lookup.list_uuids(host)
    assert lookup.info(host, vm, looker.name) == lookup.Info(
        looker.name, machine.config.instanceUuid, "running", 32 << 10, 1,
    )


def test_power(host: Host, looker: Looker, vm: Ref) -> None:
    """Suspended, resumed, off and on, reset."""
    for change, state in (
        (power.suspend, "suspended"), (power.resume, "poweredOn"), (power.power_off, "poweredOff"),
        (power.power_on, "poweredOn"),
    ):
        change(host, vm, looker.name)
        assert looker.vm.runtime.powerState == state
    power.reboot(host, vm, looker.name)
    power.reboot(host, vm, looker.name, hard=True)
    assert looker.vm.runtime.powerState == "poweredOn"


def test_larger_disk_while_it_runs(host: Host, looker: Looker, vm: Ref, tmp_path: Path) -> None:
    """The disk is as large as was asked, its content is what it was, and so is that of a snapshot."""
    resizing.resize_root(host, vm, looker.name, 2 * SIZE)
    (disk,) = looker.devices(vim.vm.device.VirtualDisk)
    assert disk.capacityInKB * 1024 == 2 * SIZE
    snapshotting.snapshot(host, vm, looker.name, FileSink(tmp_path / "larger.vmdk"))
    assert content_of(tmp_path / "larger.vmdk") == CONTENT + bytes(SIZE)


def test_card_comes_and_goes(host: Host, conf: cfg.ConfigOpts, looker: Looker, vm: Ref) -> None:
    """While the machine runs, and told in machine.id."""
    nic = spawning.NicRequest(NicSettings(MAC, IPv4Address("192.0.2.7")), looker.name, VLAN)
    interfaces.attach(host, conf, vm, looker.name, nic)
    (card,) = looker.devices(vim.vm.device.VirtualEthernetCard)
    assert (card.macAddress, card.backing.deviceName) == (MAC, looker.name)
    assert looker.options["machine.id"] == f"{MAC};192.0.2.7;;;;#"
    interfaces.detach(host, vm, looker.name, MAC)
    assert looker.devices(vim.vm.device.VirtualEthernetCard) == []
    assert looker.options.get("machine.id", "") == ""
    host.port_groups.clean(looker.nic, [looker.name])


def test_volume_comes_and_goes(host: Host, looker: Looker, vm: Ref) -> None:
    """While the machine runs; its file stays when the machine is destroyed."""
    store = DatastorePath.parse(looker.vm.config.files.vmPathName).datastore
    folder = DatastorePath(store, f"{looker.name}-volumes")
    path, content = folder / "data.vmdk", looker.instance.content
    content.fileManager.MakeDirectory(str(folder), looker.datacenter)
    disk = vim.VirtualDiskManager.FileBackedVirtualDiskSpec(
        diskType="thick", adapterType="lsiLogic", capacityKb=SIZE >> 10,
    )
    WaitForTask(content.virtualDiskManager.CreateVirtualDisk_Task(str(path), looker.datacenter, disk))
    of_machines.attach(host, vm, looker.name, path)
    assert str(path) in [each.backing.fileName for each in looker.devices(vim.vm.device.VirtualDisk)]
    assert of_machines.volumes(host, vm, looker.name) == [of_machines.Volume(path, SIZE)]
    of_machines.detach(host, vm, looker.name, path)
    assert len(looker.devices(vim.vm.device.VirtualDisk)) == 1
    of_machines.attach(host, vm, looker.name, path)
    destroying.destroy(host, vm, looker.name)
    assert host.transfer.size(path.extent) == SIZE
    destroying.delete_folder(host, folder)


def test_config_drive(host: Host, conf: cfg.ConfigOpts, looker: Looker, image: Path) -> None:
    """The CD is in the machine, and holds what was given."""
    drive = {"openstack/latest/user_data": b"#cloud-config\n"}
    vm = spawning.spawn(host, conf, request(looker, drive=drive), look_at(FileSource(image)))
    (cdrom,) = looker.devices(vim.vm.device.VirtualCdrom)
    path = DatastorePath.parse(cdrom.backing.fileName)
    assert path.name == config_drive.FILE
    assert cdrom.connectable.connected
    with host.transfer.download(path) as (_, blocks):
        iso = pycdlib.PyCdlib()
        iso.open_fp(BytesIO(b"".join(blocks)))
    with contextlib.closing(iso):
        found = BytesIO()
        iso.get_file_from_iso_fp(found, joliet_path="/openstack/latest/user_data")
    assert found.getvalue() == b"#cloud-config\n"
    destroying.destroy(host, vm, looker.name)


class Kept(FileSource):
    """A file of which somebody says that it never changes."""

    @property
    def identity(self) -> str:  # type: ignore[override]
        """As an image service's."""
        return "5b1c5f0e-0000-4000-8000-000000000001"


def test_linked_clone(
    values: dict[str, str], host: Host, looker: Looker, image: Path, tmp_path: Path,
) -> None:
    """The machine runs on a delta; the image below it stays until it is gone, and a snapshot has all of both."""
    conf = options.load(**values, use_linked_clone="true", vmwareapi_cache_folder=f"{looker.name}-cache")
    vm = spawning.spawn(host, conf, request(looker), look_at(Kept(image)))
    (disk,) = looker.devices(vim.vm.device.VirtualDisk)
    below = DatastorePath.parse(disk.backing.parent.fileName)
    assert (below.path.split("/")[0], disk.backing.parent.parent) == (f"{looker.name}-cache", None)
    assert str(below) in {file.name for file in looker.read(looker.vm, "layoutEx.file")}
    snapshotting.snapshot(host, vm, looker.name, FileSink(tmp_path / "snapshot.vmdk"))
    assert content_of(tmp_path / "snapshot.vmdk") == CONTENT
    power.power_off(host, vm, looker.name)
    in_years = 2e10
    assert aging.clean_cache(host, conf, in_years) == []
    destroying.destroy(host, vm, looker.name)
    assert [entry.folder for entry in aging.clean_cache(host, conf, in_years)] == [below.parent]
    destroying.delete_folder(host, below.parent.parent)


def test_screen_and_measures(host: Host, looker: Looker, vm: Ref) -> None:
    """A whole picture; what is measured of a machine that runs, as far as the host has a sample of it yet."""
    assert screenshot(host, vm, looker.name).startswith(b"\x89PNG")
    found = diagnostics(host, vm, looker.name)
    assert (found.state, [each.path for each in found.disks]) == (
        "running", [looker.devices(vim.vm.device.VirtualDisk)[0].backing.fileName],
    )


def test_console_opens_once(server: Server, host: Host, conf: cfg.ConfigOpts, looker: Looker, vm: Ref) -> None:
    """The ticket of a console lets somebody in without a password, and nobody after that."""
    store = Store(conf.console_database, lambda: 0.0)
    with contextlib.closing(store):
        desk = Consoles(store, conf)
        access = desk.take(desk.add(host, vm, looker.name, SESSION))
    assert access.vm_id == looker.vm._moId
    content = connect(server).content
    content.sessionManager.Logout()
    assert content.sessionManager.CloneSession(access.secret).userName == server.user
    content.sessionManager.Logout()
    with pytest.raises(vim.fault.InvalidLogin):
        content.sessionManager.CloneSession(access.secret)


def test_rescue_and_back(host: Host, looker: Looker, vm: Ref, image: Path) -> None:
    """It runs from another image, with its own disk beside it, and from its own again."""
    own = [disk.backing.fileName for disk in looker.devices(vim.vm.device.VirtualDisk)]
    rescuing.rescue(host, vm, looker.name, look_at(FileSource(image)))
    assert looker.vm.runtime.powerState == "poweredOn"
    assert len(looker.devices(vim.vm.device.VirtualDisk)) == 2
    rescuing.unrescue(host, vm, looker.name)
    assert [disk.backing.fileName for disk in looker.devices(vim.vm.device.VirtualDisk)] == own
    assert looker.vm.runtime.powerState == "poweredOn"


def test_spawn_that_fails_half_way(host: Host, conf: cfg.ConfigOpts, looker: Looker, image: Path, tmp_path: Path) -> None:
    """An image that is cut off: machine, files and port group are gone again."""
    cut = tmp_path / "cut.vmdk"
    cut.write_bytes(image.read_bytes()[:72_000])  # its content begins at 65,536
    nic = spawning.NicRequest(NicSettings(MAC), looker.name, VLAN)
    with pytest.raises(ImageError, match="cut"):
        spawning.spawn(host, conf, request(looker, nic), look_at(FileSource(cut)))
    assert not [each for each in looker.holdings() if looker.name in each]
