"""A live phone against a recording: a changed app is told with both pictures, before any touch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from droidground.errors import ReplayMismatch
from droidground.geometry import Point
from droidground.grounding.elements import ElementsGrounder
from droidground.grounding.location import Location, Reason
from droidground.recording import load_recording
from droidground.recording.lease import lease
from droidground.recording.live import LivePhone
from droidground.recording.playback import Sight
from droidground.recording.testing import mismatch_picture
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from tests.device.conftest import Handset
from tests.recording.conftest import wifi

TARGET = "Network & internet"


@dataclass
class ChangedApp:
    """Sees the app as if one of its elements had changed."""

    change: str
    name: str = "changed"

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        found = ElementsGrounder().locate(screenshot, words, tree)
        if words != TARGET or found.point is None:
            return found
        if self.change == "gone":
            return replace(found, point=None, box=None, reason=Reason.ABSENT)
        if self.change == "renamed":
            first = replace(found.candidates[0], label="Internet")
            return replace(found, candidates=(first,))
        lower = Point(found.point.x, found.point.y + 400)
        candidate = replace(found.candidates[0], point=lower)
        return replace(found, point=lower, candidates=(candidate,))


def fresh(live: Handset) -> Handset:
    live.reset()
    live.adb_shell("am force-stop com.android.settings; settings put global airplane_mode_on 0")
    return live


def test_an_app_that_did_not_change_passes(live: Handset, recorded: Path) -> None:
    phone = LivePhone(fresh(live).device(), ElementsGrounder(), load_recording(recorded))
    wifi(phone)
    phone.finish()


@pytest.mark.parametrize(
    ("change", "told"),
    [("gone", "is not on the screen"), ("renamed", "'Internet'"), ("moved", "and was at")],
)
def test_a_changed_app_is_told_before_it_is_touched(
    live: Handset, recorded: Path, change: str, told: str
) -> None:
    phone = LivePhone(fresh(live).device(), ChangedApp(change), load_recording(recorded))
    with pytest.raises(ReplayMismatch, match=told) as caught:
        wifi(phone)
    assert "step 2" in caught.value.message
    assert live.touches() == []
    assert isinstance(caught.value.recorded, Sight)
    assert isinstance(caught.value.asked, Sight)
    picture = mismatch_picture(caught.value)
    assert picture is not None
    assert picture.width > 2 * 1080


def test_two_leases_never_name_one_phone(tmp_path: Path) -> None:
    with lease(["a", "b"], tmp_path) as one:
        with lease(["a", "b"], tmp_path) as other:
            assert {one, other} == {"a", "b"}
        with lease(["b"], tmp_path) as again:
            assert again == "b"
