"""Bytes to XML: no DTD, no entities, no network, bounded depth; bad XML is answered as a host answers it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from fakeesx.soap import errors

_UNDECLARED = re.compile(r"Namespace prefix (\S+)(?: for (\S+))? on (\S+) is not defined")
_LARGE = 1 << 20
"""Bytes of bad XML above which nobody looks closer at what is wrong with it: that takes as long as reading it."""


@lru_cache(maxsize=2)
def _parser(recover: bool = False) -> etree.XMLParser:
    """The parser: no DTD, no entities, no network, bounded depth and sizes."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=recover,
    )


def parse(body: bytes) -> etree._Element:
    """Parse a body with everything dangerous refused. Raises ``SoapError`` as a host answers bad XML."""
    if not body.strip():
        raise errors.not_well_formed("no element found", 1, 0)
    if b"<!DOCTYPE" in body or body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise errors.not_well_formed("document type declarations are not allowed", 1, 0)
    try:
        root = etree.fromstring(body, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position or (1, 0)
        _require_prefixes(body)
        raise errors.not_well_formed("not well-formed (invalid token)", line or 1, max(0, (column or 1) - 1)) from None
    document: Any = root.getroottree().docinfo
    if document.doctype:
        raise errors.not_well_formed("document type declarations are not allowed", 1, 0)
    return root


def _require_prefixes(body: bytes) -> None:
    """Raise InvalidRequest for XML that has no other fault than a prefix that is never declared.

    A host parses without namespaces and looks at them later (known for attributes, inferred for elements).
    """
    if len(body) > _LARGE:
        return
    parser = _parser(recover=True)
    try:
        etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return
    found = [entry for entry in parser.error_log if entry.level_name != "WARNING"]
    if not found or any(entry.type_name != "NS_ERR_UNDEFINED_NAMESPACE" for entry in found):
        return
    told = _UNDECLARED.match(found[0].message)
    if told is not None:
        prefix, attribute, element = told.groups()
        name = f"Attribute name {prefix}:{attribute}" if attribute else f"Element name {prefix}:{element}"
        raise errors.invalid_request(f"{name} uses an undefined namespace prefix {prefix}", line=found[0].line)
