"""Pictures of consoles."""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from driver_conf import conf_of
from driver_machines import REQUEST, Pattern
from esx_driver.errors import InstanceNotFound, LoginRefused, TransferError, WrongState
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import power, spawning
from esx_driver.vm.screenshot import screenshot
from PIL import Image

from fakeesx import FakeESX


@pytest.fixture
def vm(fresh: FakeESX, host: Host) -> Ref:
    """A machine that runs."""
    return spawning.spawn(host, conf_of(fresh), replace(REQUEST, nics=()), Pattern())


def test_picture(fresh: FakeESX, host: Host, vm: Ref, caplog: pytest.LogCaptureFixture) -> None:
    """W2: asked for by the machine's bare id, as a PNG that another reader of such takes; the password is in no log."""
    with caplog.at_level(logging.DEBUG):
        content = screenshot(host, vm, "web")
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert min(picture.size) > 100
    (call,) = fresh.calls(kind="http", method="GET")
    assert call.arguments["id"] == vm.value
    assert host.session.authorization.removeprefix("Basic ") not in caplog.text
    assert fresh.password not in caplog.text
    assert fresh.password not in repr(host.session)


def test_states(fresh: FakeESX, host: Host, vm: Ref) -> None:
    """A machine that does not run has no screen; one that is gone has none either."""
    power.suspend(host, vm, "web")
    with pytest.raises(WrongState, match="a screenshot of 'web': it is suspended"):
        screenshot(host, vm, "web")
    with pytest.raises(InstanceNotFound):
        screenshot(host, Ref("VirtualMachine", "999"), "other")
    assert not fresh.calls(kind="http", method="GET")


@pytest.mark.parametrize(
    "effect", [{"reset": "before"}, {"reset": "after"}, {"status": 503}, {"cut_at": 100}, {"truncate": 100}], ids=str,
)
def test_lost_once(fresh: FakeESX, host: Host, vm: Ref, effect: dict[str, Any]) -> None:
    """It is asked for again: a picture that was cut is not taken for whole."""
    fresh.chaos.add(request="GET /screen", nth=1, id="once", **effect)
    assert screenshot(host, vm, "web").startswith(b"\x89PNG")
    assert fresh.chaos.hits("once") == 1


@pytest.mark.parametrize(("effect", "error", "text"), [
    ({"status": 401}, LoginRefused, "to this user: HTTP 401"),
    ({"status": 404}, InstanceNotFound, "'web'"),
    ({"status": 500}, TransferError, "HTTP 500"),
    ({"status": 200, "body": "<html>", "content_type": "text/html"}, TransferError, "is no PNG"),
    ({"cut_at": 100}, TransferError, "cut"),
], ids=str)
def test_what_is_no_picture(
    fresh: FakeESX, host: Host, vm: Ref, effect: dict[str, Any], error: type[Exception], text: str,
) -> None:
    """A typed error, and not an empty one."""
    fresh.chaos.add(request="GET /screen", **effect)
    with pytest.raises(error, match=text):
        screenshot(host, vm, "web")
