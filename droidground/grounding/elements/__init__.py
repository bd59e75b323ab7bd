"""The default grounder: elements of the view hierarchy and of OCR, matched to words."""
