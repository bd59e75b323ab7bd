from droidground.geometry import Box, Size
from droidground.grounding.elements.ocr import TextLine
from droidground.grounding.elements.read_text import elements_from

SIZE = Size(1080, 2400)


def boxes(*lines: TextLine) -> dict[str, Box]:
    return {element.labels[0].form.raw: element.box for element in elements_from(lines, SIZE)}


def test_lines_set_as_one_label_are_joined() -> None:
    found = boxes(
        TextLine("Award Winners &", Box(68, 100, 393, 150), 1.0),
        TextLine("Nominees", Box(68, 155, 270, 205), 1.0),
        TextLine("Far below", Box(68, 400, 270, 450), 1.0),
    )
    assert found["Award Winners & Nominees"] == Box(68, 100, 393, 205)
    assert "Nominees Far below" not in found


def test_a_part_of_a_line_has_its_share_of_the_box() -> None:
    found = boxes(TextLine("Have an account? Sign in", Box(100, 10, 580, 50), 1.0))
    part = found["Sign in"]
    assert 400 <= part.left <= 440
    assert part.right == 580


def test_wide_characters_count_twice() -> None:
    found = boxes(TextLine("同意《协议》", Box(0, 0, 120, 20), 1.0))
    assert found["协议"] == Box(60, 0, 100, 20)


def test_a_line_at_the_edge_is_cut_off() -> None:
    assert "Women's Eu..." in boxes(TextLine("Women's Eu", Box(868, 10, 1079, 60), 1.0))
