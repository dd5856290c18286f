"""What holds for all device changes: order, temporary keys, all or nothing, numbering."""

import pytest
from device_rig import Host, add, by_key, cdrom, changed, controller, disk, edit, nic, refused, remove

from fakeesx.host.virtual_machine.devices import CreateDisk, apply, default_devices
from fakeesx.schema import vim


@pytest.fixture
def host() -> Host:
    """A host with nothing on it."""
    return Host()


def test_nothing_to_do_changes_nothing(host: Host) -> None:
    """The same device objects come back."""
    devices = default_devices(host)
    assert apply(devices, (), host).devices == devices
    assert all(a is b for a, b in zip(apply(devices, (), host).devices, devices, strict=True))


def test_an_entry_without_an_operation_is_ignored(host: Host) -> None:
    """As the documentation of VirtualDeviceConfigSpec says."""
    entry = vim.VirtualDeviceConfigSpec(device=disk())
    assert apply(default_devices(host), (entry,), host).devices == default_devices(host)


def test_temporary_keys_join_devices_of_one_call(host: Host) -> None:
    """A disk names the controller of the same call by its negative key."""
    devices = by_key(changed(host, add(controller(key=-101)), add(disk(-101), "create")))
    assert devices[2000].controllerKey == 1000
    assert devices[1000].device == (2000,)


def test_a_disk_may_come_before_its_controller(host: Host) -> None:
    """Controllers are added first, whatever the order of the entries."""
    assert 2000 in by_key(changed(host, add(disk(-101), "create"), add(controller(key=-101))))


def test_a_positive_key_of_the_call_is_found_too(host: Host) -> None:
    """Clients write 1000 for the controller that they add in the same call."""
    devices = by_key(changed(host, add(controller(key=1000, bus=1)), add(disk(1000), "create")))
    assert devices[2016].controllerKey == 1001


def test_a_key_of_the_vm_comes_before_one_of_the_call(host: Host) -> None:
    """A positive key that the VM has means the VM's device."""
    first = changed(host, add(controller()))
    devices = by_key(changed(host, add(controller(key=1000, bus=1)), add(disk(1000), "create"), devices=first))
    assert 2000 in devices


def test_equal_temporary_keys_are_fine(host: Host) -> None:
    """The OpenStack driver gives all its NICs the key -47."""
    devices = by_key(changed(host, add(nic()), add(nic())))
    assert {4000, 4001} <= set(devices)


def test_removals_come_first(host: Host) -> None:
    """A unit that the call frees can be taken by the call."""
    before = changed(host, add(controller()), add(disk(), "create"), add(disk(unit=1), "create"))
    after = by_key(changed(host, add(disk(1000, 0), "create"), remove(by_key(before)[2000]), devices=before))
    assert after[2000].backing.fileName == "[datastore1] vm1/vm1_2.vmdk"


def test_an_error_leaves_nothing_behind(host: Host) -> None:
    """The second entry is wrong; the fault has its index, and no operation was made known."""
    with refused("InvalidController", "controllerKey", 1):
        apply(default_devices(host), (add(controller()), add(disk(1234), "create")), host)
    assert host.disks == {}


def test_indices_count_entries_without_an_operation(host: Host) -> None:
    """``deviceIndex`` is the place in ``deviceChange``."""
    entry = vim.VirtualDeviceConfigSpec(device=disk())
    with refused("DeviceNotFound", "key", 1):
        apply(default_devices(host), (entry, remove(vim.VirtualDisk(key=2000, capacityInKB=0))), host)


@pytest.mark.parametrize("make", [edit, remove])
def test_a_key_that_is_not_there(host: Host, make: object) -> None:
    """Edits and removals must name a device."""
    with refused("DeviceNotFound", "key"):
        changed(host, make(disk()))  # type: ignore[operator]


def test_a_key_of_another_kind_of_device(host: Host) -> None:
    """The class must fit the key."""
    with refused("InvalidDeviceSpec", "key"):
        changed(host, remove(vim.VirtualFloppy(key=200)))


def test_a_device_can_be_removed_by_its_bare_key(host: Host) -> None:
    """The class need not be the exact one."""
    before = changed(host, add(nic()))
    assert 4000 not in by_key(changed(host, remove(vim.VirtualDevice(key=4000)), devices=before))


def test_a_device_of_no_class_is_refused(host: Host) -> None:
    """VirtualDevice itself is none."""
    with refused("DeviceUnsupportedForVmPlatform"):
        changed(host, add(vim.VirtualDevice(key=-1)))


def test_order_is_the_hosts(host: Host) -> None:
    """As recorded, whatever the order of the entries."""
    host.files.add("[datastore1] a.flp")
    floppy = vim.VirtualFloppy(key=-5, backing=vim.VirtualFloppyRemoteDeviceBackingInfo(deviceName=""))
    devices = changed(host, add(floppy), add(nic()), add(cdrom()), add(controller()), add(disk(), "create"))
    assert [d.key for d in devices] == [200, 201, 300, 100, 400, 600, 700, 500, 12000, 1000, 2000, 3002, 4000, 8000]
    found = by_key(devices)
    assert found[100].device == (500, 12000, 1000, 4000)
    assert found[201].device == (3002,)
    assert found[400].device == (8000,)


def test_labels_number_devices_in_the_order_of_their_keys(host: Host) -> None:
    """Removing the first disk makes the second the first."""
    before = changed(host, add(controller()), add(disk(), "create"), add(disk(unit=3), "create"))
    assert [d.deviceInfo.label for d in before if isinstance(d, vim.VirtualDisk)] == ["Hard disk 1", "Hard disk 2"]
    after = by_key(changed(host, remove(by_key(before)[2000]), devices=before))
    assert after[2003].deviceInfo.label == "Hard disk 1"


def test_a_controller_with_devices_stays(host: Host) -> None:
    """Removing it is an invalid operation."""
    before = changed(host, add(controller()), add(disk(), "create"))
    with refused("InvalidDeviceOperation"):
        changed(host, remove(by_key(before)[1000]), devices=before)


def test_a_controller_can_be_exchanged_under_its_disks(host: Host) -> None:
    """Removed, another one added on its bus, and the disk moved to it, in one call."""
    before = changed(host, add(controller()), add(disk(), "create"))
    after = by_key(changed(
        host, remove(by_key(before)[1000]), add(controller(vim.ParaVirtualSCSIController, key=-5)),
        edit(by_key(before)[2000].replace(controllerKey=-5)), devices=before,
    ))
    assert isinstance(after[1000], vim.ParaVirtualSCSIController)
    assert after[1000].device == (2000,)


def test_a_controller_goes_with_all_its_disks(host: Host) -> None:
    """One call may remove both."""
    before = changed(host, add(controller()), add(disk(), "create"))
    after = changed(host, remove(by_key(before)[1000]), remove(by_key(before)[2000]), devices=before)
    assert after == default_devices(host)


def test_unchanged_devices_are_the_same_objects(host: Host) -> None:
    """So that their encoded bytes are kept and diffs are short."""
    before = by_key(changed(host, add(controller()), add(disk(), "create")))
    after = by_key(changed(host, add(nic()), devices=tuple(before.values())))
    assert [key for key, device in after.items() if before.get(key) is not device] == [100, 4000]


def test_operations_say_what_to_make(host: Host) -> None:
    """Everything the storage must know of a new disk."""
    outcome = apply(default_devices(host), (add(controller()), add(disk(thinProvisioned=True), "create")), host)
    shown = by_key(outcome.devices)[2000].backing
    assert outcome.operations == (
        CreateDisk("[datastore1] vm1/vm1.vmdk", 4096, True, False, "lsiLogic", shown.uuid, shown.contentId),
    )
