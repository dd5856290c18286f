"""Datacenters, datastores and directories as HTML. (The listing of a real 4.1 host is not recorded; this form is ours.)"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from fakeesx.host.esx import Esx
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.listing import FileStat
from fakeesx.storage.paths import join, parent_of
from fakeesx.web import page
from fakeesx.web.folder.address import DATACENTER, Address, url

_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def places(host: Esx, place: Address) -> bytes:
    """The datacenters, or with a datacenter its datastores."""
    if place.datacenter is None:
        name = host.inventory.get(DATACENTER, "name")
        body = _page("Datacenters", [(None, "Datacenters")], ("Name",), [_row(url(name), name)])
        return page.document(host, "Datacenters", body)
    rows = (
        _row(url(place.datacenter, volume.name), volume.name, _number(volume.capacity), _number(volume.free_space))
        for volume in host.volumes
    )
    title = f"Datastores of {place.datacenter}"
    steps = [(url(), "Datacenters"), (None, place.datacenter)]
    return page.document(host, title, _page(title, steps, ("Name", ">Capacity", ">Free"), rows))


def directory(host: Esx, place: Address, datastore: Datastore) -> bytes:
    """What a directory holds: directories first. Raises as ``Datastore.listing`` does."""
    datacenter = place.datacenter or str(host.inventory.get(DATACENTER, "name"))

    def to(path: str) -> str:
        return url(datacenter, datastore.name, path)

    steps: list[tuple[str | None, str]] = [(url(), "Datacenters"), (url(datacenter), datacenter)]
    steps.append((to("") if place.path else None, datastore.name))
    above = ""
    for name in place.path.split("/") if place.path else ():
        above = join(above, name)
        steps.append((to(f"{above}/") if above != place.path else None, name))
    found = sorted(datastore.listing(place.path), key=lambda each: (not each.is_directory, each.name))
    rows = [_file(to, each) for each in found]
    if place.path:
        parent = parent_of(place.path)
        rows.insert(0, _row(to(f"{parent}/" if parent else ""), "Parent directory", "<td></td>", "<td></td>"))
    title = datastore.text(place.path)
    return page.document(host, title, _page(title, steps, ("Name", ">Size", "Modified (UTC)"), rows))


def human(size: int) -> str:
    """A size as people read it: ``1.5 GB``."""
    number = float(size)
    unit = 0
    while number >= 1024 and unit < len(_UNITS) - 1:
        number, unit = number / 1024, unit + 1
    return f"{number:.1f} {_UNITS[unit]}" if unit else f"{size} byte{'s' * (size != 1)}"


def _file(to: Callable[[str], str], each: FileStat) -> str:
    time = datetime.fromtimestamp(each.modified, UTC).strftime("%Y-%m-%d %H:%M:%S")
    when = f'<td class="time">{time}</td>'
    if each.is_directory:
        return _row(to(f"{each.path}/"), f"{each.name}/", "<td></td>", when)
    return _row(to(each.path), each.name, _number(each.size), when)


def _number(size: int) -> str:
    return f'<td class="number" title="{size} bytes">{human(size)}</td>'


def _row(href: str, label: str, *cells: str) -> str:
    return f'<tr><td class="name">{page.link(href, label)}</td>{"".join(cells)}</tr>'


def _page(
    title: str, steps: Iterable[tuple[str | None, str]], heads: tuple[str, ...], rows: Iterable[str]
) -> str:
    return f"{page.trail(steps)}<h1>{page.text(title)}</h1>{page.table(heads, rows)}"
