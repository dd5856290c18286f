"""Which vim25 methods are simulated: read from the declarations themselves, so the table can't lie."""

from __future__ import annotations

from dataclasses import dataclass

from fakeesx.host import registry
from fakeesx.schema.model import CURRENT, load


@dataclass(frozen=True)
class Row:
    """One method: ``status`` is ``simulated``, ``refused`` (as on ESX, with ``fault``) or ``not yet``."""

    type: str
    method: str
    status: str
    fault: str = ""


def coverage() -> list[Row]:
    """A row for each method of the current API version, by type and then by name."""
    rows = []
    for managed in load(CURRENT).managed.values():
        cls = registry.class_of(managed.name)
        for method in managed.methods:
            if cls.declared(method.name):
                rows.append(Row(managed.name, method.name, "simulated"))
            elif refusal := cls.refusal(method.name):
                rows.append(Row(managed.name, method.name, "refused", refusal))
            else:
                rows.append(Row(managed.name, method.name, "not yet"))
    return sorted(rows, key=lambda row: (row.type, row.method))
