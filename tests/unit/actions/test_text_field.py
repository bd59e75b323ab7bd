import pytest

from droidground.actions.text_field import (
    content_of,
    focused_field,
    same_field,
    takes,
    takes_hidden,
    took_focus,
)
from droidground.geometry import Point
from droidground.ui_tree import UiTree, parse_hierarchy


def dump(*nodes: str) -> str:
    return f"<hierarchy rotation='0'>{''.join(nodes)}</hierarchy>"


def node(cls: str = "android.widget.EditText", **attributes: str) -> str:
    given = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<node class="{cls}" bounds="[0,0][100,50]" {given}/>'


def test_the_field_is_the_one_with_the_focus() -> None:
    xml = dump(node(text="a"), node("android.widget.Button", focused="true"),
               node(text="b", focused="true"))  # fmt: skip
    field = focused_field(parse_hierarchy(xml, "test"))
    assert field is not None
    assert field.text == "b"


def test_a_button_with_the_focus_is_no_field() -> None:
    xml = dump(node("android.widget.Button", focused="true"), node(text="a"))
    assert focused_field(parse_hierarchy(xml, "test")) is None


def test_a_hint_is_no_content() -> None:
    xml = dump(node(text="Search", hint="Search", focused="true"))
    field = focused_field(parse_hierarchy(xml, "test"))
    assert field is not None
    assert content_of(field) == ""


@pytest.mark.parametrize(
    ("before", "text", "seen", "clears", "taken"),
    [
        ("", "abc", "abc", False, True),
        ("x", "abc", "xabc", False, True),
        ("xy", "abc", "xabcy", False, True),
        ("Search", "abc", "abc", False, True),
        ("old", "new", "new", True, True),
        ("old", "new", "oldnew", True, False),
        ("", "teh", "the", False, False),
        ("", "abc", "ab", False, False),
        ("", "abc", "", False, False),
        ("old", "", "", True, True),
        ("old", "", "old", False, True),
        ("old", "", "Write here", True, True),
        ("old", "", "ol", True, False),
        ("aa", "a", "aa", False, False),
    ],
)
def test_what_a_field_took(before: str, text: str, seen: str, clears: bool, taken: bool) -> None:
    assert takes(before, text, seen, clears=clears) is taken


def test_a_password_shows_its_length() -> None:
    assert takes_hidden("••", "abc", "•••••", clears=False)
    assert takes_hidden("••", "abc", "•••", clears=True)
    assert not takes_hidden("", "abc", "••", clears=False)
    assert takes_hidden("••", "🙂é", "•••••", clears=False)
    assert takes_hidden("Password", "abc", "•••", clears=False)


def boxed(top: int, **attributes: str) -> str:
    return node(**attributes).replace("[0,0][100,50]", f"[0,{top}][100,{top + 50}]")


def screen(*nodes: str) -> UiTree:
    return parse_hierarchy(dump(*nodes), "test")


def test_a_tap_that_left_the_focus_where_it_was_took_none() -> None:
    before = screen(boxed(0, focused="true"), boxed(100), node("android.widget.Button", text="Go"))
    assert not took_focus(before, Point(50, 400), before)
    assert took_focus(before, Point(50, 20), before)
    assert not took_focus(None, Point(50, 20), screen(boxed(0)))


def test_a_tap_on_a_field_took_the_focus_also_where_the_keyboard_moved_it() -> None:
    before = screen(boxed(0, focused="true"), boxed(400))
    moved = screen(boxed(-400), boxed(0, focused="true"))
    assert took_focus(before, Point(50, 420), moved)


def test_a_tap_on_a_label_took_the_focus_when_a_field_got_it() -> None:
    here, there = {"resource-id": "a"}, {"resource-id": "b"}
    before = screen(boxed(0, **here, focused="true"), boxed(100, **there))
    after = screen(boxed(0, **here), boxed(100, **there, focused="true"))
    assert took_focus(before, Point(500, 120), after)
    assert not took_focus(before, Point(500, 120), before)


def test_a_field_is_the_same_by_its_name_or_by_its_place() -> None:
    first, second = screen(boxed(0), boxed(100)).nodes
    assert same_field(second, screen(boxed(10), boxed(110, text="x"))) is not None
    grown = screen(boxed(0), boxed(120))
    assert same_field(second, grown) is grown.nodes[1]
    assert same_field(first, screen(boxed(700))) is not None
    assert same_field(first, screen(boxed(700), boxed(900))) is None
    assert same_field(first, screen(node("android.widget.Button"))) is None
