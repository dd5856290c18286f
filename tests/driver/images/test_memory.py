"""Images are streams: whatever their size, no more than some blocks of them are in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from driver_conf import conf_of
from driver_glance import Glance
from driver_machines import REQUEST
from esx_driver.host import Host
from esx_driver.images import glance as driver_glance
from esx_driver.images.glance import GlanceSink, GlanceSource
from esx_driver.images.image import Image
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink, Snapshot
from esx_driver.images.sources import FileSource
from esx_driver.images.vmdk import writing
from esx_driver.vm import destroying, snapshotting, spawning

from fakeesx import FakeESX

SIZE = 256 << 20
MOST = 48 << 20
"""Bytes at most, the fake host's in the same process among them: it keeps some blocks of an upload as well."""


def blocks(size: int = SIZE) -> Iterator[bytes]:
    """A disk with something in every other MiB."""
    for number in range(size >> 20):
        yield bytes(1 << 20) if number % 2 else bytes([number % 255 + 1]) * (1 << 20)


@contextmanager
def bounded() -> Iterator[None]:
    """Not more than ``MOST`` bytes more are in use at any time."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST, f"{peak >> 20} MiB"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A large streamOptimized image."""
    path = tmp_path / "large.vmdk"
    with path.open("wb") as stream:
        stream.writelines(writing.stream_optimized(blocks(), SIZE))
    return path


def same(image: Image, expected: Iterable[bytes]) -> bool:
    """Whether an image is that, MiB by MiB."""
    held = b""
    wanted = iter(expected)
    with image.open() as content:
        for block in content:
            held += block
            while len(held) >= 1 << 20:
                if held[:1 << 20] != next(wanted):
                    return False
                held = held[1 << 20:]
    return not held and next(wanted, None) is None


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_large_image(fresh: FakeESX, host: Host, file: Path, tmp_path: Path) -> None:
    """W7, W13: 256 MiB into a machine and out again."""
    image, copy = look_at(FileSource(file)), tmp_path / "copy.vmdk"
    conf = conf_of(fresh)
    with bounded():
        vm = spawning.spawn(host, conf, replace(REQUEST, nics=()), image)
    with bounded():
        snapshotting.snapshot(host, vm, "web", FileSink(copy))
    destroying.destroy(host, vm, "web")
    assert same(look_at(FileSource(copy)), blocks())


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_large_image_of_glance(fresh: FakeESX, glance: Glance, file: Path) -> None:
    """To Glance and back, without a host between."""
    image_id = glance.queue()
    with driver_glance.connect(conf_of(fresh, glance_api_servers=[glance.url])) as service:
        source = GlanceSource(service, image_id)
        with bounded():
            GlanceSink(service, image_id).store(
                Snapshot("large", SIZE, "otherGuest", "lsiLogic"), writing.stream_optimized(blocks(), SIZE),
            )
        with bounded():
            assert same(look_at(source), blocks())
