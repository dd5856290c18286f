"""The commands of ``fakeesx ctl``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fakeesx.cli.control import Client, client_of, part
from fakeesx.cli.ctl.chaos import chaos
from fakeesx.cli.ctl.guest import guest
from fakeesx.cli.ctl.output import echo_json, request_line
from fakeesx.cli.show import EX_DATAERR, EX_NOINPUT, end

F = TypeVar("F", bound=Callable[..., Any])

EX_CANTCREAT = 73
"""Exit code of sysexits.h: a file that can't be written."""


class Context:
    """What the commands share: the host, found when it is first asked for something, and whether JSON is wanted."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self.as_json: bool = options["as_json"]

    @cached_property
    def client(self) -> Client:
        """The host's control API. Ends the command when nobody said which host, or what was said is wrong."""
        return client_of(**self._options)

    def show(self, value: Any, text: str) -> None:
        """Print a value as JSON, or a text for people."""
        if self.as_json:
            echo_json(value)
        elif text:
            click.echo(text)


_pass = click.make_pass_decorator(Context)


@click.group()
@click.option("--ready-file", type=click.Path(path_type=Path), default=None, metavar="FILE", envvar="FAKEESX_READY_FILE",
              help="Which host: the file that `fakeesx serve --ready-file` wrote. Or FAKEESX_READY_FILE in the environment.")
@click.option("--url", metavar="URL", help="Or its address: https://HOST:PORT.")
@click.option("--user", default=None, help="The administrator (default: root).")
@click.option("--password", default=None, envvar="FAKEESX_PASSWORD", help="The password; asked for when it is not given. "
              "FAKEESX_PASSWORD in the environment keeps it out of the list of processes.")
@click.option("--cafile", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="The certificate that verifies the host (default: those of the system).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def ctl(context: click.Context, /, **options: Any) -> None:
    """Look at a running fake host, and do things with it.

    Speaks the host's control API, /fakeesx/v1/. `fakeesx ctl COMMAND --help` tells of each command.
    """
    context.obj = Context(options)


@ctl.command()
@_pass
def health(context: Context) -> None:
    """Say whether the host is well."""
    told = context.client.ask("GET", "health")
    context.show(told, f"{told['status']}: {told['sessions']} sessions, {told['objects']} objects")


def _filters(function: F) -> F:
    """The filters of requests."""

    @click.argument("method", required=False)
    @click.argument("arguments", nargs=-1, metavar="[PATH=VALUE]...")
    @click.option("--object", "object_", metavar="NAME", help="Only of this object: its name, its moid or Type:moid; "
                  "over HTTP the path.")
    @click.option("--type", "type_", metavar="TYPE", help="Only of objects of this managed type.")
    @click.option("--by", metavar="USER", help="Only by this user.")
    @click.option("--fault", metavar="NAME", help="Only those answered with this fault.")
    @click.option("--kind", type=click.Choice(("soap", "http")), default=None, help="Only calls, or only other requests.")
    @click.option("--since", type=click.IntRange(0), default=None, metavar="N", help="Only those with a higher number.")
    @wraps(function)
    def filtered(
        *args: Any, method: str | None, arguments: tuple[str, ...], object_: str | None, type_: str | None, by: str | None,
        fault: str | None, kind: str | None, since: int | None, **more: Any,
    ) -> None:
        if method is not None and "=" in method:
            arguments, method = (method, *arguments), None
        query = {
            "method": method, "argument": arguments, "object": object_, "type": type_, "user": by, "fault": fault,
            "kind": kind, "since": since,
        }
        function(*args, query, **more)

    return filtered  # type: ignore[return-value]


@ctl.command()
@_filters
@click.option("--limit", type=click.IntRange(1), default=None, metavar="N", help="Only the last N.")
@click.option("--follow", "-f", is_flag=True, help="Go on with what comes, until Ctrl-C.")
@click.option("--soap", is_flag=True, help="With the envelopes.")
@click.option("--result", is_flag=True, help="With what was returned.")
@_pass
def requests(context: Context, query: dict[str, Any], limit: int | None, follow: bool, soap: bool, result: bool) -> None:
    """List what clients asked of the host.

    METHOD is one of vim25, or of HTTP; PATH=VALUE is an argument that it must have been called with:

      fakeesx ctl requests AddPortGroup portgrp.name='br*'

    * and ? stand for any characters. Nothing found is no error; see `fakeesx ctl expect`.
    """
    query["with"] = [name for name, wanted in (("soap", soap), ("result", result)) if wanted]
    if follow:
        if limit is not None:
            raise click.UsageError("--limit does not go together with --follow")
        try:
            _print(context, context.client.follow("requests", {**query, "follow": "true"}))
        except KeyboardInterrupt:
            return
    else:
        _print(context, context.client.ask("GET", "requests", {**query, "limit": limit})["requests"])


def _print(context: Context, told: Iterable[dict[str, Any]]) -> None:
    for each in told:
        if context.as_json:
            echo_json(each)
            continue
        click.echo(request_line(each))
        if "result" in each:
            click.echo(f"         result: {each['result']!r}")
        for name in ("request", "reply") if "soap" in each else ():
            click.echo(f"{each['soap'][name] or f'(the {name} was not kept)'}\n")


@ctl.command()
@_filters
@_pass
def expect(context: Context, query: dict[str, Any]) -> None:
    """Check that a request was made; like requests, but exit code 1 when none fits.

    Then it says on standard error what was called instead: the request that came nearest.
    """
    found = context.client.ask("GET", "requests", query)["requests"]
    if found:
        _print(context, found)
        return
    nearest = context.client.ask("GET", "requests/nearest", query)
    context.show(nearest, "")
    click.echo(f"fakeesx: {nearest['text']}", err=True)
    raise SystemExit(1)


@ctl.command()
@_pass
def clear(context: Context) -> None:
    """Forget all requests."""
    context.client.ask("DELETE", "requests")


@ctl.command()
@_pass
def clock(context: Context) -> None:
    """Tell the date and time on the host."""
    told = context.client.ask("GET", "clock")
    context.show(told, f"{told['now']} ({'virtual' if told['virtual'] else 'real'})")


@ctl.command()
@click.argument("seconds", type=float)
@_pass
def advance(context: Context, seconds: float) -> None:
    """Let SECONDS pass at once, on a host with a virtual clock."""
    told = context.client.ask("POST", "clock/advance", body={"seconds": seconds})
    context.show(told, told["now"])


@ctl.command()
@click.argument("name")
@click.option("--replace", is_flag=True, help="Take the place of one that has the name.")
@_pass
def snapshot(context: Context, name: str, replace: bool) -> None:
    """Take a snapshot of the whole host, called NAME."""
    told = context.client.ask("PUT", f"snapshots/{part(name)}", {"replace": "true" if replace else None})
    context.show(told, "")


@ctl.command()
@_pass
def snapshots(context: Context) -> None:
    """List the snapshots."""
    told = context.client.ask("GET", "snapshots")
    context.show(told, "\n".join(told["snapshots"]))


@ctl.command()
@click.argument("name")
@_pass
def restore(context: Context, name: str) -> None:
    """Let the whole host be as it was at the snapshot NAME."""
    context.client.ask("POST", f"snapshots/{part(name)}/restore")


@ctl.command()
@click.argument("name")
@_pass
def drop(context: Context, name: str) -> None:
    """Forget the snapshot NAME."""
    context.client.ask("DELETE", f"snapshots/{part(name)}")


@ctl.command()
@click.option("--keep-requests", is_flag=True, help="Leave the log of requests as it is.")
@_pass
def reset(context: Context, keep_requests: bool) -> None:
    """Let the whole host be as it was when it had started."""
    context.client.ask("POST", "reset", {"keep_requests": "true" if keep_requests else None})


@ctl.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@_pass
def dump(context: Context, file: Path | None) -> None:
    """Write the host as an inventory file: into FILE, or print it."""
    told = context.client.ask("GET", "inventory", {"format": "json" if context.as_json else None})
    if context.as_json and file is None:
        echo_json(told)
    elif file is None:
        click.echo(told, nl=False)
    else:
        if context.as_json:
            raise click.UsageError("an inventory file is YAML: --json does not go together with FILE")
        try:
            file.write_text(told)
        except OSError as error:
            raise end(EX_CANTCREAT, f"can't write {file}: {error.strerror}") from None


@ctl.command()
@click.argument("file", type=click.Path(path_type=Path))
@_pass
def load(context: Context, file: Path) -> None:
    """Let the host that the inventory file FILE describes take the place of the one that runs, at the same port."""
    try:
        text = file.read_bytes().decode()
    except OSError as error:
        raise end(EX_NOINPUT, f"can't read {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise end(EX_DATAERR, f"{file} is not UTF-8") from None
    context.client.ask("PUT", "inventory", text=text)


def _want_json(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    found = context.find_object(Context)
    if wanted and found is not None:
        found.as_json = True


def _complete(group: click.Group) -> None:
    """Let every command take --json, too."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            _complete(command)
        else:
            command.params.append(
                click.Option(["--json"], is_flag=True, expose_value=False, callback=_want_json, help="Print JSON."),
            )


ctl.add_command(chaos)
ctl.add_command(guest)
_complete(ctl)
