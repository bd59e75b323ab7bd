"""adb's authentication: a signed token, or a public key that somebody has to allow."""

from __future__ import annotations

import base64
import binascii
import secrets
import struct
from dataclasses import dataclass, field
from enum import Enum

TOKEN, SIGNATURE, RSAPUBLICKEY = 1, 2, 3
"""Kinds of AUTH packets."""

_BYTES = 256
_SHA1_PREFIX = bytes.fromhex("3021300906052b0e03021a05000414")
"""DER of a SHA-1 DigestInfo (RFC 8017, 9.2): the token stands for the digest, unhashed."""


class AuthMode(Enum):
    """Whom the phone lets in."""

    NONE = "none"
    """Everyone, without asking."""
    KNOWN = "known"
    """Only keys it knows."""
    ASK = "ask"
    """Known keys at once, others when the question is answered, after `accept_after_s`."""
    NEVER = "never"
    """Nobody."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An RSA-2048 public key."""

    modulus: int
    exponent: int


def parse_public_key(text: bytes) -> PublicKey:
    """Read adbkey.pub: base64 of mincrypt's RSAPublicKey, a blank, a name; raises ValueError."""
    words = text.split(b"\0")[0].split()
    if not words:
        raise ValueError("empty key")
    try:
        blob = base64.b64decode(words[0], validate=True)
    except binascii.Error as exc:
        raise ValueError(f"not base64: {exc}") from exc
    if len(blob) != 8 + 2 * _BYTES + 4 or struct.unpack_from("<I", blob)[0] * 4 != _BYTES:
        raise ValueError(f"not an RSA-2048 key: {len(blob)} bytes")
    modulus = int.from_bytes(blob[8 : 8 + _BYTES], "little")
    exponent = int.from_bytes(blob[-4:], "little")
    if modulus.bit_length() != 8 * _BYTES or exponent < 3:
        raise ValueError("not an RSA-2048 key")
    return PublicKey(modulus, exponent)


def verify(key: PublicKey, token: bytes, signature: bytes) -> bool:
    """Check a PKCS#1 v1.5 signature of `token` (RFC 8017, 8.2.2)."""
    number = int.from_bytes(signature, "big")
    if len(signature) != _BYTES or number >= key.modulus:
        return False
    padding = b"\xff" * (_BYTES - len(_SHA1_PREFIX) - len(token) - 3)
    expected = b"\x00\x01" + padding + b"\x00" + _SHA1_PREFIX + token
    return pow(number, key.exponent, key.modulus) == int.from_bytes(expected, "big")


@dataclass(slots=True)
class AuthPolicy:
    """Whom a phone lets in; allowed keys are remembered."""

    mode: AuthMode = AuthMode.NONE
    accept_after_s: float = 0.0
    """In mode ASK, how long "Allow USB debugging?" stays unanswered."""
    known: set[PublicKey] = field(default_factory=set)


class Authenticator:
    """One connection's way in."""

    def __init__(self, policy: AuthPolicy) -> None:
        """Follow `policy`."""
        self._policy = policy
        self._token = b""
        self._offered: PublicKey | None = None

    def challenge(self) -> bytes:
        """Return a new token to sign."""
        self._token = secrets.token_bytes(20)
        return self._token

    def signed(self, signature: bytes) -> bool:
        """Tell whether a known key signed the last token."""
        if self._policy.mode not in (AuthMode.KNOWN, AuthMode.ASK):
            return False
        return any(verify(key, self._token, signature) for key in tuple(self._policy.known))

    def asked(self, text: bytes) -> float | None:
        """Take a public key; return the seconds until it may be allowed, None for never."""
        if self._policy.mode is not AuthMode.ASK:
            return None
        try:
            self._offered = parse_public_key(text)
        except ValueError:
            return None
        return self._policy.accept_after_s

    def allow(self) -> None:
        """Remember the key that was asked about, as a tap on Allow does."""
        if self._offered is not None:
            self._policy.known.add(self._offered)
