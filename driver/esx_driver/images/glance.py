"""Images in Glance v2, through the OpenStack SDK."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import openstack
from keystoneauth1.exceptions import ClientException
from openstack.exceptions import NotFoundException, SDKException
from oslo_config import cfg

from esx_driver.errors import ImageError, TransferError
from esx_driver.images.sinks import Snapshot
from esx_driver.images.sources import Body, Facts
from esx_driver.images.vmdk.reading import Reader


def connect(conf: cfg.ConfigOpts) -> Any:
    """A connection to the Glance of the options; what OS_… variables or a clouds.yaml say of who one is goes before.

    Raises ``TransferError``.
    """
    servers = conf.glance_api_servers or [f"http://{_netloc(conf.glance_host, conf.glance_port)}"]
    url = servers[0] if "://" in servers[0] else f"http://{servers[0]}"
    try:
        if conf.glance_auth:
            return openstack.connect(load_envvars=True, image_endpoint_override=url)
        return openstack.connect(
            load_yaml_config=False, load_envvars=False, auth_type="none", endpoint=url, image_endpoint_override=url,
            image_api_version="2",
        )
    except (SDKException, ClientException) as error:
        raise TransferError(f"no connection to Glance at {url}: {error}") from error


class GlanceSource:
    """An image of Glance."""

    def __init__(self, connection: Any, image_id: str) -> None:
        self._images = connection.image
        self._id = image_id

    @property
    def name(self) -> str:
        """``glance:`` and its id."""
        return f"glance:{self._id}"

    @property
    def facts(self) -> Facts:
        """What Glance says of it. Raises ``ImageError`` when it is not there or has no content, ``TransferError``."""
        with _told(self.name):
            image = self._images.get_image(self._id)
        if image.status != "active":
            raise ImageError(f"{self.name} is {image.status}: it has no content")
        properties = {key: str(value) for key, value in {**(image.properties or {}), **_extra(image)}.items()}
        return Facts(image.size, image.disk_format, image.container_format, properties)

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """Its content. Raises ``ImageError``, ``TransferError``."""
        with _told(self.name):
            response = self._images.download_image(self._id, stream=True)
        try:
            yield Body(response.raw, self.name)
        finally:
            response.close()


class GlanceSink:
    """An image of Glance that is queued: its content is to come."""

    def __init__(self, connection: Any, image_id: str) -> None:
        self._images = connection.image
        self._session = connection.image
        self._id = image_id

    def require_room(self) -> None:
        """Raises ``TransferError`` when the image is not there or has content already."""
        name = f"glance:{self._id}"
        try:
            with _told(name):
                image = self._images.get_image(self._id)
        except ImageError as error:
            raise TransferError(str(error)) from None
        if image.status != "queued":
            raise TransferError(f"{name} is {image.status}: only a queued image takes content")

    def store(self, snapshot: Snapshot, content: Iterable[bytes]) -> None:
        """Give the image its properties and its content, and see that Glance has taken it. Raises ``TransferError``."""
        name = f"glance:{self._id}"
        try:
            with _told(name):
                self._images.update_image(
                    self._id, disk_format="vmdk", container_format="bare", **snapshot.properties,
                )
                response = self._session.put(
                    f"/images/{self._id}/file", data=iter(content), headers={"Content-Type": "application/octet-stream"},
                )
                if response.status_code != 204:
                    said = response.text[:200]
                    raise TransferError(f"{name}: Glance refuses the image: HTTP {response.status_code} {said}")
                image = self._images.get_image(self._id)
        except ImageError as error:
            raise TransferError(str(error)) from None
        if image.status != "active":
            raise TransferError(f"{name} is {image.status} after the upload")


class _told:  # noqa: N801 - reads as a phrase
    """Turns what the SDK raises into errors of the driver."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, NotFoundException):
            raise ImageError(f"there is no image {self._name}") from None
        if isinstance(error, (SDKException, ClientException, OSError)):
            raise TransferError(f"{self._name}: {error}") from error


def _extra(image: Any) -> dict[str, Any]:
    """Properties that the SDK has fields of its own for."""
    names = {"vmware_adaptertype": "vmware_adaptertype", "vmware_ostype": "vmware_ostype", "hw_vif_model": "hw_vif_model"}
    return {key: value for key, name in names.items() if (value := getattr(image, name, None)) is not None}


def _netloc(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
