"""From the openai client's errors to ours: what happened, the evidence, the next step."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from droidground.config import API_KEYS, Secret
from droidground.errors import ModelUnavailable

if TYPE_CHECKING:
    import openai

BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same question may be asked again."""
URL_HINT = "Check the URL (on most servers it ends with /v1), and the name of the model."
HINTS = (
    (("context length", "max_model_len", "longer than the maximum"),
     "Give the model fewer pixels (--max-pixels), or the server a larger --max-model-len."),
    (("At most", "limit-mm-per-prompt", "limit_mm_per_prompt"),
     "Start the server with a larger --limit-mm-per-prompt, or give fewer images."),
    (("continue_final_message",),
     "This server cannot go on with an answer that is begun for the model, as this profile needs: "
     "use vLLM or SGLang, or a profile without a prefill."),
    (("chat template", "chat_template"), "Start the server with the model's own chat template."),
)  # fmt: skip
"""Words of a server's complaint, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which server and model an error is about."""

    url: str
    model: str = ""
    served: tuple[str, ...] = ()
    key: Secret | None = None
    timeout_s: float = 0.0

    def error(self, message: str, hint: str) -> ModelUnavailable:
        """Return our error; a server that repeats the key does not get it shown."""
        clean = self.key.hidden_in(message) if self.key else message
        return ModelUnavailable(clean, words="", hint=hint)


def failure(place: Place, exc: Exception) -> ModelUnavailable:
    """Return our error for one of the openai client's, or for an answer that is garbled."""
    import openai

    if isinstance(exc, openai.APITimeoutError):
        return place.error(
            f"{place.url} gave no answer within {place.timeout_s:g} s",
            "Look whether the server is busy or still loads, or wait longer: "
            "set DROIDGROUND_SERVER_TIMEOUT (seconds).",
        )
    if isinstance(exc, openai.APIConnectionError):
        return _from_connection(place, exc)
    if isinstance(exc, openai.APIStatusError):
        return _from_status(place, exc)
    return place.error(
        f"{place.url} answers, but not as an OpenAI-compatible server does: {str(exc)[:200]}",
        URL_HINT,
    )


def refusal(exc: Exception) -> str:
    """Return all that a server says against a request that it will not take; empty for all else."""
    import openai

    if isinstance(exc, openai.BadRequestError | openai.UnprocessableEntityError):
        return f"{exc} {exc.body}"
    return ""


def may_ask_again(exc: Exception) -> bool:
    """Tell whether the same question may get an answer next time."""
    import openai

    if isinstance(exc, openai.APIStatusError):
        is_told_not_to = exc.response.headers.get("x-should-retry") == "false"
        return exc.status_code in BUSY and not is_told_not_to
    return not isinstance(exc, openai.APITimeoutError)


def _from_connection(place: Place, exc: Exception) -> ModelUnavailable:
    """There is nobody, or the line broke."""
    causes = list(_causes(exc))
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return place.error(
            f"nobody listens at {place.url}",
            "Start the server (`vllm serve MODEL`, or `droidground serve --model MODEL`), "
            "or mend the URL.",
        )
    return place.error(
        f"the connection to {place.url} failed: {causes[-1] or type(causes[-1]).__name__}",
        "Check the URL, and that the server still runs.",
    )


def _from_status(place: Place, exc: openai.APIStatusError) -> ModelUnavailable:
    """The server answered that it will not."""
    said = _complaint(exc)
    status = exc.status_code
    if status in (401, 403):
        return _from_key(place, said)
    if status == 404:
        return place.error(f"{place.url} answered 404 to {place.model!r}: {said}", URL_HINT)
    if status == 413:
        hint = "Give the model fewer pixels (--max-pixels), or raise the server's body limit."
    else:
        found = (hint for words, hint in HINTS if any(word in said for word in words))
        busy = "Wait, and try again." if status in BUSY else "Look into the server's log."
        hint = next(found, busy)
    return place.error(f"{place.url} answered {status}: {said}", hint)


def not_served(place: Place) -> ModelUnavailable:
    """Return the error for a model that is not in the server's list."""
    near = difflib.get_close_matches(place.model, place.served, n=1)
    return place.error(
        f"{place.url} does not serve {place.model!r}; it serves {listed(place.served)}",
        f"Give --model {near[0] if near else place.served[0]}.",
    )


def listed(names: Sequence[str], most: int = 20) -> str:
    """Return names in a row, the first ones where there are many."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def retry_after_s(exc: Exception) -> float | None:
    """Return the seconds that a `Retry-After` asks for (RFC 9110, 10.2.3); None without one."""
    response = getattr(exc, "response", None)
    value = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _from_key(place: Place, said: str) -> ModelUnavailable:
    what = "did not accept the key" if place.key else "wants a key"
    return place.error(
        f"{place.url} {what}: {said}", f"Set {API_KEYS[0]} (or {API_KEYS[1]}) in the environment."
    )


def _complaint(exc: openai.APIStatusError) -> str:
    """Return the server's own words, briefly."""
    body = exc.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        body = inner.get("message", inner) if isinstance(inner, dict) else inner
        body = body.get("detail", body) if isinstance(body, dict) else body
    return " ".join(str(body or exc.response.reason_phrase).split())[:500]


def _causes(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__
