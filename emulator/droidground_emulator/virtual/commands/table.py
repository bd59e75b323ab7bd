"""Every command of the phone by name."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.commands.activity import am
from droidground_emulator.virtual.commands.app_process import app_process
from droidground_emulator.virtual.commands.call import Run
from droidground_emulator.virtual.commands.cmd import cmd
from droidground_emulator.virtual.commands.content import content
from droidground_emulator.virtual.commands.dumpsys import dumpsys
from droidground_emulator.virtual.commands.file_tools import FILE_TOOLS
from droidground_emulator.virtual.commands.ime import ime
from droidground_emulator.virtual.commands.input import input_command
from droidground_emulator.virtual.commands.listing import LISTING_TOOLS
from droidground_emulator.virtual.commands.monkey import monkey
from droidground_emulator.virtual.commands.network_tools import NETWORK_TOOLS
from droidground_emulator.virtual.commands.package import pm
from droidground_emulator.virtual.commands.properties import getprop, setprop
from droidground_emulator.virtual.commands.screencap import screencap
from droidground_emulator.virtual.commands.settings import settings
from droidground_emulator.virtual.commands.sqlite import sqlite
from droidground_emulator.virtual.commands.svc import svc
from droidground_emulator.virtual.commands.system_tools import SYSTEM_TOOLS
from droidground_emulator.virtual.commands.test import bracket, test
from droidground_emulator.virtual.commands.text_tools import TEXT_TOOLS
from droidground_emulator.virtual.commands.toybox import make_toybox
from droidground_emulator.virtual.commands.ui_dump import uiautomator
from droidground_emulator.virtual.commands.vphone import vphone
from droidground_emulator.virtual.commands.wm import wm

_TOYBOX: Mapping[str, Run] = {
    **TEXT_TOOLS,
    **FILE_TOOLS,
    **LISTING_TOOLS,
    **NETWORK_TOOLS,
    **SYSTEM_TOOLS,
}

COMMANDS: Mapping[str, Run] = {
    **_TOYBOX,
    "[": bracket,
    "[[": bracket,
    "am": am,
    "app_process": app_process,
    "app_process64": app_process,
    "cmd": cmd,
    "content": content,
    "dumpsys": dumpsys,
    "getprop": getprop,
    "ime": ime,
    "input": input_command,
    "monkey": monkey,
    "pm": pm,
    "screencap": screencap,
    "setprop": setprop,
    "settings": settings,
    "sqlite3": sqlite,
    "svc": svc,
    "test": test,
    "toybox": make_toybox(_TOYBOX),
    "uiautomator": uiautomator,
    "vphone": vphone,
    "wm": wm,
}
