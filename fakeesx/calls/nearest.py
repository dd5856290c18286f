"""Which request came nearest to one that was expected and did not come: for the messages of failed tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from fakeesx.calls.matching import UNSET
from fakeesx.calls.query import Query
from fakeesx.calls.record import Record, leaves
from fakeesx.soap.masking import NAMES, secret_option

_FEW = 5
"""How many names a message gives."""


@dataclass(frozen=True)
class Nearest:
    """The request that came nearest (``None`` when the method was not called) and a message that compares."""

    record: Record | None
    text: str

    def __str__(self) -> str:
        return self.text


def nearest(query: Query, records: Sequence[Record]) -> Nearest:
    """Compare what was expected with what came; of those that are as near the last."""
    of_method = [record for record in records if Query(query.method, kind=query.kind, since=query.since).fits(record)]
    expected = f"expected {_expected(query)}"
    if not of_method:
        return Nearest(None, f"{expected}; {_never(query, records)}")
    (share, wrong), record = max(
        ((query.distance(record), record) for record in of_method), key=lambda found: (found[0][0], found[1].number),
    )
    if share == 1.0 and not wrong:
        return Nearest(record, f"{expected}; found: {record}")
    return Nearest(record, f"{expected}; nearest: {_differs(query, record, wrong)}")


def _expected(query: Query) -> str:
    text = ", ".join(f"{path}={_shown(path, value)}" for path, value in leaves(query.arguments))
    others = ((name, getattr(query, name)) for name in ("object", "type", "user", "fault"))
    conditions = [f"{name} {value!r}" for name, value in others if value is not None]
    return f"{query.method or '*'}({text})" + (f" with {', '.join(conditions)}" if conditions else "")


def _differs(query: Query, record: Record, wrong: Sequence[tuple[str, Any]]) -> str:
    """A request by what was expected of it, and all that is otherwise."""
    conditions = [(name, value) for name, value in wrong if name in ("object", "type", "user", "fault")]
    values = dict(wrong[len(conditions):])
    shown = ", ".join(
        f"{path}={_shown(path, values.get(path, value))}" for path, value in _asked(query, values)
    )
    text = f"call {record.number} {record.method}({shown}) by {record.user or 'nobody'}"
    return text + "".join(f", {name} {value!r}" for name, value in conditions)


def _asked(query: Query, values: dict[str, Any]) -> list[tuple[str, Any]]:
    asked = leaves(query.arguments)
    paths = [path for path, _ in asked]
    return asked + [(path, value) for path, value in values.items() if path not in paths]


def _never(query: Query, records: Sequence[Record]) -> str:
    if not records:
        return "nothing was called"
    counts = Counter(record.method for record in records if record.method)
    near = get_close_matches(query.method or "", counts, _FEW, 0.6) or [name for name, _ in counts.most_common(_FEW)]
    named = ", ".join(f"{name} ({counts[name]} times)" if counts[name] > 1 else name for name in near)
    more = f" and {len(counts) - len(near)} others" if len(counts) > len(near) else ""
    return f"it was not called; called were {named}{more}"


def _shown(path: str, value: Any) -> str:
    name = path.rpartition(".")[2].partition("[")[0]
    if name in NAMES or secret_option(path):
        return "'***'"
    return repr(value) if value is not UNSET else "(not set)"
