"""The door of ``/mob``."""

from __future__ import annotations

from fakeesx.host.esx import Esx
from fakeesx.web import page
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.mob.pages import SERVICE, Browser
from fakeesx.web.mob.path import NoSuchPath
from fakeesx.web.server import Buffer, Request, Sink, Site

_LARGEST_BODY = 65536


class MobDoor:
    """Answers ``/mob/?moid=ha-host&doPath=config.network`` for one host; without ``moid`` shows the ServiceInstance."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted."""
        return Buffer(_LARGEST_BODY, length)

    def answer(self, request: Request) -> None:
        """Send the page of an object or of a value."""
        caller = self._authentication.caller(request)
        if request.method not in (b"GET", b"HEAD"):
            raise refusal(405, "Methods can't be invoked here; call them at /sdk.", ((b"Allow", b"GET, HEAD"),))
        if request.path not in (b"/mob", b"/mob/"):
            raise refusal(404)
        moid = request.argument(b"moid") or SERVICE
        browser = Browser(self._host, caller)
        node = browser.node(moid)
        if node is None:
            raise refusal(404, f"There is no managed object '{moid}'.")
        path = request.argument(b"doPath")
        try:
            content = browser.value(node, path) if path else browser.object(node)
        except NoSuchPath:
            raise refusal(404, f"'{path}' leads nowhere in {node.ref.type} {moid}.") from None
        request.reply(200, content, page.HEADERS, page.TYPE)


def add_mob(site: Site, host: Esx) -> None:
    """Put a host's Managed Object Browser on a site."""
    site.add(b"/mob", MobDoor(host), below=True)
