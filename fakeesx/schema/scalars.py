"""The XSD simple types that vim25 uses: their text on the wire and back."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from fakeesx.schema.values import AnyURI, Byte, Float, Long, Short

_DATE_TIME = re.compile(
    r"(-?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", re.ASCII,
)
_INTEGER = re.compile(r"[+-]?\d{1,30}", re.ASCII)
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF|-INF|NaN", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> bytes:
    """Character data as UTF-8, with what XML can't carry left out."""
    if _SPECIAL.search(text) is None:
        return text.encode()
    return _escape(text).encode()


def _escape(text: str) -> str:
    text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> bytes:
    """An attribute's value as UTF-8, without the quotes."""
    return _escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;").encode()


def date_time(value: datetime) -> bytes:
    """An ``xsd:dateTime``: microseconds without trailing zeros, ``Z`` for UTC, as recorded; naive times are UTC."""
    text = value.isoformat()[:26 if value.microsecond else 19]
    if value.microsecond:
        text = text.rstrip("0")
    offset = None if value.tzinfo is UTC else value.utcoffset()
    if not offset:
        return (text + "Z").encode()
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{text}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}".encode()


def parse_date_time(text: str) -> datetime:
    """An ``xsd:dateTime`` as an aware time (UTC when it names no zone). ``ValueError`` when it is none."""
    match = _DATE_TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a dateTime")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    micro = int((match[7] or "0")[:6].ljust(6, "0"))
    zone: timezone = UTC
    if match[8] and match[8] != "Z":
        shift = timedelta(hours=int(match[8][1:3]), minutes=int(match[8][4:6]))
        zone = timezone(-shift if match[8][0] == "-" else shift)
    if hour == 24 and minute == second == micro == 0:  # XSD's name for the end of the day
        return datetime(year, month, day, 0, 0, 0, 0, zone) + timedelta(days=1)
    return datetime(year, month, day, hour, minute, second, micro, zone)


def _integer(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        text = text.strip()
        if not _INTEGER.fullmatch(text):
            raise ValueError("not a number")
        value = int(text)
        if not low <= value <= high:
            raise ValueError("number out of range")
        return value

    return parse


def _boolean(text: str) -> bool:
    try:
        return _BOOLEANS[text.strip()]
    except KeyError:
        raise ValueError("not a boolean") from None


def _float(text: str) -> float:
    text = text.strip()
    if not _FLOAT.fullmatch(text):
        raise ValueError("not a number")
    return float(text.lower().replace("inf", "infinity"))


def _base64(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except Base64Error:
        raise ValueError("not base64") from None


def _same(text: str) -> str:
    return text


PARSE: dict[str, Callable[[str], Any]] = {
    "xsd:string": _same,
    "xsd:anyURI": str.strip,
    "xsd:boolean": _boolean,
    "xsd:byte": _integer(-(2**7), 2**7 - 1),
    "xsd:short": _integer(-(2**15), 2**15 - 1),
    "xsd:int": _integer(-(2**31), 2**31 - 1),
    "xsd:long": _integer(-(2**63), 2**63 - 1),
    "xsd:float": _float,
    "xsd:double": _float,
    "xsd:dateTime": parse_date_time,
    "xsd:base64Binary": _base64,
}
"""Text on the wire to the Python value, by wire type; each raises ``ValueError`` for a text that is none."""


def _format_bool(value: Any) -> bytes:
    return b"true" if value else b"false"


def _format_int(value: Any) -> bytes:
    return b"%d" % value


def _format_float(value: Any) -> bytes:
    if value != value:  # the one number that differs from itself
        return b"NaN"
    if value in (float("inf"), float("-inf")):
        return b"INF" if value > 0 else b"-INF"
    return repr(float(value)).removesuffix(".0").encode()


FORMAT: dict[str, Callable[[Any], bytes]] = {
    "xsd:string": escape,
    "xsd:anyURI": escape,
    "xsd:boolean": _format_bool,
    "xsd:byte": _format_int,
    "xsd:short": _format_int,
    "xsd:int": _format_int,
    "xsd:long": _format_int,
    "xsd:float": _format_float,
    "xsd:double": _format_float,
    "xsd:dateTime": date_time,
    "xsd:base64Binary": b64encode,
}
"""The Python value to escaped text on the wire, by wire type."""

ANY_CLASS: dict[str, type] = {
    "xsd:byte": Byte, "xsd:short": Short, "xsd:long": Long, "xsd:float": Float, "xsd:anyURI": AnyURI,
}
"""The class that keeps the exact type of a scalar that was sent as ``xsd:anyType``."""

_ANY_TYPE: dict[type, str] = {
    str: "xsd:string", bool: "xsd:boolean", int: "xsd:int", float: "xsd:double", datetime: "xsd:dateTime",
    bytes: "xsd:base64Binary", **{cls: name for name, cls in ANY_CLASS.items()},
}


def any_type(value: object) -> str:
    """The wire type of a scalar in an ``xsd:anyType``; ``TypeError`` for what is no scalar."""
    try:
        name = _ANY_TYPE[value.__class__]
    except KeyError:
        raise TypeError(f"no vim25 value: {type(value).__name__}") from None
    if name == "xsd:int" and not -(2**31) <= value < 2**31:  # type: ignore[operator]
        return "xsd:long"
    return name
