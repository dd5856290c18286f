"""Pictures as SVG."""

from __future__ import annotations

import re

from hypothesis import given
from lxml import etree
from pictured_networks import PICTURES, awkward

from fakeesx.drawing.layout import Text, layout
from fakeesx.drawing.network import Picture
from fakeesx.drawing.svg import render

SVG = "{http://www.w3.org/2000/svg}"


def texts(root: etree._Element) -> list[str]:
    """What the text elements say."""
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@given(PICTURES)
def test_any_picture(picture: Picture) -> None:
    """Is well-formed, of the texts of the scene; whatever the names are, there is no element but those of a drawing."""
    scene = layout(picture, 110)
    root = etree.fromstring(render(scene, "Network of x").encode())
    assert texts(root) == [item.content for item in scene.items if isinstance(item, Text)]
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg", "title", "style", "rect", "path", "text", "circle",
    }


def test_escaped() -> None:
    """Markup in names is text."""
    document = render(layout(awkward(), 110), "<&>")
    assert "<house>" not in document
    root = etree.fromstring(document.encode())
    assert root.findtext(f"{SVG}title") == "<&>"
    assert "Front \u2013 of <house> & co" in texts(root)


def test_loads_nothing() -> None:
    """No address of anything, no script, no event."""
    document = render(layout(awkward(), 110), "x")
    assert re.findall(r"https?://[^\"]+", document) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"\bon\w+=|<script|href|url\(|@import", document)


def test_light_and_dark() -> None:
    """Colours follow the viewer's choice, and each one used is set for both."""
    document = render(layout(awkward(), 110), "x")
    light, dark = re.findall(r":root\{(.*?)\}", document, re.DOTALL)
    assert "prefers-color-scheme:dark" in document
    names = set(re.findall(r"--\w+(?=:)", light))
    assert names == set(re.findall(r"--\w+(?=:)", dark)) == set(re.findall(r"var\((--\w+)\)", document))


def test_cut_names_tell_themselves() -> None:
    """In a tooltip."""
    picture = Picture("h" * 200, (), (), ())
    root = etree.fromstring(render(layout(picture, 110), "x").encode())
    (text,) = [element for element in root.iter(f"{SVG}text") if element.get("class") == "host"]
    assert text.findtext(f"{SVG}title") == "Network of " + "h" * 200
