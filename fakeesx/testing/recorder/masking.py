"""Keeping secrets, and on demand names and addresses, out of a recording, so that what was equal stays equal.

A secret is masked where it stands (``fakeesx.soap.masking``, cookies, ``Authorization``, query arguments). One of eight or
more characters is also masked wherever else it occurs from then on. Shorter ones are not: a password like ``root`` would
mask half of a recording.
"""

from __future__ import annotations

import base64
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from lxml import etree

from fakeesx.soap.errors import SoapError
from fakeesx.soap.masking import mask_envelope, secret_option
from fakeesx.soap.parsing import parse
from fakeesx.testing.recorder.anonymising import Anonymiser

_EVERYWHERE = 8
"""Characters of a secret that is masked wherever it occurs."""
_WORD = re.compile(rf"[\w-]{{{_EVERYWHERE},}}")
"""What ids of sessions and tickets look like."""
_MOST = 5000
"""Secrets that are remembered; of more the oldest are forgotten, and masked only where secrets stand."""
_QUERY = re.compile(r"([?&;](?:[^=&;]*(?:passw(?:or)?d|ticket|token|session|secret)[^=&;]*|sid)=)([^&;#]*)", re.IGNORECASE)
_USERINFO = re.compile(r"(://)([^/@\s]+)(@)")
_COOKIE_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "httponly", "secure", "version"})
_SETTING = re.compile(r'^(\s*)([\w.:-]+)(\s*=\s*")([^"]*)(")', re.MULTILINE)

REQUEST_HEADERS = frozenset({
    "soapaction", "content-type", "user-agent", "range", "content-range", "accept", "cookie", "authorization", "expect",
})
REPLY_HEADERS = frozenset({
    "content-type", "content-range", "set-cookie", "location", "www-authenticate", "cache-control", "allow", "accept-ranges",
})
"""Headers that are recorded; others may hold what nobody thought of."""


class Masker:
    """Masks the parts of exchanges; one for each recording. ``patterns`` are masked in any text."""

    def __init__(self, patterns: Iterable[re.Pattern[str]] = (), *, anonymise: bool = False) -> None:
        self._patterns = tuple(patterns)
        self.anonymiser = Anonymiser() if anonymise else None
        self._known: OrderedDict[str, str] = OrderedDict()
        self._counts: dict[str, int] = {}
        self._others: set[str] = set()
        """Long secrets that are looked for one by one; ids, of which there may be thousands, are looked up by the word."""
        self._everywhere: re.Pattern[str] | None = None

    def placeholder(self, kind: str, secret: str) -> str:
        """What stands for a secret: the same for the same secret, ``masked-password-1`` for the first password."""
        known = self._known.get(secret)
        if known is not None:
            self._known.move_to_end(secret)
            return known
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        known = self._known[secret] = f"masked-{kind}-{number}"
        if len(self._known) > _MOST:
            self._others.discard(self._known.popitem(last=False)[0])
        if len(secret) >= _EVERYWHERE and (kind == "password" or not _WORD.fullmatch(secret)):
            self._others.add(secret)
            self._everywhere = None
        return known

    def text(self, text: str) -> str:
        """Any text without the secrets that are known, what the patterns match, and names."""
        everywhere = self._everywhere or self._compile()
        text = everywhere.sub(lambda match: self._known.get(match[0], "masked"), text)
        text = _WORD.sub(lambda match: self._known.get(match[0], match[0]), text)
        for pattern in self._patterns:
            text = pattern.sub(lambda match: self._of_pattern(match[0]), text)
        return text if self.anonymiser is None else self.anonymiser.text(text)

    def envelope(self, body: bytes) -> str | None:
        """An envelope as text, as it was sent where nothing had to be masked; ``None`` when it is no XML."""
        try:
            root = parse(body)
        except SoapError:
            return None
        changed = mask_envelope(root, self.placeholder)
        if self.anonymiser is not None:
            changed |= self.anonymiser.envelope(root)
        changed |= self._texts(root)
        if not changed:
            try:
                return body.decode()
            except UnicodeDecodeError:
                pass
        return etree.tostring(root, encoding="unicode")

    def file(self, content: bytes) -> str | bytes | None:
        """The content of a small file, ``None`` when it is binary and has secrets in it."""
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            plain = content.decode("latin-1")
            return content if self.text(plain) == plain else None
        return self.text(_SETTING.sub(self._setting, text))

    def uri(self, uri: str) -> str:
        """A path and its query."""
        return self.text(_QUERY.sub(lambda m: m[1] + self.placeholder("ticket", unquote(m[2])) if m[2] else m[0], uri))

    def headers(self, headers: Mapping[str, str], recorded: frozenset[str]) -> dict[str, str]:
        """The headers that are recorded, by lower-case name."""
        mask: dict[str, Callable[[str], str]] = {
            "cookie": self._cookies, "set-cookie": self._cookies, "authorization": self._authorization,
            "location": lambda value: self.uri(_USERINFO.sub(r"\1masked\3", value)),
        }
        return {name: mask.get(name, self.text)(value) for name, value in headers.items() if name in recorded}

    def _cookies(self, value: str) -> str:
        """Cookies, with the attributes that clients of pyVmomi's kind send back as well."""
        return "; ".join(self._cookie(part.strip()) for part in value.split(";") if part.strip())

    def _cookie(self, part: str) -> str:
        name, equals, secret = part.partition("=")
        if name.strip().lower() in _COOKIE_ATTRIBUTES:
            return part
        if not equals:
            return "masked"
        secret = secret.strip().strip('"')
        return f"{name.strip()}={self.placeholder('session', secret) if secret else ''}"

    def _authorization(self, value: str) -> str:
        scheme, _, rest = value.strip().partition(" ")
        if scheme.lower() != "basic":
            self.placeholder("ticket", rest)
            return f"{scheme} masked" if rest else "masked"
        self.placeholder("password", rest)
        try:
            user, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
        except ValueError:
            return "Basic masked"
        return f"Basic {self.text(user)}:{self.placeholder('password', password) if password else ''}"

    def _setting(self, match: re.Match[str]) -> str:
        """A line of a ``.vmx`` file."""
        if not secret_option(match[2]) or not match[4]:
            return match[0]
        return f"{match[1]}{match[2]}{match[3]}{self.placeholder('password', match[4])}{match[5]}"

    def _texts(self, root: etree._Element) -> bool:
        changed = False
        for element in root.iter(etree.Element):
            for name in ("text", "tail"):
                old = getattr(element, name)
                if old and (new := self.text(old)) != old:
                    setattr(element, name, new)
                    changed = True
            for key, old in element.attrib.items():
                if (new := self.text(str(old))) != old:
                    element.attrib[key] = new
                    changed = True
        return changed

    def _of_pattern(self, secret: str) -> str:
        """Not remembered: a pattern finds its secrets again. They are told by number all the same."""
        return self.placeholder("text", secret) if secret else ""

    def _compile(self) -> re.Pattern[str]:
        long = sorted(self._others, key=len, reverse=True)
        self._everywhere = re.compile("|".join(map(re.escape, long)) if long else r"(?!)")
        return self._everywhere
