"""``esx-driver``: the host itself."""

from __future__ import annotations

from dataclasses import asdict

import click

from esx_driver.cli.session import DURATION, Driver


@click.command()
@click.pass_obj
def host(driver: Driver) -> None:
    """Show the host: what it has, and what is in use."""
    from esx_driver import capacity

    with driver.host() as (connected, _):
        found, up = capacity.capacity(connected), capacity.uptime(connected)
    cpu = found.cpu
    lines = [
        f"{found.name}, {found.product}", f"address      {found.address}", f"up           {_time(up)}",
        f"CPUs         {found.vcpus} threads ({cpu.sockets} x {cpu.model}, {cpu.mhz} MHz, {cpu.arch})",
        f"vcpus        {found.vcpus_used} of machines that run; {found.cpu_mhz_used} MHz in use",
        f"memory       {found.memory_mb_used} of {found.memory_mb} MB in use",
        f"promised     {found.memory_mb_promised} MB to machines that run",
        f"disk         {found.disk_gb_free} of {found.disk_gb} GB free",
        f"machines     {found.machines_running} of {found.machines} run",
    ]
    if found.in_maintenance:
        lines.append("in maintenance mode")
    driver.say(asdict(found) | {"uptime_seconds": up}, lambda: "\n".join(lines))


@click.command()
@click.pass_obj
def connector(driver: Driver) -> None:
    """Show who the host is to iSCSI storage.

    It is what OpenStack's get_volume_connector gives to Cinder: a target has to let in the initiator. Software iSCSI has to
    be enabled on the host.
    """
    from esx_driver.vm import luns

    with driver.host() as (connected, conf):
        found = luns.connector(connected, conf)
    driver.say(found, lambda: "\n".join(f"{name:<12} {value}" for name, value in found.items()))


@click.command()
@click.argument("mode", type=click.Choice(["on", "off"]))
@click.option("--timeout", type=click.IntRange(1), default=60, show_default=True, metavar="SECONDS",
              help="How long it may take.")
@click.pass_obj
def maintenance(driver: Driver, mode: str, timeout: int) -> None:
    """Put the host in maintenance mode, or take it out.

    No machine can run in it: power them off before.
    """
    from esx_driver import host_power

    with driver.host() as (connected, _), driver.progress() as report:
        if mode == "on":
            host_power.enter_maintenance(connected, timeout, report)
        else:
            host_power.exit_maintenance(connected, timeout)
    driver.say({"maintenance": mode == "on"}, lambda: f"maintenance mode is {mode}")


@click.command("host-reboot")
@click.option("--force", is_flag=True, help="Outside of maintenance mode, too: machines that run lose their power.")
@click.option("--timeout", type=DURATION, default=0, metavar="SECONDS",
              help="Wait so long until it is back (default: not at all).")
@click.pass_obj
def host_reboot(driver: Driver, force: bool, timeout: float) -> None:
    """Reboot the host, in maintenance mode."""
    from esx_driver import host_power

    with driver.host() as (connected, _):
        host_power.reboot(connected, force=force, timeout=timeout)
    driver.say({"rebooted": True, "back": timeout > 0}, lambda: "the host is back" if timeout else "the host reboots")


@click.command("host-shutdown")
@click.option("--force", is_flag=True, help="Outside of maintenance mode, too: machines that run lose their power.")
@click.pass_obj
def host_shutdown(driver: Driver, force: bool) -> None:
    """Switch the host off, in maintenance mode.

    Only hands at the machine switch it on again.
    """
    from esx_driver import host_power

    with driver.host() as (connected, _):
        host_power.shut_down(connected, force=force)
    driver.say({"shut_down": True}, lambda: "the host shuts down")


@click.command("clean-networks")
@click.argument("names", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="All that nothing uses, in place of NAMES.")
@click.option("--dry-run", is_flag=True, help="Only tell which they are.")
@click.pass_obj
def clean_networks(driver: Driver, names: tuple[str, ...], all_: bool, dry_run: bool) -> None:
    """Remove VLAN port groups that nothing uses.

    They have to be on the switch of vmwareapi_vlan_interface, and for one VLAN. One that a machine is on, running or not, is
    left alone.
    """
    if bool(names) == all_:
        raise click.UsageError("give names of port groups, or --all")
    with driver.host() as (connected, conf):
        gone = connected.port_groups.clean(conf.vmwareapi_vlan_interface, None if all_ else names, dry_run=dry_run)
    verb = "would be removed" if dry_run else "removed"
    driver.say(
        {"removed": gone, "dry_run": dry_run}, lambda: "\n".join(f"{name} {verb}" for name in gone) or "nothing to do",
    )


@click.command("clean-snapshots")
@click.option("--hours", type=DURATION, default=24, show_default=True, help="Only what is older than that.")
@click.pass_obj
def clean_snapshots(driver: Driver, hours: float) -> None:
    """Remove what killed `snapshot` commands have left.

    That is a snapshot on the machine, and a folder vmware-tmp-UUID with a copy of its disk. What is newer may be of a
    command that still runs.
    """
    from esx_driver.vm import unfinished

    with driver.host() as (connected, _):
        gone = unfinished.remove(connected, hours * 3600)
    lines = [*(f"removed the snapshot {title} of {name}" for name, title in gone.snapshots),
             *(f"removed {folder}" for folder in gone.folders)]
    driver.say(
        {"folders": gone.folders, "snapshots": [{"name": name, "snapshot": title} for name, title in gone.snapshots]},
        lambda: "\n".join(lines) or "nothing to do",
    )


def _time(seconds: int) -> str:
    days, rest = divmod(seconds, 86400)
    hours, minutes = divmod(rest // 60, 60)
    return f"{days} days {hours}:{minutes:02}"


COMMANDS = (host, connector, maintenance, host_reboot, host_shutdown, clean_networks, clean_snapshots)
