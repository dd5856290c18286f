"""The generator of the model files ``data/vim25-<version>.json``; the simulator itself never runs it.

``python -m fakeesx.schema.generate 4.1 4.0`` rewrites the files. Source: the version-tagged type tables of
the installed pyVmomi (Apache-2.0), read as text and never imported, plus ``data/corrections-<version>.json``,
a table of names for what pyVmomi does not know. ``docs/reference/schema.md`` says how to add a version.
"""

from __future__ import annotations

import json

from fakeesx.schema.generate.corrections import Corrections, apply, dangling
from fakeesx.schema.generate.derive import RawModel, derive
from fakeesx.schema.generate.tables import Tables, read_tables

CORRECTED_BY = {"4.0": "4.1", "4.1": "4.1"}
"""The API versions that can be generated, each with the version whose corrections it uses."""

__all__ = ["CORRECTED_BY", "Corrections", "RawModel", "Tables", "apply", "derive", "generate", "read_tables"]


def generate(version: str, tables: Tables) -> str:
    """The text of the model file of an API version.

    Raises ``LookupError`` for a version that has no corrections or that the tables do not know, and
    ``ValueError`` when the result names a type that it does not define, or when a correction of that very
    version corrects nothing.
    """
    try:
        basis = CORRECTED_BY[version]
    except KeyError:
        raise LookupError(
            f"no corrections for API version {version}, only for {sorted(CORRECTED_BY)}",
        ) from None
    raw = derive(tables, version)
    unused = apply(raw, Corrections.load(basis))
    if unused and basis == version:
        raise ValueError(f"corrections-{version}.json corrects what is not there: {', '.join(unused)}")
    missing = dangling(raw)
    if missing:
        raise ValueError(f"the model of {version} names types that it does not define: {', '.join(missing)}")
    return json.dumps(raw, separators=(",", ":"), ensure_ascii=False)
