"""Replies in every family's own words land where the family's published rule puts them."""

from __future__ import annotations

from collections import Counter

import pytest

from droidground.config import GroundingSettings
from droidground.grounding.models.replay import locate_reply
from tests.unit.grounding.models.frames import CATALOGUE, Golden, blank, golden_rows


@pytest.mark.parametrize(
    "row", golden_rows(), ids=lambda row: f"{row.profile}-{row.size}-{row.reply[-24:]!r}"
)
def test_golden(row: Golden) -> None:
    settings = GroundingSettings(profile=row.profile, model=row.model)
    frame = blank(row.size.width, row.size.height)
    point = locate_reply(frame, "it", row.reply, settings).point
    assert point is not None
    apart = max(abs(point.x - row.point[0]), abs(point.y - row.point[1]))
    assert apart <= row.tolerance, f"{point}, not {row.point}: {row.source}"


def test_every_family_has_five_rows_with_a_source() -> None:
    counts = Counter(row.profile for row in golden_rows() if row.source)
    assert {one.id for one in CATALOGUE.profiles if counts[one.id] < 5} == set()
