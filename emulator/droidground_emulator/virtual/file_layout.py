"""The folders and links that every phone has."""

from __future__ import annotations

FOLDERS = (
    "/apex",
    "/cache",
    "/config",
    "/data/app",
    "/data/data",
    "/data/local/tmp",
    "/data/media/0",
    "/data/system",
    "/dev",
    "/mnt",
    "/odm",
    "/oem",
    "/proc",
    "/product",
    "/storage/emulated/0",
    "/storage/self",
    "/sys",
    "/system/app",
    "/system/bin",
    "/system/etc",
    "/system/fonts",
    "/system/framework",
    "/system/lib64",
    "/system/priv-app",
    "/system_ext",
    "/vendor",
)
SHARED_FOLDERS = (
    "Alarms",
    "Android/data",
    "DCIM/Camera",
    "Documents",
    "Download",
    "Movies",
    "Music",
    "Pictures",
)
LINKS = {
    "/bin": "/system/bin",
    "/etc": "/system/etc",
    "/d": "/sys/kernel/debug",
    "/sdcard": "/storage/self/primary",
    "/storage/self/primary": "/storage/emulated/0",
    "/mnt/sdcard": "/storage/self/primary",
}
WRITABLE = {
    "/cache": True,
    "/data": True,
    "/data/app": False,
    "/data/data": False,
    "/data/local": False,
    "/data/local/tmp": True,
    "/data/media": False,
    "/data/system": False,
    "/storage/emulated": False,
    "/storage/emulated/0": True,
}
"""Mounted read-write, and whether adb's user may write there or the system alone; an inner folder
comes after those around it. All else is read-only."""
IGNORES_CASE = "/storage/emulated"
"""Names below match without case, as on Android 11 and later."""
