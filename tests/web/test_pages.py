"""The welcome page, and the frame that pages share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from talking import Talk

from fakeesx.web import page


def test_welcome(talk: Talk) -> None:
    """Open to all; says who the host is and leads to what it has."""
    answer = talk.request("GET", "/", user=None)
    assert answer.status == 200
    assert "VMware ESX 4.1.0 build-260247" in answer.text
    for path in ("/mob/", "/folder", "/ui", "/sdk/vimService.wsdl"):
        assert f'href="{path}"' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert talk.request("POST", "/", b"", user=None).status == 405


@given(st.text())
def test_text_is_text(value: str) -> None:
    """Nothing of a text is markup or a control character."""
    shown = page.text(value)
    assert not set(shown) & set("<>\"'\x00\x1b\x7f")
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&quot;", "").replace(
        "&#x27;", ""
    )


@given(st.text(), st.text())
def test_links_hold_their_address(href: str, label: str) -> None:
    """No address ends its attribute."""
    assert page.link(href, label).count('"') == 2
