"""The apps that keep what a person puts in: people, messages, notes, alarms, files, calls."""

from __future__ import annotations

from droidground_emulator.virtual.state.packages import LAUNCHER, MAIN, Activity, App

_DEFAULT = "android.intent.category.DEFAULT"
_BROWSABLE = "android.intent.category.BROWSABLE"
_INTENT = "android.intent.action."
VIEW = f"{_INTENT}VIEW"
CONTACTS = "com.android.contacts"
MESSAGES = "com.android.messaging"
NOTES = "net.gsantner.markor"
CLOCK = "com.android.deskclock"
FILES = "com.android.documentsui"
BROWSER = "com.android.chrome"
CALCULATOR = "com.android.calculator2"
CAMERA = "com.android.camera2"
DIALER = "com.android.dialer"
GALLERY = "com.android.gallery3d"


def everyday_apps() -> list[App]:
    """Return them, and the hidden packages whose data is theirs."""
    return [
        _contacts(),
        _messages(),
        _notes(),
        _clock(),
        _files(),
        _browser(),
        _app(CALCULATOR, "Calculator", 10_096, _icon(f"{CALCULATOR}.Calculator")),
        _camera(),
        _dialer(),
        _gallery(),
        *_providers(),
    ]


def _app(package: str, label: str, uid: int, *activities: Activity) -> App:
    return App(package, label, activities, path=f"/system/app/{label}/{label}.apk", uid=uid)


def _icon(name: str) -> Activity:
    return Activity(name, (MAIN,), (LAUNCHER, _DEFAULT))


def _opens(
    name: str, *actions: str, schemes: tuple[str, ...] = (), types: tuple[str, ...] = ()
) -> Activity:
    return Activity(name, actions, (_DEFAULT, _BROWSABLE), schemes, types)


def _contacts() -> App:
    inside = f"{CONTACTS}.activities"
    people = ("vnd.android.cursor.dir/contact", "vnd.android.cursor.dir/person",
              "vnd.android.cursor.dir/raw_contact")  # fmt: skip
    one = tuple(kind.replace(".dir/", ".item/") for kind in people)
    editor = f"{inside}.ContactEditorActivity"
    return _app(
        CONTACTS,
        "Contacts",
        10_083,
        _icon(f"{inside}.PeopleActivity"),
        _opens(f"{inside}.PeopleActivity", VIEW, types=people),
        _opens("com.android.contacts.quickcontact.QuickContactActivity", VIEW, types=one),
        _opens(editor, f"{_INTENT}INSERT", f"{_INTENT}INSERT_OR_EDIT", types=people),
        _opens(editor, f"{_INTENT}EDIT", types=one),
    )


def _messages() -> App:
    inside = f"{MESSAGES}.ui"
    schemes = ("sms", "smsto", "mms", "mmsto")
    return _app(
        MESSAGES,
        "Messages",
        10_088,
        _icon(f"{inside}.ConversationListActivity"),
        _opens(
            f"{inside}.conversation.LaunchConversationActivity",
            f"{_INTENT}SENDTO",
            VIEW,
            schemes=schemes,
        ),
        _opens(
            f"{inside}.conversation.LaunchConversationActivity",
            f"{_INTENT}SEND",
            types=("text/plain",),
        ),
    )


def _notes() -> App:
    return _app(
        NOTES,
        "Notes",
        10_090,
        _icon(f"{NOTES}.activity.MainActivity"),
        _opens(
            f"{NOTES}.activity.DocumentActivity", VIEW, f"{_INTENT}EDIT",
            types=("text/plain", "text/markdown"),
        ),
    )  # fmt: skip


def _clock() -> App:
    handler = f"{CLOCK}.HandleApiCalls"
    return _app(
        CLOCK,
        "Clock",
        10_084,
        _icon(f"{CLOCK}.DeskClock"),
        _opens(
            handler,
            f"{_INTENT}SET_ALARM",
            f"{_INTENT}SHOW_ALARMS",
            f"{_INTENT}SET_TIMER",
            f"{_INTENT}SHOW_TIMERS",
        ),
    )


def _files() -> App:
    name = f"{FILES}.files.FilesActivity"
    folder = "vnd.android.document/directory"
    return _app(
        FILES,
        "Files",
        10_086,
        _icon(name),
        _opens(name, VIEW, types=(folder,)),
    )


def _browser() -> App:
    name = "com.google.android.apps.chrome.Main"
    return _app(
        BROWSER,
        "Chrome",
        10_095,
        _icon(name),
        _opens(name, VIEW, schemes=("http", "https"), types=("text/html", "application/xhtml+xml")),
        _opens(name, VIEW, schemes=("http", "https", "file")),
    )


def _camera() -> App:
    name = "com.android.camera.CameraLauncher"
    return _app(
        CAMERA,
        "Camera",
        10_097,
        _icon(name),
        _opens(name, "android.media.action.STILL_IMAGE_CAMERA"),
    )


def _dialer() -> App:
    name = f"{DIALER}.main.impl.MainActivity"
    return _app(
        DIALER,
        "Phone",
        10_098,
        _icon(name),
        _opens(name, f"{_INTENT}DIAL", f"{_INTENT}CALL", VIEW, schemes=("tel",)),
        _opens(name, f"{_INTENT}DIAL"),
    )


def _gallery() -> App:
    name = f"{GALLERY}.app.GalleryActivity"
    return _app(GALLERY, "Gallery", 10_099, _icon(name), _opens(name, VIEW, types=("image/*",)))


def _providers() -> list[App]:
    return [
        _app("com.android.providers.contacts", "Contacts Storage", 10_074),
        _app("com.android.providers.media.module", "Media", 10_076),
        _app("com.android.providers.telephony", "Phone and Messaging Storage", 1001),
    ]
