"""What a recording holds: one event a line of `events.jsonl`, in the order it happened.

docs/recordings.md describes the format for other programs. A change that an older reader would
misunderstand raises `FORMAT`; fields and kinds of events may be added without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from droidground.actions import Effect
from droidground.device.events import InputEvent
from droidground.geometry import Box, Coordinate, Point, Size, Transform
from droidground.grounding.location import Candidate, Reason
from droidground.screen import Display

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Shot:
    """A frame as it was read: which picture, and the display at that moment."""

    frame: int
    """Number of the picture, as in `frames/0001.png`."""
    size: Size
    display: Display | None = None
    density: int | None = None
    taken_at: float = 0.0
    """Seconds since the epoch."""
    serial: str | None = None
    is_secure: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of droidground, so that it can be raised again."""

    type: str
    message: str
    hint: str = ""
    details: Mapping[str, str | int | None] = field(default_factory=dict)
    """What its constructor takes besides, as `serial`, `command` and `exit_code`."""


@dataclass(frozen=True, slots=True)
class Described:
    """An action in plain words and numbers; a text that is masked is not in it."""

    kind: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrameKept:
    """A picture that was not there before; it lies in `frames/`."""

    frame: int
    sha256: str
    """Of the RGB bytes, row by row."""
    size: Size


@dataclass(frozen=True, slots=True)
class TreeKept:
    """A view hierarchy that was not there before; it lies in `trees/`."""

    tree: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A frame and the hierarchy that belongs to it were read."""

    shot: Shot
    tree: int | None = None
    """Number of the hierarchy, as in `trees/0001.xml`."""
    moving: tuple[Box, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Captured:
    """A frame was read."""

    shot: Shot


@dataclass(frozen=True, slots=True)
class TreeRead:
    """A hierarchy was read without a frame."""

    tree: int


@dataclass(frozen=True, slots=True)
class DisplayRead:
    """Size and rotation were read."""

    display: Display


@dataclass(frozen=True, slots=True)
class PackageFound:
    """An app's name became a package."""

    name: str
    package: str


@dataclass(frozen=True, slots=True)
class Located:
    """A grounder answered where words are; fields as of `Location`."""

    words: str
    shot: Shot
    grounder: str
    point: Point | None = None
    box: Box | None = None
    score: float | None = None
    reason: Reason | None = None
    candidates: tuple[Candidate, ...] = ()
    reply: str | None = None
    origin: Coordinate | None = None
    origin_box: tuple[float, float, float, float] | None = None
    transform: Transform | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    profile: str | None = None
    profile_hash: str | None = None
    agreement: bool | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A model said whether a sentence is true of a frame."""

    sentence: str
    shot: Shot
    model: str
    reply: str
    holds: bool | None = None
    """None when the model could not tell."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Something is about to be sent to the device."""

    event: InputEvent
    """In input pixels."""
    action: Described | None = None
    """None when it came from no action, as a touch by hand."""
    mask: int | None = None
    """Number of the typed text that is kept out of the recording; None when it is in it."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """What the last action did."""

    effect: Effect
    why: str = ""
    before: Shot | None = None
    after: Shot | None = None
    trouble: Failure | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stood:
    """The screen was waited for until it stood still."""

    shot: Shot
    is_stable: bool
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Slept:
    """Time passed between two looks."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A call of the device or of the grounder raised."""

    call: str
    """`capture`, `observe`, `locate`, `act`, ..."""
    failure: Failure
    words: str | None = None
    """What was looked for."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A remark: what a person or a test says of this moment."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The recording was ended, not killed."""


Event = (
    FrameKept
    | TreeKept
    | Observed
    | Captured
    | TreeRead
    | DisplayRead
    | PackageFound
    | Located
    | Judged
    | Acting
    | Stepped
    | Stood
    | Slept
    | Failed
    | Noted
    | Ended
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a recording is of: `manifest.json`."""

    format: int
    droidground: str
    """Version of the package that made it."""
    created: str
    """ISO 8601, UTC."""
    grounder: str = ""
    """Its name; the profile that an answer went by, and its hash, stand with the answer."""
    device: Mapping[str, str] = field(default_factory=dict)
    """Model, Android version and the like."""
    redacted: tuple[str, ...] = ()
    """What was blacked out: boxes as written, words by their number only."""
    masks_text: bool = False
    """Whether all typed texts are kept out, not the secret ones only."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event with its place in the recording."""

    number: int
    """Counted from 1."""
    at_s: float
    """Seconds since the recording began."""
    event: Event
