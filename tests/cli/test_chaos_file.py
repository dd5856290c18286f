"""`fakeesx serve --chaos FILE`: rules from the start, and what is said of a file that is wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from served import CONTENT, call, fakeesx, login, operation, serve

from fakeesx.chaos import rule
from fakeesx.cli.chaos_file import ChaosFile
from fakeesx.inventory.file.errors import InventoryError

RULES = """\
- id: busy
  match: {method: RetrieveServiceContent, nth: 2}
  effect: {status: 503, body: busy}
- effect: {nic_down: vmnic0}
- match:
    request: PUT /folder/*
  effect:
    cut_at: 1000
"""


def test_rules_of_a_file(tmp_path: Path) -> None:
    """In their order, those of Python."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES)
    assert [each.rule for each in ChaosFile(file).rules] == [
        rule("RetrieveServiceContent", nth=2, status=503, body="busy", id="busy"), rule(nic_down="vmnic0"),
        rule(request="PUT /folder/*", cut_at=1000),
    ]


def test_serve(tmp_path: Path) -> None:
    """The host has them when it accepts connections."""
    file = tmp_path / "rules.yaml"
    file.write_text(RULES)
    with serve("--chaos", str(file)) as server:
        connection = server.http()
        answers = [call(connection, CONTENT) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 503, 200]
        cookie = call(connection, login(server.user, server.password)).cookie
        host = operation("RetrieveProperties", "ha-property-collector", "PropertyCollector", (
            "<specSet><propSet><type>HostSystem</type><pathSet>config.network.pnic</pathSet></propSet>"
            '<objectSet><obj type="HostSystem">ha-host</obj></objectSet></specSet>'
        ))
        nics = call(connection, host, cookie).xml.findall(".//{urn:vim25}PhysicalNic")
        assert nics[0].find("{urn:vim25}linkSpeed") is None
        connection.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1:1: a list of rules is needed"),
        ("effect: {hang: true}", "1:1: a list of rules is needed"),
        ("- effect: {hang: true}\n- effect:\n    fault: Nonsens\n", '3:5: [1].effect.fault: vim25 has no fault "Nonsens"'),
        ("- {match: {nht: 2}, effect: {hang: true}}", "1:12: [0].match.nht: a rule's match has no such key (did"),
        ("- effect: {hang: true, hang: true}", "1:12: [0].effect.hang: this key stands twice"),
        ("- effect: {fault: AlreadyExists, fields: {name: 3}}", "[0].effect.fields.name: 3 is not text"),
        ("- just text", "1:3: [0]: a rule is a mapping with match and effect"),
        ("- {1: 2}", "1:3: [0]: a key is text"),
        ("- [", "no YAML"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    """Each problem with its place."""
    file = tmp_path / "rules.yaml"
    file.write_text(text)
    with pytest.raises(InventoryError) as caught:
        ChaosFile(file)
    assert str(caught.value).startswith(str(file))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (None, 66, "can't read the file of chaos rules"),
        ("- effect: {}", 65, "[0].effect: it says nothing of what happens"),
        ("- effect: {nic_down: vmnic77}", 65, "rules.yaml:1:3: [0]: effect.nic_down: there is no physical NIC vmnic77"),
    ],
)
def test_serve_refuses(tmp_path: Path, text: str | None, code: int, says: str) -> None:
    """No host, and no traceback."""
    file = tmp_path / "rules.yaml"
    if text is not None:
        file.write_text(text)
    command = [fakeesx(), "serve", "--chaos", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
