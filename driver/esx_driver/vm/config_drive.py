"""Config drives: what a guest is told on a CD-ROM, as cloud-init reads it. VMware Tools are not needed for it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from typing import BinaryIO

import pycdlib

from esx_driver.datastore.paths import DatastorePath
from esx_driver.datastore.transfer import BLOCK
from esx_driver.errors import DriveError, InstanceError, WrongState
from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.machine_id import NicSettings
from esx_driver.undoing import Undoing
from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vm import devices as of
from esx_driver.vm import lookup, power, specs
from esx_driver.vm.changing import reconfigure
from esx_driver.vm.specs import Slot

LABEL = "config-2"
"""The volume's name, by which a guest finds it."""
FILE = "configdrive.iso"
LARGEST = 64 << 20
"""Bytes of all files together."""
_READ = ("config.hardware.device", "config.files.vmPathName", "runtime.powerState")


def openstack_files(
    name: str, uuid: str, nics: Iterable[NicSettings] = (), user_data: bytes | None = None,
    keys: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """The files of a machine as OpenStack has them: ``keys`` are public SSH keys by their names."""
    metadata = {"uuid": uuid, "name": name, "hostname": name, "public_keys": dict(keys or {}), "launch_index": 0}
    files = {
        "openstack/latest/meta_data.json": json.dumps(metadata).encode(),
        "openstack/latest/network_data.json": json.dumps(network_data(tuple(nics))).encode(),
    }
    if user_data is not None:
        files["openstack/latest/user_data"] = user_data
    return files


def network_data(nics: tuple[NicSettings, ...]) -> dict[str, list[dict[str, object]]]:
    """The network settings in OpenStack's form; a card without addresses asks DHCP."""
    links: list[dict[str, object]] = []
    networks: list[dict[str, object]] = []
    for n, nic in enumerate(nics):
        link = f"nic{n}"
        links.append({"id": link, "type": "phy", "ethernet_mac_address": nic.mac, "mtu": None})
        found = [*_ipv4(nic), *_ipv6(nic)] or [{"type": "ipv4_dhcp"}]
        networks += [{"id": f"network{len(networks) + k}", "link": link, **each} for k, each in enumerate(found)]
    servers = dict.fromkeys(str(server) for nic in nics for server in nic.dns)
    return {"links": links, "networks": networks, "services": [{"type": "dns", "address": each} for each in servers]}


def write(files: Mapping[str, bytes], into: BinaryIO) -> int:
    """Write an ISO image with files by their paths; its size. Raises ``DriveError``."""
    size = sum(map(len, files.values()))
    if size > LARGEST:
        raise DriveError(f"a config drive holds {LARGEST} bytes at most, and not {size}")
    iso = pycdlib.PyCdlib()
    iso.new(interchange_level=3, vol_ident=LABEL, joliet=3, rock_ridge="1.09")
    try:
        made: dict[PurePosixPath, str] = {PurePosixPath("/"): ""}
        for n, (name, content) in enumerate(files.items()):
            path = _path(name)
            folder = _folder(iso, path.parent, made)
            iso.add_fp(
                BytesIO(content), len(content), f"{folder}/F{n:07}.;1", rr_name=path.name, joliet_path=str(path),
            )
        iso.write_fp(into)
    except (pycdlib.pycdlibexception.PyCdlibException, UnicodeEncodeError) as error:
        raise DriveError(f"no config drive can be made of these files: {error}") from error
    finally:
        iso.close()
    return into.tell()


def attach(host: Host, vm: Ref, name: str, files: Mapping[str, bytes]) -> None:
    """Give a machine that is off a config drive, which goes with it. When a step fails, nothing of it is left.

    Raises ``DriveError``, ``InstanceNotFound``, ``InstanceError`` (it has one), ``WrongState``, ``TransferError``,
    ``VimFault``.
    """
    types = host.session.types
    devices, vmx, state = lookup.read(host, vm, name, *_READ)
    path = DatastorePath.parse(vmx).parent / FILE
    if any(backings.file_of(each) == path for each in types.of_type(devices or (), "VirtualCdrom")):
        raise InstanceError(name, f"{name!r} has a config drive already")
    if state != power.OFF:
        raise WrongState(name, "attaching a config drive", state, power.OFF)
    slot = of.cdrom_slot(devices or (), types, name)
    with Undoing() as undoing:
        undoing.add(f"the file {path}", lambda: _delete(host, path))
        send(host, path, files)
        drive = specs.add(types, specs.cdrom(types, path, slot))
        reconfigure(host, vm, name, "attaching a config drive", deviceChange=[drive])


def send(host: Host, path: DatastorePath, files: Mapping[str, bytes]) -> None:
    """Make the ISO image at a path. Raises ``DriveError``, ``TransferError``."""
    with tempfile.TemporaryFile() as stream:
        size = write(files, stream)

        @contextmanager
        def opened() -> Iterator[Iterable[bytes]]:
            stream.seek(0)
            yield iter(lambda: stream.read(BLOCK), b"")

        host.transfer.upload(path, size, opened)


def first_slot() -> Slot:
    """Where the drive of a machine goes that has none yet: a new one has two IDE controllers."""
    return Slot(specs.SECOND_IDE)


def _delete(host: Host, path: DatastorePath) -> None:
    with suppress(faults.FileNotFound):
        host.tasks.run(
            "DeleteDatastoreFile_Task", host.manager("fileManager"), name=str(path), datacenter=host.places.datacenter,
        )


def _path(name: str) -> PurePosixPath:
    parts = name.strip("/").split("/")
    if not name or any(part in ("", ".", "..") for part in parts):
        raise DriveError(f"{name!r} is no path of a file on a config drive")
    return PurePosixPath("/", *parts)


def _folder(iso: pycdlib.PyCdlib, path: PurePosixPath, made: dict[PurePosixPath, str]) -> str:
    """The name by which ISO 9660 knows a folder, made with those it is in."""
    if path not in made:
        parent = _folder(iso, path.parent, made)
        made[path] = f"{parent}/D{len(made):07}"
        iso.add_directory(made[path], rr_name=path.name, joliet_path=str(path))
    return made[path]


def _ipv4(nic: NicSettings) -> list[dict[str, object]]:
    if nic.address is None:
        return []
    anywhere = str(IPv4Address(0))
    routes = [] if nic.gateway is None else [{"network": anywhere, "netmask": anywhere, "gateway": str(nic.gateway)}]
    return [{"type": "ipv4", "ip_address": str(nic.address), "netmask": str(nic.netmask or ""), "routes": routes}]


def _ipv6(nic: NicSettings) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for n, address in enumerate(nic.addresses6):
        gateway = None if n or nic.gateway6 is None else nic.gateway6
        routes = [] if gateway is None else [{"network": "::", "netmask": "::", "gateway": str(gateway)}]
        found.append({"type": "ipv6", "ip_address": str(address.ip), "netmask": str(address.netmask), "routes": routes})
    return found
