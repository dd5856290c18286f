"""A host on a port: its doors put together, TLS around them, and its end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
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
from fakeesx.web.server import Entrance, Site
from fakeesx.web.tls import Identity, identity
from fakeesx.web.transports import listen as listen_on
from fakeesx.web.ui import add_ui
from fakeesx.web.vnc import Displays
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
    host.chaos.at_restore.append(partial(_returned, site))
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
        self.at_replace: list[Callable[[Esx], None]] = []
        """Called with each host that takes the place of another."""
        self._reactor = reactor
        self._entrance = Entrance(build_site(host, reactor, secure=listen.tls, faults=listen.wsdl_faults))
        self.site.replace = self.replace
        self._leaving: set[Site] = set()
        tls = None
        if listen.tls:
            names = () if listen.address in ("127.0.0.1", "::1", "0.0.0.0", "::", "localhost") else (listen.address,)  # noqa: S104
            self.identity = identity(names)
            host.ssl_thumbprint = self.identity.thumbprint
            tls = self.identity.context_factory()
        self._port: Any = listen_on(reactor, listen.address, listen.port, self._entrance, tls)
        self._displays = Displays(host, reactor, listen.address)

    @property
    def site(self) -> Site:
        """The doors of the host of now."""
        return self._entrance.site

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

    def replace(self, host: Esx) -> None:
        """Put another host behind the same port, for all who connect from now on.

        The one before stops; requests that it is answering get their answers, then its connections are cut, and its files
        are deleted. Raises ``ValueError`` where one of the two is kept in a folder, or both have the same files.
        """
        old, site = self.host, self.site
        if old.kept is not None or host.kept is not None:
            raise ValueError("a host that is kept in a folder (--state) can't be replaced, nor take another's place")
        if host is old or host.settings.root.resolve() == old.settings.root.resolve():
            raise ValueError("a host that takes another's place needs a folder of its own")
        host.ssl_thumbprint = old.ssl_thumbprint
        self._entrance.site = build_site(
            host, self._reactor, secure=self.listen.tls, faults=self.listen.wsdl_faults,
        )
        self.site.replace = self.replace
        self.host = host
        self._displays.stop()
        old.stop()
        for channel in list(site.open):
            channel.finish()
        old.blocking.run(partial(shutil.rmtree, old.settings.root, ignore_errors=True))
        self._displays = Displays(host, self._reactor, self.listen.address)
        self._leaving = {each for each in (*self._leaving, site) if each.open}
        for tell in self.at_replace:
            tell(host)

    def stop(self) -> Deferred[None]:
        """Stop listening, end what runs, cut the connections, keep what is left to be kept."""
        stopped: Deferred[Any] = maybeDeferred(self._port.stopListening)
        self._displays.stop()
        self.host.stop()
        for site in (self.site, *self._leaving):
            for channel in list(site.open):
                channel.abortConnection()
        kept = self.host.kept
        return stopped.addCallback(lambda _: None if kept is None else kept.stop())
