"""Kinds of disks: what their descriptors say, and that it is read as the same kind again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.descriptor import Descriptor, Extent
from fakeesx.storage.disk_kinds import PIECE, DiskKind, is_sparse, kind_of, layout, new_descriptor
from fakeesx.storage.errors import InvalidDatastorePath

UUID = "6000C299-347c-24f7-f268-a7bc6ae5b19a"
CONTENT = "8480078affb030dea9450e9cfffffffe"


@given(st.sampled_from(list(DiskKind)), st.integers(1, 2**32 - 1), st.sampled_from(["ide", "buslogic", "lsilogic"]))
def test_round_trip(kind, sectors, adapter):
    """Written, read, recognised: the size to the sector, the adapter, the extents in order."""
    made = new_descriptor(kind, "vm/a disk é.vmdk", sectors * 512, adapter, UUID, CONTENT)
    found = Descriptor.parse(made.format())
    assert found == made
    assert (found.capacity, found.adapter, found.uuid, found.content_id) == (sectors * 512, adapter, UUID, CONTENT)
    assert kind_of(found) == (DiskKind.THICK if kind is DiskKind.EAGER else kind)
    assert all(extent.sectors <= PIECE for extent in found.extents) or kind.single_flat or kind is DiskKind.SPARSE
    assert len({extent.file for extent in found.extents}) == len(found.extents)
    assert is_sparse(found.extents) == kind.sparse


def test_names_of_pieces():
    """Numbered from 1, with an s or an f."""
    assert [extent.file for extent in layout(DiskKind.SPARSE_2GB, "vm/a.vmdk", PIECE + 1)] == ["a-s001.vmdk", "a-s002.vmdk"]
    assert str(layout(DiskKind.FLAT_2GB, "a.vmdk", 5)[0]) == 'RW 5 FLAT "a-f001.vmdk" 0'


@pytest.mark.parametrize("extents", [
    (Extent("RW", 1, "VMFSSPARSE", "a-delta.vmdk"),), (Extent("RW", 1, "VMFSRDM", "a-rdm.vmdk"),),
    (Extent("RW", 1, "ZERO"),),
    (Extent("RW", 1, "FLAT", "a", 0), Extent("RW", 1, "SPARSE", "b")),
])  # fmt: skip
def test_other_kinds(extents):
    """What is not made here is of no kind, nor is a disk with a parent."""
    assert kind_of(Descriptor(extents=extents)) is None
    flat = Descriptor(extents=(Extent("RW", 1, "VMFS", "a-flat.vmdk"),), parent_cid=1)
    assert kind_of(flat) is None


def test_a_name_that_can_not_be_written():
    """A descriptor has no way to write a quote."""
    with pytest.raises(InvalidDatastorePath):
        new_descriptor(DiskKind.THIN, 'vm/"a".vmdk', 512, "ide", UUID, CONTENT)
