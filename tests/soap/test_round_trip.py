"""What is encoded decodes to the same value and is valid, for all data types of vim25 4.1."""

import random as random_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from strategies import Values, every_type, instances

from fakeesx.schema import vim, wsdl
from fakeesx.schema.model import load
from fakeesx.soap.decode import Decoder
from fakeesx.soap.encode import encoder
from fakeesx.soap.parsing import parse

ROOT = b'<%b xmlns="urn:vim25" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="%b">%b</%b>'
XSI = b"http://www.w3.org/2001/XMLSchema-instance"
DECODER = Decoder(vim.TYPES)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The whole schema, compiled."""
    return etree.XMLSchema(etree.fromstring(wsdl.xsd_single(load("4.1"))))


def encoded(value: Any) -> bytes:
    """A value as an element whose declared type is xsd:anyType."""
    return ROOT % (b"r", XSI, encoder().any("val", value), b"r")


def decoded(xml: bytes) -> Any:
    """The value of such an element."""
    return DECODER.value(parse(xml)[0], "xsd:anyType")


def reply_with(values: list[Any]) -> etree._Element:
    """A reply that carries values as properties."""
    sets = b"".join(b"<propSet><name>x</name>%b</propSet>" % encoder().any("val", value) for value in values)
    content = b'<returnval><obj type="Folder">x</obj>%b</returnval>' % sets
    return etree.fromstring(ROOT % (b"RetrievePropertiesResponse", XSI, content, b"RetrievePropertiesResponse"))


@pytest.mark.parametrize("fill", [0.0, 0.4, 1.0])
def test_every_type(fill: float, schema: etree.XMLSchema) -> None:
    """With no, some and all optional properties; the XML is valid."""
    values = every_type(fill)
    assert len(values) == 1901
    for value in values:
        again = decoded(encoded(value))
        assert again == value
        assert encoded(again) == encoded(value), "scalars in xsd:anyType keep their exact type"
    schema.assertValid(reply_with(values))


@given(instances())
def test_any_instance(value: Any) -> None:
    """Values that Hypothesis makes."""
    again = decoded(encoded(value))
    assert again == value
    assert type(again) is type(value)
    assert hash(again) == hash(value)


@given(st.randoms(use_true_random=False))
def test_any_type(random: Any) -> None:
    """Scalars, references, enumerations, data objects and arrays where the schema says xsd:anyType."""
    value = Values(random).any()
    again = decoded(encoded(value))
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize("fill", [0.0, 1.0])
def test_every_array_type(fill: float, schema: etree.XMLSchema) -> None:
    """All `ArrayOf…` types, empty ones too."""
    random = random_module.Random(1)
    values = [Values(random, fill).array(name) for name in vim.TYPES.arrays]
    values += [vim.TYPES.array(name, ()) for name in vim.TYPES.arrays]
    for value in values:
        assert decoded(encoded(value)) == value
    schema.assertValid(reply_with(values))


def test_request_of_every_method(schema: etree.XMLSchema) -> None:
    """Random arguments of each of the 491 methods: the request is valid and decodes to the same arguments."""
    random = random_module.Random(2)
    for method in vim.TYPES.model.methods.values():
        arguments = {p.name: Values(random)._property(p, 0) for p in method.params}
        inner = b"".join(encoder().element(p.name, arguments[p.name], p.type, p.array) for p in method.params)
        this = b'<_this type="%b">x</_this>' % method.owner.encode()
        call = ROOT % (method.name.encode(), XSI, this + inner, method.name.encode())
        schema.assertValid(etree.fromstring(call))
        soap = b"http://schemas.xmlsoap.org/soap/envelope/"
        request = DECODER.request(b'<e:Envelope xmlns:e="%b"><e:Body>%b</e:Body></e:Envelope>' % (soap, call))
        assert request.method is method
        assert {name: tuple(v) if isinstance(v, list) else v for name, v in request.arguments.items()} == arguments
