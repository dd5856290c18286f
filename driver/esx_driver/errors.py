"""What can go wrong, as exceptions. All of them say with names and numbers what was found and what was wanted.

::

    DriverError
    ├── ConfigError               an option is missing or wrong; it is named
    ├── Unsendable                a text in a call has characters that no request can hold
    ├── HostError                 the host did not do what was asked
    │   ├── Unreachable           no connection, or it was lost and could not be made again
    │   ├── CertificateRefused    TLS could not verify the host
    │   ├── Overloaded            the host answered that it is busy, each time
    │   ├── NotSoap               the host answered with something else than SOAP
    │   ├── LoginRefused          wrong user name or password
    │   ├── OutcomeUnknown        the answer was lost and a look could not tell whether the call took effect
    │   ├── TaskCancelled         the caller cancelled a task
    │   ├── NotAllStarted         some of several machines could not be started
    │   ├── HostBusy              machines run on a host that is to be in maintenance, or to go down
    │   └── VimFault              the host answered with a fault: see ``esx_driver.vim.faults``
    ├── NetworkError              the network is not as the request needs it: see ``esx_driver.network.errors``
    ├── StorageError          the host's storage is not as the request needs it, or there is no such LUN
    ├── InstanceError             the machine is not there, is there already, or is in the wrong state
    ├── DatastoreError            there is no datastore that can take it
    │   └── NoDatastorePath       a text is no ``[datastore] path``
    ├── TransferError             an image did not get through whole
    ├── ImageError                the image is not one that ESX can boot
    ├── DriveError                a config drive can't be made of what it is to hold
    └── ConsoleError              a console can't be handed out
        └── NoPortLeft            machines have all ports that VNC consoles are given
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class DriverError(Exception):
    """Any error of the driver. ``exit_code`` is what the command line ends with (those of sysexits.h)."""

    exit_code = 70


class ConfigError(DriverError):
    """Options are missing or wrong. ``problems`` are pairs of an option's name and a text."""

    exit_code = 78

    def __init__(self, *problems: tuple[str, str]) -> None:
        self.problems: Sequence[tuple[str, str]] = problems
        super().__init__("; ".join(f"{name}: {text}" if name else text for name, text in problems))


class Unsendable(DriverError):
    """A call can't be written as SOAP: XML has no place for control characters and halves of surrogate pairs."""

    exit_code = 65


class HostError(DriverError):
    """The host did not do what was asked."""

    exit_code = 69


class Unreachable(HostError):
    """No connection to the host could be made, or it was lost and could not be made again."""


class CertificateRefused(HostError):
    """The host's certificate could not be verified."""

    exit_code = 77


class Overloaded(HostError):
    """The host said that it is busy, as often as it was asked."""

    exit_code = 75


class NotSoap(HostError):
    """The host answered with something that is no SOAP. ``status`` is the HTTP status."""

    exit_code = 76

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


class LoginRefused(HostError):
    """The host does not take the user name and password."""

    exit_code = 77


class OutcomeUnknown(HostError):
    """The answer to a call was lost, and whether it took effect can't be told. ``method`` is the call's name."""

    def __init__(self, method: str, text: str) -> None:
        super().__init__(text)
        self.method = method


class TaskCancelled(HostError):
    """A task ended because the caller cancelled it."""

    exit_code = 75


class HostBusy(HostError):
    """Machines run on a host that is to be in maintenance, or to go down. ``machines`` are their names."""

    exit_code = 75

    def __init__(self, text: str, machines: Sequence[str]) -> None:
        super().__init__(text)
        self.machines = machines


class NotAllStarted(HostError):
    """Some of several machines could not be started. ``problems``: why, by their names."""

    def __init__(self, problems: Mapping[str, DriverError]) -> None:
        self.problems = problems
        super().__init__("not started: " + "; ".join(f"{name}: {error}" for name, error in problems.items()))


class NetworkError(DriverError):
    """The host's network is not as the request needs it."""

    exit_code = 65


class StorageError(DriverError):
    """The host's storage adapters are not as the request needs them, or there is no such LUN, or it is used."""

    exit_code = 65


class InstanceError(DriverError):
    """Something is the matter with a machine. ``name`` is its name or uuid."""

    exit_code = 65

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


class InstanceNotFound(InstanceError):
    """The host has no machine of that name or uuid."""

    exit_code = 66

    def __init__(self, name: str) -> None:
        super().__init__(name, f"the host has no virtual machine {name!r}")


class InstanceExists(InstanceError):
    """The host has a machine of that name already."""

    exit_code = 73

    def __init__(self, name: str) -> None:
        super().__init__(name, f"the host has a virtual machine {name!r} already")


class WrongState(InstanceError):
    """An operation does not fit the machine's power state. ``state`` is what it is."""

    def __init__(self, name: str, operation: str, state: str, wanted: str) -> None:
        super().__init__(name, f"{operation} of {name!r}: it is {state}, and would have to be {wanted}")
        self.state = state


class NotPossible(InstanceError):
    """ESX has no such operation (pausing, for example)."""

    exit_code = 64


class DatastoreError(DriverError):
    """There is no datastore that can take what was asked."""

    exit_code = 73


class NoDatastorePath(DatastoreError):
    """A text that should say where on a datastore something is does not."""

    exit_code = 65


class TransferError(DriverError):
    """An image did not get through whole; nothing of it is left."""

    exit_code = 74


class ImageError(DriverError):
    """The image is not one that an ESX host can boot, or is damaged."""

    exit_code = 65


class DriveError(DriverError):
    """A config drive can't be made of what it is to hold."""

    exit_code = 65


class ConsoleError(DriverError):
    """A console can't be handed out."""

    exit_code = 65


class NoPortLeft(ConsoleError):
    """Machines of the host have all ports that VNC consoles are given."""

    exit_code = 73
