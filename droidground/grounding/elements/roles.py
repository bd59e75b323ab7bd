"""Kinds of controls, and the words that people name them with."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What kind of thing the words ask for."""

    TOGGLE = "toggle"
    BUTTON = "button"
    ICON = "icon"
    FIELD = "field"
    TAB = "tab"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    MENU = "menu"
    LINK = "link"
    IMAGE = "image"
    SLIDER = "slider"
    DROPDOWN = "dropdown"
    ROW = "row"
    TEXT = "text"
    PROGRESS = "progress indicator"


ROLE_WORDS: dict[str, Role] = {
    "toggle": Role.TOGGLE,
    "switch": Role.TOGGLE,
    "toggle switch": Role.TOGGLE,
    "toggle button": Role.TOGGLE,
    "on off switch": Role.TOGGLE,
    "on off toggle": Role.TOGGLE,
    "button": Role.BUTTON,
    "btn": Role.BUTTON,
    "key": Role.BUTTON,
    "chip": Role.BUTTON,
    "fab": Role.BUTTON,
    "floating action button": Role.BUTTON,
    "icon": Role.ICON,
    "icon button": Role.ICON,
    "symbol": Role.ICON,
    "field": Role.FIELD,
    "text field": Role.FIELD,
    "input field": Role.FIELD,
    "entry field": Role.FIELD,
    "edit field": Role.FIELD,
    "box": Role.FIELD,
    "text box": Role.FIELD,
    "textbox": Role.FIELD,
    "input box": Role.FIELD,
    "input": Role.FIELD,
    "text input": Role.FIELD,
    "edit text": Role.FIELD,
    "bar": Role.FIELD,
    "tab": Role.TAB,
    "checkbox": Role.CHECKBOX,
    "check box": Role.CHECKBOX,
    "tick box": Role.CHECKBOX,
    "tickbox": Role.CHECKBOX,
    "radio": Role.RADIO,
    "radio button": Role.RADIO,
    "menu": Role.MENU,
    "link": Role.LINK,
    "hyperlink": Role.LINK,
    "image": Role.IMAGE,
    "picture": Role.IMAGE,
    "photo": Role.IMAGE,
    "thumbnail": Role.IMAGE,
    "logo": Role.IMAGE,
    "slider": Role.SLIDER,
    "seek bar": Role.SLIDER,
    "seekbar": Role.SLIDER,
    "dropdown": Role.DROPDOWN,
    "drop down": Role.DROPDOWN,
    "dropdown menu": Role.DROPDOWN,
    "drop down menu": Role.DROPDOWN,
    "dropdown list": Role.DROPDOWN,
    "combo box": Role.DROPDOWN,
    "spinner": Role.DROPDOWN,
    "row": Role.ROW,
    "item": Role.ROW,
    "list item": Role.ROW,
    "menu item": Role.ROW,
    "option": Role.ROW,
    "menu option": Role.ROW,
    "entry": Role.ROW,
    "setting": Role.ROW,
    "card": Role.ROW,
    "tile": Role.ROW,
    "text": Role.TEXT,
    "label": Role.TEXT,
    "heading": Role.TEXT,
    "title": Role.TEXT,
}
"""Role phrases in English, as words with single spaces between."""

LONGEST_ROLE = max(len(phrase.split()) for phrase in ROLE_WORDS)

BAR_NAMES = frozenset({"search", "address", "url"})
"""A "bar" is a field only behind one of these."""

SUFFIX_ROLES: dict[str, Role] = {
    "切换开关": Role.TOGGLE,
    "开关": Role.TOGGLE,
    "開關": Role.TOGGLE,
    "スイッチ": Role.TOGGLE,
    "스위치": Role.TOGGLE,
    "单选按钮": Role.RADIO,
    "ラジオボタン": Role.RADIO,
    "라디오버튼": Role.RADIO,
    "按钮": Role.BUTTON,
    "按鈕": Role.BUTTON,
    "ボタン": Role.BUTTON,
    "버튼": Role.BUTTON,
    "图标": Role.ICON,
    "圖示": Role.ICON,
    "アイコン": Role.ICON,
    "아이콘": Role.ICON,
    "输入框": Role.FIELD,
    "輸入框": Role.FIELD,
    "入力欄": Role.FIELD,
    "입력란": Role.FIELD,
    "复选框": Role.CHECKBOX,
    "核取方塊": Role.CHECKBOX,
    "チェックボックス": Role.CHECKBOX,
    "체크박스": Role.CHECKBOX,
    "滑块": Role.SLIDER,
    "スライダー": Role.SLIDER,
    "슬라이더": Role.SLIDER,
    "框": Role.FIELD,
    "栏": Role.FIELD,
    "欄": Role.FIELD,
    "창": Role.FIELD,
    "选项卡": Role.TAB,
    "标签页": Role.TAB,
    "탭": Role.TAB,
    "タブ": Role.TAB,
    "链接": Role.LINK,
    "リンク": Role.LINK,
    "링크": Role.LINK,
}
"""Role words of scripts that need no space before them, the longer of two first."""

TEXT_ROLES = frozenset({Role.BUTTON, Role.FIELD, Role.TAB, Role.LINK, Role.ROW, Role.TEXT})
"""Roles that a line of text read from pixels may have; the others need the control to be seen."""
