"""The Chromium screen: apps are web pages in a system page, drawn by a headless browser."""
