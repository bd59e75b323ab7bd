"""A suite with recordings beside it: run `pytest docs/samples`, no phone needed.

They were made on a virtual phone: `droidground phone start --size 540x1200 --density 210`, then
`pytest docs/samples --droidground=record`.
"""

import pytest


def test_airplane_mode_is_a_switch(phone):
    """Words, states, and a locator."""
    phone.open("Settings")
    phone.tap("Network & internet")
    phone.expect("Airplane mode is off")
    phone.locator("Airplane mode switch").tap()
    phone.expect("Airplane mode is on")
    phone.tap("Airplane mode switch")
    phone.expect("Airplane mode is off")
    phone.back()


@pytest.mark.parametrize("page", ["Display", "Battery"])
def test_pages_open_and_close(phone, page):
    """Each page has a recording of its own."""
    phone.open("Settings")
    phone.scroll_to(page)
    assert phone.tap(page).effect == "changed"
    phone.back()
    assert phone.locator(page).is_visible()
