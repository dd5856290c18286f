"""``esx-driver``: its commands."""

from __future__ import annotations

import random
import uuid
from pathlib import Path
from typing import Any

import click

from esx_driver import __version__, options
from esx_driver.cli import booting, devices, displays, hosts, looking, rescue
from esx_driver.cli.cache import cache
from esx_driver.cli.session import DURATION, NETWORK, Driver, ended, interrupted, log_to_stderr, unwind_on_sigterm
from esx_driver.errors import DriverError, InstanceNotFound
from esx_driver.images import disk_types


class WrongUsage(click.UsageError):
    """What was typed can't be meant: with the exit code that sysexits.h has for it."""

    exit_code = 64

    @classmethod
    def of(cls, error: click.UsageError) -> click.UsageError:
        """The same error with this exit code. One that only shows the help stays as it is."""
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            return error
        text = error.format_message()
        if isinstance(error, click.NoSuchOption) and any(error.option_name in param.opts for param in main.params):
            text = f"{error.option_name} goes before the command"
        return cls(text, error.ctx)


class Commands(click.Group):
    """Commands whose ``DriverError`` becomes a line and an exit code, as does wrong usage."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Read what stands before the command."""
        try:
            return super().make_context(*arguments, **more)
        except click.UsageError as error:
            raise WrongUsage.of(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DriverError as error:
            raise ended(error) from None
        except click.UsageError as error:
            raise WrongUsage.of(error) from None
        except (KeyboardInterrupt, SystemExit) as end:
            raise interrupted(end) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--config-file", "files", type=click.Path(path_type=Path), multiple=True, metavar="FILE",
              help="Options: an INI file with [DEFAULT], or --flag=value lines; repeat it for several, later ones first.")
@click.option("--set", "overrides", multiple=True, metavar="OPTION=VALUE", help="An option that goes before the files.")
@click.option("--json", "as_json", is_flag=True, help="Print results as JSON.")
@click.option("-v", "--verbose", count=True, help="Log every API call (twice: connections too) to standard error.")
@click.version_option(__version__, "--version", prog_name="esx-driver")
@click.pass_context
def main(context: click.Context, files: tuple[Path, ...], overrides: tuple[str, ...], as_json: bool, verbose: int) -> None:
    """Run virtual machines on a standalone VMware ESX or ESXi host, as OpenStack would.

    \b
    Exit codes: 0 done, 64 wrong usage or not possible, 65 the request does not fit the host, 66 no such machine,
    69 the host failed or refused, 73 no room or there already, 74 a transfer failed, 75 try again, 77 not allowed,
    78 wrong options, 130 and 143 ended by a signal: what was begun is taken back.
    """
    log_to_stderr(verbose)
    context.call_on_close(unwind_on_sigterm())
    values = dict(pair.partition("=")[::2] for pair in overrides)
    context.obj = Driver(files, values, as_json)


for command in (cache, *rescue.COMMANDS, *devices.COMMANDS, *displays.COMMANDS, *looking.COMMANDS, *hosts.COMMANDS,
                *booting.COMMANDS):
    main.add_command(command)


@main.command("sample-config")
def sample_config() -> None:
    """Print a configuration file with every option."""
    click.echo(options.sample(), nl=False)


@main.command("list")
@click.pass_obj
def list_(driver: Driver) -> None:
    """List the machines on the host."""
    from esx_driver.vm import lookup

    with driver.host() as (host, _):
        names = lookup.list_names(host)
    driver.say(names, lambda: "\n".join(names) or "no machines")


@main.command()
@click.argument("name")
@click.option("--image", default=None, metavar="FILE|URL|glance:ID",
              help="A VMDK, flat content, or an ISO image, which is a CD to boot from.")
@click.option("--boot-volume", default=None, metavar="'[DATASTORE] PATH.vmdk'",
              help="An existing disk to boot from in place of an image. It stays when the machine is destroyed.")
@click.option("--uuid", "uuid_", type=click.UUID, default=None, help="The machine's uuid (default: a new one).")
@click.option("--vcpus", type=click.IntRange(1, 8), default=1, show_default=True)
@click.option("--memory-mb", type=click.IntRange(4, 261120), default=512, show_default=True)
@click.option("--root-gb", type=click.IntRange(0), default=0,
              help="The least size of its root disk. With an ISO image: of an empty one; without it, it has no disk.")
@click.option("--disk-type", type=click.Choice(disk_types.NAMES), default=None,
              help="Of its root disk. Default: what the image says (vmware_disktype), and else preallocated.")
@click.option("--ephemeral-gb", type=click.IntRange(1), multiple=True,
              help="An empty disk beside it, which goes with the machine; repeat it for several.")
@click.option("--swap-mb", type=click.IntRange(0), default=0, help="An empty disk for swap space.")
@click.option("--network", "networks", multiple=True,
              metavar=NETWORK,
              help="A network card; repeat it for several. With vlan= the port group is made if it is missing.")
@click.option("--config-drive", type=click.Path(file_okay=False, exists=True, path_type=Path), default=None, metavar="DIR",
              help="Give it a CD with the files of a folder.")
@click.option("--user-data", type=click.Path(dir_okay=False, exists=True, path_type=Path), default=None, metavar="FILE",
              help="Give it a config drive for cloud-init: this file, its name, its network settings.")
@click.pass_obj
def spawn(
    driver: Driver, name: str, image: str | None, boot_volume: str | None, uuid_: uuid.UUID | None, vcpus: int,
    memory_mb: int, root_gb: int, disk_type: str | None, ephemeral_gb: tuple[int, ...], swap_mb: int,
    networks: tuple[str, ...], config_drive: Path | None, user_data: Path | None,
) -> None:
    """Make a machine from an image and power it on.

    When that fails, nothing of it is left. The image is that of its disk, or of a CD that it boots from; with --boot-volume
    it boots from a disk that is there already.
    """
    from esx_driver.cli import drives, nics
    from esx_driver.cli.places import bootable_of
    from esx_driver.vm import spawning

    if boot_volume is not None and (root_gb or disk_type):
        raise click.UsageError("--boot-volume takes a disk as it is: neither --root-gb nor --disk-type goes with it")
    source = random.SystemRandom()
    cards = tuple(nics.parsed(text, source) for text in networks)
    identity = str(uuid_ or uuid.uuid4())
    request = spawning.Request(
        name, identity, vcpus, memory_mb, cards, root_gb, config_drive=drives.files(
            config_drive, user_data, name, identity, [card.settings for card in cards],
        ), disk_type=disk_type, ephemeral_gb=ephemeral_gb, swap_mb=swap_mb,
    )
    looked = bootable_of(image, boot_volume, driver)
    with driver.host() as (host, conf), driver.progress() as report:
        vm = spawning.spawn(host, conf, request, looked, report)
    result = {"name": name, "uuid": request.uuid, "moid": vm.value, "macs": [card.settings.mac for card in cards]}
    driver.say(result, lambda: f"{name} runs ({request.uuid})")


@main.command()
@click.argument("name")
@click.option("--leftovers", is_flag=True, help="If there is no such machine any more: delete what is left of it.")
@click.pass_obj
def destroy(driver: Driver, name: str, leftovers: bool) -> None:
    """Power a machine off and remove it with its files.

    Its volumes stay. With vmwareapi_vlan_cleanup the VLAN port groups that it was on go as well, unless something else uses
    them. A machine that was only half made is destroyed like any other.

    Of one that was only half destroyed a folder may be left, which --leftovers deletes. Make sure then that no other host
    has a machine there, if the datastore is one that hosts share.
    """
    from esx_driver.vm import leaving, lookup

    folders: list[str] = []
    with driver.host() as (host, conf):
        try:
            removed = leaving.destroy(host, conf, lookup.by_name(host, name), name)
        except InstanceNotFound as error:
            removed, folders = leaving.clear(host, conf, name, error, really=leftovers)
    driver.say({"name": name, "destroyed": True, "port_groups_removed": removed, "folders_removed": folders},
               lambda: "\n".join(f"{folder} is gone" for folder in folders) or f"{name} is gone")


@main.command("power-on")
@click.argument("name")
@click.pass_obj
def power_on(driver: Driver, name: str) -> None:
    """Power a machine on."""
    _powered(driver, name, "power_on", "runs", runs=True)


@main.command("power-off")
@click.argument("name")
@click.option("--timeout", type=DURATION, default=0, metavar="SECONDS",
              help="Ask the guest to shut down first, and wait so long.")
@click.pass_obj
def power_off(driver: Driver, name: str, timeout: float) -> None:
    """Power a machine off."""
    _powered(driver, name, "power_off", "is off", runs=False, timeout=timeout)


@main.command()
@click.argument("name")
@click.option("--hard", is_flag=True, help="Press the reset button, whatever the guest does.")
@click.option("--timeout", type=DURATION, default=0, metavar="SECONDS",
              help="Wait so long for the guest to be back, and reset the machine if it is not.")
@click.pass_obj
def reboot(driver: Driver, name: str, hard: bool, timeout: float) -> None:
    """Reboot a machine: by its guest, where VMware Tools run.

    With --timeout it is waited for until they run again; a guest that hangs on its way is reset. How long one may take to
    shut down and to boot, with a check of its disks perhaps, is for you to know.
    """
    from esx_driver.vm import lookup, power

    with driver.host() as (host, _):
        by_guest = power.reboot(host, lookup.by_name(host, name), name, hard=hard, timeout=timeout)
    told = ("has rebooted" if timeout else "reboots") if by_guest else "was reset"
    driver.say({"name": name, "done": "reboot", "by_guest": by_guest}, lambda: f"{name} {told}")


@main.command()
@click.argument("name")
@click.pass_obj
def suspend(driver: Driver, name: str) -> None:
    """Suspend a machine."""
    _powered(driver, name, "suspend", "is suspended", runs=False)


@main.command()
@click.argument("name")
@click.pass_obj
def resume(driver: Driver, name: str) -> None:
    """Resume a suspended machine."""
    _powered(driver, name, "resume", "runs", runs=True)


@main.command()
@click.argument("name")
@click.option("--to", required=True, metavar="FILE|glance:ID", help="Where the image goes: a new file, or a Glance image.")
@click.pass_obj
def snapshot(driver: Driver, name: str, to: str) -> None:
    """Take a machine's root disk as an image.

    It is a streamOptimized VMDK. The machine goes on running.
    """
    from esx_driver.cli.places import sink_of
    from esx_driver.vm import lookup, snapshotting

    sink = sink_of(to, driver)
    with driver.host() as (host, _), driver.progress() as report:
        snapshotting.snapshot(host, lookup.by_name(host, name), name, sink, report)
    driver.say({"name": name, "to": to}, lambda: f"{to} has the disk of {name}, as a streamOptimized VMDK")


@main.command()
@click.argument("name")
@click.option("--type", "type_", type=click.Choice(["vmrc+credentials", "vmrc+session", "vnc"]), default=None,
              help="vmrc+session opens once; vmrc+credentials gives the host's own password away; vnc is for machines that "
              "have it (vnc_enabled, or the command vnc). Default: console_driver.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Write a page that opens the console in a browser with the host's plug-in.")
@click.pass_obj
def console(driver: Driver, name: str, type_: str | None, page: Path | None) -> None:
    """Hand out a machine's console.

    What is printed opens it: it is as secret as a password. The session behind a vmrc+session stays on the host until that
    ends it, when nobody has used it for thirty minutes.
    """
    import time

    from esx_driver.cli import pages
    from esx_driver.console import consoles
    from esx_driver.console.store import Store, default_url
    from esx_driver.vm import lookup

    if type_ == "vnc":
        if page is not None:
            raise click.UsageError("--page is for the host's browser plug-in, which does not speak VNC")
        displays.say_console(driver, name)
        return
    if page is not None:
        pages.require_place(page)
    with driver.host("console_vmrc_error_retries") as (host, conf):
        store = Store(conf.console_database or default_url(), time.time)
        try:
            desk = consoles.Consoles(store, conf)
            access = desk.take(desk.add(host, lookup.by_name(host, name), name, type_))
        finally:
            store.close()
        if access.console_type == consoles.SESSION:
            host.session.close(logout=False)  # its ticket would be gone with it
    if page is not None:
        pages.write(page, consoles.page(access))
    fields = {"console_type": access.console_type, "host": access.host, "port": access.port, "password": access.password}
    driver.say(fields, lambda: "\n".join(f"{key:<13} {value}" for key, value in fields.items()))


@main.command("ensure-network")
@click.argument("bridge")
@click.option("--vlan", type=int, required=True, help="The VLAN id: 1 to 4094, 0 for none, 4095 for all.")
@click.pass_obj
def ensure_network(driver: Driver, bridge: str, vlan: int) -> None:
    """See that there is a port group for a VLAN.

    It is named BRIDGE, on the switch of vmwareapi_vlan_interface.
    """
    with driver.host() as (host, conf):
        name, made = host.port_groups.ensure_vlan(bridge, vlan, conf.vmwareapi_vlan_interface)
    driver.say({"port_group": name, "vlan": vlan, "made": made},
               lambda: f"{name} {'was made' if made else 'was there'} for VLAN {vlan}")


def _powered(driver: Driver, name: str, operation: str, told: str, *, runs: bool, **arguments: Any) -> None:
    from esx_driver.vm import autostart, lookup, power

    with driver.host() as (host, conf):
        vm = lookup.by_name(host, name)
        getattr(power, operation)(host, vm, name, **arguments)
        autostart.follow(host, conf, vm, name, runs=runs)
    driver.say({"name": name, "done": operation}, lambda: f"{name} {told}")
