"""What another host calls things is learnt from where it stands in replies."""

from __future__ import annotations

from typing import Any

from lxml import etree

from fakeesx.testing.recorder.shapes import Reply
from fakeesx.testing.recorder.translating import Translation


def reply(*inner: str) -> Reply:
    """A reply."""
    return Reply("M", tuple(etree.fromstring(f"<returnval>{each}</returnval>") for each in inner))


def call(translation: Translation, inner: str) -> str:
    """What becomes of a recorded call."""
    element: Any = etree.fromstring(f"<M>{inner}</M>")
    translation.call(element)
    return etree.tostring(element).decode().removeprefix("<M>").removesuffix("</M>")


def learnt(*pairs: tuple[Reply, Reply]) -> Translation:
    """What is known after some replies."""
    translation = Translation()
    for recorded, actual in pairs:
        translation.learn(recorded, actual)
    return translation


def vm(moid: str, name: str) -> str:
    """A machine as a reply tells of it."""
    return f'<obj type="VirtualMachine">{moid}</obj><propSet><name>name</name><val>{name}</val></propSet>'


def test_references() -> None:
    """By the type as well: ids of ESX are plain numbers, which other texts may hold too."""
    known = learnt((reply('<vm type="VirtualMachine">16</vm>'), reply('<vm type="VirtualMachine">48</vm>')))
    sent = '<_this type="VirtualMachine">16</_this><memoryMB>16</memoryMB><p type="ManagedEntity">16</p>'
    assert call(known, sent) == sent.replace('Machine">16', 'Machine">48').replace('Entity">16', 'Entity">48')


def test_objects_in_another_order() -> None:
    """By their names at first, by what was learnt from then on."""
    known = learnt(
        (reply(vm("1", "a"), vm("2", "b")), reply(vm("20", "b"), vm("10", "a"))),
        (reply(vm("1", "x") + '<s type="S">s1</s>', vm("2", "y") + '<s type="S">s2</s>'),
         reply(vm("20", "x") + '<s type="S">t2</s>', vm("10", "y") + '<s type="S">t1</s>')),
    )  # fmt: skip
    assert call(known, '<a type="VirtualMachine">1</a><b type="S">s1</b>') == (
        '<a type="VirtualMachine">10</a><b type="S">t1</b>'
    )


def test_sessions_tickets_and_uuids() -> None:
    """Masked ones too, and within longer texts."""
    uuid, other = "564d0000-1111-2222-3333-444455556666", "564daaaa-1111-2222-3333-444455556666"
    known = learnt((
        reply(f"<key>masked-session-1</key><url>/vmfs/volumes/{uuid}/x</url><token>7</token>"),
        reply(f"<key>52aa</key><url>/vmfs/volumes/{other}/x</url><token>8</token>"),
    ))  # fmt: skip
    assert call(known, "<sessionId>masked-session-1</sessionId>") == "<sessionId>52aa</sessionId>"
    assert call(known, f"<uuid>{uuid}</uuid><p>a {uuid} b</p>") == f"<uuid>{other}</uuid><p>a {other} b</p>"
    assert call(known, "<token>7</token>") == "<token>8</token>"
    assert call(known, "<password>masked-password-1</password>") == "<password>masked-password-1</password>"


def test_what_is_not_known_stays() -> None:
    """Every text of a call."""
    assert call(Translation(), '<a type="T">1</a><b>x</b>') == '<a type="T">1</a><b>x</b>'


def test_lost_objects() -> None:
    """Those that a reply was to name first, until one names them after all."""
    known = learnt((reply('<a type="Task">t0</a>'), reply('<a type="Task">u0</a>')))
    known.lose(reply('<a type="Task">t0</a><a type="Task">t1</a>'), 7)
    assert known.lost([etree.fromstring('<M><x type="Task">t1</x></M>')]) == 7
    assert known.lost([etree.fromstring('<M><x type="Task">t0</x></M>')]) is None
    known.learn(reply('<a type="Task">t1</a>'), reply('<a type="Task">u1</a>'))
    assert known.lost([etree.fromstring('<M><x type="Task">t1</x></M>')]) is None
