"""What can be reached from an object of the inventory tree, kept up to date in small steps.

An object is held for as long as at least one followed reference leads to it (a VM hangs in a folder, a pool and on a
host). So the work after a change depends on what changed, not on how much is held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

References: TypeAlias = tuple[ManagedObjectReference, ...]
Follows: TypeAlias = Callable[[ManagedObjectReference], Sequence[str]]

_CHILDREN = {
    "Folder": ("childEntity",),
    "Datacenter": ("vmFolder", "hostFolder", "datastoreFolder", "networkFolder"),
    "ComputeResource": ("host", "resourcePool"),
    "ResourcePool": ("resourcePool", "vm"),
    "HostSystem": ("vm",),
}
"""The containers of a container view and where their contents are (vSphere API reference, CreateContainerView)."""


@lru_cache(maxsize=256)
def child_properties(type: str) -> tuple[str, ...]:
    """The properties that hold the contents of a managed type; none for what is no container."""
    is_a = vim.TYPES.model.managed_is_a
    return next((names for base, names in _CHILDREN.items() if is_a(type, base)), ())


class Tree:
    """What is reached from ``root``.

    ``follows`` gives the properties that are followed from a reached object, ``wanted`` the types that are
    listed (``None``: all), ``sees`` which of those (``None``: all; it must not change). The root itself is listed only
    ``with_root``.
    """

    def __init__(
        self,
        inventory: Inventory,
        root: ManagedObjectReference,
        follows: Follows,
        wanted: frozenset[str] | None = None,
        with_root: bool = False,
        sees: Callable[[ManagedObjectReference], bool] | None = None,
    ) -> None:
        self._inventory = inventory
        self._follows = follows
        self._wanted = wanted
        self._sees = sees
        self._counts: dict[str, int] = {}
        self._links: dict[str, dict[str, References]] = {}
        self._members: dict[str, ManagedObjectReference] = {}
        self._listed: References | None = None
        self._hold((root,))
        if not with_root:
            self._members.pop(root.value, None)

    @property
    def listed(self) -> References:
        """The references, in the order they were reached; the same tuple until something changes."""
        if self._listed is None:
            self._listed = tuple(self._members.values())
        return self._listed

    def refresh(self, moid: str) -> None:
        """Take in that an object's references have changed."""
        links = self._links.get(moid)
        if links is None:
            return
        for name, old in tuple(links.items()):
            new = self._read(moid, name)
            if new is not old and new != old:
                links[name] = new
                gone, come = difference(old, new)
                self._hold(come)
                self._let_go(gone)

    def _read(self, moid: str, name: str) -> References:
        node = self._inventory.find(moid)
        value = None if node is None else node.get(name)
        if value is None:
            return ()
        return value if value.__class__ is tuple else (value,)

    def _hold(self, refs: References) -> None:
        stack = list(reversed(refs))
        counts = self._counts
        while stack:
            ref = stack.pop()
            moid = ref.value
            count = counts.get(moid, 0)
            counts[moid] = count + 1
            if count:
                continue
            if (self._wanted is None or ref.type in self._wanted) and (self._sees is None or self._sees(ref)):
                self._members[moid] = ref
                self._listed = None
            names = self._follows(ref)
            if names:
                links = self._links[moid] = {name: self._read(moid, name) for name in names}
                for name in reversed(names):
                    stack.extend(reversed(links[name]))

    def _let_go(self, refs: References) -> None:
        stack = list(refs)
        counts = self._counts
        while stack:
            moid = stack.pop().value
            counts[moid] -= 1
            if counts[moid]:
                continue
            del counts[moid]
            if self._members.pop(moid, None) is not None:
                self._listed = None
            for targets in self._links.pop(moid, {}).values():
                stack.extend(targets)


def difference(old: References, new: References) -> tuple[References, References]:
    """What is only in ``old`` and what is only in ``new``; looks closely only at the stretch that differs."""
    if new[: len(old)] == old:
        return (), new[len(old) :]
    start = _common(old, new)
    old, new = old[start:], new[start:]
    end = _common(old[::-1], new[::-1])
    if end:
        old, new = old[:-end], new[:-end]
    before, after = set(old), set(new)
    return tuple(ref for ref in old if ref not in after), tuple(ref for ref in new if ref not in before)


def _common(first: References, second: References) -> int:
    """How many items two tuples begin with in common; slices compare faster than items one by one."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
