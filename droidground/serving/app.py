"""The HTTP side: an engine behind `/v1/chat/completions`, `/v1/models` and `/health`.

This file imports fastapi, so only a running server loads it.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from droidground.config import Secret
from droidground.errors import GroundingError, InvalidInput
from droidground.grounding.models.engine import ModelRequest
from droidground.serving.batches import Batches
from droidground.serving.pictures import Pictures
from droidground.serving.wire import ChatRequest, completion, error, model_list

LARGEST_BODY = 64 * 2**20
"""Bytes of one question: several screenshots of the largest phones."""
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]", "::1")


def build_app(
    batches: Batches, model: str, token: Secret | None = None, largest_body: int = LARGEST_BODY
) -> FastAPI:
    """Return the application that serves one model.

    Without a token only requests that name this machine as their host are served, so that no web
    page can reach it under a name of its own.
    """
    app = FastAPI(title="droidground", docs_url=None, redoc_url=None, openapi_url=None)
    service = Service(batches, model, token, largest_body)
    if token is None:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES)
    app.add_api_route("/health", service.health, methods=["GET"])
    app.add_api_route("/v1/models", service.models, methods=["GET"])
    app.add_api_route("/v1/chat/completions", service.chat, methods=["POST"])
    return app


class Service:
    """What the three paths do."""

    def __init__(
        self, batches: Batches, model: str, token: Secret | None, largest_body: int
    ) -> None:
        self._batches = batches
        self._model = model
        self._token = token
        self._largest_body = largest_body
        self._pictures = Pictures()
        self._since = time.time()

    async def health(self) -> JSONResponse:
        """Tell that the model is loaded."""
        return JSONResponse({"status": "ok", "model": self._model, "waiting": len(self._batches)})

    async def models(self, request: Request) -> JSONResponse:
        """List the one model."""
        if not self._may(request):
            return _unauthorized()
        return JSONResponse(model_list(self._model, self._since))

    async def chat(self, request: Request) -> JSONResponse:
        """Answer a question, after those that came before it."""
        if not self._may(request):
            return _unauthorized()
        body = await self._read(request)
        if body is None:
            limit = f"{self._largest_body} bytes"
            return JSONResponse(error(f"a question has at most {limit}", "too_large"), 413)
        try:
            question = await run_in_threadpool(self._parse, body)
            reply = await asyncio.wrap_future(self._batches.submit(question))
        except InvalidInput as exc:
            return JSONResponse(error(exc.message, "invalid_request_error", exc.hint), 400)
        except GroundingError as exc:
            # It would fail again.
            headers = {"x-should-retry": "false"}
            return JSONResponse(error(exc.message, type(exc).__name__, exc.hint), 500, headers)
        return JSONResponse(completion(reply, self._model))

    def _may(self, request: Request) -> bool:
        if self._token is None:
            return True
        given = request.headers.get("authorization", "").encode()
        return hmac.compare_digest(given, f"Bearer {self._token.value}".encode())

    async def _read(self, request: Request) -> bytes | None:
        """Return the body; None when it is too large (it is then read to its end all the same)."""
        body = bytearray()
        is_too_large = False
        async for chunk in request.stream():
            is_too_large = is_too_large or len(body) + len(chunk) > self._largest_body
            if not is_too_large:
                body += chunk
        return None if is_too_large else bytes(body)

    def _parse(self, body: bytes) -> ModelRequest:
        try:
            asked = ChatRequest.model_validate_json(body)
        except ValidationError as exc:
            raise InvalidInput(_first(exc)) from exc
        if asked.model not in ("", self._model):
            raise InvalidInput(f"{asked.model!r} is not served here; it is {self._model!r}")
        return asked.to_request(self._pictures.read)


def _first(exc: ValidationError) -> str:
    """Return what is wrong, without what was sent."""
    details: Any = exc.errors(include_input=False, include_url=False)[0]
    where = ".".join(map(str, details["loc"]))
    return f"{where}: {details['msg']}" if where else str(details["msg"])


def _unauthorized() -> JSONResponse:
    return JSONResponse(error("this server wants its token", "invalid_api_key"), 401)
