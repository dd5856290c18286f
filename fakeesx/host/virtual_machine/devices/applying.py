"""Applying ``deviceChange`` to a VM's devices: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fakeesx.host.virtual_machine.devices.chassis import Change, Chassis
from fakeesx.host.virtual_machine.devices.environment import Environment
from fakeesx.host.virtual_machine.devices.operations import Outcome
from fakeesx.host.virtual_machine.devices.registry import family_of
from fakeesx.schema import vim


def apply(
    devices: Sequence[vim.VirtualDevice], changes: Sequence[vim.VirtualDeviceConfigSpec], environment: Environment
) -> Outcome:
    """The devices after the changes, and the file operations that go with them; nothing is done here.

    Removals come first, then controllers, then the rest in the order given; an entry without an operation is ignored (vendor
    documentation). Raises the vim25 fault for the first wrong entry: InvalidDeviceSpec and its kin with the entry's
    ``deviceIndex``, TooManyDevices, FileFault's kin, InvalidDatastorePath, InvalidPowerState.
    """
    if not changes:
        return Outcome(tuple(devices))
    work = [
        Change(index, str(spec.operation), None if spec.fileOperation is None else str(spec.fileOperation), spec.device)
        for index, spec in enumerate(changes) if spec.operation is not None
    ]
    if len(work) > 1:
        work.sort(key=_turn)
    chassis = Chassis(devices, environment)
    for change in work:
        subject = change.device
        if change.operation != "add":
            subject = chassis.devices.get(subject.key, subject)
        family = family_of(subject.__class__)
        if family is None:
            raise change.wrong("", "DeviceUnsupportedForVmPlatform")
        if change.operation == "add":
            family.add(change, chassis)
        elif change.operation == "edit":
            family.edit(change, chassis)
        else:
            family.remove(change, chassis)
    return chassis.outcome()


def _turn(change: Change) -> int:
    if change.operation == "remove":
        return 0
    return 1 if isinstance(change.device, vim.VirtualController) else 2
