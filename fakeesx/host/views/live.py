"""Views that follow the inventory: after each transaction their lists are right again, within that transaction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fakeesx.host.views.tree import Follows, References, Tree, child_properties
from fakeesx.inventory import Change, Inventory, Kind, Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_ROOT = ManagedObjectReference("Folder", "ha-folder-root")
_TREES = frozenset({"ContainerView", "InventoryView"})
_VIEWS = _TREES | {"ListView"}
_IMPLIED = {"Datacenter": ("vmFolder", "hostFolder"), "ComputeResource": ("host", "resourcePool")}
"""What an inventory view shows of objects that were not opened (vSphere API reference)."""


class Views:
    """The views of one host, by moid. What a view is made from is in its node; this only keeps track."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._trees: dict[str, Tree] = {}
        self._lists: dict[str, set[str]] = {}
        inventory.derive(self._derive)

    def fill(self, ref: ManagedObjectReference) -> None:
        """Work out the list of a container view or inventory view that is new, or that was opened or closed."""
        node = self._inventory.node(ref)
        tree = self._trees[ref.value] = _tree(self._inventory, node)
        self._inventory.update(ref, view=tree.listed)

    def _derive(self, changes: list[Change]) -> None:
        if not self._trees and not self._lists:
            changes = [change for change in changes if change.ref.type in _VIEWS]
        touched: list[str] = []
        gone: list[str] = []
        for change in changes:
            ref = change.ref
            if ref.type in _TREES:
                self._tree_changed(change)
            elif ref.type == "ListView":
                self._list_changed(change)
            elif change.kind is not Kind.MODIFY or not change.names.isdisjoint(child_properties(ref.type)):
                touched.append(ref.value)
            if change.kind is Kind.LEAVE:
                gone.append(ref.value)
        if touched:
            for moid in list(self._trees):
                self._follow(moid, touched)
        if gone and self._lists:
            self._drop(gone)

    def _tree_changed(self, change: Change) -> None:
        """A view came or went, or a snapshot brought an earlier one back."""
        moid, node = change.ref.value, change.after
        tree = self._trees.get(moid)
        if node is None:
            self._trees.pop(moid, None)
        elif tree is None or tree.listed != node.get("view"):
            self.fill(change.ref)

    def _list_changed(self, change: Change) -> None:
        if change.after is None:
            self._lists.pop(change.ref.value, None)
        else:
            self._lists[change.ref.value] = {ref.value for ref in change.after.get("view")}

    def _follow(self, moid: str, touched: Sequence[str]) -> None:
        node = self._inventory.find(moid)
        if node is None:
            del self._trees[moid]
            return
        tree = self._trees[moid]
        for changed in touched:
            tree.refresh(changed)
        if tree.listed is not node.get("view"):
            self._inventory.update(node.ref, view=tree.listed)

    def _drop(self, gone: Sequence[str]) -> None:
        """Take objects that are gone out of the list views."""
        for moid, members in self._lists.items():
            left = members.intersection(gone)
            node = self._inventory.find(moid) if left else None
            if node is not None:
                members -= left
                view = tuple(ref for ref in node.get("view") if ref.value not in left)
                self._inventory.update(node.ref, view=view)


def _tree(inventory: Inventory, node: Node) -> Tree:
    if node.ref.type == "InventoryView":
        return Tree(inventory, _ROOT, _follows_opened(node.private), with_root=True)
    container = node.values["container"]
    follows = _follows_all if node.values["recursive"] else _follows_once(container)
    types: tuple[str, ...] = node.get("type")
    return Tree(inventory, container, follows, _wanted(types) if types else None)


def _follows_all(ref: ManagedObjectReference) -> Sequence[str]:
    return child_properties(ref.type)


def _follows_once(container: ManagedObjectReference) -> Follows:
    """What a view that is not recursive follows: of hosts and pools directly below, also the VMs (API reference)."""
    is_a = vim.TYPES.model.managed_is_a
    deeper = is_a(container.type, "ComputeResource") or is_a(container.type, "ResourcePool")

    def follows(ref: ManagedObjectReference) -> Sequence[str]:
        if ref.value == container.value:
            return child_properties(ref.type)
        return ("vm",) if deeper and "vm" in child_properties(ref.type) else ()

    return follows


def _follows_opened(opened: frozenset[str]) -> Follows:
    def follows(ref: ManagedObjectReference) -> Sequence[str]:
        return child_properties(ref.type) if ref.value in opened else _IMPLIED.get(ref.type, ())

    return follows


@lru_cache(maxsize=256)
def _wanted(types: tuple[str, ...]) -> frozenset[str]:
    """The managed types that are one of ``types``."""
    model = vim.TYPES.model
    return frozenset(name for name in model.managed if any(model.managed_is_a(name, t) for t in types))


__all__ = ["References", "Views"]
