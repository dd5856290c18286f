"""Files of records: a torn end is cut off, anything else that is wrong is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.state import records
from fakeesx.state.errors import Corrupt, NotState, StateError, UnknownFormat

RECORDS = st.lists(st.text(st.characters(max_codepoint=126), max_size=40).map(str.encode), min_size=1, max_size=5)


def written(folder: Path, content: list[bytes]) -> Path:
    """A file of records."""
    path = folder / "file"
    file = records.Appending(path, "journal")
    for record in content:
        file.add(record)
    file.sync()
    assert file.size == path.stat().st_size
    file.close()
    return path


def read(path: Path, *, whole: bool = False) -> list[bytes]:
    """The records of a file."""
    return [record for _, record in records.read(path, "journal", whole=whole)]


@given(RECORDS)
def test_read_again(tmp_path_factory: pytest.TempPathFactory, content: list[bytes]) -> None:
    """All of them, in order, each with its end."""
    path = written(tmp_path_factory.mktemp("records"), content)
    assert read(path) == read(path, whole=True) == content
    assert [end for end, _ in records.read(path, "journal")][-1] == path.stat().st_size


@given(RECORDS, st.data())
def test_torn(tmp_path_factory: pytest.TempPathFactory, content: list[bytes], data: st.DataObject) -> None:
    """A file that was cut anywhere gives the records before that, and goes on from there."""
    path = written(tmp_path_factory.mktemp("records"), content)
    start = len(records.first_line("journal"))
    cut = data.draw(st.integers(start, path.stat().st_size))
    ends = [end for end, _ in records.read(path, "journal")]
    path.write_bytes(path.read_bytes()[:cut])
    left = content[: sum(end <= cut for end in ends)]
    assert read(path) == left
    if cut not in (start, *ends):
        with pytest.raises(Corrupt):
            read(path, whole=True)
    size = max([start, *(end for end in ends if end <= cut)])
    file = records.Appending(path, "journal", size)
    file.add(b"new")
    file.close()
    assert read(path, whole=True) == [*left, b"new"]


@given(RECORDS, st.data())
def test_torn_with_garbage(tmp_path_factory: pytest.TempPathFactory, content: list[bytes], data: st.DataObject) -> None:
    """After a power failure the end may hold anything but a whole record: zeros, say."""
    path = written(tmp_path_factory.mktemp("records"), content)
    with path.open("ab") as file:
        file.write(data.draw(st.binary(max_size=30) | st.integers(0, 5000).map(bytes)))
    assert read(path) == content


@given(RECORDS, st.data())
def test_damaged(tmp_path_factory: pytest.TempPathFactory, content: list[bytes], data: st.DataObject) -> None:
    """A byte that changed: never another record than was written, and an error unless it was the last record."""
    path = written(tmp_path_factory.mktemp("records"), content)
    raw = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    start = len(records.first_line("journal"))
    ends = [start, *(end for end, _ in records.read(path, "journal"))]
    path.write_bytes(raw)
    if place < start:
        with pytest.raises(StateError):
            read(path)
    elif place < ends[-2]:
        with pytest.raises(Corrupt, match="damaged at byte"):
            read(path)
    else:
        assert read(path) == content[:-1]


@pytest.mark.parametrize(("data", "error", "words"), [
    (b"", NotState, "not the journal"), (b"\x7fELF", NotState, "not the journal"),
    (b"fakeesx image 1\n", NotState, "not the journal"), (b"fakeesx journal 1", NotState, "not the journal"),
    (b"fakeesx journal x\n", NotState, "not the journal"), (b"fakeesx journal 2\n", UnknownFormat, "format 2"),
    (b"fakeesx journal 0\n", UnknownFormat, "format 0"),
])  # fmt: skip
def test_other_files(tmp_path: Path, data: bytes, error: type[Exception], words: str) -> None:
    """What is no such file, or one of another format, is refused by name."""
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(error, match=words) as caught:
        read(path)
    assert "file" in str(caught.value)
