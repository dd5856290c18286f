"""Which VMs of a host have a VNC server now: ports that open and close with the inventory.

A VM takes its port when it gets power, before its client hears of that, and gives it back when it loses power. Whom the
firewall of the service console does not let in finds nobody listening (a real one drops what he sends). A port that somebody
has already leaves the VM without: the log and an event say so (inferred: it does not fail to start for that).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

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
            self._settle(node.ref, node)

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
        gone = [change for change in changes if _settings(change.after) is None]
        for change in (*gone, *(change for change in changes if change not in gone)):
            self._settle(change.ref, change.after)

    def _returned(self) -> None:
        """The host is what it was: also in what no change tells of."""
        for moid in tuple(self._open):
            ref = ManagedObjectReference("VirtualMachine", moid)
            self._settle(ref, self._host.inventory.find(moid))
        for node in self._host.inventory.of_type("VirtualMachine"):
            self._settle(node.ref, node)

    def _open_firewall(self, changes: list[Change]) -> None:
        for display in self._open.values():
            if not lets_in(self._host, display.settings.port):
                display.shut()
        for moid, display in self._open.items():
            self._listen(ManagedObjectReference("VirtualMachine", moid), display)

    # inside

    def _settle(self, ref: ManagedObjectReference, node: Node | None) -> None:
        """Let a VM have the VNC server that it should have."""
        wanted, display = _settings(node), self._open.get(ref.value)
        if display is not None and display.settings != wanted:
            display.end()
            del self._open[ref.value]
            display = None
        if wanted is None:
            return
        if display is not None:
            self._stir(ref.value)
            return
        taken = self._owner(wanted.port)
        if not wanted.port:
            self._tell(ref, "RemoteDisplay.vnc.port is not the number of a port: it has no VNC server")
        elif taken is not None:
            self._tell(ref, f"{_has_none(wanted.port)}: the virtual machine {taken.name()!r} has it")
        else:
            display = self._open[ref.value] = Display(self._host, self._reactor, ref, wanted)
            self._listen(ref, display)

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
