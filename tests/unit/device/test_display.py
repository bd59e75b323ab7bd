from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.display import (
    parse_display,
    parse_viewports,
    parse_wm_density,
    parse_wm_size,
)
from droidground.geometry import Rotation, Size

Recorded = Callable[[str], str]


def test_wm_with_and_without_override() -> None:
    assert parse_wm_size("Physical size: 1080x2400\n") == (Size(1080, 2400), None)
    both = parse_wm_size("Physical size: 1080x2400\nOverride size: 720x1600\n")
    assert both == (Size(1080, 2400), Size(720, 1600))
    assert parse_wm_density("Physical density: 420\nOverride density: 560\n") == (420, 560)
    assert parse_wm_size("Physical size: 0x0\n") == (None, None)


def test_a_phone_of_android_10(recorded: Recorded) -> None:
    facts = parse_display(recorded("display_xiaomi_mi8_android10"))
    assert facts is not None
    assert facts.display.size == Size(1080, 2248)
    assert facts.display.density == 440
    assert facts.display.physical_id == "19260309953136513"
    assert facts.is_on
    assert facts.panels == 1


def test_a_lower_resolution_is_what_counts(recorded: Recorded) -> None:
    facts = parse_display(recorded("display_samsung_s8plus_android9"))
    assert facts is not None
    assert facts.display.size == Size(1080, 2220)
    assert facts.display.physical_size == Size(1440, 2960)
    assert (facts.display.density, facts.physical_density) == (420, 560)
    assert facts.override_size == Size(1080, 2220)


def test_it_is_the_size_that_is_shown(recorded: Recorded) -> None:
    facts = parse_display(recorded("display_samsung_s8plus_landscape"))
    assert facts is not None
    assert (facts.display.size, facts.display.rotation) == (Size(2220, 1080), Rotation.R90)
    assert facts.display.physical_size == Size(1440, 2960)


def test_the_viewport_alone_is_enough(recorded: Recorded) -> None:
    facts = parse_display(recorded("display_samsung_s9_android8_off"))
    assert facts is not None
    assert facts.display.size == Size(1080, 2220)
    assert facts.display.physical_size == Size(1440, 2960)
    assert facts.display.physical_id is None


def test_wm_alone_is_enough() -> None:
    facts = parse_display("Physical size: 1080x2400\nOverride size: 1440x3200\n")
    assert facts is not None
    assert facts.display.size == Size(1440, 3200)


def test_several_displays_are_told_apart(recorded: Recorded) -> None:
    text = recorded("display_emulator_android14_several")
    first, second = parse_display(text, 0), parse_display(text, 2)
    assert first is not None
    assert second is not None
    assert (first.display.size, first.panels) == (Size(1080, 600), 2)
    assert first.display.physical_id == "4619827259835644672"
    assert second.display.size == Size(400, 600)
    assert second.display.physical_id == "4619827551948147201"


def test_a_foldable_shows_its_active_panel(recorded: Recorded) -> None:
    facts = parse_display(recorded("display_fold_outer_off"))
    assert facts is not None
    assert facts.display.physical_id == "9007199254740995"
    assert (facts.display.size, facts.display.rotation) == (Size(2152, 2076), Rotation.R270)
    assert facts.panels == 2


def test_a_simulated_display_is_no_panel(recorded: Recorded) -> None:
    text = recorded("display_simulated_second_android13")
    facts = parse_display(text)
    assert facts is not None
    assert (facts.display.size, facts.panels) == (Size(1080, 2404), 1)
    assert [view.kind for view in parse_viewports(text)] == ["INTERNAL", "VIRTUAL"]


def test_a_cutout_and_a_sleeping_panel_are_read() -> None:
    facts = parse_display(
        '    mOverrideDisplayInfo=DisplayInfo{"Built-in Screen", displayId 0", real 1080 x 2400, '
        "rotation 0, state DOZE, density 420 (1.0 x 1.0) dpi, cutout DisplayCutout{insets=Rect(0, "
        "128 - 0, 0) waterfall=Insets{left=0}}}\n"
    )
    assert facts is not None
    assert (facts.display.cutout_top, facts.is_on) == (128, False)


@pytest.mark.parametrize("text", ["", "Can't find service: display", "cmd: Failure calling"])
def test_no_size_is_none_not_a_guess(text: str) -> None:
    assert parse_display(text) is None


PIECES = """Physical size: |99999x99999|0x5|DisplayViewport{|}|orientation=7|displayId=|²| |
logicalFrame=Rect(0, 0 - -4, 9)|mOverrideDisplayInfo=DisplayInfo{|real 0 x 1, |rotation 3|
density 00|deviceWidth=12, deviceHeight=|mDisplayId=0\n"""
WORDS = st.sampled_from([*PIECES.replace("|\n", "|").split("|"), "\n"])


@given(st.lists(WORDS | st.text(max_size=8)).map("".join), st.integers(0, 3))
def test_no_text_breaks_the_parser(text: str, display_id: int) -> None:
    facts = parse_display(text, display_id)
    assert facts is None or facts.display.size.width > 0
