"""``fakeesx serve``: a host on a port, until it is told to end."""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from twisted.logger import Logger

from fakeesx.cli import keeping
from fakeesx.cli.announcing import EX_OSERR, is_loopback, read_address, write_ready
from fakeesx.cli.inventory import read, wrong
from fakeesx.cli.keeping import EX_IOERR, Chosen
from fakeesx.durations import NAMES as DURATIONS
from fakeesx.host.managed_object import Call
from fakeesx.inventory.profile import LICENSES, MOST_VMS, NAMES
from fakeesx.soap.errors import SoapError

if TYPE_CHECKING:
    from fakeesx.cli.chaos_file import ChaosFile
    from fakeesx.clock import Clock
    from fakeesx.host.services.keeping import Kept
    from fakeesx.inventory.file import Lab

_log = Logger(namespace="fakeesx")

_CLEANING_SECONDS = 1.0
"""How long a host that ends may clean up: it has two seconds in all."""
_MANY_BLOCKS = (16 << 20) // 512
"""Blocks of a file that may take too long to delete."""


def _reads(name: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[Any, ...]]:
    """A callback of an option that may be repeated: its values as a function of ``datastore_specs`` reads them."""

    def read(context: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
        from fakeesx.host.services import datastore_specs

        try:
            return tuple(attrgetter(name)(datastore_specs)(value) for value in values)
        except ValueError as error:
            raise click.BadParameter(str(error), context, param) from None

    return read


@click.command()
@click.option("--listen", default="127.0.0.1:0", show_default=True, metavar="ADDRESS:PORT",
              help="Where to listen; port 0 takes a free one.")
@click.option("--user", default="root", show_default=True, help="The administrator's name.")
@click.option("--password", default=None, help="The administrator's password (default: vmware). "
              "Needed when listening beyond the loopback address.")
@click.option("--inventory", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="A YAML file that describes the host: users, datastores, network, machines. See `fakeesx inventory`. "
              "Other options go before what it says.")
@click.option("--profile", type=click.Choice(NAMES), default=None, help=f"Which host to be (default: {NAMES[0]}).")
@click.option("--license", "license_", type=click.Choice(LICENSES), default=None,
              help="The licence state; a free host refuses writes.")
@click.option("--vms", type=click.IntRange(0, MOST_VMS), default=0, metavar="N", help="Start with N virtual machines.")
@click.option("--datastore", "datastores", multiple=True, callback=_reads("DatastoreSpec.parse"),
              metavar="NAME[:CAPACITY][=SERVER:/PATH[,ro]]",
              help="A datastore in place of the usual one; repeat it for several. NAME:500G is VMFS, "
              "NAME=nas:/export is NFS, with ,ro at the end read-only. K, M, G and T are powers of 1024.")
@click.option("--spare-lun", "spare_luns", multiple=True, callback=_reads("bytes_of"), metavar="CAPACITY",
              help="A blank disk that clients can make a VMFS datastore on, such as 20G; repeat it for several.")
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), default=None, metavar="DIR",
              help="Keep the host in DIR: what a client was told is done is there after a restart, whatever ended the "
              "process. A new DIR is made; the host in an old one is as it was (then --inventory, --vms, --datastore and "
              "--spare-lun do nothing, and another --profile, --license, --user or --password than it has is refused).")
@click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Write the line printed at the start to FILE as well (atomically).")
@click.option("--no-tls", is_flag=True, help="Speak plain HTTP.")
@click.option("--clock", type=click.Choice(("real", "virtual")), default="real", show_default=True,
              help="The host's time. A virtual one begins on 2010-07-13, and nothing sleeps on it: it jumps ahead when "
              "clients wait and nothing else is to be done.")
@click.option("--tasks", type=click.Choice(DURATIONS), default="instant", show_default=True,
              help="How long tasks take, guests boot and the host reboots.")
@click.option("--verbose", "-v", is_flag=True, help="Log every call.")
@click.option("--seed", type=int, default=None, metavar="N", help="Make the same identifiers each time.")
@click.option("--chaos", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="A YAML file of chaos rules: which calls go wrong, and how. See docs/reference/chaos-rules.md.")
@click.option("--wsdl-missing", multiple=True, metavar="FILE", help="Answer 404 for a WSDL or XSD file, as faulty hosts do.")
@click.option("--wsdl-reflect-import", is_flag=True, help="Import urn:reflect from a file that is not served, as 5.0 did.")
def serve(**options: Any) -> None:
    """Serve a fake ESX host.

    Prints one JSON line when it accepts connections: url, host, port, user, password, cafile, pid. Ends on SIGTERM or
    SIGINT with exit code 0.
    """
    address, port = read_address(options["listen"])
    for name in ("user", "password"):
        if options[name] == "":
            raise click.BadParameter("it can't be empty", param_hint=f"--{name}")
    options["explicit"] = _explicit()
    lab = _lab(options)
    password = options["password"] or next((user.password for user in lab.users if user.name == options["user"]), None)
    if password is None:
        if not is_loopback(address):
            raise click.UsageError("an address beyond loopback needs --password")
        password = "vmware"  # noqa: S105 - the documented default of a test host
    folder = Path(tempfile.mkdtemp(prefix="fakeesx-"))
    try:
        _run(options, lab, address, port, password, folder)
    finally:
        _remove(folder)


def _lab(options: dict[str, Any]) -> Lab:
    """What the inventory file says, with the options that go before it."""
    from fakeesx.inventory.file import Lab

    file: Path | None = options["inventory"]
    lab = Lab() if file is None else read(file)
    if lab.datastores is not None and options["datastores"]:
        raise click.UsageError(f"--datastore does not go together with datastores in {file}")
    host = replace(lab.host, **{
        name: options[option] for name, option in (("profile", "profile"), ("license", "license_")) if options[option]
    })
    return replace(lab, host=host)


def _run(options: dict[str, Any], lab: Lab, address: str, port: int, password: str, folder: Path) -> None:
    gc.disable()  # until it serves: of what a host is made of hardly anything goes again
    from twisted.internet import reactor as installed
    from twisted.internet.error import CannotListenError

    from fakeesx.cli import logs
    from fakeesx.host.lab import settings_of, start
    from fakeesx.host.services.blocking import InThreads
    from fakeesx.inventory.file import InventoryError
    from fakeesx.schema.wsdl import FILES, WsdlFaults
    from fakeesx.web.listening import Listen, ListeningHost

    reactor: Any = installed
    logs.begin(options["verbose"])
    failures: list[int] = []
    unknown = set(options["wsdl_missing"]) - set(FILES)
    if unknown:
        raise click.BadParameter(f"no such file: {', '.join(sorted(unknown))}; there are {', '.join(FILES)}",
                                 param_hint="--wsdl-missing")
    rules = None if options["chaos"] is None else _rules(options["chaos"])
    faults = WsdlFaults(frozenset(options["wsdl_missing"]), options["wsdl_reflect_import"])
    chosen = Chosen(lab.host.profile, lab.host.license, options["user"], password, options["explicit"])
    kept = None
    if options["state"] is None:
        source = random.SystemRandom() if options["seed"] is None else random.Random(options["seed"])
        root = folder / "volumes"
    else:
        kept = keeping.open_state(options["state"])
        chosen, source, root = keeping.settled(kept, chosen), kept.source(options["seed"]), kept.store.datastores
    try:
        datastores = {"datastores": options["datastores"]} if options["datastores"] else {}
        settings = settings_of(
            lab, root, profile=chosen.profile, license=chosen.license, user=chosen.user, password=password,
            vms=options["vms"], task_seconds=options["tasks"],
            spare_luns=(*lab.spare_luns, *options["spare_luns"]), **datastores,
        )
        clock = reactor if options["clock"] == "real" else _virtual(reactor, kept)
        host = start(lab, settings, clock, source, InThreads(reactor), kept)
    except InventoryError as error:
        if options["inventory"] is None:
            raise click.UsageError(error.problems[0].text) from None
        raise wrong(error) from None
    if kept is not None:
        keeping.keep(host, reactor, failures, reactor.stop)
    if rules is not None:
        try:
            rules.add_to(host)
        except InventoryError as error:
            host.stop()
            raise wrong(error) from None
    if kept is not None:
        told = keeping.password(host, chosen)
    else:  # an inventory file may have a hash in place of the administrator's password
        told = password if host.access.accounts[chosen.user].matches(password) else None
    try:
        listening = ListeningHost(host, reactor, Listen(address, port, not options["no_tls"], faults))
    except CannotListenError as error:
        click.echo(f"fakeesx: can't listen on {address}:{port}: {error.socketError}", err=True)
        raise SystemExit(EX_OSERR) from None
    ready = _ready(listening, chosen.user, told, folder)
    if options["verbose"]:
        host.on_call.append(_log_call)
        host.on_failure.append(_log_failure)
    reactor.addSystemEventTrigger("before", "shutdown", listening.stop)
    gc.freeze()  # what a host is made of stays: no collection needs to look at it again
    gc.enable()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so shells start what is to run in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # when it runs, and not before: from then on a signal ends it in order
    reactor.callWhenRunning(_announce, ready, options["ready_file"], reactor.stop, failures)
    reactor.run()
    if failures:
        raise SystemExit(failures[0])


def _rules(file: Path) -> ChaosFile:
    """A file of chaos rules; without one nothing needs to know how such files are read."""
    from fakeesx.cli import chaos_file

    return chaos_file.read(file)


def _virtual(reactor: Any, kept: Kept | None) -> Clock:
    """A virtual clock in the reactor's turns; one of a host that was kept goes on where that was."""
    from fakeesx.clock import START, VirtualClock

    clock = VirtualClock(START if kept is None else kept.fact("time", START))
    clock.attach(reactor)
    return clock


def _explicit() -> frozenset[str]:
    """The names of the options that were given, not left to their defaults."""
    context = click.get_current_context()
    given = {
        name.rstrip("_") for name in context.params
        if context.get_parameter_source(name) not in (None, ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)
    }
    return frozenset(given)


def _remove(folder: Path) -> None:
    """Delete what the host kept on disk; when that takes long, a process of its own goes on with it.

    A large file takes as long as its blocks: it is left to that process.
    """
    until = time.monotonic() + _CLEANING_SECONDS
    for directory, _, names in os.walk(folder, topdown=False):
        if time.monotonic() > until:
            break
        for name in names:
            with suppress(OSError):
                file = Path(directory, name)
                if file.lstat().st_blocks <= _MANY_BLOCKS:
                    file.unlink()
        with suppress(OSError):
            Path(directory).rmdir()
    if folder.exists():
        code = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, str(folder)], start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def _announce(ready: dict[str, Any], file: Path | None, stop: Callable[[], None], failures: list[int]) -> None:
    """Say that connections are accepted; end the server when that can't be said."""
    line = json.dumps(ready)
    try:
        if file is not None:
            write_ready(file, line)
        if sys.stderr.isatty() and sys.stdout.isatty():
            _greet(ready)
        click.echo(line)
        sys.stdout.flush()
    except SystemExit as problem:
        failures.append(int(str(problem.code)))
        stop()
    except OSError:  # nobody reads it, or it goes to a full disk
        failures.append(EX_IOERR)
        stop()


def _log_call(call: Call) -> None:
    _log.debug("{user} {method} {object}", user=call.user or "-", method=call.method.name, object=call.this.value)


def _log_failure(call: Call, error: SoapError) -> None:
    name = type(error.fault).__name__ if error.fault is not None else error.code
    _log.debug("{method} {object}: {fault}", method=call.method.name, object=call.this.value, fault=name)


def _ready(listening: Any, user: str, password: str | None, folder: Path) -> dict[str, Any]:
    cafile = None
    if listening.identity is not None:
        path = folder / "ca.pem"
        path.write_bytes(listening.identity.certificate)
        cafile = str(path)
    return {
        "url": listening.url, "host": listening.address, "port": listening.port, "user": user, "password": password,
        "cafile": cafile, "pid": os.getpid(), "control": f"{listening.base_url}/fakeesx/v1/",
    }


def _greet(ready: dict[str, Any]) -> None:
    click.echo(
        f"\n  A fake ESX 4.1 host is ready.\n\n    URL       {ready['url']}\n    user      {ready['user']}\n"
        f"    password  {ready['password'] or '(changed)'}\n"
        f"    browse    {ready['url'].removesuffix('sdk')}mob\n\n  Ctrl-C ends it.\n",
        err=True,
    )
