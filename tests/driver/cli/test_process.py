"""`esx-driver` as people start it, on a host in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver_machines import Pattern, holdings
from served import Server, serve

from fakeesx import FakeESX

COMMAND = str(Path(sysconfig.get_path("scripts")) / "esx-driver")


@pytest.fixture
def server() -> Iterator[Server]:
    """`fakeesx serve`."""
    with serve("--password", "s3cret-pass") as server:
        yield server


def driver(server: Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, at its end."""
    options = {
        "vmwareapi_host_ip": f"{server.host}:{server.port}", "vmwareapi_host_username": server.user,
        "vmwareapi_host_password": server.password, "vmwareapi_ca_file": server.cafile,
    }
    given = [word for name, value in options.items() for word in ("--set", f"{name}={value}")]
    return subprocess.run([COMMAND, *given, *arguments], capture_output=True, text=True, timeout=120, check=False)


def test_a_few_commands(server: Server, tmp_path: Path) -> None:
    """Results on standard output, steps on standard error, exit codes as documented."""
    image = tmp_path / "image.vmdk"
    image.write_bytes(Pattern().content)
    spawned = driver(server, "spawn", "web", "--image", str(image), "--network", "VM Network")
    assert (spawned.returncode, spawned.stdout[:9]) == (0, "web runs ")
    assert "creating the machine" in spawned.stderr
    listed = driver(server, "--json", "list")
    assert (listed.returncode, json.loads(listed.stdout), listed.stderr) == (0, ["web"], "")
    missing = driver(server, "show", "none")
    assert (missing.returncode, missing.stdout) == (66, "")
    assert missing.stderr == "esx-driver: the host has no virtual machine 'none'\n"
    assert driver(server, "nix").returncode == 64
    loud = driver(server, "-v", "list")
    assert "Login SessionManager" in loud.stderr
    assert server.password not in loud.stderr
    host = driver(server, "host")
    assert host.returncode == 0
    assert "1 of 1 run" in host.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ended_while_the_image_is_sent(number: int, tmp_path: Path) -> None:
    """Told to end in the middle of a spawn: it takes back what it has begun, and then ends."""
    image = tmp_path / "image.raw"
    image.write_bytes(bytes(64 << 20))
    with FakeESX() as esx:
        before = holdings(esx)
        esx.chaos.add(request="PUT /folder/*", bytes_per_second=1_000_000)
        options = {
            "vmwareapi_host_ip": f"{esx.host}:{esx.port}", "vmwareapi_host_username": esx.user,
            "vmwareapi_host_password": esx.password, "vmwareapi_ca_file": esx.cafile,
        }
        given = [word for name, value in options.items() for word in ("--set", f"{name}={value}")]
        command = [COMMAND, *given, "spawn", "web", "--image", str(image), "--network", "br100,vlan=100"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            assert any("sending the image" in line for line in process.stderr)
            assert list(esx.vms) == ["web"]
            process.send_signal(number)
            assert process.wait(60) == 128 + number
        assert holdings(esx) == before
