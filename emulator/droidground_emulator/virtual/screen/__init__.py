"""Screens of the virtual phone behind one interface."""
