"""What the driver knows of vim25 methods beyond the WSDL: which may be sent again, and how a dead session shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from esx_driver.vim.faults import NotAuthenticated

if TYPE_CHECKING:
    from esx_driver.vim.session import Session

READS = frozenset({"RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx"})
"""Methods that a dead session does not fail: they answer with less."""
_REPEATABLE = frozenset({
    "Login",  # a second session is one too many, and ends by itself
    "Logout", "CurrentTime", "ContinueRetrievePropertiesEx", "CreateFilter", "CreatePropertyCollector", "WaitForUpdates",
    "WaitForUpdatesEx", "CheckForUpdates", "DestroyPropertyFilter", "DestroyPropertyCollector", "DestroyView",
    "CreateContainerView", "AcquireCloneTicket", "AcquireMksTicket", "AcquireTicket", "RefreshNetworkSystem",
    "RefreshDatastore", "SearchDatastore_Task", "SearchDatastoreSubFolders_Task",
})
_READING = ("Retrieve", "Query", "Find", "Read")


def repeatable(method: str) -> bool:
    """Whether a method may be sent again though it may have been carried out: it changes nothing that lasts."""
    return method in _REPEATABLE or method.startswith(_READING)


def require_session(method: str, result: Any, session: Session) -> None:
    """Raise ``NotAuthenticated`` where an answer is what a dead session gets.

    A host of 4.1 answers a read without a session with NotAuthenticated in ``missingSet``, or with nothing at all after a
    long idle time; since nothing is also what a read of nothing gives, the session is looked at then.
    """
    contents = result if isinstance(result, list) else getattr(result, "objects", None)
    for content in contents or ():
        for missing in content.missingSet or ():
            if "NotAuthenticated" in session.types.lineage(missing.fault.fault):
                raise NotAuthenticated("NotAuthenticated", "the session has ended", missing.fault.fault, method)
    if not contents and session.key and not session.alive():
        raise NotAuthenticated("NotAuthenticated", "the session has ended", None, method)
