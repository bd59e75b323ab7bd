"""What an installer reads of an apk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from droidground_emulator.virtual.state.axml import Element, NotBinaryXml, read_elements
from droidground_emulator.virtual.state.packages import Activity, App

_MANIFEST_LIMIT = 16 * 1024 * 1024
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
)
"""What zipfile raises for what is no archive, or a damaged one."""
_RUNTIME = frozenset(
    f"android.permission.{name}"
    for name in [
        "ACCESS_COARSE_LOCATION",
        "ACCESS_FINE_LOCATION",
        "ACCESS_BACKGROUND_LOCATION",
        "CALL_PHONE",
        "CAMERA",
        "GET_ACCOUNTS",
        "POST_NOTIFICATIONS",
        "READ_CALENDAR",
        "READ_CALL_LOG",
        "READ_CONTACTS",
        "READ_EXTERNAL_STORAGE",
        "READ_MEDIA_AUDIO",
        "READ_MEDIA_IMAGES",
        "READ_MEDIA_VIDEO",
        "READ_PHONE_STATE",
        "READ_SMS",
        "RECEIVE_SMS",
        "RECORD_AUDIO",
        "SEND_SMS",
        "WRITE_CALENDAR",
        "WRITE_CONTACTS",
        "WRITE_EXTERNAL_STORAGE",
        "BLUETOOTH_CONNECT",
        "BLUETOOTH_SCAN",
    ]
)


class BadApk(ValueError):
    """The file cannot be installed; `code` is the installer's own word for it."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep the INSTALL_... code and a reason."""
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


def read_apk(data: bytes) -> App:
    """Return the app that an apk holds.

    Raises:
        BadApk: it is no zip, or its manifest cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as apk:
            manifest = _unpack(apk, apk.getinfo("AndroidManifest.xml"))
    except KeyError:
        raise _unreadable("Failed to parse: no AndroidManifest.xml") from None
    except _DAMAGED as exc:
        raise _unreadable(f"Failed to parse: {exc}") from exc
    if len(manifest) > _MANIFEST_LIMIT:
        raise BadApk("INSTALL_PARSE_FAILED_BAD_MANIFEST", "manifest too large")
    try:
        elements = read_elements(manifest)
    except NotBinaryXml as exc:
        raise BadApk("INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION", str(exc)) from exc
    return _read_manifest(elements)


def _unpack(apk: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file of the archive, or a little more of it than is allowed.

    Android knows these two methods; the others would unpack without a bound.
    """
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"compression method {info.compress_type}")
    with apk.open(info) as file:
        return file.read(_MANIFEST_LIMIT + 1)


def _unreadable(reason: str) -> BadApk:
    return BadApk("INSTALL_PARSE_FAILED_NOT_APK", reason)


def _read_manifest(elements: list[Element]) -> App:
    package = elements[0].attributes.get("package", "") if elements else ""
    if "." not in package or not package.replace(".", "").replace("_", "").isalnum():
        raise BadApk("INSTALL_PARSE_FAILED_BAD_PACKAGE_NAME", f"bad package name {package!r}")
    root = elements[0].attributes
    sdk = next((e.attributes for e in elements if e.name == "uses-sdk"), {})
    asked = (e.attributes.get("name", "") for e in elements if e.name == "uses-permission")
    return App(
        package=package,
        label=_label(package, elements),
        activities=_activities(package, elements),
        version_name=root.get("versionName", "1.0"),
        version_code=_number(root.get("versionCode"), 1),
        target_sdk=_number(sdk.get("targetSdkVersion"), 33),
        system=False,
        permissions=tuple(name for name in asked if name in _RUNTIME),
        input_methods=_input_methods(package, elements),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,10}", text, re.ASCII) else default


def _label(package: str, elements: list[Element]) -> str:
    for element in elements:
        if element.name == "application" and not element.attributes.get("label", "@").startswith(
            "@"
        ):
            return element.attributes["label"]
    return package.rpartition(".")[2].capitalize()


def _full(package: str, name: str) -> str:
    return package + name if name.startswith(".") else name if "." in name else f"{package}.{name}"


def _activities(package: str, elements: list[Element]) -> tuple[Activity, ...]:
    found: list[Activity] = []
    for at, element in enumerate(elements):
        if element.name not in ("activity", "activity-alias"):
            continue
        inner = _inside(elements, at)
        found.append(
            Activity(
                _full(package, element.attributes.get("name", "")),
                tuple(e.attributes.get("name", "") for e in inner if e.name == "action"),
                tuple(e.attributes.get("name", "") for e in inner if e.name == "category"),
                tuple(
                    e.attributes["scheme"]
                    for e in inner
                    if e.name == "data" and "scheme" in e.attributes
                ),
            )
        )
    return tuple(found)


def _inside(elements: list[Element], at: int) -> list[Element]:
    inner: list[Element] = []
    for element in elements[at + 1 :]:
        if element.depth <= elements[at].depth:
            break
        inner.append(element)
    return inner


def _input_methods(package: str, elements: list[Element]) -> tuple[str, ...]:
    found: list[str] = []
    for element in elements:
        bound = element.attributes.get("permission") == "android.permission.BIND_INPUT_METHOD"
        if element.name == "service" and bound:
            name = _full(package, element.attributes.get("name", ""))
            short = name[len(package) :] if name.startswith(package + ".") else name
            found.append(f"{package}/{short}")
    return tuple(found)
