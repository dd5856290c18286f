"""Where the answer of a host has another structure than the recorded one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, Literal

from fakeesx.testing.recorder.shapes import Reply, Shape

Kind = Literal["missing", "additional", "type", "value", "order", "fault", "status", "header", "no answer"]


@dataclass(frozen=True)
class Difference:
    """One difference of an answer. ``near`` is the likest of what is additional where something is missing."""

    kind: Kind
    path: str
    recorded: str = ""
    actual: str = ""
    near: str = ""

    def to_json(self) -> dict[str, Any]:
        """Its members that say something."""
        return {name: value for name, value in asdict(self).items() if value}


class Ignored:
    """Globs of what is not to be reported: ``METHOD/path``, where ``*`` stands for anything."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._patterns = [re.compile(".*".join(map(re.escape, glob.split("*")))) for glob in globs]

    def __call__(self, method: str, difference: Difference) -> bool:
        """Whether a difference is ignored."""
        where = f"{method}/{difference.path}" if difference.path else method
        return any(pattern.fullmatch(where) for pattern in self._patterns)


def compare_replies(recorded: Reply, actual: Reply) -> list[Difference]:
    """Compare two replies to the same call. Faults are compared by name, and their fields as the parts of a result."""
    if recorded.fault != actual.fault:
        return [Difference("fault", "", recorded.fault or "(a result)", _told(actual))]
    if recorded.method != actual.method:
        return [Difference("type", "", f"{recorded.method}Response", f"{actual.method}Response")]
    before, after = Shape(), Shape()
    before.add(recorded)
    after.add(actual)
    return compare_shapes(before, after)


def compare_shapes(recorded: Shape, actual: Shape) -> list[Difference]:
    """Compare two structures: each difference once, where it begins."""
    missing = _begins(recorded.types, actual.types)
    additional = _begins(actual.types, recorded.types)
    found = [Difference("missing", path, _types(recorded, path), near=_near(path, additional)) for path in missing]
    found += [Difference("additional", path, "", _types(actual, path)) for path in additional]
    both = [path for path in recorded.types if path in actual.types]
    for path in both:
        if recorded.types[path] != actual.types[path]:
            found.append(Difference("type", path, _types(recorded, path), _types(actual, path)))
        if recorded.values.get(path, set()) != actual.values.get(path, set()):
            found.append(Difference("value", path, _values(recorded, path), _values(actual, path)))
    found += [Difference("order", path) for path in sorted(actual.disorder - recorded.disorder)]
    return found


def compare_http(
    recorded_status: int, recorded: Mapping[str, str], actual_status: int, actual: Mapping[str, str],
) -> list[Difference]:
    """Compare what HTTP says around a body: the status, the kind of content, and headers that clients depend on."""
    found = []
    if recorded_status != actual_status:
        found.append(Difference("status", "", str(recorded_status), str(actual_status)))
    for name in ("content-type", "www-authenticate"):
        before, after = (_word(headers.get(name, "")) for headers in (recorded, actual))
        if before != after:
            found.append(Difference("header", name, before, after))
    for name in ("set-cookie", "content-range", "location"):
        if (name in recorded) != (name in actual):
            found.append(Difference("header", name, *("there" if name in headers else "" for headers in (recorded, actual))))
    return found


def _begins(these: Mapping[str, Any], others: Mapping[str, Any]) -> list[str]:
    """The paths that others lack, without those below one that they lack."""
    return [path for path in these if path not in others and (not _parent(path) or _parent(path) in others)]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _near(path: str, additional: list[str]) -> str:
    return next(iter(get_close_matches(path, additional, 1, 0.75)), "")


def _types(shape: Shape, path: str) -> str:
    return ", ".join(sorted(type for type in shape.types[path] if type))


def _values(shape: Shape, path: str) -> str:
    return ", ".join(sorted(shape.values.get(path, ())))


def _told(reply: Reply) -> str:
    if reply.fault is None:
        return "(a result)"
    return f"{reply.fault}: {reply.text.splitlines()[0]}" if reply.text else reply.fault


def _word(value: str) -> str:
    """The media type or the scheme of a header."""
    return re.split(r"[;\s]", value.strip(), maxsplit=1)[0].lower()
