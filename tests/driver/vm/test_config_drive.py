"""Config drives: what is on them, and that they come and go with their machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from ipaddress import IPv4Address, IPv6Address, IPv6Interface

import pycdlib
import pytest
from driver_chaos import EFFECTS
from driver_conf import conf_of
from driver_machines import FLAT_NIC, NIC, REQUEST, UUID, Pattern, holdings
from driver_steps import each_step, state
from esx_driver.errors import DriveError, InstanceError, TransferError, WrongState
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import config_drive, destroying, lookup, power, spawning
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeesx import FakeESX

FILES = config_drive.openstack_files("web", UUID, [NIC], b"#cloud-config\n", {"me": "ssh-ed25519 AAAA me"})
WITH_DRIVE = replace(REQUEST, nics=(FLAT_NIC,), config_drive=FILES)


def contents(image: bytes) -> dict[str, bytes]:
    """The files of an ISO image by their paths, as Joliet and Rock Ridge both show them."""
    iso = pycdlib.PyCdlib()
    iso.open_fp(BytesIO(image))
    try:
        assert iso.pvd.volume_identifier.decode().strip() == config_drive.LABEL
        found = dict(_walked(iso, "joliet_path"))
        assert dict(_walked(iso, "rr_path")) == found
        return found
    finally:
        iso.close()


def _walked(iso: pycdlib.PyCdlib, kind: str) -> Iterator[tuple[str, bytes]]:
    for folder, _, files in iso.walk(**{kind: "/"}):
        for name in files:
            path = f"{folder.rstrip('/')}/{name}"
            into = BytesIO()
            iso.get_file_from_iso_fp(into, **{kind: path})
            yield path.lstrip("/"), into.getvalue()


NAMES = st.from_regex(r"[a-z][a-zA-Z0-9_.-]{0,20}", fullmatch=True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=4).map("/".join), st.binary(max_size=5000), max_size=8))
def test_any_files(files: dict[str, bytes]) -> None:
    """What goes on a drive is found there again, by another reader of such images."""
    folders = {"/".join(name.split("/")[:n]) for name in files for n in range(1, name.count("/") + 1)}
    into = BytesIO()
    if folders & set(files):
        with pytest.raises(DriveError):
            config_drive.write(files, into)
        return
    assert config_drive.write(files, into) == len(into.getvalue())
    assert contents(into.getvalue()) == files


@pytest.mark.parametrize("name", ["", "/", "..", "a/../b", "a//b", "./a"])
def test_paths_that_can_not_be(name: str) -> None:
    """Refused."""
    with pytest.raises(DriveError):
        config_drive.write({name: b""}, BytesIO())


def test_too_much() -> None:
    """No more than a guest would read at once."""
    with pytest.raises(DriveError, match="67108864 bytes at most"):
        config_drive.write({"a": bytes(config_drive.LARGEST + 1)}, BytesIO())


def test_name_that_is_no_text() -> None:
    """A file's name may be any bytes, which a drive has no place for."""
    with pytest.raises(DriveError, match="no config drive can be made of these files"):
        config_drive.write({"a\udcff": b""}, BytesIO())


def test_network_settings() -> None:
    """Each family in its own entry, a card without addresses on DHCP, each server once."""
    six = replace(
        NIC, mac="fa:16:3e:00:00:02", address=None, addresses6=(IPv6Interface("2001:db8::2/64"),),
        gateway6=IPv6Address("2001:db8::1"), dns=(IPv4Address("192.0.2.53"), IPv6Address("2001:db8::53")),
    )
    bare = replace(NIC, mac="fa:16:3e:00:00:03", address=None, dns=())
    found = config_drive.network_data((NIC, six, bare))
    assert [link["ethernet_mac_address"] for link in found["links"]] == [NIC.mac, six.mac, bare.mac]
    assert [(each["id"], each["type"], each.get("ip_address"), each["link"]) for each in found["networks"]] == [
        ("network0", "ipv4", "192.0.2.2", "nic0"), ("network1", "ipv6", "2001:db8::2", "nic1"),
        ("network2", "ipv4_dhcp", None, "nic2"),
    ]
    assert found["networks"][0]["routes"] == [{"network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "192.0.2.1"}]
    assert [each["address"] for each in found["services"]] == ["192.0.2.53", "2001:db8::53"]


def test_spawned_with_one(fresh: FakeESX, host: Host) -> None:
    """W29: a guest without VMware Tools is told what it is, on a CD that is there when it boots first."""
    before = holdings(fresh)
    vm = spawning.spawn(host, conf_of(fresh), WITH_DRIVE, Pattern())
    found = contents(fresh.datastores["datastore1"].read("web/configdrive.iso"))
    assert found == FILES
    told = json.loads(found["openstack/latest/meta_data.json"])
    assert (told["uuid"], told["hostname"]) == (UUID, "web")
    assert drives(host, vm) == [("[datastore1] web/configdrive.iso", True)]
    with pytest.raises(InstanceError, match="has a config drive already"):
        config_drive.attach(host, vm, "web", FILES)
    destroying.destroy(host, vm, "web")
    assert holdings(fresh) == before


@pytest.mark.parametrize("adapter", ["lsiLogic", "ide"])
def test_given_later(fresh: FakeESX, host: Host, adapter: str) -> None:
    """To a machine that is off; one that runs takes no new drive."""
    image = Pattern(adapter_type=adapter)
    vm = spawning.spawn(host, conf_of(fresh), replace(WITH_DRIVE, config_drive=None), image)
    before = state(fresh)
    with pytest.raises(WrongState, match="would have to be poweredOff"):
        config_drive.attach(host, vm, "web", FILES)
    assert state(fresh) == before
    power.power_off(host, vm, "web")
    config_drive.attach(host, vm, "web", FILES)
    assert drives(host, vm) == [("[datastore1] web/configdrive.iso", False)]
    power.power_on(host, vm, "web")
    assert drives(host, vm) == [("[datastore1] web/configdrive.iso", True)]


def drives(host: Host, vm: Ref) -> list[tuple[str, bool]]:
    """The media of its CD-ROM drives, and whether the guest sees them."""
    (devices,) = lookup.read(host, vm, "web", "config.hardware.device")
    return [
        (each.backing.fileName, each.connectable.connected) for each in devices
        if "VirtualCdrom" in host.session.types.lineage(each)
    ]


def test_spawn_whose_drive_can_not_be(fresh: FakeESX, host: Host) -> None:
    """Nothing of the machine is left: because of its files, or of the datastore."""
    before = holdings(fresh)
    with pytest.raises(DriveError):
        spawning.spawn(host, conf_of(fresh), replace(WITH_DRIVE, config_drive={"a//b": b""}), Pattern())
    assert holdings(fresh) == before
    fresh.chaos.add(request="PUT /folder/*", status=507, nth=2)
    with pytest.raises(TransferError, match="the datastore is full"):
        spawning.spawn(host, conf_of(fresh), WITH_DRIVE, Pattern())
    assert holdings(fresh) == before


def prepare(esx: FakeESX, host: Host) -> None:
    """A machine that is off."""
    vm = spawning.spawn(host, conf_of(esx), replace(WITH_DRIVE, config_drive=None), Pattern())
    power.power_off(host, vm, "web")


@pytest.mark.parametrize("effect", EFFECTS)
def test_chaos_at_each_call(effect: str) -> None:
    """Attached, or no file of it is left."""
    each_step(prepare, lambda _, host: config_drive.attach(host, lookup.by_name(host, "web"), "web", FILES), effect)


@pytest.mark.parametrize("effect", ["fault", "lost reply"])
def test_chaos_at_each_call_of_a_spawn(effect: str) -> None:
    """The machine runs with its drive, or nothing of either is left."""
    each_step(lambda *_: None, lambda esx, host: spawning.spawn(host, conf_of(esx), WITH_DRIVE, Pattern()), effect)
