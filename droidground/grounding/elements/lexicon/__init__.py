"""The words that the grammar of phrases knows, as data: one small file for each part of speech."""
