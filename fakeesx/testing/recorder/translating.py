"""What the recorded host called one thing and the host of a replay calls another, learnt from where it stands in replies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from fakeesx.testing.recorder.shapes import Reply, is_reference, local, segment

_TOKEN = re.compile(
    r"masked-(?:session|ticket)-\d+"
    r"|\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"
    r"|\b[0-9a-fA-F]{8}-[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"  # a VMFS volume's
    r"|\b[0-9a-fA-F]{2}(?: [0-9a-fA-F]{2}){7}-[0-9a-fA-F]{2}(?: [0-9a-fA-F]{2}){7}\b"  # a UUID as .vmx files have it
)
_WHOLE = frozenset({"token", "parentTaskKey", "rootTaskKey", "sessionId", "sessionID", "ticket", "cloneTicket"})
"""Elements whose whole text is an identifier, whatever it looks like."""
_SIMPLE = re.compile(r"[A-Za-z]?\d{0,6}|true|false")
"""Texts that are too common to be taken for an identifier."""
_KEYS = ("key", "name", "path", "id")


class Translation:
    """What stands for what, from the recorded host to the one of the replay."""

    def __init__(self) -> None:
        self._references: dict[tuple[str, str], str] = {}
        self._moids: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._lost: dict[tuple[str, str], int] = {}

    def moid(self, type: str, moid: str) -> str:
        """The id of an object by its recorded type and id; the same where nothing else was learnt."""
        known = self._references.get((type, moid))
        return self._moids.get(moid, moid) if known is None else known

    def text(self, text: str) -> str:
        """A text of a request, with the identifiers that are known replaced."""
        whole = self._whole.get(text)
        if whole is not None:
            return whole
        return _TOKEN.sub(lambda match: self._tokens.get(match[0], match[0]), text)

    def call(self, call: etree._Element) -> None:
        """Replace the identifiers in a recorded call."""
        for element in call.iter(etree.Element):
            if not element.text:
                continue
            if is_reference(element):
                element.text = self.moid(element.get("type") or "", element.text.strip())
            elif not len(element):
                element.text = self.text(element.text)

    def lose(self, recorded: Reply, number: int) -> None:
        """The objects that a recorded reply was the first to name are not there: exchange ``number`` went otherwise."""
        for reference in _references(recorded.content):
            if reference not in self._references:
                self._lost.setdefault(reference, number)

    def lost(self, elements: Iterable[etree._Element]) -> int | None:
        """The exchange that an object named in these elements was lost at, ``None`` where there is none."""
        return next((self._lost[reference] for reference in _references(elements) if reference in self._lost), None)

    def learn(self, recorded: Reply, actual: Reply) -> None:
        """Take from two replies to the same call what is called differently."""
        for before, after in self._pairs(recorded.content, actual.content):
            self._learn(before, after)

    def _learn(self, recorded: etree._Element, actual: etree._Element) -> None:
        if len(recorded) or len(actual):
            for mine, other in self._pairs(list(recorded), list(actual)):
                self._learn(mine, other)
            return
        before, after = (recorded.text or "").strip(), (actual.text or "").strip()
        if not before or not after:
            return
        if is_reference(recorded) and is_reference(actual):
            self._references[recorded.get("type") or "", before] = after
            self._lost.pop((recorded.get("type") or "", before), None)
            self._moids[before] = after
            if before != after and not _SIMPLE.fullmatch(before):
                self._whole[before] = after
        elif before != after:
            self._learn_text(local(recorded), before, after)

    def _learn_text(self, name: str, before: str, after: str) -> None:
        if name in _WHOLE:
            self._whole[before] = after
        tokens, others = _TOKEN.findall(before), _TOKEN.findall(after)
        if len(tokens) == len(others):
            self._tokens.update(zip(tokens, others, strict=True))
        elif tokens == [before]:  # a masked ticket: what stands in its place may have any form
            self._tokens[before] = after

    def _pairs(
        self, recorded: Iterable[etree._Element], actual: Iterable[etree._Element],
    ) -> Iterator[tuple[etree._Element, etree._Element]]:
        """Elements that are the same in both: those with the same segment and key, then the rest in order."""
        left: dict[str, list[etree._Element]] = {}
        for element in actual:
            if isinstance(element.tag, str):
                left.setdefault(segment(element), []).append(element)
        rest: list[tuple[etree._Element, list[etree._Element]]] = []
        for element in recorded:
            others = left.get(segment(element)) if isinstance(element.tag, str) else None
            if not others:
                continue
            key = self._key(element, mine=False)
            same = next((other for other in others if self._key(other, mine=True) == key), None) if key else None
            if same is None:
                rest.append((element, others))
            else:
                others.remove(same)
                yield element, same
        for element, others in rest:
            if others:
                yield element, others.pop(0)

    def _key(self, element: etree._Element, *, mine: bool) -> str:
        """What tells an item of an array apart from others; that of a recorded one (not ``mine``) is translated.

        Of an object whose properties are reported the object counts, when it is known, else its name.
        """
        if is_reference(element):
            return self._object(element, mine=mine)
        children = {local(child): child for child in element}
        if "obj" in children:
            known = self._object(children["obj"], mine=mine)
            return known or _property(element, "name")
        for name in _KEYS:
            child = children.get(name)
            if child is not None and not len(child) and child.text:
                return f"{name}:{child.text if mine else self.text(child.text)}"
        return ""

    def _object(self, element: etree._Element, *, mine: bool) -> str:
        moid, type = (element.text or "").strip(), element.get("type") or ""
        if mine:
            return f"{type}:{moid}" if moid in self._references.values() else ""
        return f"{type}:{self._references[type, moid]}" if (type, moid) in self._references else ""


def _references(elements: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    for element in elements:
        for part in element.iter(etree.Element):
            if is_reference(part):
                yield part.get("type") or "", (part.text or "").strip()


def _property(element: etree._Element, name: str) -> str:
    """The value of a property that an item reports, as a key."""
    for child in element:
        if segment(child) in (f"propSet[{name}]", f"changeSet[{name}]"):
            return f"property:{child[-1].text}" if len(child) else ""
    return ""
