"""How well a label on the screen is what the words say, with the reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from droidground.grounding.elements.forms import (
    Form,
    is_word_char,
    segments,
    without_marks,
    without_ornaments,
    without_stop_words,
)
from droidground.grounding.elements.half_read import is_half_read
from droidground.grounding.elements.roles import LONGEST_ROLE, ROLE_WORDS, Role

MAX_SEGMENTED_TOKENS = 12
"""A longer label is prose: a part of it is not its name."""
MIN_TRUNCATED = 6
"""Characters that must be left of a label that was cut off."""
MIN_TYPO_WORD = 6
"""In shorter words one other letter makes another word: send and spend."""
MIN_TWO_TYPOS_WORD = 10
MIN_LOOKS_ALIKE = 4
"""Characters that a text needs before any of them may have been misread."""
CONFUSABLE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "ı": "l"})
"""Characters that look alike in many fonts."""
LEADS = (("use",), ("enable",), ("turn", "on"), ("allow",))
"""What labels of switches say before they name what is switched."""
MAX_JOINT_TOKENS = 4
LIST_ENDS = frozenset({"more", "others", "other"})
"""What stands behind "and" without being a name."""
TWO_STATE = frozenset({Role.TOGGLE, Role.CHECKBOX})
PUSHED = frozenset({Role.BUTTON, Role.LINK})
MAX_LEAD = 4
"""Words that a button may say before what tells it from others: Sign up with Facebook."""
PICTURES = frozenset({Role.ICON, Role.IMAGE})


class Why(StrEnum):
    """Why a label counts as what the words say; the better reasons come first."""

    IDENTICAL = "identical"
    SAME_TEXT = "same text in another case"
    SAME_WORDS = "same words"
    SAME_LETTERS = "same letters"
    ACCENTS = "same without accents"
    ROLE_IN_LABEL = "same without the label's own role word"
    STOP_WORDS = "same without articles"
    LOOKS_ALIKE = "same for characters that look alike"
    FIRST_PART = "first part of the label"
    LATER_PART = "a part of the label"
    TRUNCATED = "the label is cut off"
    LEADING_WORD = "same without the switch's verb"
    MISREAD = "a few misread characters apart"
    TYPO = "a typing error apart"
    HALF_READ = "same for the letters that can be read"
    CONTAINED = "words inside the label"
    STARTS_WITH = "the label starts with the words"
    JOINT = "one of two joined names"
    ENDS_WITH = "the control's label ends with the words"
    GIST = "shows what the words come down to"
    INLINE = "words inside a longer text"
    ID_WORD = "a word of the app's own id"
    ROLE = "named by its kind alone"
    SHARED = "shares words"


SCORES = {
    Why.IDENTICAL: 1.0,
    Why.SAME_TEXT: 0.985,
    Why.SAME_WORDS: 0.97,
    Why.SAME_LETTERS: 0.955,
    Why.ACCENTS: 0.94,
    Why.ROLE_IN_LABEL: 0.925,
    Why.STOP_WORDS: 0.91,
    Why.LOOKS_ALIKE: 0.895,
    Why.LEADING_WORD: 0.88,
    Why.FIRST_PART: 0.865,
    Why.TRUNCATED: 0.85,
    Why.LATER_PART: 0.83,
    Why.MISREAD: 0.81,
    Why.TYPO: 0.8,
    Why.HALF_READ: 0.785,
    Why.STARTS_WITH: 0.77,
    Why.CONTAINED: 0.755,
    Why.JOINT: 0.74,
    Why.ENDS_WITH: 0.762,
    Why.ID_WORD: 0.85,
}
EXACT = SCORES[Why.SAME_LETTERS]
"""From here on, the label is the words as written."""
MISREADINGS = frozenset({Why.LOOKS_ALIKE, Why.MISREAD, Why.HALF_READ})
"""The label on the screen may well be the words as written; only its reading is not."""


@dataclass(frozen=True, slots=True)
class Match:
    """A score of 0 to 1 and what it is given for."""

    score: float
    why: Why


def compare(
    words: Form, label: Form, *, role: Role | None = None, is_read: bool = False
) -> Match | None:
    """Compare words to a label; None when the label is something else.

    A `role` takes labels in the way such controls are described: a field by a phrase that holds the
    words, a picture by one that starts with them, a switch by one with a verb in front. `is_read`
    says that the label was read from pixels, so characters may be misread.
    """
    why = _same(words, label)
    if why is None and words.tokens and label.tokens:
        why = _nearly(words, label, is_read)
        if why is None and len(words.squashed) > 1:
            why = _part(words, label, is_read) or _described(words, label, role, is_read)
    return None if why is None else Match(SCORES[why], why)


def _same(words: Form, label: Form) -> Why | None:
    if words.raw == label.raw:
        return Why.IDENTICAL
    if words.normal == label.normal:
        return Why.SAME_TEXT
    if not words.tokens or not label.tokens:
        return None
    if words.tokens == label.tokens:
        return Why.SAME_WORDS
    if words.squashed == label.squashed:
        return Why.SAME_LETTERS
    if without_marks(words.squashed) == without_marks(label.squashed):
        return Why.ACCENTS
    return None


def _nearly(words: Form, label: Form, is_read: bool) -> Why | None:
    if _without_role(label) == words.tokens:
        return Why.ROLE_IN_LABEL
    ours, theirs = without_stop_words(words.tokens), without_stop_words(label.tokens)
    if ours and ours == theirs:
        return Why.STOP_WORDS
    theirs = without_ornaments(label.tokens)
    if theirs and theirs == words.tokens:
        return Why.STOP_WORDS
    if is_read and len(words.squashed) >= MIN_LOOKS_ALIKE and _looks_alike(words, label):
        return Why.LOOKS_ALIKE
    if _is_truncated(words, label, is_read):
        return Why.TRUNCATED
    if is_read and _misread(words.squashed, label.squashed):
        return Why.MISREAD
    if _differ_by_typo(words.tokens, label.tokens):
        return Why.TYPO
    if is_read and is_half_read(words.tokens, label.tokens):
        return Why.HALF_READ
    return None


def _without_role(label: Form) -> tuple[str, ...]:
    """Return a label such as `Search button` without the role that it names itself."""
    for count in range(min(LONGEST_ROLE, len(label.tokens) - 1), 0, -1):
        if " ".join(label.tokens[-count:]) in ROLE_WORDS:
            return label.tokens[:-count]
    return ()


def _looks_alike(words: Form, label: Form) -> bool:
    return _shape(words.squashed) == _shape(label.squashed)


def _shape(text: str) -> str:
    return without_marks(text).translate(CONFUSABLE).replace("rn", "m")


def _is_truncated(words: Form, label: Form, is_read: bool) -> bool:
    """Tell whether the label was cut off inside the words.

    Dots behind whole words are no sign of that: `Search...` and `Add account...` are names. Of
    three small dots only one may have been read, which is less sure a sign.
    """
    perhaps = is_read and label.normal.endswith(".") and len(words.tokens) == len(label.tokens)
    is_dotted = perhaps or label.normal.endswith("...")
    if not is_dotted or len(label.squashed) < MIN_TRUNCATED:
        return False
    *ours, word = words.tokens[: len(label.tokens)]
    *theirs, cut = label.tokens
    if is_read:
        ours, theirs = [_shape(token) for token in ours], [_shape(token) for token in theirs]
    return ours == theirs and word.startswith(cut) and word != cut


def _differ_by_typo(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether exactly one word differs, by no more than a typing error or a plural s."""
    if len(ours) != len(theirs):
        return False
    apart = [(one, two) for one, two in zip(ours, theirs, strict=True) if one != two]
    return len(apart) == 1 and _is_typo(*apart[0])


def _is_typo(one: str, two: str) -> bool:
    if not (one.isalpha() and two.isalpha()) or one[0] != two[0]:
        return False
    if one + "s" == two or two + "s" == one:
        return len(one) > 2
    length = min(len(one), len(two))
    if length < MIN_TYPO_WORD:
        return False
    allowed = 2 if length >= MIN_TWO_TYPOS_WORD else 1
    return edits(one, two, allowed) <= allowed


def _misread(words: str, label: str) -> bool:
    """Tell whether a whole line is what the words say but for a few characters."""
    allowed = min(len(words), len(label)) // 12
    if not allowed or _digits(words) != _digits(label):
        return False
    return edits(words, label, allowed) <= allowed


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def edits(one: str, two: str, limit: int) -> int:
    """Return the edit distance with neighbours swapped as one edit; beyond `limit`, any larger.

    The restricted Damerau-Levenshtein distance ("optimal string alignment").
    """
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row, before_last = row, [i], before
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _part(words: Form, label: Form, is_read: bool) -> Why | None:
    """Tell whether the words are a part of the label that its separators or an "and" make.

    Parts of a line that was read from pixels are elements of their own, with boxes of their own.
    """
    if len(label.tokens) > MAX_SEGMENTED_TOKENS:
        return None
    parts = () if is_read else segments(label)
    if parts and parts[0].squashed == words.squashed:
        return Why.FIRST_PART
    if parts and parts[-1].squashed == words.squashed:
        return Why.LATER_PART
    if "and" in label.tokens and len(label.tokens) <= MAX_JOINT_TOKENS:
        at = label.tokens.index("and")
        behind = label.tokens[at + 1 :]
        if not LIST_ENDS.intersection(behind) and words.tokens in (label.tokens[:at], behind):
            return Why.JOINT
    return None


def _described(words: Form, label: Form, role: Role | None, is_read: bool) -> Why | None:
    """Tell whether the label is a phrase about the words, as labels of such controls are."""
    size, count = len(words.tokens), len(label.tokens)
    if role in TWO_STATE and any(label.tokens == (*lead, *words.tokens) for lead in LEADS):
        return Why.LEADING_WORD
    if count > MAX_SEGMENTED_TOKENS:
        return None
    # A link at the end of a line that was read has a place of its own there.
    is_whole = role in PUSHED and not (role is Role.LINK and is_read)
    if is_whole and count - size <= MAX_LEAD and label.tokens[count - size :] == words.tokens:
        return Why.ENDS_WITH
    if role is Role.FIELD or role in PICTURES:
        starts = [
            at for at in range(count - size + 1) if label.tokens[at : at + size] == words.tokens
        ]
        if 0 in starts:
            return Why.STARTS_WITH
        if starts and role is Role.FIELD and not is_read:
            return Why.CONTAINED
    return None


def likeness(words: Form, label: Form) -> float:
    """Return how much two texts share, 0 to 0.5: only good to show near misses."""
    one, two = set(_pieces(words)), set(_pieces(label))
    if not one or not two:
        return 0.0
    return 0.5 * len(one & two) / len(one | two)


def _pieces(text: Form) -> tuple[str, ...]:
    """Return the words, or the characters of scripts that are written without spaces."""
    if len(text.tokens) == 1 and not text.squashed.isascii():
        return tuple(char for char in text.squashed if is_word_char(char))
    return text.tokens
