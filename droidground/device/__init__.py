"""One Android device over ADB, in pixels."""
