import pytest

from droidground.actions.text_field import content_of, focused_field, takes, takes_hidden
from droidground.ui_tree import parse_hierarchy


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
