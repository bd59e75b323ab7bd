"""The virtual phone: a program that speaks the adb device protocol on loopback."""
