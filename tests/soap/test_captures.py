"""Every recorded reply of a real host decodes into values and encodes back to the same canonical XML."""

from pathlib import Path

import pytest
from lxml import etree

from fakeesx.schema import vim
from fakeesx.soap.decode import Decoder
from fakeesx.soap.encode import encoder
from fakeesx.soap.parsing import parse

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
FILES = sorted(CAPTURES.glob("*/*.soap"))


def _canonical(element: etree._Element) -> bytes:
    """The element's content in canonical XML, without white space between elements."""
    for node in element.iter():
        if len(node) and node.text is not None and not node.text.strip():
            node.text = None
        node.tail = None
    return etree.tostring(element, method="c14n", exclusive=True)


@pytest.mark.captures
@pytest.mark.skipif(not FILES, reason="the recorded replies (../shared/captures) are not here")
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_recorded_reply_survives_decoding_and_encoding(file: Path) -> None:
    """Decode, encode, compare canonically."""
    body = parse(file.read_bytes())[0]
    response = body[0]
    name = etree.QName(response).localname.removesuffix("Response")
    result = vim.TYPES.model.methods[name].result
    assert result is not None
    decoder = Decoder(vim.TYPES)
    values = [decoder.value(child, result.type) for child in response]
    head = etree.tostring(parse(file.read_bytes())).split(b"<soapenv:Body>")[0]
    content = b"".join(encoder().element("returnval", value, result.type) for value in values)
    again = parse(
        head + b"<soapenv:Body><%bResponse xmlns='urn:vim25'>%b</%bResponse></soapenv:Body></soapenv:Envelope>"
        % (name.encode(), content, name.encode())
    )
    assert _canonical(again[0][0]) == _canonical(response)
