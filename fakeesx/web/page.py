"""The look that a host's HTML pages share. They load nothing, run no script, and escape everything they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from fakeesx.host.esx import Esx
from fakeesx.schema import vim

TYPE = b"text/html; charset=utf-8"
HEADERS = (
    (b"Content-Security-Policy", b"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"),
    (b"X-Content-Type-Options", b"nosniff"),
    (b"X-Frame-Options", b"DENY"),
    (b"Referrer-Policy", b"same-origin"),
    (b"Cache-Control", b"no-cache"),
)

_STYLE = """
:root{color-scheme:light dark;--page:#f5f7f9;--card:#fff;--text:#1c2733;--soft:#5d6b79;--line:#dfe5ea;--band:#16324f;
--link:#0b62a8;--tint:#eef3f8;--good:#1d7a46;--warn:#8a5a00}
@media (prefers-color-scheme:dark){:root{--page:#12181f;--card:#1a222b;--text:#dde4ea;--soft:#93a1ae;--line:#2c3743;
--band:#0d1f31;--link:#6cb6f0;--tint:#212b36;--good:#62c98f;--warn:#e0b050}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
header{background:var(--band);color:#fff;padding:.8rem 1.5rem;display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap}
header a{color:#fff}header strong{font-size:1.05rem;font-weight:600}header span{opacity:.75;font-size:.9rem}
header nav{margin-left:auto;display:flex;gap:1.1rem;font-size:.9rem}
main{max-width:76rem;margin:0 auto;padding:1.4rem 1.5rem 3rem}
h1{font-size:1.5rem;font-weight:600;margin:.2rem 0 .3rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;font-weight:600;margin:1.8rem 0 .6rem}
p{margin:.3rem 0 .8rem}.soft{color:var(--soft)}
.trail{font-size:.9rem;color:var(--soft);margin-bottom:.4rem;overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600;font-size:.8rem;color:var(--soft);background:var(--tint);padding:.45rem .9rem;
border-bottom:1px solid var(--line)}
td{padding:.42rem .9rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}tbody tr:hover td{background:var(--tint)}
td.name{font-weight:500;white-space:nowrap}td.type,td.number,td.time,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,
"Liberation Mono",monospace;font-size:.85rem}
th.number{text-align:right}td.type{color:var(--soft);overflow-wrap:normal}td.number{text-align:right;white-space:nowrap}td.time{white-space:nowrap}
td ul{margin:0;padding-left:1.1rem}
.none{color:var(--soft);font-style:italic}
.mark{display:inline-block;border-radius:99px;padding:0 .6rem;font-size:.8rem;background:var(--tint);color:var(--soft)}
.mark.good{color:var(--good)}.mark.warn{color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin-top:1.2rem}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.2rem}
.tile h2{margin:.1rem 0 .3rem}.tile p:last-child{margin-bottom:0}
details summary{cursor:pointer;color:var(--link)}
@media (max-width:40rem){main{padding:1rem .7rem}header{padding:.7rem}th,td{padding:.4rem .5rem}td.name{white-space:normal;
min-width:8rem}td.type{overflow-wrap:anywhere}}
"""


def text(value: str) -> str:
    """Any text as HTML: what could be markup is escaped, control characters are shown as a replacement character."""
    clean = "".join(c if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160) else "\ufffd" for c in value)
    return escape(clean)


def link(href: str, label: str) -> str:
    """A link; both parts are plain text."""
    return f'<a href="{escape(href)}">{text(label)}</a>'


def trail(steps: Iterable[tuple[str | None, str]]) -> str:
    """Where a page is: (address, label) from the outside in; the page itself has no address."""
    return '<div class="trail">' + " / ".join(
        link(href, label) if href is not None else text(label) for href, label in steps
    ) + "</div>"


def table(heads: Sequence[str], rows: Iterable[str]) -> str:
    """A table of rows that are HTML already; a head that begins with ``>`` stands at the right."""
    head = "".join(
        f'<th class="number">{text(name[1:])}</th>' if name.startswith(">") else f"<th>{text(name)}</th>" for name in heads
    )
    return f'<div class="card"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def document(host: Esx, title: str, body: str) -> bytes:
    """A whole page; ``title`` is plain text, ``body`` HTML."""
    about: vim.AboutInfo = host.profile.about
    name = host_name(host)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)} - {text(name)}</title><style>{_STYLE}</style></head><body>"
        f'<header><strong><a href="/">{text(about.fullName)}</a></strong><span>{text(name)}, simulated by fakeesx</span>'
        '<nav><a href="/mob/">Objects</a><a href="/folder">Datastores</a><a href="/ui">Plug-ins</a></nav></header>'
        f"<main>{body}</main></body></html>"
    ).encode(errors="replace")


def host_name(host: Esx) -> str:
    """The name the host has in its own inventory."""
    node = host.inventory.find("ha-host")
    return str(node.get("name")) if node is not None else "localhost"
