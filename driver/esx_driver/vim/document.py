"""The WSDL as zeep reads it: one document for all sessions of a process, and the values that calls are made of."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import zeep
from zeep import xsd
from zeep.exceptions import LookupError as NoSuchType
from zeep.wsdl import Document

from esx_driver.errors import ConfigError
from esx_driver.vim.refs import Ref
from esx_driver.vim.wire import Timeouts, Wire

_NS = "{urn:vim25}"
SERVICE, PORT = "VimService", "VimPort"
"""What the API is called in each WSDL of it."""


def document(location: str | None = None, wire: Wire | None = None) -> Document:
    """The document of a WSDL: the bundled one of API 4.1, or that of a file or URL. Raises ``ConfigError``.

    Where the URL is one of ``wire``'s own host, that is asked as for everything else: as the options verify it.
    Hosts of later versions answer with elements that 4.1 does not know: they are skipped, and nothing after them is lost.
    """
    return _document(_Place(location, wire))


@dataclass(frozen=True)
class _Place:
    """Where a WSDL is. It is the same one, whichever connection reads it."""

    location: str | None
    wire: Wire | None = field(compare=False)


class _Transport(zeep.Transport):
    """Reads the files of a WSDL."""

    def __init__(self, wire: Wire | None) -> None:
        super().__init__(timeout=(wire.timeouts if wire else Timeouts()).silence)  # type: ignore[no-untyped-call]
        self.wire = wire

    def load(self, url: str) -> bytes:
        parts, wire = urlsplit(url), self.wire
        if wire is None or parts.scheme != "https" or (parts.hostname, parts.port or 443) != (
            wire.address.host.lower(), wire.address.port,
        ):
            content: bytes = super().load(url)  # type: ignore[no-untyped-call]
            return content
        response = wire.stream("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path or "/", {})
        try:
            if response.status != 200:
                raise OSError(f"HTTP {response.status} for {parts.path}")
            return response.read()
        finally:
            response.close()


@lru_cache(maxsize=4)
def _document(place: _Place) -> Document:
    location = place.location
    shown = re.sub(r"//[^/]*@", "//", location or "")  # a password may be in it
    bundled = resources.files("esx_driver") / "wsdl" / "vimService.wsdl"
    transport: Any = _Transport(place.wire if location else None)
    settings = zeep.Settings(strict=False, xsd_ignore_sequence_order=True, xml_huge_tree=True)
    try:
        with resources.as_file(bundled) as file, _no_collections():
            wsdl = Document(location or str(file), transport, settings=settings)
    except Exception as error:  # zeep raises whatever it stumbles over
        if location is None:
            raise
        stumbled = isinstance(error, AttributeError | TypeError | LookupError)  # of its own code: it tells nobody anything
        reason = "it is no WSDL" if stumbled else f"{type(error).__name__}: {error}"
        raise ConfigError(("vmwareapi_wsdl_loc", f"{shown} can't be used: {reason}")) from None
    finally:
        transport.wire = None  # all is read, and the document outlives its first connection
    if SERVICE not in wsdl.services or PORT not in wsdl.services[SERVICE].ports:  # what isn't even XML may give one too
        raise ConfigError(("vmwareapi_wsdl_loc", f"{shown} can't be used: no WSDL with the {PORT} of a {SERVICE}"))
    return wsdl


@contextmanager
def _no_collections() -> Iterator[None]:
    """Of all that a document is made of nothing goes again: looking for garbage would take a fourth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Types:
    """Makes values of vim25 types: ``types.HostPortGroupSpec(name=…)``. ``Ref`` values become references.

    Unknown fields raise ``TypeError``: a misspelt one would never be sent.
    """

    def __init__(self, wsdl: Document) -> None:
        self._types = wsdl.types

    def __getattr__(self, name: str) -> Any:
        try:
            type_ = self._types.get_type(_NS + name)
        except NoSuchType:
            raise AttributeError(f"there is no vim25 type {name}") from None

        def make(**fields: Any) -> Any:
            return type_(**{key: self.out(value) for key, value in fields.items() if value is not None})

        make.__name__ = name
        setattr(self, name, make)
        return make

    def ref(self, ref: Ref) -> Any:
        """A reference as zeep sends it."""
        return self._types.get_type(f"{_NS}ManagedObjectReference")(ref.value, type=ref.type)

    def out(self, value: Any) -> Any:
        """A value as zeep sends it: references inside lists too."""
        if isinstance(value, Ref):
            return self.ref(value)
        if isinstance(value, (list, tuple)):
            return [self.out(item) for item in value]
        return value

    def text(self, value: str) -> Any:
        """A string where vim25 takes any type: without its type on the wire a host would refuse it."""
        return xsd.AnyObject(xsd.String(), value)

    def of_type(self, values: Iterable[Any], name: str) -> list[Any]:
        """The values of a type, those of types that extend it among them."""
        return [value for value in values if name in self.lineage(value)]

    def lineage(self, value: Any) -> tuple[str, ...]:
        """The names of a value's type and of the types it extends, the nearest first."""
        type_ = getattr(value, "_xsd_type", None)
        return () if type_ is None else tuple(each.__name__ for each in type_.accepted_types)


