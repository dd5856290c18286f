"""Files and folders on datastores."""

from __future__ import annotations

from esx_driver.datastore.paths import DatastorePath
from esx_driver.errors import HostError
from esx_driver.host import Host
from esx_driver.vim import faults


def move(host: Host, source: DatastorePath, target: DatastorePath) -> None:
    """Give a folder or a file another name. Raises ``VimFault``."""
    datacenter = host.places.datacenter
    host.tasks.run(
        "MoveDatastoreFile_Task", host.manager("fileManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destinationName=str(target), destinationDatacenter=datacenter, force=False,
    )


def delete_file(host: Host, file: DatastorePath) -> None:
    """Delete a file. Raises ``VimFault``."""
    host.tasks.run(
        "DeleteDatastoreFile_Task", host.manager("fileManager"), name=str(file), datacenter=host.places.datacenter,
    )


def delete_folder(host: Host, folder: DatastorePath) -> None:
    """Delete a folder with all that is in it; one that is not there is deleted already. Raises ``VimFault``."""
    if not folder.path:
        raise HostError(f"{folder} is a whole datastore: it is not deleted")
    try:
        delete_file(host, folder)
    except faults.FileNotFound:
        return
