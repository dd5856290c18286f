"""What is secret in calls and replies, and how to hide it: in values, and in the XML of an envelope.

Secret are what pyVmomi's tables mark so (passwords, tickets, the session of a CIM ticket), and besides: the ids of sessions,
SNMP communities, the key of customization specs, options and vApp properties that hold a password, and all of a SOAP header
but the operation's id. What is secret is told by names and by neighbours, not by types: XML of API versions that this
project has no schema of is masked as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from lxml import etree

from fakeesx.schema.values import Array, DataObject
from fakeesx.soap.errors import SoapError
from fakeesx.soap.parsing import parse

Replacement: TypeAlias = Callable[[str, str], str]
"""Gives what stands in a secret's place, from its kind (``password``, ``session`` or ``ticket``) and the secret itself."""

HIDDEN = "***"

NAMES: Mapping[str, str] = {
    **dict.fromkeys((
        "password", "adminPassword", "vimAccountPassword", "datastorePrincipalPasswd", "chapSecret", "mutualChapSecret",
        "base64Token", "community", "readOnlyCommunities", "encryptionKey",
        "oldPassword", "newPassword", "keyData", "secretKey", "privateKey", "authToken",  # of later API versions
    ), "password"),
    **dict.fromkeys(("sessionId", "sessionID"), "session"),
    **dict.fromkeys(("ticket", "cloneTicket"), "ticket"),
}
"""Elements, properties and parameters that are always secret, with their kind."""

_RESULTS = {"AcquireCloneTicket": "ticket"}
"""Methods whose result is a bare secret."""

_OPTION = re.compile(r"(?:passw(?:or)?d|passphrase|secret|token|private_?key|vnc\.key)$", re.IGNORECASE)
"""The end of an option's key whose value is secret, such as ``RemoteDisplay.vnc.password``."""

_KEYED = re.compile(r'\["([^"]*)"\]')
_OPEN_HEADERS = frozenset({"operationID"})


def hidden(_kind: str, _secret: str) -> str:
    """Three asterisks for any secret."""
    return HIDDEN


def secret_option(key: str) -> bool:
    """Whether the value of an option (or a line of a ``.vmx`` file) is secret, by its key."""
    return _OPTION.search(key) is not None


def secret_path(path: str) -> str | None:
    """The kind of secret that a property path leads to, ``None`` when it leads to none."""
    name = _KEYED.sub("", path).rpartition(".")[2]
    if name in NAMES:
        return NAMES[name]
    if name == "key" and ("currentSession" in path or "sessionList" in path):
        return "session"
    keys = _KEYED.findall(path)
    return "password" if name == "value" and keys and secret_option(keys[-1]) else None


def secret_members(members: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Which members of an object are secret, with their kind. ``members`` holds what is plain text, by name."""
    for name in members:
        if name in NAMES:
            yield name, NAMES[name]
    if "key" in members and "userName" in members and "loginTime" in members:  # UserSession
        yield "key", "session"
    elif "value" in members and ("plainText" in members or secret_option(members.get("key", ""))):
        yield "value", "password"  # CustomizationPassword; OptionValue
    elif members.get("type", "").startswith("password"):  # VAppPropertyInfo
        yield from ((name, "password") for name in ("value", "defaultValue") if name in members)
    elif "val" in members and "name" in members:  # DynamicProperty, PropertyChange
        kind = secret_path(members["name"])
        if kind is not None:
            yield "val", kind


def mask_value(value: Any, replacement: Replacement = hidden) -> Any:
    """A vim25 value, or a tuple of them, without its secrets. It shares with the old one all that has none."""
    if isinstance(value, DataObject):
        return _mask_data(value, replacement)
    if isinstance(value, Array):
        items = _mask_items(value.items, replacement)
        return value if items is value.items else Array(value.type, items)
    return _mask_items(value, replacement) if isinstance(value, tuple) else value


def mask_arguments(arguments: Mapping[str, Any], replacement: Replacement = hidden) -> dict[str, Any]:
    """The arguments of a call without their secrets."""
    masked = {name: mask_value(value, replacement) for name, value in arguments.items()}
    masked.update((name, replacement(kind, masked[name])) for name, kind in secret_members(_texts(masked)))
    return masked


def mask_result(method: str, result: Any, replacement: Replacement = hidden) -> Any:
    """The result of a method without its secrets."""
    kind = _RESULTS.get(method)
    return replacement(kind, result) if kind is not None and isinstance(result, str) else mask_value(result, replacement)


def mask_soap(body: bytes, replacement: Replacement = hidden) -> bytes:
    """An envelope without its secrets; what is no XML is told by its size only, for nobody knows what is secret in it."""
    try:
        root = parse(body)
    except SoapError:
        return b"(%d bytes that are no XML)" % len(body)
    return etree.tostring(root, encoding="utf-8") if mask_envelope(root, replacement) else body


def mask_envelope(root: etree._Element, replacement: Replacement = hidden) -> bool:
    """Replace the secrets of an envelope, or of any element, where they stand; whether there were any."""
    found = False
    for element in root.iter(etree.Element):
        name = _local(element)
        if name == "Header":
            for part in element:
                if _local(part) not in _OPEN_HEADERS:
                    found |= _mask_text(part, "session", replacement)
        elif name.endswith("Response") and name.removesuffix("Response") in _RESULTS:
            for child in element:
                found |= _mask_text(child, _RESULTS[name.removesuffix("Response")], replacement)
        elif len(element):
            found |= _mask_children(element, replacement)
    return found


def _mask_children(element: etree._Element, replacement: Replacement) -> bool:
    members: dict[str, str] = {}
    for child in element:
        members.setdefault(_local(child), child.text or "")
    secret = dict(secret_members(members))
    found = False
    for child in element if secret else ():
        kind = secret.get(_local(child))
        if kind is not None and not any(_local(part) == "plainText" for part in child):
            found |= _mask_text(child, kind, replacement)
    return found


def _mask_text(element: etree._Element, kind: str, replacement: Replacement) -> bool:
    """Replace all text within an element."""
    found = False
    for part in element.iter(etree.Element):
        if part.text and (part.text.strip() or not len(part)):
            found = True
            part.text = "0" if _local(part) == "encryptionKey" else replacement(kind, part.text)
        if part is not element and part.tail and part.tail.strip():
            found = True
            part.tail = replacement(kind, part.tail)
    return found


def _mask_data(value: DataObject, replacement: Replacement) -> DataObject:
    changes: dict[str, Any] = {}
    members = dict(value.items())
    for name, member in members.items():
        masked = mask_value(member, replacement)
        if masked is not member:
            changes[name] = masked
    for name, kind in secret_members(_texts(members)):
        member = members[name]
        if isinstance(member, str):
            changes[name] = replacement(kind, member)
        elif isinstance(member, tuple):
            changes[name] = tuple(replacement(kind, item) if isinstance(item, str) else 0 for item in member)
    return value.replace(**changes) if changes else value


def _mask_items(items: tuple[Any, ...], replacement: Replacement) -> tuple[Any, ...]:
    masked = tuple(mask_value(item, replacement) for item in items)
    return masked if any(new is not old for new, old in zip(masked, items, strict=True)) else items


def _texts(members: Mapping[str, Any]) -> dict[str, str]:
    """What ``secret_members`` is to see of values: plain text as it is, the presence of what holds no text."""
    return {
        name: value if isinstance(value, str) else ""
        for name, value in members.items() if not isinstance(value, DataObject)
    }


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
