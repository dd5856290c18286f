"""The files that a host's machines need: nobody else deletes them."""

from __future__ import annotations

import logging

from esx_driver.datastore.paths import DatastorePath
from esx_driver.files import backings
from esx_driver.host import Host
from esx_driver.vim import properties

_log = logging.getLogger(__name__)
_PATHS = ("layoutEx.file", "config.hardware.device")


class Needed:
    """The files that the host's machines and their snapshots consist of, the parents of their disks and the CDs in their
    drives among them."""

    def __init__(self, host: Host) -> None:
        """Read them, in one paged call. Raises ``HostError``."""
        self._names: set[str] = set()
        self._unknown: list[str] = []
        for machine in properties.objects(host.session, "VirtualMachine", "name", *_PATHS):
            files, hardware = (machine.get(path) for path in _PATHS)
            if files is None or hardware is None:
                self._unknown.append(str(machine.get("name") or machine.ref))
                continue
            self._names.update(file.name for file in files)
            for device in host.session.types.of_type(hardware, "VirtualDisk"):
                self._names.update(map(str, backings.files_of(device)))
            for device in host.session.types.of_type(hardware, "VirtualCdrom"):
                self._names.add(str(getattr(device.backing, "fileName", "")))
        if self._unknown:
            _log.warning("nothing is removed: the host does not tell the files of %s", ", ".join(self._unknown))

    def disks(self, folder: DatastorePath) -> list[DatastorePath]:
        """The disks of a folder that are among them."""
        found = [DatastorePath.parse(name) for name in sorted(self._names) if name.startswith(f"{folder}/")]
        return [path for path in found if path.name.endswith(".vmdk") and not path.name.endswith("-flat.vmdk")]

    def has(self, folder: DatastorePath) -> bool:
        """Whether any of them is in a folder, or may be: of a machine that the host can't reach nobody knows."""
        return bool(self._unknown) or any(name.startswith(f"{folder}/") for name in self._names)
