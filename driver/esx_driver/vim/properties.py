"""Reading properties of managed objects: by reference, or all of a type, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from esx_driver.vim import faults
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session, plain

PAGE = 500
"""How many objects one answer brings at most."""
_READINGS = 4
"""How often something is read from the start."""
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
    """An object and the properties that were asked for and are set; arrays are lists, references ``Ref``.

    ``refused``: those that the host did not give, and why (``NoPermission``, for example).
    """

    ref: Ref
    values: dict[str, Any]
    refused: dict[str, VimFault] = field(default_factory=dict)

    def get(self, path: str, default: Any = None) -> Any:
        """A property's value, ``default`` when it is not set."""
        return self.values.get(path, default)


def get(session: Session, ref: Ref, *paths: str) -> tuple[Any, ...]:
    """Properties of an object; ``None`` for one that is not set, a list for an array.

    Raises ``faults.ManagedObjectNotFound``, the fault of a property that the host does not give, and as ``Session.call``.
    """
    types = session.types
    spec = types.PropertyFilterSpec(
        propSet=[types.PropertySpec(type=ref.type, pathSet=list(paths))], objectSet=[types.ObjectSpec(obj=ref)],
    )
    for found in retrieve(session, [spec]):
        for problem in found.refused.values():
            raise problem
        return tuple(found.get(path) for path in paths)
    raise faults.ManagedObjectNotFound("ManagedObjectNotFound", f"{ref} is gone")


def get_all(session: Session, refs: Sequence[Ref], *paths: str) -> list[Found]:
    """The same properties of several objects of one type, in the order of ``refs``; one that is gone is left out.

    Where one is gone the host refuses the whole call: it is made again without that one. Raises as ``Session.call``.
    """
    wanted = list(refs)
    types = session.types
    while wanted:
        spec = types.PropertyFilterSpec(
            propSet=[types.PropertySpec(type=wanted[0].type, pathSet=list(paths))],
            objectSet=[types.ObjectSpec(obj=ref) for ref in wanted],
        )
        try:
            by_ref = {found.ref: found for found in retrieve(session, [spec])}
        except faults.ManagedObjectNotFound as error:
            gone = None if error.fault is None else Ref.of(error.obj)
            if len(wanted) > 1 and gone not in wanted:
                raise
            wanted = [ref for ref in wanted if len(wanted) > 1 and ref != gone]
        else:
            return [by_ref[ref] for ref in wanted if ref in by_ref]
    return []


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
    """What ``PropertyFilterSpec`` values select, a page at a time. Before API 4.1 there are no pages.

    A session that ends between two pages takes the rest of them along: it is read again from the start then, and what was
    there before is left out. Raises as ``Session.call``.
    """
    collector = session.manager("propertyCollector")
    if session.api_version < (4, 1):
        for content in session.call("RetrieveProperties", collector, specSet=list(specs)) or ():
            yield _found(session, content)
        return
    options = session.types.RetrieveOptions(maxObjects=PAGE)
    seen: set[Ref] = set()
    for turn in range(_READINGS):
        try:
            for page in _pages(session, collector, specs, options):
                found = [_found(session, content) for content in page.objects or ()]
                new = [each for each in found if each.ref not in seen]
                if page.token:
                    seen.update(each.ref for each in new)
                yield from new
            return
        except (faults.NotAuthenticated, faults.InvalidArgument):  # the host does not know the token any more
            if not seen or turn == _READINGS - 1:
                raise


def _pages(session: Session, collector: Ref, specs: Sequence[Any], options: Any) -> Iterator[Any]:
    page = session.call("RetrievePropertiesEx", collector, specSet=list(specs), options=options)
    logins = session.logins
    while page is not None:
        yield page
        if not page.token:
            return
        page = session.call("ContinueRetrievePropertiesEx", collector, token=page.token, within=logins)


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


def _found(session: Session, content: Any) -> Found:
    refused = {}
    for missing in content.missingSet or ():
        fault, text = missing.fault.fault, missing.fault.localizedMessage or f"the host does not give {missing.path}"
        refused[missing.path] = faults.exception(session.types.lineage(fault), text, fault)
    return Found(Ref.of(content.obj), {item.name: unwrapped(item.val) for item in content.propSet or ()}, refused)
