"""Writes ``vim.pyi``, the typed face of ``fakeesx.schema.vim``: ``python -m fakeesx.schema.stubs``.

The classes of ``vim`` are made at run time from the model; the stub spells them out, so that type checkers
and editors know every vim25 type. A constructor takes keyword arguments only: mandatory properties are
required, optional ones may be left out, arrays may be any sequence. Read back, an array is a tuple and an
unset optional property is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path
from types import MappingProxyType

from fakeesx.schema.model import CURRENT, Model, Property, load

STUB = Path(__file__).with_name("vim.pyi")

_HEAD = """\
# Written by `python -m fakeesx.schema.stubs` from the vim25 {version} model. Do not edit.
# fmt: off

from collections.abc import Sequence
from datetime import datetime as _datetime
from typing import Any, ClassVar

from fakeesx.schema.values import AnyURI as AnyURI
from fakeesx.schema.values import Array as Array
from fakeesx.schema.values import Byte as Byte
from fakeesx.schema.values import DataObject as DataObject
from fakeesx.schema.values import Float as Float
from fakeesx.schema.values import Long as Long
from fakeesx.schema.values import ManagedObjectReference as ManagedObjectReference
from fakeesx.schema.values import Short as Short
from fakeesx.schema.values import Types
from fakeesx.schema.values import VimEnum as VimEnum

TYPES: Types
"""

# A property may be called `datetime` and would hide the class inside its owner, hence the underscore.
_SCALARS = MappingProxyType({
    "xsd:anyType": "Any",
    "xsd:anyURI": "str",
    "xsd:base64Binary": "bytes",
    "xsd:boolean": "bool",
    "xsd:byte": "int",
    "xsd:dateTime": "_datetime",
    "xsd:double": "float",
    "xsd:float": "float",
    "xsd:int": "int",
    "xsd:long": "int",
    "xsd:short": "int",
    "xsd:string": "str",
})  # fmt: skip


def stub(model: Model) -> str:
    """The text of the stub for a model; ``KeyError`` for a scalar type that it has no Python type for."""
    classes = [*(_data(model, name) for name in model.data), *(_enum(model, name) for name in model.enums)]
    return _HEAD.format(version=model.version) + "".join(sorted(classes))


def _data(model: Model, name: str) -> str:
    data = model.data[name]
    lines = [f"\nclass {name}({data.base or 'DataObject'}):"]
    # What is no identifier of Python is reachable with getattr() and `**` only.
    lines += (f"    {prop.name}: {_attribute(prop)}" for prop in data.properties if not iskeyword(prop.name))
    if data.properties:
        lines.append(
            f"    def __init__(self, *, {', '.join(_parameters(model.properties(name)))}) -> None: ...",
        )
    else:
        lines[0] += " ..."
    return "\n".join(lines) + "\n"


def _attribute(prop: Property) -> str:
    item = _python(prop)
    if prop.array:
        return f"tuple[{item}, ...]"
    return f"{item} | None" if prop.optional and item != "Any" else item


def _parameters(props: tuple[Property, ...]) -> Iterator[str]:
    for prop in props:
        if iskeyword(prop.name):
            continue
        item = f"Sequence[{_python(prop)}]" if prop.array else _python(prop)
        if not prop.optional:
            yield f"{prop.name}: {item}"
        elif item == "Any":
            yield f"{prop.name}: {item} = ..."
        else:
            yield f"{prop.name}: {item} | None = ..."
    if any(iskeyword(prop.name) for prop in props):
        yield "**others: Any"


def _python(prop: Property) -> str:
    return _SCALARS[prop.type] if prop.type.startswith("xsd:") else prop.type


def _enum(model: Model, name: str) -> str:
    # A value that `str` has a method for is no attribute of the class either: the method stays.
    values = [value for value in model.enums[name] if value.isidentifier() and not iskeyword(value)]
    lines = [f"    {value}: ClassVar[{name}]" for value in values if not hasattr(str, value)]
    return "\n".join([f"\nclass {name}(VimEnum):{'' if lines else ' ...'}", *lines]) + "\n"


def main() -> None:
    """Rewrite ``vim.pyi``."""
    STUB.write_text(stub(load(CURRENT)), "utf-8")


if __name__ == "__main__":
    main()
