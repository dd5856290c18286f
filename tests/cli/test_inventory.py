"""`fakeesx inventory`, and `fakeesx serve` with a file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from served import fakeesx, serve

from fakeesx.cli import main
from fakeesx.inventory.file import load
from fakeesx.inventory.file.lab import NetworkLab
from fakeesx.inventory.file.schema import schema
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import VimClient

FARM = Path(__file__).parents[2] / "fixtures" / "inventories" / "farm.yaml"
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "describe-a-host.md"


def run(*arguments: str) -> tuple[int, str, str]:
    """The command in this process: exit code, output, errors."""
    result = CliRunner().invoke(main, list(arguments))
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def test_served() -> None:
    """A client finds the users, the VMs and their power states."""
    with serve("--inventory", str(FARM), "--vms", "1") as server:
        client = VimClient(server.url, server.cafile)
        client.login("monitor", "monitor-secret")
        (refs,) = client.get(ManagedObjectReference("HostSystem", "ha-host"), "vm")
        names = [client.get(ref, "name")[0] for ref in refs]
        assert sorted(names) == sorted([
            "vm-0001", "db", *(f"web-{n:03d}" for n in range(1, 21)), *(f"batch-{n}" for n in range(1, 6)),
        ])
        web = refs[names.index("web-020")]
        assert client.get(web, "runtime.powerState", "guest.toolsRunningStatus") == ("poweredOn", "guestToolsRunning")
        client.close()


def test_dump(tmp_path: Path) -> None:
    """Of a host that runs, over a socket; the same host can be served from it."""
    ready = tmp_path / "esx.json"
    with serve("--inventory", str(FARM), "--ready-file", str(ready)) as server:
        client = VimClient(server.url, server.cafile)
        client.login(server.user, server.password)
        system = ManagedObjectReference("HostNetworkSystem", "networkSystem")
        client.call("AddPortGroup", system, portgrp=vim.HostPortGroupSpec(
            name="Back", vlanId=7, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy(),
        ))
        client.close()
        code, text, told = run("inventory", "dump", "--ready-file", str(ready))
        assert (code, told) == (0, "")
        assert run("inventory", "dump", "--ready-file", str(ready), "--password", "wrong")[0] == 77
    file = tmp_path / "dumped.yaml"
    file.write_text(text)
    assert "Back" in {group.name for group in (load(file).network or NetworkLab()).port_groups or ()}
    with serve("--inventory", str(file), "--ready-file", str(ready)):
        assert run("inventory", "dump", "--ready-file", str(ready)) == (0, text, "")


def test_dump_of_a_kept_host(tmp_path: Path) -> None:
    """That does not run; one that runs is refused."""
    state, ready = tmp_path / "state", tmp_path / "esx.json"
    with serve("--state", str(state), "--inventory", str(FARM), "--ready-file", str(ready)):
        code, text, _ = run("inventory", "dump", "--ready-file", str(ready))
        assert code == 0
        assert run("inventory", "dump", "--state", str(state))[0] == 75
    assert run("inventory", "dump", "--state", str(state)) == (0, text, "")
    assert run("inventory", "dump", "--state", str(tmp_path / "none"))[0] == 65
    assert run("inventory", "dump")[0] == 2
    assert run("inventory", "dump", "--url", "nowhere", "--password", "x")[0] == 2


def test_options_go_before_the_file(tmp_path: Path) -> None:
    """Password, profile; the password of the file is that of the ready line."""
    file = tmp_path / "lab.yaml"
    file.write_text("host: {profile: esxi-4.1}\nusers: [{name: root, password: of the file}]\n")
    given = ["--password", "x", "--profile", "esx-4.1"]
    for options, password, line in (([], "of the file", "embeddedEsx"), (given, "x", "esx")):
        with serve("--inventory", str(file), *options) as server:
            assert server.password == password
            client = VimClient(server.url, server.cafile)
            client.login("root", password)
            assert client.content.about.productLineId == line
            client.close()


@pytest.mark.parametrize(("text", "says"), [
    ("vms: [{name: a, cpus: 9}]", "lab.yaml:1:23: vms[0].cpus: 9 is not"),
    ("vms: [{name: a, disks: [{size: 400 GiB}]}]", "lab.yaml:1:32: vms[0].disks[0].size: the host refuses"),
    ("vms: ]", "lab.yaml:1:6: no YAML"),
])
def test_wrong_files(tmp_path: Path, text: str, says: str) -> None:
    """EX_DATAERR, from `serve` as from `check`; nothing is printed that looks like a host, no ready file is written."""
    file, ready = tmp_path / "lab.yaml", tmp_path / "ready.json"
    file.write_text(text)
    code, out, errors = run("inventory", "check", str(file))
    assert (code, out) == (os.EX_DATAERR, "")
    assert says in errors
    served = subprocess.run(
        [fakeesx(), "serve", "--inventory", str(file), "--ready-file", str(ready)],
        capture_output=True, text=True, check=False, timeout=60,
    )
    assert (served.returncode, served.stdout) == (os.EX_DATAERR, "")
    assert says in served.stderr
    assert "Traceback" not in served.stderr
    assert not ready.exists()


@pytest.mark.parametrize("command", [("serve", "--inventory"), ("inventory", "check")], ids=" ".join)
def test_no_file(tmp_path: Path, command: tuple[str, ...]) -> None:
    """EX_NOINPUT for one that is not there, and for a folder."""
    for path in (tmp_path / "none.yaml", tmp_path):
        code, out, errors = run(*command, str(path))
        assert (code, out) == (os.EX_NOINPUT, "")
        assert f"can't read the inventory file {path}" in errors


def test_datastores_in_both_places(tmp_path: Path) -> None:
    """Wrong usage."""
    file = tmp_path / "lab.yaml"
    file.write_text("datastores: [{name: a}]")
    code, _, errors = run("serve", "--inventory", str(file), "--datastore", "b")
    assert code == 2
    assert "--datastore does not go together" in errors


def test_password_of_the_file_beyond_loopback(tmp_path: Path) -> None:
    """Will do for an address beyond loopback; without one it is wrong usage as ever."""
    file = tmp_path / "lab.yaml"
    file.write_text("users: [{name: root, password: secret}]")
    with serve("--inventory", str(file), "--listen", "0.0.0.0:0") as server:
        assert server.password == "secret"
    file.write_text("")
    assert run("serve", "--inventory", str(file), "--listen", "0.0.0.0:0")[0] == 2


def test_check() -> None:
    """Says what the host has."""
    code, out, _ = run("inventory", "check", str(FARM))
    assert code == 0
    assert out == f"{FARM}: sound: profile esx-4.1, 26 virtual machines (21 running), 2 users\n"


def test_schema() -> None:
    """The JSON Schema."""
    code, out, _ = run("inventory", "schema")
    assert code == 0
    assert json.loads(out) == schema()


@pytest.mark.parametrize("command", [(), ("check",), ("schema",)], ids=str)
def test_help(command: tuple[str, ...]) -> None:
    """Each command tells what it does."""
    code, out, _ = run("inventory", *command, "--help")
    assert code == 0
    assert "inventory files" in out or "FILE" in out


def examples(language: str) -> list[str]:
    """Code of the how-to page."""
    return [part.split("\n", 1)[1] for part in GUIDE.read_text().split("```")[1::2] if part.startswith(f"{language}\n")]


@pytest.mark.parametrize("text", examples("yaml"), ids=lambda text: text.split(":")[0])
def test_examples_of_the_guide(text: str) -> None:
    """Each can be read; together they use every section."""
    load(text)
    assert {key for text in examples("yaml") for key in yaml.safe_load(text)} == {
        "vms", "users", "datastores", "spare_luns", "iscsi_targets", "software_iscsi", "network", "objects",
    }


def test_python_of_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    """Runs, and prints the VM."""
    (code,) = examples("python")
    exec(compile(code, "guide", "exec"), {})
    assert capsys.readouterr().out == "['web']\n"


def test_messages_of_the_guide(tmp_path: Path) -> None:
    """Are those that a file gets."""
    file = tmp_path / "lab.yaml"
    file.write_text("vms:\n  - name: a\n    memroy: 1 GiB\n    disks: [{size: 8}]\n")
    _, _, errors = run("inventory", "check", str(file))
    shown = examples("text")[-1].splitlines()
    for line, found in zip(shown, errors.splitlines(), strict=True):
        assert found.removeprefix(f"{tmp_path}/").startswith(line.removesuffix("..."))


def test_a_host_that_is_kept(tmp_path: Path) -> None:
    """Is made of the file once, and later as it was, whatever the file says. After a refused file DIR takes another."""
    file, state = tmp_path / "lab.yaml", tmp_path / "state"
    file.write_text("vms: [{name: a, disks: [{size: 1 MiB}]}, {name: b, disks: [{size: 400 GiB}]}]")
    command = [fakeesx(), "serve", "--inventory", str(file), "--state", str(state)]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == os.EX_DATAERR
    file.write_text("host: {profile: esxi-4.1}\nvms: [{name: a, disks: [{size: 1 MiB}], power: on}]")
    for _ in range(2):
        with serve(*command[2:]) as server:
            client = VimClient(server.url, server.cafile)
            client.login("root", "vmware")
            (refs,) = client.get(ManagedObjectReference("HostSystem", "ha-host"), "vm")
            assert [client.get(ref, "name", "runtime.powerState") for ref in refs] == [("a", "poweredOn")]
            assert client.get(refs[0], "config.files")[0].vmPathName == "[datastore1] a/a.vmx"
            assert client.content.about.productLineId == "embeddedEsx"
            client.close()
        file.write_text("vms: [{name: other}]")
