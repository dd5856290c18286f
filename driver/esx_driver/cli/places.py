"""Images and where they go, as the command line names them: a file, a URL, ``glance:ID``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from esx_driver.cli.session import Driver
from esx_driver.datastore.paths import DatastorePath
from esx_driver.images.sinks import FileSink, Sink
from esx_driver.images.sources import FileSource, Source, UrlSource

if TYPE_CHECKING:
    from esx_driver.vm.booting import Bootable

GLANCE = "glance:"


def source_of(text: str, driver: Driver) -> Source:
    """Where to read an image from. Raises ``ImageError``, ``ConfigError``."""
    if text.startswith(GLANCE):
        from esx_driver.images.glance import GlanceSource, connect

        return GlanceSource(connect(driver.options()), text.removeprefix(GLANCE))
    if "://" in text:
        return UrlSource(text)
    return FileSource(text)


def bootable_of(image: str | None, volume: str | None, driver: Driver) -> Bootable:
    """What a machine is to boot from: an image or a volume, one of them. Raises ``ImageError``, ``TransferError``, …"""
    from esx_driver.images.opening import look_at_any
    from esx_driver.vm.boot_volume import BootVolume

    if (image is None) == (volume is None):
        raise click.UsageError("give one of --image and --boot-volume")
    return look_at_any(source_of(image, driver)) if image is not None else BootVolume(DatastorePath.parse(str(volume)))


def sink_of(text: str, driver: Driver) -> Sink:
    """Where to put one. Raises ``ConfigError``."""
    if text.startswith(GLANCE):
        from esx_driver.images.glance import GlanceSink, connect

        return GlanceSink(connect(driver.options()), text.removeprefix(GLANCE))
    return FileSink(text)
