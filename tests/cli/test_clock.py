"""`fakeesx serve --clock` and `--tasks`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from served import Server, serve

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.testing.client import VimClient

BEGIN = datetime(2010, 7, 13, tzinfo=UTC)
SERVICE = ManagedObjectReference("ServiceInstance", "ServiceInstance")
FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")


@contextmanager
def logged_in(server: Server) -> Iterator[VimClient]:
    """A client with a session."""
    client = VimClient(server.url, server.cafile)
    try:
        client.login(server.user, server.password)
        yield client
    finally:
        client.close()


def create(client: VimClient, name: str) -> Any:
    """Make a machine, wait for it; the time then."""
    config = vim.VirtualMachineConfigSpec(
        name=name, guestId="otherGuest", files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"),
    )
    client.task("CreateVM_Task", FOLDER, config=config, pool=POOL)
    return client.call("CurrentTime", SERVICE)


def test_virtual_and_realistic() -> None:
    """The time is of 2010, and a task has taken its seconds when its client has waited for it."""
    with serve("--clock", "virtual", "--tasks", "realistic", "--seed", "1") as server, logged_in(server) as client:
        assert client.call("CurrentTime", SERVICE) == BEGIN
        assert timedelta(seconds=1) < create(client, "a") - BEGIN < timedelta(seconds=3)


def test_virtual_alone() -> None:
    """Nothing takes time."""
    with serve("--clock", "virtual") as server, logged_in(server) as client:
        assert create(client, "a") == BEGIN


def test_a_kept_host_goes_on_in_its_time(tmp_path: Path) -> None:
    """After a restart it is later, not 2010-07-13 again; what was done is not in the future."""
    options = ("--clock", "virtual", "--tasks", "realistic", "--state", str(tmp_path / "state"))
    with serve(*options) as server, logged_in(server) as client:
        before = create(client, "a")
    with serve(*options) as server, logged_in(server) as client:
        after = client.call("CurrentTime", SERVICE)
        assert after >= before
        assert create(client, "b") > after
