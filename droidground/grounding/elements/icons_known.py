"""Everyday icons: the font's glyphs that show each, and the words people use for it. Data.

Glyphs are names of Material Design Icons, https://pictogrammers.com/library/mdi/. All other glyphs
of the font are rivals: what looks more like one of them is not the icon. Thin outlines are told or
not by how they lie on the pixels. On 84 real screenshots tests/benchmarks/bench_locate_icons.py
found no wrong one among 118; it finds 6 of 10 that are there, few of them in apps that draw icons
in a style of their own, and none of several kinds of which those screens show but one or two.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownIcon:
    """One meaning that is drawn without words."""

    name: str
    glyphs: tuple[str, ...]
    phrases: tuple[str, ...]
    """What people call it, as labels of an element; role words ("icon", "button") left out."""


def _icon(name: str, glyphs: str, *phrases: str) -> KnownIcon:
    return KnownIcon(name, tuple(glyphs.split()), phrases)


KNOWN_ICONS = (
    _icon(
        "back",
        "arrow_left arrow_left_thick arrow_left_thin chevron_left keyboard_backspace",
        "back",
        "go back",
        "navigate up",
        "back arrow",
        "left arrow",
    ),
    _icon(
        "close",
        "close close_thick window_close",
        "close",
        "dismiss",
        "x",
        "cross",
    ),
    _icon(
        "clear",
        "close_circle close_circle_outline",
        "clear",
        "close",
        "clear text",
    ),
    _icon(
        "menu",
        "menu reorder_horizontal",
        "menu",
        "hamburger menu",
        "hamburger",
        "navigation drawer",
        "navigation menu",
        "main menu",
        "side menu",
        "three lines",
    ),
    _icon(
        "more",
        "dots_vertical dots_horizontal",
        "more options",
        "more",
        "three dots",
        "3 dots",
        "overflow menu",
        "options",
        "options menu",
        "three dot menu",
        "kebab menu",
    ),
    _icon("search", "magnify", "search", "magnifying glass", "magnifier", "find"),
    _icon(
        "settings",
        "cog cog_outline",
        "settings",
        "gear",
        "cog",
        "cogwheel",
        "gear wheel",
        "preferences",
    ),
    _icon("home", "home home_outline home_variant home_variant_outline", "home", "house"),
    _icon("share", "share_variant share_variant_outline", "share"),
    _icon("forward", "share share_outline", "forward", "share"),
    _icon("reply", "reply reply_outline", "reply"),
    _icon(
        "add",
        "plus plus_thick plus_circle plus_circle_outline plus_box plus_box_outline",
        "add",
        "plus",
        "new",
        "create",
        "plus sign",
    ),
    _icon(
        "delete",
        "delete delete_outline trash_can trash_can_outline",
        "delete",
        "trash",
        "trash can",
        "bin",
        "remove",
    ),
    _icon("edit", "pencil pencil_outline", "edit", "pencil", "pen"),
    _icon("check", "check check_bold", "check", "check mark", "tick", "done", "confirm"),
    _icon(
        "heart",
        "heart heart_outline cards_heart cards_heart_outline",
        "heart",
        "favourite",
        "favorite",
        "like",
        "add to favourites",
    ),
    _icon(
        "star",
        "star star_outline",
        "star",
        "favourite",
        "favorite",
        "rate",
    ),
    _icon(
        "download",
        "download download_outline tray_arrow_down",
        "download",
    ),
    _icon("refresh", "refresh", "refresh", "reload"),
    _icon(
        "mic",
        "microphone microphone_outline",
        "microphone",
        "mic",
        "voice search",
        "voice input",
        "speak",
        "record voice",
    ),
    _icon(
        "camera", "camera camera_outline", "camera", "take a photo", "take a picture", "photograph"
    ),
    _icon("send", "send send_outline", "send", "send message", "paper plane"),
    _icon(
        "play",
        "play play_outline play_circle play_circle_outline"
        " arrow_right_drop_circle arrow_right_drop_circle_outline",
        "play",
    ),
    _icon("pause", "pause pause_circle", "pause"),
    _icon("next", "skip_next skip_next_outline", "next track", "next song", "skip forward"),
    _icon(
        "previous",
        "skip_previous skip_previous_outline",
        "previous track",
        "previous song",
        "skip back",
    ),
    _icon("filter", "filter filter_outline filter_variant", "filter", "filters", "funnel"),
    _icon("sort", "sort sort_variant", "sort", "sort order", "sort by"),
    _icon(
        "calendar",
        "calendar calendar_blank calendar_blank_outline calendar_month"
        " calendar_today calendar_today_outline",
        "calendar",
        "pick a date",
        "date picker",
    ),
    _icon("phone", "phone phone_outline", "phone", "call", "handset"),
    _icon("mail", "email email_outline", "mail", "email", "envelope", "e mail"),
    _icon("location", "map_marker map_marker_outline", "location", "map pin", "pin", "map marker"),
    _icon(
        "my location",
        "crosshairs_gps crosshairs",
        "my location",
        "current location",
        "locate me",
        "crosshairs",
    ),
    _icon(
        "profile",
        "account account_outline account_circle account_circle_outline",
        "profile",
        "account",
        "person",
        "user",
        "avatar",
        "my account",
    ),
    _icon("bell", "bell bell_outline", "notifications", "bell", "notification bell", "alerts"),
    _icon("bookmark", "bookmark bookmark_outline", "bookmark", "save for later"),
    _icon("info", "information_outline", "info", "information", "details", "about"),
    _icon("help", "help_circle help_circle_outline", "help", "question mark"),
    _icon("lock", "lock lock_outline", "lock", "padlock"),
    _icon("eye", "eye eye_outline", "show password", "eye", "reveal password", "show"),
    _icon("eye off", "eye_off eye_off_outline", "hide password", "crossed out eye", "hide"),
    _icon(
        "cart",
        "cart cart_outline cart_variant",
        "cart",
        "shopping cart",
        "basket",
    ),
    _icon("attach", "paperclip", "attach", "paperclip", "attach file", "attachment"),
    _icon("copy", "content_copy", "copy"),
    _icon("shuffle", "shuffle shuffle_variant", "shuffle"),
    _icon("repeat", "repeat", "repeat", "loop"),
    _icon("save", "content_save content_save_outline", "save", "floppy disk", "diskette"),
    _icon("volume", "volume_high volume_medium", "volume", "speaker", "sound"),
)
