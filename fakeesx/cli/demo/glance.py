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
from keystoneauth1.exceptions import ClientException
from openstack.exceptions import SDKException

from fakeesx.cli.demo.steps import DemoFailed, Steps

_PROPERTIES = {"vmware_ostype": "otherLinux64Guest", "vmware_adaptertype": "lsiLogic", "vmware_disktype": "streamOptimized"}


@contextmanager
def images(url: str, image: Path, steps: Steps) -> Iterator[tuple[Source, Sink, Callable[[], Source]]]:
    """An image with the content of a file, one that waits for the snapshot, and that one again. Raises ``DemoFailed``."""
    host = {"vmwareapi_host_ip": "127.0.0.1", "vmwareapi_host_username": "", "vmwareapi_host_password": ""}
    made: list[str] = []
    try:
        connection = connect(options.load(glance_api_servers=[url], **host))
        for name in ("fakeesx-demo", "fakeesx-demo-snapshot"):
            queued = connection.image.create_image(
                name, disk_format="vmdk", container_format="bare", allow_duplicates=True, **_PROPERTIES,
            )
            made.append(queued.id)
        with image.open("rb") as stream:
            connection.image.put(
                f"/images/{made[0]}/file", data=stream, headers={"Content-Type": "application/octet-stream"},
            ).raise_for_status()
    except (SDKException, ClientException, OSError, DriverError) as error:
        raise DemoFailed(f"Glance at {url}: {error}") from error
    steps.done(f"the image is in Glance: {made[0]}")
    try:
        yield GlanceSource(connection, made[0]), GlanceSink(connection, made[1]), lambda: GlanceSource(connection, made[1])
    finally:
        for id in made:
            with suppress(SDKException, ClientException):
                connection.image.delete_image(id)
        connection.close()
