"""What the home directory of a virtual machine holds besides its disks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from xml.sax.saxutils import escape

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import uuid_to_ddb
from fakeesx.storage.errors import FileAlreadyExists, FileNotFound, StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.locks import LockMode
from fakeesx.storage.paths import join, name_of, normalise, parent_of
from fakeesx.storage.vmx import Vmx

NVRAM_SIZE = 8684
"""Bytes of the BIOS settings of hardware version 7 (inferred)."""
OLD_LOGS = 6
"""How many logs of earlier runs are kept (inferred)."""

_OLD_LOG = re.compile(r"vmware-([0-9]{1,9})\.log")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\\/:*?"<>|%\[\]]')
_LONGEST_STEM = 200  # bytes; leaves room for "-000001-delta.vmdk" in the 255 of a file name


@dataclass(frozen=True, slots=True)
class VmHome:
    """The names of a virtual machine's files: its `directory` (normalised) and the `stem` of their names."""

    directory: str
    stem: str

    @classmethod
    def of(cls, vmx: str) -> VmHome:
        """The home of the machine whose configuration file is at `vmx`."""
        path = normalise(vmx)
        return cls(parent_of(path), name_of(path).removesuffix(".vmx"))

    @property
    def vmx(self) -> str:
        """The configuration."""
        return self.path(".vmx")

    @property
    def vmxf(self) -> str:
        """The extended configuration."""
        return self.path(".vmxf")

    @property
    def vmsd(self) -> str:
        """The list of snapshots."""
        return self.path(".vmsd")

    @property
    def nvram(self) -> str:
        """The BIOS settings; made by the first power on."""
        return self.path(".nvram")

    @property
    def log(self) -> str:
        """The log of the present or last run."""
        return join(self.directory, "vmware.log")

    def swap(self, tag: int) -> str:
        """The swap file: ``vm-966d25ca.vswp`` (recorded form); `tag` has 32 bits."""
        return self.path(f"-{tag:08x}.vswp")

    def disk(self, number: int) -> str:
        """The descriptor of the disk made as number `number`, from 0: vm.vmdk, vm_1.vmdk, …"""
        return self.path(f"_{number}.vmdk" if number else ".vmdk")

    def path(self, ending: str) -> str:
        """Any file that begins with the stem."""
        return join(self.directory, f"{self.stem}{ending}")


def home_name(vm_name: str) -> str:
    """A file name for a machine's name: what names of files and extents can't have becomes "_". (inferred)"""
    name = _NOT_IN_NAMES.sub("_", vm_name).encode()[:_LONGEST_STEM].decode(errors="ignore")
    return f"_{name[1:]}" if name.startswith(".") or not name.strip() else name


def free_home(datastore: Datastore, vm_name: str) -> VmHome:
    """Where a new machine goes that was given a datastore only: the first of name, name_1, name_2, … that is
    free.

    The files bear the name without a number. (inferred)
    """
    stem = directory = home_name(vm_name)
    number = 0
    while datastore.exists(directory):
        number += 1
        directory = f"{stem}_{number}"
    return VmHome(directory, stem)


def free_disk(datastore: Datastore, home: VmHome) -> str:
    """The path for the next disk of a machine; neither descriptor nor extent is there."""
    number = 0
    while datastore.exists(home.disk(number)) or datastore.exists(home.path(f"_{number}-flat.vmdk")):
        number += 1
    return home.disk(number)


def vmxf_text(vmx_name: str, uuid: str) -> str:
    """The extended configuration of a machine that is in no team (recorded: its length for four machines).

    `uuid` is any uuid of the machine.
    """
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            "<Foundry>",
            "<VM>",
            f'<VMId type="string">{uuid_to_ddb(uuid)}</VMId>',
            "<ClientMetaData>",
            "<clientMetaDataAttributes/>",
            "<HistoryEventList/></ClientMetaData>",
            f'<vmxPathName type="string">{escape(vmx_name)}</vmxPathName></VM></Foundry>',
            "",
        ],
    )


def create_home(
    datastore: Datastore, home: VmHome, vmx: Vmx, *, uuid: str, durable: bool | None = None,
) -> None:
    """Make what a new machine has: its directory (one that is there is used), .vmxf, empty .vmsd, and .vmx at
    last.

    On any error nothing of it is left. Raises FileAlreadyExists (one of the files), FileNotFound (what is
    above the directory).
    """
    made = False
    if home.directory:
        with suppress(FileAlreadyExists):
            datastore.mkdir(home.directory, durable=durable)
            made = True
    files = {home.vmxf: vmxf_text(name_of(home.vmx), uuid).encode(), home.vmsd: b"", home.vmx: vmx.encode()}
    try:
        with datastore.holding(home.directory):
            datastore.create_files(files, durable=durable)
    except StorageError:
        if made:
            datastore.rmdir(home.directory, durable=durable)
        raise


def read_vmx(datastore: Datastore, path: str) -> Vmx:
    """Read a configuration. Raises FileNotFound, IsADirectory, InvalidVmx, InvalidFile (more than 1 MiB)."""
    return Vmx.parse(datastore.read_file(path), datastore.text(normalise(path)))


def write_vmx(
    datastore: Datastore, home: VmHome, vmx: Vmx, *, owner: str | None = None, durable: bool | None = None,
) -> FileStat:
    """Replace the configuration; `owner` is the machine, whose lock on the file is no hindrance."""
    return datastore.write_file(home.vmx, vmx.encode(), owner=owner, durable=durable, in_place=True)


def own_files(home: VmHome, names: Iterable[str]) -> list[str]:
    """The paths of the machine's own files, disks excepted, among the `names` of the files in its directory."""
    paths = {name: join(home.directory, name) for name in names}
    known = {home.vmx, home.vmxf, home.vmsd, home.nvram, home.log}
    return [
        path for name, path in paths.items()
        if path in known or _OLD_LOG.fullmatch(name) or _is_swap(home, name) or is_screenshot(home, name)
    ]


def delete_home(
    datastore: Datastore, home: VmHome, *, owner: str | None = None, durable: bool | None = None,
) -> None:
    """Delete the machine's own files, and its directory when nothing else is in it; delete its disks first.

    No error when nothing of it is there. Raises FileLocked before anything is deleted.
    """
    with suppress(FileNotFound), datastore.holding(home.directory):
        directories, files = datastore.names(home.directory)
        own = own_files(home, files)
        datastore.delete_files(own, owner=owner, durable=durable)
        if home.directory and not directories and len(own) == len(files):
            datastore.rmdir(home.directory, durable=durable)


def power_on(datastore: Datastore, home: VmHome, *, owner: str, swap_size: int, tag: int, log: str) -> None:
    """Make and lock what a running machine has: swap file, BIOS settings, log; lock its configuration.

    `swap_size` is the memory that is not reserved, in bytes (0: no swap file). The old log gets a number. On
    any error nothing is locked and no swap file is left. Raises FileNotFound (no .vmx), FileLocked (somebody
    else runs it), NoDiskSpace. Lock the disks with `vmdk.lock_disk`.
    """
    swap = home.swap(tag)
    try:
        with datastore.holding(home.directory):
            datastore.lock(home.vmx, owner)
            if swap_size:
                _make_swap(datastore, swap, swap_size)
                datastore.lock(swap, owner, LockMode.EXCLUSIVE)
            if not datastore.exists(home.nvram):
                datastore.create_sparse(home.nvram, NVRAM_SIZE, thick=False, head=b"MRVN")
            datastore.lock(home.nvram, owner)
            rotate_logs(datastore, home)
            datastore.create_files({home.log: log.encode()}, durable=False)
            datastore.lock(home.log, owner)
    except StorageError:
        power_off(datastore, home, owner=owner, tag=tag)
        raise


def power_off(datastore: Datastore, home: VmHome, *, owner: str, tag: int) -> None:
    """Give up all locks of `owner` and delete the swap file. No error when there is nothing of it."""
    datastore.unlock(owner)
    with suppress(FileNotFound):
        datastore.delete_file(home.swap(tag), durable=False)


def rotate_logs(datastore: Datastore, home: VmHome) -> None:
    """Give vmware.log the next number, vmware-<n>.log, and delete the oldest. No error when there is none."""
    if not datastore.exists(home.log):
        return
    numbers = sorted(
        int(match[1])
        for each in datastore.listing(home.directory)
        if (match := _OLD_LOG.fullmatch(each.name)) and not each.is_directory
    )
    datastore.move(
        home.log, join(home.directory, f"vmware-{numbers[-1] + 1 if numbers else 1}.log"), durable=False,
    )
    for number in numbers[: -(OLD_LOGS - 1)]:
        datastore.delete_file(join(home.directory, f"vmware-{number}.log"), durable=False)


def new_screenshot(datastore: Datastore, home: VmHome) -> str:
    """The path that the next picture of the console gets: ``vm-1.png`` and so on. Raises FileNotFound (no directory)."""
    taken = {name for kind in datastore.names(home.directory) for name in kind}
    number = 1
    while f"{home.stem}-{number}.png" in taken:
        number += 1
    return home.path(f"-{number}.png")


def is_screenshot(home: VmHome, name: str) -> bool:
    """Whether a file of the machine's directory is a picture of its console."""
    return name.endswith(".png") and name.startswith(f"{home.stem}-") and name[len(home.stem) + 1 : -4].isdecimal()


def _make_swap(datastore: Datastore, path: str, size: int) -> None:
    """Make a swap file; one that a run left that did not end well goes."""
    try:
        datastore.create_sparse(path, size, thick=True, durable=False)
    except FileAlreadyExists:
        datastore.delete_file(path)
        datastore.create_sparse(path, size, thick=True, durable=False)


def _is_swap(home: VmHome, name: str) -> bool:
    return (
        name.startswith(f"{home.stem}-")
        and re.fullmatch(r"-[0-9a-f]{8}\.vswp", name[len(home.stem) :]) is not None
    )
