"""Serial and parallel ports."""

from typing import Any

import pytest
from device_rig import Host, add, by_key, changed, edit, refused, remove

from fakeesx.host.virtual_machine.devices import CreateFile, apply, default_devices
from fakeesx.schema import vim

FILE = "[datastore1] vm1/out.txt"
DEVICE = vim.VirtualSerialPortDeviceBackingInfo(deviceName="/dev/ttyS0")
PIPE = vim.VirtualSerialPortPipeBackingInfo(pipeName="p", endpoint="client", noRxLoss=True)
URI = vim.VirtualSerialPortURIBackingInfo(serviceURI="tcp://:5000", direction="server")


@pytest.fixture
def host() -> Host:
    """A host with one port of each kind."""
    return Host(devices={"serial": ("/dev/ttyS0",), "parallel": ("/dev/parport0",)})


def serial(backing: Any = PIPE, **values: Any) -> Any:
    """A serial port as a client asks for it."""
    return vim.VirtualSerialPort(key=-1, backing=backing, **{"yieldOnPoll": True, **values})


def parallel(backing: Any, **values: Any) -> Any:
    """A parallel port as a client asks for it."""
    return vim.VirtualParallelPort(key=-1, backing=backing, **values)


@pytest.mark.parametrize(("backing", "summary"), [
    (vim.VirtualSerialPortFileBackingInfo(fileName=FILE), f"File {FILE}"), (DEVICE, "/dev/ttyS0"), (PIPE, "Named Pipe p"),
    (URI, "Remote tcp://:5000"),
    (vim.VirtualSerialPortDeviceBackingInfo(deviceName="", useAutoDetect=True), "Auto detect"),
], ids=lambda b: type(b).__name__)
def test_serial_backings(host: Host, backing: Any, summary: str) -> None:
    """A file need not be there: the guest writes it."""
    found = by_key(changed(host, add(serial(backing))))[9000]
    assert (found.deviceInfo.label, found.deviceInfo.summary) == ("Serial port 1", summary)
    assert (found.controllerKey, found.unitNumber, found.yieldOnPoll) == (400, 0, True)


@pytest.mark.parametrize(("backing", "property"), [
    (PIPE.replace(pipeName=""), "backing.pipeName"), (PIPE.replace(endpoint="x"), "backing.endpoint"),
    (URI.replace(serviceURI=""), "backing.serviceURI"), (URI.replace(direction="x"), "backing.direction"),
    (vim.VirtualSerialPortFileBackingInfo(fileName=""), "backing.fileName"),
    (vim.VirtualSerialPortFileBackingInfo(fileName="[datastore1]"), "backing.fileName"),
])
def test_serial_backings_that_are_wrong(host: Host, backing: Any, property: str) -> None:
    """The fault names the property."""
    with refused("InvalidDeviceSpec", property):
        changed(host, add(serial(backing)))


@pytest.mark.parametrize("backing", [None, DEVICE.replace(deviceName="COM1"), vim.VirtualCdromIsoBackingInfo(fileName=FILE)])
def test_serial_backings_that_are_not_there(host: Host, backing: Any) -> None:
    """No backing, no such port, one of another device."""
    with refused("InvalidDeviceBacking"):
        changed(host, add(serial(backing)))


def test_four_serial_and_three_parallel_ports(host: Host) -> None:
    """Each kind counts its own units."""
    paper = vim.VirtualParallelPortFileBackingInfo(fileName=FILE)
    devices = changed(host, *[add(serial()) for _ in range(4)], *[add(parallel(paper)) for _ in range(3)])
    found = by_key(devices)
    assert found[400].device == (9000, 9001, 9002, 9003, 10000, 10001, 10002)
    assert (found[9003].unitNumber, found[10002].unitNumber) == (3, 2)
    with refused("TooManyDevices"):
        changed(host, add(serial()), devices=devices)
    with refused("TooManyDevices"):
        changed(host, add(parallel(paper)), devices=devices)


def test_parallel_backings(host: Host) -> None:
    """A file or a port of the host."""
    device = vim.VirtualParallelPortDeviceBackingInfo(deviceName="/dev/parport0")
    assert by_key(changed(host, add(parallel(device))))[10000].deviceInfo.summary == "/dev/parport0"
    for wrong in (None, device.replace(deviceName="lp0"), PIPE):
        with refused("InvalidDeviceBacking"):
            changed(host, add(parallel(wrong)))


def test_a_file_can_be_made(host: Host) -> None:
    """With ``create``, where there is none; other operations are refused."""
    backing = vim.VirtualSerialPortFileBackingInfo(fileName=FILE)
    outcome = apply(default_devices(host), (add(serial(backing), "create"),), host)
    assert outcome.operations == (CreateFile(FILE, 0),)
    host.files.add(FILE)
    with refused("FileAlreadyExists"):
        changed(host, add(serial(backing), "create"))
    for spec in (add(serial(backing), "destroy"), add(serial(PIPE), "create"), add(serial(DEVICE), "create")):
        with refused("InvalidDeviceOperation"):
            changed(host, spec)


def test_edits(host: Host) -> None:
    """The connection at any time, the rest while the VM is off."""
    before = changed(host, add(serial()))
    host.powered_on = True
    info = vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True)
    spec = serial(PIPE, connectable=info).replace(key=9000)
    assert by_key(changed(host, edit(spec), devices=before))[9000].connectable.connected
    with refused("InvalidPowerState"):
        changed(host, edit(serial(URI).replace(key=9000)), devices=before)
    with refused("DeviceHotPlugNotSupported"):
        changed(host, remove(by_key(before)[9000]), devices=before)
    host.powered_on = False
    assert by_key(changed(host, edit(serial(URI).replace(key=9000)), devices=before))[9000].backing == URI
    assert changed(host, edit(by_key(before)[9000]), devices=before) == before
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, edit(serial(unitNumber=1).replace(key=9000)), devices=before)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(serial(None).replace(key=9000), "create"), devices=before)
