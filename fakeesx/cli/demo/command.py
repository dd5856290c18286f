"""``fakeesx demo``: the command."""

from __future__ import annotations

from importlib.util import find_spec

import click

from fakeesx.cli.demo.steps import DemoFailed, Steps, fake_host
from fakeesx.testing.client import Fault, HttpError

_MISSING = "the driver, and so images, the guest tool and consoles: pip install 'fakeesx[driver]' brings it"
_NEEDED = ("esx_driver", "zeep", "oslo_config", "sqlalchemy")


@click.command()
@click.option("--glance", metavar="URL", default=None,
              help="Boot from this Glance, and take the snapshot into it; both images are removed again.")
def demo(glance: str | None) -> None:
    """Run the main job end to end against a fake host and show each step with its time.

    With the OpenStack driver (esx-driver), over TLS: log in, make a VLAN's port group, stream a disk image into the
    datastore, create a VM with it, inject its network settings, power it on; run the guest tool on what the guest sees; take
    a snapshot back as an image; hand out a console; destroy it; show that nothing is left. Exits 0 when every step did what
    it should.
    """
    steps = Steps()
    whole = all(map(find_spec, _NEEDED))
    if glance is not None and not whole:
        raise click.UsageError(f"--glance needs {_MISSING}")
    try:
        with fake_host() as ready:
            steps.done(f"a fake ESX host answers at {ready['url']}")
            if whole:
                from fakeesx.cli.demo import full

                full.run(steps, ready, glance)
            else:
                from fakeesx.cli.demo import bare

                bare.run(steps, ready)
    except (Fault, HttpError, OSError, DemoFailed) as error:
        click.echo(f"\nfailed: {error}", err=True)
        raise SystemExit(1) from None
    if not whole:
        click.echo(f"  ----  missing: {_MISSING}")
    click.echo(f"\ndone in {steps.total:.2f} s")
