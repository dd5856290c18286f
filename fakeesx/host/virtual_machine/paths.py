"""The datastore in the paths of a VM: what follows when it gets another name."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fakeesx.host.virtual_machine import config as configs
from fakeesx.host.virtual_machine import create, derived
from fakeesx.host.virtual_machine.machine import Machine
from fakeesx.host.virtual_machine.vmx_file import vmx_of
from fakeesx.schema.values import DataObject
from fakeesx.storage import vmfiles

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

V = TypeVar("V")

_PATHS = frozenset({
    "fileName", "vmPathName", "snapshotDirectory", "suspendDirectory", "logDirectory", "diskFile", "swapFile",
})
"""Properties of configurations and layouts that hold paths; no other text is looked at, whatever it looks like."""
_SUMMARIES = ("ISO ", "Image ", "File ")
"""What stands before the path in the summary of a device that is a file."""


def follow_rename(host: Esx, old: str, new: str) -> None:
    """Let all VMs and snapshots name a datastore by its new name. The volume has it already.

    Their ``.vmx`` files are written where they name it. Raises ``StorageError``; all files are then as they were.
    """
    with ExitStack() as undo:
        for node in list(host.inventory.of_type("VirtualMachine")):
            before_machine, config = node.private, node.values["config"]
            if not isinstance(before_machine, Machine):
                continue
            changed, machine = renamed(config, old, new), _machine(before_machine, old, new)
            if changed is config and machine is before_machine:
                continue
            changed = changed.replace(
                datastoreUrl=create.datastore_urls(host, machine.datastore, changed.hardware.device),
                changeVersion=configs.next_version(host.now(), config.changeVersion),
            )
            before, after = (vmx_of(each, machine.foreign, machine.standby) for each in (config, changed))
            if str(before) != str(after):
                write = partial(
                    vmfiles.write_vmx, host.volumes.get(machine.datastore), machine.home, owner=f"vm-{node.ref.value}",
                )
                write(after)
                undo.callback(write, before)
            derived.update(host, node.ref, machine, {"config": changed})
        for node in list(host.inventory.of_type("VirtualMachineSnapshot")):
            config = node.values["config"]
            changed = renamed(config, old, new)
            if changed is not config:
                host.inventory.update(node.ref, config=changed)
        undo.pop_all()


def renamed(value: V, old: str, new: str) -> V:
    """A value with ``[new]`` in place of ``[old]`` in all paths in it; the value itself where there is none."""
    if isinstance(value, tuple):
        items = tuple(renamed(each, old, new) for each in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value  # type: ignore[return-value]
    if not isinstance(value, DataObject):
        return value
    changes: dict[str, Any] = {}
    for name, part in value.items():
        after = _text(name, part, old, new) if isinstance(part, str) else renamed(part, old, new)
        if after is not part:
            changes[name] = after
    return value.replace(**changes) if changes else value


def _machine(machine: Machine, old: str, new: str) -> Machine:
    """What a host knows of a VM beyond vim25, with its paths renamed; the same object where nothing is."""

    def path(text: str) -> str:
        return _text("fileName", text, old, new)

    snapshots = machine.snapshots
    taken = tuple(replace(each, file=path(each.file)) for each in snapshots.taken)
    after = replace(
        machine, datastore=new if machine.datastore == old else machine.datastore,
        snapshots=replace(snapshots, taken=taken, kept=frozenset(map(path, snapshots.kept))),
        redo=tuple((key, path(log)) for key, log in machine.redo),
    )
    return machine if after == machine else after


def _text(name: str, text: str, old: str, new: str) -> str:
    head = f"[{old}]"
    if name in _PATHS and text.startswith(head):
        return f"[{new}]{text[len(head):]}"
    if name == "summary":
        for kind in _SUMMARIES:
            if text.startswith(kind + head):
                return f"{kind}[{new}]{text[len(kind) + len(head):]}"
    return text
