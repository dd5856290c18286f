"""What power does to devices."""

from device_rig import Host, add, by_key, cdrom, changed, controller, disk, nic

from fakeesx.host.virtual_machine.devices import boot_options, power
from fakeesx.schema import vim

STATIC = "00:50:56:00:00:01"


def test_power_on_connects_what_starts_connected() -> None:
    """The rest stays as it was (recorded)."""
    host = Host()
    remote = vim.VirtualCdromRemotePassthroughBackingInfo(deviceName="", exclusive=False)
    devices = by_key(power(changed(host, add(nic()), add(cdrom(backing=remote))), True, host))
    assert (devices[4000].connectable.connected, devices[4000].connectable.status) == (True, "ok")
    assert (devices[3002].connectable.connected, devices[3002].connectable.status) == (False, "untried")


def test_first_power_on_generates_addresses() -> None:
    """00:0c:29 and the end of the uuid (recorded), ten further for the next; manual ones stay."""
    host = Host()
    devices = by_key(power(changed(host, add(nic()), add(nic()), add(nic(macAddress=STATIC))), True, host))
    assert devices[4000].macAddress == "00:0c:29:06:42:d8"
    assert devices[4001].macAddress == "00:0c:29:06:42:e2"
    assert devices[4002].macAddress == STATIC


def test_addresses_in_use_are_passed_over() -> None:
    """Another VM of the same last bytes has it."""
    host = Host(macs={"00:0c:29:06:42:d8", "00:0c:29:06:42:d9"})
    assert by_key(power(changed(host, add(nic())), True, host))[4000].macAddress == "00:0c:29:06:42:da"


def test_addresses_wrap_around() -> None:
    """The last three bytes only."""
    host = Host(uuid="564d9904-a176-a762-1b95-f75dddffffff")
    devices = by_key(power(changed(host, add(nic()), add(nic())), True, host))
    assert [devices[key].macAddress for key in (4000, 4001)] == ["00:0c:29:ff:ff:ff", "00:0c:29:00:00:09"]


def test_first_power_on_sets_the_vmci_id() -> None:
    """The last four bytes of the uuid, signed (recorded)."""
    host = Host()
    assert by_key(power(changed(host), True, host))[12000].id == -586792232


def test_power_off_disconnects_and_keeps_the_addresses() -> None:
    """On and off again: the second time on changes the connections only."""
    host = Host()
    off = power(power(changed(host, add(nic())), True, host), False, host)
    found = by_key(off)
    assert (found[4000].connectable.connected, found[4000].connectable.status) == (False, "untried")
    assert found[4000].macAddress == "00:0c:29:06:42:d8"
    assert found[12000].id == -586792232


def test_devices_without_a_connection_are_the_same_objects() -> None:
    """Power does not touch them."""
    host = Host()
    before = changed(host, add(controller()), add(disk(), "create"))
    after = power(before, True, host)
    assert [a.key for a, b in zip(before, after, strict=True) if a is not b] == [12000]


def test_boot_options_as_recorded() -> None:
    """One LSI Logic controller, one disk, one E1000."""
    host = Host()
    assert boot_options(changed(host, add(controller()), add(disk(), "create"), add(nic()))) == {
        "scsi0:0.redo": "", "scsi0.pciSlotNumber": "16", "ethernet0.pciSlotNumber": "32", "vmci0.pciSlotNumber": "33",
        "ethernet0.generatedAddressOffset": "0",
    }


def test_boot_options_without_scsi_as_recorded() -> None:
    """A disk on IDE."""
    host = Host()
    assert boot_options(changed(host, add(disk(200), "create"), add(nic()))) == {
        "ide0:0.redo": "", "ethernet0.pciSlotNumber": "32", "vmci0.pciSlotNumber": "33",
        "ethernet0.generatedAddressOffset": "0",
    }


def test_slots_of_a_full_machine_differ() -> None:
    """Four paravirtual controllers and ten vmxnet3, sound and USB."""
    host = Host()
    specs = [add(controller(vim.ParaVirtualSCSIController, bus=bus)) for bus in range(4)]
    specs += [add(nic(vim.VirtualVmxnet3)) for _ in range(10)]
    specs += [add(vim.VirtualEnsoniq1371(key=-1)), add(vim.VirtualUSBController(key=-1, busNumber=0))]
    slots = [value for key, value in boot_options(changed(host, *specs)).items() if key.endswith("pciSlotNumber")]
    assert len(slots) == len(set(slots)) == 17
