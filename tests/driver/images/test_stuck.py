"""W8: whoever stops in the middle, the image's server or the host, reading or writing: an error, and nothing hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from driver_conf import conf_of
from driver_glance import playing
from driver_machines import REQUEST, Pattern, holdings
from esx_driver.errors import DriverError, TransferError
from esx_driver.host import Host
from esx_driver.images.glance import GlanceSource, connect
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink
from esx_driver.vm import snapshotting, spawning

from fakeesx import FakeESX

SIZE = 16 << 20


def test_image_that_stops(fresh: FakeESX, host: Host) -> None:
    """Glance sends a part of the image, and then nothing: nothing of the machine is left."""
    over = threading.Event()

    def play(request: BaseHTTPRequestHandler) -> bool:
        if not request.path.endswith("/file"):
            return False
        request.send_response(200)
        request.send_header("Content-Length", str(SIZE))
        request.end_headers()
        request.wfile.write(bytes(SIZE // 2))
        return over.wait(60)

    before = holdings(fresh)
    with playing(play, size=SIZE) as url, connect(conf_of(fresh, glance_api_servers=[url], glance_timeout=1.5)) as glance:
        image = look_at(GlanceSource(glance, "1"))
        with pytest.raises(TransferError, match="glance:1 was cut"):
            spawning.spawn(host, conf_of(fresh), REQUEST, image)
        over.set()
    assert holdings(fresh) == before


def test_host_that_stops_reading(fresh: FakeESX, connected: Callable[..., Host]) -> None:
    """It takes a part of the image, and then nothing."""
    host = connected(fresh, vmwareapi_connect_timeout=1, vmwareapi_call_timeout=3)
    before = holdings(fresh)
    fresh.chaos.add(request="PUT /folder/*", bytes_per_second=1)
    with pytest.raises(TransferError, match="could not be sent"):
        spawning.spawn(host, conf_of(fresh), REQUEST, Pattern(SIZE))
    fresh.chaos.clear()
    assert holdings(fresh) == before


def test_host_that_stops_sending(
    fresh: FakeESX, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It gives a part of the disk, and then nothing: no VM snapshot, no copy and no file are left."""
    stream = host.session.wire.stream
    monkeypatch.setattr(host.session.wire, "stream", lambda *what, **how: stream(*what, **how, silence=0.5))
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, Pattern())
    before = holdings(fresh)
    fresh.chaos.add(request="GET /folder/*", bytes_per_second=1)
    with pytest.raises(DriverError, match=r"was cut|silent"):
        snapshotting.snapshot(host, vm, "web", FileSink(tmp_path / "web.vmdk"))
    fresh.chaos.clear()
    assert holdings(fresh) == before
    assert list(tmp_path.iterdir()) == []
