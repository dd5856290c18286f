"""Where images come from: files and URLs here, Glance beside (``esx_driver.images.glance``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import urllib3

from esx_driver.errors import ImageError, TransferError
from esx_driver.images.vmdk.reading import Reader

_TIMEOUT = urllib3.Timeout(connect=10, read=60)
_RETRIES = urllib3.Retry(total=None, connect=0, read=0, status=0, other=0, redirect=5)
"""Mirrors send one on; user and password do not go with it to another server."""


@dataclass(frozen=True)
class Facts:
    """What is known of an image before it is read. ``properties`` are the image service's."""

    size: int | None = None
    disk_format: str | None = None
    container_format: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Something to read an image from."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def identity(self) -> str | None:
        """What no other image has, and this one only as long as its content stays the same; ``None``: that is not known."""

    @property
    def facts(self) -> Facts:
        """What is known of it. Raises ``ImageError`` (it is not there), ``TransferError``."""

    def open(self) -> AbstractContextManager[Reader]:
        """Its bytes from the start; can be opened again. Raises ``ImageError``, ``TransferError``."""


@dataclass(frozen=True)
class FromSource:
    """What was found to be an image: it is called as its source is."""

    source: Source

    @property
    def name(self) -> str:
        """The source's."""
        return self.source.name

    @property
    def identity(self) -> str | None:
        """The source's."""
        return self.source.identity


class FileSource:
    """A file on this machine."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self._path)

    @property
    def identity(self) -> None:
        """A file may be written to."""
        return

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def facts(self) -> Facts:
        """Its size. Raises ``ImageError``."""
        try:
            if not self._path.is_file():
                raise ImageError(f"there is no image file {self._path}")
            return Facts(self._path.stat().st_size)
        except OSError as error:
            raise ImageError(f"can't read {self._path}: {error.strerror}") from None

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """The file. Raises ``ImageError``."""
        try:
            stream = self._path.open("rb", buffering=0)
        except OSError as error:
            raise ImageError(f"can't read {self._path}: {error.strerror}") from None
        with stream:
            yield _File(stream, self.name)


class _File:
    """An open file. ``name``: what it is called."""

    def __init__(self, stream: RawIOBase, name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int, /) -> bytes:
        """At most so many bytes. Raises ``TransferError``."""
        try:
            return self._stream.read(size) or b""
        except OSError as error:
            raise TransferError(f"can't read {self._name}: {error.strerror}") from error


class UrlSource:
    """A file on an HTTP server."""

    def __init__(self, url: str) -> None:
        """Raises ``ImageError`` for what is no http or https URL."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:  # whose text may have the password in it
            raise ImageError("the URL of the image can't be read: its host or its port is wrong") from None
        self._url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ImageError(f"{self._url!r} is no http or https URL")
        user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        self._headers = urllib3.make_headers(basic_auth=user) if "@" in parts.netloc else {}
        self._name = f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}{parts.path}"
        self._pool = urllib3.PoolManager(maxsize=1, headers=self._headers)

    @property
    def name(self) -> str:
        """The URL without what may be secret in it: user, password and query."""
        return self._name

    @property
    def identity(self) -> None:
        """What a URL leads to may change."""
        return

    @property
    def facts(self) -> Facts:
        """Its size, if the server says it. Raises ``ImageError``, ``TransferError``."""
        response = self._request()  # not HEAD: signed URLs are good for one method
        response.close()
        length = response.headers.get("Content-Length")
        return Facts(int(length) if length is not None and length.isdigit() else None)

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """The body. Raises ``ImageError``, ``TransferError``."""
        response = self._request()
        try:
            yield Body(response, self._name)
        finally:
            response.close()

    def _request(self) -> urllib3.BaseHTTPResponse:
        try:
            response = self._pool.urlopen(
                "GET", self._url, preload_content=False, decode_content=False, timeout=_TIMEOUT, retries=_RETRIES,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:  # whose text may have the query in it, and that a secret
            raise TransferError(f"{self._name} can't be read: {_reason(error)}") from None
        if response.status == 200:
            return response
        response.close()
        kind = ImageError if response.status in (401, 403, 404, 410) else TransferError
        raise kind(f"{self._name} can't be read: HTTP {response.status}")


class Body:
    """An answer's body as a stream; what is cut is told. ``name``: of what it is the body."""

    def __init__(self, response: urllib3.BaseHTTPResponse, name: str) -> None:
        self._response = response
        self._name = name

    def read(self, size: int, /) -> bytes:
        """At most so many bytes. Raises ``TransferError``."""
        try:
            return self._response.read(size)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise TransferError(f"{self._name} was cut: {error}") from error


def _reason(error: BaseException) -> BaseException:
    """What to tell of an error: of a connection that was not made the cause, for urllib3's own text begins with a repr."""
    reason = getattr(error, "reason", None) or error
    is_new = isinstance(reason, urllib3.exceptions.NewConnectionError)
    return (is_new and reason.__cause__) or reason
