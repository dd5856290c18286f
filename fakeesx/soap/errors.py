"""What a client is told when something is wrong: the SOAP faults and their texts.

Texts marked "recorded" are those of real hosts; the others are worded after them (inferred).
"""

from __future__ import annotations

from typing import Any

from fakeesx.schema import vim
from fakeesx.schema.values import DataObject

TEXTS = {
    # recorded
    "InvalidLogin": "Cannot complete login due to an incorrect user name or password.",
    "NotAuthenticated": "The session is not authenticated.",
    "ManagedObjectNotFound": "The object has already been deleted or has not been completely created",
    "NotFound": "The object or item referred to could not be found.",
    "RequestCanceled": "The task was canceled by a user.",
    # inferred
    "NoPermission": "Permission to perform this operation was denied.",
    "InvalidArgument": "A specified parameter was not correct. ",
    "InvalidProperty": "",
    "NotSupported": "The operation is not supported on the object.",
    "NotImplemented": "The requested operation is not implemented by the server.",
    "InvalidState": "The operation is not allowed in the current state.",
    "TaskInProgress": "The operation cannot be allowed at the current time because another task is already in progress.",
    "RestrictedVersion": "Current license or ESXi version prohibits execution of the requested operation.",
    "InvalidCollectorVersion": "The collector version is invalid.",
    "DuplicateName": "The name '{name}' already exists.",
    "InvalidName": "The name '{name}' is invalid.",
    "AlreadyExists": "The specified key, name, or identifier '{name}' already exists.",
    "ResourceInUse": "The resource '{name}' is in use.",
    "ConcurrentAccess": "The object or item could not be modified because it was changed by another client.",
    "InvalidDatastorePath": "Invalid datastore path '{datastorePath}'.",
    "InvalidDatastore": "Invalid datastore '{name}'.",
    "FileNotFound": "File {file} was not found",
    "FileAlreadyExists": "Cannot complete the operation because the file or folder {file} already exists",
    "FileLocked": "Unable to access file {file} since it is locked",
    "CannotAccessFile": "Unable to access file {file}",
    "NoDiskSpace": "Insufficient disk space on datastore '{datastore}'.",
    "ToolsUnavailable": "Cannot complete operation because VMware Tools is not running in this virtual machine.",
    "InvalidDeviceSpec": "Invalid configuration for device '{deviceIndex}'.",
    "MissingController": "The virtual machine requires a controller for device '{deviceIndex}'.",
    "InvalidDeviceBacking": "Incompatible backing specified for device '{deviceIndex}'.",
    "InvalidDeviceOperation": "Invalid operation for device '{deviceIndex}'.",
    "InvalidController": "Device '{deviceIndex}' refers to controller '{controllerKey}', which can not take it.",
    "DeviceNotFound": "Device '{deviceIndex}' could not be found.",
    "DeviceHotPlugNotSupported": "Device '{deviceIndex}' can not be added or removed while the virtual machine runs.",
    "DeviceUnsupportedForVmPlatform": "Device '{deviceIndex}' is not supported on this host.",
    "DeviceUnsupportedForVmVersion": "Device '{deviceIndex}' requires hardware version {expectedVersion}.",
    "FileTooLarge": "File {file} is larger than the maximum size supported by datastore '{datastore}'.",
    "TooManyDevices": "Too many devices of the same kind on the virtual machine.",
    "SystemError": "A general system error occurred: {reason}",
    "Timedout": "Operation timed out.",
    "InvalidLocale": "A specified locale is not supported.",
    "InvalidPowerState": "The attempted operation cannot be performed in the current state ({state}).",
    "AlreadyUpgraded": "The virtual machine has the newest version of virtual hardware already.",
    "AuthMinimumAdminPermission": "The root folder needs somebody with all privileges, who is given no others.",
    "CpuHotPlugNotSupported": "The number of virtual CPUs can not be changed while the virtual machine runs.",
    "DatastoreNotWritableOnHost": "Datastore '{name}' can not be written to.",
    "DomainNotFound": "The domain {domainName} cannot be found.",
    "GenericVmConfigFault": "{reason}",
    "HostConfigFault": "The host could not be configured like that.",
    "InaccessibleDatastore": "Datastore '{name}' is not accessible.",
    "InsufficientCpuResourcesFault": "The host does not have enough unreserved CPU resources.",
    "InsufficientMemoryResourcesFault": "The host does not have enough unreserved memory.",
    "InsufficientResourcesFault": "The host does not have enough resources.",
    "InvalidVmConfig": "The configuration of the virtual machine is invalid.",
    "LogBundlingFailed": "The bundle of logs could not be made.",
    "MemoryHotPlugNotSupported": "The memory can not be changed while the virtual machine runs.",
    "MemorySizeNotSupported": "The host does not support virtual machines with that much memory.",
    "MemorySnapshotOnIndependentDisk": "The memory can not be part of the snapshot: a disk is independent.",
    "NasConfigFault": "The NFS datastore '{name}' could not be mounted.",
    "NasConnectionLimitReached": "The host has as many NFS datastores as it can have.",
    "NoDiskFound": "The virtual machine has no disk.",
    "NumVirtualCpusNotSupported": "The host does not support virtual machines with that many virtual CPUs.",
    "RDMNotSupportedOnDatastore": "Datastore '{datastoreName}' can not hold a raw device mapping.",
    "RemoveFailed": "The item is in use, and was not removed.",
    "SecurityError": "The operation is not allowed, for the safety of the host.",
    "SharedBusControllerNotSupported": "The bus of device '{device}' is shared with other virtual machines.",
    "SnapshotDisabled": "Snapshots of the virtual machine are disabled.",
    "SnapshotIncompatibleDeviceInVm": "A device of the virtual machine does not allow snapshots.",
    "SnapshotLocked": "The snapshots of the virtual machine are locked.",
    "SnapshotNoChange": "Nothing has changed since the last snapshot of the virtual machine.",
    "TooManySnapshotLevels": "The virtual machine has as many snapshots one upon the other as it can have.",
    "UserNotFound": "The user or group '{principal}' was not found.",
    "VirtualHardwareVersionNotSupported": "The host does not support that version of virtual hardware.",
    "VmConfigFault": "The configuration of the virtual machine does not allow the operation.",
}
_POWER_STATES = {"poweredOn": "Powered On", "poweredOff": "Powered Off", "suspended": "Suspended"}


class SoapError(Exception):
    """A reply that is a SOAP fault.

    ``code`` is the faultcode, ``text`` the faultstring, ``fault`` the vim25 fault in the detail or ``None``.
    """

    def __init__(self, text: str, fault: DataObject | None = None, code: str = "ServerFaultCode") -> None:
        super().__init__(text)
        self.text = text
        self.fault = fault
        self.code = code


class VimFault(SoapError):
    """A vim25 fault raised by a managed object; ``text`` defaults to what a host says for that fault."""

    fault: DataObject

    def __init__(self, fault: DataObject, text: str | None = None) -> None:
        super().__init__(fault_text(fault) if text is None else text, fault)
        self.fault = fault

    def localized(self) -> vim.LocalizedMethodFault:
        """The fault as ``TaskInfo.error`` and ``missingSet`` hold it."""
        assert isinstance(self.fault, vim.MethodFault)
        return vim.LocalizedMethodFault(fault=self.fault, localizedMessage=self.text)


def fault_text(fault: DataObject) -> str:
    """The message a host gives for a fault."""
    values: dict[str, Any] = dict(fault.items())
    state = str(values.get("existingState", ""))
    values["state"] = _POWER_STATES.get(state, state)
    for template in (TEXTS[base.__name__] for base in type(fault).__mro__ if base.__name__ in TEXTS):
        try:
            return template.format(**values)
        except KeyError:  # a chaos rule may leave values out
            if not template.startswith("{"):
                return template.partition(" '{")[0].partition(" {")[0]
    return ""


def not_well_formed(reason: str, line: int, column: int) -> SoapError:
    """The fault for a body that is no XML (recorded: faultcode ClientFaultCode, no detail)."""
    return SoapError(
        f"\nError returned by expat parser: {reason}\n\nwhile parsing HTTP request before method was determined\n"
        f"at line {line}, column {column}",
        code="ClientFaultCode",
    )


def invalid_request(text: str, method: str | None = None, line: int = 1) -> SoapError:
    """The fault for XML that is no valid vim25 request (the first line says why, as recorded for an unknown method)."""
    where = f"call information for method {method}" if method else "SOAP body"
    return SoapError(
        f"\n{text}\n\nwhile parsing {where}\nat line {line}, column 0\n\nwhile parsing SOAP body\n"
        f"at line {line}, column 0\n\nwhile parsing SOAP envelope\nat line 1, column 0\n\n"
        "while parsing HTTP request before method was determined\nat line 1, column 0"
        if method
        else f"\n{text}\n\nwhile parsing SOAP body\nat line {line}, column 0\n\nwhile parsing SOAP envelope\n"
        "at line 1, column 0\n\nwhile parsing HTTP request before method was determined\nat line 1, column 0",
        vim.InvalidRequest(),
    )
