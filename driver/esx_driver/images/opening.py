"""From a source to an image: which form it has is seen in its first bytes, before anything is made on the host."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from esx_driver.errors import ImageError, TransferError
from esx_driver.images import disk_types, iso
from esx_driver.images.image import KB, Image
from esx_driver.images.sources import Facts, FileSource, FromSource, Source
from esx_driver.images.vmdk import reading
from esx_driver.images.vmdk.header import MAGIC, SECTOR, Descriptor, Header, descriptor
from esx_driver.images.vmdk.reading import BLOCK, Reader

_HEAD = 64 << 10
_ONLY = "only VMDKs can be booted from (flat, monolithicSparse and streamOptimized ones), and ISO images"
_FORMATS = {
    b"QFI\xfb": "a qcow2 image", b"COWD": "a delta disk of ESX", b"<<< ": "a VirtualBox disk", b"conectix": "a VHD",
    b"vhdxfile": "a VHDX", b"\x1f\x8b": "a gzip file", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file",
    b"QED\0": "a QED image", b"WithoutFreeSpace": "a Parallels disk", b"WithouFreSpacExt": "a Parallels disk",
    b"PK\x03\x04": "a zip file", b"LUKS\xba\xbe": "an encrypted volume",
}
_READABLE = ("vmdk", "raw", None)
"""``disk_format`` of the image service: raw is flat content, whatever it is called."""
_FORMS = ("sparse", "streamoptimized")
"""``vmware_disktype`` of images that are not flat: it says what they are, and not what their disk is to be."""


@dataclass(frozen=True)
class DiskImage(FromSource):
    """An image that was looked at; fulfils ``Image``."""

    form: str
    """flat, monolithicSparse or streamOptimized."""
    capacity: int
    os_type: str | None = None
    adapter_type: str | None = None
    card_model: str | None = None
    linked_clone: bool | None = None
    disk_type: str | None = None
    header: Header | None = None
    content: Source | None = field(default=None, repr=False)
    """Where the content is, when the source only describes it."""

    @contextmanager
    def open(self) -> Iterator[Iterable[bytes]]:
        """The flat content. Raises ``ImageError``, ``TransferError``."""
        with (self.content or self.source).open() as reader, closing(self._flat(reader)) as blocks:
            yield _padded(blocks, self.capacity, self.name)

    def _flat(self, reader: Reader) -> Generator[bytes, None, None]:
        if self.header is None:
            while block := reader.read(BLOCK):
                yield block
            return
        head = reading.whole(reader, SECTOR, "its header")
        if Header.decode(head) != self.header:
            raise TransferError(f"{self.name} has changed since it was looked at")
        if self.header.is_stream:
            yield from reading.stream_optimized(reader, self.header, head)
        else:
            yield from reading.monolithic_sparse(reader, self.header, head)


def look_at(source: Source) -> Image:
    """Find out what a disk's image is. Raises ``ImageError`` for one that is no disk, ``TransferError``."""
    found = look_at_any(source)
    if isinstance(found, iso.IsoImage):
        raise ImageError(f"{source.name} is an ISO image, and not a disk")
    return found


def look_at_any(source: Source) -> Image | iso.IsoImage:
    """Find out what an image is, of a disk or of a CD.

    An ISO image is what the image service or a file's name calls so; and, where neither says what it is, whatever is one and
    can't be a disk as well. Raises ``ImageError`` for one that can't be booted from, ``TransferError``.
    """
    facts = source.facts
    disk_type = _disk_type(source.name, facts)
    called_iso = iso.is_called_iso(source.name, facts)
    if facts.disk_format not in _READABLE and not called_iso:
        raise ImageError(f"{source.name} is of the format {facts.disk_format}; {_ONLY}")
    if facts.container_format not in ("bare", None):
        raise ImageError(f"{source.name} comes in a container ({facts.container_format}); {_ONLY}")
    if facts.disk_format == "raw":  # whatever its content looks like: it is the guest's, and not to be interpreted
        image = _flat(source, facts.size)
    else:
        with source.open() as reader:
            head = _up_to(reader, _HEAD)
        if called_iso or (facts.disk_format is None and iso.is_iso(head) and not iso.is_hybrid(head)):
            return iso.opened(source, facts, head, disk_type)
        _refuse_others(source.name, head)
        image = _by_head(source, head, facts.size)
    if disk_type is not None and image.form != "flat":
        raise ImageError(f"{source.name} says that it is {disk_type}, and is {image.form}")
    get = facts.properties.get
    return DiskImage(
        source, image.form, image.capacity, get("vmware_ostype"), get("vmware_adaptertype") or image.adapter_type,
        get("hw_vif_model"), _linked_clone(source), disk_type, image.header, image.content,
    )


def _disk_type(name: str, facts: Facts) -> str | None:
    """What a disk of this image is to be, if it says so. Raises ``ImageError`` for what no disk can be."""
    said = str(facts.properties.get("vmware_disktype", ""))
    if not said or said.lower() in _FORMS:
        return None
    if said.lower() not in disk_types.KNOWN:
        raise ImageError(
            f"{name} says vmware_disktype={said}, which is no type of a disk: "
            f"{', '.join(disk_types.NAMES)}, sparse, streamOptimized"
        )
    return said


def _linked_clone(source: Source) -> bool | None:
    """Whether the image wants linked copies of itself. Raises ``ImageError`` for what is neither yes nor no."""
    text = source.facts.properties.get("vmware_linked_clone")
    if text is None:
        return None
    wanted = {"true": True, "false": False}.get(text.strip().lower())
    if wanted is None:
        raise ImageError(f"{source.name} says vmware_linked_clone={text!r}: it can be true or false")
    return wanted


def _by_head(source: Source, head: bytes, size: int | None) -> DiskImage:
    if head[:4] == MAGIC:
        header = Header.decode(head[:SECTOR])
        start = header.descriptor_offset * SECTOR
        text = head[start:start + header.descriptor_size * SECTOR].split(b"\0", 1)[0].decode("utf-8", "replace")
        said = descriptor(text)
        if said.parent:
            raise ImageError(f"{source.name} is a delta: the disk that it belongs to is missing")
        form = "streamOptimized" if header.is_stream else "monolithicSparse"
        return DiskImage(source, form, _rounded(header.size), None, said.adapter_type, header=header)
    if head.lstrip().lower().startswith(b"# disk descriptorfile"):
        return _described(source, descriptor(head.decode("utf-8", "replace")))
    return _flat(source, size)


def _flat(source: Source, size: int | None) -> DiskImage:
    if size is None:
        raise ImageError(f"{source.name} is flat, and its server does not say how large it is")
    if not size:
        raise ImageError(f"{source.name} is empty")
    return DiskImage(source, "flat", _rounded(size))


def _described(source: Source, said: Descriptor) -> DiskImage:
    """A descriptor whose content is in a file beside it, which is possible with files alone."""
    if said.parent:
        raise ImageError(f"{source.name} describes a delta: the disk that it belongs to is missing")
    if not isinstance(source, FileSource):
        raise ImageError(f"{source.name} only describes a disk, whose content is in other files; take the -flat.vmdk")
    if len(said.extents) != 1 or said.extents[0][1] not in ("FLAT", "VMFS"):
        raise ImageError(f"{source.name} describes a disk of the type {said.create_type or 'unknown'}; {_ONLY}")
    sectors, _, name = said.extents[0]
    if not name or Path(name).name != name:
        raise ImageError(f"{source.name} names an extent in another folder: {name!r}")
    content = FileSource(source.path.with_name(name))
    size = content.facts.size
    if size != sectors * SECTOR:
        raise ImageError(f"{source.name} describes {sectors * SECTOR} bytes, but {content.name} has {size}")
    return DiskImage(source, "flat", _rounded(sectors * SECTOR), None, said.adapter_type, content=content)


def _refuse_others(name: str, head: bytes) -> None:
    for magic, what in _FORMATS.items():
        if head.startswith(magic):
            raise ImageError(f"{name} is {what}; {_ONLY}")
    if head[257:262] == b"ustar":
        raise ImageError(f"{name} is a tar file (an OVA?); {_ONLY}")
    if iso.is_iso(head) and not iso.is_hybrid(head):
        raise ImageError(f"{name} is an ISO image; {_ONLY}")


def _up_to(reader: Reader, size: int) -> bytes:
    parts = []
    while size and (data := reader.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _rounded(size: int) -> int:
    """A multiple of 1 KiB: descriptors of disks count in those, and a smaller one would cut the disk's end off."""
    return -(-size // KB) * KB


def _padded(blocks: Iterator[bytes], capacity: int, name: str) -> Iterator[bytes]:
    """The content, filled up with less than 1 KiB of zeros. Raises ``TransferError`` where more is missing."""
    done = 0
    for block in blocks:
        done += len(block)
        if done > capacity:
            raise TransferError(f"{name} has grown since it was looked at")
        yield block
    if capacity - done >= KB:
        raise TransferError(f"{name} is cut: {done} bytes came of {capacity}")
    if done < capacity:
        yield bytes(capacity - done)
