"""The page of one action: before and after, the touch, the candidates, the chain, the timings."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable

import PIL.Image

from droidground.actions import InputText, Step
from droidground.device.events import DoubleTapAt, LongPressAt, TapAt
from droidground.errors import GroundingError
from droidground.grounding.drawing import draw_location
from droidground.grounding.location import Location
from droidground.screen import Screenshot, draw_overlay, encode_png
from droidground.ui_tree import UiNode

FLAGS = ("clickable", "checkable", "checked", "focused", "selected", "scrollable", "password")
BACKGROUND = (218, 220, 224)

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem }
figure { display: inline-block; margin: 0 1.5rem 1rem 0; width: 20rem; vertical-align: top }
img { width: 100%; border: 1px solid #ccc; border-radius: 12px }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
pre { background: #f4f4f4; padding: .8rem; overflow-x: auto }
"""


def marked(step: Step) -> PIL.Image.Image | None:
    """Return the frame before the action with its touch, its box and other candidates drawn in."""
    if step.before is None:
        return None
    if step.location is not None:
        return draw_location(step.location)
    chain = step.before.to_input()
    if chain is None or not isinstance(step.event, TapAt | DoubleTapAt | LongPressAt):
        return step.before.image()
    back = chain.inverse()
    touched = back.source.center_of(step.event.point)
    box = step.view.bounds if step.view else None
    return draw_overlay(step.before, point=back.apply(touched).pixel(), box=box)


def side_by_side(step: Step, gap: int = 40) -> PIL.Image.Image:
    """Return the frames before (with the touch drawn in) and after as one picture."""
    pictures = [picture for picture in (marked(step), _image(step.after)) if picture]
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) + 1)
    height = max((picture.height for picture in pictures), default=0) + 2 * gap
    canvas = PIL.Image.new("RGB", (width, height), BACKGROUND)
    left = gap
    for picture in pictures:
        canvas.paste(picture, (left, gap))
        left += picture.width + gap
    return canvas


def action_page(step: Step, title: str) -> str:
    """Return one HTML file that shows an action; its pictures are inside it."""
    sections = [part for earlier in step.reactions for part in _step_sections(earlier)]
    return _page(title, [*sections, *_step_sections(step)])


def error_page(error: GroundingError, title: str) -> str:
    """Return one HTML file that shows why words became no touch."""
    sections = [f"<p><b>{_text(error.message)}</b> {_text(error.hint)}</p>"]
    if isinstance(error.reply, Location):
        sections.append(_figure(draw_location(error.reply), "what was seen"))
        sections += _location_sections(error.reply)
    return _page(title, sections)


def _step_sections(step: Step) -> list[str]:
    done = f"{step.action} -> {step.event}: {step.effect.value}"
    parts = [f"<p>{_text(done)}{_text(f' ({step.why})' if step.why else '')}</p>"]
    if step.trouble:
        parts.append(f"<p>After it was sent: {_text(step.trouble.message)}</p>")
    parts.append(_figure(marked(step), "before"))
    if isinstance(step.action, InputText) and step.action.is_secret:
        parts.append("<p>What the screen showed after it may tell the text and is left out.</p>")
    else:
        parts.append(_figure(_image(step.after), "after"))
    if step.view:
        parts.append("<h2>View under the touch</h2>" + _view_table(step.view))
    if step.location is not None:
        parts += _location_sections(step.location)
    spent = [(name, f"{ms:.1f} ms") for name, ms in step.timings_ms.items()]
    return [*parts, "<h2>Time</h2>" + _table(("part", "spent"), spent)]


def _view_table(view: UiNode) -> str:
    names = ("class_name", "resource_id", "text", "content_desc", "bounds")
    flags = [name for name in FLAGS if getattr(view, name)]
    bounds = tuple(view.bounds) if view.bounds else None
    values = (view.class_name, view.resource_id, view.text, view.content_desc, bounds)
    return _table((*names, "flags"), [(*values, " ".join(flags))])


def _page(title: str, sections: Iterable[str]) -> str:
    head = f'<meta charset="utf-8"><title>{_text(title)}</title><style>{STYLE}</style>'
    return f"<!doctype html>{head}<h1>{_text(title)}</h1>" + "\n".join(sections) + "\n"


def _location_sections(location: Location) -> list[str]:
    rows = [
        (c.label, c.point, tuple(c.box), f"{c.score:.2f}", c.source) for c in location.candidates
    ]
    names = ("label", "point", "box", "score", "source")
    chain = f"read at {location.origin}\n{location.transform}\nsent as {location.input_point}"
    if not location.found:
        return ["<h2>Nearest candidates</h2>" + _table(names, rows)]
    return [
        "<h2>Candidates</h2>" + _table(names, rows),
        f"<h2>Coordinates</h2><pre>{_text(chain)}</pre>",
    ]


def _image(frame: Screenshot | None) -> PIL.Image.Image | None:
    return None if frame is None else frame.image()


def _figure(picture: PIL.Image.Image | None, caption: str) -> str:
    if picture is None:
        return ""
    data = base64.b64encode(encode_png(picture)).decode()
    return (
        f'<figure><img alt="{caption}" src="data:image/png;base64,{data}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _table(names: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _text(value: object) -> str:
    return html.escape(str(value))
