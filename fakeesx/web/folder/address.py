"""What a ``/folder`` URL names: ``/folder/vm/vm.vmx?dcPath=ha-datacenter&dsName=datastore1``."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from fakeesx.host.esx import Esx
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import InvalidDatastorePath, UnknownDatastore
from fakeesx.storage.paths import normalise
from fakeesx.web.authentication import refusal
from fakeesx.web.server import Request

ROOT = "/folder"
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")


class Address(NamedTuple):
    """A datacenter, a datastore and a path on it (normalised), each as far as the URL names it."""

    datacenter: str | None
    datastore: Datastore | None
    path: str
    slash: bool
    """Whether the path ends with a slash, and so can only be a directory."""


def read(host: Esx, request: Request) -> Address:
    """What a request's URL names.

    ``dcPath`` may be missing (on a host there is but one). Raises ``Refused``: 404 for an unknown datacenter or
    datastore and for a path without a datastore, 400 for a path that can't be.
    """
    datacenter = request.argument(b"dcPath")
    if datacenter is not None and datacenter.strip("/") != host.inventory.get(DATACENTER, "name"):
        raise refusal(404, f"There is no datacenter '{datacenter}'.")
    raw = request.decoded_path.removeprefix(ROOT).lstrip("/")
    name = request.argument(b"dsName")
    if name is None:
        if raw:
            raise refusal(404, "The URL names no datastore (dsName).")
        return Address(datacenter, None, "", True)
    try:
        return Address(datacenter, host.volumes.get(name), normalise(raw), not raw or raw.endswith("/"))
    except UnknownDatastore:
        raise refusal(404, f"There is no datastore '{name}'.") from None
    except InvalidDatastorePath:
        raise refusal(400, "This path can't be.") from None


def url(datacenter: str | None = None, datastore: str | None = None, path: str = "") -> str:
    """The URL (without host) of a place."""
    named = {"dcPath": datacenter, "dsName": datastore}
    query = urlencode({key: value for key, value in named.items() if value is not None}, quote_via=quote)
    place = f"{ROOT}/{quote(path)}" if path else ROOT
    return f"{place}?{query}" if query else place
