"""``/ui/network.svg``."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from lxml import etree
from talking import Talk

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import NO_ACCESS, READ_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

SVG = "{http://www.w3.org/2000/svg}"
PATH = "/ui/network.svg"
SECOND = ManagedObjectReference("VirtualMachine", "32")


def user(name: str) -> str:
    """An Authorization header of a user whose password is the name."""
    return "Basic " + b64encode(f"{name}:{name}".encode()).decode()


@pytest.fixture
def host(make_host: Any) -> Esx:
    """A host with VMs, and users who may read all, nothing, and all but the second VM."""
    host: Esx = make_host(vms=12)
    host.add_user("guest", "guest", READ_ONLY)
    host.add_user("nobody", "nobody", NO_ACCESS)
    host.add_user("some", "some", READ_ONLY)
    host.access.set_permissions(SECOND, [
        vim.Permission(entity=SECOND, principal="some", group=False, roleId=NO_ACCESS, propagate=True),
    ])
    return host


def texts(body: bytes) -> list[str]:
    """What a picture says."""
    return [element.text or "" for element in etree.fromstring(body).iter(f"{SVG}text")]


def test_picture(talk: Talk) -> None:
    """Switch, groups, cards and machines, as an SVG document that nothing may be loaded into; HEAD says the same of it."""
    answer = talk.request("GET", PATH)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert set(texts(answer.body)) >= {
        "Network of esx1.example.test", "vSwitch0", "VM Network", "vswif0", "vmnic0", "vm-0001", "and 4 more (0 of 12 on)",
    }
    head = talk.request("HEAD", PATH)
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(answer.body)))


def test_follows_the_host(talk: Talk, host: Esx) -> None:
    """A change is in the next picture; names are text."""
    host.inventory.update(SECOND, name="<script>")
    assert "<script>" in texts(talk.request("GET", f"{PATH}?members=12").body)
    assert b"<script>" not in talk.request("GET", f"{PATH}?members=12").body


def test_who_may_see_it(talk: Talk) -> None:
    """Nobody without the password or the right to read the host; VMs that one may not read are left out."""
    assert talk.request("GET", PATH, user=None).status == 401
    assert talk.request("GET", PATH, user=user("x")).status == 401
    assert talk.request("GET", PATH, user=user("nobody")).status == 403
    everything = texts(talk.request("GET", f"{PATH}?members=12", user=user("guest")).body)
    some = texts(talk.request("GET", f"{PATH}?members=12", user=user("some")).body)
    assert [text for text in everything if text not in some] == ["vm-0002"]


@pytest.mark.parametrize("members", ["0", "x", "-1", "1.5", "%d9%a1", "100000", "9" * 5000])
def test_wrong_members(talk: Talk, members: str) -> None:
    """400."""
    assert talk.request("GET", f"{PATH}?members={members}").status == 400


def test_other_methods(talk: Talk) -> None:
    """405."""
    answer = talk.request("POST", PATH, b"")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_firewall(talk: Talk, host: Esx) -> None:
    """While "vSphere Web Access" is closed, the connection ends without an answer, as for all of /ui."""
    system = ManagedObjectReference("HostFirewallSystem", "firewallSystem")
    info = host.inventory.get(system, "firewallInfo")
    rules = [rule.replace(enabled=False) if rule.key == "webAccess" else rule for rule in info.ruleset]
    host.inventory.update(system, firewallInfo=info.replace(ruleset=rules))
    talk.head("GET", PATH)
    assert talk.transport.value() == b""
    assert not talk.open


def test_linked(talk: Talk) -> None:
    """From the welcome page."""
    assert f'href="{PATH}"' in talk.request("GET", "/", user=None).text
