"""The control API for people: a page with what there is."""

from __future__ import annotations

import re

from fakeesx.host.esx import Esx
from fakeesx.web import page
from fakeesx.web.control.openapi import TAGS

_WHAT = (
    "A test, in any language, looks at this host and does things with it here: JSON over HTTP, with the administrator's "
    "password. The same is what the fakeesx ctl command speaks."
)


def overview(host: Esx) -> bytes:
    """The page. The addresses that can simply be looked at are links."""
    from fakeesx.web.control.table import ROUTES

    parts = [f"<h1>Control API</h1><p>{page.text(_WHAT)}</p>"]
    for tag, title in TAGS.items():
        rows = []
        for route in ROUTES:
            if route.tag == tag:
                plain = route.method == "GET" and not route.names
                address = page.link(f"/fakeesx/v1/{route.path}", route.path) if plain else page.text(route.path)
                rows.append(
                    f'<tr><td class="type">{page.text(route.method)}</td><td class="name">{address}</td>'
                    f"<td>{_with_code(route.does)}</td></tr>"
                )
        if rows:
            parts.append(f"<h2>{page.text(title)}</h2>{page.table(('Method', 'Path', 'What it does'), rows)}")
    return page.document(host, "Control API", "".join(parts))


def _with_code(text: str) -> str:
    """Text whose words in backticks are code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", page.text(text))
