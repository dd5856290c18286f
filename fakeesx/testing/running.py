"""A host that runs in this process: what it is made of, how it starts, what goes when it ends."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

from twisted.internet.defer import Deferred
from twisted.internet.error import CannotListenError

from fakeesx.clock import Clock, VirtualClock
from fakeesx.durations import durations
from fakeesx.host.esx import Esx
from fakeesx.host.lab import settings_of, start
from fakeesx.inventory.file import Lab, load
from fakeesx.inventory.profile import LICENSES, MOST_VMS, NAMES
from fakeesx.testing.errors import CannotStart, nearest
from fakeesx.testing.reactors import InPool, InReactor, OwnThread, Place
from fakeesx.web.listening import Listen, ListeningHost

Inventory: TypeAlias = "Lab | Path | str | Mapping[str, Any]"
"""A host's description: a ``Lab``, the path of a YAML file, its text, or the keys of such a file as a dictionary."""
Time: TypeAlias = Literal["real", "virtual"] | VirtualClock
"""The clock of a host."""
Tasks: TypeAlias = Literal["instant", "realistic"] | Callable[[str], float]
"""How long its tasks take: a profile, or the seconds of a method by its name."""

_AT_EXIT_SECONDS = 2.0
"""How long the end of Python waits for a host that was not stopped."""


@dataclass(frozen=True)
class Options:
    """What a host in this process is to be; see ``FakeESX`` for what each means."""

    inventory: Inventory | None = None
    profile: str | None = None
    license: str | None = None
    user: str = "root"
    password: str | None = None
    vms: int = 0
    clock: Time = "real"
    tasks: Tasks = "instant"
    seed: int | None = None
    tls: bool = True
    port: int = 0

    def __post_init__(self) -> None:
        _one_of("profile", self.profile, NAMES)
        _one_of("licence state", self.license, LICENSES)
        if not isinstance(self.clock, VirtualClock):
            _one_of("clock", self.clock, ("real", "virtual"))
        durations(self.tasks)
        _text("user", self.user)
        if self.password is not None:
            _text("password", self.password)
        if not self.user or self.password == "":
            raise ValueError("a user without a name, or without a password, can't log in")
        _whole("vms", self.vms)
        _whole("port", self.port)
        if not isinstance(self.tls, bool):
            raise TypeError(f"tls is True or False, not {self.tls!r}")
        if not 0 <= self.vms <= MOST_VMS:
            raise ValueError(
                f"vms is how many virtual machines the host starts with, at most {MOST_VMS:,}, not {self.vms}"
            )
        if not 0 <= self.port <= 65535:
            raise ValueError(f"port is 0 (any that is free) to 65535, not {self.port}")

    def lab(self) -> Lab:
        """The lab that ``inventory`` stands for. Raises ``InventoryError``, ``OSError``."""
        source = self.inventory
        if source is None:
            return Lab()
        if isinstance(source, Lab):
            return source
        if isinstance(source, str | Path):
            return load(source if is_inventory_text(source) else Path(source))
        if isinstance(source, Mapping):
            import json  # JSON is YAML

            try:
                text = json.dumps(source, ensure_ascii=False, indent=1)
            except (TypeError, ValueError, RecursionError) as error:
                raise TypeError(f"the inventory holds what no inventory file can say: {error}") from None
            return load(text)
        raise TypeError(f"inventory is the path or text of a YAML file, a dictionary or a Lab, not {type(source).__name__}")


def is_inventory_text(source: Any) -> bool:
    """Whether an inventory is the text of a file, as ``dump`` gives it, and not the path of one: it has several lines."""
    return isinstance(source, str) and "\n" in source


def _text(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{name} is a text, not {value!r}")


def _whole(name: str, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is a whole number, not {value!r}")


def _one_of(kind: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"there is no {kind} {value!r}; {nearest(value, known)}")


class Running:
    """A host that accepts connections, and its folder."""

    def __init__(self, options: Options, reactor: Any) -> None:
        """Raises ``InventoryError``, ``CannotStart``, ``OSError``; nothing is left then."""
        lab = options.lab()
        self.place: Place = OwnThread("fakeesx") if reactor is None else InReactor(reactor)
        self._folder = Path(tempfile.mkdtemp(prefix="fakeesx-"))
        self._pool: InPool | None = None
        self._clock: VirtualClock | None = None
        self._host: Esx | None = None
        self._listening: ListeningHost | None = None
        self.password: str | None = None
        """The administrator's at the start; ``None`` where the inventory has only a hash of it."""
        try:
            self.place.call(lambda: self._start(options, lab))
        except BaseException:
            self.place.end(self._stop, self._clear_up)
            raise
        if isinstance(self.place, OwnThread):
            self.place.start()
        self._process = os.getpid()
        atexit.register(self._at_exit)

    def _start(self, options: Options, lab: Lab) -> None:
        reactor = self.place.reactor
        settings = settings_of(lab, self._folder / "volumes", **_overrides(options))
        source = random.SystemRandom() if options.seed is None else random.Random(options.seed)
        self._pool = InPool(reactor, "fakeesx copies")
        clock: Clock = reactor
        if options.clock != "real":
            self._clock = clock = VirtualClock() if options.clock == "virtual" else options.clock
            self._clock.attach(reactor)
        self._host = start(lab, settings, clock, source, self._pool)
        account = self._host.access.accounts[settings.user]
        self.password = settings.password if account.matches(settings.password) else None
        try:
            self._listening = ListeningHost(self._host, reactor, Listen(port=options.port, tls=options.tls))
        except CannotListenError as error:
            raise CannotStart(f"can't listen on 127.0.0.1:{options.port}: {error.socketError}") from None

    @property
    def host(self) -> Esx:
        """The host; only its own thread may use it."""
        return self.listening.host

    def host_now(self) -> Esx:
        """The same, for who keeps this: another may have taken its place."""
        return self.host

    @property
    def listening(self) -> ListeningHost:
        """The host on its port."""
        assert self._listening is not None
        return self._listening

    @cached_property
    def cafile(self) -> str | None:
        """The file of the certificate that verifies the host, ``None`` without TLS."""
        if self.certificate is None:
            return None
        file = self._folder / "ca.pem"
        file.write_bytes(self.certificate)
        return str(file)

    @property
    def certificate(self) -> bytes | None:
        """The certificate in PEM."""
        identity = self.listening.identity
        return None if identity is None else identity.certificate

    def require_other_thread(self) -> None:
        """``RuntimeError`` in the host's own thread, which can't wait for its own end."""
        self.place.require_other_thread()

    def stop(self) -> Deferred[None] | None:
        """Stop it and clear up; a Deferred in the thread of a reactor that goes on. ``RuntimeError`` in its own thread."""
        atexit.unregister(self._at_exit)
        return self.place.end(self._stop, self._clear_up)

    def abandon(self) -> None:
        """Stop it without waiting, from any thread and at any moment: nobody has it any more."""
        atexit.unregister(self._at_exit)
        if isinstance(self.place, OwnThread):
            self.place.begin_to_end(self._stop, self._clear_up)
        else:
            self.place.reactor.callFromThread(self.place.end, self._stop, self._clear_up)

    def _at_exit(self) -> None:
        """Python ends, and this runs still."""
        if self._process != os.getpid():  # it is the parent's
            return
        if isinstance(self.place, OwnThread):
            self.place.begin_to_end(self._stop, self._clear_up)
            self.place.join(_AT_EXIT_SECONDS)
        else:
            self._clear_up()

    def _stop(self) -> Deferred[None]:
        stopped: Deferred[None] = Deferred()
        if self._listening is not None:
            self._listening.stop().chainDeferred(stopped)
        else:
            if self._host is not None:
                self._host.stop()
            stopped.callback(None)
        if self._clock is not None:
            self._clock.detach()
        if self._pool is not None:
            self._pool.stop()
        return stopped

    def _clear_up(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _overrides(options: Options) -> dict[str, Any]:
    """What goes before what the inventory says."""
    named = {"profile": options.profile, "license": options.license, "password": options.password}
    return {
        "user": options.user, "vms": options.vms, "task_seconds": options.tasks,
        **{name: value for name, value in named.items() if value is not None},
    }
