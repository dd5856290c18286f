"""`fakeesx show network`."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from served import Server, fakeesx, serve

from fakeesx.cli import main

LAB = """
users: [{name: eye, password: p, role: ReadOnly}]
vms:
- {name: "web-{:02d}", count: 12, nics: [{network: VM Network}], power: on}
- {name: "a <b> ü", nics: [{network: VM Network}, {network: VM Network}]}
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A host with machines, and its ready file."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "lab.yaml").write_text(LAB)
    with serve("--inventory", str(folder / "lab.yaml"), "--ready-file", str(folder / "ready.json")) as server:
        yield server, str(folder / "ready.json")


def run(*arguments: str, stdin: str | None = None, **environment: str) -> tuple[int, str, str]:
    """The command in this process: exit code, output, errors."""
    result = CliRunner(env=environment).invoke(main, ["show", "network", *arguments], input=stdin)
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def test_ready_file(lab: tuple[Server, str]) -> None:
    """The picture, with all that is on the switch; no colours as this is no terminal."""
    code, out, errors = run("--ready-file", lab[1], COLUMNS="80")
    assert (code, errors) == (0, "")
    for text in (
        "vSwitch0  128 ports", "│ VM Network ", "■ a <b> ü ", "▶ web-07 ", "and 5 more (12 of 13 on)",
        "◆ vswif0  192.0.2.10", "├── ● vmnic0  1000 Mb/s full", "Not on a switch\n  ● vmnic1",
    ):
        assert text in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_url(lab: tuple[Server, str]) -> None:
    """Said in so many words; the password from the environment, or asked for."""
    server = lab[0]
    options = ("--url", server.url, "--cafile", server.cafile or "", "--user", "eye")
    pictures = [
        run(*options, "--password", "p")[1], run(*options, FAKEESX_PASSWORD="p")[1], run(*options, stdin="p\n")[1],
    ]
    assert pictures[0] == pictures[1] == pictures[2]
    assert "web-01" in pictures[0]


def test_ascii(lab: tuple[Server, str]) -> None:
    """Where the output takes no UTF-8."""
    command = [fakeesx(), "show", "network", "--ready-file", lab[1], "--width", "60", "--members", "20"]
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True, timeout=60,
    )
    assert done.stdout.isascii()
    assert b"| - a <b> ?" in done.stdout
    assert b"> web-12" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 60


@pytest.mark.parametrize(("environment", "colours"), [
    ({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False),
], ids=str)
def test_terminal(lab: tuple[Server, str], environment: dict[str, str], colours: bool) -> None:
    """Colours, and as wide as it is; none where they are not wanted."""
    main_end, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 64, 0, 0))
    variables = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    process = subprocess.Popen(
        [fakeesx(), "show", "network", "--ready-file", lab[1], "--members", "2"], stdout=terminal,
        env={**variables, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment},
    )
    os.close(terminal)
    parts = []
    with suppress(OSError):  # how the end of a terminal shows
        while part := os.read(main_end, 65536):
            parts.append(part)
    os.close(main_end)
    assert process.wait(60) == 0
    drawn = b"".join(parts).decode()
    assert ("\x1b[" in drawn) == colours
    lines = re.sub(r"\x1b\[[0-9;]*m", "", drawn).splitlines()
    assert any(line.startswith("│ VM Network") for line in lines)
    assert max(map(len, lines)) <= 64


def test_svg(lab: tuple[Server, str]) -> None:
    """An SVG document."""
    code, out, _ = run("--ready-file", lab[1], "--svg")
    assert code == 0
    assert etree.fromstring(out.encode()).findtext("{http://www.w3.org/2000/svg}title") == "Network of esx1.example.test"


def test_wrong_password(lab: tuple[Server, str]) -> None:
    """EX_NOPERM."""
    code, out, errors = run("--ready-file", lab[1], "--password", "x")
    assert (code, out) == (os.EX_NOPERM, "")
    assert "InvalidLogin" in errors


def test_no_host(lab: tuple[Server, str]) -> None:
    """EX_UNAVAILABLE for a closed port, and for a certificate that is not known."""
    closed = ("--url", "https://127.0.0.1:1/sdk", "--password", "x")
    unknown = ("--url", lab[0].url, "--password", "vmware")
    for options in (closed, unknown):
        code, out, errors = run(*options)
        assert (code, out) == (os.EX_UNAVAILABLE, "")
        assert "can't read https://" in errors


@pytest.mark.parametrize(("content", "code"), [
    (None, os.EX_NOINPUT), ("", os.EX_DATAERR), ("[]", os.EX_DATAERR), ("{}", os.EX_DATAERR), ('{"url": 1}', os.EX_DATAERR),
    (json.dumps({"url": "x"}), 2),
])
def test_wrong_ready_files(tmp_path: Path, content: str | None, code: int) -> None:
    """One that is not there or says nothing of a host."""
    file = tmp_path / "ready.json"
    if content is not None:
        file.write_text(content)
    assert run("--ready-file", str(file), "--password", "x")[:2] == (code, "")


@pytest.mark.parametrize("options", [
    (), ("--url", "ftp://x"), ("--url", "https://[x"), ("--url", "https://h:99999/sdk"), ("--url", "x", "--width", "39"),
    ("--url", "x", "--members", "0"),
], ids=" ".join)
def test_wrong_usage(options: tuple[str, ...]) -> None:
    """Says what is wrong."""
    code, out, errors = run(*options, "--password", "x")
    assert (code, out) == (2, "")
    assert "Error:" in errors
