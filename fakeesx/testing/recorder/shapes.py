"""The structure of a reply: which elements there are, of which types, in which order, and what its enumerations say.

A path is made of element names. Behind a name stands in brackets what tells elements of that name apart: the type of an
object whose properties are reported, the name of a property: ``returnval[VirtualMachine]/propSet[runtime]/val/powerState``.
What an array's items have is one set for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from fakeesx.schema import vim
from fakeesx.soap.errors import SoapError
from fakeesx.soap.parsing import parse

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_KEYS = re.compile(r"\[[^\]]*\]")
_UNFINISHED = frozenset({"queued", "running"})
_OF_TIMING = frozenset({"ObjectUpdateKind", "PropertyChangeOp"})
"""Enumerations that tell in how many pieces changes were reported."""


@dataclass
class Shape:
    """The structure of one reply, or of several together."""

    types: dict[str, set[str]] = field(default_factory=dict)
    """What each path is: its ``xsi:type``, the type of a reference behind an arrow, or nothing."""
    values: dict[str, set[str]] = field(default_factory=dict)
    """What enumerations say."""
    disorder: set[str] = field(default_factory=set)
    """Elements that stand elsewhere than the schema has them."""

    def add(self, reply: Reply) -> None:
        """Add the structure of a reply."""
        for child in reply.content:
            declared = reply.result_type if local(child) == "returnval" else None
            _add(self, child, segment(child), declared)


@dataclass(frozen=True)
class Reply:
    """The content of a SOAP body: a result (``method`` is whose) or a fault (``fault`` is its name, or the faultcode)."""

    method: str
    content: tuple[etree._Element, ...]
    fault: str | None = None
    text: str = ""
    """The faultstring."""

    @property
    def result_type(self) -> str | None:
        """The declared type of a result, as far as the schema has it."""
        method = vim.TYPES.model.methods.get(self.method)
        return method.result.type if method is not None and method.result is not None else None


def read_reply(text: str | bytes | None) -> Reply | None:
    """Read an envelope; ``None`` when it is none."""
    if not text:
        return None
    inner = _inner(text)
    if inner is None:
        return None
    if local(inner) != "Fault":
        return Reply(local(inner).removesuffix("Response"), tuple(inner.iterchildren(etree.Element)))
    detail = next((child for child in inner if local(child) == "detail"), None)
    code = next((child.text or "" for child in inner if local(child) == "faultcode"), "")
    string = next((child.text or "" for child in inner if local(child) == "faultstring"), "")
    fault = detail[0] if detail is not None and len(detail) else None
    if fault is None:
        return Reply("", (), code.rpartition(":")[2] or "Fault", string.strip())
    return Reply("", (fault,), type_of(fault) or local(fault).removesuffix("Fault"), string.strip())


def read_call(text: str | bytes | None) -> etree._Element | None:
    """The element of a call in an envelope; ``None`` when it has none."""
    return _inner(text) if text else None


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def type_of(element: etree._Element) -> str:
    """What ``xsi:type`` says, without the prefix of vim25; empty where it says nothing."""
    name = (element.get(_XSI_TYPE) or "").strip()
    prefix, _, plain = name.rpartition(":")
    return f"xsd:{plain}" if prefix and "XMLSchema" in (element.nsmap.get(prefix) or "XMLSchema") else plain


def is_reference(element: etree._Element) -> bool:
    """Whether an element holds a managed object reference."""
    return not len(element) and bool(element.get("type")) and bool(element.text)


def task_state(info: etree._Element) -> str | None:
    """The state of an element that looks like a TaskInfo."""
    names = {local(child): child for child in info}
    return names["state"].text if {"key", "task", "state"} <= names.keys() else None


def segment(element: etree._Element) -> str:
    """An element's name with what tells it apart from its siblings."""
    name = local(element)
    if name in ("propSet", "changeSet", "missingSet"):
        told = next((child.text or "" for child in element if local(child) in ("name", "path")), "")
        return f"{name}[{_KEYS.sub('[]', told)}]"
    told = next((child.get("type") or "" for child in element if local(child) == "obj" and child.get("type")), "")
    return f"{name}[{told}]" if told else name


def _inner(text: str | bytes) -> etree._Element | None:
    try:
        root = parse(text.encode() if isinstance(text, str) else text)
    except SoapError:
        return None
    body = root.find(f"{{{ENVELOPE}}}Body")
    return body[0] if body is not None and len(body) else None


def _add(shape: Shape, element: etree._Element, path: str, declared: str | None) -> None:
    told = type_of(element)
    shape.types.setdefault(path, set()).add(f"→{element.get('type')}" if is_reference(element) else told)
    actual = told or declared or ""
    if actual in vim.TYPES.model.enums and not len(element):
        if actual not in _OF_TIMING and not (actual == "TaskInfoState" and element.text in _UNFINISHED):
            shape.values.setdefault(path, set()).add(element.text or "")
        return
    if actual == "TaskInfo" and task_state(element) in _UNFINISHED:
        return  # what a task has before its end is a matter of time
    children = list(element.iterchildren(etree.Element))
    types = _types(actual)
    _check_order(shape, actual, path, children)
    of_task = local(element) == "objectSet" and segment(element).endswith("[Task]")
    for child in children:
        if of_task and segment(child).startswith("changeSet[info"):
            _add_task_change(shape, child, f"{path}/changeSet[info]")
        else:
            _add(shape, child, f"{path}/{segment(child)}", types.get(local(child)))


def _types(actual: str) -> dict[str, str]:
    """The declared types of children by name."""
    if actual in vim.TYPES.model.data:
        return {prop.name: prop.type for prop in vim.TYPES.model.properties(actual)}
    if actual in vim.TYPES.arrays:
        tag, item = vim.TYPES.arrays[actual]
        return {tag: item}
    return {}


def _check_order(shape: Shape, actual: str, path: str, children: list[etree._Element]) -> None:
    if actual not in vim.TYPES.model.data:
        return
    places = {prop.name: place for place, prop in enumerate(vim.TYPES.model.properties(actual))}
    last = -1
    for child in children:
        place = places.get(local(child))
        if place is None:
            continue
        if place < last:
            shape.disorder.add(f"{path}/{local(child)}")
        last = max(last, place)


def _add_task_change(shape: Shape, change: etree._Element, path: str) -> None:
    """Of an update about a task only how it ended counts: how much was reported before is a matter of time."""
    parts = {local(child): child for child in change}
    name, val = (parts["name"].text or "") if "name" in parts else "", parts.get("val")
    shape.types.setdefault(path, set()).add("")
    if val is None:
        return
    told = {local(child): child for child in val} if name == "info" else {name.partition(".")[2]: val}
    declared = {prop.name: prop.type for prop in vim.TYPES.model.properties("TaskInfo")}
    state = told.get("state")
    if state is not None and state.text not in _UNFINISHED:
        shape.values.setdefault(path, set()).add(state.text or "")
    for part in ("result", "error"):
        if part in told:
            _add(shape, told[part], f"{path}/{part}", declared[part])
            if type_of(told[part]) == declared[part]:
                shape.types[f"{path}/{part}"] = {""}
