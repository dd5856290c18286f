"""Images and where they go, as the command line names them: a file, a URL, ``glance:ID``."""

from __future__ import annotations

from esx_driver.cli.session import Driver
from esx_driver.images.sinks import FileSink, Sink
from esx_driver.images.sources import FileSource, Source, UrlSource

GLANCE = "glance:"


def source_of(text: str, driver: Driver) -> Source:
    """Where to read an image from. Raises ``ImageError``, ``ConfigError``."""
    if text.startswith(GLANCE):
        from esx_driver.images.glance import GlanceSource, connect

        return GlanceSource(connect(driver.options()), text.removeprefix(GLANCE))
    if text.startswith(("http://", "https://")):
        return UrlSource(text)
    return FileSource(text)


def sink_of(text: str, driver: Driver) -> Sink:
    """Where to put one. Raises ``ConfigError``."""
    if text.startswith(GLANCE):
        from esx_driver.images.glance import GlanceSink, connect

        return GlanceSink(connect(driver.options()), text.removeprefix(GLANCE))
    return FileSink(text)
