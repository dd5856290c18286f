"""``/host``: logs and configuration files of the host itself. ``/tmp``: where a client may leave files for it.

Both are documented for hosts of this kind; privileges, statuses and the look of the listing are inferred as in ``/folder``.
"""

from __future__ import annotations

from urllib.parse import quote

from fakeesx.host.esx import Esx
from fakeesx.host.services.host_files import LARGEST
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import InvalidDatastorePath
from fakeesx.storage.paths import normalise
from fakeesx.web import page
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.folder.listing import human
from fakeesx.web.folder.upload import receive, store
from fakeesx.web.server import Buffer, Request, Sink, Site

HOST = ManagedObjectReference("HostSystem", "ha-host")
READ_PRIVILEGE, WRITE_PRIVILEGE = "Global.Diagnostics", "Host.Config.AdvancedConfig"
TEMPORARY_PRIVILEGE = "Host.Config.SystemManagement"


class HostFilesDoor:
    """Answers ``/host`` and all below it: GET and HEAD, PUT of configuration files."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """Who may not, and what can't be written, is told before a body comes."""
        caller = self._authentication.caller(request)
        name = _below(request, "/host")
        if request.method not in (b"GET", b"HEAD", b"PUT") or (request.method == b"PUT" and not name):
            raise refusal(405, headers=((b"Allow", b"GET, HEAD" if not name else b"GET, HEAD, PUT"),))
        writes = request.method == b"PUT"
        self._authentication.require(caller, WRITE_PRIVILEGE if writes else READ_PRIVILEGE, HOST)
        if writes and request.header(b"content-range") is not None:
            raise refusal(400, "A file is written as a whole.")
        return Buffer(LARGEST if writes else 65536, length)

    def answer(self, request: Request) -> None:
        """Send a file or the list of files, or keep what was sent. Raises ``Refused``."""
        name = _below(request, "/host")
        files = self._host.files
        try:
            if not name:
                request.reply(200, self._listing(), page.HEADERS, page.TYPE)
            elif request.method == b"PUT":
                files.write(name, request.sink.value())
                request.reply(200)
            else:
                headers = ((b"X-Content-Type-Options", b"nosniff"), (b"Cache-Control", b"no-cache"))
                request.reply(200, files.read(name), headers, b"text/plain; charset=utf-8")
        except LookupError:
            raise refusal(404, "The host shows no such file.") from None
        except PermissionError:
            raise refusal(403, "The host writes this file itself.") from None

    def _listing(self) -> bytes:
        rows = (
            f'<tr><td class="name">{page.link(f"/host/{quote(file.name)}", file.name)}</td>'
            f'<td class="number" title="{file.size} bytes">{human(file.size)}</td>'
            f'<td class="type">{"configuration" if file.writable else "log"}</td></tr>'
            for file in self._host.files.list()
        )
        title = "Files of the host"
        table = page.table(("Name", ">Size", "Kind"), rows)
        return page.document(self._host, title, f"<h1>{title}</h1>{table}")


class TemporaryDoor:
    """Answers what is below ``/tmp``: PUT alone."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """A file streams into the host's temporary folder, as one does into a datastore."""
        caller = self._authentication.caller(request)
        name = _below(request, "/tmp")  # noqa: S108 - the path of a URL
        if request.method != b"PUT" or not name or name.endswith("/"):
            raise refusal(405, headers=((b"Allow", b"PUT"),))
        self._authentication.require(caller, TEMPORARY_PRIVILEGE, HOST)
        try:
            path = normalise(name)
        except InvalidDatastorePath:
            raise refusal(400, "This path can't be.") from None
        return receive(request, self._host.files.temporary, path, length, lambda _: None)

    def answer(self, request: Request) -> None:
        """All of the file is there: give it its name."""
        store(request, self._host.blocking, lambda _: None)


def _below(request: Request, root: str) -> str:
    return request.decoded_path.removeprefix(root).lstrip("/")


def add_host_files(site: Site, host: Esx) -> None:
    """Put the files of a host itself on a site."""
    site.add(b"/host", HostFilesDoor(host), below=True)
    site.add(b"/tmp", TemporaryDoor(host), below=True)
