"""Reading properties of managed objects: by reference, or all of a type, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esx_driver.vim import faults
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session, plain

PAGE = 500
"""How many objects one answer brings at most."""
_TREE = {
    # name of the step: (type, property, further steps)
    "folders": ("Folder", "childEntity", ("folders", "vm_folders", "host_folders", "hosts", "stores", "networks", "pools")),
    "vm_folders": ("Datacenter", "vmFolder", ("folders",)),
    "host_folders": ("Datacenter", "hostFolder", ("folders",)),
    "hosts": ("ComputeResource", "host", ()),
    "stores": ("ComputeResource", "datastore", ()),
    "networks": ("ComputeResource", "network", ()),
    "pools": ("ComputeResource", "resourcePool", ("subpools",)),
    "subpools": ("ResourcePool", "resourcePool", ("subpools",)),
}


@dataclass(frozen=True)
class Found:
    """An object and the properties that were asked for and are set; arrays are lists, references ``Ref``."""

    ref: Ref
    values: dict[str, Any]

    def get(self, path: str, default: Any = None) -> Any:
        """A property's value, ``default`` when it is not set."""
        return self.values.get(path, default)


def get(session: Session, ref: Ref, *paths: str) -> tuple[Any, ...]:
    """Properties of an object; ``None`` for one that is not set, a list for an array.

    Raises ``faults.ManagedObjectNotFound``, and as ``Session.call``.
    """
    types = session.types
    spec = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type=ref.type, pathSet=list(paths))], objectSet=[types.ObjectSpec(obj=ref)],
    )
    for found in retrieve(session, [spec]):
        return tuple(found.get(path) for path in paths)
    raise faults.ManagedObjectNotFound("ManagedObjectNotFound", f"{ref} is gone")


def get_all(session: Session, refs: Sequence[Ref], *paths: str) -> list[Found]:
    """The same properties of several objects of one type, in the order of ``refs``; one that is gone is left out.

    Where one is gone the host refuses the whole call: the others are read one by one then.
    """
    if not refs:
        return []
    types = session.types
    spec = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type=refs[0].type, pathSet=list(paths))],
        objectSet=[types.ObjectSpec(obj=ref) for ref in refs],
    )
    try:
        by_ref = {found.ref: found for found in retrieve(session, [spec])}
    except faults.ManagedObjectNotFound:
        if len(refs) == 1:
            return []
        return [found for ref in refs for found in get_all(session, [ref], *paths)]
    return [by_ref[ref] for ref in refs if ref in by_ref]


def objects(session: Session, type_: str, *paths: str) -> Iterator[Found]:
    """All objects of a type on the host, with properties. Pages are read as they are taken."""
    return objects_of(session, {type_: paths})


def objects_of(session: Session, paths: Mapping[str, Sequence[str]]) -> Iterator[Found]:
    """All objects of several types on the host, each with the properties named for its type."""
    types = session.types
    tree = [
        types.TraversalSpec(
            name=name, type=of, path=path, skip=False, selectSet=[types.SelectionSpec(name=step) for step in steps],
        )
        for name, (of, path, steps) in _TREE.items()
    ]
    spec = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type=type_, pathSet=list(names)) for type_, names in paths.items()],
        objectSet=[types.ObjectSpec(obj=session.manager("rootFolder"), skip=False, selectSet=tree)],
    )
    return retrieve(session, [spec])


def retrieve(session: Session, specs: Sequence[Any]) -> Iterator[Found]:
    """What ``PropertyFilterSpec`` values select. Before API 4.1 there are no pages."""
    collector = session.manager("propertyCollector")
    if session.api_version < (4, 1):
        yield from map(_found, session.call("RetrieveProperties", collector, specSet=list(specs)) or ())
        return
    options = session.types.RetrieveOptions(maxObjects=PAGE)
    page = session.call("RetrievePropertiesEx", collector, specSet=list(specs), options=options)
    while page is not None:
        yield from map(_found, page.objects)
        if not page.token:
            return
        try:
            page = session.call("ContinueRetrievePropertiesEx", collector, token=page.token)
        except faults.InvalidArgument:  # the session ended meanwhile, and the rest of the pages with it
            raise faults.NotAuthenticated("NotAuthenticated", "the session ended between two pages") from None


def unwrapped(value: Any) -> Any:
    """A property's value: an ``ArrayOf…`` as the list in it, references as ``Ref``."""
    name = type(value).__name__
    if name.startswith("ArrayOf"):
        items: Iterable[Any] = getattr(value, _inner(value), None) or ()
        return [plain(item) for item in items]
    return plain(value)


def _inner(value: Any) -> str:
    """The name of the only field of an array type."""
    return str(next(iter(value._xsd_type.elements))[0])  # noqa: SLF001 - zeep's way to its own types


def _found(content: Any) -> Found:
    return Found(Ref.of(content.obj), {item.name: unwrapped(item.val) for item in content.propSet or ()})
