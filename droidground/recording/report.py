"""The page of what was done: each action with its frames, touch, candidates, chain and timings."""

from __future__ import annotations

from datetime import UTC, datetime

import PIL.Image
import PIL.ImageDraw

from droidground.actions import InputText, Step, describe_sent
from droidground.device.input_line import points_of
from droidground.errors import DroidgroundError, GroundingError
from droidground.geometry import Box, Point, Transform
from droidground.grounding.drawing import draw_location
from droidground.grounding.location import Location
from droidground.recording.page import figure, page, spent, table, text
from droidground.screen import Screenshot, draw_overlay
from droidground.ui_tree import UiNode

FLAGS = ("clickable", "checkable", "checked", "focused", "selected", "scrollable", "password")
BACKGROUND = (218, 220, 224)
VIEW_COLOUR = (25, 118, 210)
LEGEND = "before (ring: touch, green: box, orange: other candidates, blue: view under the touch)"


class RunReport:
    """The page of one command, filled while it runs: each action, and how it ended."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._sections: list[str] = []
        self._steps = 0
        self._phone = ""

    def add(self, step: Step) -> None:
        """Show an action. Its frames are kept as pictures only."""
        self._steps += 1
        self._tell_of(step.before)
        self._sections += [f"<h2>{self._steps}. {text(heading(step))}</h2>", *_step_sections(step)]

    def end(self, location: Location) -> None:
        """Show the last look at the screen."""
        self._tell_of(location.screenshot)
        found = "found" if location.found else f"not found: {location.reason}"
        self._sections.append(f"<h2>{text(location.query)}: {text(found)}</h2>")
        self._sections.append(figure(draw_location(location), "what was seen"))
        self._sections += _location_sections(location)
        self._sections += ["<h3>Time</h3>", spent(dict(location.timings_ms))]

    def fail(self, error: DroidgroundError) -> None:
        """Show why it ended, with what was seen then."""
        self._sections.append(
            f'<h2 class="error">{text(type(error).__name__)}</h2>'
            f"<p><b>{text(error.message)}</b> {text(error.hint)}</p>"
        )
        if isinstance(error, GroundingError) and isinstance(error.reply, Location):
            self.end(error.reply)

    def _tell_of(self, frame: Screenshot | None) -> None:
        """Say which phone it was and when, on top of the page."""
        if frame is not None and not self._phone:
            when = datetime.fromtimestamp(frame.taken_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            density = f"{frame.density} dpi" if frame.density else ""
            self._phone = " · ".join(filter(None, (frame.serial, str(frame.size), density, when)))

    def html(self) -> str:
        """Return one HTML file; its pictures are inside it."""
        return page(self._title, [f"<p>{text(self._phone)}</p>", *self._sections])


def action_page(step: Step, title: str) -> str:
    """Return the page of one action, and of what was in its way."""
    report = RunReport(title)
    for one in (*step.reactions, step):
        report.add(one)
    return report.html()


def marked(step: Step) -> PIL.Image.Image | None:
    """Return the frame before the action with touch, boxes and other candidates drawn in."""
    if step.before is None:
        return None
    chain = step.before.to_input()
    back = chain.inverse() if chain else None
    points = [on_frame(point, back) for point in points_of(step.event)] if back else []
    picture = (
        draw_location(step.location)
        if step.location
        else draw_overlay(step.before, point=points[0] if points else None)
    )
    draw = PIL.ImageDraw.Draw(picture)
    width = max(2, picture.width // 270)
    if step.view and step.view.bounds and back:
        left, top, right, bottom = box_on_frame(step.view.bounds, back)
        around = (left - width, top - width, right + width, bottom + width)
        draw.rectangle(around, outline=VIEW_COLOUR, width=width)
    if len(points) > 1:
        draw.line([(point.x, point.y) for point in points], fill=VIEW_COLOUR, width=2 * width)
    return picture


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


def heading(step: Step) -> str:
    """Return what was done, in a line."""
    words = f" {step.location.query!r}" if step.location else ""
    kind, _, details = describe_sent(step).partition(" ")
    return f"{kind}{words} {details}".strip()


def _step_sections(step: Step) -> list[str]:
    told = f"Field read back: {step.read_back.value}." if step.read_back else ""
    parts = [
        f'<p><b class="{step.effect.value}">{step.effect.value}</b> {text(step.why)} {told}</p>'
    ]
    if step.trouble:
        parts.append(f'<p class="error">After it was sent: {text(step.trouble.message)}</p>')
    parts.append(figure(marked(step), LEGEND if points_of(step.event) else "before"))
    if isinstance(step.action, InputText) and step.action.is_secret:
        parts.append("<p>What the screen showed after it may tell the text and is left out.</p>")
    else:
        parts.append(figure(_image(step.after), "after"))
    if step.view:
        parts += ["<h3>View under the touch</h3>", _view_table(step.view)]
    if step.location is not None:
        parts += _location_sections(step.location)
    return [*parts, "<h3>Time</h3>", spent(dict(step.timings_ms))]


def view_facts(view: UiNode) -> dict[str, object]:
    """Return what a page tells of a view; bounds are input pixels."""
    names = ("class_name", "resource_id", "text", "content_desc")
    flags = [name for name in FLAGS if getattr(view, name)]
    bounds = tuple(view.bounds) if view.bounds else None
    told = {name: getattr(view, name) for name in names}
    return {**told, "bounds": bounds, "flags": " ".join(flags)}


def _view_table(view: UiNode) -> str:
    facts = view_facts(view)
    return table(tuple(facts), [facts.values()])


def _location_sections(location: Location) -> list[str]:
    names = ("label", "point", "box", "score", "source")
    rows = [
        (c.label, c.point, tuple(c.box), f"{c.score:.2f}", c.source) for c in location.candidates
    ]
    kind = "Candidates" if location.found else "Nearest candidates"
    sections = [f"<h3>{kind}</h3>", table(names, rows) or "<p>None.</p>"]
    if location.found:
        chain = f"read at {location.origin}\n{location.transform}\nsent as {location.input_point}"
        sections.append(f"<h3>Coordinates</h3><pre>{text(chain)}</pre>")
    return sections


def _image(frame: Screenshot | None) -> PIL.Image.Image | None:
    return None if frame is None else frame.image()


def on_frame(point: Point, back: Transform) -> Point:
    """Return an input pixel as a pixel of the frame; `back` leads there."""
    return back.apply(back.source.center_of(point)).pixel()


def box_on_frame(box: Box, back: Transform) -> tuple[float, float, float, float]:
    """Return the outermost pixels of a box of input pixels, on the frame."""
    start = back.apply(back.source.at(box.left, box.top))
    end = back.apply(back.source.at(box.right, box.bottom))
    return start.x, start.y, max(start.x, end.x - 1), max(start.y, end.y - 1)
