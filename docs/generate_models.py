"""Write the tables of docs/models.md from the model profiles; with --check, fail when stale."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.profile import Fit, ImageRule, ModelProfile

PAGE = Path(__file__).parent / "models.md"
START, END = "<!-- families: start -->", "<!-- families: end -->"
COLUMNS = (
    "profile",
    "family",
    "checkpoints",
    "image",
    "coordinates",
    "engine",
    "evidence",
)
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n"


def main() -> int:
    """Write the tables, or compare them."""
    old = PAGE.read_text("utf-8")
    before, _, rest = old.partition(START)
    after = rest.partition(END)[2]
    new = f"{before}{START}\n{HEAD}{''.join(map(row, load_catalogue().profiles))}{END}{after}"
    if "--check" in sys.argv[1:]:
        if new != old:
            print("docs/models.md is stale; run `make docs`", file=sys.stderr)
        return int(new != old)
    PAGE.write_text(new, "utf-8")
    return 0


def row(profile: ModelProfile) -> str:
    """Return one family's line."""
    cells = (
        f"`{profile.id}`",
        f"{profile.title}; licence {profile.licence}",
        checkpoints(profile),
        image(profile.image),
        profile.coordinates.convention.value,
        ", ".join(profile.engines),
        profile.evidence.value,
    )
    return f"| {' | '.join(cells)} |\n"


def checkpoints(profile: ModelProfile) -> str:
    """Return the checkpoints by owner, each with its memory."""
    owners: dict[str, list[str]] = {}
    for one in profile.checkpoints:
        owner, _, name = one.id.partition("/")
        owners.setdefault(owner, []).append(f"{name} {one.vram_gb:.0f} GB")
    return "; ".join(f"{owner}/: {', '.join(names)}" for owner, names in owners.items())


def image(rule: ImageRule) -> str:
    """Return the size rule in a few words."""
    if rule.fit is Fit.SMART:
        own = "checkpoint's own, else " if rule.is_checkpoints_own else ""
        return f"{own}{rule.min_pixels} to {rule.max_pixels} px, steps of {rule.factor}"
    if rule.fit is Fit.TILES:
        return f"{rule.widths[0]} or {rule.widths[1]} wide, tiles of {rule.factor}"
    return re.sub(" None$", "", f"{rule.fit.value} {rule.size}")


if __name__ == "__main__":
    sys.exit(main())
