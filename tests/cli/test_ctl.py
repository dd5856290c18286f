"""``fakeesx ctl`` against a host in this process, over TLS."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from served import fakeesx

from fakeesx import FakeESX
from fakeesx.cli import main
from fakeesx.schema import vim
from fakeesx.testing.client import VimClient

Ctl = Callable[..., Result]


@pytest.fixture
def esx() -> Iterator[FakeESX]:
    """A host with two VMs and a virtual clock."""
    with FakeESX(vms=2, clock="virtual") as esx:
        yield esx


@pytest.fixture
def ready(esx: FakeESX, tmp_path: Path) -> Path:
    """Its ready file."""
    path = tmp_path / "esx.json"
    path.write_text(json.dumps({"url": esx.url, "user": esx.user, "password": esx.password, "cafile": esx.cafile}))
    return path


@pytest.fixture
def ctl(ready: Path) -> Ctl:
    """Runs `fakeesx ctl`; the exit code must be the given one."""

    def run(*words: str, code: int = 0, options: tuple[str, ...] = ("--ready-file", str(ready))) -> Result:
        result = CliRunner().invoke(main, ["ctl", *options, *words])
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def client(esx: FakeESX) -> Iterator[VimClient]:
    """A client that is logged in."""
    client = VimClient(esx.url, esx.cafile)
    client.login(esx.user, esx.password)
    yield client
    client.close()


def add_port_group(client: VimClient, name: str) -> None:
    """Add a port group to vSwitch0."""
    network = vim.ManagedObjectReference("HostNetworkSystem", "networkSystem")
    spec = vim.HostPortGroupSpec(name=name, vlanId=10, vswitchName="vSwitch0", policy=vim.HostNetworkPolicy())
    client.call("AddPortGroup", network, portgrp=spec)


def test_health(ctl: Ctl) -> None:
    """In words and as JSON, with the option in either place."""
    assert ctl("health").stdout.startswith("ok: ")
    assert json.loads(ctl("health", "--json").stdout)["status"] == "ok"
    assert json.loads(ctl("--json", "health").stdout)["status"] == "ok"


def test_requests(ctl: Ctl, client: VimClient) -> None:
    """Those that fit, in words and as JSON; the password is in neither."""
    add_port_group(client, "br10")
    text = ctl("requests").stdout
    assert "root  AddPortGroup(portgrp.name='br10', portgrp.vlanId=10" in text
    assert "vmware" not in text
    (line,) = ctl("requests", "AddPortGroup", "portgrp.name=br*", "portgrp.vlanId=10", "--json").stdout.splitlines()
    assert json.loads(line)["arguments"]["portgrp"]["name"] == "br10"
    assert ctl("requests", "portgrp.name=br20").stdout == ""
    assert ctl("requests", "--fault", "NotFound", "--by", "root", "--object", "x", "--type", "Folder").stdout == ""
    assert len(ctl("requests", "--limit", "2").stdout.splitlines()) == 2
    assert "</AddPortGroup>" in ctl("requests", "AddPortGroup", "--soap").stdout
    assert "'userName': 'root'" in ctl("requests", "Login", "--result").stdout
    ctl("clear")
    assert ctl("requests").stdout == ""


def test_requests_over_http(ctl: Ctl, esx: FakeESX) -> None:
    """With their status."""
    connection = http.client.HTTPSConnection(esx.host, esx.port, context=esx.ssl_context)
    basic = "Basic " + b64encode(f"{esx.user}:{esx.password}".encode()).decode()
    connection.request("GET", "/folder/none?dsName=datastore1", headers={"Authorization": basic})
    connection.getresponse().read()
    connection.close()
    assert "root  GET /folder/none (dsName='datastore1'): 404" in ctl("requests", "--kind", "http").stdout


def test_expect(ctl: Ctl, client: VimClient) -> None:
    """Exit code 1 and the nearest request when none fits."""
    add_port_group(client, "br10")
    assert "AddPortGroup" in ctl("expect", "AddPortGroup", "portgrp.name=br10").stdout
    result = ctl("expect", "AddPortGroup", "portgrp.name=br100", code=1)
    assert "expected AddPortGroup(portgrp.name='br100'); nearest: call" in result.stderr
    assert json.loads(ctl("expect", "Logout", "--json", code=1).stdout)["request"] is None


def test_chaos(ctl: Ctl) -> None:
    """Rules as words and as JSON; listed, released, removed."""
    assert ctl("chaos", "list").stdout == "there are no rules\n"
    assert ctl("chaos", "add", "PowerOnVM_Task", "fault=InvalidState", "nth=2", "id=mine").stdout == "mine\n"
    assert ctl("chaos", "add", '{"match": {"method": "Logout"}, "effect": {"hang": true}}').stdout == "rule-1\n"
    ctl("chaos", "add", "argument.name=x", "fault=DuplicateName", "fields.name=x",
        "fields.object=VirtualMachine:1", code=65)  # fmt: skip
    listed = ctl("chaos", "list").stdout
    assert listed.splitlines()[1].split()[:3] == ["mine", "0", "0"]
    assert ctl("chaos", "release").stdout == "0 released\n"
    assert ctl("chaos", "release", "mine").stdout == "0 released\n"
    ctl("chaos", "remove", "mine")
    ctl("chaos", "remove", "--all")
    assert json.loads(ctl("chaos", "list", "--json").stdout) == []
    ctl("chaos", "add", "Login", "delay=1")
    ctl("chaos", "clear")
    assert json.loads(ctl("chaos", "list", "--json").stdout) == []


def test_time(ctl: Ctl) -> None:
    """It is told and moved."""
    assert "2010-07-13T00:00" in ctl("clock").stdout
    assert ctl("advance", "3600").stdout.startswith("2010-07-13T01:00")


def test_state(ctl: Ctl, client: VimClient, tmp_path: Path) -> None:
    """Snapshots, the start, the inventory file."""
    ctl("snapshot", "a b/c")
    assert ctl("snapshots").stdout == "a b/c\n"
    add_port_group(client, "br10")
    assert "br10" in ctl("dump").stdout
    ctl("snapshot", "a b/c", code=75)
    ctl("snapshot", "later")
    ctl("snapshot", "later", "--replace")
    ctl("restore", "a b/c")
    assert "br10" not in ctl("dump").stdout
    ctl("restore", "later")
    ctl("dump", str(tmp_path / "lab.yaml"))
    assert "br10" in (tmp_path / "lab.yaml").read_text()
    assert json.loads(ctl("dump", "--json").stdout)["vms"][0]["name"] == "vm-0001"
    ctl("drop", "later")
    ctl("reset", "--keep-requests")
    assert ctl("requests").stdout != ""
    ctl("reset")
    assert ctl("requests").stdout == ""
    ctl("dump", str(tmp_path / "none" / "lab.yaml"), code=73)


def test_load(ctl: Ctl, esx: FakeESX, tmp_path: Path) -> None:
    """Another host takes the place; one that can't be does not, and every problem is told."""
    lab = tmp_path / "lab.yaml"
    lab.write_text("vms:\n- name: web\n  memory: 512M\n")
    ctl("load", str(lab))
    assert ctl("guest", "list").stdout.splitlines()[1].startswith("web ")
    assert list(esx.vms) == ["web"]
    lab.write_text("vms:\n- nam: web\n- name: a\n  memry: 512M\n")
    told = ctl("load", str(lab), code=65).stderr
    assert "line 2, column 3: vms[0]" in told
    assert "line 4, column 3: vms[1]" in told
    assert ctl("guest", "list").stdout.splitlines()[1].startswith("web ")
    ctl("load", str(tmp_path / "none"), code=66)
    lab.write_bytes(b"\xff")
    ctl("load", str(lab), code=65)


def test_guests(ctl: Ctl) -> None:
    """They are listed and changed."""
    ctl("guest", "set", "vm-0001", "--tools", "running", "--ip", "192.0.2.1", "--ip", "192.0.2.2", "--host-name", "web")
    assert [line.split()[0] for line in ctl("guest", "list").stdout.splitlines()] == ["NAME", "vm-0001", "vm-0002"]
    assert json.loads(ctl("guest", "list", "--json").stdout)[0]["power"] == "poweredOff"


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("requests", "AddPortGrup"), 65, "there is no method 'AddPortGrup'; nearest: AddPortGroup"),
        (("requests", "AddPortGroup", "x"), 65, "'x' is not PATH=VALUE"),
        (("requests", "--limit", "1", "--follow"), 2, "--limit does not go together with --follow"),
        (("advance", "--", "-5"), 65, "seconds: it must be at least 0"),
        (("advance", "soon"), 2, "'soon' is not a valid float"),
        (("advance", "nan"), 65, "no number of JSON"),
        (("restore", "x"), 65, "there is no snapshot 'x'"),
        (("chaos", "add", "falut=x"), 2, "rules have no 'falut' (did you mean fault?)"),
        (("chaos", "add", "Login", "fault"), 2, "'fault' is not KEY=VALUE"),
        (("chaos", "add", "{"), 2, "this is no JSON"),
        (("chaos", "add", "fault=Nothing"), 65, "Nothing"),
        (("chaos", "remove"), 2, "say which rules by their ids, or --all"),
        (("chaos", "remove", "x"), 65, 'there is no rule "x"'),
        (("guest", "set", "vm-0001"), 2, "say what changes"),
        (("guest", "set", "vm-9"), 2, "say what changes"),
        (("guest", "set", "vm-9", "--ip", "192.0.2.1"), 65, "no virtual machine 'vm-9'; there are vm-0001, vm-0002"),
        (("dump", "x", "--json"), 2, "--json does not go together with FILE"),
    ],
)  # fmt: skip
def test_what_is_wrong(ctl: Ctl, words: tuple[str, ...], code: int, text: str) -> None:
    """The exit code says what kind of mistake it is, standard error which."""
    assert text in ctl(*words, code=code).stderr


def test_which_host(ctl: Ctl, esx: FakeESX, tmp_path: Path) -> None:
    """Nobody said; a file that is none; nobody there; a wrong password; another certificate. Help needs no host."""
    assert "say which host" in ctl("health", options=(), code=2).stderr
    assert "can't read the ready file" in ctl("health", options=("--ready-file", str(tmp_path / "x")), code=66).stderr
    assert "is no URL" in ctl("health", options=("--url", "esx"), code=2).stderr
    password = ("--password", esx.password)
    assert "can't reach" in ctl("health", options=("--url", "http://127.0.0.1:1", *password), code=69).stderr
    unsaid = ctl("expect", "Login", options=("--url", esx.url), code=2)  # and nobody there who could be asked
    assert "the password is needed: --password, or FAKEESX_PASSWORD in the environment" in unsaid.stderr
    wrong = ("--url", esx.url, "--cafile", str(esx.cafile), "--password", "wrong")
    assert "the administrator" in ctl("health", options=wrong, code=77).stderr
    assert "--cafile" in ctl("health", options=("--url", esx.url, *password), code=69).stderr
    assert "there is no certificate" in ctl("health", options=("--url", esx.url, "--cafile", "x", *password), code=66).stderr
    assert "--follow" in ctl("requests", "--help", options=()).stdout


def test_follow(ctl: Ctl, ready: Path, client: VimClient) -> None:
    """Lines come as requests do, until it is told to end; then it ends well."""
    command = [fakeesx(), "ctl", "--ready-file", str(ready), "requests", "CurrentTime", "--follow", "--since", "0", "--json"]
    client.call("CurrentTime", vim.ManagedObjectReference("ServiceInstance", "ServiceInstance"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        first: Any = json.loads(process.stdout.readline())
        client.call("CurrentTime", vim.ManagedObjectReference("ServiceInstance", "ServiceInstance"))
        second: Any = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert second["number"] > first["number"]
