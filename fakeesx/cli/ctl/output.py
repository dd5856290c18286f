"""What the commands print: for people, or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

_LONGEST = 200


def request_line(told: dict[str, Any]) -> str:
    """A request in one line: its number, time, who, what, how it ended and how long it took."""
    from fakeesx.calls.record import leaves  # only now: it brings the whole schema along

    name, fault = told["object"]["name"], told["fault"]
    arguments = ", ".join(f"{path}={value!r}" for path, value in leaves(told["arguments"]))
    arguments = arguments if len(arguments) <= _LONGEST else arguments[:_LONGEST] + "…"
    method = told["method"] or "(not decoded)"
    if told["kind"] == "http":
        what = f"{method} {name}" + (f" ({arguments})" if arguments else "")
    else:
        what = f"{method}({arguments})" + (f" on {name}" if name else "")
    end = fault["name"] if fault else str(told["status"]) if told["outcome"] == "status" else told["outcome"]
    task = told["task"]
    if task is not None:
        end += f", task: {task['fault']['name'] if task['fault'] else task['state']}"
    took = "" if told["duration_ms"] is None else f" ({told['duration_ms']:.1f} ms)"
    chaos = f" [{'; '.join(told['effects'])}]" if told["effects"] else ""
    return f"{told['number']:>5}  {told['time'][11:19]}  {told['user'] or '-'}  {what}: {end}{took}{chaos}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need to be."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (heads, *rows)
    )


def echo_json(value: Any) -> None:
    """JSON on a line of its own."""
    click.echo(json.dumps(value))
