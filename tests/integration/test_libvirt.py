"""libvirt's ESX driver, with virsh as its voice: all that it can do with a host.

What is not here (volume upload, domblkinfo, net-create, …) the driver has not, whatever the host. It finds no interface by
its name, for it looks names up as MAC addresses.
"""

import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from clients import connect
from lxml import etree
from pyVim.task import WaitForTask
from pyVmomi import vim
from served import Server

DISK = 64 << 20
"""Bytes of the disk of the VM under test."""
device = vim.vm.device


@dataclass(frozen=True)
class Virsh:
    """Runs virsh against a host, with a file that holds its password."""

    uri: str
    auth: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command, in a connection of its own."""
        environment = {"LIBVIRT_AUTH_FILE": str(self.auth), "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        environment["LIBVIRT_LOG_OUTPUTS"] = "4:file:/dev/null"  # it warns of properties that are newer than its own list
        return subprocess.run(
            ["virsh", "-c", self.uri, *words], capture_output=True, text=True, env=environment, timeout=60, check=False
        )

    def __call__(self, *words: str) -> str:
        """What a command prints; it must succeed."""
        done = self.run(*words)
        assert done.returncode == 0, f"virsh {' '.join(words)}: {done.stderr}"
        return done.stdout.strip()

    def refused(self, *words: str) -> str:
        """What a command says that must fail."""
        done = self.run(*words)
        assert done.returncode != 0, f"virsh {' '.join(words)}: {done.stdout}"
        return done.stderr.strip()

    def fields(self, *words: str) -> dict[str, str]:
        """The lines ``name: value`` of a command."""
        return {
            name.strip(): value.strip()
            for name, colon, value in (line.partition(":") for line in self(*words).splitlines()) if colon
        }

    def pools(self) -> list[str]:
        """The names of the datastores."""
        return [line.strip() for line in self("pool-list", "--name").splitlines() if line.strip()]

    def xml(self, *words: str) -> etree._Element:
        """The XML that a command prints."""
        return etree.fromstring(self(*words))


@pytest.fixture(scope="module")
def program() -> None:
    """The program under test."""
    if shutil.which("virsh") is None:
        pytest.skip("virsh is missing (Debian: libvirt-clients)")


@pytest.fixture(scope="module")
def virsh(program: None, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Virsh:
    """virsh, connected to the host under test."""
    auth = tmp_path_factory.mktemp("libvirt") / "auth.conf"
    auth.write_text(
        f"[credentials-host]\nusername={server.user}\npassword={server.password}\n\n"
        f"[auth-esx-{server.host}]\ncredentials=host\n"
    )
    return Virsh(f"esx://{server.user}@{server.host}:{server.port}/?no_verify=1", auth)


@pytest.fixture(scope="module")
def pool(virsh: Virsh) -> str:
    """The datastore under test."""
    return virsh.pools()[0]


@pytest.fixture
def volume(virsh: Virsh, pool: str) -> Iterator[str]:
    """A volume of 64 MiB in a directory of its own."""
    name = f"v{uuid.uuid4().hex[:8]}"
    volume = f"{name}/{name}.vmdk"
    virsh("vol-create-as", pool, volume, str(DISK), "--format", "vmdk", "--allocation", str(DISK))
    yield volume
    if volume in virsh("vol-list", pool):
        virsh("vol-delete", volume, "--pool", pool)


@pytest.fixture
def domain(virsh: Virsh, server: Server, pool: str, volume: str) -> Iterator[str]:
    """A VM that is off, with the volume as its disk."""
    name = volume.partition("/")[0]
    instance = connect(server)
    datacenter = instance.content.rootFolder.childEntity[0]
    disk = device.VirtualDisk(
        key=-2, controllerKey=-1, unitNumber=0, capacityInKB=DISK >> 10,
        backing=device.VirtualDisk.FlatVer2BackingInfo(fileName=f"[{pool}] {volume}", diskMode="persistent"),
    )  # fmt: skip
    nic = device.VirtualE1000(
        key=-3, addressType="generated",
        backing=device.VirtualEthernetCard.NetworkBackingInfo(deviceName=datacenter.network[0].name),
    )  # fmt: skip
    controller = device.VirtualLsiLogicController(key=-1, busNumber=0, sharedBus="noSharing")
    config = vim.vm.ConfigSpec(
        name=name, guestId="otherLinux64Guest", numCPUs=1, memoryMB=128,
        files=vim.vm.FileInfo(vmPathName=f"[{pool}] {name}/{name}.vmx"),
        deviceChange=[device.VirtualDeviceSpec(operation="add", device=each) for each in (controller, disk, nic)],
    )  # fmt: skip
    task = datacenter.vmFolder.CreateVM_Task(config, datacenter.hostFolder.childEntity[0].resourcePool)
    WaitForTask(task)
    yield name
    machine = task.info.result
    if machine in datacenter.vmFolder.childEntity:
        if machine.runtime.powerState != "poweredOff":
            WaitForTask(machine.PowerOffVM_Task())
        WaitForTask(machine.Destroy_Task())
    instance.content.sessionManager.Logout()


@pytest.fixture
def running(virsh: Virsh, domain: str) -> str:
    """The VM, started."""
    virsh("start", domain)
    return domain


def test_who_answers(virsh: Virsh, server: Server) -> None:
    """The driver takes the host for an ESX 4.1."""
    assert "Running hypervisor: ESX 4.1.0" in virsh("version")
    assert virsh("uri") == virsh.uri
    assert virsh("hostname").partition(".")[0]


def test_wrong_password(virsh: Virsh, tmp_path: Path) -> None:
    """The fault's text is what the user sees."""
    auth = tmp_path / "auth.conf"
    auth.write_text(re.sub("password=.*", "password=wrong", virsh.auth.read_text()))
    assert "incorrect user name or password" in Virsh(virsh.uri, auth).refused("version")


def test_node(virsh: Virsh) -> None:
    """Processors and memory; how much of it is free."""
    node = virsh.fields("nodeinfo")
    cores = int(node["CPU socket(s)"]) * int(node["Core(s) per socket"])
    assert cores <= int(node["CPU(s)"])
    total = int(node["Memory size"].split()[0])
    assert 0 < int(virsh.fields("freecell")["Total"].split()[0]) < total


def test_capabilities(virsh: Virsh) -> None:
    """The host's UUID, and guests of both kinds."""
    found = virsh.xml("capabilities")
    uuid.UUID(found.findtext("host/uuid"))
    assert found.xpath("guest/arch/@name") == ["i686", "x86_64"]


def test_pools(virsh: Virsh, pool: str) -> None:
    """Datastores are pools; sizes add up, names and UUIDs lead to each other."""
    info = virsh.fields("pool-info", pool)
    assert (info["State"], info["Persistent"]) == ("running", "yes")
    assert virsh("pool-name", info["UUID"]) == pool
    assert virsh("pool-uuid", pool) == info["UUID"]
    found = virsh.xml("pool-dumpxml", pool)
    sizes = [int(found.findtext(name) or 0) for name in ("capacity", "allocation", "available")]
    assert sizes[0] == sizes[1] + sizes[2] > 0
    assert (found.findtext("target/path") or "").startswith("/vmfs/volumes/")
    assert "refreshed" in virsh("pool-refresh", pool)
    assert "Could not find storage pool" in virsh.refused("pool-info", "nowhere")


def test_volumes(virsh: Virsh, pool: str, volume: str) -> None:
    """A new volume is listed, described, found by its path and by its key, and goes."""
    path = f"[{pool}] {volume}"
    assert virsh("vol-path", volume, "--pool", pool) == path
    assert virsh("vol-pool", path) == pool
    key = virsh("vol-key", volume, "--pool", pool)
    assert virsh("vol-name", key) == volume
    found = virsh.xml("vol-dumpxml", volume, "--pool", pool)
    assert int(found.findtext("capacity") or 0) == DISK
    assert int(found.findtext("allocation") or 0) >= DISK
    assert found.find("target/format").get("type") == "vmdk"
    assert virsh.fields("vol-info", volume, "--pool", pool)["Capacity"] == "64.00 MiB"
    assert "already exists" in virsh.refused("vol-create-as", pool, volume, "1M", "--format", "vmdk", "--allocation", "0")
    virsh("vol-delete", volume, "--pool", pool)
    assert volume not in virsh("vol-list", pool)


def test_thin_volume(virsh: Virsh, pool: str, volume: str) -> None:
    """It takes next to nothing; names with blanks, percent signs and plus signs are the driver's to escape."""
    thin = f"{volume.partition('/')[0]} 1+1/100% thin.vmdk"
    virsh("vol-create-as", pool, thin, "1G", "--format", "vmdk", "--allocation", "0")
    listed = [line for line in virsh("vol-list", pool, "--details").splitlines() if "thin" in line]
    assert len(listed) == 1
    assert "1.00 GiB" in listed[0]
    escaped = re.split(r"  +", listed[0].strip())[0]  # the driver doesn't undo all of its escapes
    allocated = int(virsh.xml("vol-dumpxml", f"[{pool}] {escaped}").findtext("allocation") or 0)
    assert allocated < 1 << 20
    virsh("vol-delete", f"[{pool}] {escaped}")


def test_cloned_volume(virsh: Virsh, pool: str, volume: str) -> None:
    """A copy is a volume with a key of its own."""
    copy = volume.replace(".vmdk", "-copy.vmdk")
    virsh("vol-clone", volume, copy, "--pool", pool)
    assert virsh("vol-key", copy, "--pool", pool) != virsh("vol-key", volume, "--pool", pool)
    assert virsh.fields("vol-info", copy, "--pool", pool)["Capacity"] == "64.00 MiB"
    virsh("vol-wipe", copy, "--pool", pool)
    virsh("vol-delete", copy, "--pool", pool)
    assert copy not in virsh("vol-list", pool)


def test_networks(virsh: Virsh) -> None:
    """Virtual switches are networks, with their port groups and the cards they use."""
    name = virsh("net-list", "--name")
    info = virsh.fields("net-info", name)
    assert (info["Active"], info["Persistent"], info["Autostart"]) == ("yes", "yes", "yes")
    assert virsh("net-name", info["UUID"]) == name
    found = virsh.xml("net-dumpxml", name)
    assert "VM Network" in found.xpath("portgroup/@name")
    assert found.xpath("forward[@mode='bridge']/interface/@dev") == ["vmnic0"]
    assert "Could not find" in virsh.refused("net-info", "nowhere")


def test_network_defined(virsh: Virsh, server: Server, fake_only: None, tmp_path: Path) -> None:
    """net-define makes a virtual switch with its groups, net-undefine removes it; not one that the host itself is on."""
    name, path = "fakeesx test-2", tmp_path / "network.xml"
    path.write_text(
        f"<network><name>{name}</name><forward mode='bridge'><interface dev='vmnic1'/></forward>"
        "<portgroup name='g-2'><bandwidth><inbound average='1000' peak='2000' burst='512'/>"
        "<outbound average='1000' peak='2000' burst='512'/></bandwidth></portgroup></network>"
    )
    virsh("net-define", str(path))
    assert name in [line.strip() for line in virsh("net-list", "--all", "--name").splitlines()]
    found = virsh.xml("net-dumpxml", name)
    assert found.xpath("forward[@mode='bridge']/interface/@dev") == ["vmnic1"]
    assert found.xpath("portgroup/@name") == ["g-2"]
    assert found.xpath("portgroup/bandwidth/inbound/@average") == ["1000"]
    assert "already exists" in virsh.refused("net-define", str(path))
    virsh("net-undefine", name)
    assert name not in virsh("net-list", "--all", "--name")
    assert "Cannot undefine" in virsh.refused("net-undefine", "vSwitch0")


def test_interfaces(virsh: Virsh, server: Server) -> None:
    """Physical cards, by their address."""
    instance = connect(server)
    host = instance.content.rootFolder.childEntity[0].hostFolder.childEntity[0].host[0]
    for card in host.config.network.pnic:
        assert virsh("iface-name", card.mac) == card.device
        found = virsh.xml("iface-dumpxml", card.mac)
        assert (found.get("name"), found.find("mac").get("address")) == (card.device, card.mac)
    instance.content.sessionManager.Logout()


def test_domain(virsh: Virsh, pool: str, volume: str, domain: str) -> None:
    """A VM in numbers, and as the XML that the driver makes of its .vmx file."""
    info = virsh.fields("dominfo", domain)
    shown = [info[name] for name in ("State", "CPU(s)", "Max memory", "Autostart")]
    assert shown == ["shut off", "1", "131072 KiB", "disable"]
    assert virsh("domuuid", domain) == info["UUID"]
    assert virsh("domname", info["UUID"]) == domain
    found = virsh.xml("dumpxml", domain)
    assert (found.findtext("name"), found.findtext("uuid"), found.findtext("memory")) == (domain, info["UUID"], "131072")
    assert found.xpath("devices/disk[@device='disk']/source/@file") == [f"[{pool}] {volume}"]
    assert found.xpath("devices/interface/source/@bridge") == ["VM Network"]
    assert found.xpath("devices/interface/model/@type") == ["e1000"]
    assert found.xpath("devices/controller/@model") == ["lsilogic"]
    assert f"[{pool}] {volume}" in virsh("domblklist", domain)
    assert "VM Network" in virsh("domiflist", domain)
    assert domain in virsh("list", "--all", "--name").split()
    assert domain not in virsh("list", "--name").split()


def test_native(virsh: Virsh, tmp_path: Path, pool: str, volume: str, domain: str) -> None:
    """A domain's XML as a .vmx and back is the same machine."""
    vmx = virsh("domxml-to-native", "vmware-vmx", "--domain", domain)
    assert f'displayName = "{domain}"' in vmx
    (tmp_path / "a.vmx").write_text(vmx)
    found = virsh.xml("domxml-from-native", "vmware-vmx", str(tmp_path / "a.vmx"))
    assert found.findtext("uuid") == virsh("domuuid", domain)
    assert found.xpath("devices/disk/source/@file") == [f"[{pool}] {volume}"]


def test_power(virsh: Virsh, domain: str) -> None:
    """Start, suspend, resume, destroy; what the state does not allow is refused and changes nothing."""

    def state() -> str:
        return virsh("domstate", domain)

    assert "not powered on" in virsh.refused("destroy", domain)
    assert state() == "shut off"
    virsh("start", domain)
    assert state() == "running"
    assert virsh("domid", domain).isdigit()
    assert "already" in virsh.refused("start", domain)
    virsh("suspend", domain)
    assert state() == "paused"
    assert "not powered on" in virsh.refused("suspend", domain)
    virsh("resume", domain)
    assert state() == "running"
    virsh("destroy", domain)
    assert state() == "shut off"


def test_guest_without_tools(virsh: Virsh, running: str) -> None:
    """Who has no VMware Tools can't be asked to end or to boot again."""
    for command in ("shutdown", "reboot"):
        assert "VMware Tools is not running" in virsh.refused(command, running)
    assert virsh("domstate", running) == "running"


def test_screenshot(virsh: Virsh, tmp_path: Path, running: str) -> None:
    """The console as a PNG; none of a VM that is off."""
    assert "image/png" in virsh("screenshot", running, str(tmp_path / "a.png"))
    assert (tmp_path / "a.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    virsh("destroy", running)
    assert "not powered on" in virsh.refused("screenshot", running, str(tmp_path / "b.png"))


def test_snapshots(virsh: Virsh, running: str) -> None:
    """A tree of them: taken, described, gone back to, removed alone and with what is below."""

    def names(*options: str) -> list[str]:
        return virsh("snapshot-list", running, "--name", *options).split()

    for name in ("one", "two"):
        virsh("snapshot-create-as", running, name, f"number {name}")
    assert (names(), names("--roots"), names("--leaves")) == (["one", "two"], ["one"], ["two"])
    assert virsh("snapshot-current", running, "--name") == "two"
    assert virsh("snapshot-parent", running, "two") == "one"
    info = virsh.fields("snapshot-info", running, "one")
    assert (info["State"], info["Current"], info["Children"], info["Parent"]) == ("running", "no", "1", "-")
    found = virsh.xml("snapshot-dumpxml", running, "one")
    assert (found.findtext("description"), found.findtext("state")) == ("number one", "running")
    assert found.findtext("domain/uuid") == virsh("domuuid", running)
    assert "already exists" in virsh.refused("snapshot-create-as", running, "one")
    virsh("snapshot-revert", running, "one")
    assert virsh("snapshot-current", running, "--name") == "one"
    assert virsh("domstate", running) == "running"
    virsh("snapshot-create-as", running, "three")
    assert sorted(names("--leaves")) == ["three", "two"]
    virsh("snapshot-delete", running, "two")
    assert names() == ["one", "three"]
    assert "not found" in virsh.refused("snapshot-delete", running, "two")
    virsh("snapshot-delete", running, "one", "--children")
    assert names() == []
    assert "no current snapshot" in virsh.refused("snapshot-current", running)


def test_back_to_a_snapshot_of_a_machine_that_was_off(virsh: Virsh, domain: str) -> None:
    """The VM is off again, with the size it had."""
    virsh("snapshot-create-as", domain, "off")
    virsh("setvcpus", domain, "2")
    virsh("start", domain)
    virsh("snapshot-revert", domain, "off")
    info = virsh.fields("dominfo", domain)
    assert (info["State"], info["CPU(s)"]) == ("shut off", "1")
    virsh("snapshot-delete", domain, "off")


def test_autostart(virsh: Virsh, domain: str) -> None:
    """On and off again."""
    for option, shown in ((), "enable"), (("--disable",), "disable"):
        virsh("autostart", domain, *option)
        assert virsh.fields("dominfo", domain)["Autostart"] == shown


def test_schedule(virsh: Virsh, domain: str) -> None:
    """Shares, reservation and limit of the processors."""
    before = virsh.fields("schedinfo", domain)
    assert (before["reservation"], before["limit"]) == ("0", "-1")
    virsh("schedinfo", domain, "--set", "shares=2000", "--set", "reservation=100", "--set", "limit=1500")
    after = virsh.fields("schedinfo", domain)
    assert (after["shares"], after["reservation"], after["limit"]) == ("2000", "100", "1500")


def test_size(virsh: Virsh, domain: str) -> None:
    """Another amount of memory, another number of processors."""
    virsh("setvcpus", domain, "2")
    virsh("setmem", domain, "65536", "--current")
    info = virsh.fields("dominfo", domain)
    assert (info["CPU(s)"], info["Used memory"]) == ("2", "65536 KiB")
    assert virsh.xml("dumpxml", domain).findtext("vcpu") == "2"


@pytest.fixture
def description(tmp_path: Path, pool: str, volume: str) -> Path:
    """A domain in libvirt's XML, with the volume as its disk, a network card, a drive with a disc and a serial port."""
    name, file = volume.partition("/")[0], tmp_path / "domain.xml"
    file.write_text(
        f"<domain type='vmware'><name>{name}</name><uuid>{uuid.uuid4()}</uuid><description>made by virsh</description>"
        "<memory unit='MiB'>96</memory><vcpu>2</vcpu><os><type arch='x86_64'>hvm</type></os><devices>"
        f"<disk type='file' device='disk'><source file='[{pool}] {volume}'/><target dev='sda' bus='scsi'/></disk>"
        f"<disk type='file' device='cdrom'><source file='[{pool}] {name}/a.iso'/><target dev='hda' bus='ide'/></disk>"
        "<controller type='scsi' index='0' model='lsilogic'/>"
        "<interface type='bridge'><mac address='00:50:56:25:48:c7'/><source bridge='VM Network'/><model type='e1000'/>"
        f"</interface><serial type='file'><source path='[{pool}] {name}/serial.log'/><target port='0'/></serial>"
        "</devices></domain>"
    )
    return file


@pytest.fixture
def defined(virsh: Virsh, description: Path, volume: str) -> Iterator[str]:
    """A VM that virsh has made: it writes a .vmx file over HTTP and registers it."""
    name = volume.partition("/")[0]
    virsh("define", str(description))
    yield name
    if name in virsh("list", "--all", "--name").split():
        virsh.run("destroy", name)
        virsh("undefine", name)


def test_define(virsh: Virsh, pool: str, volume: str, description: Path, defined: str) -> None:
    """The VM is what the XML says, to its network card's address."""
    wanted, found = etree.parse(str(description)).getroot(), virsh.xml("dumpxml", defined)
    for path in ("name", "uuid", "description", "vcpu", "os/type/@arch", "devices/interface/mac/@address"):
        assert found.xpath(f"string({path})") == wanted.xpath(f"string({path})"), path
    assert found.findtext("memory") == str(96 << 10)
    assert found.xpath("devices/disk/@device") == ["disk", "cdrom"]
    assert found.xpath("devices/disk/source/@file") == [f"[{pool}] {volume}", f"[{pool}] {defined}/a.iso"]
    assert found.xpath("devices/interface/source/@bridge") == ["VM Network"]
    assert found.xpath("devices/serial/source/@path") == [f"[{pool}] {defined}/serial.log"]
    info = virsh.fields("dominfo", defined)
    assert (info["State"], info["CPU(s)"], info["Max memory"]) == ("shut off", "2", f"{96 << 10} KiB")


def test_life_of_a_defined_machine(virsh: Virsh, volume: str, defined: str) -> None:
    """It starts, runs, is suspended and resumed, ends; its disk stays when it is undefined."""
    virsh("start", defined)
    virsh("suspend", defined)
    virsh("resume", defined)
    assert virsh("domstate", defined) == "running"
    virsh("destroy", defined)
    virsh("undefine", defined)
    assert volume in virsh("vol-list", virsh.pools()[0])


def test_define_again(virsh: Virsh, description: Path, defined: str) -> None:
    """The driver can't change a VM that is there; nothing happens to it."""
    before = virsh("dumpxml", defined)
    assert "already exists" in virsh.refused("define", str(description))
    assert virsh("dumpxml", defined) == before


def test_define_without_its_datastore(virsh: Virsh, description: Path, volume: str) -> None:
    """No VM and no file is left."""
    pool = virsh.pools()[0]
    description.write_text(description.read_text().replace(f"[{pool}]", "[nowhere]"))
    assert "nowhere" in virsh.refused("define", str(description))
    assert volume.partition("/")[0] not in virsh("list", "--all", "--name").split()


def test_undefine(virsh: Virsh, pool: str, volume: str, domain: str) -> None:
    """A running VM can't go; one that is off leaves the host and its files stay."""
    virsh("start", domain)
    assert "not suspended or powered off" in virsh.refused("undefine", domain)
    virsh("destroy", domain)
    virsh("undefine", domain)
    assert domain not in virsh("list", "--all", "--name").split()
    assert volume in virsh("vol-list", pool)
