"""Which objects a PropertyFilterSpec selects, and which of their properties.

A spec is compiled once: names of SelectionSpecs are resolved, every type and path is checked, so that evaluating it can't
fail. Evaluating walks the inventory and also tells which properties were followed, for their change changes the selection.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fakeesx.host.property_collector.paths import Path, UnknownPath, check, parse, resolve
from fakeesx.host.services.sight import Sight
from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.model import Model
from fakeesx.schema.values import Array, ManagedObjectReference
from fakeesx.soap.errors import VimFault, invalid_request

_MOST_KNOWN = 2048
"""Paths and path sets of a host that are remembered; then it starts anew."""
_REFERENCES = "ArrayOfManagedObjectReference"


@dataclass(frozen=True, eq=False)
class PathSet:
    """The paths that are collected of objects of one type, in the order they are reported; ``all`` means every one."""

    type: str
    all: bool
    paths: tuple[Path, ...]

    @cached_property
    def tops(self) -> frozenset[str]:
        """The properties whose change can change what is reported (when not ``all``)."""
        return frozenset(path.top for path in self.paths)


class PathSets:
    """The paths and path sets that the specs of one host name: the same ones are one object, and checked once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._paths: dict[tuple[str, str], Path] = {}
        self._sets: dict[tuple[str, bool, tuple[str, ...]], PathSet] = {}

    def path(self, type: str, text: str) -> Path:
        """The path of a text for a managed type. Raises ``VimFault`` (InvalidProperty) when the type has none."""
        path = self._paths.get((type, text))
        if path is None:
            try:
                path = parse(text)
                check(self.model, type, path)
            except (UnknownPath, KeyError):
                raise VimFault(vim.InvalidProperty(name=text)) from None
            if len(self._paths) >= _MOST_KNOWN:
                self._paths.clear()
            self._paths[type, text] = path
        return path

    def of(self, type: str, paths: Iterable[Path]) -> PathSet:
        """The path set of some paths, each once."""
        found = {path.text: path for path in paths}
        return self._known(PathSet(type, False, tuple(found.values())))

    def all(self, type: str) -> PathSet:
        """The path set of everything."""
        return self._known(PathSet(type, True, ()))

    def _known(self, new: PathSet) -> PathSet:
        key = (new.type, new.all, tuple(path.text for path in new.paths))
        known = self._sets.get(key)
        if known is None:
            if len(self._sets) >= _MOST_KNOWN:
                self._sets.clear()
            known = self._sets[key] = new
        return known


@dataclass(frozen=True, slots=True)
class _Step:
    """A compiled TraversalSpec."""

    type: str
    path: Path
    skip: bool
    next: list[_Step] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Start:
    """A compiled ObjectSpec."""

    ref: ManagedObjectReference
    skip: bool
    steps: tuple[_Step, ...]


@dataclass
class Selection:
    """The objects a spec selects now (moid to path set), and the followed properties by moid."""

    objects: dict[str, PathSet] = field(default_factory=dict)
    followed: dict[str, set[str]] = field(default_factory=dict)


class Selector:
    """A compiled PropertyFilterSpec.

    Raises ``VimFault``: InvalidProperty for a path the type lacks, InvalidArgument for an unknown SelectionSpec name,
    ``SoapError`` (InvalidRequest) for a type the schema lacks.
    """

    def __init__(self, known: PathSets, spec: vim.PropertyFilterSpec) -> None:
        self._known = known
        self._model = known.model
        self._wanted = [self._property_spec(p) for p in spec.propSet]
        self._path_sets: dict[str, PathSet | None] = {}
        self._starts: list[_Start] = []
        self._applies: dict[tuple[int, str], bool] = {}
        self.reports_missing = bool(spec.reportMissingObjectsInResults)
        """Whether start objects that are not there are no error."""
        for object_spec in spec.objectSet:
            steps = self._compile(object_spec.selectSet)
            self._starts.append(_Start(object_spec.obj, bool(object_spec.skip), tuple(steps)))

    def missing(self, inventory: Inventory, session: str | None) -> tuple[ManagedObjectReference, ...]:
        """The start objects that are not there for a session (its key), each once: gone, another's, of another type."""
        return tuple(dict.fromkeys(start.ref for start in self._starts if self._found(start, inventory, session) is None))

    def require_starts(self, inventory: Inventory, session: str | None) -> None:
        """Raise ManagedObjectNotFound when a start object is not there, unless the spec wants such reported."""
        if not self.reports_missing:
            for ref in self.missing(inventory, session):
                raise VimFault(vim.ManagedObjectNotFound(obj=ref))

    def evaluate(self, inventory: Inventory, session: str | None, sight: Sight | None) -> Selection:
        """The selection in the inventory as it is now, for a session (its key) with what it may see (``None``: all)."""
        selection = Selection()
        for start in self._starts:
            ref = self._found(start, inventory, session)
            if ref is None:
                continue
            if not start.skip:
                self._select(ref, selection)
            if not start.steps:
                continue
            seen: set[tuple[int, str]] = set()
            stack = [(ref, step) for step in reversed(start.steps)]
            while stack:
                ref, step = stack.pop()
                mark = (id(step), ref.value)
                if mark in seen or not self._step_applies(step, ref.type):
                    continue
                seen.add(mark)
                stack.extend(self._follow(ref, step, inventory, selection, sight))
        return selection

    def _found(self, start: _Start, inventory: Inventory, session: str | None) -> ManagedObjectReference | None:
        node = inventory.find(start.ref.value)
        if node is None or (node.owner is not None and node.owner != session):
            return None
        return node.ref if self._model.managed_is_a(node.ref.type, start.ref.type) else None

    def _follow(
        self, ref: ManagedObjectReference, step: _Step, inventory: Inventory, selection: Selection, sight: Sight | None,
    ) -> list[tuple[ManagedObjectReference, _Step]]:
        node = inventory.find(ref.value)
        if node is None:
            return []
        selection.followed.setdefault(ref.value, set()).add(step.path.top)
        value = resolve(node, step.path)[0]
        targets: tuple[Any, ...] = value.items if isinstance(value, Array) else (value,)
        if not (isinstance(value, Array) and value.type == _REFERENCES):
            targets = tuple(target for target in targets if isinstance(target, ManagedObjectReference))
        if sight is not None:
            targets = () if sight.refusal(ref, step.path.top) else tuple(filter(sight.sees, targets))
        if not step.skip:
            objects, path_sets = selection.objects, self._path_sets
            for target in targets:
                type_, moid = target
                if moid not in objects:
                    path_set = path_sets.get(type_)
                    if path_set is None:
                        self._select(target, selection)
                    else:
                        objects[moid] = path_set
        return [(target, further) for target in reversed(targets) for further in reversed(step.next)] if step.next else []

    def _step_applies(self, step: _Step, type: str) -> bool:
        key = (id(step), type)
        applies = self._applies.get(key)
        if applies is None:
            applies = self._applies[key] = self._model.managed_is_a(type, step.type)
        return applies

    def _select(self, ref: ManagedObjectReference, selection: Selection) -> None:
        if ref.value in selection.objects:
            return
        try:
            path_set = self._path_sets[ref.type]
        except KeyError:
            path_set = self._path_sets[ref.type] = self._path_set(ref.type)
        if path_set is not None:
            selection.objects[ref.value] = path_set

    def _path_set(self, type: str) -> PathSet | None:
        matching = [(all_, paths) for wanted, all_, paths in self._wanted if self._model.managed_is_a(type, wanted)]
        if not matching:
            return None
        if any(all_ for all_, _ in matching):
            return self._known.all(type)
        return self._known.of(type, (path for _, paths in matching for path in paths))

    def _property_spec(self, spec: vim.PropertySpec) -> tuple[str, bool, tuple[Path, ...]]:
        if spec.type not in self._model.managed and spec.type != "ManagedObject":
            raise invalid_request(f'Unknown managed object type "{spec.type}"')
        if spec.all:
            return spec.type, True, ()
        return spec.type, False, tuple([self._known.path(spec.type, text) for text in spec.pathSet])

    def _compile(self, specs: tuple[vim.SelectionSpec, ...]) -> list[_Step]:
        named: dict[str, _Step] = {}
        pending: list[tuple[vim.SelectionSpec, list[_Step]]] = []
        top: list[_Step] = []
        self._collect(specs, named, pending, top)
        for spec, steps in pending:
            if spec.name not in named:
                raise VimFault(vim.InvalidArgument(invalidProperty="selectSet"))
            steps.append(named[spec.name])
        return top

    def _collect(
        self,
        specs: tuple[vim.SelectionSpec, ...],
        named: dict[str, _Step],
        pending: list[tuple[vim.SelectionSpec, list[_Step]]],
        into: list[_Step],
    ) -> None:
        for spec in specs:
            if not isinstance(spec, vim.TraversalSpec):
                pending.append((spec, into))
                continue
            if spec.type not in self._model.managed and spec.type != "ManagedObject":
                raise invalid_request(f'Unknown managed object type "{spec.type}"')
            step = _Step(spec.type, self._known.path(spec.type, spec.path), bool(spec.skip), [])
            if spec.name:
                named[spec.name] = step
            into.append(step)
            self._collect(spec.selectSet, named, pending, step.next)
