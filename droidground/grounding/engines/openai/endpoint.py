"""One server: requests, retries until a deadline, errors."""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from droidground.clock import Clock
from droidground.config import Secret
from droidground.errors import ModelUnavailable
from droidground.grounding.engines.openai.address import is_loopback
from droidground.grounding.engines.openai.body import OWN_FIELDS, refused_fields
from droidground.grounding.engines.openai.failures import (
    Place,
    failure,
    may_ask_again,
    refusal,
    retry_after_s,
)

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion

TRIES = 5
FIRST_PAUSE_S = 0.5
CONNECT_TIMEOUT_S = 10.0
NO_KEY = "none"
"""The client wants a key even where the server does not."""
INSTALL = "pip install 'droidground[server]'"


class Endpoint:
    """An OpenAI-compatible server.

    A question changes nothing on it, so it may be asked again: after 429 and 5xx, a broken line
    or a garbled answer, with growing pauses or after the server's `Retry-After`, until the place's
    `timeout_s` have passed or it was asked five times.
    """

    def __init__(self, place: Place, clock: Clock) -> None:
        self.place = place
        """What errors say of it; the model in it changes no request."""
        self._clock = clock
        self._client = _client(place.url, place.key)
        self.close = weakref.finalize(self, self._client.close)
        """Closes the connections, at the latest when nobody holds the endpoint any more."""
        self._refused: frozenset[str] = frozenset()

    def models(self) -> tuple[str, ...]:
        """Return the names of what is served; none where the server does not tell.

        Raises `ModelUnavailable` when there is no server, or not for this key.
        """
        import openai

        client = self._client.with_options(timeout=self.place.timeout_s)
        try:
            names = [entry.id for entry in client.models.list().data]
            return tuple(name for name in names if isinstance(name, str))
        except (
            openai.APIConnectionError,
            openai.AuthenticationError,
            openai.PermissionDeniedError,
        ) as exc:
            self._raise(exc)
        except (openai.APIError, AttributeError, TypeError, ValueError):
            return ()

    def complete(self, body: Mapping[str, Any]) -> ChatCompletion:
        """Ask one question, without the fields that this server was seen to refuse.

        Raises `ModelUnavailable`.
        """
        import openai

        while True:
            sent = {name: value for name, value in body.items() if name not in self._refused}
            try:
                return self._retrying(sent)
            except (openai.APIError, ValueError) as exc:
                named = refused_fields(sent, refusal(exc))
                if not named:
                    self._raise(exc)
                self._refused |= named

    def _retrying(self, body: Mapping[str, Any]) -> ChatCompletion:
        """Ask until there is an answer, or raise the client's last error."""
        import openai

        deadline = self._clock.now() + self.place.timeout_s
        for attempt in range(TRIES - 1):
            try:
                return self._ask(body, deadline)
            except (openai.APIError, json.JSONDecodeError) as exc:
                wanted_s = retry_after_s(exc)
                pause_s = FIRST_PAUSE_S * 2**attempt if wanted_s is None else wanted_s
                if not may_ask_again(exc) or self._clock.now() + pause_s >= deadline:
                    raise
            self._clock.sleep(pause_s)
        return self._ask(body, deadline)

    def _ask(self, body: Mapping[str, Any], deadline: float) -> ChatCompletion:
        own = {name: value for name, value in body.items() if name in OWN_FIELDS}
        extra = {name: value for name, value in body.items() if name not in OWN_FIELDS}
        client = self._client.with_options(timeout=max(0.001, deadline - self._clock.now()))
        answer: ChatCompletion | str = client.chat.completions.create(**own, extra_body=extra)
        if isinstance(answer, str):
            raise ValueError(answer)
        return answer

    def _raise(self, exc: Exception) -> NoReturn:
        """Raise our error; the client's own stays out of the chain where it shows the key."""
        key = self.place.key
        raise failure(self.place, exc) from (None if key and key.value in str(exc) else exc)


def _client(url: str, key: Secret | None) -> openai.OpenAI:
    """Return a client without retries of its own, past any proxy where the server is here."""
    try:
        import openai
    except ImportError as exc:
        raise ModelUnavailable(
            "the client for model servers is not installed", words="", hint=INSTALL
        ) from exc
    here = is_loopback(urlsplit(url).hostname or "")
    return openai.OpenAI(
        base_url=url,
        api_key=key.value if key else NO_KEY,
        max_retries=0,
        http_client=openai.DefaultHttpxClient(trust_env=False) if here else None,
    )
