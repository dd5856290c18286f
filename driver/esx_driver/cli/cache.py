"""``esx-driver cache``: images that are kept on the datastores."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from esx_driver.cli.session import Driver

if TYPE_CHECKING:
    from esx_driver.cache import Entry


@click.group("cache")
def cache() -> None:
    """Show and age images that are kept on datastores."""


@cache.command("list")
@click.pass_obj
def list_(driver: Driver) -> None:
    """List the cached images."""
    from esx_driver.cache import aging

    with driver.host() as (host, conf):
        found = list(aging.entries(host, conf))
    driver.say(_fields(found), lambda: _table(found) or "no images are cached")


@cache.command()
@click.pass_obj
def clean(driver: Driver) -> None:
    """Remove images that were not used for a while.

    They are those that no machine uses, and none has for vmwareapi_cache_age seconds. An image that a machine's disk
    stands on is used for as long as there is the machine, be it on or off.
    """
    from esx_driver.cache import aging

    with driver.host() as (host, conf):
        removed = aging.clean_cache(host, conf, time.time())
    driver.say(_fields(removed), lambda: "\n".join(f"removed {entry.folder}" for entry in removed) or "nothing to remove")


def _fields(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [
        {"image": entry.image_id, "folder": str(entry.folder), "bytes": entry.size, "used": _time(entry)}
        for entry in entries
    ]


def _table(entries: Iterable[Entry]) -> str:
    return "\n".join(f"{_time(entry) or 'unknown':<20}  {entry.size:>14,}  {entry.folder}" for entry in entries)


def _time(entry: Entry) -> str | None:
    return datetime.fromtimestamp(entry.used, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if entry.used else None
