"""Whether a sentence is true of a screen, in a model's opinion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from droidground.grounding.chat.conversation import Chat
from droidground.screen import Screenshot

QUESTION = (
    "This is the screen of an Android phone. Is the following statement true of it?\n"
    'Statement: "{sentence}"\n'
    "Answer with one word, yes or no; if the screen does not tell, with unknown."
)
SAID = re.compile(r"\b(yes|no|unknown)\b", re.IGNORECASE)
THOUGHTS = re.compile(r"^.*</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model makes of a sentence."""

    holds: bool | None
    """None when it cannot tell, or its reply does not say."""
    reply: str
    model: str


class Judge:
    """Asks a model, which is loaded when it is needed first."""

    def __init__(self, load: Callable[[], Chat | None]) -> None:
        """Make a judge; `load` returns None when there is no model to ask."""
        self._load = load
        self._chats: list[Chat | None] = []

    @property
    def is_there(self) -> bool:
        """Whether there is a model to ask. Raises `ModelUnavailable` when it does not load."""
        return self._chat() is not None

    def judge(self, screenshot: Screenshot, sentence: str) -> Opinion | None:
        """Return a model's opinion; None when there is no model. Raises `ModelUnavailable`."""
        chat = self._chat()
        if chat is None:
            return None
        reply = chat.like().ask(QUESTION.format(sentence=sentence), [screenshot])
        return Opinion(read_opinion(reply.text), reply.text, reply.model)

    def _chat(self) -> Chat | None:
        if not self._chats:
            self._chats.append(self._load())
        return self._chats[0]


def read_opinion(reply: str) -> bool | None:
    """Return what a reply says, by the first of its yes, no and unknown after any thoughts."""
    said = SAID.search(THOUGHTS.sub("", reply))
    return {"yes": True, "no": False}.get(said[1].lower()) if said else None
