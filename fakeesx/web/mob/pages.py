"""The pages of the Managed Object Browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call
from fakeesx.host.pipeline import FETCH
from fakeesx.host.services.access import READ
from fakeesx.host.services.sessions import Session
from fakeesx.host.services.sight import sight_of
from fakeesx.inventory import Node
from fakeesx.schema.model import Method, Property
from fakeesx.schema.values import Array, DataObject, ManagedObjectReference
from fakeesx.web import page
from fakeesx.web.authentication import Caller
from fakeesx.web.mob.path import NoSuchPath, follow, keys
from fakeesx.web.mob.values import address, hint, scalar_html, type_html, value_html

SERVICE = "ServiceInstance"
"""Where the browser begins."""
_NEVER_SET = ("dynamicType", "dynamicProperty")
"""Properties that every data object has and none uses."""


class Browser:
    """Shows the objects of one host to one caller."""

    def __init__(self, host: Esx, caller: Caller) -> None:
        self._host = host
        self._caller = caller

    def node(self, moid: str) -> Node | None:
        """An object that the caller may see; views and filters belong to the session that made them."""
        node = self._host.inventory.find(moid)
        session = self._caller.session
        if node is None or (node.owner is not None and (session is None or node.owner != session.key)):
            return None
        return node

    def object(self, node: Node) -> bytes:
        """The page of a managed object: its properties and its methods."""
        ref = node.ref
        rows = [self._property_row(node, prop) for prop in self._properties(ref.type)]
        body = [
            page.trail([(address(SERVICE) if ref.value != SERVICE else None, "Objects"), *self._ancestors(node)]),
            f"<h1>{page.text(self._name_of(ref) or ref.value)}</h1>",
            _about("Managed object", ref.value, "of type", self._lineage(ref.type)),
            f"<h2>Properties</h2>{page.table(('Name', 'Type', 'Value'), rows)}",
            "<h2>Methods</h2>", *self._methods(ref),
        ]
        return page.document(self._host, f"{ref.type} {ref.value}", "".join(body))

    def value(self, node: Node, path: str) -> bytes:
        """The page of a value inside an object. Raises ``NoSuchPath``, also for what the caller may not read."""
        value, wire_type = follow(lambda name: self._read(node, name), path)
        moid = node.ref.value
        shown = type(value).__name__ if isinstance(value, DataObject) else wire_type.removeprefix("xsd:")
        body = [
            page.trail([
                (address(SERVICE), "Objects"), (address(moid), self._name_of(node.ref) or moid), *_steps(moid, path),
            ]),
            f"<h1>{page.text(path)}</h1>",
            _about("A value of type", shown, "in", f"{node.ref.type} {moid}"),
        ]
        if isinstance(value, DataObject):
            body.append(page.table(("Name", "Type", "Value"), self._data_rows(value, moid, path)))
        elif isinstance(value, tuple) and not isinstance(value, ManagedObjectReference):
            body.append(page.table(("Element", "Type", "Value"), self._element_rows(value, wire_type, moid, path)))
        else:
            row = _row(path.rpartition(".")[2], type_html(wire_type), scalar_html(value, self._name_of))
            body.append(page.table(("Name", "Type", "Value"), [row]))
        return page.document(self._host, f"{path} of {moid}", "".join(body))

    def _properties(self, type: str) -> list[Property]:
        properties = self._host.model.managed_properties(type)
        return [properties[name] for name in sorted(properties)]

    def _property_row(self, node: Node, prop: Property) -> str:
        kind = type_html(f"{prop.type}[]" if prop.array else prop.type, prop.target)
        if not self._may_read(node, prop):
            return _row(prop.name, kind, f'<span class="none">needs {page.text(prop.privilege or READ)}</span>')
        value, _ = self._read(node, prop.name)
        return _row(prop.name, kind, value_html(value, node.ref.value, prop.name, self._name_of))

    def _data_rows(self, value: DataObject, moid: str, path: str) -> Iterator[str]:
        for prop in self._host.model.properties(type(value).__name__):
            kind = type_html(f"{prop.type}[]" if prop.array else prop.type, prop.target)
            found: Any = getattr(value, prop.name)
            found = None if prop.array and not found else found
            if found is None and prop.name in _NEVER_SET:
                continue
            yield _row(prop.name, kind, value_html(found, moid, f"{path}.{prop.name}", self._name_of))

    def _element_rows(self, items: tuple[Any, ...], wire_type: str, moid: str, path: str) -> Iterator[str]:
        for key, item in zip(keys(items), items, strict=True):
            if isinstance(item, DataObject):
                content = page.link(address(moid, path + key), hint(item) or type(item).__name__)
                yield _row(key, page.text(type(item).__name__), content)
            else:
                yield _row(key, type_html(wire_type.removesuffix("[]")), scalar_html(item, self._name_of))

    def _read(self, node: Node, name: str) -> tuple[Any, str]:
        """A property of a managed object as the caller sees it, and its type."""
        prop = self._host.model.managed_properties(node.ref.type).get(name)
        if prop is None or not self._may_read(node, prop):
            raise NoSuchPath(name)
        cls = self._host.class_of(node.ref.type)
        sight = sight_of(self._host.access, self._caller.user)
        special = cls.per_session if sight is None else cls.per_session | cls.per_user
        if name in special:
            value = getattr(self._host.object(node.ref), f"read_{name}")(self._call(node.ref))
        else:
            value = node.values.get(name)
        if sight is not None:
            value = sight.shown(value)
        if isinstance(value, (Array, list)) or (prop.array and value is None):
            value = tuple(value or ())
        return value, f"{prop.type}[]" if prop.array else prop.type

    def _call(self, ref: ManagedObjectReference) -> Call:
        """A call in the caller's name, for properties that depend on who asks."""
        now = self._host.clock.seconds()
        user = self._caller.user
        session = self._caller.session or Session("", "", user, user, "en", now, now)
        return Call(FETCH, ref, {}, session, self._host.encoder)

    def _may_read(self, node: Node, prop: Property) -> bool:
        return self._host.access.allows(self._caller.user, prop.privilege or READ, node.ref)

    def _name_of(self, ref: ManagedObjectReference) -> str | None:
        node = self._host.inventory.find(ref.value)
        name = node.values.get("name") if node is not None else None
        readable = node is not None and self._host.access.allows(self._caller.user, READ, node.ref)
        return name if isinstance(name, str) and readable else None

    def _ancestors(self, node: Node) -> list[tuple[str | None, str]]:
        steps: list[tuple[str | None, str]] = [(None, self._name_of(node.ref) or node.ref.value)]
        parent = node.values.get("parent")
        while parent is not None and len(steps) < 50:
            steps.append((address(parent.value), self._name_of(parent) or parent.value))
            above = self._host.inventory.find(parent.value)
            parent = above.values.get("parent") if above is not None else None
        return steps[::-1]

    def _lineage(self, type: str) -> str:
        names = [type]
        while (base := self._host.model.managed[names[-1]].base) is not None:
            names.append(base)
        return " < ".join(names)

    def _methods(self, ref: ManagedObjectReference) -> Iterator[str]:
        methods: list[Method] = []
        name: str | None = ref.type
        while name is not None:
            managed = self._host.model.managed[name]
            methods.extend(managed.methods)
            name = managed.base
        if not methods:
            yield '<p class="soft">This type has none.</p>'
            return
        yield '<p class="soft">They can\'t be invoked from here; call them at <code>/sdk</code>.</p>'
        rows = [self._method_row(ref, each) for each in sorted(methods, key=lambda each: each.name)]
        yield page.table(("Returns", "Name", "Parameters", "Here"), rows)

    def _method_row(self, ref: ManagedObjectReference, method: Method) -> str:
        cls = self._host.class_of(ref.type)
        refusal = cls.refusal(method.name)
        if cls.declared(method.name):
            mark = '<span class="mark good">simulated</span>'
        elif refusal:
            mark = f'<span class="mark warn">refused: {page.text(refusal)}</span>'
        else:
            mark = '<span class="mark">not yet</span>'
        result = method.result
        returns = type_html(f"{result.type}[]" if result.array else result.type, result.target) if result else "void"
        parameters = ", ".join(f"{each.name}?" if each.optional else each.name for each in method.params)
        return (
            f'<tr><td class="type">{returns}</td><td class="name">{page.text(method.name)}</td>'
            f"<td>{page.text(parameters)}</td><td>{mark}</td></tr>"
        )


def _steps(moid: str, path: str) -> Iterator[tuple[str | None, str]]:
    """The way to a value, step by step."""
    above, dot, last = path.rpartition(".") if "[" not in path else ("", "", path)
    if dot:
        yield address(moid, above), above
    yield None, last


def _about(what: str, value: str, where: str, place: str) -> str:
    """The line below a page's head."""
    return f'<p class="soft">{what} <code>{page.text(value)}</code> {where} <code>{page.text(place)}</code></p>'


def _row(name: str, kind: str, value: str) -> str:
    return f'<tr><td class="name">{page.text(name)}</td><td class="type">{kind}</td><td>{value}</td></tr>'
