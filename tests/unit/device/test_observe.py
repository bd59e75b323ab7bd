"""A hierarchy goes with a frame only when the frame stood still around it."""

import numpy as np

from droidground.device import Device
from droidground.device.adb_server import AdbServer
from droidground.device.link import Link
from droidground.device.observation import Observation
from droidground.errors import HierarchyFailed
from droidground.geometry import Box
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy


class ScriptedDevice(Device):
    """Shows one frame after the other; its hierarchies are numbered."""

    def __init__(self, *values: int, has_tree: bool = True, stands: bool = True) -> None:
        super().__init__(Link(AdbServer(port=1), "X"))
        self.values = list(values)
        self.has_tree = has_tree
        self.stands = stands
        self.trees = 0

    def wake(self) -> None:
        """It is always awake."""

    def moving_parts(self) -> list[Box]:
        return [Box(0, 0, 20, 2)]

    def capture(self) -> Screenshot:
        value = self.values.pop(0) if len(self.values) > 1 else self.values[0]
        return Screenshot(np.full((20, 20, 3), value, np.uint8))

    def ui_tree(self) -> UiTree:
        if not self.has_tree:
            raise HierarchyFailed("none")
        self.trees += 1
        right = 20 if self.stands else 20 + self.trees
        node = f'<node text="{self.trees}" bounds="[0,0][{right},20]"/>'
        return parse_hierarchy(f"<hierarchy>{node}</hierarchy>")


def shown(seen: Observation) -> tuple[int, str | None]:
    """What the frame and the hierarchy show."""
    value = int(seen.screenshot.pixels[10, 10, 0])
    return value, seen.tree.nodes[0].text if seen.tree else None


def test_a_still_screen_is_read_once() -> None:
    device = ScriptedDevice(7)
    assert shown(device.observe()) == (7, "1")


def test_a_frame_that_changed_has_its_tree_read_again() -> None:
    device = ScriptedDevice(7, 80, 80)
    assert shown(device.observe()) == (80, "2")


def test_a_screen_whose_views_never_rest_goes_without() -> None:
    device = ScriptedDevice(*range(0, 200, 20), stands=False)
    value, text = shown(device.observe())
    assert text is None
    assert value == 60
    assert device.trees == 4


def test_pixels_that_never_rest_between_views_that_do_are_told() -> None:
    seen = ScriptedDevice(*range(0, 200, 20)).observe()
    assert shown(seen) == (60, "4")
    assert seen.moving == (Box(0, 2, 20, 20),)


def test_a_device_without_hierarchy_gives_its_frame() -> None:
    device = ScriptedDevice(7, has_tree=False)
    assert shown(device.observe()) == (7, None)
