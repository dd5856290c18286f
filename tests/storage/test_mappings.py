"""Raw device mappings as files."""

from __future__ import annotations

import pytest

from fakeesx.storage import mappings
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileAlreadyExists, FileNotFound, InvalidDatastorePath, InvalidDescriptor
from fakeesx.storage.vmdk import read_descriptor

UUID, CONTENT = "6000C299-347c-24f7-f268-a7bc6ae5b19a", "8480078affb030dea9450e9cfffffffe"


def make(datastore: Datastore, path: str = "lun.vmdk", *, physical: bool = True) -> None:
    mappings.create_mapping(
        datastore, path, "vml.02", 1 << 20, physical=physical, adapter="lsilogic", uuid=UUID, content_id=CONTENT,
    )


@pytest.mark.parametrize(("physical", "pointer"), [(True, "lun-rdmp.vmdk"), (False, "lun-rdm.vmdk")])
def test_there_and_back(datastore: Datastore, physical: bool, pointer: str) -> None:
    """The descriptor says which kind it is, the pointer which LUN; neither takes the LUN's room."""
    make(datastore, physical=physical)
    descriptor = read_descriptor(datastore, "lun.vmdk")
    assert (descriptor.maps_device, mappings.is_physical(descriptor), descriptor.capacity) == (True, physical, 1 << 20)
    assert (descriptor.uuid, descriptor.content_id, descriptor.adapter) == (UUID, CONTENT, "lsilogic")
    assert mappings.device_of(datastore, "lun.vmdk", descriptor) == "vml.02"
    assert sorted(each.name for each in datastore.listing("")) == sorted(["lun.vmdk", pointer])
    assert datastore.used < 64 << 10


def test_all_or_nothing(datastore: Datastore) -> None:
    """Where one of both names is taken nothing is made."""
    datastore.write_file("lun.vmdk", b"")
    with pytest.raises(FileAlreadyExists):
        make(datastore)
    assert [each.name for each in datastore.listing("")] == ["lun.vmdk"]
    with pytest.raises(InvalidDatastorePath):
        make(datastore, 'a"b.vmdk')


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"\n"])
def test_a_pointer_that_points_nowhere(datastore: Datastore, text: bytes) -> None:
    """Somebody has overwritten it."""
    make(datastore)
    datastore.write_file("lun-rdmp.vmdk", text)
    with pytest.raises(InvalidDescriptor, match="lun-rdmp"):
        mappings.device_of(datastore, "lun.vmdk", read_descriptor(datastore, "lun.vmdk"))


def test_content(datastore: Datastore) -> None:
    """Is where the host says that the LUN is; a datastore without a host knows none."""
    make(datastore)
    descriptor = read_descriptor(datastore, "lun.vmdk")
    with pytest.raises(FileNotFound, match=r"vml\.02"):
        mappings.content_of(datastore, "lun.vmdk", descriptor)
    datastore.devices = lambda name: (datastore, f"luns/{name}")
    assert mappings.content_of(datastore, "lun.vmdk", descriptor) == (datastore, "luns/vml.02")
