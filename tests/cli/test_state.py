"""`fakeesx serve --state` and `fakeesx snapshot`: what scripts and people see."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from served import fakeesx

from fakeesx.schema import vim
from fakeesx.testing.client import Fault, VimClient

FOLDER = vim.ManagedObjectReference("Folder", "ha-folder-vm")
ACCOUNTS = vim.ManagedObjectReference("HostLocalAccountManager", "ha-localacctmgr")


@contextmanager
def serve(*options: str, end: signal.Signals = signal.SIGTERM) -> Iterator[dict[str, Any]]:
    """A host; at the end it is told to end, or killed."""
    process = subprocess.Popen([fakeesx(), "serve", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise AssertionError(process.communicate()[1])
        yield json.loads(line)
    finally:
        process.send_signal(end)
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (0 if end == signal.SIGTERM else -end, "")
    assert "Traceback" not in errors


def run(*arguments: str) -> tuple[int, str]:
    """A command: exit code and what it said on standard error."""
    done = subprocess.run([fakeesx(), *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == ""
    return done.returncode, done.stderr


@contextmanager
def client(ready: dict[str, Any], password: str | None = None) -> Iterator[VimClient]:
    """A client that is logged in."""
    found = VimClient(ready["url"], ready["cafile"])
    try:
        found.login(ready["user"], password or ready["password"])
        yield found
    finally:
        found.close()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_host_outlives_its_process(tmp_path: Path, end: signal.Signals) -> None:
    """Machines and files that clients were told of are there, after a kill as after an end."""
    state = str(tmp_path / "state")
    with serve("--state", state, "--vms", "2", end=end) as ready, client(ready) as one:
        vms = one.get(FOLDER, "childEntity")[0]
        one.task("PowerOnVM_Task", vms[0])
        one.task("Destroy_Task", vms[1])
        one.put("datastore1", "file", iter([b"content"]), 7)
        time = one.get(vim.ManagedObjectReference("HostSystem", "ha-host"), "runtime.bootTime")
    with serve("--state", state, "--vms", "2") as ready, client(ready) as other:
        assert ready["password"] == "vmware"
        assert other.get(FOLDER, "childEntity")[0] == vms[:1]
        assert other.get(vms[0], "runtime.powerState") == ("poweredOn",)
        assert other.file("datastore1", "file") == b"content"
        assert other.get(vim.ManagedObjectReference("HostSystem", "ha-host"), "runtime.bootTime") == time


def test_one_process_at_a_time(tmp_path: Path) -> None:
    """A second one is told who is there and how to end it; saving likewise."""
    state = str(tmp_path / "state")
    with serve("--state", state) as ready:
        for command in (("serve", "--state", state), ("snapshot", "save", state, str(tmp_path / "f"))):
            code, errors = run(*command)
            assert code == 75
            pid = ready["pid"]
            assert errors == f"fakeesx: {state} is in use by process {pid}: end that first (kill -TERM {pid})\n"


def test_options_that_contradict_the_host(tmp_path: Path) -> None:
    """What the host in the folder is can't be changed by options; the same again is fine."""
    state = str(tmp_path / "state")
    first = ("--state", state, "--profile", "esxi-4.1", "--user", "admin", "--password", "secret")
    with serve(*first):
        pass
    with serve(*first) as ready:
        assert (ready["user"], ready["password"]) == ("admin", "secret")
    with serve("--state", state) as ready:
        assert (ready["user"], ready["password"]) == ("admin", None)
        with client(ready, "secret") as found:
            assert found.content.about.productLineId == "embeddedEsx"
    for option, value, words in (
        ("--profile", "esx-4.1", "--profile esxi-4.1, not esx-4.1"), ("--user", "root", "--user admin, not root"),
        ("--password", "wrong", "not the password of admin"), ("--license", "free", "--license"),
    ):
        code, errors = run("serve", "--state", state, option, value)
        assert (code, words in errors) == (64, True), errors


def test_password_that_a_client_changed(tmp_path: Path) -> None:
    """The line that is printed knows no password then, and the old one does not work."""
    state = str(tmp_path / "state")
    with serve("--state", state, end=signal.SIGKILL) as ready, client(ready) as found:
        found.call("UpdateUser", ACCOUNTS, user=vim.HostAccountSpec(id="root", password="changed1"))
    with serve("--state", state) as ready:
        assert ready["password"] is None
        with pytest.raises(Fault, match="InvalidLogin"), client(ready, "vmware"):
            pass
        with client(ready, "changed1"):
            pass


@pytest.mark.parametrize(("prepare", "code", "words"), [
    (lambda state: (state / "letter").write_text("dear"), 65, "holds no fakeesx host"),
    (lambda state: (state / "host.image").write_bytes(b"fakeesx image 2\n"), 65, "format 2"),
    (lambda state: (state / "host.image").write_bytes(b"?"), 65, "not the image of a fakeesx host"),
])  # fmt: skip
def test_folders_of_others(tmp_path: Path, prepare: Any, code: int, words: str) -> None:
    """Are refused with one line."""
    state = tmp_path / "state"
    state.mkdir()
    prepare(state)
    before = {path.name: path.read_bytes() for path in state.iterdir()}
    found, errors = run("serve", "--state", str(state))
    assert (found, words in errors, errors.count("\n")) == (code, True, 1), errors
    assert {path.name: path.read_bytes() for path in state.iterdir() if path.name != "lock"} == before


def test_snapshot(tmp_path: Path) -> None:
    """Saved, loaded and served elsewhere."""
    state, file, new = str(tmp_path / "state"), str(tmp_path / "host.tar"), str(tmp_path / "new")
    with serve("--state", state, "--vms", "1", end=signal.SIGKILL):
        pass
    assert run("snapshot", "save", state, file) == (0, "")
    assert run("snapshot", "load", file, new) == (0, "")
    with serve("--state", new) as ready, client(ready) as found:
        (vm,) = found.get(FOLDER, "childEntity")[0]
        found.task("PowerOnVM_Task", vm)
    code, errors = run("snapshot", "save", state, file)
    assert (code, "there already" in errors) == (73, True)
    code, errors = run("snapshot", "load", file, new)
    assert (code, "not empty" in errors) == (73, True)
    code, errors = run("snapshot", "load", __file__, str(tmp_path / "other"))
    assert (code, errors.count("\n")) == (65, 1)
    code, errors = run("snapshot", "save", str(tmp_path), str(tmp_path / "x"))
    assert (code, "no fakeesx host" in errors) == (65, True)


def test_disk_that_is_full(tmp_path: Path) -> None:
    """A host that can't keep what happens ends with code 74, and does not answer what it could not keep."""
    state = tmp_path / "state"
    command = f"ulimit -f 600; exec {fakeesx()} serve --state {state} --no-tls"  # blocks of 512 or 1024 bytes
    process = subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    made = 0
    with pytest.raises((OSError, Exception)), client(ready) as found:  # noqa: PT012
        for number in range(5000):
            found.call("CreateUser", ACCOUNTS, user=vim.HostAccountSpec(id=f"user{number}", password="password1"))
            made += 1
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 74, errors
    assert made > 10
    with serve("--state", str(state)) as ready, client(ready) as found:
        users = found.call(
            "RetrieveUserGroups", vim.ManagedObjectReference("UserDirectory", "ha-user-directory"), searchStr="user",
            exactMatch=False, findUsers=True, findGroups=False,
        )
        names = {user.principal for user in users}
        assert {f"user{number}" for number in range(made)} <= names
