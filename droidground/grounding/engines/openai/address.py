"""Where a server is: the URL that a user gives, made whole."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from droidground.errors import InvalidInput

HINT = "Give a server's URL, such as http://gpu-box:8000/v1; a key goes into the environment."


def base_url(url: str) -> str:
    """Return the URL that `/chat/completions` is added to; one without a path gets `/v1`.

    Raises `InvalidInput` for what is no http URL, or holds a user, a key or a query.
    """
    parts = urlsplit(url.strip())
    try:
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if parts.scheme not in ("http", "https") or not is_whole:
        raise InvalidInput(f"{url!r} is no URL of a model server", hint=HINT)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InvalidInput(
            f"the URL of {parts.hostname} holds more than a host, a port and a path", hint=HINT
        )
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") or "/v1", "", ""))


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
