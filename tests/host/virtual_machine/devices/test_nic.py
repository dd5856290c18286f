"""Network adapters."""

from typing import Any

import pytest
from device_rig import Host, add, by_key, changed, edit, nic, refused, remove

from fakeesx.host.virtual_machine.devices.mac import allowed_static, normal
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

STATIC = "00:50:56:00:00:01"


@pytest.fixture
def host() -> Host:
    """A host with two port groups."""
    return Host()


@pytest.mark.parametrize("cls", [
    vim.VirtualPCNet32, vim.VirtualE1000, vim.VirtualVmxnet, vim.VirtualVmxnet2, vim.VirtualVmxnet3
], ids=lambda c: c.__name__)
def test_each_class(host: Host, cls: Any) -> None:
    """Everything as recorded for E1000 and PCNet32 in a VM that is off."""
    assert by_key(changed(host, add(nic(cls))))[4000] == cls(
        key=4000, deviceInfo=vim.Description(label="Network adapter 1", summary="VM Network"),
        backing=vim.VirtualEthernetCardNetworkBackingInfo(
            deviceName="VM Network", useAutoDetect=False, network=ManagedObjectReference("Network", "HaNetwork-VM Network")
        ),
        connectable=vim.VirtualDeviceConnectInfo(
            startConnected=True, allowGuestControl=True, connected=False, status="untried"
        ),
        controllerKey=100, unitNumber=7, addressType="generated", macAddress="", wakeOnLanEnabled=True,
    )


def test_the_specs_of_the_openstack_driver(host: Host) -> None:
    """A manual address that is no VMware one; everything connected."""
    info = vim.VirtualDeviceConnectInfo(startConnected=True, allowGuestControl=True, connected=True)
    spec = nic(
        vim.VirtualPCNet32, "br100", connectable=info, addressType="manual", macAddress="02:16:3E:00:00:01",
        wakeOnLanEnabled=True,
    )
    found = by_key(changed(host, add(spec)))[4000]
    assert (found.addressType, found.macAddress, found.deviceInfo.summary) == ("manual", "02:16:3e:00:00:01", "br100")


def test_ten(host: Host) -> None:
    """Keys and units go up; an eleventh is one too many."""
    devices = changed(host, *[add(nic()) for _ in range(10)])
    assert [(d.key, d.unitNumber) for d in devices if isinstance(d, vim.VirtualE1000)] == [
        (4000 + number, 7 + number) for number in range(10)
    ]
    with refused("TooManyDevices"):
        changed(host, add(nic()), devices=devices)


def test_units(host: Host) -> None:
    """A free one of its own is taken as asked, a used one refused, one that no NIC has not heeded."""
    devices = by_key(changed(host, add(nic(unitNumber=9)), add(nic(unitNumber=0))))
    assert {4000, 4002} <= set(devices)
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, add(nic(unitNumber=9)), devices=tuple(devices.values()))


def test_a_removed_ones_key_is_used_again(host: Host) -> None:
    """The lowest free key."""
    before = changed(host, add(nic()), add(nic()))
    after = changed(host, remove(by_key(before)[4000]), add(nic(vim.VirtualVmxnet3)), devices=before)
    assert isinstance(by_key(after)[4000], vim.VirtualVmxnet3)


@pytest.mark.parametrize("name", ["", "Service Console", "vm network"])
def test_port_groups_that_are_none(host: Host, name: str) -> None:
    """Only a VM port group of exactly that name."""
    with refused("InvalidDeviceSpec", "backing.deviceName"):
        changed(host, add(nic(network=name)))


@pytest.mark.parametrize("backing", [
    None,
    vim.VirtualEthernetCardLegacyNetworkBackingInfo(deviceName="VM Network"),
    vim.VirtualEthernetCardNetworkBackingInfo(deviceName="VM Network", inPassthroughMode=True),
    vim.VirtualEthernetCardDistributedVirtualPortBackingInfo(
        port=vim.DistributedVirtualSwitchPortConnection(switchUuid="x")
    ),
])
def test_backings_that_a_host_has_not(host: Host, backing: Any) -> None:
    """A standalone host has port groups by name only."""
    with refused("InvalidDeviceBacking", "backing"):
        changed(host, add(nic(backing=backing)))


@pytest.mark.parametrize(("kind", "address", "shown"), [
    (None, None, ("generated", "")), ("", "", ("generated", "")), (None, STATIC, ("manual", STATIC)),
    ("Manual", "00-50-56-3F-FF-FF", ("manual", "00:50:56:3f:ff:ff")), ("assigned", None, ("generated", "")),
    ("assigned", "00:50:56:80:00:01", ("assigned", "00:50:56:80:00:01")), ("generated", STATIC, ("generated", "")),
])
def test_addresses(host: Host, kind: str | None, address: str | None, shown: tuple[str, str]) -> None:
    """What is shown for what is asked for."""
    found = by_key(changed(host, add(nic(addressType=kind, macAddress=address))))[4000]
    assert (found.addressType, found.macAddress) == shown


@pytest.mark.parametrize("address", [
    "", "x", "00:50:56:00:00", "00:50:56:00:00:0g", "00:50:56:40:00:00", "00:50:56:ff:00:00", "00:0c:29:00:00:01",
    "00:05:69:00:00:01", "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "00:50:56:00:00:01:02",
])
def test_addresses_that_can_not_be_given(host: Host, address: str) -> None:
    """Malformed, out of the static range, reserved, multicast."""
    with refused("InvalidDeviceSpec", "macAddress"):
        changed(host, add(nic(addressType="manual", macAddress=address)))


def test_address_types_that_are_none(host: Host) -> None:
    """The fault names the property."""
    with refused("InvalidDeviceSpec", "addressType"):
        changed(host, add(nic(addressType="random")))


def test_two_nics_need_two_addresses(host: Host) -> None:
    """In one VM an address is there once."""
    with refused("InvalidDeviceSpec", "macAddress", 1):
        changed(host, add(nic(macAddress=STATIC)), add(nic(macAddress=STATIC)))


def test_newest_class_needs_version_7(host: Host) -> None:
    """Vmxnet3 came with it."""
    host.hardware_version = "vmx-04"
    assert 4000 in by_key(changed(host, add(nic(vim.VirtualVmxnet2))))
    with refused("DeviceUnsupportedForVmVersion"):
        changed(host, add(nic(vim.VirtualVmxnet3)))


def test_the_base_class_is_no_device(host: Host) -> None:
    """VirtualEthernetCard is abstract."""
    with refused("InvalidDeviceOperation"):
        changed(host, add(nic(vim.VirtualEthernetCard)))


def test_it_is_on_the_pci_controller(host: Host) -> None:
    """Nowhere else."""
    with refused("InvalidController", "controllerKey"):
        changed(host, add(nic(controllerKey=200)))


def test_hot_add_generates_an_address(host: Host) -> None:
    """A NIC of a VM that runs has one at once, and is connected if so wanted."""
    host.powered_on = True
    devices = by_key(changed(host, add(nic()), add(nic(connectable=vim.VirtualDeviceConnectInfo(
        startConnected=True, allowGuestControl=False, connected=False
    )))))
    assert devices[4000].macAddress == "00:0c:29:06:42:d8"
    assert devices[4001].macAddress == "00:0c:29:06:42:e2"
    assert (devices[4000].connectable.connected, devices[4000].connectable.status) == (True, "ok")
    assert (devices[4001].connectable.connected, devices[4001].connectable.status) == (False, "untried")


def test_hot_plug_needs_version_7(host: Host) -> None:
    """Version 4 has none for NICs."""
    before = changed(host, add(nic()))
    host.powered_on, host.hardware_version = True, "vmx-04"
    with refused("DeviceHotPlugNotSupported"):
        changed(host, remove(by_key(before)[4000]), devices=before)


def test_another_port_group(host: Host) -> None:
    """Also while the VM runs; the summary follows."""
    before = changed(host, add(nic()))
    host.powered_on = True
    found = by_key(changed(host, edit(nic(network="br100", key=4000)), devices=before))[4000]
    assert (found.backing.network.value, found.deviceInfo.summary) == ("HaNetwork-br100", "br100")
    assert found.deviceInfo.label == "Network adapter 1"
    with refused("InvalidDeviceSpec", "backing.deviceName"):
        changed(host, edit(nic(network="x", key=4000)), devices=before)


def test_disconnecting(host: Host) -> None:
    """A NIC that was connected stays ``ok``."""
    host.powered_on = True
    before = changed(host, add(nic()))
    info = by_key(before)[4000].connectable.replace(connected=False)
    found = by_key(changed(host, edit(vim.VirtualE1000(key=4000, connectable=info)), devices=before))[4000]
    assert (found.connectable.connected, found.connectable.status) == (False, "ok")


def test_the_address_is_changed_while_off(host: Host) -> None:
    """Not while the VM runs; from generated to manual and back."""
    before = changed(host, add(nic()))
    spec = edit(nic(key=4000, addressType="manual", macAddress=STATIC))
    manual = changed(host, spec, devices=before)
    assert by_key(manual)[4000].macAddress == STATIC
    back = by_key(changed(host, edit(nic(key=4000, addressType="generated", macAddress=STATIC)), devices=manual))[4000]
    assert (back.addressType, back.macAddress) == ("generated", "")
    host.powered_on = True
    with refused("InvalidPowerState"):
        changed(host, spec, devices=before)


def test_an_edit_that_changes_nothing(host: Host) -> None:
    """A NIC sent back as read, also while it runs with a generated address."""
    host.powered_on = True
    before = changed(host, add(nic()), add(nic(macAddress=STATIC)))
    assert changed(host, edit(by_key(before)[4000]), edit(by_key(before)[4001]), devices=before) == before
    assert changed(host, edit(vim.VirtualE1000(key=4001)), devices=before) == before


def test_an_address_type_alone_keeps_the_address(host: Host) -> None:
    """An edit that says ``manual`` and no address; a file operation is refused."""
    before = changed(host, add(nic(macAddress=STATIC)))
    assert changed(host, edit(nic(key=4000, addressType="manual")), devices=before) == before
    with refused("InvalidDeviceOperation"):
        changed(host, edit(nic(key=4000), "create"), devices=before)


def test_class_controller_and_unit_stay(host: Host) -> None:
    """None can be changed."""
    before = changed(host, add(nic()))
    with refused("InvalidDeviceSpec", "key"):
        changed(host, edit(nic(vim.VirtualVmxnet3, key=4000)), devices=before)
    with refused("InvalidController", "controllerKey"):
        changed(host, edit(nic(key=4000, controllerKey=400)), devices=before)
    with refused("InvalidDeviceSpec", "unitNumber"):
        changed(host, edit(nic(key=4000, unitNumber=8)), devices=before)


def test_wake_on_lan(host: Host) -> None:
    """As asked; on by default."""
    before = changed(host, add(nic(wakeOnLanEnabled=False)))
    assert by_key(before)[4000].wakeOnLanEnabled is False
    assert by_key(changed(host, edit(nic(key=4000, wakeOnLanEnabled=True)), devices=before))[4000].wakeOnLanEnabled


def test_static_range() -> None:
    """The borders of VMware's range for static addresses."""
    assert allowed_static("00:50:56:00:00:00")
    assert allowed_static("00:50:56:3f:ff:ff")
    assert not allowed_static("00:50:56:40:00:00")


def test_normal_form() -> None:
    """Lower case, colons."""
    assert normal(" 00-50-56-AB-cd-EF ") == "00:50:56:ab:cd:ef"
    assert normal("\u0660\u0660:50:56:00:00:00") is None
