"""The pages of the Managed Object Browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from calling import Client
from copied_vms import add_vm
from talking import Talk

from fakeesx.host.esx import Esx
from fakeesx.host.services.access import NO_ACCESS
from fakeesx.schema import vim
from fakeesx.web.listening import build_site
from fakeesx.web.mob.values import SHOWN, address
from fakeesx.web.server import Site

GUEST = "Basic Z3Vlc3Q6Z3Vlc3Q="
HOST = "/mob/?moid=ha-host"


class _Html(HTMLParser):
    """Links and tags of a page; fails for what is not nested as it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self._open.append(tag)
        self.links.extend(value or "" for name, value in attrs if name == "href")
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def close(self) -> None:
        super().close()
        assert self._open == []


def parsed(content: str) -> _Html:
    """A page, read as a browser does."""
    page = _Html()
    page.feed(content)
    page.close()
    return page


def test_begins_with_the_service(talk: Talk) -> None:
    """Without a moid the ServiceInstance is shown, with and without the slash."""
    for path in ("/mob", "/mob/"):
        answer = talk.request("GET", path)
        assert answer.status == 200
        assert "ServiceInstance" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_every_page_can_be_reached_and_every_link_works(make_host: Callable[..., Esx]) -> None:
    """From the first page all objects are found by following links; no link is broken, no page is malformed."""
    host = make_host(vms=1)
    talk = Talk(build_site(host, host.clock))
    waiting, seen = ["/mob/"], {"/mob/"}
    while waiting:
        answer = talk.request("GET", waiting.pop())
        assert answer.status == 200
        page = parsed(answer.text)
        assert page.tags.isdisjoint({"script", "img", "iframe", "form"})
        for link in page.links:
            alike = re.sub("%5B.*?%5D", "[]", link)  # the elements of an array: one of them will do
            if link.startswith("/mob/") and alike not in seen:
                seen.add(alike)
                waiting.append(link)
    shown = {parse_qs(urlsplit(link).query).get("moid", [""])[0] for link in seen}
    assert {node.ref.value for node in host.inventory.nodes()} <= shown


def test_all_properties_and_methods(host: Esx, talk: Talk) -> None:
    """Each property with its type, set or not, and each method with what becomes of it."""
    text = talk.request("GET", HOST).text
    for name in host.model.managed_properties("HostSystem"):
        assert f'<td class="name">{name}</td>' in text
    for method in (*host.model.managed["HostSystem"].methods, *host.model.managed["ManagedEntity"].methods):
        assert f'<td class="name">{method.name}</td>' in text
    assert "ManagedObjectReference:Datastore[]" in text
    assert "Unset" in text
    assert "can't be invoked" in unescape(text)


def test_data_objects_by_path(talk: Talk) -> None:
    """Parts of a property, elements by key, scalars."""
    text = talk.request("GET", f"{HOST}&doPath=config.network").text
    assert "HostNetworkInfo" in text
    assert "vSwitch0" in text
    path = quote('config.network.vswitch["key-vim.host.VirtualSwitch-vSwitch0"]')
    assert "numPorts" in talk.request("GET", f"{HOST}&doPath={path}").text
    assert "HostVirtualSwitch" in talk.request("GET", f"{HOST}&doPath=config.network.vswitch").text
    assert "esx1" in talk.request("GET", f"{HOST}&doPath=name").text


@pytest.mark.parametrize(
    "path", ["nothing", "config.nothing", "config[0]", "config.network.vswitch[99]", "name.x", "]", "a" * 5000]
)
def test_paths_that_lead_nowhere(talk: Talk, path: str) -> None:
    """404."""
    assert talk.request("GET", f"{HOST}&doPath={quote(path)}").status == 404


@pytest.mark.parametrize("moid", ["nothing", "%3Cscript%3E", "%ff", "ha-host%00"])
def test_objects_that_are_not_there(talk: Talk, moid: str) -> None:
    """404, as plain text."""
    answer = talk.request("GET", f"/mob/?moid={moid}")
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_everything_is_escaped(host: Esx, talk: Talk) -> None:
    """Names with markup, quotes and control characters are text."""
    node = next(host.inventory.of_type("Network"))
    nasty = "<script>alert(1)</script>\"'&\x00\x1b\ud800"
    host.inventory.update(node.ref, name=nasty, summary=node.get("summary").replace(name=nasty))
    for path in (address(node.ref.value), address(node.ref.value, "summary"), HOST, address("ha-folder-network")):
        text = talk.request("GET", path).body.decode()
        assert "<script" not in text
        assert "\x00" not in text
        assert "&lt;script&gt;" in text
        parsed(text)


def test_large_arrays(host: Esx, talk: Talk) -> None:
    """The first elements at once, the others on a click."""
    node = host.inventory.find("ha-host")
    assert node is not None
    host.inventory.update(node.ref, disabledMethod=[f"M{n}" for n in range(SHOWN + 5000)])
    text = talk.request("GET", HOST).text
    assert "5000 more" in text
    assert f"<li>M{SHOWN + 4999}</li>" in text


def test_read_only(host: Esx, talk: Talk) -> None:
    """No other methods than GET and HEAD, no other paths."""
    assert talk.request("POST", HOST, b"").status == 405
    assert talk.request("GET", "/mob/other").status == 404
    assert talk.request("HEAD", HOST).body == b""


def test_what_a_user_may_not_see(host: Esx, talk: Talk) -> None:
    """Lists leave out what the user may not view, as on the wire."""
    with host.inventory.transaction():
        first, second = add_vm(host, 1), add_vm(host, 2)
    hidden = vim.Permission(entity=second, principal="guest", group=False, roleId=NO_ACCESS, propagate=True)
    host.access.set_permissions(second, [hidden])
    for path in ("/mob/?moid=ha-folder-vm", "/mob/?moid=ha-folder-vm&doPath=childEntity"):
        assert {ref.value in talk.request("GET", path).text for ref in (first, second)} == {True}
        found = talk.request("GET", path, user=GUEST).text
        assert first.value in found
        assert second.value not in found


def test_privileges(host: Esx, talk: Talk) -> None:
    """A read-only user sees what it may read, and is told what the rest needs."""
    assert talk.request("GET", HOST, user=GUEST).status == 200
    text = talk.request("GET", "/mob/?moid=ha-sessionmgr", user=GUEST).text
    assert "needs Sessions.TerminateSession" in text
    assert talk.request("GET", "/mob/?moid=ha-sessionmgr&doPath=sessionList", user=GUEST).status == 404
    assert "needs Sessions.TerminateSession" not in talk.request("GET", "/mob/?moid=ha-sessionmgr").text


def test_user_without_a_role(host: Esx, talk: Talk) -> None:
    """Who has no permission reads nothing."""
    host.add_user("nobody", "x", NO_ACCESS)
    answer = talk.request("GET", HOST, user="Basic bm9ib2R5Ong=")
    assert answer.status in (401, 403) or "needs System.Read" in answer.text
    assert "esx1.example.test</td>" not in answer.text


def test_objects_of_a_session(host: Esx, site: Site) -> None:
    """A view is shown to the session that made it, and to no other client."""
    client = Client(host).login()
    view = client.call("ViewManager", "CreateListView", obj=[])
    cookie = {"Cookie": f"vmware_soap_session={client.cookie}"}
    path = f"/mob/?moid={quote(view.value)}"
    assert Talk(site).request("GET", path, headers=cookie, user=None).status == 200
    assert Talk(site).request("GET", path).status == 404


def test_what_depends_on_the_caller(host: Esx, site: Site) -> None:
    """currentSession is the caller's own, and there is none with a password."""
    client = Client(host).login()
    cookie = {"Cookie": f"vmware_soap_session={client.cookie}"}
    path = "/mob/?moid=ha-sessionmgr&doPath=currentSession"
    answer = Talk(site).request("GET", path, headers=cookie, user=None)
    key = client.get("ha-sessionmgr", "currentSession").key
    assert key in answer.text


def test_references_are_named(talk: Talk) -> None:
    """A link tells type, id and name."""
    text = talk.request("GET", "/mob/?moid=ha-folder-datastore").text
    assert "Datastore:4cfc8f3a" in text
    assert "datastore1" in text
    assert vim.ManagedObjectReference("a", "b") == ("a", "b")
