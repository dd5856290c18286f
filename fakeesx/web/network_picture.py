"""``/ui/network.svg``: a picture of the host's network, for everyone who may read the host.

VMs that the caller may not read are not in it. ``members`` is how many machines of each port group are named.
"""

from __future__ import annotations

from collections.abc import Iterator

from fakeesx.drawing import svg
from fakeesx.drawing.layout import MOST_MEMBERS, layout
from fakeesx.drawing.network import Machine, picture
from fakeesx.host.esx import HOST, Esx
from fakeesx.host.host_firewall_system import ruleset_enabled
from fakeesx.host.services.access import READ
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.web import page
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.server import Buffer, Refused, Request, Sink, Site

_COLUMNS = 110
_NETWORK = ManagedObjectReference("HostNetworkSystem", "networkSystem")
_TYPE = b"image/svg+xml; charset=utf-8"


class NetworkPicture:
    """Answers the picture's address for one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted. Raises ``Refused``: without a status while the firewall is closed, else 401, 403, 405."""
        if not ruleset_enabled(self._host, "webAccess"):
            raise Refused(0)
        caller = self._authentication.caller(request)
        self._authentication.require(caller, READ, HOST)
        if request.method not in (b"GET", b"HEAD"):
            raise refusal(405, headers=((b"Allow", b"GET, HEAD"),))
        return Buffer(65536, length)

    def answer(self, request: Request) -> None:
        """Send the picture. Raises ``Refused`` (400) for a number of members that is none."""
        user = self._authentication.caller(request).user
        text = request.argument(b"members") or str(MOST_MEMBERS)
        if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
            raise refusal(400, "members is a number from 1 to 99999.")
        name = page.host_name(self._host)
        info = self._host.inventory.get(_NETWORK, "networkInfo")
        scene = layout(picture(name, info, self._machines(user)), _COLUMNS, int(text))
        request.reply(200, svg.render(scene, f"Network of {name}").encode(), page.HEADERS, _TYPE)

    def _machines(self, user: str) -> Iterator[Machine]:
        """The VMs that a user may read."""
        access, inventory = self._host.access, self._host.inventory
        names = {node.ref: str(node.get("name")) for node in inventory.of_type("Network")}
        for node in inventory.of_type("VirtualMachine"):
            if access.allows(user, READ, node.ref):
                networks = [names[ref] for ref in node.get("network") if ref in names]
                yield Machine(str(node.get("name")), str(node.get("runtime").powerState), networks)


def add_network_picture(site: Site, host: Esx) -> None:
    """Put the picture of a host's network on a site."""
    site.add(b"/ui/network.svg", NetworkPicture(host))
