"""Files as HostDatastoreBrowser describes them: the FileInfo types, chosen by the ends of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fakeesx.schema import vim
from fakeesx.storage import mappings, vmdk
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.descriptor import Descriptor
from fakeesx.storage.errors import StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.vmfiles import read_vmx

_BY_ENDING = {
    ".vmx": "VmConfigFileInfo", ".vmtx": "TemplateConfigFileInfo", ".vmdk": "VmDiskFileInfo", ".vmsn": "VmSnapshotFileInfo",
    ".vmsd": "VmSnapshotFileInfo", ".nvram": "VmNvramFileInfo", ".log": "VmLogFileInfo", ".iso": "IsoImageFileInfo",
    ".flp": "FloppyImageFileInfo",
}
_EXTENTS = ("-flat.vmdk", "-delta.vmdk", "-rdm.vmdk", "-rdmp.vmdk", "-ctk.vmdk")
_CONTROLLERS = {
    "ide": "VirtualIDEController", "buslogic": "VirtualBusLogicController", "lsilogic": "VirtualLsiLogicController",
}
_BACKINGS = dict.fromkeys(
    ("vmfsSparse", "monolithicSparse", "twoGbMaxExtentSparse", "streamOptimized"), "VirtualDiskSparseVer2BackingInfo",
) | {
    "vmfs": "VirtualDiskFlatVer2BackingInfo",
    **dict.fromkeys((mappings.PHYSICAL, mappings.VIRTUAL), "VirtualDiskRawDiskMappingVer1BackingInfo"),
}
_PIECE = re.compile(r"-[sf]\d{3}\.vmdk")
"""How extents of 2 GB end."""
_DEFAULT_CONFIG_VERSION = 8


@dataclass(frozen=True)
class Details:
    """What a search wants to know of each file."""

    flags: Any
    queries: tuple[Any, ...]

    @classmethod
    def of(cls, spec: vim.HostDatastoreBrowserSearchSpec) -> Details:
        """The details of a search; without flags there is the path only."""
        none = vim.FileQueryFlags(fileType=False, fileSize=False, modification=False, fileOwner=False)
        return cls(spec.details or none, spec.query)

    @property
    def typed(self) -> bool:
        """Whether the FileInfo types are told apart."""
        return bool(self.flags.fileType or self.queries)


def type_of(each: FileStat) -> str:
    """The FileInfo type of a file."""
    if each.is_directory:
        return "FolderFileInfo"
    name = each.name.lower()
    if name.endswith(_EXTENTS) or _PIECE.search(name[-10:]):
        return "FileInfo"
    return next((type for ending, type in _BY_ENDING.items() if name.endswith(ending)), "FileInfo")


def info(datastore: Datastore, each: FileStat, details: Details) -> Any:
    """The FileInfo of a file, ``None`` when no query wants it."""
    type = type_of(each)
    query = next((query for query in details.queries if _wants(query, type)), None)
    if details.queries and query is None:
        return None
    flags = details.flags
    values: dict[str, Any] = {"path": each.name}
    size = each.size
    if isinstance(query, vim.VmDiskFileQuery):
        disk = _disk(datastore, each)
        if disk is None:
            return None  # an extent or a foreign format: no disk by itself
        if not _passes(query, disk):
            return None
        values.update(_chosen(disk, query.details, type))
        size = _size(datastore, each)
    elif isinstance(query, vim.VmConfigFileQuery):
        config = {"configVersion": _config_version(datastore, each)}
        if not _passes(query, config):
            return None
        values.update(_chosen(config, query.details, type))
    if flags.fileSize:
        values["fileSize"] = size
    if flags.modification:
        values["modification"] = datetime.fromtimestamp(each.modified, UTC)
    if flags.fileOwner:
        values["owner"] = datastore.owner(each.path)
    return vim.TYPES.data(type if details.typed else "FileInfo")(**values)


def _wants(query: Any, type: str) -> bool:
    """Whether a query is for files of a FileInfo type; the base type's query is for all."""
    asked = query.__class__.__name__.removesuffix("Query") + "Info"
    return asked == "FileInfo" or vim.TYPES.model.data_is_a(type, asked)


def _passes(query: Any, found: dict[str, Any]) -> bool:
    """Whether a file has what a query's filter asks for."""
    filter = getattr(query, "filter", None)
    if filter is None:
        return True
    wanted = {
        "diskType": "diskType", "matchHardwareVersion": "hardwareVersion", "controllerType": "controllerType",
        "matchConfigVersion": "configVersion",
    }
    for name, value in filter.items():
        if name == "thin":
            if value is not found["thin"]:
                return False
        elif found.get(wanted[name]) not in value:
            return False
    return True


def _chosen(found: dict[str, Any], flags: Any, type: str) -> dict[str, Any]:
    """Those of the facts that the flags of a query ask for."""
    if flags is None:
        return {}
    known = {prop.name for prop in vim.TYPES.model.properties(type)}
    return {name: value for name, value in found.items() if name in known and getattr(flags, name, False)}


def _disk(datastore: Datastore, each: FileStat) -> dict[str, Any] | None:
    try:
        descriptor = vmdk.read_descriptor(datastore, each.path)
        extents = vmdk.extents(descriptor, each.path)
    except StorageError:
        return None
    return {
        "diskType": _BACKINGS.get(descriptor.create_type, _BACKINGS["vmfs"]), "capacityKb": descriptor.capacity >> 10,
        "hardwareVersion": _hardware_version(descriptor), "controllerType": _CONTROLLERS.get(descriptor.adapter),
        "diskExtents": tuple(datastore.text(path) for path in extents), "thin": descriptor.thin,
    }


def _hardware_version(descriptor: Descriptor) -> int:
    text = descriptor.ddb.get("virtualHWVersion", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _size(datastore: Datastore, each: FileStat) -> int:
    """What a disk takes, descriptor and extents together."""
    try:
        return vmdk.disk_size(datastore, each.path).allocated
    except StorageError:
        return each.size


def _config_version(datastore: Datastore, each: FileStat) -> int:
    try:
        return read_vmx(datastore, each.path).integer("config.version", _DEFAULT_CONFIG_VERSION)
    except StorageError:
        return _DEFAULT_CONFIG_VERSION
