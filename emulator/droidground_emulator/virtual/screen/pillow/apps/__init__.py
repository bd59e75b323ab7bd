"""The apps of the Pillow screen."""
