"""droidground makes an Android phone do what words say."""

__version__ = "0.1.0"
