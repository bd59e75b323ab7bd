"""The clock by touch: alarms and timers that ring at the phone's time, the stopwatch."""

from tests.emulator.apps.hand import Hand

CLOCK = "com.android.deskclock/.DeskClock"
ROWS = "content query --uri content://com.android.deskclock"


def enabled(hand: Hand) -> str:
    return hand.shell(f"{ROWS}/alarms --projection enabled --where \"label='Tea'\"")


def test_an_alarm_rings_snoozes_and_ends(hand: Hand) -> None:
    hand.open(CLOCK)
    hand.tap("Add alarm")
    for field, text in (("hour", "16"), ("minute", "00"), ("label", "Tea")):
        hand.fill(field, text)
    hand.tap("OK")
    hand.see("Tea")
    assert enabled(hand) == "Row: 0 enabled=1\n"
    hand.open("com.android.settings/.Settings")
    hand.shell("date 101515592023.59")
    hand.see("Dismiss")
    assert hand.see("digital_clock").text == "16:00"
    hand.back()
    hand.tap("Snooze")
    hand.see("homepage_title")
    assert hand.system.screen.window().package == "com.android.settings"
    hand.open(CLOCK)
    hand.see("Snoozing until 16:10")
    hand.system.reboot("")
    hand.shell("date 101516102023.00")
    hand.tap("Dismiss")
    hand.gone("Dismiss")
    assert enabled(hand) == "Row: 0 enabled=0\n"
    assert hand.shell(f"{ROWS}/instances --projection alarm_state") == "Row: 0 alarm_state=7\n"


def test_a_jump_of_the_clock_rings_nothing(hand: Hand) -> None:
    hand.shell("content insert --uri content://com.android.deskclock/alarms"
               " --bind hour:i:17 --bind minutes:i:0 --bind enabled:i:1")  # fmt: skip
    hand.shell("date 101518002023.00")
    hand.open(CLOCK)
    hand.see("17:00")
    hand.system.clock.sleep(1)
    assert not hand.nodes("Snooze")
    assert hand.shell(f"{ROWS}/instances") == "No result found.\n"


def test_a_timer_counts_down_and_rings(hand: Hand) -> None:
    hand.open(CLOCK)
    hand.tap("Timer", "3")
    assert hand.see("timer_setup_time").content_desc == "0 hours, 0 minutes, 3 seconds"
    hand.tap("Start")
    hand.system.screen.key("HOME")
    hand.see("Time's up")
    hand.tap("Add 1 minute")
    hand.gone("Time's up")
    assert hand.shell(f"{ROWS}/timers --projection state:length_ms") == (
        "Row: 0 state=running, length_ms=3000\n"
    )
    hand.open(CLOCK)
    hand.tap("Timer", "Pause", "Reset")
    assert hand.see("timer_time_text").text == "0:03"
    hand.tap("Delete")
    hand.see("timer_setup_time")


def test_the_stopwatch_counts_laps_and_outlives_a_reboot(hand: Hand) -> None:
    hand.open(CLOCK)
    hand.tap("Stopwatch", "Start", "Lap", "Lap")
    hand.tap("Pause")
    shown = hand.see("stopwatch_time_text").text
    assert hand.shell(f"{ROWS}/laps --projection _id --sort _id") == "Row: 0 _id=1\nRow: 1 _id=2\n"
    assert {"# 1", "# 2"} <= set(hand.words())
    hand.system.reboot("")
    hand.open(CLOCK)
    hand.tap("Stopwatch")
    assert hand.see("stopwatch_time_text").text == shown
    hand.tap("Reset")
    assert hand.see("stopwatch_time_text").text == "00:00.00"
    assert hand.shell(f"{ROWS}/laps") == "No result found.\n"
