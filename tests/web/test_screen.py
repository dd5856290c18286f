"""/screen: pictures of consoles."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from talking import ROOT, Answer, Talk

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import READ_ONLY
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.web.listening import build_site

GUEST = "Basic Z3Vlc3Q6Z3Vlc3Q="


@pytest.fixture
def host(make_host: Any) -> Esx:
    """A host with two VMs, of which one runs, and a read-only user."""
    host: Esx = make_host(vms=2)
    host.add_user("guest", "guest", READ_ONLY)
    VirtualMachine(host, ManagedObjectReference("VirtualMachine", "16"))._power_on(False, boots=False)
    return host


def image(answer: Answer) -> Image.Image:
    """The picture of an answer."""
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/png"
    found = Image.open(io.BytesIO(answer.body))
    assert found.format == "PNG"
    return found.convert("RGB")


def test_whole(talk: Talk) -> None:
    """The screen as it is; HEAD says the same of it."""
    answer = talk.request("GET", "/screen?id=16")
    assert image(answer).size == (720, 400)
    head = talk.request("HEAD", "/screen?id=16")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(answer.body)))


def test_follows_the_guest(talk: Talk, host: Esx) -> None:
    """What is written is seen."""
    before = talk.request("GET", "/screen?id=16").body
    VirtualMachine(host, ManagedObjectReference("VirtualMachine", "16")).write_on_screen("hello")
    assert talk.request("GET", "/screen?id=16").body != before


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("w=360&h=200", (360, 200)), ("w=72", (72, 40)), ("h=800", (1440, 800)), ("w=10&h=300", (10, 300)),
        ("x0=10&y0=20&x1=110&y1=70", (100, 50)), ("x0=620", (100, 400)), ("x0=10&y0=20&x1=110&y1=70&w=50", (50, 25)),
        ("w=1", (1, 1)),
    ],
)  # fmt: skip
def test_parts_and_sizes(talk: Talk, query: str, size: tuple[int, int]) -> None:
    """A part, scaled; with one of width and height the other follows."""
    assert image(talk.request("GET", f"/screen?id=16&{query}")).size == size


def test_part_is_of_the_whole(talk: Talk) -> None:
    """The very pixels."""
    whole = image(talk.request("GET", "/screen?id=16"))
    part = image(talk.request("GET", "/screen?id=16&x0=5&y0=3&x1=200&y1=90"))
    assert part.tobytes() == whole.crop((5, 3, 200, 90)).tobytes()


@pytest.mark.parametrize(
    "query",
    [
        "w=0", "h=0", "w=1921", "w=1&h=100000000", "w=-5", "w=a", "w=", "w=%C2%B2", "x0=720", "x0=5&x1=5", "y1=401",
        "x0=10&x1=9",
    ],
)  # fmt: skip
def test_what_can_not_be(talk: Talk, query: str) -> None:
    """400, and the connection goes on."""
    assert talk.request("GET", f"/screen?id=16&{query}").status == 400
    assert talk.request("GET", "/screen?id=16").status == 200


@pytest.mark.parametrize("query", ["", "?id=", "?id=999", "?id=ha-host", "?id=%00", "?vm=16"])
def test_no_such_machine(talk: Talk, query: str) -> None:
    """404."""
    assert talk.request("GET", f"/screen{query}").status == 404


def test_machine_that_is_off(talk: Talk) -> None:
    """503: there is no picture now."""
    answer = talk.request("GET", "/screen?id=32")
    assert (answer.status, b"not powered on" in answer.body) == (503, True)


@pytest.mark.parametrize(
    ("user", "status"), [(None, 401), ("Basic cm9vdDp3cm9uZw==", 401), (GUEST, 403), (ROOT, 200)]
)
def test_who_may_look(talk: Talk, user: str | None, status: int) -> None:
    """The password, and the privilege to use consoles."""
    answer = talk.request("GET", "/screen?id=16", user=user)
    assert answer.status == status
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)


def test_session_cookie_alone(host: Esx, clock: Any) -> None:
    """A session does as well."""
    cookie = host.sessions.new_cookie()
    talk = Talk(build_site(host, clock))
    headers = {"Cookie": f'vmware_soap_session="{cookie}"'}
    assert talk.request("GET", "/screen?id=16", headers=headers, user=None).status == 401
    host.sessions.login(cookie, "root", "root", "en")
    assert talk.request("GET", "/screen?id=16", headers=headers, user=None).status == 200


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_other_methods(talk: Talk, method: str) -> None:
    """405 with what is allowed."""
    answer = talk.request(method, "/screen?id=16", b"")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
