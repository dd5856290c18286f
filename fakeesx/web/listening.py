"""A host on a port: its doors put together, TLS around them, and its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from twisted.internet.defer import Deferred, maybeDeferred

from fakeesx.host.esx import Esx
from fakeesx.schema.wsdl import SOUND, WsdlFaults
from fakeesx.web.chaos import HttpChaos
from fakeesx.web.control import add_control
from fakeesx.web.folder import add_folder
from fakeesx.web.host_files import add_host_files
from fakeesx.web.logging_doors import add_log
from fakeesx.web.mob import add_mob
from fakeesx.web.network_picture import add_network_picture
from fakeesx.web.screen import add_screen
from fakeesx.web.sdk import add_sdk
from fakeesx.web.server import Site
from fakeesx.web.tls import Identity, identity
from fakeesx.web.transports import listen as listen_on
from fakeesx.web.ui import add_ui
from fakeesx.web.welcome import add_welcome


@dataclass(frozen=True)
class Listen:
    """Where and how to listen."""

    address: str = "127.0.0.1"
    port: int = 0
    tls: bool = True
    wsdl_faults: WsdlFaults = field(default=SOUND)


def build_site(host: Esx, reactor: Any, *, secure: bool = True, faults: WsdlFaults = SOUND) -> Site:
    """All doors of a host; ``reactor`` times connections. Needs no socket: ``Site.buildProtocol`` makes connections."""
    site = Site(reactor)
    site.waiting = host.waiting
    if host.kept is not None:
        site.hold = host.kept.commits.wait
    site.trouble = HttpChaos(host)
    host.chaos.at_reboot.append(site.leave)
    host.power.at_change.append(partial(_returned, site))
    add_log(site, host.requests)
    add_sdk(site, host, secure=secure, faults=faults)
    add_folder(site, host)
    add_screen(site, host)
    add_host_files(site, host)
    add_mob(site, host)
    add_ui(site, host)
    add_network_picture(site, host)
    add_welcome(site, host)
    add_control(site, host)
    return site


def _returned(site: Site, up: bool) -> None:
    if up:
        site.away = False


class ListeningHost:
    """A host that accepts connections."""

    def __init__(self, host: Esx, reactor: Any, listen: Listen) -> None:
        self.host = host
        self.listen = listen
        self.identity: Identity | None = None
        self.site = build_site(host, reactor, secure=listen.tls, faults=listen.wsdl_faults)
        tls = None
        if listen.tls:
            names = () if listen.address in ("127.0.0.1", "::1", "0.0.0.0", "::", "localhost") else (listen.address,)  # noqa: S104
            self.identity = identity(names)
            host.ssl_thumbprint = self.identity.thumbprint
            tls = self.identity.context_factory()
        self._port: Any = listen_on(reactor, listen.address, listen.port, self.site, tls)

    @property
    def port(self) -> int:
        """The port in use."""
        number: int = self._port.getHost().port
        return number

    @property
    def address(self) -> str:
        """The address to connect to, also when listening on a wildcard."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.listen.address, self.listen.address)  # noqa: S104

    @property
    def base_url(self) -> str:
        """The URL of the host without a path."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{'https' if self.listen.tls else 'http'}://{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL of the SOAP endpoint."""
        return f"{self.base_url}/sdk"

    def stop(self) -> Deferred[None]:
        """Stop listening, end what runs, cut the connections, keep what is left to be kept."""
        stopped: Deferred[Any] = maybeDeferred(self._port.stopListening)
        self.host.stop()
        for channel in list(self.site.open):
            channel.abortConnection()
        kept = self.host.kept
        return stopped.addCallback(lambda _: None if kept is None else kept.stop())
