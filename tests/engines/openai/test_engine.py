"""The engine against a server over real HTTP."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest

from droidground.clock import wait_until
from droidground.errors import ModelUnavailable
from droidground.grounding.engines.openai import connect
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, Rgb, TextPart
from tests.engines.openai.conftest import FakeClock
from tests.engines.openai.mock_server import (
    CUT,
    GARBLED,
    HTML,
    SLOW,
    Asked,
    Fault,
    MockServer,
    running,
)


def picture(seed: int, width: int = 56, height: int = 84) -> Rgb:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def question(words: str, *pictures: Rgb, key: str = "") -> ModelRequest:
    images = tuple(ImagePart(pixels, key) for pixels in pictures)
    return ModelRequest((Message("user", (*images, TextPart(words))),), max_new_tokens=32)


def test_a_picture_arrives_as_it_is_before_the_words(server: MockServer) -> None:
    pixels = picture(1)
    (reply,) = connect(server.url).answer([question("Wi-Fi toggle", pixels)])
    (asked,) = server.asked
    assert [part["type"] for part in asked.contents] == ["image_url", "text"]
    assert np.array_equal(asked.images[0], pixels)
    assert asked.text == "Wi-Fi toggle"
    assert (reply.text, reply.tokens) == ("(1, 2)", 5)
    assert reply.timings_ms["request"] > 0
    sent = {key: asked.body[key] for key in asked.body if key != "messages"}
    assert sent == {"model": "tiny", "max_tokens": 32, "temperature": 0, "logprobs": True}


def test_parts_keep_their_order_and_plain_turns_are_strings(server: MockServer) -> None:
    turns = (
        Message("system", (TextPart("You point."), TextPart(" Well."))),
        Message("user", (TextPart("one"), ImagePart(picture(1)), TextPart("two"))),
        Message("assistant", (TextPart("(3, 4)"),)),
        Message("user", (ImagePart(picture(2)), ImagePart(picture(3)), TextPart("three"))),
    )
    connect(server.url).answer([ModelRequest(turns, max_new_tokens=8)])
    messages = server.asked[0].body["messages"]
    assert messages[0] == {"role": "system", "content": "You point. Well."}
    assert messages[2] == {"role": "assistant", "content": "(3, 4)"}
    kinds = [[part["type"] for part in messages[index]["content"]] for index in (1, 3)]
    assert kinds == [["text", "image_url", "text"], ["image_url", "image_url", "text"]]
    assert [image.tolist() for image in server.asked[0].images] == [
        picture(seed).tolist() for seed in (1, 2, 3)
    ]


def test_the_same_picture_is_the_same_bytes(server: MockServer) -> None:
    first, second = connect(server.url), connect(server.url)
    first.answer([question("a", picture(1)), question("b", picture(1).copy())])
    second.answer([question("c", picture(1)), question("d", picture(2))])
    urls = {asked.text: asked.urls[0] for asked in server.asked}
    assert urls["a"] == urls["b"] == urls["c"] != urls["d"]


def test_a_key_saves_the_second_encoding(server: MockServer) -> None:
    engine = connect(server.url)
    engine.answer([question("a", picture(1), key="frame 1")])
    engine.answer([question("b", picture(2), key="frame 1"), question("c", picture(2), key="2")])
    urls = [asked.urls[0] for asked in sorted(server.asked, key=lambda asked: asked.text)]
    assert urls[0] == urls[1] != urls[2]


def test_what_a_family_needs_is_asked_for_and_only_then(server: MockServer) -> None:
    asking = ModelRequest(
        (Message("user", (TextPart("where?"),)),),
        max_new_tokens=16,
        prefill="pyautogui.click(",
        keep_special_tokens=True,
        stop=(")",),
        pattern=r"\(\d{1,4}, \d{1,4}\)",
    )
    (reply,) = connect(server.url).answer([asking])
    body = server.asked[0].body
    assert body["messages"][-1] == {"role": "assistant", "content": "pyautogui.click("}
    assert (body["add_generation_prompt"], body["continue_final_message"]) == (False, True)
    assert body["skip_special_tokens"] is False
    assert body["stop"] == [")"]
    assert body["structured_outputs"] == {"regex": asking.pattern}
    assert body["guided_regex"] == body["regex"] == asking.pattern
    assert reply.text == "(1, 2"


def test_the_score_is_the_mean_probability_of_the_digits(server: MockServer) -> None:
    server.logprobs = [("(", -9.0), ("1", math.log(0.9)), (", ", -9.0), ("2", math.log(0.5))]
    engine = connect(server.url)
    (reply,) = engine.answer([question("a")])
    assert reply.score == pytest.approx(0.7)
    server.logprobs = [("not", -0.1), (" there", -0.1)]
    assert engine.answer([question("a")])[0].score is None
    server.logprobs = None
    assert engine.answer([question("a")])[0].score is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, '{"error": {"message": "Unrecognized request argument supplied: %s"}}'),
        (422, '{"detail": "Unexpected fields in the request: {\'%s\'}"}'),  # transformers serve
        (422, '{"detail": [{"type": "extra_forbidden", "loc": ["body", "%s"]}]}'),  # FastAPI
    ],
)
def test_what_a_server_refuses_is_left_out_from_then_on(status: int, body: str) -> None:
    def strict(asked: Asked) -> str | Fault:
        for field in ("logprobs", "guided_regex", "structured_outputs"):
            if field in asked.body:
                return Fault(status, body=(body % field).encode())
        return "(3, 4)"

    with running(strict) as server:
        engine = connect(server.url)
        asking = ModelRequest((Message("user", (TextPart("a"),)),), 8, pattern="x")
        assert [reply.text for reply in engine.answer([asking])] == ["(3, 4)"]
        assert len(server.asked) == 4
        engine.answer([asking])
        assert len(server.asked) == 5
        assert "regex" in server.asked[-1].body


def test_a_prefill_that_a_server_refuses_is_not_left_out(server: MockServer) -> None:
    said = b'{"detail": "Unexpected fields in the request: {\'continue_final_message\'}"}'
    server.faults = [Fault(422, body=said)]
    begun = ModelRequest((Message("user", (TextPart("a"),)),), 8, prefill="click(")
    with pytest.raises(ModelUnavailable, match="Unexpected fields") as caught:
        connect(server.url).answer([begun])
    assert "begun for the model" in caught.value.hint
    assert len(server.asked) == 1


def test_the_first_question_goes_ahead_and_the_rest_at_once(server: MockServer) -> None:
    server.together = threading.Barrier(4)
    words = ["a", "b", "c", "d", "e"]
    server.answer = lambda asked: f"({asked.text}, 0)"
    replies = connect(server.url).answer([question(word, picture(1)) for word in words])
    assert [reply.text for reply in replies] == [f"({word}, 0)" for word in words]
    assert server.asked[0].text == "a"
    assert server.most_at_once == 4


def test_the_first_of_each_picture_goes_ahead(server: MockServer) -> None:
    asking = [question(f"{words}{seed}", picture(seed)) for seed in (1, 2) for words in "ab"]
    connect(server.url, concurrency=1).answer(asking)
    assert [asked.text for asked in server.asked] == ["a1", "a2", "b1", "b2"]


def test_one_error_ends_a_batch_and_is_told(server: MockServer) -> None:
    server.answer = lambda asked: Fault(400) if asked.text == "3" else "(1, 2)"
    with pytest.raises(ModelUnavailable, match="told to fail"):
        connect(server.url, concurrency=2).answer([question(f"{n}") for n in range(200)])
    assert len(server.asked) < 200


def test_ctrl_c_waits_for_no_server(server: MockServer) -> None:
    """Three questions are under way, and the server is silent."""
    server.faults = [Fault(200, body=b'{"choices": [{"message": {"content": "1"}}]}'), *[SLOW] * 3]
    program = (
        "import sys; from droidground.grounding.engines.openai import connect\n"
        "from droidground.grounding.models.engine import Message, ModelRequest, TextPart\n"
        "asking = [ModelRequest((Message('user', (TextPart(w),)),), 9) for w in 'abcd']\n"
        "connect(sys.argv[1]).answer(asking)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, server.url], stderr=subprocess.PIPE, text=True
    ) as process:
        assert wait_until(lambda: len(server.asked) == 4, timeout_s=60)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in said
    assert "ModelUnavailable" not in said


def test_no_questions_are_no_requests(server: MockServer) -> None:
    assert connect(server.url).answer([]) == ()
    assert server.asked == []


@pytest.mark.parametrize("fault", [Fault(429), Fault(500), Fault(503), CUT, GARBLED])
def test_a_passing_failure_is_asked_again(
    server: MockServer, clock: FakeClock, fault: Fault
) -> None:
    server.faults = [fault, fault]
    (reply,) = connect(server.url, clock=clock).answer([question("a")])
    assert reply.text == "(1, 2)"
    assert clock.slept == [0.5, 1.0]
    assert len(server.asked) == 3


def test_the_server_says_when_to_come_back(server: MockServer, clock: FakeClock) -> None:
    server.faults = [Fault(429, {"retry-after": "7"})]
    connect(server.url, clock=clock).answer([question("a")])
    assert clock.slept == [7.0]
    server.faults = [Fault(429, {"retry-after": "700"})]
    with pytest.raises(ModelUnavailable, match="answered 429: told to fail"):
        connect(server.url, clock=clock).answer([question("a")])
    assert clock.slept == [7.0]


def test_retries_end(server: MockServer, clock: FakeClock) -> None:
    server.faults = [Fault(500)] * 9
    with pytest.raises(ModelUnavailable, match="answered 500: told to fail"):
        connect(server.url, clock=clock).answer([question("a")])
    assert len(server.asked) == 5
    assert clock.slept == [0.5, 1.0, 2.0, 4.0]


def test_what_will_not_pass_is_not_asked_again(server: MockServer, clock: FakeClock) -> None:
    for fault, said in ((Fault(400), "told to fail"), (HTML, "gateway"), (Fault(501), "501")):
        server.faults = [fault]
        with pytest.raises(ModelUnavailable, match=said):
            connect(server.url, clock=clock).answer([question("a")])
    assert clock.slept == []
    assert len(server.asked) == 3


def test_a_slow_server_is_given_up(server: MockServer) -> None:
    server.faults = [SLOW]
    with pytest.raises(ModelUnavailable, match="no answer within 2 s") as caught:
        connect(server.url, timeout_s=2).answer([question("a")])
    assert "DROIDGROUND_SERVER_TIMEOUT" in caught.value.hint
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "overloaded"},
        {"choices": []},
        {"choices": None},
        {"choices": "none"},
        {"choices": [{}]},
        {"choices": [None]},
        {"choices": [{"message": None}]},
        {"choices": [{"message": "(1, 2)"}]},
        {"choices": [{"message": {"content": ["(1, 2)"]}}]},
        {"choices": [{"message": {"content": 12}}]},
        [],
        "(1, 2)",
        None,
        7,
    ],
)
def test_an_answer_in_another_shape_is_an_error_with_the_evidence(
    server: MockServer, answer: object
) -> None:
    server.faults = [Fault(200, body=json.dumps(answer).encode())]
    with pytest.raises(ModelUnavailable, match="not as an OpenAI-compatible server"):
        connect(server.url).answer([question("a")])


@pytest.mark.parametrize(
    "choice",
    [
        {"message": {"content": "(1, 2)"}},
        {"message": {"content": "(1, 2)"}, "logprobs": {"content": None}},
        {"message": {"content": "(1, 2)"}, "logprobs": {"content": [{"token": "1"}]}},
        {"message": {"content": "(1, 2)"}, "logprobs": {"content": ["1", None]}},
        {"message": {"content": "(1, 2)"}, "logprobs": "none", "score": "high"},
        {"message": {"content": "(1, 2)"}, "score": 7},
    ],
)
def test_a_score_that_cannot_be_read_is_none(server: MockServer, choice: object) -> None:
    answer = {"choices": [choice], "usage": "many"}
    server.faults = [Fault(200, body=json.dumps(answer).encode())]
    (reply,) = connect(server.url).answer([question("a")])
    assert (reply.text, reply.score, reply.tokens) == ("(1, 2)", None, None)


def test_an_empty_answer_is_an_empty_text(server: MockServer) -> None:
    body = json.dumps({"choices": [{"message": {"content": None}}]}).encode()
    server.faults = [Fault(200, body=body)]
    assert connect(server.url).answer([question("a")])[0].text == ""


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("This model's maximum context length is 4096 tokens", "--max-pixels"),
        ("At most 1 image(s) may be provided in one request.", "--limit-mm-per-prompt"),
        ("something else", "log"),
    ],
)
def test_a_complaint_comes_with_the_next_step(server: MockServer, said: str, hint: str) -> None:
    server.faults = [Fault(400, body=b'{"error": {"message": "%s"}}' % said.encode())]
    with pytest.raises(ModelUnavailable) as caught:
        connect(server.url).answer([question("a")])
    assert said in caught.value.message
    assert hint in caught.value.hint
