"""What a phrase asks for, as a small typed tree. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from droidground.grounding.elements.forms import Form
from droidground.grounding.elements.lexicon.positions import Place, Side
from droidground.grounding.elements.lexicon.relations import Near
from droidground.grounding.elements.lexicon.states import State
from droidground.grounding.elements.roles import Role


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Which one of several."""

    number: int
    """Counted from 1; negative from the end."""
    start: Place | None = None
    """Where the counting begins; None for reading order."""

    def __str__(self) -> str:
        """Return it in short, as `2.` or `last`."""
        count = f"{self.number}." if self.number > 0 else f"{-self.number}. last"
        name = "last" if self.number == -1 else count
        return f"{name} from the {self.start}" if self.start else name


@dataclass(frozen=True, slots=True)
class Relation:
    """How the target stands to other things."""

    kind: Near
    anchors: tuple[Target, ...]
    """Two for `between`, any of several for `in` ("one of A, B and C"), else one."""

    def __str__(self) -> str:
        """Return it as `below (label "Wi-Fi")`."""
        return f"{self.kind} " + " and ".join(f"({anchor})" for anchor in self.anchors)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing as a phrase describes it; every part that is given must hold."""

    label: Form | None = None
    role: Role | None = None
    noun: str = ""
    """The word that the role was said with."""
    region: str = ""
    """The part of the screen that is meant, where it is no single control: `bar`, `section`."""
    ordinal: Ordinal | None = None
    place: Place | None = None
    is_zone: bool = False
    """The place is where to look ("at the bottom"), not which of them ("bottom tab")."""
    states: tuple[State, ...] = ()
    colour: str = ""
    count: int = 0
    """How many of its kind stand together; 0 when that is not said."""
    shows: str = ""
    """What a picture is said to show, or a control to belong to: the screen cannot prove it."""
    relations: tuple[Relation, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether neither a name nor a kind is said."""
        return self.label is None and self.role is None and not self.region

    @property
    def spelled(self) -> int:
        """Number of words that must stand on the screen for this to be what was meant."""
        own = len(self.label.tokens) if self.label else 0
        return own + sum(
            anchor.spelled for relation in self.relations for anchor in relation.anchors
        )

    @property
    def parts(self) -> int:
        """Number of things that are said about it."""
        said = (self.role, self.region, self.ordinal, self.place, self.colour, *self.states)
        anchors = [anchor for relation in self.relations for anchor in relation.anchors]
        return sum(bool(part) for part in said) + sum(1 + anchor.parts for anchor in anchors)

    @property
    def is_plain(self) -> bool:
        """Whether only a part of the screen is named: the row."""
        return bool(self.region) and not (
            self.label or self.ordinal or self.place or self.relations
        )

    @property
    def borrows(self) -> bool:
        """Whether a name is all that is said besides the noun: a label, or the name's own row."""
        if self.ordinal or self.place or self.states or self.colour:
            return False
        own = [one for one in self.relations if one.kind is Near.ITS or one.anchors[0].region]
        return len(own) == len(self.relations) and bool(self.label or own)

    @property
    def is_unproved(self) -> bool:
        """Whether all that tells it from others of its kind is what it is said to show."""
        return bool(self.shows) and not (self.relations or self.place or self.ordinal)

    def and_of(self, whole: Target) -> Target | None:
        """Return `this of the <whole>`: the left one of the two buttons; None if they clash."""
        if whole.ordinal or (self.place and whole.place and not whole.is_zone):
            return None
        place, is_zone = self.place, self.is_zone
        relations = self.relations
        if whole.place and self.place:
            if whole.place.x is not None or self.place.y is not None:
                return None
            place = Place(self.place.x, whole.place.y)
        elif whole.place:
            place, is_zone = whole.place, whole.is_zone
        return replace(
            whole,
            ordinal=self.ordinal,
            place=place,
            is_zone=is_zone,
            states=(*self.states, *whole.states),
            colour=self.colour or whole.colour,
            relations=(*relations, *whole.relations),
        )

    def __str__(self) -> str:
        """Return how the phrase was understood."""
        parts = [
            f"label {self.label.raw!r}" if self.label else "",
            self.noun or (str(self.role) if self.role else ""),
            self.region,
            str(self.ordinal) if self.ordinal else "",
            f"{'at ' if self.is_zone else ''}{self.place}" if self.place else "",
            *map(str, self.states),
            self.colour,
            f"one of {self.count}" if self.count else "",
            f"said to show {self.shows!r}" if self.shows else "",
            *map(str, self.relations),
        ]
        return ", ".join(part for part in parts if part) or "anything"


__all__ = ["Near", "Ordinal", "Place", "Relation", "Side", "State", "Target"]
