"""From settings to a conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from droidground.config import GroundingSettings, Settings
from droidground.errors import ModelUnavailable
from droidground.grounding.chat.conversation import MAX_TOKENS, Chat
from droidground.grounding.chat.judge import Judge
from droidground.grounding.models.image import ImageOptions
from droidground.grounding.models.profile import Fit, ImageRule

if TYPE_CHECKING:
    from droidground.grounding.location import Grounder
    from droidground.grounding.models.engine import Engine

HINT = (
    "Start one with `droidground serve --model CHECKPOINT`, or give --grounder with a server's "
    "URL or a checkpoint."
)


def load_chat(
    settings: Settings,
    *,
    min_pixels: int | None = None,
    system: str | None = None,
    labels: bool | None = None,
    max_tokens: int = MAX_TOKENS,
) -> Chat:
    """Return a new conversation with the model that the settings name.

    Where they name `auto` or `elements`, that is `settings.grounding.model`, or the local server
    when one runs. A model that no profile knows is shown pictures as Qwen2-VL is. Raises
    `ModelUnavailable` when there is none.
    """
    name = model_name(settings)
    if name is None:
        raise ModelUnavailable("a question needs a model, and there is none", words="", hint=HINT)
    engine, rule = _engine(name, settings)
    if min_pixels is not None:
        rule = replace(rule, min_pixels=min_pixels, max_pixels=max(min_pixels, rule.max_pixels))
    ask = settings.grounding
    options = ImageOptions(ask.max_pixels, ask.px_per_dp, ask.image_size)
    return Chat(engine, rule, options, system=system, labels=labels, max_tokens=max_tokens)


def load_judge(settings: Settings, grounder: Grounder) -> Judge:
    """Return what asks a model whether sentences are true: the grounder's own where it has one.

    Else the model that `load_chat` would ask, loaded when it is needed first.
    """
    from droidground.grounding.models.grounder import ModelGrounder

    if isinstance(grounder, ModelGrounder):
        return Judge(lambda: Chat(grounder.engine, _rule(grounder.profile.image)))
    return Judge(lambda: load_chat(settings) if model_name(settings) else None)


def _engine(name: str, settings: Settings) -> tuple[Engine, ImageRule]:
    from droidground.grounding.load import load_model_engine

    if name.startswith(("http://", "https://")):
        return _served(name, settings)
    engine, match = load_model_engine(name, settings.grounding, settings.server)
    return engine, _rule(match.profile.image)


def model_name(settings: Settings) -> str | None:
    """Return which model to ask, as `load_model_engine` takes it; None when there is none."""
    ask = settings.grounding
    if ask.grounder not in ("auto", "elements"):
        return ask.grounder
    if ask.model is not None:
        return ask.model
    from droidground.grounding.engines.local_server import find_server

    try:
        find_server(settings.server.state_dir)
    except ModelUnavailable:
        return None
    return "server"


def _served(url: str, settings: Settings) -> tuple[Engine, ImageRule]:
    """Return a model on a server; it may be one that cannot point."""
    from droidground.grounding.engines.openai import connect
    from droidground.grounding.models.catalogue import load_catalogue

    ask: GroundingSettings = settings.grounding
    engine = connect(url, ask.model, timeout_s=settings.server.timeout_s)
    catalogue = load_catalogue(ask.profile_dir)
    try:
        profile = catalogue.match(engine.model, profile=ask.profile).profile
    except ModelUnavailable:
        if ask.profile is not None:
            raise
        return engine, ImageRule()
    return engine, _rule(profile.image)


def _rule(rule: ImageRule) -> ImageRule:
    """Return how pictures of a chat are shown: within limits, whatever the family's own way."""
    return rule if rule.fit is Fit.SMART else ImageRule()
