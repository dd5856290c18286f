"""The reference page of durations: ``python -m fakeesx.durations.page > docs/reference/durations.md``."""

from __future__ import annotations

import json
import sys
from importlib import resources
from typing import Any

_HEAD = """# Durations

How long things take with `--tasks realistic` (in Python `FakeESX(tasks="realistic")`), in seconds of the host's clock. With
`instant`, the default, nothing takes any time. This page is made from `fakeesx/durations/realistic.json`; see
[control time](../how-to/control-time.md) for what it is good for.

{about}

Each duration varies by up to {jitter} %, from the host's source of randomness: the same `--seed` gives the same times. A
task reports its progress every two seconds, or in twenty steps when it takes longer than 40.

| | seconds | for each GiB | of what | why |
|---|---|---|---|---|
"""


def page() -> str:
    """The page."""
    content = json.loads((resources.files("fakeesx.durations") / "realistic.json").read_text("utf-8"))
    head = _HEAD.format(about=content["about"], jitter=round(content["jitter"] * 100))
    rows = [_row(name, entry) for name, entry in {**content["methods"], **content["guest"]["operations"]}.items()]
    rows.append(_row("any other task", content["others"]))
    rows.append(_row("a guest's boot, until its Tools run", content["guest"]["boot"]))
    rows.append(_row("the host's boot", content["host"]["boot"]))
    return head + "".join(rows)


def _row(name: str, entry: dict[str, Any]) -> str:
    return f"| {name} | {entry['seconds']:g} | {entry.get('perGiB', ''):} | {entry.get('size', '')} | {entry['source']} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
