"""The password that nobody gave."""

from __future__ import annotations

import sys
import warnings
from getpass import GetPassWarning

import click


def asked() -> str:
    """What somebody types, or what is piped in. A usage error where there is neither: a script in CI must not look as if
    the command had run and said no.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GetPassWarning)  # no echo to switch off where no terminal is
            return str(click.prompt("Password", hide_input=True, err=True))
    except click.Abort:
        if sys.stdin.isatty():  # Ctrl-C
            raise
        raise click.UsageError("the password is needed: --password, or FAKEESX_PASSWORD in the environment") from None
