"""Pixels as a client wants them: 8, 16 or 32 bits, true colours in any arrangement, or numbers of colours."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fakeesx.host.services.console_image import COLOURS

_LAYOUT = struct.Struct(">BBBBHHHBBB3x")
SIZE = _LAYOUT.size


@dataclass(frozen=True)
class PixelFormat:
    """How a pixel is written. ``largest`` and ``shifts``: the greatest value and the lowest bit of red, green and blue."""

    bits: int
    depth: int
    big_endian: bool
    true_colour: bool
    largest: tuple[int, int, int]
    shifts: tuple[int, int, int]

    @classmethod
    def parse(cls, data: bytes) -> PixelFormat:
        """The format of its 16 bytes. Raises ``ValueError`` for one that can't be."""
        bits, depth, big, true, *rest = _LAYOUT.unpack(data)
        largest, shifts = (rest[0], rest[1], rest[2]), (rest[3], rest[4], rest[5])
        if bits not in (8, 16, 32):
            raise ValueError(f"pixels of {bits} bits: there are 8, 16 and 32")
        if true:
            if any(shift >= bits or most << shift >= 1 << bits for most, shift in zip(largest, shifts, strict=True)):
                raise ValueError(f"colours up to {largest} at bits {shifts} do not fit into {bits} bits")
        elif bits != 8:
            raise ValueError(f"numbers of colours in {bits} bits: they have 8")
        return cls(bits, depth, bool(big), bool(true), largest, shifts)

    def packed(self) -> bytes:
        """Its 16 bytes."""
        return _LAYOUT.pack(self.bits, self.depth, self.big_endian, self.true_colour, *self.largest, *self.shifts)

    def encode(self, numbers: bytes) -> bytes:
        """Pixels of the console, a colour's number each, as the client wants them."""
        if len(self._planes) == 1:
            return numbers.translate(self._planes[0])
        pixels = bytearray(len(numbers) * len(self._planes))
        for place, table in enumerate(self._planes):
            pixels[place :: len(self._planes)] = numbers.translate(table)
        return bytes(pixels)

    @cached_property
    def _planes(self) -> tuple[bytes, ...]:
        """For each byte of a pixel, what it is for each colour's number."""
        values = [self._value(number).to_bytes(self.bits // 8, "big") for number in range(len(COLOURS))]
        planes = tuple(bytes(column).ljust(256, b"\0") for column in zip(*values, strict=True))
        return planes if self.big_endian else planes[::-1]

    def _value(self, number: int) -> int:
        if not self.true_colour:
            return number
        parts = COLOURS[number].to_bytes(3, "big")
        return sum(
            (part * most + 127) // 255 << shift
            for part, most, shift in zip(parts, self.largest, self.shifts, strict=True)
        )


SERVER = PixelFormat(32, 24, False, True, (255, 255, 255), (16, 8, 0))
"""What the host offers, until a client asks for another."""


def colour_map(colours: Iterable[int] = COLOURS) -> bytes:
    """The message that tells which colour has which number."""
    entries = [struct.pack(">3H", *(part * 257 for part in colour.to_bytes(3, "big"))) for colour in colours]
    return struct.pack(">BxHH", 1, 0, len(entries)) + b"".join(entries)
