"""``fakeesx methods``: what is simulated and what is not."""

from __future__ import annotations

import json
from collections import Counter

import click

from fakeesx.host.coverage import coverage


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of a table.")
@click.option("--type", "type_", metavar="TYPE", help="Only the methods of one managed object type.")
def methods(as_json: bool, type_: str | None) -> None:
    """Print each vim25 4.1 method: simulated, refused (as on ESX) or not yet."""
    rows = [row for row in coverage() if type_ in (None, row.type)]
    if not rows:
        raise click.BadParameter(f"there is no managed object type {type_!r} with methods", param_hint="--type")
    if as_json:
        table = [{"type": r.type, "method": r.method, "status": r.status, "fault": r.fault} for r in rows]
        click.echo(json.dumps(table, indent=1))
        return
    width = max(len(f"{row.type}.{row.method}") for row in rows)
    for row in rows:
        status = f"{row.status} ({row.fault})" if row.fault else row.status
        click.echo(f"{row.type + '.' + row.method:<{width}}  {status}")
    counts = Counter(row.status for row in rows)
    click.echo(f"{len(rows)} methods: " + ", ".join(f"{counts[s]} {s}" for s in ("simulated", "refused", "not yet")))
