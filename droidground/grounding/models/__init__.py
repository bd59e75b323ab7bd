"""Visual grounding models: what they are asked, what they reply, where that is on the screen."""
