"""Answers are those of `generate`, whatever is shared."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from droidground.errors import InvalidInput
from droidground.grounding.engines.transformers import load_engine
from droidground.grounding.engines.transformers.engine import TransformersEngine
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    TextPart,
)
from tests.engines.transformers.conftest import QUIET
from tests.engines.transformers.questions import WORDS, PlainModel, ask, picture, texts

SIZES = ((9, 4), (3, 8), (2, 2))
"""Tall, wide and small, in tokens."""


@pytest.fixture(scope="session")
def plain(checkpoint: Path) -> PlainModel:
    return PlainModel(checkpoint)


@pytest.fixture
def screens(checkpoint: Path) -> list[ModelRequest]:
    """Every description on three screens."""
    factor = 32 if checkpoint.name.startswith("qwen3") else 28
    pictures = [picture(*size, factor, seed=sum(size)) for size in SIZES]
    return [ask(words, pixels) for pixels in pictures for words in WORDS]


def test_all_ways_give_the_answers_of_generate(
    engine: TransformersEngine, plain: PlainModel, screens: list[ModelRequest]
) -> None:
    """One by one on new screens, together, and on screens that are known."""
    expected = [plain.answer(request).text for request in screens]
    assert len(set(expected)) >= 0.8 * len(screens), "answers must differ for this to prove much"
    one_by_one: list[ModelReply] = []
    for request in screens:
        engine.forget()
        one_by_one += engine.answer([request])
    known = [engine.answer([request])[0] for request in screens]
    engine.forget()
    together = engine.answer(screens)
    again = engine.answer(screens[::-1])[::-1]
    assert texts(one_by_one) == expected
    assert texts(known) == expected
    assert texts(together) == expected
    assert texts(again) == expected


def test_a_screen_is_read_once(engine: TransformersEngine, screens: list[ModelRequest]) -> None:
    """Six questions cost little more than one; a further one costs its own words."""
    costs: list[tuple[int, int]] = []
    for asked in (screens[:1], screens[:6], screens[2:3]):
        if len(costs) < 2:
            engine.forget()
        before = engine.work
        engine.answer(asked)
        after = engine.work
        costs.append((after.pictures - before.pictures, after.tokens - before.tokens))
    (one, six, known) = costs
    assert [one[0], six[0], known[0]] == [1, 1, 0]
    assert six[1] < 2 * one[1]
    assert 4 * known[1] < one[1]


def test_one_pixel_makes_another_screen(qwen2: TransformersEngine) -> None:
    pixels = picture(4, 4)
    changed = pixels.copy()
    changed[50, 50, 1] ^= 1
    replies = qwen2.answer([ask("back", pixels), ask("back", changed)])
    assert qwen2.work.pictures == 2
    assert texts(qwen2.answer([ask("back", changed)])) == [replies[1].text]
    assert qwen2.work.pictures == 2


def test_a_key_stands_for_the_pixels(qwen2: TransformersEngine) -> None:
    """Who has computed a key already need not have the pixels hashed again."""
    part = ImagePart(picture(4, 4), key="frame 1")
    request = ModelRequest((Message("user", (part, TextPart("back"))),), 4)
    qwen2.answer([request])
    again = ImagePart(picture(4, 4), key="frame 1")
    qwen2.answer([ModelRequest((Message("user", (again, TextPart("home"))),), 4)])
    assert qwen2.work.pictures == 1


def test_no_more_is_kept_than_allowed(checkpoints: dict[str, Path]) -> None:
    options = replace(QUIET, cache_bytes=0)
    engine = load_engine(str(checkpoints["qwen2_vl"]), options=options)
    request = ask("back", picture(4, 4))
    first, second = engine.answer([request]), engine.answer([request])
    assert texts(first) == texts(second)
    assert engine.work.pictures == 2


def test_other_shapes_of_requests(engine: TransformersEngine, plain: PlainModel) -> None:
    """Text alone, several pictures, a system prompt, a prefilled answer, several turns."""
    factor = engine.factor
    one, two = picture(4, 3, factor, 1), picture(3, 5, factor, 2)
    turns = (
        Message("user", (ImagePart(one), TextPart("What is this?"))),
        Message("assistant", (TextPart("A screen."),)),
        Message("user", (TextPart("And this? "), ImagePart(two), TextPart(" Tell."))),
    )
    requests = [
        ModelRequest((Message("user", (TextPart("Say a number."),)),), 8),
        ModelRequest((Message("user", (TextPart("Say a number, please."),)),), 8),
        ask("the difference", one, two),
        ask("the difference", two, one),
        ask("back", one, system="You are an expert UI element locator."),
        replace(ask("back", one), prefill="(12"),
        ModelRequest(turns, 8),
    ]
    expected = [plain.answer(request).text for request in requests]
    assert len(set(expected)) == len(requests)
    assert texts(engine.answer(requests)) == expected
    assert texts(engine.answer(requests[::-1])) == expected[::-1]


def test_the_penalty_of_the_checkpoint_is_obeyed(
    checkpoints: dict[str, Path], tmp_path: Path
) -> None:
    """Qwen2.5-VL's checkpoints ask for a repetition penalty of 1.05, which moves answers."""
    source = checkpoints["qwen2_5_vl"]
    folder = tmp_path / "penalty"
    folder.mkdir()
    for path in source.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "generation_config.json").unlink()
    said = (source / "generation_config.json").read_text()
    (folder / "generation_config.json").write_text(
        said.replace("{", '{"repetition_penalty": 1.5, ', 1)
    )
    plain, engine = PlainModel(folder), load_engine(str(folder), options=QUIET)
    requests = [ask(words, picture(3, 4)) for words in WORDS]
    expected = [plain.answer(request).text for request in requests]
    without = [plain.answer(request, repetition_penalty=1.0).text for request in requests]
    assert sum(map(str.__ne__, expected, without)) >= 3, "the penalty must matter here"
    assert texts(engine.answer(requests)) == expected
    assert [engine.answer([request])[0].text for request in requests] == expected


def test_the_score_is_the_mean_probability_of_the_digits(
    engine: TransformersEngine, plain: PlainModel, screens: list[ModelRequest]
) -> None:
    scores = []
    for request, reply in zip(screens, engine.answer(screens), strict=True):
        answer = plain.answer(request)
        assert reply.tokens == len(answer.tokens)
        pieces = [plain.processor.decode([token]).strip() for token in answer.tokens]
        chances = [
            logits.softmax(-1)[token].item()
            for token, logits, piece in zip(answer.tokens, answer.logits, pieces, strict=True)
            if re.fullmatch("[0-9]+", piece)
        ]
        expected = sum(chances) / len(chances) if chances else None
        assert reply.score == (pytest.approx(expected, abs=1e-4) if chances else None)
        scores.append(reply.score)
    assert any(score is not None for score in scores)


def test_a_reply_ends_before_a_stop_string(qwen2: TransformersEngine) -> None:
    request = ask("back", picture(4, 4))
    (whole,) = qwen2.answer([request])
    stop = whole.text[3]
    (cut,) = qwen2.answer([replace(request, stop=("never this", stop))])
    assert cut.text == whole.text[: whole.text.index(stop)]
    assert cut.tokens is not None
    assert whole.tokens is not None
    assert cut.tokens < whole.tokens


def test_special_tokens_stay_when_asked(engine: TransformersEngine, plain: PlainModel) -> None:
    """The end of the answer is none of its words."""
    factor = engine.factor
    requests = [ask(words, picture(2, 3, factor), tokens=40) for words in WORDS]
    kept = engine.answer([replace(request, keep_special_tokens=True) for request in requests])
    for request, reply in zip(requests, kept, strict=True):
        tokens = plain.answer(request).tokens
        text = plain.processor.decode(tokens, skip_special_tokens=False)
        assert reply.text == re.sub(r"<\|(im_end|endoftext)\|>$", "", text)


def test_threads_wait_for_one_another(qwen2: TransformersEngine) -> None:
    requests = [ask(words, picture(3, 3, seed=seed)) for seed, words in enumerate(WORDS)]
    expected = texts(qwen2.answer(requests))
    found: dict[int, str] = {}

    def one(number: int) -> None:
        found[number] = qwen2.answer([requests[number]])[0].text

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(requests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(len(requests))] == expected


def test_more_answers_than_fit_in_one_row(qwen2: TransformersEngine) -> None:
    requests = [ask(f"row {number}", picture(3, 3), tokens=2) for number in range(40)]
    expected = [qwen2.answer([request])[0].text for request in requests]
    qwen2.forget()
    assert texts(qwen2.answer(requests)) == expected


def test_nothing_asked_nothing_answered(qwen2: TransformersEngine) -> None:
    assert qwen2.answer([]) == ()


def test_a_picture_that_was_not_resized_is_refused(qwen2: TransformersEngine) -> None:
    with pytest.raises(InvalidInput, match="84x70 pixels does not fit this model.*28"):
        qwen2.answer([ask("back", picture(70, 84, factor=1))])


def test_words_that_spell_a_picture_are_refused(qwen2: TransformersEngine) -> None:
    with pytest.raises(InvalidInput, match="2 placeholders for 1 pictures"):
        qwen2.answer([ask("the <|image_pad|> icon", picture(2, 2))])
