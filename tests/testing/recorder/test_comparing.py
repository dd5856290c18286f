"""What counts as a difference between two replies, and what does not."""

from __future__ import annotations

import pytest

from fakeesx.testing.recorder.comparing import Difference, Ignored, compare_http, compare_replies
from fakeesx.testing.recorder.shapes import Reply, Shape, read_reply

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'


def envelope(inner: str) -> str:
    """Around a reply."""
    return f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" {XSI}><e:Body>{inner}</e:Body></e:Envelope>'


def reply(inner: str, method: str = "RetrieveProperties") -> Reply:
    """A reply of a method."""
    found = read_reply(envelope(f'<{method}Response xmlns="urn:vim25">{inner}</{method}Response>'))
    assert found is not None
    return found


def fault(name: str, inner: str = "", text: str = "No.") -> Reply:
    """A reply that is a fault."""
    detail = f'<detail><{name}Fault xmlns="urn:vim25" xsi:type="{name}">{inner}</{name}Fault></detail>'
    string = f"<faultstring>{text}</faultstring>"
    found = read_reply(envelope(f"<e:Fault><faultcode>ServerFaultCode</faultcode>{string}{detail}</e:Fault>"))
    assert found is not None
    return found


def content(*properties: str, type: str = "VirtualMachine", moid: str = "1") -> str:
    """An ObjectContent."""
    return f'<returnval><obj type="{type}">{moid}</obj>{"".join(properties)}</returnval>'


def prop(name: str, val: str) -> str:
    """A property of one."""
    return f"<propSet><name>{name}</name>{val}</propSet>"


def text(value: str) -> str:
    """A value that is a string."""
    return f'<val xsi:type="xsd:string">{value}</val>'


def power(state: str) -> str:
    """The power state of a machine."""
    return prop("runtime.powerState", f'<val xsi:type="VirtualMachinePowerState">{state}</val>')


NAME, OTHER = content(prop("name", text("a"))), content(prop("name", text("b")), moid="2")


@pytest.mark.parametrize(
    ("recorded", "actual"),
    [
        (NAME, OTHER),
        (NAME + OTHER, NAME),
        (NAME, OTHER + NAME + OTHER),
        (content(prop('x["a"].y', text("1"))), content(prop('x["b"].y', text("2")))),
        ("", ""),
    ],
)
def test_values_and_numbers_may_differ(recorded: str, actual: str) -> None:
    """Texts, ids, how many there are, in which order objects come, keys within paths."""
    assert compare_replies(reply(recorded), reply(actual)) == []


@pytest.mark.parametrize(
    ("recorded", "actual", "differences"),
    [
        (
            NAME + content(prop("name", text("h")), type="HostSystem"), NAME,
            [Difference("missing", "returnval[HostSystem]")],
        ),
        (
            NAME, content(prop("name", text("a")), prop("tag", text("t"))),
            [Difference("additional", "returnval[VirtualMachine]/propSet[tag]")],
        ),
        (
            NAME, content(prop("name", '<val xsi:type="xsd:int">1</val>')),
            [Difference("type", "returnval[VirtualMachine]/propSet[name]/val", "xsd:string", "xsd:int")],
        ),
        (
            content(power("poweredOn")), content(power("poweredOff")),
            [Difference("value", "returnval[VirtualMachine]/propSet[runtime.powerState]/val", "poweredOn", "poweredOff")],
        ),
        (
            content(prop("parent", '<val type="Folder" xsi:type="ManagedObjectReference">a</val>')),
            content(prop("parent", '<val type="Datacenter" xsi:type="ManagedObjectReference">a</val>')),
            [Difference("type", "returnval[VirtualMachine]/propSet[parent]/val", "→Folder", "→Datacenter")],
        ),
        (
            NAME, f'<returnval>{prop("name", text("a"))}<obj type="VirtualMachine">1</obj></returnval>',
            [Difference("order", "returnval[VirtualMachine]/obj")],
        ),
        (
            content(prop("config.hardware", text("a"))), content(prop("config.hardwares", text("a"))),
            [
                Difference(
                    "missing", "returnval[VirtualMachine]/propSet[config.hardware]",
                    near="returnval[VirtualMachine]/propSet[config.hardwares]",
                ),
                Difference("additional", "returnval[VirtualMachine]/propSet[config.hardwares]"),
            ],
        ),
    ],
    ids=["missing", "additional", "type", "enumeration", "reference", "order", "nearest"],
)  # fmt: skip
def test_structure_may_not(recorded: str, actual: str, differences: list[Difference]) -> None:
    """Each difference once, where it begins."""
    assert compare_replies(reply(recorded), reply(actual)) == differences


def test_faults() -> None:
    """By their names; their texts may differ, their fields not."""
    assert compare_replies(fault("InvalidLogin"), fault("InvalidLogin", text="Nein.")) == []
    assert compare_replies(fault("InvalidLogin"), fault("NoPermission", text="No.\nNo.")) == [
        Difference("fault", "", "InvalidLogin", "NoPermission: No."),
    ]
    assert compare_replies(reply(""), fault("NoPermission"))[0].recorded == "(a result)"
    assert compare_replies(fault("NoPermission"), reply(""))[0].actual == "(a result)"
    (missing,) = compare_replies(fault("NotFound", "<faultMessage/>"), fault("NotFound"))
    assert (missing.kind, missing.path) == ("missing", "NotFoundFault/faultMessage")


def test_http() -> None:
    """The status, the kind of content, and headers that clients depend on; not what they say."""
    before = {"content-type": "text/xml; charset=utf-8", "set-cookie": "a=1"}
    assert compare_http(200, before, 200, {"content-type": "text/xml", "set-cookie": "a=2"}) == []
    assert compare_http(200, before, 404, {"content-type": "text/html"}) == [
        Difference("status", "", "200", "404"), Difference("header", "content-type", "text/xml", "text/html"),
        Difference("header", "set-cookie", "there", ""),
    ]  # fmt: skip


def test_ignored() -> None:
    """A star stands for anything, brackets for themselves."""
    difference = Difference("missing", "returnval[HostSystem]/propSet[name]")
    for glob in ("*", "A/*", "A/returnval[HostSystem]/propSet[name]", "*[name]"):
        assert Ignored([glob])("A", difference)
    for glob in ("B/*", "A/returnval[H]*", "returnval*", "A/*/val", ""):
        assert not Ignored([glob])("A", difference)
    assert Ignored(["Login"])("Login", Difference("fault", ""))


def update(*changes: str) -> Shape:
    """The structure of updates about a task, one answer for each group of changes."""
    shape = Shape()
    for change in changes:
        inner = f'<objectSet><kind>modify</kind><obj type="Task">t</obj>{change}</objectSet>'
        shape.add(reply(f"<returnval><version>1</version><filterSet>{inner}</filterSet></returnval>", "WaitForUpdates"))
    return shape


def change(name: str, val: str) -> str:
    """One change."""
    return f"<changeSet><name>{name}</name><op>assign</op>{val}</changeSet>"


INFO = '<val xsi:type="TaskInfo"><key>t</key><task type="Task">t</task><state>%s</state>%s</val>'
RESULT = '<result type="VirtualMachine" xsi:type="ManagedObjectReference">9</result>'


def test_how_often_one_looked_at_a_task_does_not_count() -> None:
    """Only how it ended: at once, or in steps."""
    at_once = update(change("info", INFO % ("success", RESULT)))
    in_steps = update(
        change("info", INFO % ("running", "<progress>1</progress>")),
        change("info.progress", '<val xsi:type="xsd:int">50</val>'),
        change("info.result", RESULT.replace("result", "val"))
        + change("info.state", '<val xsi:type="TaskInfoState">success</val>'),
    )  # fmt: skip
    assert (at_once.types, at_once.values) == (in_steps.types, in_steps.values)
    assert update(change("info", INFO % ("error", ""))).values != at_once.values


@pytest.mark.parametrize("text", [None, "", "no XML", "<a/>", envelope("")])
def test_what_is_no_reply(text: str | None) -> None:
    """Is none, whatever it is."""
    assert read_reply(text) is None
