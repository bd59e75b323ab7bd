from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.errors import InvalidHierarchy
from droidground.geometry import Box, Point, Rotation
from droidground.ui_tree import load_hierarchy, parse_bounds, parse_hierarchy

SETTINGS = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<hierarchy rotation="1"><node index="0" text="" class="android.widget.FrameLayout"
 package="com.android.settings" bounds="[0,0][1080,2400]" enabled="true">
<node index="0" text="Wi&#8209;Fi" resource-id="android:id/title" class="android.widget.TextView"
 bounds="[63,500][300,560]" enabled="true" />
<node index="1" text="" resource-id="android:id/switch_widget" class="android.widget.Switch"
 checkable="true" checked="true" bounds="[901,513][1039,599]" enabled="false" />
</node></hierarchy>"""


def test_nodes_come_in_document_order_with_their_relations() -> None:
    tree = parse_hierarchy(SETTINGS)
    root, title, switch = tree
    assert [node.short_class for node in tree] == ["FrameLayout", "TextView", "Switch"]
    assert tree.rotation is Rotation.R90
    assert tree.parent(root) is None
    assert tree.parent(switch) == root
    assert tree.children(root) == (title, switch)
    assert list(tree.ancestors(title)) == [root]
    assert list(tree.descendants(root)) == [title, switch]
    assert title.text == "Wi\u2011Fi"
    assert title.id_name == "title"
    assert (switch.checkable, switch.checked, switch.enabled) == (True, True, False)
    assert switch.bounds == Box(901, 513, 1039, 599)


def test_the_smallest_node_under_a_pixel() -> None:
    tree = parse_hierarchy(SETTINGS)
    assert tree.at(Point(970, 556)) == tree.nodes[2]
    assert tree.at(Point(5, 5)) == tree.nodes[0]
    assert tree.at(Point(5, 2400)) is None


def test_what_uiautomator_prints_around_a_dump_is_left_out() -> None:
    said = "UI hierchary dumped to: /dev/tty\n"
    tree = parse_hierarchy(said + SETTINGS + said)
    assert len(tree) == 3
    assert tree.xml == SETTINGS
    assert parse_hierarchy(SETTINGS[SETTINGS.index("<hier") :]).xml.startswith("<hierarchy")


def test_characters_that_xml_forbids_do_not_lose_the_dump() -> None:
    dirty = SETTINGS.replace("Wi&#8209;Fi", "a&#0;b\x01c&#x1f;d&#10;e&#65535;")
    assert parse_hierarchy(dirty).nodes[1].text == "abcd\ne"


def test_an_empty_hierarchy_is_a_tree_without_nodes() -> None:
    assert len(parse_hierarchy("<hierarchy rotation='0' />")) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no <hierarchy>"),
        ("ERROR: could not get idle state.", "could not get idle state"),
        ("<hierarchy><node></hierarchy>", "malformed XML: mismatched tag"),
        (SETTINGS[:200], "malformed XML"),
        ("<hierarchy>&nbsp;</hierarchy>", "undefined entity"),
    ],
)
def test_what_is_no_hierarchy_is_an_error_with_the_place(text: str, message: str) -> None:
    with pytest.raises(InvalidHierarchy, match=message) as caught:
        parse_hierarchy(text)
    assert "droidground dump" in caught.value.hint


def test_a_dump_of_absurd_size_is_refused_and_a_deep_one_is_read() -> None:
    deep = "<hierarchy>" + "<node>" * 5000 + "</node>" * 5000 + "</hierarchy>"
    assert parse_hierarchy(deep).nodes[-1].depth == 4999
    assert len(list(parse_hierarchy(deep).descendants(parse_hierarchy(deep).nodes[0]))) == 4999
    with pytest.raises(InvalidHierarchy, match="more than 50000"):
        parse_hierarchy("<hierarchy>" + "<node/>" * 50_001 + "</hierarchy>")


def test_entities_do_not_expand_without_bound() -> None:
    bomb = "<hierarchy><!DOCTYPE x [<!ENTITY a 'aaaa'>]>&a;</hierarchy>"
    with pytest.raises(InvalidHierarchy):
        parse_hierarchy(bomb)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("[0,84][196,280]", Box(0, 84, 196, 280)),
        ("[-20,0][10,10]", Box(-20, 0, 10, 10)),
        ("[10,10][5,20]", None),
        ("[0,0][0,0]", Box(0, 0, 0, 0)),
        ("", None),
        ("[0,0]", None),
        ("[1.5,0][3,3]", None),
    ],
)
def test_bounds(text: str, box: Box | None) -> None:
    assert parse_bounds(text) == box


@given(st.text(max_size=400))
def test_any_text_parses_or_is_refused_with_our_error(text: str) -> None:
    with contextlib.suppress(InvalidHierarchy):
        parse_hierarchy(text)


@given(st.data())
def test_a_damaged_dump_parses_or_is_refused_with_our_error(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SETTINGS)))
    end = data.draw(st.integers(start, len(SETTINGS)))
    text = SETTINGS[:start] + data.draw(st.text(max_size=20)) + SETTINGS[end:]
    try:
        tree = parse_hierarchy(text)
    except InvalidHierarchy:
        return
    assert all(node.parent is None or node.parent < node.index for node in tree)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidHierarchy, match="none.xml: No such file"):
        load_hierarchy(tmp_path / "none.xml")
