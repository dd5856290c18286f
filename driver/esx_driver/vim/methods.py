"""What the driver knows of vim25 methods beyond the WSDL: which may be sent again, and how a dead session shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from esx_driver.vim.document import Types
from esx_driver.vim.faults import NotAuthenticated

READS = frozenset({"RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx"})
"""Methods that a dead session does not fail: they answer with less."""
_REPEATABLE = frozenset({
    "Login",  # a second session is one too many, and ends by itself
    "Logout", "CurrentTime", "ContinueRetrievePropertiesEx", "CreateFilter", "CreatePropertyCollector", "WaitForUpdates",
    "WaitForUpdatesEx", "CheckForUpdates", "DestroyPropertyFilter", "DestroyPropertyCollector", "DestroyView",
    "CreateContainerView", "AcquireCloneTicket", "AcquireMksTicket", "AcquireTicket", "RefreshNetworkSystem",
    "RefreshDatastore", "RescanHba", "SearchDatastore_Task", "SearchDatastoreSubFolders_Task",
})
_READING = ("Retrieve", "Query", "Find", "Read")
_MOVING = ("ReadNext", "ReadPrevious")
"""Reads that move on in a collection: a second one brings what comes after."""


def repeatable(method: str) -> bool:
    """Whether a method may be sent again though it may have been carried out: it changes nothing that lasts."""
    if method in _REPEATABLE:
        return True
    return method.startswith(_READING) and not method.startswith(_MOVING) and not method.endswith("_Task")


def require_session(method: str, result: Any, types: Types, alive: Callable[[], bool]) -> None:
    """Raise ``NotAuthenticated`` where an answer is what a dead session gets.

    A host of 4.1 answers a read without a session with NotAuthenticated in ``missingSet``, or with nothing at all after a
    long idle time; since nothing is also what a read of nothing gives, the session is looked at then (``alive``).
    """
    contents = result if isinstance(result, list) else getattr(result, "objects", None)
    for content in contents or ():
        for missing in content.missingSet or ():
            if "NotAuthenticated" in types.lineage(missing.fault.fault):
                raise NotAuthenticated("NotAuthenticated", "the session has ended", missing.fault.fault, method)
    if not contents and not alive():
        raise NotAuthenticated("NotAuthenticated", "the session has ended", None, method)
