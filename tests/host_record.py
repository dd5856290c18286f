"""All that can be seen of a host: every property of every object as a client reads it, every file with its facts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from calling import Client

from fakeesx.host.esx import Esx
from fakeesx.schema import vim
from fakeesx.soap.encode import encoder
from fakeesx.storage.reading import STAGING

_HEAD = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body><RetrieveProperties xmlns="urn:vim25">'
    b'<_this type="PropertyCollector">ha-property-collector</_this>'
)
_TAIL = b"</RetrieveProperties></e:Body></e:Envelope>"


def objects(client: Client) -> dict[str, bytes]:
    """Every object of the client's host with all its properties, as bytes from the wire, by moid, in the host's order."""
    host, found = client.host, {}
    for node in host.inventory.nodes():
        if node.owner is not None:
            continue
        spec = vim.PropertyFilterSpec(
            propSet=[vim.PropertySpec(type=node.ref.type, all=True)], objectSet=[vim.ObjectSpec(obj=node.ref)],
        )
        body = _HEAD + encoder().element("specSet", [spec], "PropertyFilterSpec", True) + _TAIL
        reply, _ = host.pipeline.handle(body, '"urn:vim25/4.1"', client.cookie, "192.0.2.7")
        assert not hasattr(reply, "addCallback")
        assert reply.status == 200, reply.body
        found[node.ref.value] = reply.body
    return found


def files(root: Path) -> dict[str, Any]:
    """Every file and directory below a folder: kind, mode, time, content. Nothing that is staged."""
    found: dict[str, Any] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if STAGING in name.parts:
            continue
        info = path.lstat()
        owner = os.getxattr(path, "user.fakeesx.owner") if "user.fakeesx.owner" in os.listxattr(path) else b""
        content = None if path.is_dir() else (info.st_size, _content(path))
        found[str(name)] = (info.st_mode, info.st_mtime_ns, owner, content)
    return found


def space(host: Esx) -> dict[str, Any]:
    """What each datastore says of its space, its locks and its files."""
    found: dict[str, Any] = {}
    for volume in host.volumes:
        listed = [each._replace(inode=0) for _, stats in volume.walk() for each in stats]
        locks = {each.path: volume.locked_by(each.path) for each in listed if not each.is_directory}
        found[volume.name] = (
            volume.used, volume.free_space, volume.uncommitted, volume.capacity, volume.lock_owners, listed, locks,
        )
    return found


def record(client: Client) -> dict[str, Any]:
    """The whole host as it is."""
    host = client.host
    return {
        "objects": objects(client), "order": [node.ref.value for node in host.inventory.nodes() if node.owner is None],
        "types": {
            type: [node.ref.value for node in host.inventory.of_type(type) if node.owner is None]
            for type in host.model.managed
        },
        "files": files(host.settings.root), "space": space(host),
    }


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What is not the same in two records."""
    found = {}
    for part, was in before.items():
        now = after[part]
        if isinstance(was, dict):
            for name in was.keys() | now.keys():
                if was.get(name) != now.get(name):
                    found[f"{part} {name}"] = (was.get(name), now.get(name))
        elif was != now:
            found[part] = (was, now)
    return found


def _content(path: Path) -> Any:
    """The content, of a large file with holes only where there is data."""
    if path.stat().st_size < 1 << 20:
        return path.read_bytes()
    pieces, at = [], 0
    fd = os.open(path, os.O_RDONLY)
    try:
        while True:
            try:
                start = os.lseek(fd, at, os.SEEK_DATA)
            except OSError:
                break
            at = os.lseek(fd, start, os.SEEK_HOLE)
            piece = os.pread(fd, at - start, start)
            if piece.strip(b"\0"):
                pieces.append((start, piece))
    finally:
        os.close(fd)
    return pieces
