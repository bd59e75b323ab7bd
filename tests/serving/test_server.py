"""The server over real HTTP, asked by the real openai client."""

from __future__ import annotations

import concurrent.futures
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

pytest.importorskip("openai", reason="the openai client is not installed")
pytest.importorskip("fastapi", reason="fastapi is not installed")

import openai

from droidground.clock import wait_until
from droidground.config import Secret
from droidground.errors import ModelUnavailable
from droidground.grounding.engines.openai import connect
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    Rgb,
    TextPart,
)
from tests.serving.scripted import ScriptedEngine, pictures, served


def picture(seed: int) -> Rgb:
    return np.random.default_rng(seed).integers(0, 256, (84, 56, 3), dtype=np.uint8)


def question(words: str, *shown: Rgb) -> ModelRequest:
    images = tuple(ImagePart(pixels) for pixels in shown)
    return ModelRequest((Message("user", (*images, TextPart(words))),), max_new_tokens=32)


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def url(engine: ScriptedEngine) -> Iterator[str]:
    with served(engine) as url:
        yield url


@pytest.fixture
def client(url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        yield client


def post(url: str, body: object, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/v1/chat/completions", data, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            said = error.read()
            is_json = error.headers.get_content_type() == "application/json"
            return error.code, json.loads(said) if is_json else said


def asking(content: object, **others: object) -> dict[str, object]:
    return {"messages": [{"role": "user", "content": content}], **others}


def test_a_question_reaches_the_engine_as_it_was_asked(engine: ScriptedEngine, url: str) -> None:
    pixels = picture(1)
    asked = ModelRequest(
        (
            Message("system", (TextPart("You point."),)),
            Message("user", (ImagePart(pixels), TextPart("Wi-Fi"))),
        ),
        max_new_tokens=77,
        prefill="click(",
        keep_special_tokens=True,
        stop=(")",),
        pattern=r"\d+",
    )
    (reply,) = connect(url).answer([asked])
    ((got,),) = engine.batches
    assert np.array_equal(pictures(got)[0].pixels, pixels)
    assert (got.max_new_tokens, got.prefill, got.stop) == (77, "click(", (")",))
    assert (got.keep_special_tokens, got.pattern) == (True, r"\d+")
    assert reply.text == "system:You point. | user:56x84 | user:Wi-Fi"
    assert (reply.score, reply.tokens) == (0.75, 3)


def test_the_official_client_gets_an_official_answer(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["tiny"]
    answer = client.chat.completions.create(
        model="tiny", messages=[{"role": "user", "content": "hello"}], seed=3, top_p=0.5
    )
    assert answer.choices[0].message.content == "user:hello"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 3


def test_the_same_picture_has_the_same_key(engine: ScriptedEngine, url: str) -> None:
    client = connect(url)
    for words, seed in (("a", 1), ("b", 1), ("c", 2)):
        client.answer([question(words, picture(seed))])
    one, two, three = (pictures(batch[0])[0] for batch in engine.batches)
    assert one.key == two.key != three.key
    assert one.pixels is two.pixels


def test_what_waits_is_asked_together(engine: ScriptedEngine, url: str) -> None:
    client = connect(url)
    engine.gate.clear()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        first = pool.submit(client.answer, [question("first")])
        assert wait_until(lambda: len(engine.batches) == 1, timeout_s=10)
        rest = pool.submit(client.answer, [question(f"{n}", picture(n)) for n in range(4)])
        assert wait_until(lambda: health(url)["waiting"] == 4, timeout_s=10)
        engine.gate.set()
        assert first.result()[0].text == "user:first"
        assert [reply.text[-1] for reply in rest.result()] == list("0123")
    assert [len(batch) for batch in engine.batches] == [1, 4]


def health(url: str) -> Any:
    with urllib.request.urlopen(f"{url}/health", timeout=20) as answer:
        return json.load(answer)


def test_health(url: str) -> None:
    assert health(url) == {"status": "ok", "model": "tiny", "waiting": 0}


def test_a_failure_belongs_to_the_question_that_caused_it() -> None:
    def answer(request: ModelRequest) -> ModelReply:
        (part,) = request.messages[0].parts
        if part == TextPart("bad"):
            raise ModelUnavailable("out of memory", words="", hint="Use --max-pixels.")
        return ModelReply("fine")

    engine = ScriptedEngine(answer)
    with served(engine) as url, concurrent.futures.ThreadPoolExecutor() as pool:
        engine.gate.clear()
        told = [pool.submit(post, url, asking(words)) for words in ("one", "bad", "two", "three")]
        assert wait_until(lambda: health(url)["waiting"] == 3, timeout_s=10)
        engine.gate.set()
        ended = [future.result() for future in told]
        assert [status for status, _ in ended] == [200, 500, 200, 200]
        assert "out of memory. Use --max-pixels." in ended[1][1]["error"]["message"]
        with pytest.raises(ModelUnavailable, match="out of memory"):
            connect(url).answer([question("bad")])
    assert engine.batches[-1][0].messages[0].parts == (TextPart("bad"),)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "Invalid JSON"),
        ({"messages": []}, "messages"),
        (asking("x", n=2), "n:"),
        (asking("x", stream=True), "stream:"),
        (asking("x", model="other"), "'other' is not served here; it is 'tiny'"),
        (asking("x", max_tokens=0), "max_tokens"),
        (asking("x", continue_final_message=True), "assistant's message"),
        (asking([{"type": "audio"}]), "messages.0.content"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "role"),
    ],
)
def test_what_is_no_question_is_400(url: str, body: object, said: str) -> None:
    status, answer = post(url, body)
    assert status == 400
    assert said in answer["error"]["message"]


@pytest.mark.parametrize(
    "source", ["http://169.254.169.254/x.png", "file:///etc/passwd", "data:image/png;base64,!!!",
               "data:image/png;base64,AAAA", "data:text/html;base64,AAAA"]
)  # fmt: skip
def test_only_pictures_that_come_along_are_read(
    engine: ScriptedEngine, url: str, source: str
) -> None:
    status, _ = post(url, asking([{"type": "image_url", "image_url": {"url": source}}]))
    assert status == 400
    assert engine.batches == []


def test_unknown_fields_are_passed_over(url: str) -> None:
    extra = {"top_k": 1, "cache_salt": "x", "chat_template_kwargs": {}, "temperature": 0.7}
    assert post(url, asking([{"type": "text", "text": "x", "y": 1}], **extra))[0] == 200


def test_a_question_that_is_too_large_is_413(engine: ScriptedEngine) -> None:
    with served(engine, largest_body=5000) as url:
        status, answer = post(url, asking("x" * 6000))
        assert (status, answer["error"]["type"]) == (413, "too_large")
        with pytest.raises(ModelUnavailable, match="413") as caught:
            connect(url).answer([question("a", picture(1))])
        assert "--max-pixels" in caught.value.hint
        assert post(url, asking("x" * 100))[0] == 200


def test_with_a_token_only_who_has_it_is_served(
    engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(engine, Secret("s3cret")) as url:
        assert post(url, asking("x"))[0] == 401
        assert post(url, asking("x"), {"Authorization": "Bearer s3cre"})[0] == 401
        assert post(url, asking("x"), {"Authorization": "Bearer s3cret"})[0] == 200
        assert health(url)["status"] == "ok"
        with pytest.raises(ModelUnavailable, match="wants a key"):
            connect(url, "tiny")
        monkeypatch.setenv("DROIDGROUND_API_KEY", "s3cret")
        assert connect(url, "tiny").answer([question("x")])[0].text == "user:x"


def test_without_a_token_no_web_page_reaches_it_under_another_name(url: str) -> None:
    assert post(url, asking("x"), {"Host": "evil.example"})[0] == 400
    assert post(url, asking("x"), {"Host": f"localhost:{url.rsplit(':', 1)[1]}"})[0] == 200
