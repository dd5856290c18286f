"""``fakeesx record``: a proxy that records what clients and a host say to each other."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import click

from fakeesx.cli.announcing import EX_OSERR, read_address, write_ready
from fakeesx.cli.keeping import EX_CANTCREAT, EX_IOERR

EX_NOINPUT, EX_UNAVAILABLE = 66, 69
"""Exit codes of sysexits.h."""


def read_url(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The URL of a host; ``/sdk`` where it has no path."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise click.BadParameter(f"{value!r} is no URL such as https://esx.example.com/sdk", context, param)
    if parts.username is not None:
        raise click.BadParameter("a URL with a user or a password in it is not taken", context, param)
    return value if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}/sdk"


def _patterns(context: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for value in values:
        try:
            compiled.append(re.compile(value))
        except re.error as error:
            raise click.BadParameter(f"{value!r} is no regular expression: {error}", context, param) from None
    return tuple(compiled)


@click.command()
@click.option("--upstream", required=True, callback=read_url, metavar="URL",
              help="The host to record, such as https://esx.example.com/sdk.")
@click.option("--listen", default="127.0.0.1:0", show_default=True, metavar="ADDRESS:PORT",
              help="Where clients connect to; port 0 takes a free one.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="The recording, a new file (default: recording-TIME.jsonl).")
@click.option("--cafile", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Certificates (PEM) that verify the host (default: those of the system).")
@click.option("--insecure", is_flag=True, help="Do not verify the host, and speak the TLS of old hosts as well.")
@click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Write the line printed at the start to FILE as well (atomically).")
@click.option("--mask", "patterns", multiple=True, callback=_patterns, metavar="REGEX",
              help="Mask whatever matches, besides the secrets that are known as such; repeat it for several.")
@click.option("--anonymise", is_flag=True,
              help="Replace host names, addresses, serial numbers and licence keys, the same by the same.")
@click.option("--content-limit", type=click.IntRange(min=0), default=65536, show_default=True, metavar="BYTES",
              help="Datastore files of up to so many bytes are recorded with their content, others by size and SHA-256.")
def record(**options: Any) -> None:
    """Record what clients and a host say to each other.

    Prints one JSON line when it accepts connections: url, host, port, cafile, pid, out. Clients use that url and that cafile
    in place of the host's, and their usual user and password. Ends on SIGTERM or SIGINT with exit code 0.
    """
    if options["cafile"] is not None and options["insecure"]:
        raise click.UsageError("--cafile and --insecure do not go together")
    address, port = read_address(options["listen"])
    with tempfile.TemporaryDirectory(prefix="fakeesx-", ignore_cleanup_errors=True) as folder:
        _run(options, address, port, Path(folder))


def _run(options: dict[str, Any], address: str, port: int, folder: Path) -> None:
    from twisted.internet import reactor as installed

    from fakeesx.cli import logs
    from fakeesx.testing.recorder.upstream import BadTrust, Trust, Upstream

    reactor: Any = installed
    logs.begin(verbose=False)
    try:
        upstream = Upstream(reactor, options["upstream"], Trust(options["cafile"], options["insecure"]))
    except BadTrust as error:
        click.echo(f"fakeesx: {error}", err=True)
        raise SystemExit(EX_NOINPUT) from None
    out = options["out"] or Path(f"recording-{datetime.now(UTC):%Y%m%dT%H%M%S}.jsonl")
    session = _Session(reactor, upstream, options, out, folder)
    reactor.callWhenRunning(session.begin, address, port)
    reactor.run()
    if session.exit_code:
        raise SystemExit(session.exit_code)
    click.echo(f"fakeesx: {session.count} exchanges are in {out}", err=True)


class _Session:
    """From the first question to the host until the end."""

    def __init__(self, reactor: Any, upstream: Any, options: dict[str, Any], out: Path, folder: Path) -> None:
        self._reactor = reactor
        self._upstream = upstream
        self._options = options
        self._out = out
        self._folder = folder
        self._writer: Any = None
        self.exit_code = 0

    @property
    def count(self) -> int:
        """Exchanges that were recorded."""
        return self._writer.count if self._writer is not None else 0

    def begin(self, address: str, port: int) -> None:
        """Ask the host what it is, then listen."""
        from fakeesx.testing.recorder.listening import ask

        asked = ask(self._upstream)
        asked.addCallback(self._listen, address, port)
        asked.addErrback(self._failed)

    def _listen(self, about: dict[str, str], address: str, port: int) -> None:
        from fakeesx.testing.recorder.listening import RecordingProxy
        from fakeesx.testing.recorder.masking import Masker
        from fakeesx.testing.recorder.writer import Writer

        masker = Masker(self._options["patterns"], anonymise=self._options["anonymise"])
        file = self._new_file()
        try:
            self._writer = Writer(
                file, masker, about, datetime.now(UTC), self._reactor.seconds(), self._options["content_limit"],
            )
            proxy = RecordingProxy(self._reactor, self._upstream, self._writer, address, port, self._can_not_write)
        except Exception:
            file.close()
            self._out.unlink(missing_ok=True)
            raise
        self._reactor.addSystemEventTrigger("before", "shutdown", proxy.stop)
        self._announce(proxy)

    def _new_file(self) -> IO[str]:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        try:
            return open(self._out, "x", encoding="utf-8", opener=private)
        except FileExistsError:
            problem = f"{self._out} exists already; a recording is a new file"
        except OSError as error:
            problem = f"can't write {self._out}: {error.strerror}"
        click.echo(f"fakeesx: {problem}", err=True)
        raise SystemExit(EX_CANTCREAT)

    def _announce(self, proxy: Any) -> None:
        cafile = self._folder / "ca.pem"
        cafile.write_bytes(proxy.identity.certificate)
        line = json.dumps({
            "url": proxy.url, "host": proxy.address, "port": proxy.port, "cafile": str(cafile), "pid": os.getpid(),
            "out": str(self._out),
        })
        if self._options["ready_file"] is not None:
            write_ready(self._options["ready_file"], line)
        try:
            click.echo(line)
            sys.stdout.flush()
        except OSError:
            self._end(EX_IOERR)

    def _can_not_write(self, error: OSError) -> None:
        self._end(EX_IOERR, f"can't write {self._out}: {error.strerror}; what it holds is whole, nothing more is recorded")

    def _failed(self, failure: Any) -> None:
        from twisted.internet.error import CannotListenError

        from fakeesx.testing.recorder.listening import NoHost

        error = failure.value
        if isinstance(error, NoHost):
            self._end(EX_UNAVAILABLE, str(error))
        elif isinstance(error, CannotListenError):
            self._end(EX_OSERR, f"can't listen on {error.interface}:{error.port}: {error.socketError}")
        elif isinstance(error, SystemExit):
            self._end(int(str(error.code)))
        else:
            self._end(1, f"{type(error).__name__}: {error}")

    def _end(self, code: int, text: str = "") -> None:
        if text:
            click.echo(f"fakeesx: {text}", err=True)
        self.exit_code = self.exit_code or code
        if self._reactor.running:
            self._reactor.stop()
