"""The device is what a phone stands on."""

from typing import TYPE_CHECKING

import droidground.device as package

if TYPE_CHECKING:
    from droidground.device import Device
    from droidground.phone import Handset


def as_handset(device: "Device") -> "Handset":
    """Checked by mypy: every part of the seam is there with its types."""
    return device


def test_the_package_offers_what_it_says() -> None:
    assert sorted(package.__all__) == package.__all__
    assert all(hasattr(package, name) for name in package.__all__)
