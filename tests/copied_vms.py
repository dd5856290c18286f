"""VMs without files: copies of one that was created, for tests of what looks at VMs rather than runs them."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from calling import Client
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx, Settings
from fakeesx.inventory import Node
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

FOLDER = ManagedObjectReference("Folder", "ha-folder-vm")
POOL = ManagedObjectReference("ResourcePool", "ha-root-pool")
HOST = ManagedObjectReference("HostSystem", "ha-host")
LISTS = ((FOLDER, "childEntity"), (POOL, "vm"), (HOST, "vm"))
"""Where VMs hang in the tree."""


def vm_ref(number: int | str) -> ManagedObjectReference:
    """The reference of a copied VM."""
    return ManagedObjectReference("VirtualMachine", f"vm-{number}")


@cache
def original() -> Node:
    """A VM as a host makes it."""
    with tempfile.TemporaryDirectory() as folder:
        host = Esx(Settings(Path(folder)), Clock(), random.Random(0))
        files = vim.VirtualMachineFileInfo(vmPathName="[datastore1]")
        vm = Client(host).login().task(
            FOLDER, "CreateVM_Task", pool=POOL, config=vim.VirtualMachineConfigSpec(name="original", files=files)
        )
        node = host.inventory.node(vm)
        host.stop()
    return node


def add_loose(host: Esx, number: int | str, name: str | None = None, **values: Any) -> ManagedObjectReference:
    """Enter a VM; ``config`` is laid over the original's, other values replace it. It hangs nowhere yet."""
    ref, node = vm_ref(number), original()
    changes = {"name": name or f"vm{number}", **values.pop("config", {})}
    config = node.values["config"].replace(**changes)
    host.inventory.add(ref, {**node.values, "name": config.name, "config": config, **values}, node.private)
    return ref


def add_vm(host: Esx, number: int | str, name: str | None = None, **values: Any) -> ManagedObjectReference:
    """Enter a VM and hang it in its folder, pool and host."""
    with host.inventory.transaction():
        ref = add_loose(host, number, name, **values)
        for holder, prop in LISTS:
            host.inventory.update(holder, **{prop: (*host.inventory.get(holder, prop), ref)})
    return ref


def remove_vm(host: Esx, ref: ManagedObjectReference) -> None:
    """Take a VM out again."""
    with host.inventory.transaction():
        for holder, prop in LISTS:
            kept = tuple(other for other in host.inventory.get(holder, prop) if other != ref)
            host.inventory.update(holder, **{prop: kept})
        host.inventory.remove(ref)
