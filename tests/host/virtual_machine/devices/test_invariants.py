"""Whatever is changed, a machine stays one; what is refused changes nothing."""

from typing import Any

from device_rig import Host, changed, changed_as_far_as_possible
from device_strategies import changes_of, specs
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from fakeesx.host.virtual_machine.devices import apply, default_devices, from_vmx, power, vmx_keys
from fakeesx.schema import vim, wsdl
from fakeesx.schema.model import load
from fakeesx.soap.encode import encoder
from fakeesx.soap.errors import VimFault

XSD = etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.1"))))
STANDING = {100, 200, 201, 300, 400, 500, 600, 700}
NUMBERED = {"Hard disk", "Network adapter", "CD/DVD Drive", "Floppy drive", "Serial port", "Parallel port", "USB"}


def check(devices: tuple[Any, ...]) -> None:
    """What holds for the devices of every VM."""
    found = {device.key: device for device in devices}
    assert len(found) == len(devices)
    assert set(found) >= STANDING
    assert all(key > 0 for key in found)
    places = set()
    children: dict[int, list[int]] = {key: [] for key, each in found.items() if isinstance(each, vim.VirtualController)}
    numbers: dict[str, int] = {}
    for device in devices:
        if device.controllerKey is not None:
            children[device.controllerKey].append(device.key)
            kind = type(device) if device.controllerKey == 400 else None
            place = (device.controllerKey, device.unitNumber, kind)
            assert place not in places
            places.add(place)
        stem, _, number = device.deviceInfo.label.rpartition(" ")
        if stem in NUMBERED and number.isdigit():
            numbers[stem] = numbers.get(stem, 0) + 1
            assert int(number) == numbers[stem]
    for key, keys in children.items():
        assert found[key].device == tuple(keys)


def valid(devices: tuple[Any, ...]) -> bool:
    """Whether the devices are valid XML of the schema."""
    specs = b"".join(
        encoder().element("deviceChange", vim.VirtualDeviceConfigSpec(device=device), "VirtualDeviceConfigSpec")
        for device in devices
    )
    request = (
        b'<ReconfigVM_Task xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xmlns:xsd="http://www.w3.org/2001/XMLSchema"><_this type="VirtualMachine">16</_this><spec>%b</spec>'
        b"</ReconfigVM_Task>" % specs
    )
    return bool(XSD.validate(etree.fromstring(request)))


@given(st.data(), specs(), st.sampled_from(["vmx-07", "vmx-04"]))
@settings(max_examples=150)
def test_a_machine_stays_a_machine(data: st.DataObject, first: list[Any], version: str) -> None:
    """Made, then changed, powered and changed again, at random."""
    host = Host(
        hardware_version=version,
        devices={"cdrom": ("cd0",), "serial": ("s0",), "parallel": ("p0",), "usb": ("u0",), "pci": ("02:00.0",)},
    )
    devices = default_devices(host)
    devices = changed_as_far_as_possible(host, *first)
    for _ in range(data.draw(st.integers(0, 4))):
        check(devices)
        if data.draw(st.booleans()):
            host.powered_on = not host.powered_on
            devices = power(devices, host.powered_on, host)
            check(devices)
        entries = data.draw(changes_of(devices))
        before = dict(host.disks)
        try:
            devices = changed(host, *entries, devices=devices)
        except VimFault:
            assert host.disks == before
    check(devices)
    assert valid(devices), XSD.error_log
    off = power(devices, False, host)
    assert from_vmx(vmx_keys(off, host.home), host) == off


@given(specs())
def test_values_in_are_not_changed(changes: list[Any]) -> None:
    """The same call gives the same devices, and its arguments stay."""
    devices = default_devices(Host())
    outcomes: list[Any] = []
    for _ in range(2):
        try:
            outcomes.append(apply(devices, changes, Host()))
        except VimFault as refused:
            outcomes.append(refused.fault)
    assert outcomes[0] == outcomes[1]
    assert devices == default_devices(Host())
