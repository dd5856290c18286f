"""``fakeesx serve --state DIR``: opening the folder, and what of the other options it decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from twisted.logger import Logger
from twisted.python.failure import Failure

from fakeesx.state.errors import InUse, StateError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.services.keeping import Kept

_log = Logger(namespace="fakeesx")

EX_USAGE, EX_DATAERR, EX_CANTCREAT, EX_IOERR, EX_TEMPFAIL = 64, 65, 73, 74, 75
"""Exit codes of sysexits.h."""


@dataclass(frozen=True)
class Chosen:
    """What the options say a host is to be; ``explicit`` are the names of those that were given."""

    profile: str
    license: str | None
    user: str
    password: str
    explicit: frozenset[str]


def open_state(folder: Path) -> Kept:
    """Open the folder of a host, or make one. Raises SystemExit, after a word about why."""
    from fakeesx.host.services.keeping import Kept

    try:
        kept = Kept(folder)
    except InUse as error:
        raise refused(str(error), EX_TEMPFAIL) from None
    except StateError as error:
        raise refused(str(error), EX_DATAERR) from None
    except OSError as error:
        raise refused(f"can't use {folder}: {error.strerror}", EX_CANTCREAT) from None
    if kept.store.undone:
        _log.info("{count} changes of files that were not complete were taken back", count=kept.store.undone)
    return kept


def settled(kept: Kept, chosen: Chosen) -> Chosen:
    """What a host is: as chosen when it is new, else as it was; an option that says otherwise is refused."""
    if kept.is_new:
        return chosen
    for name in ("profile", "license", "user"):
        was, wanted = kept.fact(name), getattr(chosen, name)
        if name in chosen.explicit and wanted != was:
            raise refused(f"the host in {kept.store.folder} was made with --{name} {was}, not {wanted}", EX_USAGE)
    return Chosen(
        kept.fact("profile"), kept.fact("license"), kept.fact("user"), chosen.password, chosen.explicit,
    )


def password(host: Esx, chosen: Chosen) -> str | None:
    """The administrator's password, ``None`` when it was changed to one that only who changed it knows."""
    account = host.access.accounts.get(chosen.user)
    if account is not None and account.matches(chosen.password):
        return chosen.password
    if "password" in chosen.explicit:
        raise refused(f"--password is not the password of {chosen.user} on this host", EX_USAGE)
    return None


def keep(host: Esx, reactor: Any, failures: list[int], stop: Callable[[], None]) -> None:
    """Begin to keep a host. When that can't be done any more the host ends: what it was not able to keep nobody was told."""
    from twisted.internet.threads import deferToThreadPool
    from twisted.python.threadpool import ThreadPool

    pool = ThreadPool(0, 2, "state")  # one for batches, one for images; none of either waits for copies of disks
    pool.start()
    reactor.addSystemEventTrigger("after", "shutdown", pool.stop)

    def failed(failure: Failure) -> None:
        _log.failure("the state can't be kept; the host ends", failure)
        failures.append(EX_IOERR)
        stop()

    assert host.kept is not None
    try:
        commits = host.kept.keep(
            host, lambda function: reactor.callLater(0, function),
            lambda function, *arguments: deferToThreadPool(reactor, pool, function, *arguments),
        )
    except OSError as error:
        raise refused(f"can't write to {host.kept.store.folder}: {error.strerror}", EX_CANTCREAT) from None
    commits.at_failure.append(failed)


def refused(text: str, code: int) -> SystemExit:
    """An end with an exit code, after a word about why; to be raised."""
    click.echo(f"fakeesx: {text}", err=True)
    return SystemExit(code)
