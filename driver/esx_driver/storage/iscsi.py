"""The host's software iSCSI adapter: its targets, and the LUNs that it sees behind them.

Who needs a LUN *holds* it until a machine has it; meanwhile nobody else in this process removes the target. All that the
driver added to the adapter goes again with the last machine that uses the target; what others entered stays.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from esx_driver.errors import StorageError
from esx_driver.storage.target import PORT, Target
from esx_driver.undoing import Undoing, twice
from esx_driver.vim import escapes, faults, properties
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import UNDONE, Session

_log = logging.getLogger(__name__)

MAPPING = "VirtualDiskRawDiskMappingVer1BackingInfo"


@dataclass(frozen=True)
class Lun:
    """A LUN that the host sees; ``device`` is its path on the host, ``size`` is in bytes."""

    uuid: str
    name: str
    device: str
    size: int


@dataclass(frozen=True)
class _Adapter:
    """The software adapter as it is now, and what the host sees behind it."""

    device: str
    iqn: str
    statics: tuple[Any, ...]
    luns: dict[tuple[str, str], dict[int, Lun]]
    """The LUNs by iSCSI name and portal of their target, and by their number."""

    def entry(self, target: Target) -> Any:
        """The target in the adapter's list, ``None`` when it is not there."""
        return next(
            (each for each in self.statics
             if (each.iScsiName, each.address, each.port or PORT) == (target.iqn, target.address, target.port)), None,
        )

    def lun(self, target: Target) -> Lun | None:
        """The LUN, when the host sees it."""
        return self.seen(target).get(target.lun)

    def seen(self, target: Target) -> dict[int, Lun]:
        """The LUNs of a target that the host sees, by number."""
        return self.luns.get((target.iqn, target.portal), {})


class InternetScsi:
    """The software iSCSI adapter of a host; thread-safe. ``host`` is its HostSystem."""

    def __init__(self, session: Session, host: Ref) -> None:
        self._session = session
        self._host = host
        self._system: Ref | None = None
        self._turn = threading.RLock()

    def name(self) -> str:
        """The adapter's iSCSI name, by which targets know the host. Raises ``StorageError`` while it is disabled."""
        return self._read().iqn

    @contextmanager
    def held(self, target: Target) -> Iterator[Lun]:
        """The LUN, for as long as the block runs; if the host does not see it, the target is entered and looked for.

        When the block ends with an exception, what was entered is removed again, unless somebody uses it. Only one at a time
        is at it. Raises ``StorageError`` (disabled, not found, used already), ``VimFault``.
        """
        with self._turn, Undoing() as undoing:
            adapter = self._read()
            lun, entry = adapter.lun(target), adapter.entry(target)
            if lun is None or entry is None:  # one without an entry: the host has yet to notice that the target was removed
                if entry is None:
                    undoing.add(f"the target {target.iqn}", lambda: self.release(target))
                    self._add(adapter, target)
                elif target.user is not None:
                    self._authenticate(adapter, target)
                lun = self._looked(adapter, target)
            users = self.users()
            if who := users.get(lun.uuid) or users.get(lun.name):
                raise StorageError(f"{target} is used already, by {who[0]}")
            yield lun

    def find(self, target: Target) -> Lun | None:
        """The LUN, if the host sees it now. Raises ``StorageError`` while the adapter is disabled."""
        return self._read().lun(target)

    def release(self, target: Target) -> bool:
        """Remove a target that nobody uses from the adapter, and let the host forget its LUNs: whether it was there to go.

        One that an address told of (dynamic discovery), and one with a LUN that a machine or a datastore uses, stay. Raises
        ``StorageError`` while the adapter is disabled, ``VimFault``.
        """
        with self._turn:
            adapter = self._read()
            entry = adapter.entry(target)
            if (entry is not None and entry.parent not in (None, "", adapter.device)) or self._used(adapter, target):
                return False
            if entry is None:  # somebody was interrupted between the two steps if its LUNs are there all the same
                return bool(adapter.seen(target)) and self._forgets(adapter, target)
            try:
                self._remove(adapter, target)
            except faults.HostConfigFault:  # somebody has begun to use it since
                if self._used(self._read(), target):
                    return False
                raise
            twice(lambda: self._rescan(adapter))
            _log.info("removed the iSCSI target %s at %s", target.iqn, target.portal)
            return True

    def _forgets(self, adapter: _Adapter, target: Target) -> bool:
        """Look for LUNs: whether those of a target have gone."""
        twice(lambda: self._rescan(adapter))
        return not self._read().seen(target)

    def users(self) -> dict[str, list[str]]:
        """Who uses LUNs: by uuid the machines that map them, by name the datastores that are on them."""
        found: dict[str, list[str]] = {}
        paths = {"VirtualMachine": ("name", "config.hardware.device"), "Datastore": ("info",)}
        for each in properties.objects_of(self._session, paths):
            for device in each.get("config.hardware.device") or ():
                if MAPPING in self._session.types.lineage(getattr(device, "backing", None)):
                    name = escapes.plain(each.values["name"])
                    found.setdefault(device.backing.lunUuid, []).append(f"the machine {name!r}")
            volume = getattr(each.get("info"), "vmfs", None)
            for extent in (volume.extent if volume is not None else None) or ():
                found.setdefault(extent.diskName, []).append(f"the datastore {each.values['info'].name!r}")
        return found

    # reading

    def _used(self, adapter: _Adapter, target: Target) -> bool:
        """Whether somebody uses a LUN of a target."""
        seen = adapter.seen(target).values()
        users = self.users() if seen else {}
        return any(lun.uuid in users or lun.name in users for lun in seen)

    def _read(self) -> _Adapter:
        (info,) = properties.get(self._session, self._storage(), "storageDeviceInfo")
        types = self._session.types
        hba = next(
            (each for each in info.hostBusAdapter or ()
             if "HostInternetScsiHba" in types.lineage(each) and each.isSoftwareBased), None,
        )
        if hba is None:
            raise StorageError(
                "software iSCSI is disabled on the host: enable it (vSphere Client: Configuration, Storage Adapters; on "
                "the host: esxcfg-swiscsi -e), and give targets that know their initiators the adapter's iSCSI name",
            )
        disks = {each.key: each for each in info.scsiLun or ()}
        luns: dict[tuple[str, str], dict[int, Lun]] = {}
        for interface in (info.scsiTopology.adapter if info.scsiTopology is not None else None) or ():
            for seen in interface.target or () if interface.adapter == hba.key else ():
                transport = seen.transport
                by_number = {
                    each.lun: _lun(disks[each.scsiLun]) for each in seen.lun or ()
                    if getattr(disks.get(each.scsiLun), "capacity", None) is not None
                }
                for portal in getattr(transport, "address", None) or ():
                    luns[transport.iScsiName, portal if ":" in portal else f"{portal}:{PORT}"] = by_number
        return _Adapter(hba.device, hba.iScsiName, tuple(hba.configuredStaticTarget or ()), luns)

    def _storage(self) -> Ref:
        if self._system is None:
            (self._system,) = properties.get(self._session, self._host, "configManager.storageSystem")
        system: Ref = self._system
        return system

    # changing

    def _looked(self, adapter: _Adapter, target: Target) -> Lun:
        """The LUN after a look for it. Raises ``StorageError``."""
        self._rescan(adapter)
        now = self._read()
        lun = now.lun(target)
        if lun is not None:
            return lun
        if seen := ", ".join(map(str, sorted(now.seen(target)))):
            raise StorageError(f"the host finds no {target}: it sees the LUNs {seen} there")
        chap = "with that user and secret" if target.user else "without CHAP"
        raise StorageError(
            f"the host finds no {target}: it can't reach the target, is not let in {chap}, or is given no LUN; the name "
            f"that the target has to know it by is {now.iqn}",
        )

    def _rescan(self, adapter: _Adapter) -> None:
        self._session.call("RescanHba", self._storage(), hbaDevice=adapter.device)

    def _add(self, adapter: _Adapter, target: Target) -> None:
        types = self._session.types
        chap = None if target.user is None else self._chap(target)
        entry = types.HostInternetScsiHbaStaticTarget(
            address=target.address, port=target.port, iScsiName=target.iqn, authenticationProperties=chap,
        )
        try:
            self._session.call(
                "AddInternetScsiStaticTargets", self._storage(), iScsiHbaDevice=adapter.device, targets=[entry],
                look=lambda: UNDONE if self._read().entry(target) is None else None,
            )
        except faults.HostConfigFault:
            if self._read().entry(target) is None:
                raise
            return  # another process was faster
        _log.info("added the iSCSI target %s at %s", target.iqn, target.portal)

    def _authenticate(self, adapter: _Adapter, target: Target) -> None:
        """Let a target that is in the list have this CHAP; what it had before the host does not tell."""
        types = self._session.types
        entry = types.HostInternetScsiHbaStaticTarget(address=target.address, port=target.port, iScsiName=target.iqn)
        self._session.call(
            "UpdateInternetScsiAuthenticationProperties", self._storage(), iScsiHbaDevice=adapter.device,
            authenticationProperties=self._chap(target), targetSet=types.HostInternetScsiHbaTargetSet(staticTargets=[entry]),
            look=lambda: UNDONE,  # a second time it is the same
        )

    def _chap(self, target: Target) -> Any:
        return self._session.types.HostInternetScsiHbaAuthenticationProperties(
            chapAuthEnabled=True, chapName=target.user, chapSecret=target.secret, chapAuthenticationType="chapRequired",
            chapInherited=False,
        )

    def _remove(self, adapter: _Adapter, target: Target) -> None:
        types = self._session.types
        entry = types.HostInternetScsiHbaStaticTarget(address=target.address, port=target.port, iScsiName=target.iqn)
        try:
            self._session.call(
                "RemoveInternetScsiStaticTargets", self._storage(), iScsiHbaDevice=adapter.device, targets=[entry],
                look=lambda: UNDONE if self._read().entry(target) is not None else None,
            )
        except faults.NotFound:
            return  # another process was faster


def _lun(disk: Any) -> Lun:
    size = disk.capacity.block * disk.capacity.blockSize
    return Lun(disk.uuid, disk.canonicalName or "", disk.deviceName, size)
