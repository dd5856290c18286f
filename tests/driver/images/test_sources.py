"""Files and URLs as images: what is read, and what is told when it can't be."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from io import RawIOBase
from pathlib import Path

import pytest
from driver_glance import answer, playing
from esx_driver.errors import ImageError, TransferError
from esx_driver.images.opening import look_at
from esx_driver.images.sources import FileSource, Source, UrlSource

CONTENT = b"x" * 2048
Request = BaseHTTPRequestHandler


def read(source: Source) -> bytes:
    """All of an image."""
    with look_at(source).open() as blocks:
        return b"".join(blocks)


def served(request: Request, status: int = 200, body: bytes = CONTENT, length: int | None = None) -> bool:
    """Answer with a file."""
    return answer(request, status, body, length)


def test_url() -> None:
    """Its size is asked for, then its content is read; user and password are used, and not shown."""
    seen: list[tuple[str, str | None]] = []

    def play(request: Request) -> bool:
        seen.append((request.command, request.headers["Authorization"]))
        return served(request)

    with playing(play) as url:
        source = UrlSource(f"{url.replace('//', '//me:secret@')}/disk.raw?token=secret")
        assert read(source) == CONTENT
    assert {command for command, _ in seen} == {"GET"}
    assert {said for _, said in seen} == {"Basic bWU6c2VjcmV0"}
    assert source.name == f"{url}/disk.raw"
    assert source.identity is None


def test_redirection() -> None:
    """Is followed, as mirrors have it; not for ever."""

    def play(request: Request) -> bool:
        if request.path == "/there":
            return served(request)
        request.send_response(302)
        request.send_header("Location", "/there" if request.path == "/here" else request.path)
        request.send_header("Content-Length", "0")
        request.end_headers()
        return True

    with playing(play) as url:
        assert read(UrlSource(f"{url}/here")) == CONTENT
        with pytest.raises(TransferError, match="can't be read: too many redirects") as caught:
            read(UrlSource(f"{url}/again?token=secret"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "error"), [(404, ImageError), (403, ImageError), (500, TransferError), (503, TransferError)],
)
def test_url_that_is_refused(status: int, error: type[Exception]) -> None:
    """A page about the error is not taken for an image; the status is told."""
    with playing(lambda request: served(request, status)) as url, pytest.raises(error, match=f"HTTP {status}"):
        read(UrlSource(f"{url}/disk"))


def test_url_that_is_cut() -> None:
    """W10: half of an image is none."""
    with playing(lambda request: served(request, 200, CONTENT, 4096)) as url, pytest.raises(TransferError, match="was cut"):
        read(UrlSource(f"{url}/disk"))


def test_url_without_a_size() -> None:
    """Flat content can't be told its size then: refused before anything is made."""

    def play(request: Request) -> bool:
        request.close_connection = True
        request.send_response(200)
        request.end_headers()
        request.wfile.write(CONTENT)
        return True

    with playing(play) as url, pytest.raises(ImageError, match="does not say how large it is"):
        read(UrlSource(f"{url}/disk"))


def test_no_server() -> None:
    """Nobody listens there, and what is no URL of a file."""
    with pytest.raises(TransferError, match=r"can't be read: .*refused") as caught:
        read(UrlSource("http://me:secret@127.0.0.1:1/disk?token=secret"))
    assert "secret" not in str(caught.value)
    for url in ("ftp://example.org/disk", "http:///disk", "disk.vmdk"):
        with pytest.raises(ImageError, match="is no http or https URL"):
            UrlSource(url)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """A folder is no image, either."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(ImageError, match="there is no image file"):
            read(FileSource(path))


def test_file_that_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is told."""
    file = tmp_path / "disk"
    file.write_bytes(CONTENT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImageError, match=r"can't read .*: Permission denied"):
        read(FileSource(file))


@pytest.mark.parametrize("url", ["https://[::1", "http://host:99999/x", "http://me:secret/x@host/y", "ftp://me:secret@host/x"])
def test_url_that_is_none(url: str) -> None:
    """Is an image's error; what may be a password in it is not told."""
    with pytest.raises(ImageError) as caught:
        UrlSource(url)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_file_on_a_broken_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is told when it is read, too."""
    file = tmp_path / "web.raw"
    file.write_bytes(CONTENT)

    class Broken(RawIOBase):
        def read(self, _size: int = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_, **__: Broken())
    with FileSource(file).open() as reader, pytest.raises(TransferError, match=r"can't read .*: Input/output error"):
        reader.read(10)
