"""Reading and watching through the PropertyCollector, in tests: short ways to specs and to what comes back."""

from __future__ import annotations

from typing import Any

from calling import Client
from twisted.internet.defer import Deferred

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

COLLECTOR = "ha-property-collector"


def props(type: str, *paths: str, all: bool | None = None) -> vim.PropertySpec:
    """A PropertySpec."""
    return vim.PropertySpec(type=type, all=all, pathSet=paths)


def start(obj: Any, *select: Any, skip: bool | None = None) -> vim.ObjectSpec:
    """An ObjectSpec."""
    return vim.ObjectSpec(obj=obj, skip=skip, selectSet=select)


def follow(type: str, path: str, *select: Any, name: str | None = None, skip: bool | None = None) -> vim.TraversalSpec:
    """A TraversalSpec; texts among ``select`` are names of others."""
    chosen = [vim.SelectionSpec(name=each) if isinstance(each, str) else each for each in select]
    return vim.TraversalSpec(type=type, path=path, name=name, skip=skip, selectSet=chosen)


def spec(props: Any, objects: Any, missing: bool | None = None) -> vim.PropertyFilterSpec:
    """A PropertyFilterSpec of one or several PropertySpecs and ObjectSpecs; references stand for themselves."""
    props = props if isinstance(props, list) else [props]
    objects = objects if isinstance(objects, list) else [objects]
    return vim.PropertyFilterSpec(
        propSet=props, objectSet=[start(each) if isinstance(each, ManagedObjectReference) else each for each in objects],
        reportMissingObjectsInResults=missing,
    )


def of(obj: ManagedObjectReference, *paths: str, all: bool | None = None) -> vim.PropertyFilterSpec:
    """The spec of one object and some of its properties."""
    return spec(props(obj.type, *paths, all=all), obj)


def retrieve(client: Client, *specs: vim.PropertyFilterSpec) -> list[tuple[str, dict[str, Any]]]:
    """RetrieveProperties: moid and properties of each object, in order."""
    found = client.call(COLLECTOR, "RetrieveProperties", specSet=specs)
    return [(each.obj.value, {p.name: p.val for p in each.propSet}) for each in found]


class Watch:
    """A client's way with one PropertyCollector: its version, and what its filters tell."""

    def __init__(self, client: Client, *specs: vim.PropertyFilterSpec, partial: bool = False, own: bool = False) -> None:
        self.client = client
        self.collector = client.call(COLLECTOR, "CreatePropertyCollector") if own else COLLECTOR
        self.version: str | None = ""
        self.truncated = False
        self.filters = [self.add(each, partial) for each in specs]

    def add(self, spec: vim.PropertyFilterSpec, partial: bool = False) -> ManagedObjectReference:
        """One more filter."""
        ref = self.client.call(self.collector, "CreateFilter", spec=spec, partialUpdates=partial)
        assert isinstance(ref, ManagedObjectReference)
        return ref

    def check(self) -> list[tuple[Any, ...]]:
        """CheckForUpdates: (kind, moid, changes) of each object, changes as (op, name, value)."""
        return self.taken(self.client.call(self.collector, "CheckForUpdates", version=self.version))

    def wait(self, seconds: int | None = None, most: int | None = None) -> Deferred[Any] | list[tuple[Any, ...]]:
        """WaitForUpdatesEx: as ``check``, or a Deferred of it."""
        options = vim.WaitOptions(maxWaitSeconds=seconds, maxObjectUpdates=most)
        found = self.client.call(self.collector, "WaitForUpdatesEx", version=self.version, options=options)
        return found.addCallback(self.taken) if isinstance(found, Deferred) else self.taken(found)

    def taken(self, updates: Any) -> list[tuple[Any, ...]]:
        """What an UpdateSet says; its version is the one to ask with next."""
        if updates is None:
            self.truncated = False
            return []
        self.version, self.truncated = updates.version, bool(updates.truncated)
        return [
            (str(each.kind), each.obj.value, [(str(change.op), change.name, change.val) for change in each.changeSet])
            for one in updates.filterSet for each in one.objectSet
        ]
