"""Virtual machines of the kinds that were recorded on a real host have the same properties, of the same types, here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import Client
from device_rig import cdrom, controller, disk, nic
from vms import TOOLS, make

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.soap.decode import Decoder
from fakeesx.soap.parsing import parse

CAPTURES = Path(__file__).parents[4] / "shared" / "captures" / "esx-4.1.0-build-260247"
pytestmark = [
    pytest.mark.captures,
    pytest.mark.skipif(not CAPTURES.exists(), reason="the recorded replies (../shared/captures) are not here"),
]
MIB = 1 << 20
IN_GUEST = ("guest.ipAddress", "guest.net", "guest.ipStack", "guest.disk", "guest.hostName", "summary.guest.ipAddress")
"""What the recorded guest told of itself, and what no simulated guest does tell at its birth."""


def recorded(moid: int) -> dict[str, Any]:
    """All properties of a recorded VM."""
    body = parse((CAPTURES / f"RetrieveProperties-VM-{moid}.soap").read_bytes())[0]
    content: Any = Decoder(vim.TYPES).value(body[0][0], "ObjectContent")
    return {each.name: each.val for each in content.propSet}


def shape(path: str, value: Any) -> Iterator[str]:
    """The paths below a value with their types. Elements are named by key, without one they are all the same."""
    if isinstance(value, Array):
        yield f"{path}: array"
        value = value.items
    if isinstance(value, tuple) and not isinstance(value, ManagedObjectReference):
        for item in value:
            yield from shape(f"{path}[{getattr(item, 'key', '*')}]", item)
    elif isinstance(value, DataObject):
        yield f"{path}: {type(value).__name__}"
        for name, part in value.items():
            yield from shape(f"{path}.{name}", part)
    elif isinstance(value, ManagedObjectReference):
        yield f"{path}: {value.type}"
    else:
        yield f"{path}: {type(value).__name__}"


def shapes(values: dict[str, Any]) -> set[str]:
    return {line for name, value in values.items() for line in shape(name, value)}


def usual(nic_class: Any, iso: bool = True) -> list[Any]:
    """The devices of the recorded VMs besides their disks."""
    remote = vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False)
    floppy = vim.VirtualFloppy(
        key=-9, controllerKey=400, unitNumber=0, backing=vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""),
        connectable=vim.VirtualDeviceConnectInfo(startConnected=False, allowGuestControl=True, connected=False),
    )
    drive = cdrom(iso="[datastore1] a.iso") if iso else cdrom(backing=remote)
    return [drive, nic(nic_class), floppy]


@pytest.fixture
def client(make_host: Callable[..., Esx]) -> Client:
    """A host with an ISO image; statistics have been taken of what runs when a test asks for it."""
    host = make_host()
    host.volumes.get("datastore1").write_file("a.iso", b"iso")
    return Client(host).login()


def ubuntu(client: Client) -> ManagedObjectReference:
    vm = make(client, "ubuntu", controller(), disk(kb=8 * MIB, thinProvisioned=True), *usual(vim.VirtualE1000),
              guestId="ubuntu64Guest", memoryMB=512)
    client.task(vm, "PowerOnVM_Task")
    return vm


def windows(client: Client) -> ManagedObjectReference:
    vm = make(client, "windows", disk(200, kb=8 * MIB, thinProvisioned=True), *usual(vim.VirtualPCNet32),
              guestId="winXPProGuest", memoryMB=256, extra=TOOLS)
    client.task(vm, "PowerOnVM_Task")
    return vm


def solaris(client: Client) -> ManagedObjectReference:
    vm = make(client, "solaris", controller(), disk(kb=20 * MIB, thinProvisioned=True), *usual(vim.VirtualE1000),
              guestId="solaris10_64Guest", memoryMB=4096, numCPUs=2)
    client.task(vm, "PowerOnVM_Task")
    return vm


def never_on(client: Client) -> ManagedObjectReference:
    return make(client, "Nouvelle machine virtuelle", controller(), disk(kb=12 * MIB), *usual(vim.VirtualPCNet32, iso=False),
                guestId="ubuntuGuest", memoryMB=512)


KINDS = [(16, ubuntu), (32, windows), (48, solaris), (64, never_on)]
each_kind = pytest.mark.parametrize(("moid", "build"), KINDS, ids=[build.__name__ for _, build in KINDS])


def both(client: Client, moid: int, build: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The properties of a recorded VM, and of one of its kind made here."""
    vm = build(client)
    client.host.statistics.take()
    names = client.host.model.managed_properties("VirtualMachine")
    values = {name: client.get(vm, name) for name in names}
    values["recentTask"] = values["recentTask"].__class__("ArrayOfManagedObjectReference", ())  # older than ten minutes
    return recorded(moid), {name: value for name, value in values.items() if value is not None}


def told_by_guest(line: str) -> bool:
    return line.startswith(IN_GUEST)


@each_kind
def test_same_properties_of_the_same_types(client: Client, moid: int, build: Any) -> None:
    """Every path of the recorded VM is there with its type, and no other."""
    theirs, ours = map(shapes, both(client, moid, build))
    own = {f"config.extraConfig[{key}]" for key in TOOLS}
    odd = "config.extraConfig[replay.filename]"  # one of three running VMs had it
    assert sorted(line for line in theirs - ours if not told_by_guest(line) and not line.startswith(odd)) == []
    assert sorted(line for line in ours - theirs if not line.startswith(tuple(own)) and not told_by_guest(line)) == []


@each_kind
def test_same_disabled_methods(client: Client, moid: int, build: Any) -> None:
    """The same methods can't be called, in the same order."""
    theirs, ours = both(client, moid, build)
    assert ours["disabledMethod"].items == theirs["disabledMethod"].items


@each_kind
def test_same_devices_in_the_same_order(client: Client, moid: int, build: Any) -> None:
    """Keys and classes of the devices, and what controllers list."""
    def devices(values: dict[str, Any]) -> list[Any]:
        return [
            (device.key, type(device).__name__, device.controllerKey, device.unitNumber, getattr(device, "device", None))
            for device in values["config"].hardware.device
        ]

    theirs, ours = both(client, moid, build)
    assert devices(ours) == devices(theirs)


@each_kind
def test_same_constants(client: Client, moid: int, build: Any) -> None:
    """What does not depend on the VM has the recorded values."""
    theirs, ours = both(client, moid, build)
    for name in ("capability", "guestHeartbeatStatus", "overallStatus", "configStatus", "effectiveRole"):
        assert ours[name] == theirs[name]
    for name in ("flags", "tools", "defaultPowerOps", "bootOptions", "cpuFeatureMask", "cpuAllocation", "memoryAllocation",
                 "hotPlugMemoryLimit", "swapPlacement", "version", "files"):
        assert getattr(ours["config"], name) == getattr(theirs["config"], name), name
    assert ours["layout"] == theirs["layout"]
    their_files, our_files = ([(f.key, f.name, f.type) for f in each["layoutEx"].file] for each in (theirs, ours))
    assert our_files == their_files
    assert ours["layoutEx"].disk == theirs["layoutEx"].disk
    assert ours["storage"].perDatastoreUsage[0].uncommitted == theirs["storage"].perDatastoreUsage[0].uncommitted


@each_kind
def test_same_options(client: Client, moid: int, build: Any) -> None:
    """``extraConfig`` has the recorded options, and the recorded values where hardware does not matter."""
    def options(values: dict[str, Any]) -> dict[str, str]:
        found = {option.key: option.value for option in values["config"].extraConfig}
        return {key: value for key, value in found.items() if "CPUID" not in key and not key.startswith("sched.swap")}

    theirs, ours = map(options, both(client, moid, build))
    theirs.pop("replay.filename", None)
    for key in TOOLS:
        ours.pop(key, None)
    assert ours == theirs
