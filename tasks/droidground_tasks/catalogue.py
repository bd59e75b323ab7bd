"""What there is to run: suites, their protocols, and where their data is to be had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from droidground.errors import DatasetUnavailable
from droidground_tasks.protocols import FEATURES, Protocol, protocols_of
from droidground_tasks.suites import SUITES, Suite
from droidground_tasks.tables import align


def overview() -> list[str]:
    """Return a table of all suites, a line each."""
    heads = ("suite", "asks", "published", "protocols")
    rows = [
        (
            suite.name,
            suite.asks.value,
            suite.published,
            ", ".join(map(_name, protocols_of(suite.name))),
        )
        for suite in SUITES.values()
    ]
    told = "Data and rules of one: `droidground tasks list SUITE`. Nothing is downloaded."
    return [*align([heads, *rows]), "", told]


def describe(name: str) -> list[str]:
    """Return all of one suite. Raises `DatasetUnavailable` for a name that is none."""
    suite = _suite(name)
    lines = [f"{suite.name}: {suite.published}", "", "Data, in one of these forms:"]
    lines += [f"  {form.name} ({form.pattern}): {form.about}" for form in suite.forms]
    for protocol in protocols_of(name):
        lines += ["", *_protocol(protocol)]
    return lines


def as_json(name: str | None) -> dict[str, Any]:
    """Return one suite, or all, as JSON values. Raises `DatasetUnavailable`."""
    suites = [_suite(name)] if name else list(SUITES.values())
    return {
        "suites": [
            {
                "name": suite.name,
                "asks": suite.asks.value,
                "published": suite.published,
                "forms": [
                    {"name": form.name, "pattern": form.pattern, "about": form.about}
                    for form in suite.forms
                ],
                "protocols": [
                    {
                        "id": protocol.id,
                        "aliases": list(protocol.aliases),
                        "source": protocol.source,
                        "is_verified": protocol.is_verified,
                        "rules": dict(protocol.rules),
                        "needs": [FEATURES[need] for need in sorted(protocol.needs)],
                    }
                    for protocol in protocols_of(suite.name)
                ],
            }
            for suite in suites
        ]
    }


def _suite(name: str) -> Suite:
    if name not in SUITES:
        raise DatasetUnavailable(
            f"there is no suite {name!r}", task=name, hint=f"Choose one of {', '.join(SUITES)}."
        )
    return SUITES[name]


def _name(protocol: Protocol) -> str:
    return protocol.name if protocol.is_verified else f"{protocol.name} (unverified)"


def _protocol(protocol: Protocol) -> Iterator[str]:
    also = f", also called {', '.join(protocol.aliases)}" if protocol.aliases else ""
    unverified = "" if protocol.is_verified else " UNVERIFIED"
    yield f"{protocol.id}{also}{unverified}"
    yield f"  source: {protocol.source}"
    for key, rule in protocol.rules.items():
        yield f"  {key}: {rule}"
    for need in sorted(protocol.needs):
        yield f"  needs {FEATURES[need]}"
