"""What is looked at after a kill: all there is, and that nothing of it is half."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from lives import Life
from lxml import etree

from fakeesx.host.esx import Esx
from fakeesx.schema import vim, wsdl
from fakeesx.schema.model import load
from fakeesx.storage import vmdk
from fakeesx.storage.reading import STAGING
from fakeesx.storage.vmfiles import read_vmx
from tests.crash.load import DATASTORE, Key, Vm

_NS = b'xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
_SCHEMA = etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.1"))))


def examine(folder: Path, passwords: dict[str, list[str]]) -> tuple[dict[Key, Any], list[str]]:
    """Open a host's folder as the next process does: all things that are there, and what is wrong.

    ``passwords``: those that each user may have.
    """
    life = Life(folder, time.time())
    try:
        host = life.host
        seen: dict[Key, Any] = {}
        wrong: list[str] = []
        homes = _machines(host, seen, wrong)
        _files(host, homes, seen, wrong)
        for name, account in host.access.accounts.items():
            if name in passwords:
                fitting = [word for word in passwords[name] if account.matches(word)]
                seen["user", name] = fitting[0] if fitting else "?"
            elif "-" in name:
                seen["user", name] = "?"
        wrong += _invalid(host)
        wrong += [f"left over: {path}" for path in life.kept.store.undo.iterdir()]
        staging = host.volumes.get(DATASTORE).root / STAGING
        wrong += [f"left over: {path}" for path in (staging.iterdir() if staging.exists() else ())]
        return seen, wrong
    finally:
        life.kill()


def _machines(host: Esx, seen: dict[Key, Any], wrong: list[str]) -> set[str]:
    """Enter the machines; the directories that are theirs."""
    volume, homes = host.volumes.get(DATASTORE), set()
    listed = set(host.inventory.get(vim.ManagedObjectReference("Folder", "ha-folder-vm"), "childEntity"))
    for node in host.inventory.of_type("VirtualMachine"):
        config, runtime, machine = node.get("config"), node.get("runtime"), node.private
        disks = [device for device in config.hardware.device if isinstance(device, vim.VirtualDisk)]
        seen["vm", config.name] = Vm(
            str(runtime.powerState), config.annotation, config.hardware.memoryMB, len(disks), len(machine.snapshots.taken),
        )
        homes.add(machine.home.directory)
        name = f"machine {config.name}"
        if node.ref not in listed:
            wrong.append(f"{name} is in no list")
        on = runtime.powerState == "poweredOn"
        expected = {machine.home.vmx, machine.home.vmxf, machine.home.vmsd}
        for disk in disks:
            _, path = host.volumes.resolve(disk.backing.fileName)
            expected |= set(vmdk.disk_files(volume, path))
            if vmdk.read_descriptor(volume, path).capacity != disk.capacityInKB * 1024:
                wrong.append(f"{name}: {path} is of another size")
        if machine.has_run:
            expected |= {machine.home.nvram, machine.home.log}
        swap = machine.home.swap(machine.swap_tag)
        expected |= {swap} if on else set()
        there = {each.path for each in volume.listing(machine.home.directory)}
        logs = {path for path in there if path.rpartition("/")[2].startswith("vmware")}
        if machine.snapshots:  # the disks under them, the deltas and the states
            logs |= {path for path in there if path.endswith((".vmdk", ".vmsn"))}
            listed_files = {file.name.partition("] ")[2] for file in node.get("layoutEx").file}
            expected |= {path for path in listed_files if path.endswith((".vmdk", ".vmsn"))}
        if expected - there or there - expected - logs:
            wrong.append(f"{name}: missing {sorted(expected - there)}, too many {sorted(there - expected - logs)}")
            continue
        vmx = read_vmx(volume, machine.home.vmx)
        if (vmx["displayName"], vmx.get("annotation", ""), vmx["memsize"]) != (
            config.name, config.annotation, str(config.hardware.memoryMB),
        ):
            wrong.append(f"{name}: its .vmx says something else")
        held = [path for path in there if volume.locked_by(path)]
        if bool(held) != on:
            wrong.append(f"{name} is {runtime.powerState} and holds {held}")
    if len(listed) != host.inventory.count("VirtualMachine"):
        wrong.append("a machine is listed that is not there")
    return homes


def _files(host: Esx, homes: set[str], seen: dict[Key, Any], wrong: list[str]) -> None:
    volume = host.volumes.get(DATASTORE)
    for directory, files in volume.walk():
        if directory in homes:
            continue
        for each in files:
            if each.is_directory:
                if each.path not in homes:
                    seen["dir", each.path] = True
            elif each.path.endswith("-flat.vmdk"):
                if not volume.exists(each.path.replace("-flat.vmdk", ".vmdk")):
                    wrong.append(f"half a disk: {each.path}")
            elif each.path.endswith(".vmdk"):
                disk = vmdk.read_descriptor(volume, each.path)
                seen["disk", each.path] = disk.capacity // 1024
                if volume.stat(vmdk.flat_name(each.path)).size != disk.capacity:
                    wrong.append(f"half a disk: {each.path}")
            else:
                seen["file", each.path] = volume.read_file(each.path)
    if host.inventory.get(host.datastores.ref(DATASTORE), "summary").freeSpace != volume.free_space:
        wrong.append("free space is another than the files leave")


def _invalid(host: Esx) -> list[str]:
    """Objects with a property that is not valid by the schema."""
    found = []
    for node in host.inventory.nodes():
        sets = b"".join(
            b"<propSet><name>x</name>%b</propSet>" % host.encoder.any("val", value) for value in node.values.values()
        )
        reply = etree.fromstring(
            b'<RetrievePropertiesResponse %b><returnval><obj type="Folder">x</obj>%b</returnval>'
            b"</RetrievePropertiesResponse>" % (_NS, sets)
        )
        if not _SCHEMA.validate(reply):
            found.append(f"{node.ref}: {_SCHEMA.error_log[0].message}")
    return found
