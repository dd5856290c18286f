"""The configuration file of a virtual machine: lines of ``key = "value"``.

A value's double quotes, pipes and control characters (tabs excepted) are written as a pipe and two
hexadecimal digits, ``|22``. Letter case does not tell keys apart. Source: VMware's published description of
the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from operator import itemgetter

from fakeesx.storage.errors import InvalidVmx

ENCODING = ".encoding"

# Possessive throughout: a line that some client sent is read once, however it is made up.
_LINE = re.compile(
    rb'[ \t]*+([^\x00-\x20\x7f="#]++)[ \t]*+=[ \t]*+(?:"([^"]*+)"|([^ \t#"]*+))[ \t]*+(?:#.*+)?', re.DOTALL,
)
_REMARK = re.compile(rb"[ \t]*+(?:#.*+)?", re.DOTALL)
_KEY = re.compile('[^\x00-\x20\x7f="#\ufeff\ud800-\udfff]+')
_TO_ESCAPE = re.compile('["|\x00-\x08\x0a-\x1f\x7f]')
_ESCAPED = re.compile(rb"\|([0-9a-fA-F]{2})")
_BOM = b"\xef\xbb\xbf"
# What `.encoding` may name. Python knows codecs that are none of text files, or dear to run on hostile input.
_CODECS = re.compile(
    r"utf-?8|(us-)?ascii|(windows|cp|ibm)-?[0-9]+|iso-?8859-?[0-9]+"
    r"|gb(k|2312|18030)|big5|shift[_-]jis|euc-(jp|kr)|koi8-[ru]",
)


@lru_cache(maxsize=4096)
def is_key(text: str) -> bool:
    """Whether a .vmx file can have the key: not empty, no blanks, controls, ``=``, ``"`` or ``#``."""
    return _KEY.fullmatch(text) is not None


class Vmx(Mapping[str, str]):
    """An immutable mapping of the settings in the file's order, with its comments.

    Keys keep their spelling and are looked up in any letter case. What is read in another encoding is written
    in UTF-8; the setting ``.encoding`` is always there and says so.
    """

    __slots__ = ("_lines", "_places")

    _lines: tuple[str | tuple[str, str], ...]  # a remark (or empty line) as it stood, or a key and its value
    _places: dict[str, int]

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        *,
        _lines: Sequence[str | tuple[str, str]] | None = None,
        _places: dict[str, int] | None = None,
    ) -> None:
        """A file of these settings, in their order, after ``.encoding``.

        Raises ValueError for a key that `is_key` refuses, for one that is there twice in different letter
        case, and for a value with half a surrogate pair.
        """
        lines = _lines
        if lines is None:
            settings = {key: value for key, value in (values or {}).items() if key.lower() != ENCODING}
            _check(settings)
            lines = [(ENCODING, "UTF-8"), *settings.items()]
        self._lines = tuple(lines)
        self._places = _places_of(lines) if _places is None else _places

    @classmethod
    def parse(cls, data: bytes | str, path: str = "") -> Vmx:
        """Read a file's content.

        Raises InvalidVmx(path) for lines that are neither settings nor remarks, for a key that comes twice
        (as a host does; inferred), for an unknown encoding and for bytes that are not of it.
        """
        raw = data.encode(errors="surrogatepass") if isinstance(data, str) else data
        found: list[tuple[bytes, bytes] | bytes] = []
        encoding = "utf-8"
        for number, line in enumerate(raw.removeprefix(_BOM).split(b"\n"), 1):
            line = line.rstrip(b"\r")
            match = _LINE.fullmatch(line)
            if match is not None:
                key, value = match[1], match[2] if match[2] is not None else match[3]
                if b"|" in value:
                    value = _ESCAPED.sub(lambda each: bytes((int(each[1], 16),)), value)
                found.append((key, value))
                if key.lower() == ENCODING.encode() and isinstance(data, bytes):
                    encoding = value.decode("ascii", "replace").lower()
            elif _REMARK.fullmatch(line) and b"\0" not in line:
                found.append(line)
            else:
                raise InvalidVmx(path, f"line {number} is not a setting")
        if found and found[-1] == b"":
            found.pop()  # what follows the last line's end
        return cls._decoded(found, encoding, path)

    @classmethod
    def _decoded(cls, found: list[tuple[bytes, bytes] | bytes], encoding: str, path: str) -> Vmx:
        if _CODECS.fullmatch(encoding) is None:
            raise InvalidVmx(path, f"encoding {encoding[:40]!r} is not known")
        lines: list[str | tuple[str, str]] = []
        try:
            for each in found:
                if isinstance(each, bytes):
                    lines.append(each.decode(encoding))
                    continue
                key, value = each[0].decode(encoding), each[1].decode(encoding)
                if key.lower() == ENCODING:
                    value = "UTF-8"
                _check({key: value})
                lines.append((key, value))
            if not any(isinstance(line, tuple) and line[0].lower() == ENCODING for line in lines):
                lines.insert(0, (ENCODING, "UTF-8"))
            return cls(_lines=lines)
        except (UnicodeError, LookupError):
            raise InvalidVmx(path, f"the text is not in encoding {encoding}") from None
        except ValueError as error:
            raise InvalidVmx(path, str(error)) from None

    def replace(self, changes: Mapping[str, str | None]) -> Vmx:
        """The file with other values for these keys; None takes a key out, new keys come at the end.

        Raises ValueError as the constructor does. ``.encoding`` stays as it is.
        """
        lower_keys = list(map(str.lower, changes))
        fresh = self._places.keys().isdisjoint(lower_keys) and len(set(lower_keys)) == len(lower_keys)
        if fresh and None not in changes.values():
            added: dict[str, str] = changes  # type: ignore[assignment]
            _check(added)
            return Vmx(
                _lines=(*self._lines, *added.items()),
                _places=self._places | dict(zip(lower_keys, count(len(self._lines)), strict=False)),
            )
        return self._replaced(changes)

    def _replaced(self, changes: Mapping[str, str | None]) -> Vmx:
        """As ``replace``, line by line."""
        lines: list[str | tuple[str, str]] = list(self._lines)
        places, gone = self._places.copy(), set()
        for key, value in changes.items():
            lower = key.lower()
            place = places.get(lower)
            if lower == ENCODING:
                continue
            if value is None:
                if place is not None:
                    gone.add(place)
                continue
            _check({key: value})
            if place is None:
                places[lower] = len(lines)
                lines.append((key, value))
            else:
                lines[place] = (lines[place][0], value)
                gone.discard(place)
        if gone:
            return Vmx(_lines=[line for place, line in enumerate(lines) if place not in gone])
        return Vmx(_lines=lines, _places=places)

    def __str__(self) -> str:
        """The file's text."""
        settings = self._lines
        if str not in map(type, settings):
            values = "".join(map(itemgetter(1), settings))
            if values.isprintable() and '"' not in values and "|" not in values:  # as nearly all: seen at one look
                return "\n".join([*map('%s = "%s"'.__mod__, settings), ""])
        lines = [line if isinstance(line, str) else f'{line[0]} = "{_escape(line[1])}"' for line in settings]
        return "\n".join([*lines, ""])

    def encode(self) -> bytes:
        """The file's content, UTF-8."""
        return str(self).encode()

    def __getitem__(self, key: str) -> str:
        return self._lines[self._places[key.lower()]][1]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.lower() in self._places

    def __iter__(self) -> Iterator[str]:
        return (line[0] for line in self._lines if isinstance(line, tuple))

    def __len__(self) -> int:
        return len(self._places)

    def __eq__(self, other: object) -> bool:
        """Whether the files are the same, remarks and order included."""
        return self._lines == other._lines if isinstance(other, Vmx) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._lines)

    def __repr__(self) -> str:
        return f"<Vmx of {self.get('displayName', '?')!r}, {len(self)} settings>"

    def boolean(self, key: str, default: bool = False) -> bool:
        """TRUE, yes, on and 1 are true in any letter case, other values not; `default` without the key."""
        value = self.get(key)
        return default if value is None else value.strip().lower() in ("true", "yes", "on", "1", "t", "y")

    def integer(self, key: str, default: int = 0) -> int:
        """A decimal number; `default` when there is no such key or its value is none."""
        value = self.get(key, "").strip()
        return int(value) if re.fullmatch("-?[0-9]{1,18}", value) else default

    def section(self, prefix: str) -> dict[str, str]:
        """The settings whose keys start with `prefix`, without it, lower case: ``section("ethernet0.")``."""
        start = prefix.lower()
        return {
            key.lower()[len(start) :]: value for key, value in self.items() if key.lower().startswith(start)
        }


def _places_of(lines: Sequence[str | tuple[str, str]]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, line in enumerate(lines):
        if isinstance(line, tuple):
            key = line[0].lower()
            if key in places:
                raise ValueError(f'variable "{line[0]}" is already defined')
            places[key] = place
    return places


def _check(settings: Mapping[str, str]) -> None:
    if not all(map(is_key, settings)):
        wrong = next(key for key in settings if not is_key(key))
        raise ValueError(f"not a key of a .vmx file: {wrong[:60]!r}")
    "".join(settings.values()).encode()  # UnicodeEncodeError, a ValueError, for half a surrogate pair


def _escape(value: str) -> str:
    return _TO_ESCAPE.sub(lambda match: f"|{ord(match[0]):02X}", value)


NOTHING = Vmx()
"""A file without settings."""
