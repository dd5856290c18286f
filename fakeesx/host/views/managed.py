"""ViewManager and the views it makes: lists of references that clients collect properties through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services import lookup
from fakeesx.host.services.access import VIEW
from fakeesx.host.views.tree import References, child_properties
from fakeesx.inventory import Node
from fakeesx.schema.values import ManagedObjectReference

_VIEWS = ("ContainerView", "InventoryView", "ListView")
_LATER = frozenset({"OpaqueNetwork", "StoragePod"})
"""Kinds of ManagedEntity of later API versions. Today's clients look for them on any host; there are none (inferred:
what a 4.1 host says to such a name is unknown)."""
_MOST_VIEWS = 1000
"""Of one session (inferred), so that a client that forgets to destroy them can't exhaust the host."""


class ViewManager(ManagedObject):
    """Makes views. A view belongs to its session and ends with it."""

    per_session = frozenset({"viewList"})

    def read_viewList(self, call: Call) -> tuple[ManagedObjectReference, ...]:
        """The views of the caller's session."""
        if call.session is None:
            return ()
        owner = call.session.key
        return tuple(
            node.ref for name in _VIEWS for node in self.host.inventory.of_type(name) if node.owner == owner
        )

    @method
    def CreateContainerView(
        self, call: Call, container: ManagedObjectReference, recursive: bool, type: Sequence[str] = (),
    ) -> ManagedObjectReference:
        """A view of what is in a container, now and later.

        Raises InvalidArgument for a ``container`` that is none and for a ``type`` that is no kind of
        ManagedEntity, ManagedObjectNotFound for a container that is gone, NoPermission without System.View on it.
        """
        node = lookup.require(self.host, call, container, "ManagedEntity", "container")
        self.host.access.require(call.user, VIEW, node.ref)
        if not child_properties(node.ref.type):
            raise invalid_argument("container")
        if not all(name in _LATER or self.host.model.managed_is_a(name, "ManagedEntity") for name in type):
            raise invalid_argument("type")
        values = {"container": node.ref, "type": tuple(type), "recursive": recursive, "view": ()}
        ref = self._add(call, "ContainerView", values)
        self.host.views.fill(ref)
        return ref

    @method
    def CreateInventoryView(self, call: Call) -> ManagedObjectReference:
        """A view of the opened part of the inventory: at first, the root folder alone."""
        ref = self._add(call, "InventoryView", {"view": ()}, private=frozenset())
        self.host.views.fill(ref)
        return ref

    @method
    def CreateListView(
        self, call: Call, obj: Sequence[ManagedObjectReference] = (),
    ) -> ManagedObjectReference:
        """A view of given objects. Raises ManagedObjectNotFound when one of them is not there."""
        found, missing = _resolved(self, call, obj)
        if missing:
            raise fault("ManagedObjectNotFound", obj=missing[0])
        return self._add(call, "ListView", {"view": found})

    @method
    def CreateListViewFromView(self, call: Call, view: ManagedObjectReference) -> ManagedObjectReference:
        """A view of the objects that another view has now."""
        node = lookup.require(self.host, call, view, "ManagedObjectView", "view")
        return self._add(call, "ListView", {"view": node.get("view")})

    def _add(
        self, call: Call, type: str, values: dict[str, Any], private: Any = None,
    ) -> ManagedObjectReference:
        if call.session is None or len(self.read_viewList(call)) >= _MOST_VIEWS:
            raise fault("SystemError", reason="too many views")
        ref = ManagedObjectReference(type, f"session[{call.session.key}]{self.host.ids.instance_uuid()}")
        self.host.inventory.add(ref, values, private, owner=call.session.key)
        return ref


class View(ManagedObject):
    """A view of one session."""

    @method
    def DestroyView(self, call: Call) -> None:
        """End the view."""
        self.host.inventory.remove(self.ref)


class ManagedObjectView(View):
    """A view that is a list of references."""


class ContainerView(ManagedObjectView):
    """A view of what is in a container."""


class ListView(ManagedObjectView):
    """A view of given objects, less those that are gone since."""

    @method
    def ModifyListView(
        self,
        call: Call,
        add: Sequence[ManagedObjectReference] = (),
        remove: Sequence[ManagedObjectReference] = (),
    ) -> References:
        """Add and remove objects; the result is what of ``add`` is not there."""
        found, missing = _resolved(self, call, add)
        gone = {ref.value for ref in remove}
        kept = [ref for ref in self.get("view") if ref.value not in gone]
        self.update(view=_unique((*kept, *found)))
        return missing

    @method
    def ResetListView(self, call: Call, obj: Sequence[ManagedObjectReference] = ()) -> References:
        """Replace the objects; the result is what of ``obj`` is not there."""
        found, missing = _resolved(self, call, obj)
        self.update(view=found)
        return missing

    @method
    def ResetListViewFromView(self, call: Call, view: ManagedObjectReference) -> None:
        """Replace the objects with those that another view has now."""
        self.update(view=lookup.require(self.host, call, view, "ManagedObjectView", "view").get("view"))


class InventoryView(ManagedObjectView):
    """A view of the opened part of the inventory. The moids of what is open are the node's private state."""

    @method
    def OpenInventoryViewFolder(self, call: Call, entity: Sequence[ManagedObjectReference]) -> References:
        """Show the children of entities, and the way to them; the result is what of ``entity`` is not there."""
        nodes, missing = self._entities(call, entity)
        opened = set(self.node.private)
        shown = {ref.value for ref in self.get("view")}
        for node in nodes:
            here: Node | None = node
            while here is not None:
                opened.add(here.ref.value)
                parent = here.values.get("parent") if here.ref.value not in shown else None
                here = self.host.inventory.find(parent.value) if parent else None
        self._open(frozenset(opened))
        return missing

    @method
    def CloseInventoryViewFolder(self, call: Call, entity: Sequence[ManagedObjectReference]) -> References:
        """Show the children of entities no more; the result is what of ``entity`` is not there."""
        nodes, missing = self._entities(call, entity)
        opened = self.node.private - {node.ref.value for node in nodes}
        self._open(opened)
        # what was open below a closed folder is closed too
        self._open(opened & {ref.value for ref in self.get("view")})
        return missing

    def _open(self, opened: frozenset[str]) -> None:
        if opened != self.node.private:
            self.host.inventory.update(self.ref, private=opened)
            self.host.views.fill(self.ref)

    def _entities(
        self, call: Call, refs: Iterable[ManagedObjectReference],
    ) -> tuple[list[Node], References]:
        nodes, missing = [], []
        for ref in refs:
            node = lookup.find(self.host, call, ref)
            if node is not None and self.host.model.managed_is_a(node.ref.type, "ManagedEntity"):
                self.host.access.require(call.user, VIEW, node.ref)
                nodes.append(node)
            else:
                missing.append(ref)
        return nodes, tuple(missing)


def _resolved(
    target: ManagedObject, call: Call, refs: Iterable[ManagedObjectReference],
) -> tuple[References, References]:
    """Which of the references lead to an object, each once, and which don't. Raises NoPermission without System.View."""
    found, missing = [], []
    for ref in refs:
        node = lookup.find(target.host, call, ref)
        if node is None:
            missing.append(ref)
        else:
            target.host.access.require(call.user, VIEW, node.ref)
            found.append(node.ref)
    return _unique(found), tuple(missing)


def _unique(refs: Iterable[ManagedObjectReference]) -> References:
    return tuple(dict.fromkeys(refs))
