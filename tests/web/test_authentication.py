"""Who sends a request."""

from __future__ import annotations

from base64 import b64encode

import pytest
from calling import Client
from hypothesis import given
from hypothesis import strategies as st
from talking import ROOT, Talk

from fakeesx.host.esx import Esx
from fakeesx.web.authentication import basic

LIST = "/folder?dcPath=ha-datacenter&dsName=datastore1"


def encoded(text: bytes) -> bytes:
    """An Authorization header."""
    return b"Basic " + b64encode(text)


@given(
    st.text(alphabet=st.characters(exclude_characters=":", exclude_categories=["Cs"])), st.text(st.characters(codec="utf-8"))
)
def test_basic_reads_what_clients_write(user: str, password: str) -> None:
    """Any name without a colon and any password come through."""
    assert basic(encoded(f"{user}:{password}".encode())) == (user, password)


@given(st.binary())
def test_basic_takes_any_header(header: bytes) -> None:
    """What can't be read is no login, and never an error."""
    basic(header)
    basic(b"Basic " + header)
    basic(encoded(header))


@pytest.mark.parametrize("header", [None, b"", b"Basic", b"Basic !!!", b"Bearer abc", encoded(b"no colon")])
def test_basic_refuses(header: bytes | None) -> None:
    """Other schemes, no base64, no colon."""
    assert basic(header) is None


def test_basic_latin_1() -> None:
    """A password that is not UTF-8 is Latin-1, as older clients send it."""
    assert basic(encoded(b"root:p\xe4ss")) == ("root", "päss")


@pytest.mark.parametrize("path", [LIST, "/folder", "/mob", "/mob/?moid=ha-host"])
@pytest.mark.parametrize("user", [None, ROOT[:-4] + "AAAA", "Basic " + b64encode(b"nobody:x").decode(), "Digest x"])
def test_without_a_password_nothing_is_told(talk: Talk, path: str, user: str | None) -> None:
    """401 with a challenge, on a connection that stays open so that the client can try again."""
    answer = talk.request("GET", path, user=user)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="VMware HTTP server"'
    assert talk.open
    assert talk.request("GET", path).status == 200


@pytest.mark.parametrize(
    "form", ['vmware_soap_session="{}"', "vmware_soap_session={}", 'a=b; vmware_soap_session="{}"; Path=/']
)
def test_cookie_of_a_session(host: Esx, talk: Talk, form: str) -> None:
    """The cookie of a login opens the pages, in any form; after logout it does not."""
    client = Client(host).login()
    cookie = {"Cookie": form.format(client.cookie)}
    assert talk.request("GET", LIST, headers=cookie, user=None).status == 200
    client.call("ha-sessionmgr", "Logout")
    assert talk.request("GET", LIST, headers=cookie, user=None).status == 401


def test_cookie_before_login(host: Esx, talk: Talk) -> None:
    """A cookie that was handed out but never logged in opens nothing."""
    cookie = {"Cookie": f"vmware_soap_session={host.sessions.new_cookie()}"}
    assert talk.request("GET", LIST, headers=cookie, user=None).status == 401


def test_expired_cookie_with_good_password(talk: Talk) -> None:
    """A stale cookie is no hindrance to a client that also sends its password."""
    assert talk.request("GET", LIST, headers={"Cookie": "vmware_soap_session=gone"}).status == 200
