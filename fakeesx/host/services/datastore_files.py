"""What the managed objects that deal with files share: paths, privileges, copies."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call
from fakeesx.host.services import lookup
from fakeesx.host.services.blocking import Job, blocking
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.copying import Copy
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import InvalidDatastorePath

BROWSE, WRITE = "Datastore.Browse", "Datastore.FileManagement"

SMALL = 4 * 1024 * 1024
"""Bytes up to which a copy is made at once; larger ones go to a thread."""


class Place(NamedTuple):
    """A path on a datastore."""

    datastore: Datastore
    path: str

    def __str__(self) -> str:
        return self.datastore.text(self.path)


def place(
    host: Esx, call: Call, name: str, datacenter: ManagedObjectReference | None = None, privilege: str = WRITE
) -> Place:
    """What ``[datastore1] vm/vm.vmx`` names, or the URL that has it, for a user who may do what is asked.

    Raises InvalidDatastorePath, InvalidDatastore, NoPermission, ManagedObjectNotFound and InvalidArgument (the datacenter).
    """
    if datacenter is not None:  # there is but one: if it is the one, every path is in it
        lookup.require(host, call, datacenter, "Datacenter", "datacenter")
    with storage_faults():
        found = Place(*host.volumes.resolve(path_in(name)))
    host.access.require(call.user, privilege, host.datastores.ref(found.datastore.name))
    return found


def path_in(name: str) -> str:
    """The datastore path that a URL stands for: ``https://host/folder/vm/vm.vmx?dcPath=ha-datacenter&dsName=datastore1``
    (vendor documentation: files and disks may be named so). A name of another form is the result itself.

    Raises InvalidDatastorePath for a URL of something else; which host it names is not looked at.
    """
    if not name.startswith(("http://", "https://")):
        return name
    try:
        url = urlsplit(name)
        stores = parse_qs(url.query, strict_parsing=True).get("dsName", [])
    except ValueError:
        stores = []
    if len(stores) != 1 or not (url.path + "/").startswith("/folder/"):
        raise InvalidDatastorePath(name)
    return f"[{stores[0]}] {unquote(url.path).removeprefix('/folder').lstrip('/')}".rstrip()


def copy_file(
    host: Esx, call: Call, source: Place, target: Place, *, overwrite: bool = False, thick: bool | None = None,
    at_least: int = 0, owner: str | None = None, share: tuple[int, int] = (0, 100),
) -> Generator[Deferred[Any] | None, Any, None]:
    """Copy one file, as a part of a task's body. Arguments and errors are those of ``Copy``; on an error nothing is left.

    A large one is copied in a thread; the task tells its progress meanwhile, within the percents of ``share``, and can be
    cancelled.
    """
    with storage_faults():
        copy = Copy(*source, *target, overwrite=overwrite, thick=thick, at_least=at_least, owner=owner)
        try:
            if copy.allocated > SMALL:
                first, last = share

                def run(job: Job) -> None:
                    copy.run(lambda _: job.progress(first + copy.progress * (last - first) // 100))

                yield from blocking(host, call, run, at_cancel=copy.cancel)
            else:
                copy.run()
            copy.commit()
        finally:
            copy.close()
