"""dumpsys package: one app's details."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.state.packages import App
from droidground_emulator.virtual.state.permissions import FLAGS, Permissions

_INSTALLED = "2023-10-01 09:00:00"


def dump_package(call: Call, words: list[str]) -> None:
    """Print an app, or all of them."""
    packages = call.system.state.packages
    apps = [app for app in packages.installed() if not words or app.package == words[0]]
    if not apps:
        call.out(f"Unable to find package: {words[0]}\n")
        return
    for app in apps:
        call.out(_describe(app, call.system.state.permissions))


def _describe(app: App, permissions: Permissions) -> str:
    lines = ["Activity Resolver Table:", "  Non-Data Actions:"]
    for activity in app.activities:
        for action in activity.actions:
            lines += [
                f"      {action}:",
                f"        1f2e3d4 {app.short_name(activity.name)} filter 5c6b7a8",
            ]
            lines += [f'          Action: "{action}"']
            lines += [f'          Category: "{category}"' for category in activity.categories]
    flags = (
        "SYSTEM HAS_CODE ALLOW_CLEAR_USER_DATA" if app.system else "HAS_CODE ALLOW_CLEAR_USER_DATA"
    )
    lines += [
        "",
        "Packages:",
        f"  Package [{app.package}] (6a7b8c9):",
        f"    userId={app.uid}",
        f"    pkg=Package{{2b3c4d5 {app.package}}}",
        f"    codePath={app.path.rpartition('/')[0]}",
        f"    versionCode={app.version_code} minSdk=23 targetSdk={app.target_sdk}",
        f"    versionName={app.version_name}",
        "    signatures=PackageSignatures{5d6e7f0 version:3, signatures:[a1b2c3d4],"
        " past signatures:[]}",
        f"    pkgFlags=[ {flags} ]",
        f"    dataDir=/data/user/0/{app.package}",
        f"    firstInstallTime={_INSTALLED}",
        f"    lastUpdateTime={_INSTALLED}",
        "    requested permissions:",
        *(f"      {name}" for name in app.permissions),
        "    User 0: ceDataInode=4242 installed=true hidden=false suspended=false stopped=false",
        "      runtime permissions:",
    ]
    for name in sorted({*app.permissions, *app.granted}):
        granted = "true" if name in app.granted else "false"
        held = permissions.flags(app.package, name)
        words = "|".join(word for word, bit in FLAGS.items() if held & bit)
        lines.append(f"        {name}: granted={granted}, flags=[ {words}]")
    return "\n".join(lines) + "\n\n"
