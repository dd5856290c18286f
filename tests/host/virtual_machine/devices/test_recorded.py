"""The devices of the recorded VMs are what this logic makes of the specs for them."""

from pathlib import Path
from typing import Any

import pytest
from device_rig import Host, add, cdrom, changed, controller, disk, nic

from fakeesx.host.virtual_machine.devices import DiskFile, from_vmx, power, vmx_keys
from fakeesx.schema import vim
from fakeesx.soap.decode import Decoder
from fakeesx.soap.parsing import parse

CAPTURES = Path(__file__).parents[5] / "shared" / "captures"
FILES = sorted(CAPTURES.glob("*/RetrieveProperties-VM-*.soap"))
pytestmark = [
    pytest.mark.captures,
    pytest.mark.skipif(not FILES, reason="the recorded replies (../shared/captures) are not here"),
]


def recorded(file: Path) -> tuple[Any, ...]:
    """The devices and the configuration of a recorded VM."""
    response = parse(file.read_bytes())[0][0]
    content = Decoder(vim.TYPES).value(response[0], "ObjectContent")
    config = next(prop.val for prop in content.propSet if prop.name == "config")
    return config, config.hardware.device


def host_of(config: Any, devices: tuple[Any, ...]) -> Host:
    """A host that has the files of a recorded VM."""
    home, _, file = config.files.vmPathName.rpartition("/")
    host = Host(uuid=config.uuid, home=home, stem=file.removesuffix(".vmx"), datastores={})
    for device in devices:
        name = getattr(device.backing, "fileName", None)
        if name:
            host.files.add(name)
            host.datastores[name[1 : name.index("]")]] = device.backing.datastore.value
        if isinstance(device, vim.VirtualDisk):
            host.disks[name] = DiskFile(
                device.capacityInKB, device.backing.thinProvisioned, device.backing.uuid, device.backing.contentId
            )
    return host


def as_asked(device: Any) -> Any:
    """The part of a device that a client would ask for."""
    asked = {"key": -device.key, "deviceInfo": None, "unitNumber": None}
    if isinstance(device, vim.VirtualEthernetCard):
        asked["macAddress"] = None
    if isinstance(device, vim.VirtualDisk):
        asked |= {"shares": None, "storageIOAllocation": None, "controllerKey": -device.controllerKey}
    if isinstance(device, vim.VirtualController):
        asked["device"] = ()
    return device.replace(**asked)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_made_by_specs(file: Path) -> None:
    """Added to the defaults and powered on as the recorded VM was, the devices are those recorded."""
    config, devices = recorded(file)
    host = host_of(config, devices)
    ide = {-key: key for key in (200, 201)}
    specs = [as_asked(device) for device in devices[9:]]
    specs = [
        spec.replace(controllerKey=ide.get(spec.controllerKey, spec.controllerKey)) if spec.controllerKey else spec
        for spec in specs
    ]
    made = changed(host, *[add(spec) for spec in specs])
    if any(device.key == 12000 and device.id != -1 for device in devices):
        made = power(made, True, host)
        # One recorded guest had let its CD go.
        made = tuple(
            each.replace(connectable=was.connectable) if isinstance(each, vim.VirtualCdrom) else each
            for each, was in zip(made, devices, strict=True)
        )
    assert made == devices


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_through_a_vmx(file: Path) -> None:
    """The recorded devices, powered off, are the same after a ``.vmx``."""
    config, devices = recorded(file)
    host = host_of(config, devices)
    off = power(devices, False, host)
    assert from_vmx(vmx_keys(off, host.home), host) == off


def test_the_recorded_machines_are_there() -> None:
    """Four of them; and the helpers of these tests make the same kinds of devices."""
    assert len(FILES) == 4
    host = Host()
    made = changed(host, add(controller()), add(disk(), "create"), add(cdrom()), add(nic()))
    assert {type(device) for device in made} < {type(device) for file in FILES for device in recorded(file)[1]}
