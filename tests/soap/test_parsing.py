"""Bytes that are XML, and those that are not: what a host says of them."""

from __future__ import annotations

import pytest

from fakeesx.schema import vim
from fakeesx.soap import parsing
from fakeesx.soap.errors import SoapError
from fakeesx.soap.parsing import parse


@pytest.mark.parametrize(("body", "text", "line"), [
    (b'<a xmlns="u">\n<b xsi:type="x"/></a>', "Attribute name xsi:type uses an undefined namespace prefix xsi", 2),
    (b"<a><q:b/></a>", "Element name q:b uses an undefined namespace prefix q", 1),
])  # fmt: skip
def test_prefixes_that_nobody_declares(body: bytes, text: str, line: int) -> None:
    """The XML is sound, the request is not: InvalidRequest, with the prefix."""
    with pytest.raises(SoapError) as caught:
        parse(body)
    assert (caught.value.code, caught.value.fault) == ("ServerFaultCode", vim.InvalidRequest())
    assert caught.value.text.startswith(f"\n{text}\n\nwhile parsing SOAP body\nat line {line}, ")


@pytest.mark.parametrize("body", [
    b'<a><b xsi:type="x"></a>', b"<a><q:b></a>", b"<a>&#1;<q:b/></a>", b"<a><q:b/>&x;</a>", b"<q:a>" * 1000, b"<q:a", b"",
    b"<!DOCTYPE a><q:a/>", "<a/>".encode("utf-16"),
])  # fmt: skip
def test_no_xml(body: bytes) -> None:
    """What is no XML at all is a ClientFaultCode, undeclared prefixes or not."""
    with pytest.raises(SoapError, match="expat") as caught:
        parse(body)
    assert (caught.value.code, caught.value.fault) == ("ClientFaultCode", None)


def test_large_bodies_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks closer at what is wrong with much XML: the host answers others meanwhile."""
    monkeypatch.setattr(parsing, "_LARGE", 10)
    with pytest.raises(SoapError, match="expat"):
        parse(b"<a><q:b/></a>")
