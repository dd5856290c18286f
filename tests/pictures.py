"""What a client knows that has applied all updates of its filters."""

from __future__ import annotations

from typing import Any

from calling import Client

from fakeesx.host.property_collector.paths import element_key, parse
from fakeesx.schema import vim
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference

FILTERS = "ha-property-collector"


class Picture:
    """A client with one filter on a PropertyCollector of its own; ``seen`` holds what it was told, by moid and path."""

    def __init__(self, client: Client, spec: vim.PropertyFilterSpec, partial: bool) -> None:
        self.client, self.spec, self.partial = client, spec, partial
        self.collector = client.call(FILTERS, "CreatePropertyCollector")
        client.call(self.collector, "CreateFilter", spec=spec, partialUpdates=partial)
        self.version = ""
        self.seen: dict[str, dict[str, Any]] = {}

    def catch_up(self) -> int:
        """Apply all updates that are due; how many objects they were about."""
        count = 0
        while (updates := self.client.call(self.collector, "CheckForUpdates", version=self.version)) is not None:
            count += self.apply(updates)
        return count

    def apply(self, updates: vim.UpdateSet) -> int:
        """Apply one update set; how many objects it was about."""
        self.version = updates.version
        found = [update for filter_set in updates.filterSet for update in filter_set.objectSet]
        for update in found:
            self._apply(update)
        return len(found)

    def fresh(self) -> dict[str, dict[str, Any]]:
        """The same, asked for anew."""
        found = self.client.call(FILTERS, "RetrieveProperties", specSet=[self.spec])
        return {content.obj.value: {item.name: item.val for item in content.propSet} for content in found}

    def _apply(self, update: vim.ObjectUpdate) -> None:
        moid = update.obj.value
        if update.kind == "leave":
            del self.seen[moid]
            return
        if update.kind == "enter":
            assert moid not in self.seen
            self.seen[moid] = {}
        known = self.seen[moid]
        for change in update.changeSet:
            self._change(known, change)

    def _change(self, known: dict[str, Any], change: vim.PropertyChange) -> None:
        if change.name in known or not self.partial:
            top, rest = change.name, ""
        else:
            top = max((path for path in known if _is_below(change.name, path)), key=len, default=change.name)
            rest = change.name[len(top):]
        if rest:
            known[top] = _changed(known[top], parse("x" + rest).steps, change.op, change.val)
        elif change.val is None:
            known.pop(top, None)
        else:
            known[top] = change.val


def _is_below(path: str, top: str) -> bool:
    return path.startswith(top) and path[len(top):][:1] in (".", "[")


def _changed(value: Any, steps: tuple[tuple[str, str | None], ...], op: str, new: Any) -> Any:
    """A value with a change at a nested path; the first step is the value itself."""
    (_, key), rest = steps[0], steps[1:]
    if key is not None:
        return _with_element(value, key, rest, op, new)
    if not rest:
        return new
    assert isinstance(value, DataObject)
    name = rest[0][0]
    prop = value.property_named(name)
    assert prop is not None
    inner = _changed(getattr(value, name), rest, op, new)
    return value.replace(**{name: inner.items if prop.array and isinstance(inner, Array) else inner})


def _with_element(array: Any, key: str, rest: tuple[tuple[str, str | None], ...], op: str, new: Any) -> Any:
    items = list(array.items if isinstance(array, Array) else array)
    index = next((i for i, item in enumerate(items) if element_key(item) == key), None)
    if op == "add" and not rest:
        assert index is None
        items.append(new)
    elif op == "remove" and not rest:
        assert index is not None
        del items[index]
    else:
        assert index is not None
        items[index] = _changed(items[index], ((key, None), *rest), op, new)
    return Array(array.type, items) if isinstance(array, Array) else tuple(items)


def of_type(start: ManagedObjectReference, path: str, type: str, *paths: str) -> vim.PropertyFilterSpec:
    """A spec for the objects of a type that a property of ``start`` names; no paths: all properties."""
    step = vim.TraversalSpec(type=start.type, path=path, skip=False)
    return vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type=type, pathSet=paths, all=not paths)],
        objectSet=[vim.ObjectSpec(obj=start, skip=True, selectSet=[step])],
    )


def of_objects(*refs: ManagedObjectReference) -> vim.PropertyFilterSpec:
    """A spec for all properties of some objects."""
    types = dict.fromkeys(ref.type for ref in refs)
    return vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type=type, all=True) for type in types],
        objectSet=[vim.ObjectSpec(obj=ref) for ref in refs],
    )
