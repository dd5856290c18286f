"""The consoles' database: pools, and consoles that wait to be handed out. No password of a host is ever in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from esx_driver.errors import ConfigError, ConsoleError

if TYPE_CHECKING:
    from collections.abc import Iterator

_META = sa.MetaData()
POOLS = sa.Table(
    "console_pools", _META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("compute_host", sa.String(255), nullable=False),
    sa.Column("console_host", sa.String(255), nullable=False),
    sa.Column("console_type", sa.String(32), nullable=False),
    sa.Column("address", sa.String(255), nullable=False),
    sa.Column("username", sa.String(255), nullable=False),
    sa.Column("public_hostname", sa.String(255), nullable=False),
    sa.UniqueConstraint("compute_host", "console_host", "console_type"),
)
"""A pool: the consoles of one type that one console host hands out for one compute host."""
CONSOLES = sa.Table(
    "consoles", _META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("pool_id", sa.ForeignKey("console_pools.id"), nullable=False),
    sa.Column("instance_name", sa.String(255), nullable=False),
    sa.Column("vm_id", sa.String(1024), nullable=False),
    sa.Column("ticket", sa.String(1024), nullable=True),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("expires", sa.Float, nullable=True, index=True),
)
"""A console. One with a ticket works once: it is gone as soon as it was handed out."""


@dataclass(frozen=True)
class Pool:
    """A row of ``console_pools``."""

    id: int
    console_type: str
    address: str
    username: str
    public_hostname: str


@dataclass(frozen=True)
class Console:
    """A row of ``consoles``; ``expires`` is in seconds since the epoch."""

    id: int
    pool: Pool
    instance_name: str
    vm_id: str
    ticket: str | None
    port: int
    expires: float | None


class Store:
    """A database of consoles; several processes may use one. ``clock``: seconds since the epoch."""

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        """Open it, and make its tables where they are missing. Raises ``ConfigError`` (a bad URL), ``ConsoleError``."""
        try:
            self._engine = sa.create_engine(url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise ConfigError(("console_database", f"it is no URL of a database: {error}")) from None
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _forget_well)
            _make_private(self._engine.url.database)
        self._clock = clock
        with _told():
            _META.create_all(self._engine)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def pool(
        self, compute_host: str, console_host: str, console_type: str, address: str, username: str, public_hostname: str,
    ) -> Pool:
        """The pool of hosts and a type, made if there is none; it is brought up to date. Raises ``ConsoleError``."""
        wanted = {"address": address, "username": username, "public_hostname": public_hostname}
        key = {"compute_host": compute_host, "console_host": console_host, "console_type": console_type}
        where = sa.and_(*(POOLS.c[name] == value for name, value in key.items()))
        with _told():
            for _ in range(2):
                with self._engine.begin() as connection:
                    connection.execute(sa.update(POOLS).where(where).values(**wanted))
                    row = connection.execute(sa.select(POOLS).where(where)).one_or_none()
                    if row is not None:
                        return _pool(row)
                try:
                    with self._engine.begin() as connection:
                        connection.execute(sa.insert(POOLS).values(**key, **wanted))
                except IntegrityError:  # another process was faster
                    continue
            with self._engine.begin() as connection:
                return _pool(connection.execute(sa.select(POOLS).where(where)).one())

    def add(
        self, pool: Pool, instance_name: str, vm_id: str, port: int, ticket: str | None = None, seconds: float | None = None,
    ) -> int:
        """Add a console, good for so many seconds: its id. One without a ticket is there once for each machine.

        Raises ``ConsoleError``.
        """
        expires = None if seconds is None else self._clock() + seconds
        values = {"vm_id": vm_id, "port": port, "ticket": ticket, "expires": expires}
        with _told(), self._engine.begin() as connection:
            if ticket is None:
                mine = sa.and_(
                    CONSOLES.c.pool_id == pool.id, CONSOLES.c.instance_name == instance_name, CONSOLES.c.ticket.is_(None),
                )
                old = connection.execute(sa.select(CONSOLES.c.id).where(mine)).scalar()
                if old is not None:
                    connection.execute(sa.update(CONSOLES).where(CONSOLES.c.id == old).values(**values))
                    return int(old)
            made = connection.execute(
                sa.insert(CONSOLES).values(pool_id=pool.id, instance_name=instance_name, **values)
            )
            key: Any = made.inserted_primary_key
            return int(key[0])

    def take(self, id: int) -> Console:
        """Hand a console out. One with a ticket is gone by that, however many ask at once: one of them gets it.

        Raises ``ConsoleError`` for one that is not there, was handed out or has expired.
        """
        valid = sa.and_(CONSOLES.c.id == id, sa.or_(CONSOLES.c.expires.is_(None), CONSOLES.c.expires > self._clock()))
        once = sa.delete(CONSOLES).where(valid, CONSOLES.c.ticket.is_not(None)).returning(*CONSOLES.c)
        with _told(), self._engine.begin() as connection:
            row = connection.execute(once).one_or_none()
            if row is None:
                row = connection.execute(sa.select(CONSOLES).where(valid, CONSOLES.c.ticket.is_(None))).one_or_none()
            if row is None:
                raise ConsoleError(f"there is no console {id}: it was handed out, has expired, or never was")
            pool = _pool(connection.execute(sa.select(POOLS).where(POOLS.c.id == row.pool_id)).one())
        return Console(row.id, pool, row.instance_name, row.vm_id, row.ticket, row.port, row.expires)

    def remove(self, id: int) -> None:
        """Remove a console; one that is not there is none the less gone. Raises ``ConsoleError``."""
        with _told(), self._engine.begin() as connection:
            connection.execute(sa.delete(CONSOLES).where(CONSOLES.c.id == id))

    def sweep(self) -> int:
        """Remove what has expired: how many. Raises ``ConsoleError``."""
        with _told(), self._engine.begin() as connection:
            return int(connection.execute(sa.delete(CONSOLES).where(CONSOLES.c.expires <= self._clock())).rowcount)


def default_url(environment: dict[str, str] | os._Environ[str] = os.environ) -> str:
    """SQLite in the user's state directory, which is made. Raises ``ConfigError``."""
    base = environment.get("XDG_STATE_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".local" / "state")
    folder = Path(base) / "esx-driver"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(("console_database", f"it is not set, and {folder} can't be made: {error.strerror}")) from None
    return f"sqlite:///{folder / 'consoles.db'}"


def _forget_well(connection: Any, _: Any) -> None:
    """SQLite: a ticket that was handed out is overwritten, not only left out."""
    connection.execute("PRAGMA secure_delete = ON")


def _make_private(file: str | None) -> None:
    """SQLite: a new file is its owner's alone, for tickets wait in it. One that is there already stays as it is."""
    if file and file != ":memory:" and not file.startswith("file:"):
        with suppress(OSError):  # it is there, or SQLAlchemy says why it can't be
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _pool(row: Any) -> Pool:
    return Pool(row.id, row.console_type, row.address, row.username, row.public_hostname)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the database as ``ConsoleError``; a URL with a password is not in them."""
    try:
        yield
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None) or error
        raise ConsoleError(f"the consoles' database (console_database) fails: {said}") from None
