"""The state of a machine in a snapshot."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import FileNotFound, InvalidVmx
from fakeesx.storage.vmsn import config_in, read_config, state_file
from fakeesx.storage.vmx import Vmx

CONFIG = Vmx({"displayName": "vm", "memsize": "512"})


def put(datastore: Datastore, data: bytes, memory: int = 0) -> int:
    """Make the file ``a.vmsn``; its size."""
    made = state_file(data, memory)
    return datastore.create_sparse("a.vmsn", made.size, thick=True, head=made.head).size


@pytest.mark.parametrize("memory", [0, 512 << 20])
def test_the_configuration_is_in_it(datastore: Datastore, memory: int) -> None:
    """With and without memory, which takes its room."""
    size = put(datastore, CONFIG.encode(), memory)
    assert read_config(datastore, "a.vmsn") == CONFIG
    assert memory < size < memory + 8192 if memory else size < 1024
    assert datastore.used >= size
    datastore.refresh()
    assert datastore.used >= size


def test_the_memory_begins_on_a_page() -> None:
    """As tools expect that map it."""
    made = state_file(CONFIG.encode(), 4 << 20)
    assert len(made.head) % 4096 == 0
    assert made.head[:4] == struct.pack("<I", 0xBED2BED2)
    assert made.size == len(made.head) + (4 << 20) + 2


@pytest.mark.parametrize("data", [b"", b"x" * 50, struct.pack("<III", 0xBED2BED2, 8, 99),
                                  state_file(CONFIG.encode()).head[:-20], state_file(b"no setting\n").head])
def test_what_is_none(datastore: Datastore, data: bytes) -> None:
    """InvalidVmx."""
    datastore.write_file("a.vmsn", data)
    with pytest.raises(InvalidVmx):
        read_config(datastore, "a.vmsn")


def test_no_file(datastore: Datastore) -> None:
    """FileNotFound."""
    with pytest.raises(FileNotFound):
        read_config(datastore, "a.vmsn")


@given(st.integers(0, 200), st.binary(min_size=1, max_size=8))
def test_damage_is_noticed_or_harmless(place: int, data: bytes) -> None:
    """No other error than InvalidVmx comes out of any file."""
    head = bytearray(state_file(CONFIG.encode(), 4 << 20).head)
    head[place : place + len(data)] = data
    with suppress(InvalidVmx):
        config_in(bytes(head))
