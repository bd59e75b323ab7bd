"""The engine that asks a server."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeAlias

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.config import ServerSettings, read_api_key
from droidground.errors import DroidgroundError
from droidground.grounding.engines.openai.address import base_url
from droidground.grounding.engines.openai.body import request_body
from droidground.grounding.engines.openai.endpoint import Endpoint
from droidground.grounding.engines.openai.failures import Place, failure, listed, not_served
from droidground.grounding.engines.openai.pictures import DataUrls, picture_key
from droidground.grounding.engines.openai.reply import model_reply
from droidground.grounding.models.engine import ImagePart, ModelReply, ModelRequest

CONCURRENCY = 8
Job: TypeAlias = tuple[ModelRequest, Future[ModelReply]]


class OpenAIEngine:
    """A model behind an OpenAI-compatible server.

    Pictures go out as PNG, as they are: the server's own resize finds nothing left to do when the
    picture has the size that the model's processor would give it.
    """

    def __init__(self, endpoint: Endpoint, concurrency: int, clock: Clock) -> None:
        self._endpoint = endpoint
        self._concurrency = concurrency
        self._clock = clock
        self._urls = DataUrls()

    def __repr__(self) -> str:
        return f"OpenAIEngine({self.url!r}, {self.model!r})"

    @property
    def model(self) -> str:
        """The name that the server has for it."""
        return self._endpoint.place.model

    @property
    def url(self) -> str:
        """Where the server is."""
        return self._endpoint.place.url

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Return one reply a request, in order.

        The first question on each picture goes ahead, so that the server has its prefix cached
        when the others come at once. Raises `ModelUnavailable`; what other requests of the batch
        would have been answered is then lost.
        """
        ahead = _first_of_each_picture(requests)
        rest = [index for index in range(len(requests)) if index not in ahead]
        replies: dict[int, ModelReply] = {}
        for wave in (sorted(ahead), rest):
            told = self._at_once([requests[index] for index in wave])
            replies |= dict(zip(wave, told, strict=True))
        return tuple(replies[index] for index in range(len(requests)))

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()

    def _at_once(self, requests: Sequence[ModelRequest]) -> list[ModelReply]:
        """Ask in threads that end with the program: Ctrl-C waits for no server."""
        if len(requests) < 2:
            return [self._one(request) for request in requests]
        jobs: deque[Job] = deque((request, Future()) for request in requests)
        futures = [future for _, future in jobs]
        for _ in range(min(self._concurrency, len(jobs))):
            threading.Thread(target=self._work, args=(jobs,), daemon=True).start()
        try:
            return [future.result() for future in futures]
        finally:
            jobs.clear()

    def _work(self, jobs: deque[Job]) -> None:
        """Take jobs until none is left."""
        while jobs:
            try:
                request, future = jobs.popleft()
            except IndexError:
                return
            try:
                future.set_result(self._one(request))
            except DroidgroundError as exc:
                future.set_exception(exc)
            finally:
                future.cancel()  # nobody waits for a job whose thread broke

    def _one(self, request: ModelRequest) -> ModelReply:
        body = request_body(request, self.model, self._urls.of)
        start = self._clock.now()
        completion = self._endpoint.complete(body)
        spent_ms = (self._clock.now() - start) * 1000
        try:
            return model_reply(completion, request.stop, spent_ms)
        except ValueError as exc:
            raise failure(self._endpoint.place, exc) from exc


def connect(
    url: str,
    model: str | None = None,
    *,
    api_key_env: str | None = None,
    timeout_s: float = ServerSettings().timeout_s,
    concurrency: int = CONCURRENCY,
    clock: Clock = SYSTEM_CLOCK,
) -> OpenAIEngine:
    """Return the engine for a model that a server serves; without a name, for its only one.

    The key is read from the environment: from `api_key_env`, else from DROIDGROUND_API_KEY or
    OPENAI_API_KEY; where none is set the word "none" is sent, which servers without keys pass over.
    `timeout_s` bounds each answer, retries included; `concurrency` is how many questions are under
    way at once.

    Raises `ModelUnavailable` when the server cannot be reached, does not take the key or does not
    serve the model, `InvalidInput` for a bad URL, `ConfigError` when `api_key_env` is not set.
    """
    place = Place(base_url(url), key=read_api_key(api_key_env), timeout_s=timeout_s)
    endpoint = Endpoint(place, clock)
    served = endpoint.models()
    endpoint.place = place = replace(
        place, model=model or (served[0] if len(served) == 1 else ""), served=served
    )
    if not place.model:
        has = f"serves {listed(served)}" if served else "does not list its models"
        raise place.error(f"{place.url} {has}: which one?", "Give --model NAME.")
    if served and place.model not in served:
        raise not_served(place)
    return OpenAIEngine(endpoint, concurrency, clock)


def _first_of_each_picture(requests: Sequence[ModelRequest]) -> set[int]:
    """Return the first request of those that begin with the same picture."""
    firsts: dict[str, int] = {}
    for index, request in enumerate(requests):
        firsts.setdefault(_leading_picture(request), index)
    return set(firsts.values())


def _leading_picture(request: ModelRequest) -> str:
    pictures = (
        part
        for message in request.messages
        for part in message.parts
        if isinstance(part, ImagePart)
    )
    first = next(pictures, None)
    return picture_key(first) if first else ""
