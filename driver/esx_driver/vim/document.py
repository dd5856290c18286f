"""The WSDL as zeep reads it: one document for all sessions of a process, and the values that calls are made of."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from typing import Any

import zeep
from zeep import xsd
from zeep.exceptions import LookupError as NoSuchType
from zeep.wsdl import Document

from esx_driver.errors import ConfigError
from esx_driver.vim.refs import Ref

_NS = "{urn:vim25}"
SERVICE, PORT = "VimService", "VimPort"
"""What the API is called in each WSDL of it."""


def document(location: str | None = None) -> Document:
    """The document of a WSDL: the bundled one of API 4.1, or that of a file or URL. Raises ``ConfigError``.

    Hosts of later versions answer with elements that 4.1 does not know: they are skipped, and nothing after them is lost.
    """
    return _document(location)  # the cache would take it for another with its default and without


@lru_cache(maxsize=4)
def _document(location: str | None) -> Document:
    bundled = resources.files("esx_driver") / "wsdl" / "vimService.wsdl"
    transport: Any = zeep.Transport()
    settings = zeep.Settings(strict=False, xsd_ignore_sequence_order=True, xml_huge_tree=True)
    try:
        with resources.as_file(bundled) as file, _no_collections():
            wsdl = Document(location or str(file), transport, settings=settings)
    except Exception as error:  # zeep raises whatever it stumbles over
        if location is None:
            raise
        raise ConfigError(("vmwareapi_wsdl_loc", f"{location} can't be used: {type(error).__name__}: {error}")) from None
    if SERVICE not in wsdl.services or PORT not in wsdl.services[SERVICE].ports:  # what isn't even XML may give one too
        raise ConfigError(("vmwareapi_wsdl_loc", f"{location} can't be used: no WSDL with the {PORT} of a {SERVICE}"))
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


