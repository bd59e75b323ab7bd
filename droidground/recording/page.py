"""The parts of an HTML page that stands alone: its pictures are inside it, it fetches nothing."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence

import PIL.Image

from droidground.screen import encode_png

STYLE = """
:root { color-scheme: light dark; --line: #8885; --weak: #8882 }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem }
h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere } h2 { margin-top: 2.5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem }
figure { display: inline-block; margin: 0 1.5rem 1rem 0; width: 20rem; max-width: 100%;
  vertical-align: top }
figure:has(:checked) { width: auto } figure input { display: none }
figure label { cursor: zoom-in } figure:has(:checked) label { cursor: zoom-out }
img { width: 100%; border: 1px solid var(--line); border-radius: 12px; vertical-align: top }
.table, pre { overflow-x: auto } pre { background: var(--weak); padding: .8rem }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
tr + tr { border-top: 1px solid var(--line) } .bar { background: #0a7d; height: .6rem }
.changed { color: #0a7d4f } .no_change { color: #b26a00 } .unknown, .error { color: #c62828 }
@media (prefers-color-scheme: dark) {
  .changed { color: #5fd6a2 } .no_change { color: #ffb74d } .unknown, .error { color: #ff8a80 }
}
"""


def page(title: str, sections: Iterable[str]) -> str:
    """Return the whole page."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{text(title)}</title><style>{STYLE}</style>"
    )
    body = "\n".join(sections)
    return f'<!doctype html><html lang="en">{head}<h1>{text(title)}</h1>\n{body}\n</html>\n'


def figure(picture: PIL.Image.Image | None, caption: str) -> str:
    """Return a picture that a click enlarges; nothing where there is none."""
    if picture is None:
        return ""
    data = base64.b64encode(encode_png(picture)).decode()
    return (
        f'<figure><label><input type="checkbox"><img alt="{text(caption)}" '
        f'src="data:image/png;base64,{data}"></label>'
        f"<figcaption>{text(caption)}</figcaption></figure>"
    )


def table(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table; nothing where it has no rows."""
    body = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{text(name)}</th>" for name in names)
    return f'<div class="table"><table><tr>{head}</tr>{body}</table></div>' if body else ""


def spent(timings_ms: dict[str, float]) -> str:
    """Return where the time went, as numbers, shares and bars."""
    total = sum(timings_ms.values())
    rows = "".join(
        f"<tr><td>{text(name)}</td><td>{ms:.1f} ms</td><td>{ms / total:.0%}</td>"
        f'<td style="width: 20rem"><div class="bar" style="width: {ms / total:.1%}"></div></td>'
        for name, ms in timings_ms.items()
        if total
    )
    whole = f"<tr><td>together</td><td>{total:.1f} ms</td></tr>"
    return f'<div class="table"><table>{rows}{whole}</table></div>' if rows else ""


def text(value: object) -> str:
    """Return a value as text in HTML."""
    return html.escape(str(value))
