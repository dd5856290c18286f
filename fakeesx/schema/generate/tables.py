"""pyVmomi's type tables as plain rows.

A table is a Python module that holds nothing but calls such as ``CreateDataType(name, wsdl name, …)`` with
literal arguments. It is parsed, not executed: no pyVmomi code runs, and its import hooks and caches stay out
of the way.
"""

from __future__ import annotations

import ast
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

F_LINK = 1
F_LINKABLE = 2
F_OPTIONAL = 4
F_SECRET = 8

_FLAGS = {"F_LINK": F_LINK, "F_LINKABLE": F_LINKABLE, "F_OPTIONAL": F_OPTIONAL, "F_SECRET": F_SECRET}
_FILES = ("_typeinfo_core.py", "_typeinfo_query.py", "_typeinfo_vim.py")

_VERSION0 = "vmodl.version.version0"
_VERSION1 = "vmodl.version.version1"


@dataclass(frozen=True, slots=True)
class Field:
    """A property or parameter: VMODL type name (``[]`` behind it for an array), flags ``F_…``, privilege if
    any.
    """

    name: str
    type: str
    version: str
    flags: int
    privilege: str | None = None


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A method: ``result`` is (flags, VMODL type, VMODL type of the task's result)."""

    wsdl_name: str
    version: str
    params: tuple[Field, ...]
    result: tuple[int, str, str]
    privilege: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A data type, or a managed type with its methods."""

    name: str
    wsdl_name: str
    base: str
    version: str
    fields: tuple[Field, ...]
    methods: tuple[MethodRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EnumRow:
    """An enum. Its values carry no version: all releases' values are there."""

    name: str
    wsdl_name: str
    version: str
    values: tuple[str, ...]


# pyVmomi makes these three in code (`VmomiSupport.LoadDataType`). There MethodFault derives from DynamicData
# and has a client-side `msg`; on the wire it repeats DynamicData's two properties and has no base.
_BUILT_IN = (
    TypeRow("vmodl.MethodFault", "MethodFault", "vmodl.DataObject", _VERSION0, (
        Field("dynamicType", "string", _VERSION0, F_OPTIONAL),
        Field("dynamicProperty", "vmodl.DynamicProperty[]", _VERSION0, F_OPTIONAL),
        Field("faultCause", "vmodl.MethodFault", _VERSION1, F_OPTIONAL),
        Field("faultMessage", "vmodl.LocalizableMessage[]", _VERSION1, F_OPTIONAL),
    )),
    TypeRow("vmodl.RuntimeFault", "RuntimeFault", "vmodl.MethodFault", _VERSION0, ()),
    TypeRow("vmodl.LocalizedMethodFault", "LocalizedMethodFault", "vmodl.DynamicData", _VERSION0, (
        Field("fault", "vmodl.BareMethodFault", _VERSION0, 0),
        Field("localizedMessage", "string", _VERSION0, F_OPTIONAL),
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows, in the order of the tables. ``ancestors[v]`` holds version ``v`` itself and all versions
    before it.
    """

    versions: dict[str, str]
    ancestors: dict[str, frozenset[str]]
    data: tuple[TypeRow, ...]
    managed: tuple[TypeRow, ...]
    enums: tuple[EnumRow, ...]


def read_tables(folder: Path | None = None) -> Tables:
    """Read the tables in ``folder``, or those of the installed pyVmomi.

    Raises ``LookupError`` when pyVmomi is not installed and ``ValueError`` when a table holds something
    unexpected.
    """
    folder = folder or _installed()
    versions: dict[str, str] = {}
    ancestors: dict[str, set[str]] = {}
    data: list[TypeRow] = []
    managed: list[TypeRow] = []
    enums: list[EnumRow] = []
    for file in _FILES:
        for function, args in _calls((folder / file).read_text("utf-8")):
            match function:
                case "AddVersion":
                    if args[1] == "vim25":
                        versions[args[2]] = args[0]
                case "AddVersionParent":
                    ancestors.setdefault(args[0], {args[0]}).add(args[1])
                case "CreateDataType":
                    data.append(_type(args))
                case "CreateManagedType":
                    managed.append(_type(args))
                case "CreateEnumType":
                    name, wsdl_name, version, values = args
                    enums.append(EnumRow(name, wsdl_name, version, tuple(values)))
    return Tables(
        versions,
        {version: frozenset(before) for version, before in ancestors.items()},
        (*data, *_BUILT_IN),
        tuple(managed),
        tuple(enums),
    )


def _installed() -> Path:
    spec = importlib.util.find_spec("pyVmomi")
    if spec is None or spec.origin is None:
        raise LookupError("pyVmomi is not installed; its type tables are the generator's source")
    return Path(spec.origin).parent


def _type(args: list[Any]) -> TypeRow:
    name, wsdl_name, base, version, fields, *methods = args
    rows = methods[0] or () if methods else ()
    return TypeRow(name, wsdl_name, base, version, _fields(fields), tuple(map(_method, rows)))


def _fields(rows: list[tuple[Any, ...]] | None) -> tuple[Field, ...]:
    return tuple(Field(*row) for row in rows or ())


def _method(row: tuple[Any, ...]) -> MethodRow:
    _, wsdl_name, version, params, result, privilege, faults = row
    return MethodRow(wsdl_name, version, _fields(params), result, privilege, tuple(faults or ()))


def _calls(source: str) -> list[tuple[str, list[Any]]]:
    calls: list[tuple[str, list[Any]]] = []
    for node in ast.parse(source).body:
        match node:
            case ast.Expr(value=ast.Call(func=ast.Name(id=function), args=args)):
                calls.append((function, [_literal(arg) for arg in args]))
    return calls


def _literal(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name) if name in _FLAGS:
            return _FLAGS[name]
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _literal(left) | _literal(right)
        case ast.List(elts=items):
            return [_literal(item) for item in items]
        case ast.Tuple(elts=items):
            return tuple(_literal(item) for item in items)
    raise ValueError(f"unexpected in a type table, line {node.lineno}: {ast.unparse(node)}")
