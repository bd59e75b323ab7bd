import pytest

from droidground.grounding.elements.scripts import unreadable_scripts


@pytest.mark.parametrize(
    "text", ["Wi-Fi", "Ωμέγα", "設定", "せってい", "カメラ", "ﾃｽﾄ", "123", "é"]
)
def test_readable(text: str) -> None:
    assert unreadable_scripts(text) == ()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Настройки", "cyrillic"),
        ("설정", "hangul"),
        ("الإعدادات", "arabic"),
        ("הגדרות", "hebrew"),
        ("ตั้งค่า", "thai"),
        ("सेटिंग", "devanagari"),
    ],
)
def test_unreadable(text: str, script: str) -> None:
    assert unreadable_scripts(f"Wi-Fi {text}") == (script,)
