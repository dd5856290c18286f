"""The VNC server that a VM asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lives import Life
from vms import make, spec

from fakeesx.host.virtual_machine.remote_display import RemoteDisplay, remote_display
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.schema import vim


def options(**values: str) -> dict[str, str]:
    """Options of VNC, among others."""
    return {"svga.vramSize": "4194304", **{f"RemoteDisplay.vnc.{key}": value for key, value in values.items()}}


@pytest.mark.parametrize(("values", "wanted"), [
    ({}, None),
    ({"port": "5901"}, None),
    ({"enabled": "FALSE", "port": "5901"}, None),
    ({"enabled": "TRUE"}, RemoteDisplay(5900)),
    ({"enabled": "true", "port": " 5901 "}, RemoteDisplay(5901)),
    ({"enabled": "1", "port": "5901", "password": "secret", "ip": "127.0.0.1"}, RemoteDisplay(5901, "secret", "127.0.0.1")),
    ({"enabled": "TRUE", "password": "secret", "key": "AAAA"}, RemoteDisplay(5900, "secret")),
    ({"enabled": "TRUE", "key": "AAAA"}, RemoteDisplay(5900, "")),
    ({"enabled": "TRUE", "port": "70000"}, RemoteDisplay(0)),
    ({"enabled": "TRUE", "port": "5900.5"}, RemoteDisplay(0)),
])
def test_options(values: dict[str, str], wanted: RemoteDisplay | None) -> None:
    """What they ask for, if they do."""
    assert remote_display(vim.OptionValue(key=key, value=value) for key, value in options(**values).items()) == wanted


def test_a_host_that_is_killed(tmp_path: Path) -> None:
    """Has the server of a VM that runs as it was when that started, not as its options are now."""
    life = Life(tmp_path / "state")
    client = life.login()
    vm = make(client, "web", extra=options(enabled="TRUE", port="5901", password="then"))
    client.task(vm, "PowerOnVM_Task")
    client.task(vm, "ReconfigVM_Task", spec=spec(None, extra=options(port="5902")))
    life.settle()
    life = life.again(life.kill())
    assert VirtualMachine(life.host, vm).machine.display == RemoteDisplay(5901, "then")
    client = life.login()
    client.task(vm, "PowerOffVM_Task")
    client.task(vm, "PowerOnVM_Task")
    assert VirtualMachine(life.host, vm).machine.display == RemoteDisplay(5902, "then")
    life.stop()
