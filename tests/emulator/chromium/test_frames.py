"""Pixels: sizes, rotation, density, themes, what must be black, and two runs alike."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from droidground_emulator.virtual.commands.screencap import PngEncoder
from tests.emulator.chromium.conftest import PLAIN, Phone


@pytest.mark.parametrize(
    ("size", "density"),
    [((720, 1600), 320), ((1080, 2400), 420), ((1440, 3120), 560), ((1600, 2560), 320)],
)
def test_exact_pixels_and_width_in_dp(
    boot: Callable[..., Phone], size: tuple[int, int], density: int
) -> None:
    phone = boot(size=size, density=density)
    phone.system.screen.start(PLAIN)
    assert phone.image().size == size
    assert phone.value("page.defaultView.innerWidth") == size[0] * 160 // density
    assert phone.value("page.defaultView.devicePixelRatio") == density / 160


def test_rotation_swaps_the_sides(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.system.state.display.freeze(1)
    assert phone.image().size == (2400, 1080)
    assert phone.value("page.defaultView.innerWidth") == 914
    phone.system.state.display.freeze(0)
    assert phone.image().size == (1080, 2400)


def test_density_and_font_scale_change_what_fits(phone: Phone) -> None:
    phone.show("<p data-id=words style='font-size:1rem;margin:0;width:max-content'>Words</p>")
    before = phone.find("words").bounds
    phone.system.state.settings.put("system", "font_scale", "1.3")
    large = phone.find("words").bounds
    assert (large[2] - large[0]) / (before[2] - before[0]) == pytest.approx(1.3, rel=0.03)
    phone.system.state.settings.put("system", "font_scale", "1.0")
    phone.system.state.display.force_density(560)
    dense = phone.find("words").bounds
    assert (dense[2] - dense[0]) / (before[2] - before[0]) == pytest.approx(560 / 420, rel=0.03)


def test_dark_theme_darkens(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    light = np.asarray(phone.image()).mean()
    phone.system.state.dark = True
    assert np.asarray(phone.image()).mean() < light / 3
    assert phone.value("page.defaultView.matchMedia('(prefers-color-scheme: dark)').matches")


def test_right_to_left_locale_turns_pages_round(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.system.state.settings.put("system", "system_locales", "ar")
    phone.image()
    assert phone.value("[page.documentElement.dir, page.documentElement.lang]") == ["rtl", "ar"]
    clock = next(n for n in phone.nodes(0) if n.resource_id.endswith(":id/clock"))
    assert clock.bounds[0] > 500


def test_png_is_the_frame(phone: Phone) -> None:
    frame = phone.system.frame()
    data = PngEncoder().encode(frame)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1080, 2400)
        assert np.array_equal(np.asarray(image.convert("RGB")), np.asarray(frame.convert("RGB")))


def test_secure_window_is_black_between_the_bars(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    number = phone.screen.desktop.front.number
    assert np.asarray(phone.image())[1000:].any()
    phone.screen.page.evaluate(f"shell.call('secure', {{secure: true}}, {number})")
    assert phone.system.screen.window().secure
    seen = np.asarray(phone.image())
    assert not seen[63:2337].any()
    # The bars are windows of their own: what they show stays, on black.
    assert (seen[:63] == 255).any()
    assert not seen[2337:, :300].any()


def test_two_phones_show_the_same_pixels(boot: Callable[..., Phone]) -> None:
    frames = []
    for _ in range(2):
        phone = boot(seed=7)
        phone.system.screen.start("com.android.settings")
        phone.nodes()  # at rest
        frames.append(phone.image().tobytes())
    assert frames[0] == frames[1]


def test_state_shown_is_that_of_the_last_command(phone: Phone) -> None:
    for on in (False, True, False):
        phone.system.state.radios.airplane = on
        shown = [n.content_desc for n in phone.nodes(0)]
        assert ("Airplane mode." in shown) is on
        assert ("Phone signal full." in shown) is not on


def test_frame_after_a_change_made_elsewhere_shows_it(phone: Phone) -> None:
    phone.swipe((540, 10), (540, 900))
    for locale, word in [("ar", "الإنترنت"), ("ja", "インターネット"), ("en", "Internet")] * 3:
        phone.system.state.settings.put("system", "system_locales", locale)
        before = phone.image().tobytes()
        assert phone.find("notification_panel")
        assert word in [n.text for n in phone.nodes()]
        assert phone.image().tobytes() == before
