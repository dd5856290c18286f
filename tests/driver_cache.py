"""Machines of cached images, for tests of the driver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from driver_machines import FLAT_NIC, REQUEST, UUID
from esx_driver.host import Host
from esx_driver.vm import spawning
from oslo_config import cfg

from fakeesx import FakeESX

IMAGE = "3f0f2a4e-0000-4000-8000-000000000001"
CACHED = [f"esx_driver_cache/{IMAGE}/{name}" for name in (f"{IMAGE}-flat.vmdk", f"{IMAGE}.vmdk", "used")]


def spawning_of(usual: Any) -> Callable[..., None]:
    """What makes machines ``web1``, ``web2``… of an image, or of another one."""

    def spawn(
        host: Host, conf: cfg.ConfigOpts, number: int = 1, image: Any = usual, now: float = 1000, **changes: Any,
    ) -> None:
        request = replace(REQUEST, name=f"web{number}", uuid=f"{UUID[:-1]}{number}", nics=(FLAT_NIC,), **changes)
        spawning.spawn(host, conf, request, image, clock=lambda: now)

    return spawn


def files(esx: FakeESX, folder: str = "esx_driver_cache/") -> list[str]:
    """What lies in the cache."""
    return [file for file in sorted(esx.datastores["datastore1"].files) if file.startswith(folder)]
