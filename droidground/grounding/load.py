"""From settings to a grounder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from droidground.config import GroundingSettings, ServerSettings, Settings
from droidground.errors import ModelUnavailable
from droidground.grounding.location import Grounder

if TYPE_CHECKING:
    from droidground.grounding.engines.transformers import LoadOptions
    from droidground.grounding.models.catalogue import Match
    from droidground.grounding.models.engine import Engine
    from droidground.grounding.models.grounder import ModelGrounder
    from droidground.grounding.models.profile import ModelProfile

NAMES = ("auto", "elements", "server")


def load_grounder(settings: Settings) -> Grounder:
    """Return the grounder that the settings name.

    `elements` needs no model. `server` is the warm local one, `http(s)://.../v1` any other that
    speaks OpenAI's protocol, and all else a checkpoint: an id or a folder. `auto` is elements where
    they are sure; in doubt it asks `settings.grounding.model`, or the local server when one runs.

    Raises `ModelUnavailable` for a name that is none of these and for a model that cannot be
    asked, and `ConfigError` for a profile that cannot be used.
    """
    from droidground.grounding.elements import ElementsGrounder

    name = settings.grounding.grounder
    if name == "elements":
        return ElementsGrounder()
    if name != "auto":
        return load_model(name, settings.grounding, settings.server)
    from droidground.grounding.auto import AutoGrounder

    return AutoGrounder(ElementsGrounder(), lambda: _model_in_doubt(settings))


def _model_in_doubt(settings: Settings) -> Grounder | None:
    """Return the model that `auto` asks when elements are not sure; None when there is none."""
    if settings.grounding.model is not None:
        return load_model(settings.grounding.model, settings.grounding, settings.server)
    from droidground.grounding.engines.local_server import find_server

    try:
        find_server(settings.server.state_dir)
    except ModelUnavailable:
        return None
    return load_model("server", settings.grounding, settings.server)


def load_model(name: str, settings: GroundingSettings, server: ServerSettings) -> ModelGrounder:
    """Return the grounder over one model: `server`, a URL, a checkpoint's id or its folder.

    Raises as `load_grounder`.
    """
    from droidground.grounding.models.grounder import ModelGrounder
    from droidground.grounding.models.image import ImageOptions

    engine, match = load_model_engine(name, settings, server)
    return ModelGrounder(
        engine,
        match.profile,
        ImageOptions(settings.max_pixels, settings.px_per_dp, settings.image_size),
        zoom=settings.zoom,
        remarks=(match.notice,) if match.notice else (),
    )


def load_model_engine(
    name: str, settings: GroundingSettings, server: ServerSettings
) -> tuple[Engine, Match]:
    """Return what runs a model, and its profile; `name` and errors as for `load_model`."""
    if name == "server":
        return _local(settings, server)
    if name.startswith(("http://", "https://")):
        return _served(name, settings, server)
    return load_checkpoint(name, settings)


def _local(settings: GroundingSettings, server: ServerSettings) -> tuple[Engine, Match]:
    """Return the local server's model; its checkpoint lies on this machine."""
    from droidground.grounding.engines.local_server import find_server
    from droidground.grounding.engines.openai import connect
    from droidground.grounding.models.catalogue import load_catalogue
    from droidground.grounding.models.checkpoint import find_folder, model_type, own_limits

    running = find_server(server.state_dir)
    engine = connect(
        running.url, running.model, api_key_env=running.token_env, timeout_s=server.timeout_s
    )
    folder = find_folder(running.model)
    kind = model_type(folder) if folder else None
    profile = settings.profile or running.profile
    match = load_catalogue(settings.profile_dir).match(running.model, kind, profile)
    return engine, match.with_image(own_limits(folder, match.profile.image))


def _served(url: str, settings: GroundingSettings, server: ServerSettings) -> tuple[Engine, Match]:
    """Return a model on some server, with what a calibration found wrong about it."""
    from droidground.grounding.calibration import remarks
    from droidground.grounding.engines.openai import connect
    from droidground.grounding.models.catalogue import load_catalogue

    catalogue = load_catalogue(settings.profile_dir)
    engine = connect(url, settings.model, timeout_s=server.timeout_s)
    match = catalogue.match(engine.model, profile=settings.profile)
    found = remarks(server.state_dir, engine.url, engine.model, match.profile)
    return engine, replace(match, notice=" ".join(filter(None, (match.notice, *found))))


def load_checkpoint(
    name: str, settings: GroundingSettings, options: LoadOptions | None = None
) -> tuple[Engine, Match]:
    """Load a checkpoint, by its id or folder, in this process or in a worker of its own.

    Raises as `load_grounder`.
    """
    from droidground.grounding.models.catalogue import load_catalogue
    from droidground.grounding.models.checkpoint import find_folder, model_type, own_limits

    catalogue = load_catalogue(settings.profile_dir)
    folder = find_folder(name)
    if folder is None and (name.count("/") != 1 or Path(name).is_absolute()):
        raise _no_such_grounder(name)
    kind = model_type(folder) if folder else None
    match = catalogue.match(name, kind, settings.profile)
    engine = _engine(name, match.profile, options)
    return engine, match.with_image(own_limits(find_folder(name), match.profile.image))


def _engine(name: str, profile: ModelProfile, options: LoadOptions | None) -> Engine:
    from droidground.grounding.engines.transformers import LoadOptions, load_engine
    from droidground.grounding.engines.worker import FAMILIES, start_engine

    options = options or LoadOptions()
    if "transformers" in profile.engines:
        return load_engine(name, options=options)
    if profile.id in FAMILIES:
        return start_engine(
            name,
            FAMILIES[profile.id],
            trust_remote_code=options.trust_remote_code,
            torch_device=options.torch_device,
        )
    raise ModelUnavailable(
        f"{profile.title} does not run in this process: {profile.note}",
        words="",
        hint="Serve it with vLLM or the like and give --grounder http://HOST:PORT/v1.",
    )


def _no_such_grounder(name: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"there is no grounder {name!r}, and no folder of that name",
        words="",
        hint=f"Choose one of {', '.join(NAMES)}, a checkpoint such as osunlp/UGround-V1-7B "
        "(`droidground models` lists them), its folder, or the URL of a server.",
    )
