"""Checkpoints: the whole host at a moment, to go back to as often as one likes.

The inventory is held by reference, files are kept as they change, and what services know beside both is stated by them: each
that does is one of the parts below. Sessions are those of the checkpoint; what one that still lives has made for itself
(views, filters, collectors) stays as it is, for its client relies on it. Time does not go back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from twisted.logger import Logger

from fakeesx.inventory import Change, Snapshot
from fakeesx.storage.past import Version

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_LONGEST = 100
_COLLECTORS = ("EventHistoryCollector", "TaskHistoryCollector")


class CheckpointError(ValueError):
    """A checkpoint that can't be taken, or gone back to; the text says why, and what can be done.

    It calls them snapshots, as all do who ask for them.
    """


class Part(Protocol):
    """What a service keeps beside the inventory."""

    def capture(self) -> Any:
        """What it keeps now, as a value that does not change any more."""

    def restore(self, state: Any) -> None:
        """Keep that again. The inventory and the files are already as they were; it is not to be changed."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A host at a moment."""

    inventory: Snapshot
    files: Version
    boot_seconds: float
    sessions: Any
    datastores: Any
    collectors: Any
    parts: Mapping[str, Any]


class Checkpoints:
    """The checkpoints of one host, by name, and the one that was taken when it had started."""

    log = Logger()

    def __init__(self, host: Esx) -> None:
        self._host = host
        self.parts: dict[str, Part] = {
            "ids": host.ids, "access": host.access, "tasks": host.tasks, "console tickets": host.console_tickets,
            "auto start": host.auto_start, "VM index": host.vm_index, "VMs": host.vms, "host files": host.files,
            "load": host.load, "statistics": host.statistics, "power": host.power, "guest timers": host.guest_timers,
            "chaos": host.chaos, "iSCSI targets": host.iscsi_targets,
        }
        """What is captured and restored beside inventory, files, sessions and datastores; restored in this order."""
        self.at_return: list[Callable[[], None]] = []
        """Called when the host has become what it was."""
        self._named: dict[str, Checkpoint] = {}
        self._start = self._take()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the checkpoints there are, oldest first."""
        return tuple(self._named)

    def take(self, name: str, *, replace: bool = False) -> None:
        """Remember the whole host under a name. Raises ``CheckpointError``.

        Refused for a name that is taken (unless ``replace``), and while tasks run or files are uploaded, which could not go
        on from there.
        """
        _check(name)
        if name in self._named and not replace:
            raise CheckpointError(f'there is a snapshot "{name}" already: drop it first, or replace it')
        self._require_turn()
        running = self._host.tasks.busy()
        if running:
            raise CheckpointError(f"no snapshot while tasks run ({', '.join(running)}): wait until they have ended")
        coming = [path for volume in self._host.volumes for path in volume.uploading]
        if coming:
            raise CheckpointError(f"no snapshot while files are on their way ({', '.join(coming)}): wait for them")
        new = self._take()
        if name in self._named:
            self.drop(name)
        self._named[name] = new

    def restore(self, name: str) -> None:
        """Let the whole host be as it was; all checkpoints stay. Raises ``CheckpointError``, then nothing has changed.

        Tasks that run end with RequestCanceled, uploads are broken off, sessions that were not there end.
        """
        self._go_back(self._find(name))

    def reset(self, *, keep_requests: bool = False) -> None:
        """Let the whole host be as it was when it had started, its log of requests being empty (unless ``keep_requests``).

        Raises ``CheckpointError`` as ``restore`` does.
        """
        self._go_back(self._start)
        if not keep_requests:
            self._host.requests.clear()

    def drop(self, name: str) -> None:
        """Forget a checkpoint, and what only it kept. Raises ``CheckpointError`` for an unknown name."""
        checkpoint = self._find(name)
        del self._named[name]
        self._host.past.forget(checkpoint.files)

    def started(self) -> None:
        """What starts the host is through: it is as it is now that ``reset`` goes back to."""
        before, self._start = self._start, self._take()
        self._host.past.forget(before.files)

    # inside

    def _find(self, name: str) -> Checkpoint:
        found = self._named.get(name)
        if found is None:
            there = ", ".join(f'"{each}"' for each in self._named) or "none"
            raise CheckpointError(f'there is no snapshot "{name}"; there is: {there}')
        return found

    def _require_turn(self) -> None:
        """A call that is being answered can't take the host away under itself."""
        if self._host.inventory.changing:
            raise CheckpointError("not while a call is being answered: do it between two calls")

    def _take(self) -> Checkpoint:
        host = self._host
        return Checkpoint(
            host.inventory.snapshot(), host.past.mark(), host.boot_seconds, host.sessions.capture(),
            host.datastores.capture(), host.collectors.capture(),
            {name: part.capture() for name, part in self.parts.items()},
        )

    def _go_back(self, checkpoint: Checkpoint) -> None:
        host = self._host
        self._require_turn()
        host.auto_start.stop()
        host.tasks.drop()
        host.blocking.settle()
        host.datastores.close()
        host.files.settle()
        try:
            host.past.go_back(checkpoint.files)
        except OSError as error:
            host.datastores.refresh()
            raise CheckpointError(f"the files can't be brought back: {error}") from error
        returned = {session.key for session in checkpoint.sessions[1] if session.ended}
        host.sessions.end_others(checkpoint.sessions)
        host.datastores.restore(checkpoint.datastores)
        told: list[bool] = []

        def put_back(_: list[Change]) -> None:
            """What services know follows before clients are told."""
            told.append(True)
            host.boot_seconds = checkpoint.boot_seconds
            host.collectors.restore(checkpoint.collectors, returned)
            for name, part in self.parts.items():
                part.restore(checkpoint.parts[name])

        end = host.inventory.subscribe(put_back)
        try:
            with host.inventory.transaction():
                host.inventory.restore(checkpoint.inventory, {session.key for session in host.sessions})
                host.sessions.restore(checkpoint.sessions)
                host.access.changed()
                self._fill()
        finally:
            end()
        if not told:
            put_back([])
        if host.kept is not None:
            host.kept.files.on_change()  # identifiers alone may be others
        for tell in self.at_return:
            tell()

    def _fill(self) -> None:
        """Let the collectors of sessions that live on show what there is now."""
        host = self._host
        for type in _COLLECTORS:
            for node in host.inventory.of_type(type):
                collector: Any = host.object(node.ref)
                collector.fill()


def _check(name: str) -> None:
    if not isinstance(name, str) or not name or len(name) > _LONGEST or not name.isprintable() or name != name.strip():
        raise CheckpointError(
            f"{name!r} can't be the name of a snapshot: 1 to {_LONGEST} printable characters, no blanks at the ends"
        )
