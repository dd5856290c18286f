"""``esx-driver``: what a machine has: network cards, volumes, the size of its disk, what it is told."""

from __future__ import annotations

import random

import click

from esx_driver.cli.session import NETWORK, Driver
from esx_driver.cli.targets import ISCSI, ISCSI_CHAP


@click.command()
@click.argument("name")
@click.option("--network", default=None, metavar=NETWORK,
              help="A network card. With vlan= its port group is made if it is missing.")
@click.option("--model", default="e1000", show_default=True, help="The card's: e1000, pcnet32, vmxnet, vmxnet2, vmxnet3.")
@click.option("--volume", default=None, metavar="'[DATASTORE] PATH.vmdk'", help="An existing disk, outside its folder.")
@click.option("--iscsi", default=None, metavar=ISCSI_CHAP,
              help="A LUN of an iSCSI target; the secret for CHAP is the first line of a file.")
@click.pass_obj
def attach(
    driver: Driver, name: str, network: str | None, model: str, volume: str | None, iscsi: str | None,
) -> None:
    """Give a machine another network card, a volume or a LUN.

    It may be running. A volume or LUN is left alone by snapshots of the machine, and when the machine is destroyed. Software
    iSCSI has to be enabled on the host; the target is entered there, if it is missing.
    """
    from esx_driver.cli import nics, targets
    from esx_driver.datastore.paths import DatastorePath
    from esx_driver.vm import interfaces, lookup, luns, volumes

    _one_of(network=network, volume=volume, iscsi=iscsi)
    if network is not None:
        nic = nics.parsed(network, random.SystemRandom())
        with driver.host() as (host, conf):
            group = interfaces.attach(host, conf, lookup.by_name(host, name), name, nic, model)
        mac = nic.settings.mac
        driver.say({"name": name, "mac": mac, "port_group": group}, lambda: f"{name} has the network card {mac} on {group}")
    elif iscsi is not None:
        target = targets.parsed(iscsi)
        with driver.host() as (host, _):
            lun = luns.attach(host, lookup.by_name(host, name), name, target)
        told = {"name": name, "iscsi": {"portal": target.portal, "iqn": target.iqn, "lun": target.lun}}
        driver.say(
            told | {"device": lun.name, "bytes": lun.size}, lambda: f"{name} has {target}: {lun.name}, {lun.size} bytes",
        )
    else:
        path = DatastorePath.parse(str(volume))
        with driver.host() as (host, _):
            volumes.attach(host, lookup.by_name(host, name), name, path)
        driver.say({"name": name, "volume": str(path)}, lambda: f"{name} has the volume {path}")


@click.command()
@click.argument("name")
@click.option("--mac", default=None, metavar="MAC", help="A network card, by its address.")
@click.option("--volume", default=None, metavar="'[DATASTORE] PATH.vmdk'", help="A volume, by its file, which stays.")
@click.option("--iscsi", default=None, metavar=ISCSI, help="A LUN of an iSCSI target; what is on it stays.")
@click.pass_obj
def detach(driver: Driver, name: str, mac: str | None, volume: str | None, iscsi: str | None) -> None:
    """Take a network card, volume or LUN away from a machine.

    It may be running. What machine.id says of a card goes with it; the file of a volume stays. An iSCSI target that nothing
    else uses is removed from the host.
    """
    from esx_driver.cli import targets
    from esx_driver.datastore.paths import DatastorePath
    from esx_driver.vm import interfaces, lookup, luns, volumes

    _one_of(mac=mac, volume=volume, iscsi=iscsi)
    if mac is not None:
        with driver.host() as (host, _):
            interfaces.detach(host, lookup.by_name(host, name), name, mac)
        driver.say({"name": name, "mac": mac, "detached": True}, lambda: f"{name} has no network card {mac} any more")
    elif iscsi is not None:
        target = targets.parsed(iscsi, chap=False)
        with driver.host() as (host, _):
            luns.detach(host, lookup.by_name(host, name), name, target)
        told = {"name": name, "iscsi": {"portal": target.portal, "iqn": target.iqn, "lun": target.lun}}
        driver.say(told | {"detached": True}, lambda: f"{target} is free")
    else:
        path = DatastorePath.parse(str(volume))
        with driver.host() as (host, _):
            volumes.detach(host, lookup.by_name(host, name), name, path)
        driver.say({"name": name, "volume": str(path), "detached": True}, lambda: f"{path} is free")


@click.command()
@click.argument("name")
@click.option("--root-gb", type=click.IntRange(1), required=True, help="The size of its root disk.")
@click.pass_obj
def resize(driver: Driver, name: str, root_gb: int) -> None:
    """Make a machine's root disk larger.

    It may be running, unless the disk is on IDE. What the guest makes of it is the guest's: its file systems do not grow by
    this.
    """
    from esx_driver.vm import lookup, resizing

    with driver.host() as (host, _):
        resizing.resize_root(host, lookup.by_name(host, name), name, root_gb << 30)
    driver.say({"name": name, "root_gb": root_gb}, lambda: f"{name} has a disk of {root_gb} GB")


@click.command()
@click.argument("name")
@click.option("--network", "networks", multiple=True, required=True, metavar="BRIDGE,mac=…[,ip=…,netmask=…,…]",
              help="The settings of a card that it has, found by its MAC; repeat it for several.")
@click.pass_obj
def inject(driver: Driver, name: str, networks: tuple[str, ...]) -> None:
    """Tell a machine's guest its network settings.

    They are written into machine.id in place of those that are there. The guest reads them when its tool runs next; the
    machine may be running.
    """
    from esx_driver.cli import nics
    from esx_driver.vm import injecting, lookup

    cards = [nics.parsed(text, None) for text in networks]
    with driver.host() as (host, _):
        injecting.inject(host, lookup.by_name(host, name), name, [card.settings for card in cards])
    macs = [card.settings.mac for card in cards]
    driver.say({"name": name, "macs": macs}, lambda: f"{name} is told of {', '.join(macs)}")


def _one_of(**given: str | None) -> None:
    if len([each for each in given.values() if each is not None]) != 1:
        *first, last = (f"--{name}" for name in given)
        raise click.UsageError(f"give one of {', '.join(first)} and {last}")


COMMANDS = (attach, detach, resize, inject)
