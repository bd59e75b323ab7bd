"""Questions about screens, pictures and recordings, answered in words."""

from droidground.grounding.chat.conversation import Answer, Ask, Chat, ask_all
from droidground.grounding.chat.judge import Judge, Opinion
from droidground.grounding.chat.load import load_chat, load_judge
from droidground.grounding.chat.pictures import Source, load_picture
from droidground.grounding.chat.video import Frame, load_video

__all__ = [
    "Answer",
    "Ask",
    "Chat",
    "Frame",
    "Judge",
    "Opinion",
    "Source",
    "ask_all",
    "load_chat",
    "load_judge",
    "load_picture",
    "load_video",
]
