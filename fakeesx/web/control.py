"""The control API, ``/fakeesx/v1/``: out of band, JSON, behind the administrator's password. For now it only tells."""

from __future__ import annotations

import json
from typing import Any

from fakeesx import __version__
from fakeesx.host.coverage import coverage
from fakeesx.host.esx import Esx
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.server import Page, Request, Site

_PREFIX = b"/fakeesx/v1/"


class Control:
    """Answers the control API of one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def page(self, request: Request) -> tuple[bytes, bytes]:
        """The JSON of a path. Raises ``Refused``: 401, 403 for all but the administrator, 404."""
        caller = self._authentication.caller(request)
        if not self._host.access.allows(caller.user, "Global.Settings", self._host.root):
            raise refusal(403, "The control API is the administrator's.")
        name = request.path.removeprefix(_PREFIX).decode("latin-1").strip("/")
        if name == "health":
            content: Any = {"status": "ok", "sessions": len(self._host.sessions), "objects": len(self._host.inventory)}
        elif name == "version":
            profile = self._host.profile
            content = {"fakeesx": __version__, "profile": profile.name, "about": profile.about.fullName}
        elif name == "methods":
            content = [{"type": r.type, "method": r.method, "status": r.status, "fault": r.fault} for r in coverage()]
        else:
            raise refusal(404, "there are health, version and methods")
        return json.dumps(content).encode() + b"\n", b"application/json"


def add_control(site: Site, host: Esx) -> None:
    """Put the control API of a host on a site."""
    site.add(_PREFIX, Page(Control(host).page), below=True)
