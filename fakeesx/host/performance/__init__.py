"""Performance counters of VMs and of the host, sampled when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.performance import of_host, of_vm
from fakeesx.host.performance.sampling import SAMPLED, Sample, Source
from fakeesx.inventory import Node

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

__all__ = ["SAMPLED", "Sample", "Source", "source"]


def source(host: Esx, node: Node) -> Source | None:
    """The samples of an entity; ``None`` for one that has none: only VMs and the host do."""
    if node.ref.type == "VirtualMachine":
        return of_vm.source(host, node)
    return of_host.source(host, node) if node.ref.type == "HostSystem" else None
