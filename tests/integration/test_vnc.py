"""vncdotool, a VNC client that others wrote, at a machine's VNC server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from rfb import kept_port, machine, vnc

from fakeesx import FakeESX
from fakeesx.host.services.console_image import png
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine


@pytest.fixture(scope="module")
def seen_by_others() -> Iterator[tuple[int, bytes]]:
    """The port of a machine with the password "secret", and its screen as a PNG."""
    with kept_port() as port, FakeESX({"vms": [machine("web", vnc(port, "secret"))]}, profile="esxi-4.1") as esx:
        ref = esx.vms["web"].ref
        esx.run(lambda host: VirtualMachine(host, ref).write_on_screen("hello from the guest"))
        yield port, esx.run(lambda host: png(VirtualMachine(host, ref).screen_rows()))


def vncdo(port: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it."""
    command = [sys.executable, "-W", "ignore", "-m", "vncdotool.command", "--server", f"127.0.0.1::{port}", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_picture(seen_by_others: tuple[int, bytes], tmp_path: Path) -> None:
    """It gets in with the password, types, clicks, and sees what /screen shows."""
    port, picture = seen_by_others
    seen = tmp_path / "seen.png"
    done = vncdo(port, "--password", "secret", "type", "root", "key", "enter", "move", "10", "10", "click", "1",
                 "capture", str(seen))
    assert done.returncode == 0, done.stderr
    with Image.open(seen) as one, Image.open(BytesIO(picture)) as other:
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


def test_wrong_password(seen_by_others: tuple[int, bytes], tmp_path: Path) -> None:
    """It is told why it does not get in."""
    port, _ = seen_by_others
    done = vncdo(port, "--password", "wrong", "capture", str(tmp_path / "never.png"))
    assert done.returncode != 0
    assert "Authentication failed" in done.stderr
