"""``/ui``: what of vSphere Web Access is left, the remote console's plug-in files. Open to all.

While the firewall's "vSphere Web Access" (``webAccess``) is closed, connections that ask for it end without an answer.
"""

from __future__ import annotations

from fakeesx.host.esx import Esx
from fakeesx.host.host_firewall_system import ruleset_enabled
from fakeesx.web import page
from fakeesx.web.authentication import refusal
from fakeesx.web.plugins import PLUGINS, content
from fakeesx.web.server import Buffer, Refused, Request, Sink, Site

_RULESET = "webAccess"
_LARGEST_BODY = 65536


class UiDoor:
    """Answers ``/ui`` and all below it for one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._files = {f"/ui/plugin/{plugin.name}": plugin for plugin in PLUGINS}

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted. Raises ``Refused`` without a status while the firewall is closed."""
        if not ruleset_enabled(self._host, _RULESET):
            raise Refused(0)
        return Buffer(_LARGEST_BODY, length)

    def answer(self, request: Request) -> None:
        """Send a plug-in or the list of them."""
        if request.method not in (b"GET", b"HEAD"):
            raise refusal(405, headers=((b"Allow", b"GET, HEAD"),))
        path = request.decoded_path
        plugin = self._files.get(path)
        if plugin is not None:
            disposition = (b"Content-Disposition", f'attachment; filename="{plugin.name}"'.encode())
            request.reply(200, content(plugin), (disposition, (b"X-Content-Type-Options", b"nosniff")), plugin.type)
        elif path.rstrip("/") in ("/ui", "/ui/plugin"):
            request.reply(200, self._list(), page.HEADERS, page.TYPE)
        else:
            raise refusal(404)

    def _list(self) -> bytes:
        rows = [
            f'<tr><td class="name">{page.link(path, plugin.name)}</td><td>{page.text(plugin.system)}</td>'
            f'<td>{page.text(plugin.browser)}</td><td class="number">{len(content(plugin))} bytes</td></tr>'
            for path, plugin in self._files.items()
        ]
        body = (
            f"{page.trail([('/', 'Welcome'), (None, 'Remote console plug-ins')])}<h1>Remote console plug-ins</h1>"
            '<p class="soft">Placeholders: each is a valid file of its kind that says what it stands for.</p>'
            f"{page.table(('File', 'System', 'Browser', '>Size'), rows)}"
        )
        return page.document(self._host, "Remote console plug-ins", body)


def add_ui(site: Site, host: Esx) -> None:
    """Put a host's plug-in files on a site."""
    site.add(b"/ui", UiDoor(host), below=True)
