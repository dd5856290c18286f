"""Files that snapshots go to: whole, or not there."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from esx_driver.errors import TransferError
from esx_driver.images.sinks import FileSink, Snapshot

FACTS = Snapshot("web-snapshot", 1024, "otherGuest", "lsiLogic")


def test_file(tmp_path: Path) -> None:
    """It has what was stored, and nothing is beside it."""
    sink = FileSink(tmp_path / "web.vmdk")
    sink.require_room()
    sink.store(FACTS, [b"ab", b"", b"c"])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("web.vmdk", b"abc")]


@pytest.mark.parametrize("error", [RuntimeError("the host hung up"), TransferError("cut"), KeyboardInterrupt()])
def test_content_that_fails(tmp_path: Path, error: BaseException) -> None:
    """W8: in the middle: its own error, and no part of a file."""

    def content() -> Iterator[bytes]:
        yield b"ab"
        raise error

    with pytest.raises(type(error)):
        FileSink(tmp_path / "web.vmdk").store(FACTS, content())
    assert list(tmp_path.iterdir()) == []


def test_no_room(tmp_path: Path) -> None:
    """Told beforehand: there is such a file, or no folder for it."""
    (tmp_path / "web.vmdk").write_bytes(b"mine")
    with pytest.raises(TransferError, match="is there already"):
        FileSink(tmp_path / "web.vmdk").require_room()
    with pytest.raises(TransferError, match="there is no folder"):
        FileSink(tmp_path / "none" / "web.vmdk").require_room()


def test_file_that_somebody_made_meanwhile(tmp_path: Path) -> None:
    """Is not replaced."""
    file = tmp_path / "web.vmdk"

    def content() -> Iterator[bytes]:
        file.write_bytes(b"mine")
        yield b"ab"

    with pytest.raises(TransferError, match="is there already"):
        FileSink(file).store(FACTS, content())
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("web.vmdk", b"mine")]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is told, and no part stays."""

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("esx_driver.images.sinks.os.fsync", refuse)
    with pytest.raises(TransferError, match=r"can't write .*: No space left on device"):
        FileSink(tmp_path / "web.vmdk").store(FACTS, [b"ab"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [250, 300])
def test_long_names(tmp_path: Path, length: int) -> None:
    """One that the file system takes is taken, one that it does not is told beforehand."""
    sink = FileSink(tmp_path / ("x" * length))
    if length > 255:
        with pytest.raises(TransferError, match="File name too long"):
            sink.require_room()
    with pytest.raises(TransferError) if length > 255 else nullcontext():
        sink.store(FACTS, [b"ab"])
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([b"ab"] if length == 250 else [])


def test_two_at_once(tmp_path: Path) -> None:
    """Of two that are sent to one file by the same process one arrives, whole."""
    sink, late = FileSink(tmp_path / "web.vmdk"), FileSink(tmp_path / "web.vmdk")

    def content() -> Iterator[bytes]:
        yield b"first"
        late.store(FACTS, [b"second"])

    with pytest.raises(TransferError, match="is there already"):
        sink.store(FACTS, content())
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"second"]


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system as FAT is."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("esx_driver.images.sinks.os.link", refuse)


@pytest.mark.usefixtures("without_links")
def test_file_system_without_links(tmp_path: Path) -> None:
    """The file is there, whole; one that somebody made meanwhile is not replaced."""
    sink = FileSink(tmp_path / "web.vmdk")
    sink.store(FACTS, [b"abc"])
    with pytest.raises(TransferError, match="is there already"):
        sink.store(FACTS, [b"else"])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("web.vmdk", b"abc")]


@pytest.mark.usefixtures("without_links")
def test_name_that_can_not_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an empty file nor a part stays."""

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(TransferError, match="Input/output error"):
        FileSink(tmp_path / "web.vmdk").store(FACTS, [b"abc"])
    assert list(tmp_path.iterdir()) == []
