"""``fakeesx ctl``: look at a running fake host and do things with it, over its control API."""

from fakeesx.cli.ctl.command import ctl

__all__ = ["ctl"]
