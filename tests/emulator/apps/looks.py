"""The modes a phone can be in, the screens that are looked at, and what may not be seen there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from droidground.geometry import Point
from droidground.grounding.elements.grounder import ElementsGrounder
from droidground.screen import Screenshot
from droidground.ui_tree import parse_hierarchy
from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.uiautomator.hierarchy import write_hierarchy
from tests.emulator.chromium.conftest import Phone
from tests.emulator.system.conftest import Bench

FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
CONTACTS = "content://contacts/people"
SMS = "content://sms/inbox"
BODY = "Hello, see you on Monday at nine, in front of the museum"
NOTES = "/storage/emulated/0/Documents/Markor"


@dataclass(frozen=True)
class Mode:
    """How the phone is started and what is changed while it runs."""

    size: tuple[int, int] = (1080, 2400)
    density: int = 420
    options: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    """Shell lines, after the start."""
    frame: tuple[int, int] = (0, 0)
    """Size of a screenshot; (0, 0) is that of the panel."""


def _scaled(scale: float) -> Mode:
    return Mode(lines=(f"settings put system font_scale {scale}",))


MODES = {
    "phone": Mode(),
    "dark": Mode(options={"dark": True}),
    "ar": Mode(options={"locale": "ar"}),
    "ja": Mode(options={"locale": "ja"}),
    "small": Mode((720, 1600), 320),
    "large": Mode((1440, 3120), 560),
    "tablet": Mode((1600, 2560), 320),
    "wide-tablet": Mode((1600, 2560), 320, {"rotation": 90}, frame=(2560, 1600)),
    "landscape": Mode(lines=("wm user-rotation lock 1",), frame=(2400, 1080)),
    "override": Mode(lines=("wm size 1440x2560",), frame=(1440, 2560)),
    "sparse": Mode(lines=("wm density 280",)),
    "dense": Mode(lines=("wm density 560",)),
    "font-1.3": _scaled(1.3),
    "font-2.0": _scaled(2.0),
    "ar-dark-font-1.3": Mode(
        options={"locale": "ar", "dark": True}, lines=("settings put system font_scale 1.3",)
    ),
    "buttons": Mode(lines=("settings put secure navigation_mode 0",)),
    "buttons-landscape": Mode(
        options={"rotation": 90},
        lines=("settings put secure navigation_mode 0",),
        frame=(2400, 1080),
    ),
}


def action(name: str) -> str:
    """Return the line that opens a page of Settings by its action."""
    return f"am start -a android.settings.{name}"


def app(package: str) -> str:
    """Return the line that opens an app as its icon does."""
    return f"am force-stop {package}; monkey -p {package} 1"


SCREENS: dict[str, str | Callable[["Look"], None]] = {
    "home": "input keyevent HOME",
    "settings": "am force-stop com.android.settings; " + action("SETTINGS"),
    "display": action("DISPLAY_SETTINGS"),
    "wifi": action("WIFI_SETTINGS"),
    "about": action("DEVICE_INFO_SETTINGS"),
    "sound": action("SOUND_SETTINGS"),
    "location": action("LOCATION_SOURCE_SETTINGS"),
    "apps": action("APPLICATION_SETTINGS"),
    "contacts": app("com.android.contacts"),
    "messages": app("com.android.messaging"),
    "notes": app("net.gsantner.markor"),
    "clock": app("com.android.deskclock"),
    "files": app("com.android.documentsui"),
    "browser": app("com.android.chrome"),
    "calculator": app("com.android.calculator2"),
    "camera": app("com.android.camera2"),
    "phone": app("com.android.dialer"),
    "gallery": app("com.android.gallery3d"),
    "shade": lambda look: look.overlay("shade"),
    "quick": lambda look: look.overlay("quick"),
    "recents": lambda look: look.overlay("recents"),
    "lock": "settings put secure lockscreen.disabled 0;"
    " input keyevent SLEEP; input keyevent WAKEUP",
    "keyboard": lambda look: look.edit(),
    "dialog": lambda look: look.dialog(),
    "permission": lambda look: look.permission(),
}


@dataclass
class Look:
    """A phone in a mode, with something on it to be seen."""

    phone: Phone
    mode: Mode

    def __post_init__(self) -> None:
        self.bench = Bench(self.phone.system)
        for name in ("Ada Lovelace", "Bob Ross", "Carol Shaw", "Dennis Ritchie", "Grace Hopper"):
            number = f"55501{len(name):02}"
            person = f"--bind name:s:'{name}' --bind number:s:{number}"
            self.run(f"content insert --uri {CONTACTS} {person}")
            self.run(f"content insert --uri {SMS} --bind address:s:{number} --bind body:s:'{BODY}'")
            self.run(f"echo '{name}' > '{NOTES}/{name}.md'")
        for line in self.mode.lines:
            self.run(line)

    def run(self, line: str) -> str:
        """Run a shell line that must succeed."""
        answer = self.bench.run(line)
        assert answer.code == 0, (line, answer)
        return answer.out

    def show(self, screen: str) -> None:
        """Bring a screen to the front."""
        if self.phone.screen.desktop.dialogs:
            self.phone.screen.key("BACK")
        self.overlay("")
        self.run("wm dismiss-keyguard")
        how = SCREENS[screen]
        self.run(how) if isinstance(how, str) else how(self)
        self.rest()

    def overlay(self, name: str) -> None:
        """Show the shade or the recent apps over the app, or nothing."""
        self.phone.screen.change(lambda desktop: desktop.show(name))
        self.rest()

    def rest(self) -> None:
        """Wait until nothing moves."""
        self.phone.screen.page.ask("settle", 2000, True)
        self.phone.screen.sync()

    def edit(self) -> None:
        """Add a contact: a form under the keyboard."""
        self.run(app("com.android.contacts"))
        self.phone.tap(self.phone.find("floating_action_button"))
        field = [n for n in self.phone.nodes() if n.class_name == "android.widget.EditText"][1]
        self.phone.tap(field)

    def dialog(self) -> None:
        """Open a dialog of Settings: the screen timeout's."""
        self.run(action("DISPLAY_SETTINGS"))
        self.phone.screen.page.evaluate(
            "shell.front.contentDocument.querySelector('[data-key=timeout]').click()"
        )
        self.phone.screen.settle()

    def permission(self) -> None:
        """Let an app ask for a permission."""
        self.run("pm revoke com.android.messaging android.permission.READ_CONTACTS")
        self.run(app("com.android.messaging"))
        self.phone.value("{ page.defaultView.phone.request('READ_CONTACTS').catch(() => 0) }")
        self.phone.screen.settle()

    def locate(self, words: str) -> Point:
        """Return where the words are, found as a user of the toolkit finds them."""
        xml = write_hierarchy(self.phone.system.screen.tree(), 0)
        pixels = np.asarray(self.phone.image())
        location = ElementsGrounder().locate(Screenshot(pixels), words, parse_hierarchy(xml))
        assert location.point is not None, (words, location.reason, xml)
        return location.point

    def faults(self) -> list[str]:
        """Return what is wrong with what is in front."""
        page = self.phone.screen.page
        unit = self.phone.system.state.display.density / 160
        found = page.evaluate(f"{FAULTS}(document.getElementById('system'), {unit})")
        if not (self.phone.screen.desktop.overlay or self.phone.system.state.power.locked):
            found += page.evaluate(f"{FAULTS}(shell.front.contentDocument.body, 1)")
        return list(found) + list(self._bounds())

    def _bounds(self) -> Iterator[str]:
        width, height = self.phone.system.state.display.size

        def below(node: Node) -> Iterator[Node]:
            yield node
            for child in node.children:
                yield from below(child)

        for root in self.phone.system.screen.tree():
            for node in below(root):
                left, top, right, bottom = node.bounds
                if not (0 <= left < right <= width and 0 <= top < bottom <= height):
                    yield f"bounds {node.bounds}: {node.class_name} {node.text or node.resource_id}"
