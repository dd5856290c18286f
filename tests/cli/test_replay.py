"""`fakeesx replay`: its report, its exit codes, and what it refuses."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from served import fakeesx, serve

from fakeesx import FakeESX

RECORDINGS = Path(__file__).parents[2] / "fixtures" / "recordings"
LIKE = {"version": "4.1.0", "productLineId": "esx"}
HEADER = {
    "fakeesx-recording": 1, "about": {"fullName": "X 9", "version": "9", "productLineId": "x"}, "recorded": "", "by": "",
    "anonymised": False,
}  # fmt: skip


def replay(*words: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run([fakeesx(), "replay", *words], capture_output=True, text=True, timeout=100, check=False)


def test_fresh_host_of_the_same_kind() -> None:
    """Without any option."""
    result = replay(str(RECORDINGS / "zeep.jsonl"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "15 exchanges, 15 answers compared, no difference\n"


def test_report_as_json() -> None:
    """What differs, where, and exit code 1; --ignore takes it out."""
    words = str(RECORDINGS / "virsh.jsonl"), "--profile", "esxi-4.1"
    result = replay(*words, "--json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert report["same"] is False
    assert report["findings"][0]["name"] == "RetrieveProperties"
    assert report["findings"][0]["differences"][0]["kind"] == "missing"
    ignored = replay(*words, "--ignore", "RetrieveProperties/*System")
    assert (ignored.returncode, "8 ignored" in ignored.stdout) == (0, True)


def test_text_names_what_is_nearest() -> None:
    """Each exchange by number and method, each difference with its path."""
    with FakeESX(profile="esxi-4.1") as esx:
        result = replay(str(RECORDINGS / "virsh.jsonl"), "--against", esx.url, "--cafile", esx.cafile or "")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("#")
    assert lines[1].split()[0] == "missing"
    assert "firewallSystem (→HostFirewallSystem); nearest: " in lines[1]
    assert lines[-1].endswith("8 differences in 4 of them")


def test_own_user_and_password() -> None:
    """The recorded login is theirs; those of the recording that failed fail again."""
    with serve("--user", "admin", "--password", "other <&> secret") as esx:
        result = replay(
            str(RECORDINGS / "pyvmomi.jsonl"), "--against", esx.url, "--insecure", "--user", "admin",
            "--password", "other <&> secret", "--ignore", "TerminateSession*",
        )  # fmt: skip
    assert "InvalidLogin" not in result.stdout
    assert "NotAuthenticated" not in result.stdout


@pytest.mark.parametrize(
    ("content", "code", "text"),
    [
        ("nonsense\n", 65, ":1: this is no recording"),
        (json.dumps({**HEADER, "fakeesx-recording": 9}) + "\n", 65, "is of format 9"),
        (json.dumps(HEADER) + "\n", 2, "X 9, which there is no profile for"),
        (json.dumps({**HEADER, "about": LIKE}) + "\n{}\n", 65, ":2: request is missing"),
        (None, 66, "can't read"),
    ],
)
def test_bad_recordings(tmp_path: Path, content: str | None, code: int, text: str) -> None:
    """Are told with their line, by exit codes of sysexits.h."""
    file = tmp_path / "r.jsonl"
    if content is not None:
        file.write_text(content)
    result = replay(str(file))
    assert result.returncode == code
    assert text in " ".join(result.stderr.split())


def test_host_that_can_not_be_used(tmp_path: Path) -> None:
    """Nobody there, a certificate that is not known, a file that is none."""
    file = str(RECORDINGS / "zeep.jsonl")
    with FakeESX() as esx:
        refused = replay(file, "--against", esx.url)
        assert refused.returncode == 69
        assert "--cafile FILE" in refused.stderr
        none = replay(file, "--against", esx.url, "--cafile", str(tmp_path / "none"))
        assert (none.returncode, "can't use" in none.stderr) == (69, True)
        url = esx.url
    down = replay(file, "--against", url, "--insecure")
    assert (down.returncode, "can't connect to 127.0.0.1" in down.stderr) == (69, True)


def test_options_that_do_not_go_together() -> None:
    """Exit code 2."""
    assert replay("x", "--insecure").returncode == 2
    assert replay("x", "--against", "https://a", "--profile", "esx-4.1").returncode == 2
    assert replay("x", "--against", "a").returncode == 2


def test_broken_off_recording(tmp_path: Path) -> None:
    """Its whole lines are replayed, with a warning about the rest."""
    file = tmp_path / "r.jsonl"
    file.write_text((RECORDINGS / "zeep.jsonl").read_text()[:-20])
    result = replay(str(file))
    assert (result.returncode, "was left out" in result.stderr) == (0, True)
    assert result.stdout == "14 exchanges, 14 answers compared, no difference\n"
