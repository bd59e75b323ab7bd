"""A model kept warm in a local, OpenAI-compatible server."""

from droidground.serving.run import PORT, serve

__all__ = ["PORT", "serve"]
