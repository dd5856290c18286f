"""A scene as an SVG document: it loads nothing, runs no script, escapes all text, and follows the viewer's light or dark."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from fakeesx.drawing.cells import clean, width
from fakeesx.drawing.layout import Box, Item, Join, Mark, Scene, Text

CELL_WIDTH, CELL_HEIGHT, MARGIN = 8, 20, 20
"""Pixels."""

_STYLE = """
:root{color-scheme:light dark;--page:#f5f7f9;--card:#fff;--text:#1c2733;--soft:#5d6b79;--line:#b9c4ce;--band:#16324f;
--link:#0b62a8;--tint:#eef3f8;--good:#1d7a46;--bad:#b3261e;--warn:#8a5a00}
@media (prefers-color-scheme:dark){:root{--page:#12181f;--card:#1a222b;--text:#dde4ea;--soft:#93a1ae;--line:#46535f;
--band:#3d6a96;--link:#6cb6f0;--tint:#212b36;--good:#62c98f;--bad:#ff8a80;--warn:#e0b050}}
text{font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
fill:var(--text);white-space:pre}
.page{fill:var(--page)}
.group{fill:var(--card);stroke:var(--line)}.lost{fill:var(--card);stroke:var(--bad);stroke-dasharray:4 3}
.switch{fill:var(--band);stroke:none}
.head{fill:var(--tint)}
.host,.title{font-weight:600}.host{font-size:15px}.title{fill:var(--link);font-size:13.5px}
.name,.uplink{font-weight:600}.about,.detail,.more,.link{fill:var(--soft)}.vlan{fill:var(--link)}.down{fill:var(--bad)}
.wire{stroke:var(--line);stroke-width:1.5;fill:none}.wire-up{stroke:var(--good);stroke-width:2}
.wire-down{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 4}
.on{fill:var(--good)}.off{fill:var(--soft)}.own{fill:var(--link)}.wait{fill:var(--warn)}
.plug-up{fill:var(--good)}.plug-down{fill:var(--page);stroke:var(--bad);stroke-width:2}
"""


def render(scene: Scene, title: str) -> str:
    """The SVG document of a scene."""
    right, bottom = 2 * MARGIN + scene.width * CELL_WIDTH, 2 * MARGIN + scene.height * CELL_HEIGHT
    body = "".join(_item(item) for kind in (Join, Box, Mark, Text) for item in scene.items if isinstance(item, kind))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right}" height="{bottom}" viewBox="0 0 {right} {bottom}" '
        f'role="img" aria-labelledby="title"><title id="title">{escape(clean(title))}</title><style>{_STYLE}</style>'
        f'<rect class="page" width="{right}" height="{bottom}"/>{body}</svg>\n'
    )


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    if isinstance(item, Box):
        return _box(item)
    return _join(item) if isinstance(item, Join) else _mark(item)


def _text(text: Text) -> str:
    x, y = _x(text.x), _y(text.y) + 14
    hint = f"<title>{escape(text.full)}</title>" if text.content != text.full else ""
    wide = f' textLength="{width(text.content) * CELL_WIDTH}"' if not text.content.isascii() else ""
    return f"<text class={quoteattr(text.kind)} x=\"{x}\" y=\"{y}\"{wide}>{escape(text.content)}{hint}</text>"


def _box(box: Box) -> str:
    left, top = _x(box.x) + 3, _y(box.y) + 6
    across, down = box.width * CELL_WIDTH - 6, box.height * CELL_HEIGHT - 12
    name = f"<title>{escape(box.name)}</title>"
    frame = f'<rect class="{box.kind}" x="{left}" y="{top}" width="{across}" height="{down}" rx="5">{name}</rect>'
    if box.kind == "switch" or box.height < 4:
        return frame
    head = f'<path class="head" d="M{left + 1} {top + 33}v-27q0-5 5-5h{across - 12}q5 0 5 5v27z"/>'
    return frame + head


def _join(join: Join) -> str:
    y = _y(join.y) + CELL_HEIGHT // 2
    wire = {"up": " wire-up", "down": " wire-down"}.get(join.kind, "")
    return f'<path class="wire{wire}" d="M{_x(join.x)} {y}H{_x(join.end) + CELL_WIDTH}"/>'


def _mark(mark: Mark) -> str:
    x, y = _x(mark.x) + CELL_WIDTH / 2, _y(mark.y) + CELL_HEIGHT / 2
    match mark.kind:
        case "poweredOn":
            return f'<path class="on" d="M{x - 4} {y - 5}l9 5l-9 5z"/>'
        case "poweredOff":
            return f'<rect class="off" x="{x - 4}" y="{y - 4}" width="8" height="8"/>'
        case "suspended":
            return f'<path class="wait" d="M{x - 4} {y - 5}h3v10h-3zM{x + 1} {y - 5}h3v10h-3z"/>'
        case "interface":
            return f'<path class="own" d="M{x} {y - 5}l5 5l-5 5l-5-5z"/>'
        case _:
            return f'<circle class="plug-{mark.kind}" cx="{x}" cy="{y}" r="5"/>'


def _x(column: int) -> int:
    return MARGIN + column * CELL_WIDTH


def _y(row: int) -> int:
    return MARGIN + row * CELL_HEIGHT
