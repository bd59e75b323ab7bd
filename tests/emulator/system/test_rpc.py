"""uiautomator2's server against what no client of it sends."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.system import AndroidSystem
from droidground_emulator.virtual.uiautomator.hierarchy import write_hierarchy
from droidground_emulator.virtual.uiautomator.rpc import METHODS
from droidground_emulator.virtual.uiautomator.server import AutomatorServer
from tests.emulator.system.conftest import boot


class Wire:
    """One stream: what the client sent, and what it got."""

    def __init__(self, sent: bytes) -> None:
        self._sent = sent
        self.got = b""

    def read(self, count: int) -> bytes:
        chunk, self._sent = self._sent[:count], self._sent[count:]
        return chunk

    def write(self, data: bytes) -> None:
        self.got += data

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AutomatorServer]:
    system: AndroidSystem = boot(tmp_path_factory.mktemp("rpc") / "files")
    yield AutomatorServer(system)
    system.close()


def call(server: AutomatorServer, body: bytes) -> dict[str, object]:
    """Post a body; return the answer's JSON."""
    wire = Wire(b"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    server.serve(wire)
    head, _, answer = wire.got.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert f"Content-Length: {len(answer)}".encode() in head
    found = json.loads(answer)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"method": "click", "params": [1%s, 5]}' % (b"0" * 400),
        b'{"method": "click", "params": [NaN, 5]}',
        b'{"method": "exist", "params": [{"textMatches": "a{99999999999}"}]}',
        b'{"method": "exist", "params": [{"textMatches": "%s"}]}' % (b"(" * 3000),
    ],
)
def test_calls_that_ask_for_too_much(server: AutomatorServer, body: bytes) -> None:
    assert "error" in call(server, body)


def test_half_a_surrogate_pair_becomes_something_that_can_be_written(
    server: AutomatorServer,
) -> None:
    call(server, b'{"method": "setClipboard", "params": ["label", "a\\ud800b"]}')
    assert call(server, b'{"method": "getClipboard"}')["result"] == "a\ufffdb"


def test_a_length_of_too_many_digits(server: AutomatorServer) -> None:
    wire = Wire(b"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: %s\r\n\r\n" % (b"9" * 5000))
    server.serve(wire)
    assert wire.got.startswith(b"HTTP/1.1 413 ")


def test_ping_twice_on_one_stream(server: AutomatorServer) -> None:
    wire = Wire(b"GET /ping HTTP/1.1\r\n\r\n" * 2)
    server.serve(wire)
    assert wire.got.count(b"\r\n\r\npong") == 2


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n", b"413"),
        (b"GET /elsewhere HTTP/1.1\r\n\r\n", b"404"),
    ],
)
def test_bad_requests(server: AutomatorServer, sent: bytes, status: bytes) -> None:
    wire = Wire(sent)
    server.serve(wire)
    assert wire.got.startswith(b"HTTP/1.1 " + status)


def test_errors_are_json_rpc(server: AutomatorServer) -> None:
    unknown = call(server, b'{"jsonrpc":"2.0","id":7,"method":"nosuch","params":[]}')
    assert unknown["error"] == {"code": -32601, "message": "method not found",
                                "data": "method not found"}  # fmt: skip
    assert unknown["id"] == 7
    assert "error" in call(server, b"not json")
    missing = json.dumps({"id": 1, "method": "objInfo", "params": [{"text": "nope"}]})
    assert "UiObjectNotFoundException" in str(call(server, missing.encode())["error"])


numbers = st.integers(-3000, 3000) | st.floats(-3000, 3000)
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["text", "mask", "instance", "index", "textMatches", "childOrSibling",
                         "childOrSiblingSelector", "className", "x", "y", "zzz"]),
        inner, max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
TIMED = {"click", "drag", "dragTo", "gesture", "longClick", "pinchIn", "pinchOut", "swipe",
         "swipePoints", "waitForExists", "waitUntilGone"}  # fmt: skip


@settings(max_examples=300)
@given(
    method=st.sampled_from(sorted(set(METHODS) - TIMED)),
    params=st.lists(values, max_size=4) | st.just({}),
)
def test_any_parameters_get_an_answer(
    server: AutomatorServer, method: str, params: list[object] | dict[str, object]
) -> None:
    answer = call(server, json.dumps({"id": 1, "method": method, "params": params}).encode())
    assert ("result" in answer) != ("error" in answer)


@given(st.text(), st.text(), st.tuples(*[st.integers(-5, 5000)] * 4))
def test_any_words_make_readable_xml(
    text: str, desc: str, bounds: tuple[int, int, int, int]
) -> None:
    node = Node("android.view.View", bounds, text=text, content_desc=desc)
    root = ET.fromstring(write_hierarchy([node], 0))
    found = root[0].get("text")
    assert found is not None
    readable = all(char.isprintable() for char in text) and "\u2028" not in text
    assert not readable or found == text
