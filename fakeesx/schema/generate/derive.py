"""What the type tables say of one API version, in the layout of the model file."""

from __future__ import annotations

from typing import Any, TypedDict

from fakeesx.schema.generate.tables import F_LINK, F_OPTIONAL, Field, MethodRow, Tables, TypeRow

OPTIONAL = 1
ARRAY = 2

_WIRE = {
    "string": "xsd:string",
    "boolean": "xsd:boolean",
    "byte": "xsd:byte",
    "short": "xsd:short",
    "int": "xsd:int",
    "long": "xsd:long",
    "float": "xsd:float",
    "double": "xsd:double",
    "anyType": "xsd:anyType",
    "vmodl.Binary": "xsd:base64Binary",
    "vmodl.DateTime": "xsd:dateTime",
    "vmodl.MethodName": "xsd:string",
    "vmodl.PropertyPath": "xsd:string",
    "vmodl.TypeName": "xsd:string",
    "vmodl.URI": "xsd:anyURI",
    # A fault that is a value travels with its text; only LocalizedMethodFault itself holds the bare one.
    "vmodl.MethodFault": "LocalizedMethodFault",
    "vmodl.BareMethodFault": "MethodFault",
}

Row = list[Any]


class RawModel(TypedDict):
    """The content of a model file (``docs/reference/schema.md``)."""

    version: str
    managed: dict[str, Row]
    data: dict[str, Row]
    enum: dict[str, list[str]]


def derive(tables: Tables, version: str) -> RawModel:
    """The uncorrected model of an API version.

    Raises ``LookupError`` when the tables do not know it and ``ValueError`` when they contradict themselves.
    """
    if version not in tables.versions:
        raise LookupError(f"the type tables know no API version {version}")
    return _Derivation(tables, tables.versions[version]).model(version)


class _Derivation:
    """One run over the tables, with the lookups that it needs."""

    def __init__(self, tables: Tables, vmodl_version: str) -> None:
        self._tables = tables
        self._known = tables.ancestors[vmodl_version]
        # The namespace urn:vim25 begins with 2.5: what 2.5 added to 2.0 is, for its clients, there from the
        # beginning.
        self._first_release = tables.ancestors[tables.versions["2.5"]]
        self._managed = {row.name: row.wsdl_name for row in tables.managed}
        self._managed["vmodl.ManagedObject"] = "ManagedObject"
        self._bases = {row.name: row.base for row in tables.data}
        self._names = {row.name: row.wsdl_name for row in tables.data}
        self._names.update((row.name, row.wsdl_name) for row in tables.enums)
        self._since = {row.name: row.version for row in tables.data}

    def model(self, version: str) -> RawModel:
        managed = [row for row in self._tables.managed if self._has(row.version)]
        data = [row for row in self._tables.data if self._has(row.version)]
        enums = [row for row in self._tables.enums if self._has(row.version)]
        return {
            "version": version,
            "managed": {row.wsdl_name: self._managed_type(row) for row in managed},
            "data": {row.wsdl_name: self._data_type(row) for row in data},
            "enum": {row.wsdl_name: list(row.values) for row in enums},
        }

    def _has(self, version: str) -> bool:
        return version in self._known

    def _data_type(self, row: TypeRow) -> Row:
        return [
            self._names.get(row.base),
            int(self._is_fault(row.name)),
            [self._property(field, row.version) for field in row.fields if self._has(field.version)],
        ]

    def _is_fault(self, name: str | None) -> bool:
        while name is not None and name != "vmodl.MethodFault":
            name = self._bases.get(name)
        return name is not None

    def _managed_type(self, row: TypeRow) -> Row:
        base = None if row.base == "vmodl.ManagedObject" else self._managed[row.base]
        fields = [self._managed_property(field) for field in row.fields if self._has(field.version)]
        return [base, fields, [self._method(method) for method in row.methods if self._has(method.version)]]

    def _type(self, vmodl: str) -> tuple[str, str | None]:
        """The wire type of a VMODL type and, for a reference, the managed type it points to."""
        item = vmodl.removesuffix("[]")
        if item in self._managed:
            return "ManagedObjectReference", self._managed[item]
        wire = _WIRE.get(item) or self._names.get(item)
        if wire is None:
            raise ValueError(f"the type tables name a type that they do not define: {item}")
        return wire, None

    def _property(self, field: Field, owner_version: str) -> Row:
        flags = _flags(field.flags, field.type)
        if self._came_later(field.version, owner_version):
            flags |= OPTIONAL
        wire, target = self._type(field.type)
        if field.flags & F_LINK:
            wire, target = "xsd:string", wire
        return _trimmed(field.name, wire, flags, target)

    def _came_later(self, version: str, owner_version: str) -> bool:
        """Whether a client of the owner's first release does not know the property and so cannot send it."""
        return version not in self._tables.ancestors[owner_version] and version not in self._first_release

    def _managed_property(self, field: Field) -> Row:
        wire, target = self._type(field.type)
        return _trimmed(field.name, wire, _flags(field.flags, field.type), field.privilege, target, keep=4)

    def _method(self, row: MethodRow) -> Row:
        params = [self._parameter(field) for field in row.params if self._has(field.version)]
        faults = [self._names[name] for name in row.faults if self._has(self._since[name])]
        return [row.wsdl_name, params, self._result(row), faults, row.privilege]

    def _parameter(self, field: Field) -> Row:
        wire, target = self._type(field.type)
        return _trimmed(field.name, wire, _flags(field.flags, field.type), target)

    def _result(self, row: MethodRow) -> Row | None:
        vmodl_flags, vmodl, task = row.result
        if vmodl == "void":
            return None
        wire, target = self._type(vmodl)
        if vmodl != "vim.Task" or not row.wsdl_name.endswith("_Task"):
            return _trimmed(wire, _flags(vmodl_flags, vmodl), target, keep=2)
        # VMODL calls some tasks optional; the wire never does.
        return [wire, 0, target, self._task_result(task)]

    def _task_result(self, vmodl: str) -> Row:
        if vmodl == "void":
            return [None, 0]
        wire, target = self._type(vmodl)
        return [target or wire, int(vmodl.endswith("[]"))]


def _flags(vmodl_flags: int, vmodl: str) -> int:
    return (OPTIONAL if vmodl_flags & F_OPTIONAL else 0) | (ARRAY if vmodl.endswith("[]") else 0)


def _trimmed(*row: Any, keep: int = 3) -> Row:
    """The row without a ``None`` at its end, ``keep`` items at least."""
    items = list(row)
    while len(items) > keep and items[-1] is None:
        items.pop()
    return items
