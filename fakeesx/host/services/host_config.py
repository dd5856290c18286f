"""``HostSystem.config`` repeats what the configuration managers hold (recorded): the one place that keeps both equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

HOST = ManagedObjectReference("HostSystem", "ha-host")


def get_config(host: Esx) -> vim.HostConfigInfo:
    """``HostSystem.config`` as it is now."""
    config: vim.HostConfigInfo = host.inventory.get(HOST, "config")
    return config


def set_config(host: Esx, **parts: Any) -> None:
    """Change parts of ``HostSystem.config`` by their vim25 names; ``None`` unsets one."""
    host.inventory.update(HOST, config=get_config(host).replace(**parts))
