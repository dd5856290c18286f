"""The demo's images in a real Glance; they are removed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from esx_driver import options
from esx_driver.errors import DriverError
from esx_driver.images.glance import GlanceSink, GlanceSource, connect
from esx_driver.images.sinks import Sink
from esx_driver.images.sources import Source

from fakeesx.cli.demo.steps import DemoFailed, Steps

_BLOCK = 1 << 20
_PROPERTIES = {"vmware_ostype": "otherLinux64Guest", "vmware_adaptertype": "lsiLogic", "vmware_disktype": "streamOptimized"}


@contextmanager
def images(url: str, image: Path, steps: Steps) -> Iterator[tuple[Source, Sink, Callable[[], Source]]]:
    """An image with the content of a file, one that waits for the snapshot, and that one again. Raises ``DemoFailed``."""
    host = {"vmwareapi_host_ip": "127.0.0.1", "vmwareapi_host_username": "", "vmwareapi_host_password": ""}
    made: list[str] = []
    try:
        glance = connect(options.load(glance_api_servers=[url], **host))
        for name in ("fakeesx-demo", "fakeesx-demo-snapshot"):
            made.append(glance.create(name, disk_format="vmdk", container_format="bare", **_PROPERTIES))
        with image.open("rb") as stream:
            glance.upload(made[0], iter(lambda: stream.read(_BLOCK), b""))
    except (OSError, DriverError) as error:
        raise DemoFailed(f"Glance at {url}: {error}") from error
    steps.done(f"the image is in Glance: {made[0]}")
    try:
        yield GlanceSource(glance, made[0]), GlanceSink(glance, made[1]), lambda: GlanceSource(glance, made[1])
    finally:
        for id in made:
            with suppress(DriverError):
                glance.delete(id)
        glance.close()
