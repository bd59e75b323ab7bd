"""Whatever a hierarchy looks like, the answer is an answer, and a point is on the screen."""

from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st

from droidground.errors import InvalidInput
from droidground.geometry import Size
from droidground.grounding import ElementsGrounder
from droidground.grounding.elements.ocr import TextLine
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy
from tests.unit.grounding.trees import blank

SIZE = Size(200, 300)
CLASSES = (
    "android.widget.TextView",
    "android.widget.Switch",
    "android.widget.EditText",
    "android.widget.ImageView",
    "android.widget.ImageButton",
    "android.widget.LinearLayout",
    "androidx.drawerlayout.widget.DrawerLayout",
    "android.webkit.WebView",
    "",
)
WORDS = st.sampled_from(["Wi-Fi", "Save", "save", "Search", "Save as", "设置", "", "..."])
edges = st.integers(-50, 350)


@st.composite
def node(draw: st.DrawFn, inside: str = "") -> str:
    left, top, right, bottom = draw(edges), draw(edges), draw(edges), draw(edges)
    flags = " ".join(
        f'{name}="{"true" if draw(st.booleans()) else "false"}"'
        for name in ("clickable", "checkable", "scrollable", "password")
    )
    return (
        f"<node class={quoteattr(draw(st.sampled_from(CLASSES)))} text={quoteattr(draw(WORDS))} "
        f"content-desc={quoteattr(draw(WORDS))} resource-id={quoteattr('a:id/' + draw(WORDS))} "
        f'{flags} bounds="[{left},{top}][{right},{bottom}]">{inside}</node>'
    )


@st.composite
def trees(draw: st.DrawFn) -> UiTree:
    nodes: list[str] = []
    for _ in range(draw(st.integers(0, 9))):
        swallowed = draw(st.integers(0, len(nodes)))
        inside = "".join(nodes[len(nodes) - swallowed :])
        nodes[len(nodes) - swallowed :] = [draw(node(inside))]
    return parse_hierarchy(f"<hierarchy>{''.join(nodes)}</hierarchy>")


class Nothing:
    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        return ()


phrases = st.sampled_from(
    ["Wi-Fi toggle", "save", "Save button", "search field", "设置", "go back", "icon", "Save as"]
)


@given(trees(), phrases | st.text(max_size=12))
def test_any_tree(tree: UiTree, words: str) -> None:
    screenshot = blank(SIZE)
    try:
        location = ElementsGrounder(Nothing()).locate(screenshot, words, tree)
    except InvalidInput:
        return
    assert (location.point is None) == (location.reason is not None)
    for candidate in location.candidates:
        assert SIZE.contains(candidate.point)
        assert candidate.box.contains(candidate.point)
        assert 0 <= candidate.score <= 1
    scores = [candidate.score for candidate in location.candidates]
    assert location.reason is not None or scores[0] == max(scores)
