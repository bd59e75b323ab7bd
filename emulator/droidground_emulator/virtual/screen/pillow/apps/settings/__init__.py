"""The Settings app: pages are data in `pages`, drawn by `page` and `rows`."""
