"""Datastores as they are asked for."""

from __future__ import annotations

import pytest

from fakeesx.host.services.datastore_specs import DatastoreSpec, bytes_of

GIB = 1 << 30


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("fast", DatastoreSpec("fast")),
        ("fast disk:500G", DatastoreSpec("fast disk", capacity=500 * GIB)),
        ("iso=nas.example:/export/iso", DatastoreSpec("iso", "NFS", remote_host="nas.example", remote_path="/export/iso")),
        (
            "iso:2T=10.0.0.1:/e=x,y,ro",
            DatastoreSpec("iso", "NFS", 2048 * GIB, remote_host="10.0.0.1", remote_path="/e=x,y", read_only=True),
        ),
        ("six=fe80::1:/x", DatastoreSpec("six", "NFS", remote_host="fe80::1", remote_path="/x")),
    ],
)
def test_texts(text: str, spec: DatastoreSpec) -> None:
    """NAME[:CAPACITY][=SERVER:/PATH[,ro]]."""
    assert DatastoreSpec.parse(text) == spec


@pytest.mark.parametrize(
    "text",
    ["", ":5G", "a:", "a:5X", "a:0", "a:-5G", "a:1e3", "a/b", "a[b", ".", "..", "  ", "x" * 43, "a=", "a=nas", "a=:/x",
     "a=n s:/x", "a=nas:x", "a:5G:6G", "a\nb", "a\\b",
     "a:65T", "a:999999999999999T"],
)
def test_texts_that_are_refused(text: str) -> None:
    """With a reason."""
    with pytest.raises(ValueError, match=r"."):
        DatastoreSpec.parse(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("1", 1), ("10M", 10 << 20), ("500g", 500 * GIB), ("2T", 2048 * GIB), ("1KiB", 1024), ("7GB", 7 * GIB)],
)
def test_capacities(text: str, count: int) -> None:
    """Powers of 1024."""
    assert bytes_of(text) == count


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "CIFS"}, {"capacity": 0}, {"block_size_mb": 3}, {"uuid": "x"}, {"kind": "NFS"}, {"read_only": True},
        {"kind": "NFS", "remote_host": "nas", "remote_path": "relative"},
    ],
)
def test_specs_that_are_refused(values: dict[str, object]) -> None:
    """At once."""
    with pytest.raises(ValueError, match=r"."):
        DatastoreSpec("a", **values)  # type: ignore[arg-type]
