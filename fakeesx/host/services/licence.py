"""What a host with the free licence refuses: everything that changes the host or a VM (RestrictedVersion).

Which methods only read is declared here; whatever is not is a write. Sessions, views, property collection, searches,
statistics, consoles and the licence itself stay usable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeesx.host.managed_object import fault
from fakeesx.schema.model import Method
from fakeesx.schema.values import ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

LICENSES = ManagedObjectReference("LicenseManager", "ha-license-manager")

_FREE_EDITIONS = frozenset({"esxBasic"})

_READING_TYPES = frozenset({
    "ContainerView", "DiagnosticManager", "EnvironmentBrowser", "EventHistoryCollector", "HistoryCollector",
    "HostDatastoreBrowser", "InventoryView", "LicenseManager", "ListView", "OvfManager", "PropertyCollector",
    "PropertyFilter", "SearchIndex", "ServiceInstance", "SessionManager", "TaskHistoryCollector", "UserDirectory", "View",
    "ViewManager",
})
"""Types all of whose methods read, but for those in ``_WRITES``."""

_READING_VERBS = ("Query", "Retrieve", "Find", "Browse", "Search", "Refresh", "Validate", "Check", "Get", "Fetch", "Scan")
"""How the names of reading methods of the other types begin."""

_READS = frozenset({
    "AcquireCimServicesTicket", "AcquireMksTicket", "AcquireTicket", "AreAlarmActionsEnabled", "CancelTask",
    "CreateCollectorForEvents", "CreateCollectorForTasks", "Reload",
})
_WRITES = frozenset({"UpdateServiceMessage"})


def is_write(method: Method) -> bool:
    """Whether a method changes the host or a VM."""
    if method.name in _WRITES:
        return True
    return not (
        method.owner in _READING_TYPES or method.name in _READS or method.name.startswith(_READING_VERBS)
    )


def check_licence(host: Esx, method: Method) -> None:
    """Raise RestrictedVersion for a write on a host with the free licence."""
    if is_free(host) and is_write(method):
        raise fault("RestrictedVersion")


def is_free(host: Esx) -> bool:
    """Whether the host's licence is the free one."""
    node = host.inventory.find(LICENSES.value)
    return node is not None and node.values["licensedEdition"] in _FREE_EDITIONS
