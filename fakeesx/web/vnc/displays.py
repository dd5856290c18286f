"""Which VMs of a host have a VNC server now: ports that open and close with the inventory.

A VM takes its port when it gets power, before its client hears of that, and gives it back when it loses power. Whom the
firewall of the service console does not let in finds nobody listening (a real one drops what he sends). A port that somebody
has already leaves the VM without: the log and an event say so (inferred: it does not fail to start for that).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from twisted.internet.error import CannotListenError
from twisted.internet.protocol import ServerFactory

from fakeesx.host.esx import Esx
from fakeesx.host.host_firewall_system import lets_in
from fakeesx.host.services import console_image
from fakeesx.host.services.console_image import Row
from fakeesx.host.virtual_machine.remote_display import RemoteDisplay
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.inventory import Change, Node
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.web.transports import listen_plainly

if TYPE_CHECKING:
    from fakeesx.web.vnc.client import Client

MOST_CLIENTS = 40
"""How many may look at one VM (as many consoles as a VM of ESX lets be open, inferred for VNC)."""


class Display(ServerFactory):
    """The VNC server of one VM. ``random`` makes the challenges."""

    noisy = False

    def __init__(
        self, host: Esx, reactor: Any, ref: ManagedObjectReference, settings: RemoteDisplay,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.reactor = reactor
        self.random = random
        self.settings = settings
        self.log = host.log
        self.clients: set[Client] = set()
        self.close: Callable[[], None] | None = None
        """Stops listening; ``None`` while it does not listen."""
        self._vm = VirtualMachine(host, ref)
        self._rows: tuple[Row, ...] = ()
        self._frame = b""

    @property
    def password(self) -> str | None:
        """What a client has to know, ``None`` for nothing."""
        return self.settings.password

    def name(self) -> str:
        """What a client calls its window."""
        return self._vm.config.name

    def frame(self) -> bytes:
        """The screen now, a byte for each pixel. One that has not changed is the same object."""
        rows = self._vm.screen_rows()
        if rows != self._rows or not self._frame:
            self._rows, self._frame = rows, console_image.frame(rows)
        return self._frame

    def buildProtocol(self, addr: Any) -> Client:
        """A client comes."""
        from fakeesx.web.vnc.client import Client  # here, for most hosts never have one and a start is timed

        return Client(self)

    def enter(self, client: Client) -> bool:
        """Whether there is room for a client."""
        if len(self.clients) >= MOST_CLIENTS:
            return False
        self.clients.add(client)
        return True

    def leave(self, client: Client) -> None:
        """A client is gone."""
        self.clients.discard(client)

    def refresh(self) -> None:
        """The screen may have changed."""
        for client in tuple(self.clients):
            client.refresh()

    def shut(self) -> None:
        """Listen no more, also not where clients may still look."""
        if self.close is not None:
            self.close()
            self.close = None

    def end(self) -> None:
        """The console is gone."""
        self.shut()
        for client in tuple(self.clients):
            client.cut()


class Displays:
    """The VNC servers of one host, which listens on ``address``."""

    def __init__(self, host: Esx, reactor: Any, address: str) -> None:
        self._host = host
        self._reactor = reactor
        self._address = address
        self._open: dict[str, Display] = {}
        self._without: dict[str, RemoteDisplay] = {}
        """What VMs that run were to have, and have not: they get it when they are powered on again."""
        self._stirred: set[str] = set()
        self._trouble: list[tuple[ManagedObjectReference, str]] = []
        self._timer: Any = None
        self._ends = [
            host.inventory.subscribe(self._follow, "VirtualMachine"),
            host.inventory.subscribe(self._open_firewall, "HostFirewallSystem"),
            _enlisted(host.on_screen, lambda ref: self._stir(ref.value)),
            _enlisted(host.checkpoints.at_return, self._returned),
        ]
        for node in host.inventory.of_type("VirtualMachine"):
            settings = _settings(node)
            if settings is not None:
                self._have(node.ref, settings)

    def stop(self) -> None:
        """End them all."""
        for end in self._ends:
            end()
        for display in self._open.values():
            display.end()
        self._open.clear()
        if self._timer is not None and self._timer.active():
            self._timer.cancel()

    # what the host tells

    def _follow(self, changes: list[Change]) -> None:
        wanted = [(change.ref, _settings(change.after)) for change in changes]
        for ref, settings in wanted:  # before others want their ports
            display = self._open.get(ref.value)
            if display is not None and display.settings != settings:
                display.end()
                del self._open[ref.value]
            if self._without.get(ref.value) != settings:
                self._without.pop(ref.value, None)
        for ref, settings in wanted:
            if settings is not None:
                self._have(ref, settings)

    def _returned(self) -> None:
        """The host is what it was: so are the screens, and no change tells of what guests have written on them."""
        for moid in self._open:
            self._stir(moid)

    def _open_firewall(self, changes: list[Change]) -> None:
        for display in self._open.values():
            if not lets_in(self._host, display.settings.port):
                display.shut()
        for moid, display in self._open.items():
            self._listen(ManagedObjectReference("VirtualMachine", moid), display)

    # inside

    def _have(self, ref: ManagedObjectReference, settings: RemoteDisplay) -> None:
        """Let a VM have its VNC server, if it has it not yet."""
        if ref.value in self._open:
            self._stir(ref.value)
        elif ref.value not in self._without:
            problem = self._problem(settings.port)
            if problem:
                self._without[ref.value] = settings
                self._tell(ref, problem)
            else:
                display = self._open[ref.value] = Display(self._host, self._reactor, ref, settings)
                self._listen(ref, display)

    def _problem(self, port: int) -> str | None:
        """Why no VM can have a port now."""
        if not port:
            return "no VNC server: RemoteDisplay.vnc.port is not the number of a port"
        owner = self._owner(port)
        return None if owner is None else f"{_has_none(port)}: the virtual machine {owner.name()!r} has it"

    def _owner(self, port: int) -> Display | None:
        return next((display for display in self._open.values() if display.settings.port == port), None)

    def _listen(self, ref: ManagedObjectReference, display: Display) -> None:
        """Accept clients, where the firewall lets them in."""
        port = display.settings.port
        if display.close is not None or not lets_in(self._host, port):
            return
        try:
            display.close = listen_plainly(self._reactor, self._where(display.settings.address), port, display)
        except CannotListenError as error:
            self._tell(ref, f"{_has_none(port)}: {error.socketError}")

    def _where(self, wanted: str) -> str:
        """The address to listen on: the host's own, or only the loopback where the VM wants no more."""
        try:
            address = ip_address(wanted)
        except ValueError:
            return self._address
        return wanted if address.is_loopback else self._address

    def _stir(self, moid: str) -> None:
        """A VM has changed, and so may its screen: look when all has happened that happens now."""
        display = self._open.get(moid)
        if display is not None and display.clients:
            self._stirred.add(moid)
            self._look_soon()

    def _tell(self, ref: ManagedObjectReference, text: str) -> None:
        self._trouble.append((ref, text))
        self._look_soon()

    def _look_soon(self) -> None:
        if self._timer is None or not self._timer.active():
            self._timer = self._reactor.callLater(0, self._look)

    def _look(self) -> None:
        stirred, self._stirred = self._stirred, set()
        for moid in stirred:
            if moid in self._open:
                self._open[moid].refresh()
        trouble, self._trouble = self._trouble, []
        for ref, text in trouble:
            self._host.log.warn("{vm}: {text}", vm=self._host.events.name_of(ref), text=text)
            if self._host.inventory.find(ref.value) is not None:
                self._host.events.post("VmMessageWarningEvent", vm=ref, message=text)


def _settings(node: Node | None) -> RemoteDisplay | None:
    if node is None or node.private is None:
        return None
    settings: RemoteDisplay | None = node.private.display
    return settings


def _has_none(port: int) -> str:
    return f"no VNC server on port {port}"


def _enlisted(followers: list[Any], follower: Callable[..., None]) -> Callable[[], None]:
    followers.append(follower)
    return lambda: followers.remove(follower)
