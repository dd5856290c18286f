"""The devices every VM has."""

import pytest
from device_rig import Host, add, by_key, cdrom, changed, edit, refused, remove

from fakeesx.host.virtual_machine.devices import default_devices
from fakeesx.schema import vim


@pytest.fixture
def host() -> Host:
    """A host with nothing on it."""
    return Host()


def test_defaults_of_hardware_version_7(host: Host) -> None:
    """Keys and classes as recorded."""
    devices = default_devices(host)
    assert [(d.key, type(d).__name__) for d in devices] == [
        (200, "VirtualIDEController"), (201, "VirtualIDEController"), (300, "VirtualPS2Controller"),
        (100, "VirtualPCIController"), (400, "VirtualSIOController"), (600, "VirtualKeyboard"),
        (700, "VirtualPointingDevice"), (500, "VirtualMachineVideoCard"), (12000, "VirtualMachineVMCIDevice"),
    ]
    assert by_key(devices)[12000].id == -1


def test_defaults_of_hardware_version_4_have_no_vmci(host: Host) -> None:
    """The VMCI device came with version 7."""
    host.hardware_version = "vmx-04"
    devices = by_key(default_devices(host))
    assert 12000 not in devices
    assert devices[100].device == (500,)


def test_defaults_are_made_once() -> None:
    """All VMs share them."""
    assert default_devices(Host()) is default_devices(Host())


@pytest.mark.parametrize("device", [
    vim.VirtualIDEController(key=-1, busNumber=1), vim.VirtualPS2Controller(key=-1, busNumber=0),
    vim.VirtualPCIController(key=-1, busNumber=0), vim.VirtualSIOController(key=-1, busNumber=0),
    vim.VirtualKeyboard(key=-1), vim.VirtualPointingDevice(key=-1), vim.VirtualMachineVideoCard(key=-1),
    vim.VirtualMachineVMCIDevice(key=-1),
], ids=lambda d: type(d).__name__)
def test_a_second_one_is_refused(host: Host, device: vim.VirtualDevice) -> None:
    """There are no more of them than the defaults."""
    with refused("TooManyDevices"):
        changed(host, add(device))


def test_a_new_vm_may_list_them(host: Host) -> None:
    """What a client adds at creation is what is there anyway; others find the controller by the key it was given."""
    host.new = True
    listed = [device.replace(key=-1 - index) for index, device in enumerate(default_devices(host))]
    assert changed(host, *map(add, listed)) == default_devices(host)
    devices = changed(
        host, add(cdrom(-250, 0)), add(vim.VirtualIDEController(key=-250, busNumber=1)),
        add(vim.VirtualMachineVideoCard(key=-3, videoRamSizeInKB=8192)),
    )
    assert by_key(devices)[3002].controllerKey == 201
    assert by_key(devices)[500].videoRamSizeInKB == 8192


@pytest.mark.parametrize("devices", [
    [vim.VirtualIDEController(key=-1, busNumber=0), vim.VirtualIDEController(key=-2, busNumber=0)],
    [vim.VirtualIDEController(key=-1, busNumber=2)], [vim.VirtualKeyboard(key=-1), vim.VirtualKeyboard(key=-2)],
    [vim.VirtualMachineVMCIDevice(key=-1), vim.VirtualMachineVMCIDevice(key=-2)],
])
def test_a_new_vm_has_each_once(host: Host, devices: list[vim.VirtualDevice]) -> None:
    """One more is one too many."""
    host.new = True
    with refused("TooManyDevices"):
        changed(host, *map(add, devices))


@pytest.mark.parametrize("key", [100, 200, 201, 300, 400, 500, 600, 700, 12000])
def test_none_can_be_removed(host: Host, key: int) -> None:
    """Each is part of the machine."""
    with refused("InvalidDeviceOperation"):
        changed(host, remove(by_key(default_devices(host))[key]))


@pytest.mark.parametrize("key", [100, 200, 201, 300, 400, 500, 600, 700, 12000])
def test_an_edit_that_changes_nothing_is_taken(host: Host, key: int) -> None:
    """Clients send back what they read, also while the VM runs."""
    host.powered_on = True
    assert changed(host, edit(by_key(default_devices(host))[key])) == default_devices(host)


@pytest.mark.parametrize("key", [200, 12000])
def test_a_file_operation_is_refused(host: Host, key: int) -> None:
    """They have no files."""
    with refused("InvalidDeviceOperation"):
        changed(host, edit(by_key(default_devices(host))[key], "create"))


def test_bus_numbers_stay(host: Host) -> None:
    """The bus number of an IDE controller is what it is."""
    with refused("InvalidDeviceSpec", "busNumber"):
        changed(host, edit(vim.VirtualIDEController(key=200, busNumber=1)))


def test_video_memory_and_displays(host: Host) -> None:
    """Both can be changed while the VM is off; what is not given stays."""
    devices = changed(host, edit(vim.VirtualMachineVideoCard(key=500, videoRamSizeInKB=8192)))
    devices = changed(host, edit(vim.VirtualMachineVideoCard(key=500, numDisplays=2)), devices=devices)
    card = by_key(devices)[500]
    assert (card.videoRamSizeInKB, card.numDisplays, card.enable3DSupport) == (8192, 2, False)


@pytest.mark.parametrize(("name", "value"), [
    ("videoRamSizeInKB", 0), ("videoRamSizeInKB", -1), ("videoRamSizeInKB", 2**40), ("numDisplays", 0),
    ("numDisplays", 11), ("enable3DSupport", True),
])
def test_video_values_out_of_range(host: Host, name: str, value: object) -> None:
    """The fault names the property."""
    with refused("InvalidDeviceSpec", name):
        changed(host, edit(vim.VirtualMachineVideoCard(key=500, **{name: value})))


def test_video_stays_while_the_vm_runs(host: Host) -> None:
    """No hot change."""
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, edit(vim.VirtualMachineVideoCard(key=500, videoRamSizeInKB=8192)))


def test_pointing_device_follows_another_of_the_host(host: Host) -> None:
    """One of the schema's choices."""
    backing = vim.VirtualPointingDeviceDeviceBackingInfo(deviceName="", hostPointingDevice="ps2")
    devices = changed(host, edit(vim.VirtualPointingDevice(key=700, backing=backing)))
    assert by_key(devices)[700].backing.hostPointingDevice == "ps2"
    with refused("InvalidDeviceBacking"):
        changed(host, edit(vim.VirtualPointingDevice(key=700, backing=backing.replace(hostPointingDevice="x"))))


def test_vmci_id_and_reach(host: Host) -> None:
    """Both can be set; the id must be one of 32 bits."""
    card = vim.VirtualMachineVMCIDevice(key=12000, id=7, allowUnrestrictedCommunication=True)
    found = by_key(changed(host, edit(card)))[12000]
    assert (found.id, found.allowUnrestrictedCommunication) == (7, True)
    with refused("InvalidDeviceSpec", "id"):
        changed(host, edit(card.replace(id=2**32)))


def test_vmci_needs_version_7(host: Host) -> None:
    """On version 4 it is refused with both versions."""
    host.hardware_version = "vmx-04"
    with refused("DeviceUnsupportedForVmVersion") as caught:
        changed(host, add(vim.VirtualMachineVMCIDevice(key=-1)))
    assert caught.value.fault.currentVersion == "vmx-04"
    assert caught.value.fault.expectedVersion == "vmx-07"


def test_vmci_can_be_added_where_it_is_missing(host: Host) -> None:
    """A registered VM may lack it."""
    without = tuple(d for d in default_devices(host) if d.key != 12000)
    assert by_key(changed(host, add(vim.VirtualMachineVMCIDevice(key=-1)), devices=without))[12000].unitNumber == 17
