"""``/``: the page that greets a browser, open to all."""

from __future__ import annotations

from fakeesx.host.esx import Esx
from fakeesx.web import page
from fakeesx.web.server import Page, Request, Site

_TILES = (
    ("/mob/", "Managed Object Browser", "Every object of this host with its properties, and the methods it has."),
    ("/folder", "Datastores", "The files of virtual machines. Upload with PUT, also ranges with GET."),
    ("/ui/network.svg", "Network", "A picture of the switches, the port groups with their VLANs, and who is on them."),
    ("/sdk/vimService.wsdl", "Web service", "The vSphere API's WSDL; the endpoint is <code>/sdk</code>."),
    ("/ui", "Remote console plug-ins", "The plug-in files that old consoles ask for."),
)


def add_welcome(site: Site, host: Esx) -> None:
    """Put the welcome page of a host on a site."""

    def make(_: Request) -> tuple[bytes, bytes]:
        about = host.profile.about
        tiles = "".join(
            f'<div class="tile"><h2>{page.link(href, title)}</h2><p class="soft">{text}</p></div>'
            for href, title, text in _TILES
        )
        body = (
            f"<h1>Welcome to {page.text(about.name)} {page.text(about.version)}</h1>"
            f'<p class="soft">{page.text(about.fullName)}, API {page.text(about.apiVersion)}. This host is a simulation '
            f'made by fakeesx for tests and development.</p><div class="tiles">{tiles}</div>'
        )
        return page.document(host, "Welcome", body), page.TYPE

    site.add(b"/", Page(make, page.HEADERS))
