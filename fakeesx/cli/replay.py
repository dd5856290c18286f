"""``fakeesx replay``: the requests of a recording, sent to a host, and where its answers differ in structure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from fakeesx.cli.record import EX_NOINPUT, EX_UNAVAILABLE, read_url
from fakeesx.inventory.profile import NAMES, load_profile

if TYPE_CHECKING:
    from fakeesx.testing.recorder.format import Header

EX_DATAERR = 65
"""Exit code of sysexits.h."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--against", callback=read_url, default=None, metavar="URL",
              help="The host to send to (default: a fresh fake one like the host that was recorded).")
@click.option("--user", default="root", show_default=True, help="The user in place of the recorded one.")
@click.option("--password", default="vmware", show_default=True, help="The user's password.")
@click.option("--cafile", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Certificates (PEM) that verify the host (default: those of the system).")
@click.option("--insecure", is_flag=True, help="Do not verify the host, and speak the TLS of old hosts as well.")
@click.option("--profile", type=click.Choice(NAMES), default=None,
              help="Which fake host to be, in place of the one like the recorded host.")
@click.option("--ignore", "ignore", multiple=True, metavar="GLOB",
              help="Do not report what differs at METHOD/path, where * stands for anything; repeat it for several.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def replay(file: Path, **options: Any) -> None:
    """Send the requests of a recording to a host and report where its answers differ in structure.

    Exits 0 when they differ nowhere, 1 when they do.
    """
    from fakeesx.testing.recorder.format import BadRecording
    from fakeesx.testing.recorder.target import Unreachable

    if options["against"] is None and (options["cafile"] or options["insecure"]):
        raise click.UsageError("--cafile and --insecure need --against")
    if options["against"] is not None and options["profile"]:
        raise click.UsageError("--profile and --against do not go together")
    try:
        same = _replay(file, options)
    except OSError as error:
        _end(EX_NOINPUT, f"can't read {error.filename or file}: {error.strerror}")
    except BadRecording as error:
        _end(EX_DATAERR, f"{file}:{error.line}: {error}")
    except Unreachable as error:
        _end(EX_UNAVAILABLE, str(error))
    if not same:
        raise SystemExit(1)


def _replay(file: Path, options: dict[str, Any]) -> bool:
    from fakeesx.testing.recorder.comparing import Ignored
    from fakeesx.testing.recorder.reader import open_recording
    from fakeesx.testing.recorder.replaying import Replay
    from fakeesx.testing.recorder.target import Target

    recording = open_recording(file)
    with _host(recording.header, options) as (url, cafile):
        target = Target(url, cafile, insecure=options["insecure"])
        target.check()
        try:
            report = Replay(target, options["user"], options["password"], Ignored(options["ignore"])).run(recording)
        finally:
            target.close()
    for warning in report.warnings:
        click.echo(f"fakeesx: {file}: {warning}", err=True)
    click.echo(json.dumps(report.to_json(), indent=1) if options["as_json"] else report.text())
    return report.same


@contextmanager
def _host(header: Header, options: dict[str, Any]) -> Iterator[tuple[str, Path | None]]:
    """The URL of the host and what verifies it."""
    if options["against"] is not None:
        yield options["against"], options["cafile"]
        return
    profile = options["profile"] or _profile_like(header)
    command = [
        sys.executable, "-m", "fakeesx", "serve", "--profile", profile, "--user", options["user"],
        "--password", options["password"],
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    assert process.stdout is not None
    with process.stdout:
        try:
            line = process.stdout.readline()
            if not line:
                _end(EX_UNAVAILABLE, "the fake host did not start")
            ready = json.loads(line)
            yield ready["url"], Path(ready["cafile"])
        finally:
            process.terminate()
            process.wait(10)


def _profile_like(header: Header) -> str:
    """The profile of the product and version that were recorded, whatever the build."""
    wanted = header.about.get("productLineId"), header.about.get("version")
    for name in NAMES:
        about = load_profile(name).about
        if (about.productLineId, about.version) == wanted:
            return name
    told = header.about.get("fullName") or "a host that did not tell what it is"
    raise click.UsageError(
        f"the recording is of {told}, which there is no profile for: name one with --profile ({', '.join(NAMES)}), or a "
        "host with --against"
    )


def _end(code: int, text: str) -> NoReturn:
    click.echo(f"fakeesx: {text}", err=True)
    raise SystemExit(code)
