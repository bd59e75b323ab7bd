"""Calculator, Camera, Gallery and Phone by touch."""

import io

from PIL import Image

from droidground_emulator.virtual.screen.chromium.desktop import Desktop
from tests.emulator.apps.hand import Hand

CAMERA = "/storage/emulated/0/DCIM/Camera"
CALLS = "content query --uri content://call_log/calls --projection number:type"


FORMULAS = {
    "1 2 + 3 × 4": "24", "( 2 + 3 ) × 4": "20", "5 0 % × 0 . 2": "0.1", "− 7 ÷ 2": "−3.5",
    "0 . 1 + 0 . 2": "0.3", "1 ÷ 3": "0.333333333333",
}  # fmt: skip
IDS = {"+": "op_add", "×": "op_mul", "÷": "op_div", "−": "op_sub", "%": "op_pct", ".": "dec_point",
       "(": "parens", ")": "parens"}  # fmt: skip


def test_formulas(hand: Hand) -> None:
    hand.open("com.android.calculator2/.Calculator")
    places = {node.resource_id.rpartition("/")[2]: node for node in hand.phone.nodes()}
    for keys, value in FORMULAS.items():
        for key in keys.split():
            hand.phone.tap(places[IDS.get(key, f"digit_{key}")])
        hand.tap("eq")
        assert hand.see("formula").text == value, keys
        hand.tap("clr")
    hand.tap("digit_1", "op_div", "digit_0", "eq")
    assert hand.see("result").text == "Bad expression"


def test_a_photo_is_taken_seen_and_deleted(hand: Hand) -> None:
    hand.open("com.android.camera2/com.android.camera.CameraLauncher")
    hand.tap("Shutter")
    hand.see("Most recent photo")
    (name,) = hand.shell(f"ls {CAMERA}").split()
    assert name.startswith("IMG_20231015_")
    photo = Image.open(io.BytesIO(hand.system.files.read(f"{CAMERA}/{name}")))
    assert (photo.format, photo.size) == ("JPEG", (1200, 1600))
    rows = hand.shell("content query --uri content://media/external/images/media"
                      " --projection _display_name:mime_type")  # fmt: skip
    assert rows == f"Row: 0 _display_name={name}, mime_type=image/jpeg\n"
    hand.tap("Switch camera", "Shutter", "Most recent photo")
    hand.see("photo_title")
    assert len(hand.shell(f"ls {CAMERA}").split()) == 2
    hand.system.screen.key("HOME")
    hand.open("com.android.gallery3d/.app.GalleryActivity")
    hand.back()
    hand.open("com.android.gallery3d/.app.GalleryActivity")
    hand.tap(name, "Delete", "OK")
    hand.see("Photos")
    hand.gone(name)
    assert len(hand.shell(f"ls {CAMERA}").split()) == 1


def test_calls_are_logged(hand: Hand) -> None:
    hand.shell("content insert --uri content://contacts/people --bind name:s:Ada"
               " --bind number:s:5551234")  # fmt: skip
    hand.open("com.android.dialer/.main.impl.MainActivity")
    hand.see("No calls yet")
    hand.tap("Keypad")
    for key in "5551":
        hand.tap(f"key_{key}")
    hand.tap("Ada", "Dial")
    assert hand.see("contactgrid_contact_name").text == "Ada"
    hand.tap("End call")
    assert hand.shell(CALLS) == "Row: 0 number=5551234, type=2\n"
    hand.back()
    hand.see("Recents")
    hand.tap("Ada", "Delete")
    hand.see("No calls yet")

    def forbid_and_call(_: Desktop) -> None:
        hand.shell("cmd connectivity airplane-mode enable")
        hand.shell("am start -a android.intent.action.CALL -d tel:112")

    # The page learns of both at once, and must know of the mode when it gets the call.
    hand.phone.screen.change(forbid_and_call)
    hand.see("To make a call, first turn off airplane mode.")
    assert hand.shell(CALLS) == "No result found.\n"


def test_a_call_can_be_ended_on_a_small_phone_and_a_stray_escape_is_no_fault(hand: Hand) -> None:
    hand.shell("wm size 720x1600; wm density 320")
    hand.system.state.display.freeze(1)
    hand.shell("am start -a android.intent.action.CALL -d tel:100%")
    left, top, right, bottom = hand.see("incall_end_call").bounds
    assert right - left == bottom - top == 72 * 320 // 160
    hand.tap("incall_end_call")
    for action, uri in (("SENDTO", "sms:1%"), ("VIEW", "file:///sdcard/%.jpg")):
        hand.shell(f"am start -a android.intent.action.{action} -d {uri}")


def test_the_whole_keypad_fits_on_its_side(hand: Hand) -> None:
    hand.system.state.display.freeze(1)
    hand.open("com.android.dialer/.main.impl.MainActivity")
    hand.tap("fab")
    keys = [node for node in hand.phone.nodes() if "/key_" in node.resource_id]
    tall = [node.bounds[3] - node.bounds[1] for node in keys]
    assert len(keys) == 12
    assert min(tall) == max(tall) >= 48 * 420 // 160
    assert hand.see("dialpad_floating_action_button")
