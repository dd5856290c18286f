"""The files of a host as an HTTP client sees them, without a socket."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from files_model import Place
from talking import Answer, Talk

from fakeesx.web.server import Site

STATUSES = {"FileNotFound": 404, "CannotAccessFile": 409, "FileLocked": 423, "NoDiskSpace": 507}
"""What a client gets who meets a fault on the way."""
_ROW = re.compile(r'<td class="name"><a href="[^"]*">([^<]*)</a></td><td(?: class="number" title="(\d+) bytes")?>')


def address(place: Place) -> str:
    """The URL of a place, without the host."""
    return f"/folder/{quote(place[1])}?dcPath=ha-datacenter&dsName={place[0]}"


class Door:
    """A client of ``/folder``, one connection for each request."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def get(self, place: Place, span: tuple[int, int] | None = None, method: str = "GET") -> Answer:
        """A file, or of ``span`` (first, last) only these bytes."""
        headers = {} if span is None else {"Range": f"bytes={span[0]}-{span[1]}"}
        return Talk(self.site).request(method, address(place), headers=headers)

    def put(self, place: Place, content: bytes, pieces: int | None = None) -> int:
        """Send a file with its length, or in chunks of ``pieces`` bytes; the status."""
        if pieces is None:
            return Talk(self.site).request("PUT", address(place), content).status
        talk = self.begin(place, None)
        for start in range(0, len(content), pieces):
            chunk = content[start : start + pieces]
            talk.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            if talk.transport.value():  # refused meanwhile
                return talk.read("PUT").status
        if not talk.transport.value():
            talk.send(b"0\r\n\r\n")
        return talk.read("PUT").status

    def begin(self, place: Place, length: int | None) -> Talk:
        """Begin to send a file; without a length in chunks."""
        talk = Talk(self.site)
        headers = {"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)}
        talk.head("PUT", address(place), headers)
        return talk

    def delete(self, place: Place) -> int:
        """Delete a file or an empty directory; the status."""
        return Talk(self.site).request("DELETE", address(place)).status

    def tree(self, datastore: str) -> dict[Place, int | None]:
        """All that the listings lead to: sizes of files, ``None`` for directories."""
        found: dict[Place, int | None] = {(datastore, ""): None}
        waiting = [""]
        while waiting:
            above = waiting.pop()
            answer = self.get((datastore, above))
            assert answer.status == 200, above
            for label, size in _ROW.findall(answer.text):
                if label != "Parent directory":
                    name = html.unescape(label)
                    path = f"{above}/{name}".lstrip("/").rstrip("/")
                    found[datastore, path] = int(size) if size else None
                    assert name.endswith("/") == (not size)
                    if not size:
                        waiting.append(path)
        return found
