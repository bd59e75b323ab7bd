"""Questions about screens, pictures and recordings, answered in words."""

from droidground.grounding.chat.conversation import Answer, Chat, ask_all
from droidground.grounding.chat.load import load_chat
from droidground.grounding.chat.pictures import Source, load_picture
from droidground.grounding.chat.video import Frame, load_video

__all__ = [
    "Answer",
    "Chat",
    "Frame",
    "Source",
    "ask_all",
    "load_chat",
    "load_picture",
    "load_video",
]
