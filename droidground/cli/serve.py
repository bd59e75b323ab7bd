"""serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json, talk

if TYPE_CHECKING:
    from droidground.grounding.engines.local_server import LocalServer
    from droidground.grounding.models.engine import Engine

DTYPES = ("auto", "bfloat16", "float16", "float32")
ATTENTIONS = ("sdpa", "flash_attention_2", "eager")
QUANTISATIONS = ("bitsandbytes-8bit", "bitsandbytes-4bit", "torchao-int8", "torchao-int4")


@click.command()
@click.option("--model", metavar="CHECKPOINT", required=True, help="An id on the hub, or a folder.")
@click.option("--profile", metavar="P", help="The model's profile, as `models` lists them.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8712,
    show_default=True,
    help="0 takes a free one.",
)
@click.option(
    "--token-env", metavar="NAME", help="The environment variable with the token clients must send."
)
@click.option("--dtype", type=click.Choice(DTYPES), default="auto", show_default=True)
@click.option("--attention", type=click.Choice(ATTENTIONS), default="sdpa", show_default=True)
@click.option("--quantisation", type=click.Choice(QUANTISATIONS), help="Fewer bits for weights.")
@click.option(
    "--torch-device", metavar="D", default="auto", show_default=True, help="cuda, cuda:1, cpu, mps."
)
@click.option("--device-map", metavar="M", help="auto spreads a model over all GPUs.")
@click.option("--revision", metavar="R", help="Commit, tag or branch on the hub.")
@click.option("--offline", "is_offline", is_flag=True, help="Never ask the hub.")
@click.option("--trust-remote-code", is_flag=True, help="Run Python that comes with the model.")
@common_options
@pass_options
def serve(options: Options, /, model: str, profile: str | None, **given: Any) -> None:
    """Keep a model warm in a local server until it is told to stop.

    It speaks OpenAI's protocol (/v1/chat/completions, /v1/models, /health) on this machine only,
    unless clients must send a token. Every command finds it with --grounder server. Ctrl-C or
    SIGTERM ends it.
    """
    from droidground.config import read_api_key
    from droidground.grounding.load import load_checkpoint
    from droidground.serving import serve as run

    options.flags["grounding.profile"] = profile
    settings = options.settings()
    listens = {name: given.pop(name) for name in ("host", "port", "token_env")}
    variable = listens["token_env"]

    def load() -> Engine:
        from droidground.grounding.engines.transformers import LoadOptions

        talk(f"Loading {model} ...")
        return load_checkpoint(model, settings.grounding, LoadOptions(**given))[0]

    run(
        load,
        state_dir=settings.server.state_dir,
        profile=settings.grounding.profile,
        token=read_api_key(variable) if variable else None,
        on_ready=lambda server: announce(server, as_json=options.as_json),
        **listens,
    )


def announce(server: LocalServer, *, as_json: bool) -> None:
    """Say that a server is ready, and where."""
    if as_json:
        print_json({"url": server.url, "model": server.model, "pid": server.pid})
    else:
        click.echo(server.url)
        talk("Ready. Commands find it with --grounder server; Ctrl-C ends it.")
