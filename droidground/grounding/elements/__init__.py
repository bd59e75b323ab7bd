"""The default grounder: elements of the view hierarchy and of OCR, matched to words.

words -> query -> candidates -> scores -> decision
words.py     what is asked for            forms.py, roles.py, paraphrases.py, scripts.py
candidates.py  what the hierarchy offers  views.py, controls.py, titles.py, silence.py
ocr.py       what the pixels offer        line_split.py, read_text.py
match.py     how well a label fits        half_read.py
decide.py    found, absent or ambiguous   reach.py
"""

from droidground.grounding.elements.grounder import ElementsGrounder

__all__ = ["ElementsGrounder"]
