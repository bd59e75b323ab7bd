"""CRC-32C (Castagnoli) of long byte strings, many lanes at a time.

A CRC register is linear over GF(2). So a string is cut into equally long lanes, numpy runs the
usual table-driven CRC (Sarwate 1988) over all lanes at once, and neighbours are joined pairwise:
the left one is shifted past the zero bytes of the right one's length by a 32 x 32 bit matrix that
is squared at every level (Adler's `crc32_combine`).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

POLYNOMIAL = 0x82F63B78
LANE = 1024
"""Bytes of a lane; a power of two."""

Words = NDArray[np.uint32]


def crc32c(data: bytes) -> int:
    """Return the CRC-32C of the bytes as RFC 3720 defines it: of `123456789` 0xE3069283."""
    if len(data) < LANE:
        return _short(data)
    lanes = 1 << (-(-len(data) // LANE) - 1).bit_length()
    padded = np.zeros(lanes * LANE, np.uint8)  # zeros before the first byte change nothing
    padded[-len(data) :] = np.frombuffer(data, np.uint8)
    padded[-len(data) :][:4] ^= 0xFF  # the register starts with all ones
    pairs = np.ascontiguousarray(padded.view("<u2").reshape(lanes, LANE // 2).T)
    register = np.zeros(lanes, np.uint32)
    table = _pair_table()
    for pair in pairs:  # two bytes of every lane
        register = np.take(table, (register ^ pair) & 0xFFFF) ^ (register >> 16)
    matrix = _shift(LANE)
    while register.size > 1:
        register = _times(matrix, register[0::2]) ^ register[1::2]
        matrix = _times(matrix, matrix)
    return int(register[0]) ^ 0xFFFFFFFF


def _short(data: bytes) -> int:
    register, table = 0xFFFFFFFF, _numbers()
    for byte in data:
        register = table[(register ^ byte) & 0xFF] ^ (register >> 8)
    return register ^ 0xFFFFFFFF


@cache
def _table() -> Words:
    register = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        register = np.where(register & 1, (register >> 1) ^ POLYNOMIAL, register >> 1)
    return register.astype(np.uint32)


@cache
def _pair_table() -> Words:
    """Return what two bytes at once do to the register."""
    table, pairs = _table(), np.arange(1 << 16, dtype=np.uint32)
    once = table[pairs & 0xFF] ^ (pairs >> 8)
    twice: Words = table[once & 0xFF] ^ (once >> 8)
    return twice


@cache
def _numbers() -> list[int]:
    return [int(word) for word in _table()]


@cache
def _shift(length: int) -> Words:
    """Return the matrix of `length` zero bytes: what becomes of each single bit of the register."""
    bits = np.uint32(1) << np.arange(32, dtype=np.uint32)
    matrix: Words = _table()[bits & 0xFF] ^ (bits >> 8)
    while length > 1:
        matrix, length = _times(matrix, matrix), length // 2
    return matrix


def _times(matrix: Words, words: Words) -> Words:
    product = np.zeros_like(words)
    for bit in range(32):
        product ^= np.where((words >> bit) & 1, matrix[bit], np.uint32(0))
    return product
