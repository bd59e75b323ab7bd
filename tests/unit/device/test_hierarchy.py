import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.hierarchy import BUSY, find_owners
from droidground.device.u2_server import parse_reply
from droidground.errors import HierarchyFailed


def reply(**fields: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, **fields}).encode()


def test_a_result_is_the_xml() -> None:
    assert parse_reply(reply(result="<hierarchy/>")) == "<hierarchy/>"


@pytest.mark.parametrize("text", ["UiAutomation not connected", "android.os.DeadObjectException"])
def test_a_server_without_ui_automation_counts_as_none(text: str) -> None:
    assert parse_reply(reply(error={"code": -32001, "message": text})) is None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"7", b"<html>", reply(), reply(error={"message": "x"}), reply(result=3)]
)
def test_anything_else_is_named(body: bytes) -> None:
    with pytest.raises(HierarchyFailed):
        parse_reply(body)


@given(st.binary())
def test_no_reply_breaks_it(body: bytes) -> None:
    with pytest.raises(HierarchyFailed):
        parse_reply(body)


def test_another_owner_is_recognised(recorded: Callable[[str], str]) -> None:
    assert BUSY.search(recorded("uiautomator_busy"))
    assert BUSY.search("\nKilled \n")


def test_owners_are_named_from_the_processes() -> None:
    processes = "app_process / com.wetest.uia2.Main -p 9008\nio.appium.uiautomator2.server\n"
    assert find_owners(processes) == ("Appium's uiautomator2 server", "uiautomator2")
    assert find_owners("com.android.systemui\n") == ()
