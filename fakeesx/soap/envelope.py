"""SOAP envelopes around replies and faults, laid out as recorded: the whole reply on one line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from fakeesx.schema import scalars
from fakeesx.schema.model import Method
from fakeesx.soap.encode import Encoder
from fakeesx.soap.errors import SoapError

_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
 xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Body>
"""
_TAIL = b"\n</soapenv:Body>\n</soapenv:Envelope>"


def reply(method: Method, result: object, encoder: Encoder) -> bytes:
    """The envelope of a method's reply; ``result`` is ``None`` or ``()`` where nothing is returned."""
    content = b""
    if method.result is not None and result is not None:
        content = encoder.element("returnval", result, method.result.type, method.result.array)
    return b"".join(around(method, (content,)))


def around(method: Method, pieces: Sequence[bytes]) -> list[bytes]:
    """The envelope around a reply that is already encoded, in pieces."""
    name = method.name.encode()
    return [b'%b<%bResponse xmlns="urn:vim25">' % (_HEAD, name), *pieces, b"</%bResponse>%b" % (name, _TAIL)]


def fault(error: SoapError, encoder: Encoder) -> bytes:
    """The envelope of a fault."""
    detail = b""
    if error.fault is not None:
        detail = b"<detail>%b</detail>" % encoder.fault_detail(error.fault)
    text = scalars.escape(error.text)
    string = b"<faultstring>%b</faultstring>" % text if text else b"<faultstring/>"
    return b"%b<soapenv:Fault><faultcode>%b</faultcode>%b%b</soapenv:Fault>%b" % (
        _HEAD, error.code.encode(), string, detail, _TAIL,
    )
