"""Calls as SOAP, and answers as values or typed faults. Nothing here knows of sessions or connections."""

from __future__ import annotations

from typing import Any

import zeep
from lxml import etree
from zeep.exceptions import Fault
from zeep.wsdl import Document
from zeep.wsdl.utils import etree_to_string

from esx_driver.errors import NotSoap, Overloaded, Unsendable
from esx_driver.vim import faults
from esx_driver.vim.document import PORT, SERVICE, Types
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.wire import Answer

_BUSY = (408, 429, 502, 503, 504)
"""Statuses that say that the host can't do it now."""


class Soap:
    """The operations of a WSDL; thread-safe."""

    def __init__(self, wsdl: Document) -> None:
        self.types = Types(wsdl)
        self._wsdl = wsdl
        self._client = zeep.Client(wsdl)
        self._binding = wsdl.services[SERVICE].ports[PORT].binding

    def request(self, method: str, this: Ref, params: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of a call; ``None`` parameters are left out.

        Raises ``Unsendable`` for text that XML can't hold, ``TypeError`` for a parameter that the method does not have.
        """
        types = self.types
        arguments = {name: types.out(value) for name, value in params.items() if value is not None}
        try:
            envelope, headers = self._binding._create(
                method, (), {"_this": types.ref(this), **arguments}, self._client, {},
            )
            return etree_to_string(envelope), headers
        except ValueError:  # says which text, and that may be a password
            raise Unsendable(f"{method}: a text in it has characters that XML can't hold") from None

    def result(self, method: str, answer: Answer) -> Any:
        """What an answer says. Raises ``VimFault``, ``Overloaded``, ``NotSoap``."""
        if answer.status in _BUSY:
            raise Overloaded(f"{method}: the host is busy (HTTP {answer.status})")
        if answer.status not in (200, 500) or not answer.content or not answer.is_xml:
            raise NotSoap(f"{method}: the host answered with HTTP {answer.status}, {_kind(answer)}, not SOAP", answer.status)
        try:
            return self._binding.process_reply(self._client, self._binding.get(method), _Response(answer))
        except Fault as fault:
            if not (fault.detail is None or isinstance(fault.detail, etree._Element)):  # it was no fault at all
                raise NotSoap(f"{method}: the host answered with XML that is no SOAP", answer.status) from None
            raise self._exception(method, fault) from None
        except zeep.exceptions.XMLSyntaxError:  # says all that came, and that may be long, or a secret
            raise NotSoap(f"{method}: the host's answer can't be read: it is no XML", answer.status) from None
        except Exception as error:  # noqa: BLE001 - zeep raises whatever it stumbles over
            name = type(error).__name__
            raise NotSoap(f"{method}: the host's answer can't be read: {name}", answer.status) from None

    def _exception(self, method: str, fault: Fault) -> VimFault:
        nodes = [] if fault.detail is None else [node for node in fault.detail if isinstance(node.tag, str)]
        value: Any = None
        lineage: tuple[str, ...] = ()
        if nodes:
            name = etree.QName(nodes[0]).localname.removesuffix("Fault")
            try:
                value = self._wsdl.types.get_element(nodes[0].tag).parse(nodes[0], self._wsdl.types)
                lineage = self.types.lineage(value) or (name,)
            except Exception:  # noqa: BLE001 - a fault of a later API, or a damaged one: its name is known nevertheless
                lineage = (name,)
        return faults.exception(lineage, fault.message or "", value, method)


def _kind(answer: Answer) -> str:
    return answer.headers.get("Content-Type") or "an answer without a type"


class _Response:
    """An answer as zeep wants it."""

    encoding = "utf-8"

    def __init__(self, answer: Answer) -> None:
        self.status_code = answer.status
        self.headers = answer.headers
        self.content = answer.content
