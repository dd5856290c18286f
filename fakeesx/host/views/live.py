"""Views that follow the inventory: after each transaction their lists are right again, within that transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from fakeesx.host.services.access import Access
from fakeesx.host.services.sight import Sight, sight_of
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
    """The views of one host, by moid. What a view is made from is in its node; this only keeps track.

    A view lists what its session's user may view, also when that changes (inferred). ``user`` tells the name of a
    session's user by the session's key; ``None`` for a session that has ended.
    """

    def __init__(self, inventory: Inventory, access: Access, user: Callable[[str], str | None]) -> None:
        self._inventory = inventory
        self._access = access
        self._user = user
        self._rights = access.generation
        self._narrow: dict[str, None] = {}
        """The views of users who may not see everything."""
        self._trees: dict[str, Tree] = {}
        self._lists: dict[str, set[str]] = {}
        inventory.derive(self._derive, restored=True)

    def fill(self, ref: ManagedObjectReference) -> None:
        """Work out the list of a container view or inventory view that is new, or that was opened or closed."""
        node = self._inventory.node(ref)
        user = self._user(node.owner or "")
        sight = None if user is None else sight_of(self._access, user)
        if sight is None:
            self._narrow.pop(ref.value, None)
        else:
            self._narrow[ref.value] = None
        tree = self._trees[ref.value] = _tree(self._inventory, node, sight)
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
        if self._trees and self._rights != self._access.take_in(changes):
            self._rights = self._access.generation
            self._look_again()
        if touched:
            for moid in list(self._trees):
                self._follow(moid, touched)
        if gone and self._lists:
            self._drop(gone)

    def _look_again(self) -> None:
        """Users may see other things than before."""
        for moid in list(self._trees):
            node = self._inventory.find(moid)
            if node is not None and (moid in self._narrow or sight_of(self._access, self._user(node.owner or ""))):
                self.fill(node.ref)

    def _tree_changed(self, change: Change) -> None:
        """A view came or went, or a snapshot brought an earlier one back."""
        moid, node = change.ref.value, change.after
        tree = self._trees.get(moid)
        if node is None:
            self._trees.pop(moid, None)
            self._narrow.pop(moid, None)
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
            self._narrow.pop(moid, None)
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


def _tree(inventory: Inventory, node: Node, sight: Sight | None) -> Tree:
    sees = sight.sees if sight is not None else None
    if node.ref.type == "InventoryView":
        return Tree(inventory, _ROOT, _follows_opened(node.private), with_root=True, sees=sees)
    container = node.values["container"]
    follows = _follows_all if node.values["recursive"] else _follows_once(container)
    types: tuple[str, ...] = node.get("type")
    return Tree(inventory, container, follows, _wanted(types) if types else None, sees=sees)


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
