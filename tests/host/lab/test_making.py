"""Hosts made of inventory files: what they have, and what they refuse, with its place in the file."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from calling import Client, Faulted
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_strategies import labs, spoil
from twisted.internet.task import Clock
from vms import HOST, POOL, options

from fakeesx.host.esx import Esx
from fakeesx.host.lab import settings_of, start
from fakeesx.inventory.file import InventoryError, Lab, load
from fakeesx.inventory.file.keys import ROLES, USER
from fakeesx.inventory.file.lab import GroupLab, NetworkLab, NicLab, SwitchLab
from fakeesx.schema import vim

EXAMPLES = sorted((Path(__file__).parents[3] / "fixtures" / "inventories").glob("*.yaml"))
Begin = Callable[..., Client]


@pytest.fixture
def begin(tmp_path: Path, clock: Clock) -> Iterator[Begin]:
    """Starts the host of a text or file: a client of it, logged in as root."""
    hosts: list[Esx] = []

    def make(source: str | Path, password: str = "vmware", **others: Any) -> Client:
        lab = load(source)
        hosts.append(start(lab, settings_of(lab, tmp_path / str(len(hosts)), **others), clock, random.Random(1)))
        return Client(hosts[-1]).login(password=password)

    yield make
    for host in hosts:
        host.stop()


def vms(client: Client) -> dict[str, Any]:
    """The VMs by name."""
    return {client.get(ref, "name"): ref for ref in client.get(HOST, "vm").items}


def test_nothing_is_the_default_host(begin: Begin) -> None:
    """The profile, and no VMs."""
    client = begin("")
    assert client.get(HOST, "name") == "esx1.example.test"
    assert vms(client) == {}


def test_the_host_itself(begin: Begin) -> None:
    """Its profile, licence, name and time zone, wherever they show."""
    client = begin("host: {profile: esxi-4.1, license: free, name: esx7.lab.example, time_zone: Asia/Bangkok}")
    about = client.host.profile.about
    assert (about.productLineId, client.host.profile.settings["license"]) == ("embeddedEsx", "free")
    found = client.get(HOST, "name", "summary.config.name", "config.network.dnsConfig", "config.dateTimeInfo.timeZone.key")
    assert found["name"] == found["summary.config.name"] == "esx7.lab.example"
    assert client.get("ha-compute-res", "name") == "esx7.lab.example"
    dns = found["config.network.dnsConfig"]
    assert (dns.hostName, dns.domainName) == ("esx7", "lab.example")
    assert client.get("networkSystem", "dnsConfig") == client.get("networkSystem", "networkInfo.dnsConfig") == dns
    assert found["config.dateTimeInfo.timeZone.key"] == "Asia/Bangkok"
    assert client.get("dateTimeSystem", "dateTimeInfo.timeZone.key") == "Asia/Bangkok"


def test_users(begin: Begin) -> None:
    """Can log in and do what their role allows; one of the administrator's name sets the password."""
    client = begin("users:\n- {name: root, password: other}\n- {name: eye, password: p q, role: ReadOnly}", password="other")
    eye = Client(client.host).login("eye", "p q")
    assert eye.get(HOST, "name")
    with pytest.raises(Faulted, match="NoPermission"):
        eye.call("ha-folder-vm", "CreateVM_Task", config=vim.VirtualMachineConfigSpec(name="a"), pool=POOL)
    with pytest.raises(Faulted, match="InvalidLogin"):
        Client(client.host).login("root", "vmware")
    assert "eye" in client.host.access.groups["users"].members


def test_what_others_say_goes_before() -> None:
    """Options of the command line, say."""
    lab = load("host: {profile: esxi-4.1}\nusers: [{name: root, password: other}]\nspare_luns: [10 GiB]")
    settings = settings_of(lab, Path("x"), password="mine", profile="esx-4.1")
    assert (settings.password, settings.profile, settings.spare_luns) == ("mine", "esx-4.1", (10 << 30,))


def test_storage(begin: Begin) -> None:
    """Datastores and blank disks."""
    client = begin(EXAMPLES[[path.stem for path in EXAMPLES].index("storage")])
    stores = {client.get(ref, "name"): client.get(ref, "summary", "info") for ref in client.get(HOST, "datastore").items}
    assert list(stores) == ["datastore1", "fast", "images"]
    assert stores["fast"]["summary"].capacity == 2 << 40
    assert stores["fast"]["info"].vmfs.blockSizeMb == 8
    nas = stores["images"]["info"].nas
    assert (nas.remoteHost, nas.remotePath) == ("nas.example.test", "/export/images")
    (disk,) = client.call("ha-datastoresystem", "QueryAvailableDisksForVmfs")
    assert disk.capacity.block * disk.capacity.blockSize == 100 << 30
    (vm,) = vms(client).values()
    disks = [each for each in client.get(vm, "config.hardware.device").items if isinstance(each, vim.VirtualDisk)]
    assert [(disk.capacityInKB << 10, disk.backing.fileName) for disk in disks] == [
        (400 << 30, "[fast] archive/archive.vmdk"), (1 << 30, "[datastore1] archive/archive.vmdk"),
    ]


def test_machines(begin: Begin) -> None:
    """All that a VM can be, with files, and in the lists of the objects around it."""
    client = begin("""
vms:
- name: web-{:02d}
  count: 2
  guest_id: otherLinux64Guest
  cpus: 2
  memory: 1 GiB
  disks: [{size: 64 MiB}, {size: 1 MiB, thin: false}]
  nics: [{network: VM Network, type: vmxnet3}, {network: VM Network, connected: false}]
  power: on
  tools: running
  annotation: "a\\nb"
  extra_config: {guestinfo.role: web}
- {name: lone, nics: [{network: VM Network, mac: 00-50-56-00-00-AA}]}
""")
    found = vms(client)
    assert list(found) == ["web-01", "web-02", "lone"]
    config = client.get(found["web-02"], "config")
    assert (config.guestId, config.hardware.numCPU, config.hardware.memoryMB) == ("otherLinux64Guest", 2, 1024)
    assert config.annotation == "a\nb"
    assert options(client, found["web-02"])["guestinfo.role"] == "web"
    devices = config.hardware.device
    disks = [device for device in devices if isinstance(device, vim.VirtualDisk)]
    assert [(disk.capacityInKB, disk.backing.thinProvisioned) for disk in disks] == [(64 << 10, True), (1 << 10, False)]
    cards = [device for device in devices if isinstance(device, vim.VirtualEthernetCard)]
    assert [(type(card).__name__, card.connectable.connected) for card in cards] == [
        ("VirtualVmxnet3", True), ("VirtualE1000", False),
    ]
    assert all(card.macAddress.startswith("00:0c:29:") for card in cards)
    state = client.get(found["web-02"], "runtime.powerState", "guest.toolsStatus")
    assert state == {"runtime.powerState": "poweredOn", "guest.toolsStatus": "toolsOk"}
    devices = client.get(found["lone"], "config.hardware.device").items
    (card,) = [device for device in devices if isinstance(device, vim.VirtualEthernetCard)]
    assert (card.addressType, card.macAddress) == ("manual", "00:50:56:00:00:aa")
    assert client.get(found["lone"], "runtime.powerState") == "poweredOff"
    (network,) = client.get(HOST, "network").items
    for owner in (network, "datastore1", "ha-root-pool", "ha-folder-vm"):
        name = "childEntity" if owner == "ha-folder-vm" else "vm"
        place = client.get(HOST, "datastore").items[0] if owner == "datastore1" else owner
        assert list(client.get(place, name).items) == list(found.values())
    assert client.host.volumes.get("datastore1").exists("web-01/web-01.vmx")


def test_many_disks(begin: Begin) -> None:
    """Go on as many controllers as they need, past unit 7."""
    client = begin(f"vms: [{{name: a, disks: [{', '.join(['{size: 1 MiB}'] * 20)}]}}]")
    devices = client.get(vms(client)["a"], "config.hardware.device").items
    disks = [device for device in devices if isinstance(device, vim.VirtualDisk)]
    assert len({(disk.controllerKey, disk.unitNumber) for disk in disks}) == 20
    assert 7 not in {disk.unitNumber for disk in disks}
    assert len([device for device in devices if isinstance(device, vim.VirtualLsiLogicController)]) == 2


def test_network(begin: Begin) -> None:
    """Cards, switches, port groups with VLANs, and the VMs on them; the host's own interfaces stay."""
    client = begin(EXAMPLES[[path.stem for path in EXAMPLES].index("vlans")])
    info: vim.HostNetworkInfo = client.get("networkSystem", "networkInfo")
    links = {nic.device: nic.linkSpeed and nic.linkSpeed.speedMb for nic in info.pnic}
    assert links == {"vmnic0": 1000, "vmnic1": 1000, "vmnic2": 10000, "vmnic10": None}
    assert {nic.device: nic.driver for nic in info.pnic}["vmnic2"] == "ixgbe"
    assert {switch.name: [key.rpartition("-")[2] for key in switch.pnic] for switch in info.vswitch} == {
        "vSwitch0": ["vmnic0", "vmnic1"], "lab-switch": ["vmnic2"], "isolated": [],
    }
    assert [(switch.numPorts, switch.mtu) for switch in info.vswitch][1] == (248, 9000)
    groups = {group.spec.name: (group.spec.vswitchName, group.spec.vlanId) for group in info.portgroup}
    assert groups == {
        "VM Network": ("vSwitch0", 0), "Front": ("lab-switch", 101), "Back": ("lab-switch", 102),
        "Trunk": ("lab-switch", 4095), "Quarantine": ("isolated", 0), "Service Console": ("vSwitch0", 0),
        "VMkernel": ("vSwitch0", 0),
    }
    assert [nic.device for nic in (*info.consoleVnic, *info.vnic)] == ["vswif0", "vmk0"]
    networks = {client.get(ref, "name"): ref for ref in client.get(HOST, "network").items}
    names = [client.get(vm, "name") for vm in client.get(networks["Front"], "vm").items]
    assert names == ["front-01", "front-02", "front-03"]
    (hints,) = client.call("networkSystem", "QueryNetworkHint", device=["vmnic2"])
    assert [(subnet.ipSubnet, subnet.vlanId) for subnet in hints.subnet] == [("10.1.0.1-10.1.255.254", 101)]


CROWDED = """vms: [{name: 'a{}', count: 20, nics: [{network: x}], power: on}]
network: {switches: [{name: a, ports: 8}], port_groups: [{name: x, switch: a}]}
"""


@pytest.mark.parametrize(("text", "says"), [
    (CROWDED, "1:61: vms[0].power: the host does not start it"),
    ("vms:\n- name: a\n  disks:\n  - size: 1 MiB\n  - size: 400 GiB", "5:11: vms[0].disks[1].size: the host refuses"),
    ("datastores: [{name: a, capacity: 64 MiB}]\nvms: [{name: a, disks: [{size: 1 GiB, thin: false}]}]",
     "2:24: vms[0].disks: the host refuses"),
    ("vms: [{name: a, nics: [{network: VM Network, mac: 00:0c:29:00:00:01}]}]", "1:51: vms[0].nics[0].mac: the host"),
    ("host: {time_zone: Mars/Olympus}", '1:19: host.time_zone: this host knows no time zone "Mars/Olympus"'),
    ("users: [{name: root, password: x, role: ReadOnly}]", '1:41: users[0].role: "root" is the administrator'),
    ("users: [{name: vpxuser, password: x}]", '1:16: users[0].name: this host has a user "vpxuser" of its own'),
    ("users: [{name: a, password: x, groups: [wheel]}]", '1:40: users[0].groups: there is no group "wheel"; there are: '),
    ("groups: [{name: users}]", '1:17: groups[0].name: this host has a group "users" of its own'),
    ("host: {options: {NFS.MaxVolumes: a}}", "1:34: host.options.NFS.MaxVolumes: 'a' can't be the value of NFS.MaxVolumes"),
    ("host: {options: {No.Such: 1}}", "1:27: host.options.No.Such: this host has no setting No.Such"),
    ("host: {maintenance: true}\nvms: [{name: a, power: on}]", "1:21: host.maintenance: there are virtual machines"),
    ("network: {gateway: 203.0.113.1}", "1:20: network.gateway: 203.0.113.1 can't be the gateway: no interface leads to it"),
    ("host: {profile: esxi-4.1}\nnetwork: {console_gateway: none}", "2:28: network.console_gateway: none can't be"),
    ("network: {routes: [{network: 10.0.0.0/8, gateway: 203.0.113.1}]}", "1:20: network.routes[0]: no interface of the VM"),
    ("network: {dns: {servers: [a.b]}}", "1:26: network.dns.servers"),
    ("datastores: [{name: a, capacity: 64 MiB, files: [{name: b, size: 1 GiB}]}]", "1:50: datastores[0].files[0]: the host"),
    ("vms: [{name: a, vmx: {memsize: '5'}}]", "1:7: vms[0]: the host refuses this virtual machine: InvalidVmConfig"),
    ("vms: [{name: a, vmx: {a b: '5'}}]", "1:22: vms[0].vmx: "),
    ("objects: {ha-hosts: {name: x}}", "1:21: objects.ha-hosts: this host has no object ha-hosts"),
    ("objects: {ha-host: {nam: x}}", "1:20: objects.ha-host: nam: HostSystem has no property nam"),
    ("objects: {ha-host: {config.x.y: 1}}", "1:20: objects.ha-host: config.x.y: HostConfigInfo has no property x"),
    ("objects: {ha-host: {config: 1}}", "1:20: objects.ha-host: config: "),
    ("datastores: [{name: a, type: NFS, remote: 'n:/x'}, {name: b, type: NFS, remote: 'n:/x'}]",
     "1:13: datastores: the datastore"),
    ("vms: [{name: a, disks: [{lun: naa.6001405000000000}]}]",
     "1:25: vms[0].disks[0]: the host refuses this virtual machine: InvalidDeviceBacking"),
    ("iscsi_targets: [{address: a, iqn: iqn.2010-10.a:b, luns: [{number: 1, size: 1 MiB}, {number: 1, size: 1 MiB}]}]",
     "1:17: iscsi_targets[0]: two LUNs of iqn.2010-10.a:b have the same number"),
], ids=lambda value: value[:50])  # fmt: skip
def test_refused(begin: Begin, text: str, says: str) -> None:
    """What only the host knows, with the place in the file."""
    with pytest.raises(InventoryError) as caught:
        begin(text)
    assert f"<text>:{says}" in str(caught.value)


def test_iscsi(begin: Begin) -> None:
    """The adapter is enabled and sees what lets it in; a machine has a LUN from its start."""
    client = begin(EXAMPLES[[path.stem for path in EXAMPLES].index("iscsi")])
    assert len(client.host.iscsi_targets.seen()) == 3
    (vm,) = vms(client).values()
    assert client.get(vm, "runtime.powerState") == "poweredOn"
    assert client.get(vm, "config.hardware.device").items[-1].backing.lunUuid.endswith("4c554e202020")


@pytest.mark.parametrize("network", [
    NetworkLab(nics=(NicLab("vmnic0", speed=7),)),
    NetworkLab(switches=(SwitchLab("a", nics=("vmnic0",)), SwitchLab("b", nics=("vmnic0",)))),
    NetworkLab(port_groups=(GroupLab("a", "nowhere"),)),
], ids=["card", "switches", "group"])
def test_networks_put_together_in_python(tmp_path: Path, clock: Clock, network: NetworkLab) -> None:
    """Are refused the same way, by the network's own rules."""
    lab = Lab(network=network)
    with pytest.raises(InventoryError, match="<lab>:1:1: network: "):
        start(lab, settings_of(lab, tmp_path), clock, random.Random(1))


def test_nothing_goes_on_after_an_error(tmp_path: Path, clock: Clock) -> None:
    """No timer of the host is left."""
    lab = load("vms: [{name: a, power: on}, {name: b, disks: [{size: 400 GiB}]}]")
    with pytest.raises(InventoryError):
        start(lab, settings_of(lab, tmp_path), clock, random.Random(1))
    assert clock.getDelayedCalls() == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_examples(begin: Begin, file: Path) -> None:
    """Each example file makes a host with all its VMs."""
    lab = load(file)
    assert len(vms(begin(file, "vmware"))) == sum(vm.count or 1 for vm in lab.vms)
    assert file.read_text().startswith("# ")


def test_roles_are_those_of_a_host(begin: Begin) -> None:
    """The fixed ones."""
    client = begin("")
    assert sorted(ROLES) == sorted(role.name for role in client.host.access.roles.values() if role.roleId < 0)


@pytest.mark.parametrize("name", ["a", "_a", "a" * 32, "A.b-c_9"])
def test_names_of_users_are_those_of_a_host(begin: Begin, name: str) -> None:
    """What the file takes, CreateUser takes."""
    assert USER.keys[0].name == "name"
    client = begin(f"users: [{{name: {name}, password: x}}]")
    with pytest.raises(Faulted, match="AlreadyExists"):
        client.call("ha-localacctmgr", "CreateUser", user=vim.HostAccountSpec(id=name, password="x"))


def run(lab: Lab) -> None:
    """Start a host and end it."""
    with TemporaryDirectory() as folder:
        start(lab, settings_of(lab, Path(folder)), Clock(), random.Random(1)).stop()


@given(labs())
@settings(max_examples=25)
def test_any_lab_starts(plain: dict[str, Any]) -> None:
    """A host can be made of every sound file."""
    run(load(yaml.safe_dump(plain, allow_unicode=True)))


@given(labs(), st.data())
@settings(max_examples=25)
def test_any_spoilt_lab(plain: dict[str, Any], data: st.DataObject) -> None:
    """A host, or an InventoryError with a line; never another exception."""
    text = yaml.safe_dump(spoil(data.draw, plain), allow_unicode=True)
    try:
        run(load(text))
    except InventoryError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(1 <= problem.place.line <= text.count("\n") + 1 for problem in problems)
