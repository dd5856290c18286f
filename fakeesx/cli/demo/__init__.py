"""``fakeesx demo``: the main job, step by step."""

from fakeesx.cli.demo.command import demo

__all__ = ["demo"]
