"""Take the pictures of docs/screens.md from virtual phones, through adb, and write that page.

Two runs make the same pictures: the phones are seeded and their clocks set before each one.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from droidground.config import load_settings
from droidground.device import Device, connect_device
from droidground.grounding.load import load_grounder
from droidground.phone import Phone

FOLDER = Path(__file__).parent
IMAGES = FOLDER / "images" / "screens"
WIDTH, COLOURS = 270, 64
CLOCK = "date 101515342023.00"
"""Sets the phone's clock, as every seeded phone boots."""
SETTINGS = "com.android.settings"
PEOPLE = ("Ada Lovelace", "Bob Ross", "Carol Shaw", "Dennis Ritchie", "Grace Hopper")
TALK = "Shall we meet on Monday at nine, in front of the museum?"


@dataclass(frozen=True)
class Shot:
    """One picture: its name, what it shows, and how the phone gets there."""

    name: str
    caption: str
    line: str
    """Of the phone's shell."""
    taps: tuple[str, ...] = ()
    """Words to tap on after that."""
    then: str = "true"
    """Another line, at the end."""


def page(action: str) -> str:
    """Return the line that opens a page of Settings."""
    return f"am force-stop {SETTINGS}; am start -a android.settings.{action}"


def app(package: str) -> str:
    """Return the line that opens an app at its first page."""
    return f"am force-stop {package}; monkey -p {package} 1"


CONTACTS, MESSAGES, CLOCKS = (
    "com.android.contacts",
    "com.android.messaging",
    "com.android.deskclock",
)
SHOTS = {
    shot.name: shot
    for shot in (
        Shot("lock", "Lock screen", "settings put secure lockscreen.disabled 0;"
             " input keyevent SLEEP; input keyevent WAKEUP"),
        Shot("shade", "Notifications", "cmd statusbar expand-notifications"),
        Shot("home", "Home", "input keyevent HOME"),
        Shot("drawer", "All apps", "input keyevent HOME; input swipe 540 1500 540 300 200"),
        Shot("settings", "Settings", page("SETTINGS")),
        Shot("search", "Settings, search", page("SETTINGS"), ("Search settings",),
             "input text blue"),
        Shot("display", "Settings, Display", page("DISPLAY_SETTINGS")),
        Shot("dialog", "A dialog", page("DISPLAY_SETTINGS"), ("Screen timeout",)),
        Shot("internet", "Settings, Internet", page("WIFI_SETTINGS")),
        Shot("sound", "Settings, Sound", page("SOUND_SETTINGS")),
        Shot("about", "Settings, About phone", page("DEVICE_INFO_SETTINGS")),
        Shot("contacts", "Contacts", app(CONTACTS)),
        Shot("person", "Contacts, one person", app(CONTACTS), ("Ada Lovelace",)),
        Shot("keyboard", "Contacts, keyboard", app(CONTACTS), ("Create contact", "First name")),
        Shot("messages", "Messages", app(MESSAGES)),
        Shot("thread", "Messages, one thread", app(MESSAGES), ("Ada Lovelace",)),
        Shot("notes", "Notes", app("net.gsantner.markor")),
        Shot("clock", "Clock, Alarm", app(CLOCKS)),
        Shot("timer", "Clock, Timer", app(CLOCKS), ("Timer",)),
        Shot("files", "Files", app("com.android.documentsui")),
        Shot("browser", "Browser", "am start -a android.intent.action.VIEW -d file:///sdcard/Download/tea.html"
             " com.android.chrome"),
        Shot("quick", "Quick settings", "cmd statusbar expand-settings"),
        Shot("calculator", "Calculator", app("com.android.calculator2")),
        Shot("camera", "Camera", app("com.android.camera2")),
        Shot("gallery", "Gallery, after a photo", app("com.android.camera2")
             + "; input tap 540 2165; sleep 1; " + app("com.android.gallery3d")),
        Shot("phone", "Phone", app("com.android.dialer")),
        Shot("recents", "Recent apps", "cmd statusbar collapse; input keyevent APP_SWITCH"),
    )
}  # fmt: skip
EVERY_APP = tuple(SHOTS)
SOME = ("home", "settings", "display", "contacts", "messages", "clock", "quick")
PHONES = {
    "light": ("Light theme", (), EVERY_APP),
    "dark": ("Dark theme", ("--dark",), (*SOME, "keyboard")),
    "ja": ("Japanese", ("--locale=ja",), SOME),
    "ar": ("Arabic, right to left", ("--locale=ar",), SOME),
    "tablet": (
        "A tablet, 1600x2560 at 320 dpi",
        ("--size=1600x2560", "--density=320"),
        ("home", "settings", "display", "contacts"),
    ),
    "landscape": ("Turned", ("--rotation=90",), ("home", "settings", "messages")),
}
"""What a phone shows -> heading, options of its start, names of shots."""

PAGE = """<!doctype html><meta charset="utf-8"><title>Tea</title>
<body style="font: 18px/1.5 Roboto, sans-serif; margin: 24px"><h1>Tea for two</h1>
<p>Warm the pot, count to a hundred and twenty, pour.</p><label><input type="checkbox" checked>
With milk</label><p><button>Order</button> <a href="#more">More about tea</a></p>"""


def fill(device: Device) -> None:
    """Put people, messages, notes and a web page on the phone."""
    for number, name in enumerate(PEOPLE):
        phone = f"555010{number}"
        insert(device, "contacts/people", f"name:s:'{name}'", f"number:s:{phone}")
        for box, words in (("inbox", TALK), ("sent", "With pleasure.")):
            if box == "sent" and number:
                continue
            row = (f"address:s:{phone}", f"body:s:'{words}'", f"read:i:{int(number < 3)}")
            insert(device, f"sms/{box}", *row)
    for name in ("Groceries", "Letters", "Packing list"):
        device.shell(f"echo '{name}' > '/sdcard/Documents/Markor/{name}.md'")
    device.shell(f"echo '{PAGE}' > /sdcard/Download/tea.html")


def insert(device: Device, table: str, *columns: str) -> None:
    """Add a row to a content provider."""
    bound = " ".join(f"--bind {column}" for column in columns)
    device.shell(f"content insert --uri content://{table} {bound}")


def take(serial: str, name: str, shots: tuple[str, ...]) -> None:
    """Take a phone's pictures."""
    settings = load_settings(flags={"device.serial": serial, "grounding.grounder": "elements"})
    with connect_device(settings.device) as device:
        phone = Phone(device, load_grounder(settings.grounding.grounder))
        device.shell(CLOCK)
        fill(device)
        for shot in (SHOTS[each] for each in shots):
            device.shell(f"cmd statusbar collapse; wm dismiss-keyguard; {CLOCK}; {shot.line}")
            for words in shot.taps:
                phone.tap(words)
            device.shell(shot.then)
            device.settle(3)
            device.shell(CLOCK)
            save(device.capture().image(), IMAGES / f"{name}-{shot.name}.png")


def save(image: Image.Image, path: Path) -> None:
    """Write a small picture, of a palette of colours."""
    width = WIDTH * 2 if image.width > image.height else WIDTH
    small = image.resize(
        (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
    )
    small.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)


def run(*words: str) -> str:
    """Run droidground's command; return the last line it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "droidground", *words], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip().rpartition("\n")[2]


def write_page() -> None:
    """Write docs/screens.md, which shows them all."""
    parts = [
        "# What the virtual phone shows",
        "",
        "Written by `python docs/take_screenshots.py`; each picture tells its name on a pointer.",
        "All people and words in them are made up.",
        "",
    ]
    for name, (heading, options, shots) in PHONES.items():
        command = " ".join(("droidground phone start", *options)).replace("=", " ")
        width = 420 if name == "landscape" else 200
        parts += [f"## {heading}", "", f"`{command}`", "", "<p>"]
        for shot in (SHOTS[each] for each in shots):
            source, words = f"images/screens/{name}-{shot.name}.png", shot.caption
            parts.append(f'<img src="{source}" width="{width}" alt="{words}" title="{words}">')
        parts += ["</p>", ""]
    (FOLDER / "screens.md").write_text("\n".join(parts), encoding="utf-8")


def main() -> None:
    """Start each phone, take its pictures, stop it."""
    chosen = sys.argv[1:] or list(PHONES)
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        _, options, shots = PHONES[name]
        serial = run(
            "phone", "start", "--screen=chromium", "--seed=7", f"--name=docs-{name}", *options
        )
        try:
            take(serial, name, shots)
        finally:
            run("phone", "stop", f"docs-{name}")
    write_page()


if __name__ == "__main__":
    main()
