"""The default grounder: elements of the view hierarchy and of OCR, matched to words.

words -> query -> candidates -> scores -> decision; a phrase -> targets -> pools -> resolution
words.py     what is asked for            forms.py, roles.py, scripts.py, lexicon/
parse.py     phrases as typed trees       phrase.py, modifiers.py
candidates.py  what the hierarchy offers  views.py, controls.py, titles.py, silence.py
ocr.py       what the pixels offer        line_split.py, read_text.py
match.py     how well a label fits        score.py, half_read.py
scene.py     one screen                   lists.py, line_lists.py, headings.py, geometry.py
pools.py     what a name or noun may mean  kinds.py, items.py
resolve.py   what a target means          relate.py, places.py, regions.py, states.py, looks.py
understand.py  the readings in turn
decide.py    found, absent or ambiguous   reach.py
"""

from droidground.grounding.elements.grounder import ElementsGrounder

__all__ = ["ElementsGrounder"]
