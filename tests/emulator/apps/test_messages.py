"""Messages by touch: threads, sending, drafts, what comes in, what is deleted."""

from tests.emulator.apps.hand import Hand

LIST = "com.android.messaging/.ui.ConversationListActivity"
SMS = "content query --uri content://sms"


def receive(hand: Hand, number: str, body: str) -> None:
    hand.shell(f"vphone sms {number} '{body}'")


def test_a_talk(hand: Hand) -> None:
    hand.shell("content insert --uri content://contacts/people --bind name:s:Ada"
               " --bind number:s:5551234")  # fmt: skip
    hand.open(LIST)
    hand.tap("Start chat", "Type names or phone numbers")
    hand.system.screen.type_text("ad")
    hand.tap("Ada")
    assert hand.see("conversation_title").text == "Ada"
    hand.fill("Text message", "Tea at five?")
    hand.tap("Send SMS")
    hand.see("message_text")
    sent = hand.shell(f"{SMS}/sent --projection address:body:type")
    assert sent == "Row: 0 address=5551234, body=Tea at five?, type=2\n"
    receive(hand, "5551234", "With pleasure")
    hand.see("With pleasure")
    assert hand.shell(f"{SMS}/inbox --projection read:seen") == "Row: 0 read=1, seen=1\n"
    hand.hold("Tea at five?")
    hand.tap("Delete")
    hand.gone("Tea at five?")
    assert hand.shell(f"{SMS}/sent") == "No result found.\n"
    hand.back()
    hand.tap("With pleasure")
    hand.tap("Delete")
    hand.see("Delete this conversation?")
    hand.tap("Delete", nth=-1)
    hand.see("No conversations yet")
    assert hand.shell(SMS) == "No result found.\n"


def test_a_draft_stays_until_it_is_sent(hand: Hand) -> None:
    hand.shell("am start -a android.intent.action.SENDTO -d sms:5550001")
    hand.fill("Text message", "Half a thou")
    hand.system.screen.key("HOME")
    hand.system.reboot("")
    assert hand.shell(f"{SMS}/draft --projection address:body") == (
        "Row: 0 address=5550001, body=Half a thou\n"
    )
    hand.open(LIST)
    hand.tap("Draft: Half a thou")
    hand.tap("Half a thou")
    hand.system.screen.type_text("ght")
    hand.back()
    hand.shell("cmd connectivity airplane-mode enable")
    hand.tap("Send SMS")
    hand.see("Not sent")
    assert "body=Half a thought" in hand.shell(f"{SMS}/failed")
    assert hand.shell(f"{SMS}/draft") == "No result found.\n"
    hand.shell("cmd connectivity airplane-mode disable")
    hand.hold("Half a thought")
    hand.tap("Try again")
    hand.gone("Not sent")
    assert "body=Half a thought" in hand.shell(f"{SMS}/sent")


def test_what_comes_in_is_announced_until_it_is_seen(hand: Hand) -> None:
    hand.shell("am start -a android.intent.action.SENDTO -d sms:5550001")
    hand.see("conversation_title")
    hand.system.screen.key("HOME")
    receive(hand, "5550001", "Psst")
    hand.system.screen.key("NOTIFICATION")
    hand.see("Psst")
    assert "read=0" in hand.shell(f"{SMS}/inbox --projection read"), "read behind its back"
    hand.tap("Psst")
    hand.see("message_text")
    assert "read=1" in hand.shell(f"{SMS}/inbox --projection read")
    hand.system.screen.key("NOTIFICATION")
    hand.gone("Psst")
