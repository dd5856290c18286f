"""The door of ``/folder``: GET, HEAD, PUT and DELETE of files, GET of directories, datastores and datacenters."""

from __future__ import annotations

import io

from twisted.web import http

from fakeesx.host.esx import Esx
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.listing import FileStat
from fakeesx.web import page
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.folder import address, listing
from fakeesx.web.folder.address import Address
from fakeesx.web.folder.download import Download
from fakeesx.web.folder.ranges import Part, Unsatisfiable, wanted
from fakeesx.web.folder.refusals import refused
from fakeesx.web.folder.upload import receive, store
from fakeesx.web.server import Buffer, Request, Sink, Site

BROWSE, WRITE = "Datastore.Browse", "Datastore.FileManagement"
_TYPE = b"application/octet-stream"
_METHODS = (b"GET", b"HEAD", b"PUT", b"DELETE")
_LARGEST_BODY = 65536
"""Bytes that a request may bring which needs no body."""


class FolderDoor:
    """Answers ``/folder`` and all below it for one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """A PUT streams into its datastore; who may not, or to where nothing can be written, is told before that."""
        caller = self._authentication.caller(request)
        if request.method not in _METHODS:
            raise refusal(405, headers=((b"Allow", b", ".join(_METHODS)),))
        place = address.read(self._host, request)
        if request.method != b"PUT":
            privilege = WRITE if request.method == b"DELETE" else BROWSE
            target = self._host.datastores.ref(place.datastore.name) if place.datastore else address.DATACENTER
            self._authentication.require(caller, privilege if place.datastore else "System.View", target)
            return Buffer(_LARGEST_BODY, length)
        if place.datastore is None or place.slash:
            raise refusal(405, "The URL names no file.", ((b"Allow", b"GET, HEAD"),))
        self._authentication.require(caller, WRITE, self._host.datastores.ref(place.datastore.name))
        return receive(request, place.datastore, place.path, length, self._refresh)

    def answer(self, request: Request) -> None:
        """All checks that need no file are done; the body of a PUT is there."""
        if request.method == b"PUT":
            store(request, self._host.blocking, self._refresh)
            return
        place = address.read(self._host, request)
        if request.method == b"DELETE":
            self._delete(request, place)
        elif place.datastore is None:
            _page(request, listing.places(self._host, place))
        else:
            self._get(request, place, place.datastore)

    def _delete(self, request: Request, place: Address) -> None:
        if place.datastore is None:
            raise refusal(405, headers=((b"Allow", b"GET, HEAD"),))
        with refused():
            if place.datastore.stat(place.path).is_directory and place.path:
                place.datastore.rmdir(place.path)
            else:
                place.datastore.delete_file(place.path)
        self._refresh(place.datastore)
        request.reply(204)  # inferred: Ansible's vsphere_file takes nothing else for success

    def _refresh(self, datastore: Datastore) -> None:
        self._host.datastores.refresh((datastore.name,))

    def _get(self, request: Request, place: Address, datastore: Datastore) -> None:
        with refused():
            found = datastore.stat(place.path)
            if found.is_directory:
                _page(request, listing.directory(self._host, place, datastore))
                return
            if place.slash:
                raise refusal(404, "This is a file.")
            file = datastore.open_read(place.path)
        try:
            _send(request, found, file)
        except BaseException:
            file.close()
            raise


def add_folder(site: Site, host: Esx) -> None:
    """Put a host's files on a site."""
    site.add(address.ROOT.encode(), FolderDoor(host), below=True)


def etag(found: FileStat) -> bytes:
    """A validator that differs when the file was written or another took its name."""
    return b'"%x-%x-%x"' % (found.inode, found.size, int(found.modified * 1e9))


def _send(request: Request, found: FileStat, file: io.FileIO) -> None:
    tag, modified = etag(found), http.datetimeToString(found.modified)
    headers = [(b"Accept-Ranges", b"bytes"), (b"ETag", tag), (b"Last-Modified", modified)]
    tags = [each.strip().removeprefix(b"W/") for each in (request.header(b"if-none-match") or b"").split(b",")]
    if tag in tags or b"*" in tags:
        file.close()
        request.start(304, headers)
        request.finish()
        return
    condition = request.header(b"if-range")
    asked = request.header(b"range") if condition is None or condition in (tag, modified) else None
    try:
        parts = wanted(asked, found.size)
    except Unsatisfiable:
        raise refusal(416, headers=(*headers, (b"Content-Range", b"bytes */%d" % found.size))) from None
    type_, pieces = _TYPE, [(b"", part) for part in parts or (Part(0, found.size),)]
    if len(parts) == 1:
        headers.append((b"Content-Range", _content_range(parts[0], found.size)))
    elif parts:
        border = tag.strip(b'"')  # what stands between the parts may be anything that is not in a header of theirs
        type_ = b"multipart/byteranges; boundary=%b" % border
        pieces = [(_part_head(border, part, found.size), part) for part in parts]
        pieces.append((b"\r\n--%b--\r\n" % border, Part(0, 0)))
    headers += [(b"Content-Type", type_), (b"X-Content-Type-Options", b"nosniff")]
    request.start(206 if parts else 200, headers, sum(len(head) + part.length for head, part in pieces))
    if request.method == b"HEAD":
        file.close()
        request.finish()
    else:
        Download(request, file, pieces).start()


def _content_range(part: Part, size: int) -> bytes:
    return b"bytes %d-%d/%d" % (part.offset, part.offset + part.length - 1, size)


def _part_head(border: bytes, part: Part, size: int) -> bytes:
    """What stands before one of several parts (RFC 9110, 14.6)."""
    return b"\r\n--%b\r\nContent-Type: %b\r\nContent-Range: %b\r\n\r\n" % (border, _TYPE, _content_range(part, size))


def _page(request: Request, content: bytes) -> None:
    request.reply(200, content, page.HEADERS, page.TYPE)
