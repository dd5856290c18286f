"""Disk descriptors."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.descriptor import (
    Descriptor,
    Extent,
    Geometry,
    geometry_for,
    new_content_id,
    new_disk_uuid,
    uuid_from_ddb,
    uuid_to_ddb,
)
from fakeesx.storage.errors import InvalidDescriptor

GIB = 1024**3
MIB = 1024**2

extents = st.builds(
    Extent,
    st.sampled_from(["RW", "RDONLY", "NOACCESS"]),
    st.integers(0, 2**40),
    st.sampled_from(["VMFS", "VMFSSPARSE", "FLAT", "SPARSE"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters='"'), min_size=1, max_size=20),
    st.one_of(st.none(), st.integers(0, 2**40)),
)
words = st.from_regex(r"[A-Za-z0-9 ._-]{0,20}", fullmatch=True)
descriptors = st.builds(
    Descriptor,
    extents=st.lists(extents, min_size=1, max_size=3).map(tuple),
    create_type=words,
    cid=st.integers(0, 2**32 - 1),
    parent_cid=st.integers(0, 2**32 - 1),
    ddb=st.dictionaries(st.from_regex(r"[a-z][A-Za-z.]{0,12}", fullmatch=True), words, max_size=5),
    parent_hint=words,
    other=st.dictionaries(st.from_regex(r"x[A-Za-z]{0,12}", fullmatch=True), words, max_size=2),
)


@given(descriptors)
def test_round_trip(descriptor):
    """What is written is read back as it was."""
    assert Descriptor.parse(descriptor.format()) == descriptor


@given(st.one_of(st.text(max_size=60), st.text('RW 12VMFS"a=.#\nddb', max_size=60)))
def test_any_text(text):
    """Text is read or refused."""
    try:
        found = Descriptor.parse(text)
    except InvalidDescriptor:
        return
    assert found.extents


def made(name: str, gib: int, adapter: str, thin: bool) -> Descriptor:
    """A descriptor as a host writes it for a new disk."""
    geometry = geometry_for(gib * GIB, adapter)
    return Descriptor(
        extents=(Extent("RW", gib * GIB // 512, "VMFS", f"{name}-flat.vmdk"),),
        ddb={
            "virtualHWVersion": "7",
            "longContentID": "8480078affb030dea9450e9cfffffffe",
            "uuid": "60 00 C2 99 34 7c 24 f7-f2 68 a7 bc 6a e5 b1 9a",
            "geometry.cylinders": str(geometry.cylinders),
            "geometry.heads": str(geometry.heads),
            "geometry.sectors": str(geometry.sectors),
            **({"thinProvisioned": "1"} if thin else {}),
            "adapterType": adapter,
        },
    )


@pytest.mark.parametrize(
    ("name", "gib", "adapter", "thin", "size"),
    [
        ("ubuntu", 8, "lsilogic", True, 493),
        ("windows", 8, "ide", True, 489),
        ("solaris", 20, "lsilogic", True, 494),
        ("Nouvelle machine virtuelle", 12, "lsilogic", False, 487),
    ],
)
def test_sizes_of_the_recorded_host(name, gib, adapter, thin, size):
    """Each of the four recorded disks' descriptors has the recorded length."""
    assert len(made(name, gib, adapter, thin).format()) == size


@pytest.mark.parametrize(
    ("capacity", "adapter", "geometry"),
    [
        (8 * GIB, "lsilogic", Geometry(1044, 255, 63)),
        (20 * GIB, "buslogic", Geometry(2610, 255, 63)),
        (512 * MIB, "lsilogic", Geometry(512, 64, 32)),
        (1 * GIB, "lsilogic", Geometry(512, 128, 32)),
        (2 * GIB, "buslogic", Geometry(261, 255, 63)),
        (100 * MIB, "ide", Geometry(203, 16, 63)),
        (8 * GIB, "ide", Geometry(16383, 16, 63)),
    ],
)
def test_geometry(capacity, adapter, geometry):
    """Cylinders, heads and sectors by adapter and size."""
    assert geometry_for(capacity, adapter) == geometry


def test_properties():
    """The facts that a host asks a descriptor for."""
    disk = made("d", 1, "lsilogic", True)
    assert (disk.capacity, disk.thin, disk.adapter) == (GIB, True, "lsilogic")
    assert disk.uuid == "6000C299-347c-24f7-f268-a7bc6ae5b19a"
    assert disk.content_id == "8480078affb030dea9450e9cfffffffe"
    assert disk.thick_files == ()
    assert made("d", 1, "lsilogic", False).thick_files == ("d-flat.vmdk",)
    empty = Descriptor(extents=())
    assert (empty.adapter, empty.uuid, empty.content_id, empty.thin) == ("", "", "", False)


def test_the_mappings_are_the_descriptors_own():
    """Nobody changes a descriptor from outside."""
    ddb = {"adapterType": "ide"}
    disk = Descriptor(extents=(), ddb=ddb)
    ddb["adapterType"] = "lsilogic"
    assert disk.adapter == "ide"
    with pytest.raises(TypeError):
        disk.ddb["adapterType"] = "x"  # type: ignore[index]


def test_tolerant():
    """A descriptor from another hand: order, blanks, quotes, letter case, unknown keys, line ends."""
    text = (
        "# Disk DescriptorFile\r\nversion=1\r\n"
        "createType = twoGbMaxExtentFlat\r\nparentcid=FFFFFFFF\r\ncid=1A\r\n"
        'changeTrackPath="x-ctk.vmdk"\r\n ddb.adapterType="ide"\r\nRW  10   FLAT "a b-f001.vmdk"  0\r\n'
        'RW 5 FLAT "a b-f002.vmdk" 0\r\nRW 3 ZERO\r\n\0\0'
    )
    disk = Descriptor.parse(text)
    assert (disk.create_type, disk.cid, disk.parent_cid) == ("twoGbMaxExtentFlat", 0x1A, 0xFFFFFFFF)
    assert [extent.file for extent in disk.extents] == ["a b-f001.vmdk", "a b-f002.vmdk", ""]
    assert (disk.capacity, disk.adapter) == (18 * 512, "ide")
    assert disk.other == {"changeTrackPath": "x-ctk.vmdk"}
    assert 'changeTrackPath="x-ctk.vmdk"' in disk.format()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Disk DescriptorFile\nversion=1\n",
        'version=1\nRW 10 VMFS "a"\ngarbage line\n',
        'CID=xyz\nRW 10 VMFS "a"\n',
        'CID=123456789\nRW 10 VMFS "a"\n',
        f'RW {"9" * 5000} VMFS "a"\n',
        'RW -1 VMFS "a"\n',
        "KDMV\x01\0\0\0",
    ],
)
def test_refused(text):
    """What is no descriptor is refused with the file's name."""
    with pytest.raises(InvalidDescriptor) as caught:
        Descriptor.parse(text, "[d] x.vmdk")
    assert caught.value.path == "[d] x.vmdk"


@given(st.uuids())
def test_uuid_forms(uuid):
    """Both forms of a uuid lead to each other."""
    assert uuid_from_ddb(uuid_to_ddb(str(uuid))) == str(uuid)


def test_uuid_refused():
    """What is none has no other form."""
    assert uuid_from_ddb("60 00") == ""
    with pytest.raises(ValueError, match="not a disk uuid"):
        uuid_to_ddb("6000C299")


def test_new_ids():
    """New ids come from the given source alone and have the recorded form."""
    one, two = random.Random(1), random.Random(1)
    uuid = new_disk_uuid(one)
    assert uuid == new_disk_uuid(two)
    assert uuid.startswith("6000C29")
    assert len(uuid) == 36
    content = new_content_id(one)
    assert content == new_content_id(two)
    assert len(content) == 32
    assert content.endswith("fffffffe")
