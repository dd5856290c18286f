"""What can be wrong with a folder that holds a host's state.

::

    StateError              ``str(error)`` is a sentence for a user
    ├── NotState            the folder or file is something else
    ├── UnknownFormat       it is of a format that this version does not know
    ├── Corrupt             it was changed or damaged
    ├── InUse               another process has it
    └── NotEmpty            there is something already
"""

from __future__ import annotations


class StateError(Exception):
    """Any refusal of this package."""


class NotState(StateError):
    """The folder or file is something else."""


class UnknownFormat(StateError):
    """It is of a format that this version does not know."""


class Corrupt(StateError):
    """It was changed or damaged."""


class InUse(StateError):
    """Another process has it."""


class NotEmpty(StateError):
    """There is something already."""
