"""How often the elements grounder understands what people say of screens, by class.

    python tests/benchmarks/bench_phrases.py [--on real|virtual] [-o FOLDER]

One table for each half of the real screens (rows of tests/data/phrases/real.jsonl), one for those
of a virtual phone that is started for it (virtual.jsonl; needs a Chromium; it is not Android).
Beside each share of the grounder stands that of plain string matching, which always answers. A
phrase is right when the point is in one of its boxes, a near miss when no point is given, an
ambiguous one when the answer is `ambiguous`. Pixels only are asked of near misses and of targets
that bear readable text. With -o, every failure goes to FOLDER/real or FOLDER/virtual: index.html
with a picture each (boxes asked for, point given) and failures.jsonl.
"""

from __future__ import annotations

import argparse
import html
import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from droidground.grounding.elements.ocr import RapidOcrReader
from droidground.screen import draw_overlay
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from tests.grounding import screens, virtual_screens
from tests.grounding.phrases import KINDS, PHRASES, load_phrases
from tests.grounding.scoring import MODES, Look, Outcome, ask
from tests.grounding.virtual_phrases import load_virtual_phrases

READER = RapidOcrReader()
COLOURS = 64
"""Of a failure's picture, which is for looking at."""
HEARD = 4
"""Candidates told of in a failure."""


def on_real_screens() -> Iterator[Outcome]:
    """Ask of every real screen; of none where they are not."""
    if not screens.SCREENS.exists():
        print(f"skipped: {screens.ABSENT}")
        return
    by_name = screens.by_file_name()

    def look(name: str) -> Look:
        return Look(by_name[name].screenshot(), by_name[name].tree())

    yield from ask(load_phrases(PHRASES / "real.jsonl"), look, READER)


def on_virtual_phone() -> Iterator[Outcome]:
    """Ask of every screen of a new virtual phone; of none without a Chromium."""
    try:
        find_chromium()
    except ScreenUnavailable as exc:
        print(f"skipped: {exc.message}")
        return
    looks = virtual_screens.look_at_all()
    phrases = [phrase.on(looks[phrase.screen].tree) for phrase in load_virtual_phrases()]
    yield from ask(phrases, looks.__getitem__, READER)


TABLES: dict[str, Callable[[], Iterator[Outcome]]] = {
    "real": on_real_screens,
    "virtual": on_virtual_phone,
}


def share(hits: int, total: int) -> str:
    """Return `hits/total percent`."""
    return f"{hits}/{total} {hits / total:.1%}" if total else "-"


def print_table(outcomes: Sequence[Outcome]) -> None:
    """Print one Markdown table: a line a class, for each mode ours and string matching."""
    heads = [f"{mode}{extra}" for mode in MODES for extra in ("", ", strings")]
    print("\n| class | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads))
    groups = {kind: [row for row in outcomes if row.phrase.kind == kind] for kind in KINDS}
    groups["**all that want a point**"] = [row for row in outcomes if row.phrase.wants_point]
    groups["**all**"] = list(outcomes)
    for name, members in groups.items():
        cells = []
        for mode in MODES:
            rows = [row for row in members if row.mode == mode]
            cells.append(share(sum(row.right for row in rows), len(rows)))
            cells.append(share(sum(row.string_right for row in rows), len(rows)))
        print(f"| {name} | " + " | ".join(cells) + " |")


def print_refusals(outcomes: Sequence[Outcome]) -> None:
    """Print what goes wrong otherwise: false points, silence, rivals not named, time."""
    for mode in MODES:
        rows = [row for row in outcomes if row.mode == mode]
        near = [row for row in rows if row.phrase.kind == "near_miss"]
        unsure = [row for row in rows if row.phrase.kind == "ambiguous"]
        meant = [row for row in rows if row.phrase.wants_point and not row.right]
        false_points = sum(row.location.point is not None for row in near)
        wrong_points = sum(row.location.point is not None for row in meant)
        print(f"\n{mode}:")
        print(f"- near misses answered with a point: {share(false_points, len(near))}")
        named = sum(row.names_every_rival for row in unsure)
        print(f"- ambiguous with every rival among the candidates: {share(named, len(unsure))}")
        print(f"- failures that tap something else: {share(wrong_points, len(meant))}")
        print(f"- one locate: {statistics.median(row.ms for row in rows):.1f} ms (median)")


def halves(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield the rows that were looked at and those held out, or all where none were."""
    splits = {row.phrase.split or "looked at" for row in outcomes}
    for split in sorted(splits, reverse=True):
        rows = [row for row in outcomes if (row.phrase.split or "looked at") == split]
        yield split if len(splits) > 1 else "", rows


def write_failures(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the failures as rows, and as a page with a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, lines = [], []
    failed = [row for row in outcomes if not row.right]
    for number, row in enumerate(failed):
        name = f"{number:03}.png"
        boxes = row.phrase.boxes
        point = row.location.point
        picture = draw_overlay(
            row.location.screenshot,
            point=point,
            box=boxes[0] if boxes else None,
            others=boxes[1:],
        )
        picture.reduce(3).quantize(COLOURS).save(folder / name)
        told = describe(row)
        lines.append(json.dumps(told | {"picture": name}, ensure_ascii=False))
        caption = "<br>".join(f"{key}: {html.escape(str(value))}" for key, value in told.items())
        figures.append(f'<figure><img src="{name}"><figcaption>{caption}</figcaption></figure>')
    (folder / "failures.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    style = "<style>figure{display:inline-block;width:360px;vertical-align:top}</style>"
    page = f'<!doctype html><meta charset="utf-8">{style}{"".join(figures)}'
    (folder / "index.html").write_text(page, "utf-8")
    print(f"\n{len(failed)} failures: {folder / 'index.html'}")


def describe(row: Outcome) -> dict[str, object]:
    """Return what a reader of a failure wants to know."""
    location = row.location
    return {
        "screen": row.phrase.screen,
        "words": row.phrase.words,
        "class": row.phrase.kind,
        "mode": row.mode,
        "answer": str(location.point or location.reason),
        "candidates": [
            f"{candidate.label} {candidate.score:.2f}" for candidate in location.candidates[:HEARD]
        ],
    }


def main() -> None:
    """Print the tables; write the failures where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--on", choices=tuple(TABLES), help="one table only")
    parser.add_argument("-o", "--output", type=Path, help="folder for the failures")
    options = parser.parse_args()
    for name in [options.on] if options.on else TABLES:
        print(f"\n## {name}")
        outcomes = list(TABLES[name]())
        if not outcomes:
            continue
        for split, rows in halves(outcomes):
            if split:
                print(f"\n### {split}")
            print_table(rows)
            print_refusals(rows)
        if options.output:
            write_failures(options.output / name, outcomes)


if __name__ == "__main__":
    main()
