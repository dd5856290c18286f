"""Guest operating systems: each identifier of API 4.1 has a name and a family."""

from __future__ import annotations

import pytest

from fakeesx.host.virtual_machine import guest_os
from fakeesx.schema import vim

ALL = sorted(vim.VirtualMachineGuestOsIdentifier.members())


@pytest.mark.parametrize("guest", ALL)
def test_every_guest_has_a_name(guest: str) -> None:
    """One to show, and a family that the API knows."""
    name = guest_os.full_name(guest)
    assert name
    assert name.strip() == name
    assert guest_os.family(guest) in vim.VirtualMachineGuestOsFamily.members()


@pytest.mark.parametrize(("guest", "name"), [
    ("ubuntu64Guest", "Ubuntu Linux (64-bit)"), ("ubuntuGuest", "Ubuntu Linux (32-bit)"),
    ("winXPProGuest", "Microsoft Windows XP Professional (32-bit)"), ("solaris10_64Guest", "Sun Solaris 10 (64-bit)"),
])  # fmt: skip
def test_recorded_names(guest: str, name: str) -> None:
    """Those that real hosts showed."""
    assert guest_os.full_name(guest) == name


@pytest.mark.parametrize("guest", ["", "windows11_64Guest", "UBUNTU64GUEST", "name"])
def test_what_is_none(guest: str) -> None:
    """Identifiers of later versions, and anything else."""
    assert guest_os.full_name(guest) is None


@pytest.mark.parametrize(("guest", "family"), [
    ("winXPProGuest", "windowsGuest"), ("ubuntuGuest", "linuxGuest"), ("solaris10Guest", "solarisGuest"),
    ("netware6Guest", "netwareGuest"), ("dosGuest", "otherGuestFamily"),
])  # fmt: skip
def test_families(guest: str, family: str) -> None:
    """What Tools tell of the kind of system."""
    assert guest_os.family(guest) == family
