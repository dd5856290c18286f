"""CD-ROM and floppy drives."""

from typing import Any

import pytest
from device_rig import Host, add, by_key, cdrom, changed, controller, edit, refused, remove

from fakeesx.host.virtual_machine.devices import CreateFile, apply, default_devices
from fakeesx.schema import vim

ISO = "[datastore1] iso/a.iso"
IMAGE = "[datastore1] flp/a.flp"
CONNECTED = vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True)


@pytest.fixture
def host() -> Host:
    """A host with an ISO image, a floppy image and one drive of each kind."""
    return Host(devices={"cdrom": ("/dev/cdrom",), "floppy": ("/dev/fd0",)})


def floppy(backing: Any, **values: Any) -> Any:
    """A floppy drive as a client asks for it."""
    return vim.VirtualFloppy(key=-1, backing=backing, **values)


def test_an_image_in_a_vm_that_is_off(host: Host) -> None:
    """Summary and key as recorded; connected is for VMs that run."""
    found = by_key(changed(host, add(cdrom(connectable=CONNECTED))))[3002]
    assert found == vim.VirtualCdrom(
        key=3002, deviceInfo=vim.Description(label="CD/DVD Drive 1", summary=f"ISO {ISO}"),
        backing=vim.VirtualCdromIsoBackingInfo(fileName=ISO, datastore=host.datastore("datastore1")),
        connectable=vim.VirtualDeviceConnectInfo(
            startConnected=True, allowGuestControl=True, connected=False, status="untried"
        ),
        controllerKey=201, unitNumber=0,
    )


@pytest.mark.parametrize(("backing", "summary"), [
    (vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False), "Remote device"),
    (vim.VirtualCdromRemoteAtapiBackingInfo(deviceName=""), "Remote ATAPI"),
    (vim.VirtualCdromAtapiBackingInfo(deviceName="/dev/cdrom"), "ATAPI /dev/cdrom"),
    (vim.VirtualCdromAtapiBackingInfo(deviceName="", useAutoDetect=True), "ATAPI"),
    (vim.VirtualCdromPassthroughBackingInfo(deviceName="/dev/cdrom", exclusive=True), "Passthrough /dev/cdrom"),
], ids=lambda b: type(b).__name__)
def test_other_backings_of_cds(host: Host, backing: Any, summary: str) -> None:
    """Drives of the host and of the client; the client's do not start connected (recorded)."""
    found = by_key(changed(host, add(cdrom(backing=backing))))[3002]
    assert found.deviceInfo.summary == summary
    assert found.backing == backing.replace(useAutoDetect=bool(backing.useAutoDetect))
    assert found.connectable.startConnected is not isinstance(backing, vim.VirtualDeviceRemoteDeviceBackingInfo)


@pytest.mark.parametrize("backing", [
    None, vim.VirtualCdromAtapiBackingInfo(deviceName="/dev/hdc"), vim.VirtualCdromAtapiBackingInfo(deviceName=""),
    vim.VirtualCdromPassthroughBackingInfo(deviceName="x", exclusive=False),
    vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""),
], ids=lambda b: type(b).__name__)
def test_backings_of_cds_that_are_not_there(host: Host, backing: Any) -> None:
    """No backing, no such drive, one of another device."""
    with refused("InvalidDeviceBacking", "backing"):
        changed(host, add(cdrom(backing=backing)))


def test_the_image_must_be_there(host: Host) -> None:
    """FileNotFound has its path."""
    with refused("FileNotFound") as caught:
        changed(host, add(cdrom(iso="[nfs] b.iso")))
    assert caught.value.fault.file == "[nfs] b.iso"
    with refused("InvalidDeviceSpec", "backing.fileName"):
        changed(host, add(cdrom(iso="")))
    with refused("InvalidDatastorePath"):
        changed(host, add(cdrom(iso="/vmfs/volumes/datastore1/iso/a.iso")))


def test_four_drives_on_ide(host: Host) -> None:
    """Each has its key; a fifth does not fit, but on SCSI."""
    four = [add(cdrom(key, unit)) for key in (200, 201) for unit in (0, 1)]
    devices = changed(host, *four)
    assert {3000, 3001, 3002, 3003} <= set(by_key(devices))
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, add(cdrom(201, 2)), devices=devices)
    scsi = by_key(changed(host, add(controller()), add(cdrom(-101, 4)), devices=devices))
    assert scsi[2004].controllerKey == 1000


def test_a_drive_needs_a_controller(host: Host) -> None:
    """IDE or SCSI."""
    with refused("MissingController"):
        changed(host, add(cdrom(None)))
    with refused("InvalidController"):
        changed(host, add(cdrom(400)))


def test_no_drive_comes_or_goes_while_the_vm_runs(host: Host) -> None:
    """IDE has no hot plug."""
    before = changed(host, add(cdrom()))
    host.powered_on = True
    with refused("DeviceHotPlugNotSupported"):
        changed(host, add(cdrom(200)), devices=before)
    with refused("DeviceHotPlugNotSupported"):
        changed(host, remove(by_key(before)[3002]), devices=before)


def test_changing_the_medium_of_a_vm_that_runs(host: Host) -> None:
    """From the client's drive to an image, connected."""
    remote = vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False)
    before = changed(host, add(cdrom(backing=remote)))
    host.powered_on = True
    spec = cdrom(connectable=CONNECTED).replace(key=3002)
    found = by_key(changed(host, edit(spec), devices=before))[3002]
    assert found.deviceInfo.summary == f"ISO {ISO}"
    assert (found.connectable.connected, found.connectable.status) == (True, "ok")


def test_moving_a_drive(host: Host) -> None:
    """While the VM is off; its key follows."""
    before = changed(host, add(cdrom()))
    spec = cdrom(200, 1).replace(key=3002)
    assert 3001 in by_key(changed(host, edit(spec), devices=before))
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, edit(spec), devices=before)


def test_file_operations_on_cds_are_refused(host: Host) -> None:
    """No ISO image is made or destroyed."""
    for operation in ("create", "destroy", "replace"):
        with refused("InvalidDeviceOperation"):
            changed(host, add(cdrom(), operation))


def test_two_floppies(host: Host) -> None:
    """Keys from 8000, on the SIO controller; a third does not fit."""
    remote = vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName="")
    devices = changed(host, add(floppy(remote)), add(floppy(vim.VirtualFloppyImageBackingInfo(fileName=IMAGE))))
    found = by_key(devices)
    assert (found[8000].deviceInfo.label, found[8000].deviceInfo.summary) == ("Floppy drive 1", "Remote")
    assert (found[8001].unitNumber, found[8001].controllerKey) == (1, 400)
    assert found[8001].backing.datastore == host.datastore("datastore1")
    with refused("TooManyDevices"):
        changed(host, add(floppy(remote)), devices=devices)
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, add(floppy(remote, unitNumber=2)))
    with refused("InvalidController"):
        changed(host, add(floppy(remote, controllerKey=100)))


def test_floppy_image_that_is_made(host: Host) -> None:
    """With ``create``: 1440 KB, at a path that is free."""
    backing = vim.VirtualFloppyImageBackingInfo(fileName="[datastore1] vm1/b.flp")
    outcome = apply(default_devices(host), (add(floppy(backing), "create"),), host)
    assert outcome.operations == (CreateFile("[datastore1] vm1/b.flp", 1474560),)
    with refused("FileAlreadyExists"):
        changed(host, add(floppy(backing.replace(fileName=IMAGE)), "create"))
    with refused("FileNotFound"):
        changed(host, add(floppy(backing)))
    with refused("InvalidDeviceOperation"):
        changed(host, add(floppy(backing), "replace"))


def test_floppy_drives_of_the_host(host: Host) -> None:
    """Those it has, and whichever it finds."""
    found = changed(
        host, add(floppy(vim.VirtualFloppyDeviceBackingInfo(deviceName="/dev/fd0"))),
        add(floppy(vim.VirtualFloppyDeviceBackingInfo(deviceName="", useAutoDetect=True))),
    )
    assert [by_key(found)[key].deviceInfo.summary for key in (8000, 8001)] == ["/dev/fd0", "Auto detect"]
    with refused("InvalidDeviceBacking"):
        changed(host, add(floppy(vim.VirtualFloppyDeviceBackingInfo(deviceName="/dev/fd1"))))
    with refused("InvalidDeviceBacking"):
        changed(host, add(floppy(vim.VirtualCdromIsoBackingInfo(fileName=ISO))))


def test_floppy_edits(host: Host) -> None:
    """The medium can be changed, the unit can't; nothing given, nothing changed."""
    before = changed(host, add(floppy(vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""))))
    host.powered_on = True
    image = vim.VirtualFloppyImageBackingInfo(fileName=IMAGE)
    after = changed(host, edit(vim.VirtualFloppy(key=8000, backing=image)), devices=before)
    assert by_key(after)[8000].deviceInfo.summary == f"Image {IMAGE}"
    assert changed(host, edit(vim.VirtualFloppy(key=8000)), devices=before) == before
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, edit(vim.VirtualFloppy(key=8000, unitNumber=1)), devices=before)
    with refused("InvalidDeviceOperation"):
        changed(host, edit(vim.VirtualFloppy(key=8000), "create"), devices=before)
