"""The command line: ``fakeesx serve`` and its sisters."""

from fakeesx.cli.main import main

__all__ = ["main"]
