"""Recordings of real clients: a fresh host answers as it did, and one that was changed is found out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakeesx import FakeESX
from fakeesx.testing.recorder import Ignored, Patience, Replay, Report, Target, open_recording

FILES = sorted((Path(__file__).parents[3] / "fixtures" / "recordings").glob("*.jsonl"))
PATIENCE = Patience(task=5)


def replay(esx: FakeESX, file: Path, *ignored: str, password: str | None = None) -> Report:
    """Send a recording to a host."""
    target = Target(esx.url, Path(esx.cafile or ""))
    try:
        return Replay(target, esx.user, password or esx.password, Ignored(ignored), PATIENCE).run(open_recording(file))
    finally:
        target.close()


def recording(name: str) -> Path:
    """One of the recordings."""
    return next(file for file in FILES if file.stem == name)


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A fresh host."""
    with FakeESX() as esx:
        yield esx


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_fresh_host_answers_as_recorded(esx: FakeESX, file: Path) -> None:
    """No difference at all, and everything was sent."""
    report = replay(esx, file)
    assert report.same, report.text()
    assert report.skipped == []
    assert report.compared > report.exchanges / 2


def test_twice_on_the_same_host(esx: FakeESX) -> None:
    """What the host calls differently the second time (tasks, machines, sessions) is translated."""
    for _ in range(2):
        report = replay(esx, recording("pyvmomi"))
        assert report.same, report.text()


def test_there_are_recordings_of_five_clients() -> None:
    """Small ones, of this version of the format, without what they were recorded with."""
    assert [file.stem for file in FILES] == ["files", "oslo-vmware", "pyvmomi", "virsh", "zeep"]
    for file in FILES:
        text = file.read_text()
        assert len(text) < 300_000
        assert "pw-of-vnc" not in text
        assert ">vmware<" not in text
        assert json.loads(text.partition("\n")[0])["fakeesx-recording"] == 1


def test_other_profile_is_reported() -> None:
    """ESXi has no firewall, but a firmware."""
    with FakeESX(profile="esxi-4.1") as esi:
        report = replay(esi, recording("virsh"))
    found = {(one.kind, one.path.rpartition("/")[2]) for each in report.findings for one in each.differences}
    assert found == {("missing", "firewallSystem"), ("additional", "firmwareSystem")}


def test_what_is_ignored_is_only_counted() -> None:
    """By globs of method and path."""
    with FakeESX(profile="esxi-4.1") as esi:
        report = replay(esi, recording("virsh"), "RetrieveProperties/*/firewallSystem", "*firmwareSystem")
    assert report.same
    assert report.ignored == 8


def test_free_licence_is_reported_once() -> None:
    """The fault at the call that it comes from; what would have needed the machine is not sent."""
    with FakeESX(license="free") as esx:
        report = replay(esx, recording("oslo-vmware"))
    (finding,) = report.findings
    (difference,) = finding.differences
    assert (finding.name, difference.kind, difference.recorded) == ("CreateVM_Task", "fault", "(a result)")
    assert difference.actual.startswith("RestrictedVersion")
    assert {reason for _, _, reason in report.skipped} == {f"it is for what #{finding.number} did not give"}
    assert "PowerOnVM_Task" in [name for _, name, _ in report.skipped]


def test_wrong_password_is_reported(esx: FakeESX) -> None:
    """At the login, by its fault."""
    report = replay(esx, recording("zeep"), password="not it")
    login = next(finding for finding in report.findings if finding.name == "Login")
    assert login.differences[0].actual.startswith("InvalidLogin")


def test_machines_that_were_not_there_are_reported() -> None:
    """The list of children is there as it was, now with something in it."""
    with FakeESX(vms=1) as esx:
        report = replay(esx, recording("virsh"))
    kinds = {one.kind for each in report.findings for one in each.differences}
    assert kinds <= {"additional", "fault", "type"}
    assert any("VirtualMachine" in one.path + one.actual for each in report.findings for one in each.differences)
