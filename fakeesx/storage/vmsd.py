"""The list of a virtual machine's snapshots, its ``.vmsd`` file: settings as in a ``.vmx`` (names as seen in such files)."""

from __future__ import annotations

from dataclasses import dataclass

from fakeesx.storage.errors import InvalidVmx
from fakeesx.storage.vmx import Vmx

MOST = 1024
"""Snapshots of a file that are read."""
_MOST_DISKS = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One snapshot."""

    uid: int
    """Counts the snapshots that the machine ever had, from 1."""
    filename: str
    """The ``.vmsn``: a name in the snapshots' directory, or a whole path below ``/vmfs/volumes/``."""
    name: str
    description: str = ""
    parent: int = 0
    """The uid of the snapshot it was taken on; 0 for none."""
    created: int = 0
    """Microseconds since the epoch."""
    memory: bool = False
    """Whether the machine ran, and its memory is in the ``.vmsn`` (``type``, as files show it; inferred)."""
    suspended: bool = False
    quiesced: bool = False
    disks: tuple[tuple[str, str], ...] = ()
    """The node (``scsi0:0``) and the file of each disk at that time."""


@dataclass(frozen=True, slots=True)
class SnapshotList:
    """A whole file."""

    last_uid: int = 0
    current: int = 0
    """The uid of the snapshot that the machine goes on from; 0 for none."""
    entries: tuple[Entry, ...] = ()

    def encode(self) -> bytes:
        """The file's content. A machine that never had a snapshot has an empty file (recorded: its length)."""
        if not self.last_uid:
            return b""
        keys = {"snapshot.lastUID": str(self.last_uid)}
        if self.current:
            keys["snapshot.current"] = str(self.current)
        for number, entry in enumerate(self.entries):
            keys.update(_written(f"snapshot{number}", entry))
        keys["snapshot.numSnapshots"] = str(len(self.entries))
        return Vmx(keys).encode()

    @classmethod
    def parse(cls, data: bytes, path: str = "") -> SnapshotList:
        """Read a file. Entries that make no sense (without uid, of a parent that is not there) are passed over.

        Raises InvalidVmx for what is no such file.
        """
        if not data.strip():
            return cls()
        keys = Vmx.parse(data, path)
        count = keys.integer("snapshot.numSnapshots")
        if not 0 <= count <= MOST:
            raise InvalidVmx(path, f"{count} snapshots")
        entries: dict[int, Entry] = {}
        for number in range(count):
            entry = _read(keys.section(f"snapshot{number}."))
            if entry is not None and entry.uid not in entries:
                entries[entry.uid] = entry
        known = _rooted(entries)
        current = keys.integer("snapshot.current")
        return cls(
            max([keys.integer("snapshot.lastUID"), *(entry.uid for entry in known)]),
            current if any(entry.uid == current for entry in known) else 0, known,
        )


def _written(prefix: str, entry: Entry) -> dict[str, str]:
    keys = {f"{prefix}.uid": str(entry.uid), f"{prefix}.filename": entry.filename}
    if entry.parent:
        keys[f"{prefix}.parent"] = str(entry.parent)
    keys[f"{prefix}.displayName"] = entry.name
    if entry.description:
        keys[f"{prefix}.description"] = entry.description
    if entry.memory:
        keys[f"{prefix}.type"] = "1"
    if entry.suspended:
        keys[f"{prefix}.suspended"] = "TRUE"
    if entry.quiesced:
        keys[f"{prefix}.quiesced"] = "TRUE"
    keys[f"{prefix}.createTimeHigh"] = str(entry.created >> 32)
    keys[f"{prefix}.createTimeLow"] = str((entry.created & 0xFFFFFFFF ^ 0x80000000) - 0x80000000)  # signed, as hosts write
    keys[f"{prefix}.numDisks"] = str(len(entry.disks))
    for number, (node, file) in enumerate(entry.disks):
        keys[f"{prefix}.disk{number}.fileName"] = file
        keys[f"{prefix}.disk{number}.node"] = node
    return keys


def _read(keys: dict[str, str]) -> Entry | None:
    found = Vmx(keys)
    uid = found.integer("uid")
    if not 0 < uid < 1 << 31:
        return None
    disks = []
    for number in range(min(found.integer("numDisks"), _MOST_DISKS)):
        node, file = found.get(f"disk{number}.node"), found.get(f"disk{number}.fileName")
        if node and file:
            disks.append((node.lower(), file))
    return Entry(
        uid=uid, filename=found.get("filename", ""), name=found.get("displayName", ""),
        description=found.get("description", ""), parent=found.integer("parent"),
        created=(found.integer("createTimeHigh") << 32) + (found.integer("createTimeLow") & 0xFFFFFFFF),
        memory=found.get("type") == "1", suspended=found.boolean("suspended"), quiesced=found.boolean("quiesced"),
        disks=tuple(disks),
    )


def _rooted(entries: dict[int, Entry]) -> tuple[Entry, ...]:
    """The entries whose line of parents ends at a root, in their order."""

    def ends(entry: Entry) -> bool:
        seen = set()
        while entry.parent:
            if entry.uid in seen or entry.parent not in entries:
                return False
            seen.add(entry.uid)
            entry = entries[entry.parent]
        return True

    return tuple(entry for entry in entries.values() if ends(entry))

