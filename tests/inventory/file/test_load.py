"""Inventory files read: what they say, and each way of being wrong with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lab_strategies import labs, spoil

from fakeesx.inventory.file import InventoryError, Lab, dump, load
from fakeesx.inventory.file.keys import LAB
from fakeesx.inventory.file.lab import DatastoreLab, DiskLab, HostLab, VmLab, VmNicLab


def test_nothing() -> None:
    """An empty file, or one of comments, is the default host."""
    assert load("") == load("# nothing\n") == load("vms:\nhost:\nusers: []\n") == Lab()


def test_values() -> None:
    """Sizes in bytes, defaults where nothing is said."""
    lab = load("""
host: {profile: esxi-4.1, name: esx7}
datastores:
- name: fast
  capacity: 2 TiB
vms:
- name: web-{:03d}
  count: 2
  memory: 2 GiB
  disks: [{size: 8G}]
  nics: [{network: VM Network, type: vmxnet3}]
  power: on
  extra_config: {guestinfo.role: web}
- {name: db, memory: 768, power: false}
""")
    assert lab.host == HostLab(profile="esxi-4.1", name="esx7")
    assert lab.datastores == (DatastoreLab("fast", capacity=2 << 40),)
    assert lab.vms == (
        VmLab("web-{:03d}", 2, memory=2 << 30, disks=(DiskLab(8 << 30),), nics=(VmNicLab("VM Network", "vmxnet3"),),
              power="on", extra_config=(("guestinfo.role", "web"),)),
        VmLab("db", memory=768 << 20),
    )
    assert list(lab.vms[0].names()) == ["web-001", "web-002"]
    assert lab.vms[0].disks[0].path == "vms[0].disks[0]"


@pytest.mark.parametrize(("pattern", "name"), [
    ("a{}", "a7"), ("{:3d}x", "  7x"), ("{:03d}", "007"), ("{:0d}", "7"), ("a{:02d}b", "a07b"),
])
def test_patterns(pattern: str, name: str) -> None:
    """Of names with numbers."""
    assert list(VmLab(pattern, 7).names())[-1] == name


def test_braces_without_count() -> None:
    """Are only braces."""
    assert list(load("vms: [{name: 'a{}b{0.__class__}'}]").vms[0].names()) == ["a{}b{0.__class__}"]


def test_aliases() -> None:
    """Share parts of VMs."""
    lab = load("vms:\n- {name: a, disks: &small [{size: 1 GiB}]}\n- {name: b, disks: *small}")
    assert lab.vms[0].disks == lab.vms[1].disks == (DiskLab(1 << 30),)


def test_passwords_are_not_shown() -> None:
    """In what is printed of a lab."""
    assert "secret" not in repr(load("users: [{name: a, password: secret}]"))


WRONG = [
    ("users: [{name: a, password: x, password_hash: '00:" + "0" * 64 + "'}]", "password and password_hash are both"),
    ("users: [{name: a, password: x, id: 7}, {name: b, password: x, id: 7}]", 'users[1].id: a second user with the id "7"'),
    ("vms: [{name: 'a{}', count: 2, uuid: 564d1234-0000-1111-2222-333344445555}]", "vms[0].uuid: not together with count"),
    ("vms: [{name: a, moid: '17'}]", "vms[0].moid: 17 can't be: moids are multiples of 16"),
    ("vms: [{name: a, moid: '32'}, {name: b, moid: '16'}]", "vms[1].moid: 16 can't be"),
    ("vms: [{name: a, file: a/a}]", 'vms[0].file: "a/a" is no path of a .vmx file'),
    ("vms: [{name: a, disks: [{size: 1 MiB, file: a.iso}]}]", 'vms[0].disks[0].file: "a.iso" is no path of a .vmdk file'),
    ("vms: [{name: a, disks: [{size: 1 MiB, eager: true}]}]", "vms[0].disks[0].eager: a thin disk is not zeroed"),
    ("vms: [{name: a, snapshots: [{name: s, parent: 1}]}]", "vms[0].snapshots[0].parent: 1 can't be"),
    ("vms: [{name: a, snapshots: [{name: s, current: true}, {name: t, current: true}]}]", "more than one is current"),
    ("network: {switches: [{name: a, policy: {secure: {}}}]}", "HostNetworkPolicy has no property secure"),
    ("network: {switches: [{name: a, policy: {security: {allowPromiscuous: 1}}}]}", "true or false is needed"),
    ("network: {switches: [{name: a, policy: []}]}", "a list where there should be a HostNetworkPolicy of vim25"),
    ("objects: {ha-host: 7}", "a mapping where there should be a mapping of moids"),
    ("objects: {ha-host: {a: 1}, ha-host: {b: 1}}", "objects.ha-host: this object is there twice"),
    ("objects: {ha-host: {a: {b: 1, b: 2}}}", "objects.ha-host: the key b is there twice"),
    ("hosts: {}", "1:1: hosts: there is no such key (did you mean host?)"),
    ("- 1", "1:1: a list where there should be a mapping with the keys host"),
    ("7", '1:1: "7" is a number where there should be a mapping'),
    ("host:\n  profile: esx-3.5", '2:12: host.profile: "esx-3.5" is not esx-4.1 or esxi-4.1 (did you mean esx-4.1?)'),
    ("host: {license: paid}", '1:17: host.license: "paid" is not licensed, evaluation or free'),
    ("host: {name: a b}", '1:14: host.name: "a b" is not a host name, such as esx1.example.test'),
    ("host: {name: 10}", "text that looks so is put in quotes"),
    ("host: {}\nhost: {}", "2:1: host: this key is there twice, first in line 1"),
    ("1: x", '1:1: "1" is a number where there should be the name of a key'),
    ("? [a]\n: b", "a list where there should be the name of a key"),
    ("users: [{name: a}]", "1:9: users[0]: the key password is missing: a password"),
    ("users: [{name: a b, password: x}]", "users[0].name"),
    ("users:\n- {name: a, password: x}\n- {name: a, password: y}", '3:10: users[1].name: a second user with the name "a"'),
    ("users: [{name: a, password: x, role: admin}]", "did you mean Admin?"),
    ("datastores: [{name: a/b}]", "datastores[0].name"),
    ("datastores: [{name: a, capacity: 500}]", "datastores[0].capacity"),
    ("datastores: [{name: a, capacity: 500 XB}]", "a number with a unit (KiB, MiB, GiB, TiB), such as 500 GiB"),
    ("datastores: [{name: a, capacity: 1 KiB}]", "is not within 64 MiB and 64 TiB"),
    ("datastores: [{name: a, block_size: 3}]", "3 is not 1, 2, 4 or 8 MB"),
    ("datastores: [{name: a, type: NFS}]", "datastores[0]: the key remote is missing"),
    ("datastores: [{name: a, remote: 'nas:/x'}]", "remote: this is for a datastore of type NFS; this one is VMFS"),
    ("datastores: [{name: a}, {name: a}]", 'a second datastore with the name "a"'),
    ("spare_luns: [10]", "spare_luns[0]"),
    ("iscsi_targets: [{address: a}]", "iscsi_targets[0]: the key iqn is missing: an iSCSI name"),
    ("iscsi_targets: [{address: a, iqn: volume}]", '"volume" is not an iSCSI name, such as iqn.2010-10.org.openstack'),
    ("iscsi_targets: [{address: a, iqn: iqn.2010-10.a:b, user: u}]", "the key secret is missing: CHAP needs both"),
    ("iscsi_targets: [{address: a, iqn: iqn.2010-10.a:b}, {address: a, iqn: iqn.2010-10.a:b}]",
     "iscsi_targets[1]: a second entry for a:3260"),
    ("software_iscsi: {secret: s}", "software_iscsi: the key user is missing"),
    ("software_iscsi: {send_targets: [{address: a}, {address: a}]}", "software_iscsi.send_targets[1]: a second entry"),
    ("vms: [{name: a, disks: [{thin: true}]}]", "vms[0].disks[0]: the key size is missing: a capacity (or lun)"),
    ("vms: [{name: a, disks: [{size: 1 MiB, lun: naa.6001405000000000}]}]", "disks[0]: size and lun are both there"),
    ("network: {nics: [{name: vmnic0, mac: '01:00:00:00:00:00'}]}", 'network.nics[0].mac: "01:00:00:00:00:00" is'),
    ("network: {nics: [{name: a, mac: 00:50:56:00:00:01}, {name: b, mac: 00-50-56-00-00-01}]}", "network.nics[1].mac: a"),
    ("network: {nics: [{name: a, pci: '0000:0A:00.0'}, {name: b, pci: '0a:00.0'}]}", "network.nics[1].pci: a second"),
    ("network: {nics: [{name: vmnic0, speed: 54}]}", "network.nics[0].speed: 54 is not 10, 100, 1000 or 10000 Mb/s"),
    ("network: {nics: [{name: vmnic0, seen: [{subnet: 1.2.3.4/8}]}]}", "network.nics[0].seen[0].subnet"),
    ("network: {nics: [{name: vmnic0, link: on}]}", '"on" is not up or down'),
    ("network: {switches: [{name: a, nics: [vmnic7]}]}", 'network.switches[0].nics[0]: there is no network card "vmnic7"'),
    ("network: {switches: [{name: a, nics: [vmnic0]}, {name: b, nics: [vmnic0]}]}", "network.switches[1].nics[0]"),
    ("network: {switches: [{name: a, nics: [vmnic0, vmnic0]}]}", "network.switches[0].nics[1]"),
    ('network: {switches: [{name: "a\\u200b"}]}', "network.switches[0].name"),
    ("network: {port_groups: [{name: '\u2003', switch: vSwitch0}]}", "network.port_groups[0].name"),
    ("network: {switches: []}", "network.switches: at least one"),
    ("network: {port_groups: [{name: a, switch: vSwitch0, vlan: 4096}]}", "4096 is not a whole number from 0 to 4095"),
    ("network: {port_groups: [{name: a, switch: vSwitch0, vlan: -1}]}", "network.port_groups[0].vlan"),
    ("network: {port_groups: [{name: a, switch: vSwitch0, vlan: true}]}", "network.port_groups[0].vlan"),
    ("network: {port_groups: [{name: a, switch: vSwitch0, vlan: '1'}]}", "network.port_groups[0].vlan"),
    ("network: {port_groups: [{name: a, switch: vswitch}]}", "did you mean vSwitch0?"),
    ("network: {port_groups: [{name: a, switch: vSwitch0}, {name: a, switch: vSwitch0}]}", "a second port group"),
    ("vms:\n- name: a\n  disks:\n  - size: 8", '4:11: vms[0].disks[0].size: "8" is a number where there should be'),
    ("vms: {name: a}", "vms: a mapping where there should be a list"),
    ("vms: [{}]", "the key name is missing: a VM's name"),
    ("vms: [{name: ''}]", "vms[0].name"),
    ("vms: [{name: ' '}]", "vms[0].name"),
    (f"vms: [{{name: {'x' * 81}}}]", "vms[0].name: \"xxx"),
    ("vms: [{name: a}, {name: a}]", 'vms[1].name: a second virtual machine "a"; vms[0] makes the first'),
    ("vms: [{name: 'a-{}', count: 3}, {name: a-2}]", 'vms[1].name: a second virtual machine "a-2"'),
    ("vms: [{name: a/b}, {name: a%2Fb}]", 'vms[1].name: a second virtual machine "a/b"'),
    ('vms: [{name: "a\\uffff"}]', "vms[0].name: \"a\ufffd\" has a character that XML can't hold"),
    ('vms: [{name: a, annotation: "\\0"}]', "vms[0].annotation"),
    ('vms: [{name: a, extra_config: {"\\e[31m": x}}]', "vms[0].extra_config"),
    ('"\\e[31mred": 1', "\ufffd[31mred: there is no such key"),
    ("vms: [{name: a, count: 2}]", "vms[0].name: \"a\" has no one place for the number; with count"),
    ("vms: [{name: 'a{}{}', count: 2}]", "has no one place"),
    ("vms: [{name: 'a{0.__class__}', count: 2}]", "has no one place"),
    ("vms: [{name: 'a{:99d}', count: 2}]", "has no one place"),
    (f"vms: [{{name: '{'x' * 77}{{}}', count: 2000}}]", "has more than 80 characters"),
    ("vms: [{name: a, count: 0}]", "vms[0].count"),
    ("vms: [{name: 'a{}', count: 20000}, {name: b}]", "vms: more than 20000 virtual machines"),
    ("vms: [{name: a, cpus: 9}]", "9 is not a whole number from 1 to 8"),
    ("vms: [{name: a, cpus: 1.5}]", "vms[0].cpus"),
    ("vms: [{name: a, memory: 6}]", '"6" is not a multiple of 4 MiB'),
    ("vms: [{name: a, memory: 1 TiB}]", "is not within 4 MiB and 255 GiB"),
    ("vms: [{name: a, guest_id: linux}]", "a guest id of API 4.1, such as otherLinux64Guest"),
    ("vms: [{name: a, nics: [{network: VM Netwrk}]}]", "did you mean VM Network?"),
    ("vms: [{name: a, nics: [{network: Service Console}]}]", 'there is no network "Service Console"'),
    ("vms: [{name: a, nics: [{network: VM Network, mac: x}]}]", "vms[0].nics[0].mac"),
    ("vms: [{name: 'a{}', count: 2, nics: [{network: VM Network, mac: 00:50:56:00:00:01}]}]", "not together with count"),
    ("vms: [{name: a, datastore: nowhere}]", 'there is no datastore "nowhere"; there are: datastore1'),
    ("datastores: [{name: a, type: NFS, remote: 'n:/x', read_only: true}]\nvms: [{name: b}]", "no datastore that can"),
    ("datastores: [{name: a, type: NFS, remote: 'n:/x', read_only: true}]\nvms: [{name: b, datastore: a}]", "is read-only"),
    ("datastores: []\nvms: [{name: b}]", "no datastore that can be written"),
    ("vms: [{name: a, extra_config: {x: 1}}]", "vms[0].extra_config.x"),
    ("vms: [{name: a, extra_config: {x: a, x: b}}]", "vms[0].extra_config.x: this key is there twice"),
    ("vms: [{name: a, power: maybe}]", "vms[0].power"),
    ("vms: [{name: a, power: 1}]", "vms[0].power"),
    ("<<: {a: 1}", "<<: there is no such key"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG, ids=[text[:40] for text, _ in WRONG])
def test_wrong(text: str, says: str) -> None:
    """File, line and column, the path, and what would be right."""
    with pytest.raises(InventoryError) as caught:
        load(text)
    assert says in str(caught.value)
    assert str(caught.value).startswith("<text>:")


def test_all_problems_at_once() -> None:
    """In the order of the file."""
    with pytest.raises(InventoryError) as caught:
        load("vms:\n- {cpus: 9, nam: a}\n- {name: b, disks: [{size: x}]}\nhst: 1")
    assert [(problem.place.line, problem.path) for problem in caught.value.problems] == [
        (2, "vms[0]"), (2, "vms[0].cpus"), (2, "vms[0].nam"), (3, "vms[1].disks[0].size"), (4, "hst"),
    ]


def test_files(tmp_path: Path) -> None:
    """Are read by path; errors name them, and one that is not there is an OSError."""
    file = tmp_path / "lab.yaml"
    file.write_bytes(b"\xef\xbb\xbfvms:\r\n- name: \xc3\xa9\r\n")
    assert [vm.name for vm in load(file).vms] == ["é"]
    file.write_text("x: 1")
    with pytest.raises(InventoryError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}:1:1: x: ")
    with pytest.raises(InventoryError, match=r"a file is given as a pathlib\.Path"):
        load(str(file))
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.yaml")


@given(labs())
def test_round_trip(plain: dict[str, Any]) -> None:
    """What the table writes of a lab reads as the same lab."""
    lab = load(yaml.safe_dump(plain, allow_unicode=True))
    assert load(yaml.safe_dump(LAB.write(lab), allow_unicode=True, sort_keys=False)) == lab


@given(labs(), st.data())
def test_spoilt(plain: dict[str, Any], data: st.DataObject) -> None:
    """One thing changed: a lab, or an error whose every problem has a line of the file and says something."""
    text = yaml.safe_dump(spoil(data.draw, plain), allow_unicode=True)
    try:
        load(text)
    except InventoryError as error:
        problems = error.problems
    else:
        return
    assert problems
    assert all(1 <= problem.place.line <= text.count("\n") + 1 for problem in problems)
    assert all(problem.text for problem in problems)


@given(labs(), st.integers(0, 10**6), st.integers(0, 6), st.text("[]{}:,-&*!|>'\"%#@ \n\tax1\\\u2028", max_size=6))
def test_spoilt_text(plain: dict[str, Any], at: int, length: int, inserted: str) -> None:
    """Likewise when some characters of the text are others."""
    text = yaml.safe_dump(plain, allow_unicode=True)
    at %= len(text)
    text = text[:at] + inserted + text[at + length :]
    try:
        load(text)
    except InventoryError as error:
        problems = error.problems
    else:
        return
    ends = sum(text.count(end) for end in "\n\r\x85\u2028\u2029")
    assert all(1 <= problem.place.line <= ends + 2 for problem in problems)
    assert len(str(InventoryError("x", problems)).splitlines()) == len(problems)


@given(labs())
def test_dumped(plain: dict[str, Any]) -> None:
    """What is read is written so that it reads the same."""
    lab = load(yaml.safe_dump(plain, allow_unicode=True))
    assert load(dump(lab)) == lab
    assert dump(load(dump(lab))) == dump(lab)
