"""All suites, and where their data is to be had. Nothing is ever downloaded."""

from __future__ import annotations

from functools import partial

from droidground_tasks.suites.aitw import aitw_files, read_aitw
from droidground_tasks.suites.aitz import aitz_files, read_aitz
from droidground_tasks.suites.android_control_json import read_infigui, read_ui_s1
from droidground_tasks.suites.android_control_tfrecord import read_android_control, tfrecord_files
from droidground_tasks.suites.mmbench_gui import read_mmbench_gui
from droidground_tasks.suites.osworld_g import read_osworld_g
from droidground_tasks.suites.screens import read_screens
from droidground_tasks.suites.screenspot import read_agent_setting, read_roots, read_seeclick
from droidground_tasks.suites.screenspot_pro import read_screenspot_pro, screenspot_pro_files
from droidground_tasks.suites.suite import Asks, Form, Suite
from droidground_tasks.suites.uground_500 import read_uground_500

ANDROID_CONTROL = Suite(
    "android-control",
    Asks.STEPS,
    "test split: 8,444 steps of 1,543 episodes",
    (
        Form(
            "tfrecord",
            "android_control-*",
            "gs://gresearch/android_control: the 20 GZIP TFRecords (47 GB) and splits.json in one "
            "folder; test_subsplits.json and OS-Atlas' ac_idx.txt beside them for what needs them",
            read_android_control,
            is_folder=True,
            features=frozenset({"trees", "validation", "element-texts"}),
            is_large=True,
            files=tfrecord_files,
        ),
        Form(
            "ui-s1",
            "*android_control_evaluation_std.jsonl",
            "X-PLUG/MobileAgent, UI-S1/evaluation/dataset/android_control_evaluation_std.jsonl; "
            "pictures as <episode>_<step>.png in images/ beside it; ac_idx.txt beside it",
            read_ui_s1,
            features=frozenset({"candidates"}),
        ),
        Form(
            "infigui",
            "android_control_test*.json",
            "Reallm-Labs/android_control_test of Hugging Face, with its pictures beside it; "
            "ac_idx.txt beside it",
            read_infigui,
            features=frozenset({"candidates"}),
        ),
        Form(
            "uground-500",
            "500_steps.json",
            "OSU-NLP-Group/UGround, offline_evaluation/AndroidControl/data/500_steps.json; its "
            "pictures as <episode>/<name>.png in images/ beside it",
            read_uground_500,
            features=frozenset({"uground-500", "element-texts"}),
        ),
    ),
)
AITZ = Suite(
    "aitz",
    Asks.STEPS,
    "test split: 4,724 steps of 506 episodes",
    (
        Form(
            "coat",
            "**/*.json",
            "IMNearth/CoAT's archive: <subset>/<episode>/<episode>.json, its pictures beside it",
            read_aitz,
            is_folder=True,
            features=frozenset({"annotations", "coat-descriptions"}),
            files=aitz_files,
        ),
    ),
)
AITW = Suite(
    "aitw",
    Asks.STEPS,
    "715 k episodes in all; papers choose splits of their own",
    (
        Form(
            "tfrecord",
            "**/*-of-*",
            "gs://gresearch/android-in-the-wild: the TFRecords of the split, in a folder a subset",
            read_aitw,
            is_folder=True,
            features=frozenset({"annotations"}),
            is_large=True,
            files=aitw_files,
        ),
    ),
)
SCREENSPOT = Suite(
    "screenspot",
    Asks.TARGETS,
    "1,272 targets: mobile 273 text and 229 icon, desktop 194 and 140, web 230 and 206",
    (
        Form(
            "seeclick",
            "screenspot_mobile.json",
            "njucckevin/SeeClick's screenspot_{mobile,desktop,web}.json; pictures in images/",
            read_seeclick,
            is_folder=True,
            files=lambda folder: sorted(folder.glob("screenspot_*.json")),
        ),
        Form(
            "rootsautomation",
            "screenspot.jsonl",
            "rootsautomation/ScreenSpot of Hugging Face, exported as lines (file_name, bbox, "
            "instruction, data_type, data_source); pictures in images/",
            read_roots,
        ),
        Form(
            "uground-agent",
            "*re_gpt-4*.jsonl",
            "OSU-NLP-Group/UGround, offline_evaluation/ScreenSpot/re_gpt-4o.jsonl (one planner's "
            "expressions; give the file where there are two); ScreenSpot's pictures in images/",
            read_agent_setting,
        ),
    ),
)
SCREENSPOT_V2 = Suite(
    "screenspot-v2",
    Asks.TARGETS,
    "1,272 targets; some 11 % of ScreenSpot's labels corrected",
    (
        Form(
            "os-atlas",
            "screenspot_mobile_v2.json",
            "OS-Copilot/ScreenSpot-v2 of Hugging Face: screenspot_{mobile,desktop,web}_v2.json; "
            "pictures in images/",
            partial(read_seeclick, suffix="_v2"),
            is_folder=True,
            files=lambda folder: sorted(folder.glob("screenspot_*_v2.json")),
        ),
    ),
)
SCREENSPOT_PRO = Suite(
    "screenspot-pro",
    Asks.TARGETS,
    "1,581 targets of 6 groups",
    (
        Form(
            "json",
            "annotations/*.json",
            "likaixin/ScreenSpot-Pro of Hugging Face: annotations/ and images/",
            read_screenspot_pro,
            is_folder=True,
            files=screenspot_pro_files,
        ),
    ),
)
OSWORLD_G = Suite(
    "osworld-g",
    Asks.TARGETS,
    "564 rows, of them (from memory) 54 refusals; the refined words are another number",
    (
        Form(
            "json",
            "OSWorld-G*.json",
            "xlang-ai/OSWorld-G: OSWorld-G.json or OSWorld-G_refined.json (give the file where "
            "there are both); pictures in images/",
            read_osworld_g,
        ),
    ),
)
MMBENCH_GUI = Suite(
    "mmbench-gui-l2",
    Asks.TARGETS,
    "some 3.5 k targets (from memory), each with basic and advanced words",
    (
        Form(
            "json",
            "L2_annotations.json",
            "open-compass/MMBench-GUI's L2_annotations.json; pictures, in their folders os_*, "
            "in images/",
            read_mmbench_gui,
        ),
    ),
)
SCREENS = Suite(
    "screens",
    Asks.TARGETS,
    "a folder of Android screenshots of your own",
    (
        Form(
            "manifest",
            "manifest.jsonl",
            "a folder with manifest.jsonl (id, image, width, height, instruction, bbox, kind, "
            "script, hierarchy) and, if you like, phrases.jsonl (or --phrases FILE)",
            read_screens,
            is_folder=True,
        ),
    ),
)

SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        ANDROID_CONTROL,
        AITZ,
        AITW,
        SCREENSPOT,
        SCREENSPOT_V2,
        SCREENSPOT_PRO,
        OSWORLD_G,
        MMBENCH_GUI,
        SCREENS,
    )
}

__all__ = ["SUITES", "Asks", "Form", "Suite"]
