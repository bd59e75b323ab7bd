"""Finding a server and its model; keys that are shown nowhere."""

from __future__ import annotations

import traceback

import pytest

from droidground.errors import ConfigError, InvalidInput, ModelUnavailable
from droidground.grounding.engines.openai import connect
from droidground.grounding.engines.openai.address import base_url
from tests.conftest import free_port
from tests.engines.openai.mock_server import Fault, MockServer
from tests.engines.openai.test_engine import question

KEY = "sk-very-secret-0123456789"


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("http://gpu-box:8000/v1", "http://gpu-box:8000/v1"),
        ("http://gpu-box:8000/v1/", "http://gpu-box:8000/v1"),
        ("http://gpu-box:8000", "http://gpu-box:8000/v1"),
        (" https://lab.example/models/api/v2 ", "https://lab.example/models/api/v2"),
        ("http://[::1]:8000", "http://[::1]:8000/v1"),
    ],
)
def test_urls_are_made_whole(given: str, whole: str) -> None:
    assert base_url(given) == whole


@pytest.mark.parametrize(
    "url",
    ["gpu-box:8000", "ftp://x", "http://", "http://x:99999", f"http://me:{KEY}@x", "http://x?k=1"],
)
def test_other_urls_are_refused_and_not_repeated_where_they_hold_a_key(url: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        connect(url)
    assert KEY not in caught.value.message


def test_the_only_model_needs_no_name(server: MockServer) -> None:
    assert connect(server.url).model == "tiny"


def test_a_model_that_is_not_served_is_an_error_that_lists_those_that_are(
    server: MockServer,
) -> None:
    server.models = ["osunlp/UGround-V1-2B", "osunlp/UGround-V1-7B"]
    with pytest.raises(ModelUnavailable, match=r"V1-2B, osunlp/UGround-V1-7B") as caught:
        connect(server.url, "UGround-V1-7B")
    assert caught.value.hint == "Give --model osunlp/UGround-V1-7B."
    with pytest.raises(ModelUnavailable, match="which one"):
        connect(server.url)
    assert connect(server.url, "osunlp/UGround-V1-2B").model == "osunlp/UGround-V1-2B"


def test_a_server_that_lists_nothing_is_believed(server: MockServer) -> None:
    server.models = None
    assert connect(server.url, "any").answer([question("a")])[0].text == "(1, 2)"
    with pytest.raises(ModelUnavailable, match="does not list its models"):
        connect(server.url)
    server.faults = [Fault(404, body=b'{"error": {"message": "model any is unknown"}}')]
    with pytest.raises(ModelUnavailable, match="404 to 'any': model any is unknown"):
        connect(server.url, "any").answer([question("a")])


def test_where_nobody_listens_the_hint_starts_a_server() -> None:
    with pytest.raises(ModelUnavailable, match="nobody listens") as caught:
        connect(f"http://127.0.0.1:{free_port()}", "tiny")
    assert "droidground serve" in caught.value.hint


def test_a_host_that_is_none() -> None:
    with pytest.raises(ModelUnavailable, match=r"the connection to http://no-such\.invalid"):
        connect("http://no-such.invalid:8000", "tiny")


def test_the_key_is_sent_and_never_shown(
    server: MockServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DROIDGROUND_API_KEY", KEY)
    engine = connect(server.url)
    caplog.set_level("DEBUG")
    engine.answer([question("a")])
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    server.faults = [Fault(401, body=b'{"error": {"message": "bad key %s"}}' % KEY.encode())]
    with pytest.raises(ModelUnavailable, match=r"did not accept the key: bad key \*\*\*") as caught:
        engine.answer([question("a")])
    shown = "".join(traceback.format_exception(caught.value))
    ours = [record.getMessage() for record in caplog.records]
    assert not [text for text in (shown, repr(engine), str(vars(engine)), *ours) if KEY in text]


def test_without_a_key_none_is_sent_and_a_server_that_wants_one_is_explained(
    server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.faults = [Fault(401, body=b'{"detail": "Unauthorized"}')]
    with pytest.raises(ModelUnavailable, match="wants a key: Unauthorized") as caught:
        connect(server.url).answer([question("a")])
    assert "DROIDGROUND_API_KEY" in caught.value.hint
    with pytest.raises(ConfigError, match="LAB_KEY is not set"):
        connect(server.url, api_key_env="LAB_KEY")
    monkeypatch.setenv("LAB_KEY", KEY)
    connect(server.url, api_key_env="LAB_KEY").answer([question("a")])
    assert server.asked[-1].headers["authorization"] == f"Bearer {KEY}"
