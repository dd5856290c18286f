"""`fakeesx methods`: the table of what is simulated, and that it does not lie."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from calling import Client, Faulted
from click.testing import CliRunner
from strategies import Values
from twisted.internet.task import Clock

from fakeesx.cli import main
from fakeesx.host.coverage import coverage
from fakeesx.host.esx import Esx, Settings


def run(*arguments: str) -> str:
    """The output of the command."""
    result = CliRunner().invoke(main, ["methods", *arguments])
    assert result.exit_code == 0
    return result.output


def test_table() -> None:
    """A line for each method and one with the sum."""
    *lines, total = run().splitlines()
    assert len(lines) == 491
    assert any(line.split() == ["ServiceInstance.CurrentTime", "simulated"] for line in lines)
    assert total.startswith("491 methods: ")


def test_json() -> None:
    """The same as data."""
    rows = json.loads(run("--json"))
    assert len(rows) == 491
    assert {row["status"] for row in rows} <= {"simulated", "refused", "not yet"}
    assert all(bool(row["fault"]) == (row["status"] == "refused") for row in rows)


def test_one_type() -> None:
    """`--type`."""
    rows = json.loads(run("--json", "--type", "PropertyFilter"))
    assert [row["method"] for row in rows] == ["DestroyPropertyFilter"]


def test_unknown_type() -> None:
    """Says so."""
    result = CliRunner().invoke(main, ["methods", "--type", "Nothing"])
    assert result.exit_code == 2
    assert "Nothing" in result.output


@pytest.mark.parametrize("status", ["refused", "not yet"])
def test_the_table_does_not_lie(tmp_path: Path, status: str) -> None:
    """What it calls refused answers with that fault, what it calls not yet with NotSupported."""
    clock = Clock()
    clock.advance(1_300_000_000)
    host = Esx(Settings(tmp_path, vms=1), clock, random.Random(1))
    client = Client(host).login()
    values = Values(random.Random(1), fill=0.0)
    checked = 0
    for row in coverage():
        node = next((n for n in host.inventory.nodes() if host.class_of(n.ref.type) is host.class_of(row.type)), None)
        if row.status != status or node is None or not host.model.managed_is_a(node.ref.type, row.type):
            continue
        params = host.model.methods[row.method].params
        arguments = {p.name: values._property(p, 9) for p in params if not p.optional}
        with pytest.raises(Faulted) as caught:
            client.call(node.ref, row.method, **arguments)
        assert caught.value.name == (row.fault or "NotSupported"), row
        checked += 1
    assert checked
    host.stop()
