"""Images in Glance v2. The OpenStack SDK finds it and says who asks; images are what Glance's own API makes of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import quote

import openstack
from keystoneauth1.exceptions import ClientException, DiscoveryFailure, OptionError
from openstack.exceptions import ConfigException, SDKException
from oslo_config import cfg

from esx_driver.errors import ConfigError, ImageError, TransferError
from esx_driver.images.sinks import Snapshot
from esx_driver.images.sources import Body, Facts
from esx_driver.images.vmdk.reading import Reader

_AGAIN = 2
"""How often a request that changes nothing is sent again when the connection is lost."""
_AFTER_UPLOAD = 10
"""How many times as long Glance may be silent when it has an image, and puts it where it keeps them."""
_PATCH = "application/openstack-images-v2.1-json-patch"
_OPTIONS = "glance_api_servers, or glance_host and glance_port,"
_NO_PROPERTIES = {"disk_format", "container_format", "checksum", "os_hash_algo", "os_hash_value"}


class Glance:
    """A connection to Glance; it may be silent for so many seconds."""

    def __init__(self, connection: Any, silence: float) -> None:
        self._connection = connection
        self._silence = silence

    def image(self, image_id: str) -> dict[str, Any]:
        """All that Glance says of an image. Raises ``ImageError`` when there is none, ``TransferError``."""
        response = self._send("GET", image_id, "", connect_retries=_AGAIN)
        with _read(image_id, "what Glance says of it"):
            said = response.json()
        if not isinstance(said, dict):
            raise TransferError(f"{name_of(image_id)}: this is no Glance: {_text(response.text)}")
        return said

    def create(self, name: str, **fields: str) -> str:
        """Make an image whose content is to come: its id. Raises ``TransferError``."""
        response = self._send("POST", "", "", json={"name": name, **fields})
        with _read("", "the new image's id"):
            return str(response.json()["id"])

    def delete(self, image_id: str) -> None:
        """Remove an image. Raises as ``image``."""
        self._send("DELETE", image_id, "")

    def content(self, image_id: str) -> Any:
        """The answer whose ``raw`` is an image's content; to be closed. Raises as ``image``."""
        response = self._send(
            "GET", image_id, "/file", stream=True, headers={"Accept-Encoding": "identity"}, connect_retries=_AGAIN,
        )
        if response.status_code != 200:
            response.close()
            raise TransferError(f"{name_of(image_id)} has no content: HTTP {response.status_code}")
        return response

    def change(self, image_id: str, fields: dict[str, str]) -> None:
        """Set fields of an image. Raises as ``image``."""
        patch = [{"op": "add", "path": f"/{key}", "value": value} for key, value in fields.items()]
        self._send("PATCH", image_id, "", json=patch, headers={"Content-Type": _PATCH}, connect_retries=_AGAIN)

    def upload(self, image_id: str, content: Iterable[bytes]) -> int:
        """Give a queued image its content: how many bytes were sent. They are sent once. Raises as ``image``."""
        once = _Once(content)
        try:
            self._send(
                "PUT", image_id, "/file", data=once, headers={"Content-Type": "application/octet-stream"},
                connect_retries=0, status_code_retries=0, timeout=(self._silence, self._silence * _AFTER_UPLOAD),
            )
        except TransferError:
            if once.error is not None:
                raise once.error from None
            raise
        return once.sent

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, method: str, image_id: str, rest: str, **arguments: Any) -> Any:
        name, path = name_of(image_id), f"/images{image_id and '/'}{quote(image_id, safe='')}{rest}"
        try:
            response = self._connection.image.request(path, method, **{"timeout": self._silence, **arguments})
        except DiscoveryFailure as error:
            found = _text(str(error).partition(", the service")[0])
            raise TransferError(f"{name}: no Glance where {_OPTIONS} say that it is: {found}") from None
        except (SDKException, ClientException, OSError) as error:
            raise TransferError(f"{name}: {_text(str(error))}") from None  # the cause may show a URL with a password
        if response.status_code < 400:
            return response
        with _read(image_id, "why Glance refuses it"), response:
            said = _text(response.text)
        if response.status_code == 401:
            said = "it wants to know who asks: see glance_auth"
        if response.status_code == 404:
            raise ImageError(f"there is no image {name}")
        raise TransferError(f"{name}: Glance refuses {_WORDS[method]}: HTTP {response.status_code}{said and f', {said}'}")


def connect(conf: cfg.ConfigOpts) -> Glance:
    """A connection to the Glance of the options; with ``glance_auth``, OS_… variables or a clouds.yaml say who asks.

    Raises ``ConfigError``, ``TransferError``.
    """
    servers = conf.glance_api_servers or [f"http://{_netloc(conf.glance_host, conf.glance_port)}"]
    url = servers[0] if "://" in servers[0] else f"http://{servers[0]}"
    try:
        if conf.glance_auth:
            connection = openstack.connect(load_envvars=True, image_endpoint_override=url)
        else:
            connection = openstack.connect(
                load_yaml_config=False, load_envvars=False, auth_type="none", endpoint=url, image_endpoint_override=url,
                image_api_version="2",
            )
    except (OptionError, ConfigException) as error:
        raise ConfigError(("glance_auth", f"it needs OS_... variables or a clouds.yaml: {_text(str(error))}")) from None
    except (SDKException, ClientException) as error:
        raise TransferError(f"no connection to Glance at {_text(url)}: {_text(str(error))}") from None
    return Glance(connection, conf.glance_timeout)


def name_of(image_id: str) -> str:
    """How people call an image: ``glance:`` and its id; without one, Glance itself."""
    return f"glance:{image_id}" if image_id else "Glance"


class GlanceSource:
    """An image of Glance."""

    def __init__(self, glance: Glance, image_id: str) -> None:
        """Raises ``ImageError`` for an empty id."""
        self._glance = glance
        self._id = _required(image_id, ImageError)

    @property
    def name(self) -> str:
        """``glance:`` and its id."""
        return name_of(self._id)

    @property
    def identity(self) -> str | None:
        """Its id: the content of an image of Glance never changes."""
        return self._id

    @property
    def facts(self) -> Facts:
        """What Glance says of it. Raises ``ImageError`` when it is not there or not active, ``TransferError``."""
        said = self._said()
        properties = {key: str(value) for key, value in said.items() if value is not None and key not in _NO_PROPERTIES}
        return Facts(said.get("size"), said.get("disk_format"), said.get("container_format"), properties)

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """Its content; at the end it is seen that it is what was uploaded. Raises ``ImageError``, ``TransferError``."""
        said = self._said()
        response = self._glance.content(self._id)
        try:
            yield _Checked(Body(response.raw, self.name), self.name, said)
        finally:
            response.close()

    def _said(self) -> dict[str, Any]:
        said = self._glance.image(self._id)
        if said.get("status") != "active":
            raise ImageError(f"{self.name} is {said.get('status')}: only an active image can be read")
        return said


class GlanceSink:
    """An image of Glance that is queued: its content is to come."""

    def __init__(self, glance: Glance, image_id: str) -> None:
        """Raises ``TransferError`` for an empty id."""
        self._glance = glance
        self._id = _required(image_id, TransferError)

    def require_room(self) -> None:
        """Raises ``TransferError`` when the image is not there or has content already."""
        status = self._image().get("status")
        if status != "queued":
            raise TransferError(f"{name_of(self._id)} is {status}: only a queued image takes content")

    def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:
        """Give the image its properties and its content, and see that Glance has all of it. Raises ``TransferError``."""
        name = name_of(self._id)
        try:
            self._glance.change(self._id, {"disk_format": "vmdk", "container_format": "bare", **snapshot.properties})
            sent = self._glance.upload(self._id, content)
        except ImageError as error:  # that of Glance, which says that it is not there
            raise TransferError(str(error)) from None
        image = self._image()
        if image.get("status") != "active" or image.get("size") != sent:
            raise TransferError(f"{name} is {image.get('status')} with {image.get('size')} bytes after an upload of {sent}")

    def _image(self) -> dict[str, Any]:
        try:
            return self._glance.image(self._id)
        except ImageError as error:
            raise TransferError(str(error)) from None


class _Once:
    """Content that can be sent once: who would send it again, after a part was taken of it, gets an error."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self._content: Iterator[bytes] | None = iter(content)
        self.sent = 0
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        content, self._content = self._content, None
        if content is None:
            self.error = TransferError("Glance asks for the content a second time, and it can't be read again")
            raise self.error
        try:
            for piece in content:
                if piece:  # an empty one would end a chunked body
                    yield piece
                    self.sent += len(piece)
        except Exception as error:
            self.error = error
            raise


class _Checked:
    """A reader that sees to it that all came as it was uploaded: its size, and the hash that Glance keeps of it."""

    def __init__(self, reader: Reader, name: str, said: dict[str, Any]) -> None:
        self._reader = reader
        self._name = name
        self._left = said.get("size")
        algorithm, self._expected = said.get("os_hash_algo"), said.get("os_hash_value")
        known = self._left and self._expected and algorithm in hashlib.algorithms_available
        self._hash = hashlib.new(str(algorithm), usedforsecurity=False) if known else None

    def read(self, size: int, /) -> bytes:
        """At most so many bytes. Raises ``TransferError``."""
        data = self._reader.read(size)
        if self._left is None:
            return data
        self._left -= len(data)
        if self._left < 0 or (not data and size and self._left):
            raise TransferError(f"{self._name} is not as large as Glance says: {abs(self._left)} bytes are "
                                f"{'missing' if self._left > 0 else 'too many'}")
        if self._hash is not None:
            self._hash.update(data)
            if not self._left and self._hash.hexdigest() != self._expected:
                raise TransferError(f"{self._name} is damaged: its {self._hash.name} is not the one that Glance keeps")
        return data


@contextmanager
def _read(image_id: str, what: str) -> Iterator[None]:
    """Turns what can happen to an answer on its way into ``TransferError``."""
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise TransferError(f"{name_of(image_id)}: {what} can't be read: {_text(str(error))}") from None


def _text(text: str) -> str:
    """A text for people: no markup, no user and password in URLs, not too long."""
    plain = re.sub(r"//[^/\s@]*@", "//", re.sub(r"(?s)<(title|style).*?</\1>|<[^>]*>", " ", text))
    return " ".join(plain.split())[:300]


def _required(image_id: str, error: type[ImageError | TransferError]) -> str:
    if not image_id:
        raise error("the id of a Glance image is missing: glance:ID")
    return image_id


def _netloc(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


_WORDS = {
    "GET": "to give it", "PATCH": "the image's properties", "PUT": "the image", "POST": "a new image",
    "DELETE": "to delete it",
}
