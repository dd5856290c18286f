"""Virtual machines by what identifies them: UUIDs, name, path, and what VMware Tools report.

Built when first asked for; from then on it follows the inventory, so that a search costs the same whatever the
number of VMs. Within a transaction it knows the state before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fakeesx.inventory import Change, Inventory, Kind, Node
from fakeesx.inventory.entity_names import unescaped as unescaped
from fakeesx.schema.values import ManagedObjectReference

_READ = frozenset({"config", "guest", "name"})
_NO_DIGITS = re.compile(r"[^0-9a-f]+")


def plain_uuid(text: str) -> str:
    """A UUID as its 32 digits in lower case, however it is written."""
    return _NO_DIGITS.sub("", text.lower())


class VmIndex:
    """The VMs of one host. Kinds of keys: uuid, instanceUuid, path, name, hostName, ipAddress."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._found: dict[tuple[str, str], dict[str, None]] | None = None
        """The inner ones are never changed."""
        self._unsubscribe: Callable[[], None] | None = None

    def find(self, kind: str, key: str) -> list[Node]:
        """The VMs of a key, in the order they got it."""
        if self._found is None:
            self._found = {}
            for node in self._inventory.of_type("VirtualMachine"):
                self._move(node.ref, frozenset(), _keys(node))
            self._follow()
        moids = self._found.get((kind, key), ())
        nodes = (self._inventory.find(moid) for moid in moids)
        return [node for node in nodes if node is not None]

    def capture(self) -> Any:
        """What it knows; ``None`` when nobody has asked yet."""
        return None if self._found is None else self._found.copy()

    def restore(self, state: Any) -> None:
        """Know that again."""
        self._found = None if state is None else state.copy()
        if state is not None and self._unsubscribe is None:
            self._follow()
        elif state is None and self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _follow(self) -> None:
        self._unsubscribe = self._inventory.subscribe(self._note, "VirtualMachine")

    def _note(self, changes: list[Change]) -> None:
        for change in changes:
            if change.kind is not Kind.MODIFY or not _READ.isdisjoint(change.names):
                self._move(change.ref, _keys(change.before), _keys(change.after))

    def _move(
        self,
        ref: ManagedObjectReference,
        before: frozenset[tuple[str, str]],
        after: frozenset[tuple[str, str]],
    ) -> None:
        found = self._found
        if found is None:
            return
        for key in before - after:
            moids = {moid: None for moid in found.pop(key, ()) if moid != ref.value}
            if moids:
                found[key] = moids
        for key in after - before:
            found[key] = {**found.get(key, {}), ref.value: None}


def _keys(node: Node | None) -> frozenset[tuple[str, str]]:
    if node is None:
        return frozenset()
    config, guest = node.values.get("config"), node.values.get("guest")
    keys = [("name", unescaped(node.values.get("name", "")))]
    if config is not None:
        keys += [
            ("uuid", plain_uuid(config.uuid or "")),
            ("instanceUuid", plain_uuid(config.instanceUuid or "")),
            ("path", config.files.vmPathName or ""),
        ]
    if guest is not None:
        keys += [("hostName", (guest.hostName or "").lower()), ("ipAddress", guest.ipAddress or "")]
    return frozenset((kind, key) for kind, key in keys if key)
