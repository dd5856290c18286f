"""Virtual disks on a datastore: filled from an image, copied, grown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from esx_driver.datastore.paths import DatastorePath
from esx_driver.files.folders import delete_file
from esx_driver.host import Host
from esx_driver.images import adapter_types, disk_types
from esx_driver.images.image import KB, Image
from esx_driver.images.vmdk.sparse_writing import Sparse
from esx_driver.progress import Reporter, of_bytes
from esx_driver.undoing import Removing
from esx_driver.vim import faults


def upload(
    host: Host, disk: DatastorePath, image: Image, adapter: str, report: Reporter, disk_type: str = disk_types.THICK,
) -> None:
    """Make a disk and put the image's content into it. Raises ``VimFault``, ``ImageError``, ``TransferError``.

    The host writes the descriptor, the content replaces its extent. That extent takes all its space, whatever the descriptor
    says: so a thin disk is copied by the host from a sparse one that goes again, and the blocks of an eagerly zeroed one
    that are not zeroed yet are zeroed afterwards.
    """
    if disk_type == disk_types.THIN:
        _upload_thin(host, disk, image, adapter, report)
        return
    create(host, disk, image.capacity, adapter, report)
    delete_file(host, disk.extent)
    told = of_bytes(report, "sending the image", image.capacity)
    host.transfer.upload(disk.extent, image.capacity, image.open, told)
    if disk_type == disk_types.EAGER:
        report("zeroing the disk", 0)
        host.tasks.run(
            "EagerZeroVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk),
            datacenter=host.places.datacenter, progress=lambda percent: report("zeroing the disk", percent),
        )


def _upload_thin(host: Host, disk: DatastorePath, image: Image, adapter: str, report: Reporter) -> None:
    report("looking at the image", 0)
    with image.open() as blocks:
        sparse = Sparse.of(blocks, image.capacity)
    sent = disk.beside("-sparse.vmdk")

    @contextmanager
    def opened() -> Iterator[Iterable[bytes]]:
        with image.open() as blocks:
            yield sparse.file(blocks, adapter_types.of_descriptor(adapter), sent.name)

    with Removing() as removing:
        removing.add(f"the file {sent}", lambda: _delete_if_there(host, sent))
        host.transfer.upload(sent, sparse.size, opened, of_bytes(report, "sending the image", sparse.size))
        copy(host, sent, disk, adapter, report, disk_types.THIN)


def create(
    host: Host, disk: DatastorePath, capacity: int, adapter: str, report: Reporter, disk_type: str = disk_types.THICK,
) -> None:
    """Make an empty disk of so many bytes. Raises ``VimFault``, ``ImageError`` for an adapter type that ESX has not."""
    report("making the disk", 0)
    host.tasks.run(
        "CreateVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=host.places.datacenter,
        spec=host.session.types.FileBackedVirtualDiskSpec(
            adapterType=adapter_types.of_descriptor(adapter), diskType=disk_type, capacityKb=capacity // KB,
        ),
    )


def copy(
    host: Host, source: DatastorePath, disk: DatastorePath, adapter: str, report: Reporter,
    disk_type: str = disk_types.THICK,
) -> None:
    """Copy a disk; of one with parents all that they make together. Raises ``VimFault``."""
    datacenter = host.places.datacenter
    report("copying the disk", 0)
    host.tasks.run(
        "CopyVirtualDisk_Task", host.manager("virtualDiskManager"), sourceName=str(source), sourceDatacenter=datacenter,
        destName=str(disk), destDatacenter=datacenter, force=False,
        destSpec=host.session.types.VirtualDiskSpec(adapterType=adapter_types.of_descriptor(adapter), diskType=disk_type),
        progress=lambda percent: report("copying the disk", percent),
    )


def grow(host: Host, disk: DatastorePath, capacity: int, report: Reporter, *, zeroed: bool = False) -> None:
    """Make a disk so many bytes large; ``zeroed``: what is new of it is zeroed at once. Raises ``VimFault``."""
    report("growing the disk", 0)
    host.tasks.run(
        "ExtendVirtualDisk_Task", host.manager("virtualDiskManager"), name=str(disk), datacenter=host.places.datacenter,
        newCapacityKb=capacity // KB, eagerZero=zeroed or None,
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
        _delete_if_there(host, file)


def _delete_if_there(host: Host, file: DatastorePath) -> None:
    with suppress(faults.FileNotFound):
        delete_file(host, file)
