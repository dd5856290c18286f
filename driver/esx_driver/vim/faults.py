"""The faults of vim25 as exceptions: a class for each family, found by the type of the fault and those it extends.

A fault's fields are attributes of the exception (``error.file``, ``error.existingState``), its vim25 name is ``error.name``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from esx_driver.errors import HostError


class VimFault(HostError):
    """The host answered with a fault, or a task ended with one.

    ``name``: the fault's type, empty for one without detail. ``fault``: its value as zeep reads it, or ``None``.
    ``text``: what the host says. ``method``: the call.
    """

    families: ClassVar[dict[str, type[VimFault]]] = {}

    def __init_subclass__(cls) -> None:
        VimFault.families[cls.__name__] = cls

    def __init__(self, name: str, text: str, fault: Any = None, method: str = "") -> None:
        self.name = name
        self.text = text
        self.fault = fault
        self.method = method
        said = ": ".join(part for part in (name, text.strip()) if part) or "a fault without a text"
        super().__init__(f"{method}: {said}" if method else said)

    @property
    def name_(self) -> Any:
        """The fault's own field ``name``, where it has one."""
        return getattr(self.fault, "name", None)

    def __getattr__(self, name: str) -> Any:
        fault = self.__dict__.get("fault")
        if fault is None or name.startswith("_"):
            raise AttributeError(name)
        return getattr(fault, name)


class RuntimeFault(VimFault):
    """The call could not be carried out at all."""


class InvalidArgument(RuntimeFault):
    """A parameter is wrong (``invalidProperty``)."""


class NotSupported(RuntimeFault):
    """This host, or this object, does not do that."""


class NotImplemented(RuntimeFault):
    """The host has no such method."""


class InvalidRequest(RuntimeFault):
    """The request does not fit the host's API."""


class MethodNotFound(InvalidRequest):
    """The object has no such method."""


class RestrictedVersion(RuntimeFault):
    """The host's licence does not allow changes over the API."""


class ManagedObjectNotFound(RuntimeFault):
    """The object is gone (``obj``)."""


class SecurityError(RuntimeFault):
    """The caller may not do that."""


class NotAuthenticated(SecurityError):
    """There is no session, or it has ended."""


class NoPermission(SecurityError):
    """The user lacks a privilege (``privilegeId`` on ``object``)."""


class SystemError(RuntimeFault):
    """The host failed (``reason``)."""


class RequestCanceled(RuntimeFault):
    """Somebody cancelled the task."""


class InvalidLogin(VimFault):
    """Wrong user name or password."""


class AlreadyExists(VimFault):
    """A thing of that name is there already (``name_``)."""


class DuplicateName(VimFault):
    """Another object has the name (``object``)."""


class InvalidName(VimFault):
    """A name that the host does not take."""


class NotFound(VimFault):
    """Something named in the call is not there."""


class ResourceInUse(VimFault):
    """Something is still in use (``type``)."""


class HostConfigFault(VimFault):
    """A change of the host's configuration failed."""


class InvalidState(VimFault):
    """The object is in a state in which that is not possible."""


class InvalidPowerState(InvalidState):
    """The VM's power is not as it would have to be (``requestedState``, ``existingState``)."""


class ToolsUnavailable(VimFault):
    """VMware Tools do not run in the guest."""


class TaskInProgress(VimFault):
    """Another task has the object to itself (``task``)."""


class ConcurrentAccess(VimFault):
    """Somebody else changed the object meanwhile."""


class InsufficientResourcesFault(VimFault):
    """The host has not enough of something left."""


class VmConfigFault(VimFault):
    """The VM's configuration is not possible on this host."""


class InvalidDeviceSpec(VmConfigFault):
    """A device's spec is wrong (``deviceIndex``)."""


class FileFault(VimFault):
    """Something is the matter with a file (``file``)."""


class FileNotFound(FileFault):
    """A file is not there."""


class FileAlreadyExists(FileFault):
    """A file is there already."""


class FileLocked(FileFault):
    """A file is in use."""


class NoDiskSpace(FileFault):
    """The datastore is full (``datastore``)."""

    exit_code = 73


class CannotAccessFile(FileFault):
    """A file can't be reached."""


class InvalidDatastore(VimFault):
    """The datastore is not there or can't be used."""


class InvalidCollectorVersion(VimFault):
    """The updates that were asked for are not kept any more."""


class SnapshotFault(VimFault):
    """A snapshot operation failed."""


class Timedout(VimFault):
    """The host gave up waiting."""


class UnknownFault(VimFault):
    """A SOAP fault without a vim25 fault in it: the request could not be read, or the method is unknown."""


def exception(lineage: tuple[str, ...], text: str, fault: Any = None, method: str = "") -> VimFault:
    """The exception for a fault; ``lineage``: the names of its type and of those it extends, the nearest first."""
    for name in lineage:
        family = VimFault.families.get(name)
        if family is not None:
            return family(lineage[0], text, fault, method)
    if not lineage:
        return UnknownFault("", text, fault, method)
    return VimFault(lineage[0], text, fault, method)
