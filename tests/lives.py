"""Hosts that are kept in a folder, and killed, in one process: writing to the disk happens when a test says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from calling import Client
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.keeping import Kept
from fakeesx.storage.reading import STAGING


class Life:
    """One process's time with the host in a folder."""

    def __init__(self, folder: Path, now: float = 1_289_000_000.0, seed: int | None = 7, **settings: Any) -> None:
        self.folder = folder
        self.kept = Kept(folder)
        self.clock = Clock()
        self.clock.advance(now)
        self._later: list[Callable[[], None]] = []
        self.host = Esx(
            Settings(self.kept.store.datastores, **settings), self.clock, self.kept.source(seed), kept=self.kept,
        )
        self.commits = self.kept.keep(self.host, self._later.append, maybeDeferred)

    def login(self) -> Client:
        """A client of the host."""
        return Client(self.host).login()

    def settle(self) -> None:
        """Let the reactor turn until all is kept."""
        while self._later:
            self._later.pop(0)()

    def kill(self) -> float:
        """End as by SIGKILL; the time then."""
        self._later.clear()
        self.host.inventory.record(lambda _: None)
        self.kept.files.on_change = lambda: None
        self.kept.store.close()
        return self.clock.seconds()

    def stop(self) -> float:
        """End in order; the time then."""
        self.host.stop()
        done = self.kept.stop()
        assert isinstance(done, Deferred)
        assert done.called
        assert self.commits.failure is None
        return self.clock.seconds()

    def again(self, now: float) -> Life:
        """The next life."""
        return Life(self.folder, now)


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder: a file's first bytes and its length, ``None`` for a directory. No staged files."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if STAGING not in parts:
            with_size = None
            if path.is_file():
                with path.open("rb") as file:
                    with_size = b"%d:" % path.stat().st_size + file.read(65536)
            found["/".join(parts)] = with_size
    return found


def picture(host: Esx) -> dict[str, Any]:
    """All that must be the same after a restart: objects in their order, private values, counters, files, locks, space."""
    rules = host.kept.rules if host.kept is not None else None
    assert rules is not None
    found: dict[str, Any] = {"order": []}
    for node in host.inventory.nodes():
        if rules.keeps(node):
            found["order"].append(node.ref)
            found[node.ref.value] = (rules.properties(node), node.private)
    found["counters"] = {kind: n for kind, n in host.ids.counters.items() if kind != "filter"}
    for volume in host.volumes:
        found[f"{volume.name} space"] = (volume.capacity, volume.free_space, volume.uncommitted)
        found[f"{volume.name} files"] = contents(volume.root)
        found[f"{volume.name} locks"] = {
            path: owners for path in contents(volume.root) if (owners := volume.locked_by(path))
        }
    return found
