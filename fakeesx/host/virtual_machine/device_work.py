"""Between the pure device logic and the host: what devices ask, and the file work that a change of devices needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import fault
from fakeesx.host.virtual_machine import devices
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage import vmdk, vmfiles
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import DatastorePath
from fakeesx.storage.vmfiles import VmHome

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
