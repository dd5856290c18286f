"""The host as a whole: reset, snapshots, the inventory file."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from calling import Client, Faulted

from fakeesx.inventory.file import load


def names(control: Any) -> list[str]:
    """The names of the VMs."""
    return [node.get("name") for node in control.host.inventory.of_type("VirtualMachine")]


def rename(client: Client, name: str) -> None:
    """Give the VM another name."""
    client.task(next(client.host.inventory.of_type("VirtualMachine")).ref, "Rename_Task", newName=name)


def test_snapshots(control: Any) -> None:
    """Taken, listed, gone back to, replaced, forgotten."""
    client = Client(control.host).login()
    rename(client, "a")
    assert control.do("POST", "snapshots", {"name": "of a"}, 201) == {"snapshots": ["of a"]}
    rename(client, "b")
    assert control.do("PUT", "snapshots/b%2Fc", status=201) == {"snapshots": ["of a", "b/c"]}
    assert control.wrong("PUT", "snapshots/b%2Fc")[0] == 409
    assert control.wrong("POST", "snapshots", {"name": "of a"})[0] == 409
    control.do("POST", "snapshots/of%20a/restore", status=204)
    assert names(control) == ["a"]
    control.do("POST", "snapshots/b%2Fc/restore", status=204)
    assert names(control) == ["b"]
    rename(client, "c")
    control.do("PUT", "snapshots/b%2Fc?replace=true", status=201)
    control.do("DELETE", "snapshots/of%20a", status=204)
    assert control.do("GET", "snapshots") == {"snapshots": ["b/c"]}
    rename(client, "d")
    control.do("POST", "snapshots/b%2Fc/restore", status=204)
    assert names(control) == ["c"]


def test_reset(control: Any) -> None:
    """The host is as at its start, and nothing has been asked of it."""
    client = Client(control.host).login()
    rename(client, "a")
    control.do("POST", "reset?keep_requests=true", status=204)
    assert names(control) == ["vm-0001"]
    assert len(control.host.requests) > 0
    control.do("POST", "reset", status=204)
    assert len(control.host.requests) == 0
    with pytest.raises(Faulted):
        rename(client, "b")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "text"),
    [
        ("POST", "snapshots", {"name": ""}, 400, "name: it must have at least 1 characters"),
        ("POST", "snapshots", {"name": "x" * 101}, 400, "name: it must have at most 100 characters"),
        ("POST", "snapshots", {"name": " x"}, 422, "no blanks at the ends"),
        ("PUT", "snapshots/%20x", None, 422, "no blanks at the ends"),
        ("DELETE", "snapshots/x", None, 404, "there is no snapshot 'x'"),
        ("POST", "snapshots/x/restore", None, 404, "there is no snapshot 'x'"),
        ("GET", "inventory?format=xml", None, 400, "format=xml: it must be one of yaml, json"),
    ],
)
def test_what_is_wrong(control: Any, method: str, path: str, body: Any, status: int, text: str) -> None:
    """The status says what kind of mistake it is, the text which; nothing is taken or lost."""
    told, found = control.wrong(method, path, body)
    assert told == status
    assert text in found
    assert control.do("GET", "snapshots") == {"snapshots": []}


def test_inventory(control: Any) -> None:
    """A file of which such a host can be made; the same as JSON."""
    answer = control.ask("GET", "inventory")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/yaml")
    assert [vm.name for vm in load(answer.text).vms] == ["vm-0001"]
    assert control.do("GET", "inventory?format=json") == yaml.safe_load(answer.text)


def test_a_host_that_can_not_be_replaced(control: Any) -> None:
    """One that does not listen; the file is not looked at."""
    assert control.wrong("PUT", "inventory", {"vms": [{"name": "web"}]})[0] == 409
    assert names(control) == ["vm-0001"]
