"""Virtual disks on a datastore: filled from an image, copied, grown. All of them are thick, as ESX 4.1 takes them."""

from __future__ import annotations

from contextlib import suppress

from esx_driver.datastore.paths import DatastorePath
from esx_driver.host import Host
from esx_driver.images.image import KB, Image
from esx_driver.progress import Reporter, of_bytes
from esx_driver.vim import faults
from esx_driver.vm import specs


def upload(host: Host, disk: DatastorePath, image: Image, adapter: str, report: Reporter) -> None:
    """Make a disk and put the image's content into it: the host writes the descriptor, the content replaces its extent.

    Raises ``VimFault``, ``ImageError``, ``TransferError``.
    """
    datacenter = host.places.datacenter
    report("making the disk", 0)
    host.tasks.run(
        "CreateVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=datacenter,
        spec=specs.disk_spec(host.session.types, image.capacity // KB, adapter),
    )
    host.tasks.run("DeleteDatastoreFile_Task", host.manager("fileManager"), name=str(disk.extent), datacenter=datacenter)
    told = of_bytes(report, "sending the image", image.capacity)
    host.transfer.upload(disk.extent, image.capacity, image.open, told)


def copy(host: Host, source: DatastorePath, disk: DatastorePath, adapter: str, report: Reporter) -> None:
    """Copy a disk; of one with parents all that they make together. Raises ``VimFault``."""
    datacenter = host.places.datacenter
    report("copying the disk", 0)
    host.tasks.run(
        "CopyVirtualDisk_Task", host.manager("virtualDiskManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destName=str(disk), destDatacenter=datacenter, force=False,
        destSpec=host.session.types.VirtualDiskSpec(adapterType=specs.disk_adapter(adapter), diskType="thick"),
        progress=lambda percent: report("copying the disk", percent),
    )


def grow(host: Host, disk: DatastorePath, capacity: int, report: Reporter) -> None:
    """Make a disk so many bytes large. Raises ``VimFault``."""
    report("growing the disk", 0)
    host.tasks.run(
        "ExtendVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=host.places.datacenter,
        newCapacityKb=capacity // KB,
    )


def move(host: Host, source: DatastorePath, target: DatastorePath) -> None:
    """Give a disk another name on its datastore. Raises ``VimFault``: FileAlreadyExists where there is one."""
    datacenter = host.places.datacenter
    host.tasks.run(
        "MoveVirtualDisk_Task", host.manager("virtualDiskManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destName=str(target), destDatacenter=datacenter, force=False,
    )


def delete(host: Host, disk: DatastorePath) -> None:
    """Delete a disk with all its files; whatever is left of one, too. Raises ``VimFault``."""
    with suppress(faults.FileNotFound):
        host.tasks.run(
            "DeleteVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=host.places.datacenter,
        )
        return
    for file in (disk, disk.extent):
        with suppress(faults.FileNotFound):
            host.tasks.run(
                "DeleteDatastoreFile_Task", host.manager("fileManager"), name=str(file), datacenter=host.places.datacenter,
            )
