"""What the commands share: options, the connection, how errors, results and progress are told."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from oslo_config import cfg

from esx_driver import options
from esx_driver.errors import DriverError
from esx_driver.progress import Reporter

NETWORK = "BRIDGE[,vlan=N][,mac=…][,ip=…,netmask=…,gateway=…,broadcast=…,dns=…][,ip6=…,gateway6=…]"
"""How the commands take a network card."""


class Duration(click.FloatRange):
    """A time that can be waited for: nan and inf are none."""

    def __init__(self) -> None:
        super().__init__(0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises ``click.BadParameter``."""
        number = super().convert(value, param, ctx)
        if not number <= options.LONGEST:  # nor is nan, which every range lets pass
            self.fail(f"{value!r} is not a number up to {options.LONGEST}.", param, ctx)
        return number


DURATION = Duration()


class Driver:
    """What the options before the command say."""

    def __init__(self, files: tuple[Path, ...], overrides: dict[str, str], as_json: bool) -> None:
        self._files = files
        self._overrides = overrides
        self.as_json = as_json

    def options(self) -> cfg.ConfigOpts:
        """The options. Raises ``ConfigError``."""
        conf = options.load(self._files, **self._overrides)
        options.set_log_levels(conf)
        return conf

    @contextmanager
    def host(self, retries: str = "vmwareapi_api_retry_count") -> Iterator[tuple[Any, cfg.ConfigOpts]]:
        """The host, connected, and the options. ``retries``: the one that says how often a call is tried again.

        Raises ``DriverError``.
        """
        conf = self.options()
        from esx_driver.host import Host  # with zeep behind it: not for --help
        from esx_driver.vim import connect

        with connect(conf, retries=conf[retries]) as session:
            yield Host(session, conf.vmwareapi_task_poll_interval), conf

    def say(self, result: dict[str, Any] | list[Any], text: Callable[[], str]) -> None:
        """Print a result: as JSON, or as text for people."""
        click.echo(json.dumps(result, default=str) if self.as_json else text())

    @contextmanager
    def progress(self) -> Iterator[Reporter]:
        """Progress on standard error: a line that changes on a terminal; each step once, otherwise."""
        last: list[str] = [""]
        live = sys.stderr.isatty()

        def report(step: str, percent: int) -> None:
            if live:
                bar = "#" * (percent * 30 // 100)
                click.echo(f"\r\x1b[K{step:<20} [{bar:<30}] {percent:3d} %", nl=False, err=True)
            elif step != last[0] and not self.as_json:
                click.echo(step, err=True)
            last[0] = step

        try:
            yield report
        finally:
            if live and last[0]:
                click.echo("\r\x1b[K", nl=False, err=True)


def ended(error: DriverError) -> SystemExit:
    """The exit for an error, after a word about it; to be raised."""
    click.echo(f"esx-driver: {error}", err=True)
    _say_notes(error)
    return SystemExit(error.exit_code)


def interrupted(end: KeyboardInterrupt | SystemExit) -> SystemExit:
    """The exit for a command that a signal ended, after a word about what it could not take back; to be raised."""
    _say_notes(end)
    if isinstance(end, SystemExit):
        return end
    click.echo("esx-driver: interrupted", err=True)
    return SystemExit(128 + signal.SIGINT)


def _say_notes(error: BaseException) -> None:
    for note in getattr(error, "__notes__", ()):
        click.echo(f"esx-driver: {note}", err=True)


def unwind_on_sigterm() -> Callable[[], object]:
    """Let SIGTERM end the command as Ctrl-C does: what it has begun on the host is taken back. The result undoes this."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():  # there are no signals
        return lambda: None
    before = signal.signal(signal.SIGTERM, end)
    return lambda: signal.signal(signal.SIGTERM, before)


def log_to_stderr(verbose: int) -> None:
    """Show the log: the API calls with ``-v``, zeep's own with ``-vv``."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)-7s %(message)s")
    if verbose:
        logging.getLogger("esx_driver").setLevel(logging.DEBUG)
    if verbose > 1:
        logging.getLogger("urllib3").setLevel(logging.DEBUG)
