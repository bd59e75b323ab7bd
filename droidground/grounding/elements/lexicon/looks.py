"""Words about the look of a thing that do not tell it from others of its kind."""

LOOKS = frozenset(
    {
        "little",
        "small",
        "tiny",
        "big",
        "large",
        "round",
        "circular",
        "square",
        "rounded",
        "floating",
        "long",
        "wide",
        "narrow",
        "plain",
        "whole",
        "full",
        "visible",
    }
)
