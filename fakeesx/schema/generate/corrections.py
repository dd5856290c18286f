"""The table of names that pyVmomi cannot know: ``data/corrections-<version>.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from fakeesx.schema.generate.derive import OPTIONAL, RawModel, Row


@dataclass(frozen=True, slots=True)
class Corrections:
    """One table and the version it was made for; ``docs/reference/schema.md`` describes every field."""

    version: str
    drop_ops: list[str]
    drop_managed: list[str]
    drop_data: list[str]
    drop_enums: list[str]
    add_enums: dict[str, list[str]]
    drop_enum_values: dict[str, list[str]]
    optional_fix: dict[str, int]
    result_required: list[str]
    fault_drop: dict[str, list[str]]
    fault_add: dict[str, list[str]]
    add_managed_properties: dict[str, list[Row]]

    @classmethod
    def load(cls, version: str) -> Corrections:
        """The table of an API version; ``LookupError`` when there is none."""
        file = resources.files("fakeesx.schema") / "data" / f"corrections-{version}.json"
        if not file.is_file():
            raise LookupError(f"no corrections for API version {version}")
        return cls(version, **json.loads(file.read_text("utf-8")))


def apply(raw: RawModel, table: Corrections) -> list[str]:
    """Correct a derived model in place; returns the entries that had nothing to correct.

    A table may serve an older version than its own: entries on types that did not exist then have nothing to
    correct.
    """
    methods = {method[0]: method for managed in raw["managed"].values() for method in managed[2]}
    return [
        *_drop_types(raw, table),
        *_add_managed_properties(raw, table),
        *_drop_methods(raw, table, methods),
        *_correct_enums(raw, table),
        *_correct_optional(raw, table),
        *_correct_methods(raw, table, methods),
    ]


def dangling(raw: RawModel) -> list[str]:
    """The type names that a model uses without defining them, sorted."""
    defined = {*raw["managed"], *raw["data"], *raw["enum"], "ManagedObject", "ManagedObjectReference"}
    return sorted({name for name in _used(raw) if not name.startswith("xsd:")} - defined)


def _drop_types(raw: RawModel, table: Corrections) -> Iterator[str]:
    for name in table.drop_managed:
        if raw["managed"].pop(name, None) is None:
            yield f"drop_managed {name}"
    for name in table.drop_data:
        if raw["data"].pop(name, None) is None:
            yield f"drop_data {name}"
    for name in table.drop_enums:
        if raw["enum"].pop(name, None) is None:
            yield f"drop_enums {name}"


def _add_managed_properties(raw: RawModel, table: Corrections) -> Iterator[str]:
    for name, rows in table.add_managed_properties.items():
        if name in raw["managed"]:
            properties = raw["managed"][name][1]
            properties[:0] = [list(row) for row in rows]
        else:
            yield f"add_managed_properties {name}"


def _drop_methods(raw: RawModel, table: Corrections, methods: dict[str, Row]) -> Iterator[str]:
    dropped = set(table.drop_ops)
    for managed in raw["managed"].values():
        managed[2] = [method for method in managed[2] if method[0] not in dropped]
    for name in table.drop_ops:
        if methods.pop(name, None) is None:
            yield f"drop_ops {name}"


def _correct_enums(raw: RawModel, table: Corrections) -> Iterator[str]:
    for name, dropped in table.drop_enum_values.items():
        values = raw["enum"].get(name, [])
        for value in dropped:
            if value in values:
                values.remove(value)
            else:
                yield f"drop_enum_values {name}.{value}"
    for name, added in table.add_enums.items():
        # No version is known for it, and an older API need not have had it.
        if raw["version"] == table.version:
            raw["enum"][name] = list(added)
        else:
            yield f"add_enums {name}"


def _correct_optional(raw: RawModel, table: Corrections) -> Iterator[str]:
    for path, optional in table.optional_fix.items():
        owner, _, name = path.partition(".")
        rows = [row for row in raw["data"].get(owner, [None, 0, []])[2] if row[0] == name]
        if not rows:
            yield f"optional_fix {path}"
        for row in rows:
            row[2] = row[2] & ~OPTIONAL | optional


def _correct_methods(raw: RawModel, table: Corrections, methods: dict[str, Row]) -> Iterator[str]:
    for name in table.result_required:
        if name in methods:
            methods[name][2][1] &= ~OPTIONAL
        else:
            yield f"result_required {name}"
    for name, faults in table.fault_drop.items():
        declared = methods[name][3] if name in methods else []
        for fault in faults:
            if fault in declared:
                declared.remove(fault)
            else:
                yield f"fault_drop {name}.{fault}"
    for name, faults in table.fault_add.items():
        for fault in faults:
            if name in methods and fault in raw["data"]:
                methods[name][3].append(fault)
            else:
                yield f"fault_add {name}.{fault}"


def _used(raw: RawModel) -> Iterator[str]:
    for base, _, properties in raw["data"].values():
        yield from filter(None, [base])
        yield from _names(properties)
    for base, properties, methods in raw["managed"].values():
        yield from filter(None, [base])
        for _, wire, _, _, *target in properties:
            yield from filter(None, [wire, *target])
        for _, params, result, faults, _ in methods:
            yield from _names(params)
            yield from faults
            if result:
                task = result[3][:1] if len(result) > 3 else []
                yield from filter(None, [result[0], *result[2:3], *task])


def _names(rows: list[Any]) -> Iterator[str]:
    for _, wire, _, *target in rows:
        yield from (wire, *target)
