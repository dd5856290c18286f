"""``esx-driver``: the driver on the command line."""

from esx_driver.cli.main import main

__all__ = ["main"]
