"""Identifiers, drawn from an injected random source so that a seed gives the same host again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any


class Ids:
    """Makes the identifiers of one host. Forms as recorded unless marked."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        self._numbers: Counter[str] = Counter()
        self._vm = 0

    @property
    def source(self) -> random.Random:
        """Where they are drawn from."""
        return self._random

    @property
    def counters(self) -> dict[str, int]:
        """How far each kind of thing is counted; ``vm`` is the last VM's moid."""
        return {**self._numbers, "vm": self._vm}

    def go_on(self, counters: Mapping[str, int]) -> None:
        """Count on from where an earlier life of the host ended."""
        numbers = dict(counters)
        self._vm = numbers.pop("vm", 0)
        self._numbers = Counter(numbers)

    def capture(self) -> Any:
        """How far all is counted, and where a seeded source is."""
        source = None if isinstance(self._random, random.SystemRandom) else self._random.getstate()
        return self._numbers.copy(), self._vm, source

    def restore(self, state: Any) -> None:
        """Count on from there, and draw again what was drawn since."""
        numbers, self._vm, source = state
        self._numbers = numbers.copy()
        if source is not None:
            self._random.setstate(source)

    def number(self, kind: str) -> int:
        """The next number of a kind of thing, from 1."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def vm(self) -> str:
        """A VM's moid: multiples of 16 from 16 on."""
        self._vm += 16
        return str(self._vm)

    def next_vm(self, moid: int) -> None:
        """Let the next VM have a moid."""
        self._vm = moid - 16

    def uuid(self, start: str = "") -> str:
        """A random UUID in lower case that begins with ``start``."""
        digits = start + f"{self._random.getrandbits(128):032x}"[len(start):]
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def bios_uuid(self) -> str:
        """``config.uuid`` of a VM: begins with 564d."""
        return self.uuid("564d")

    def instance_uuid(self) -> str:
        """``config.instanceUuid`` of a VM, and the key of a session: begins with 52."""
        return self.uuid("52")

    def disk_uuid(self) -> str:
        """``backing.uuid`` of a disk: begins with 6000C29."""
        text = self.uuid("6000c29")
        return "6000C29" + text[7:]

    def content_id(self) -> str:
        """``backing.contentId`` of a disk: 32 hexadecimal digits that end in fffffffe."""
        return f"{self._random.getrandbits(96):024x}fffffffe"

    def signed_int(self) -> int:
        """A random 32-bit number (the ``id`` of a VMCI device, say)."""
        return self._random.getrandbits(32) - 2**31

    def hex(self, digits: int) -> str:
        """Random hexadecimal digits."""
        return f"{self._random.getrandbits(4 * digits):0{digits}x}"

    def token(self) -> str:
        """A secret that can't be guessed when the source is ``random.SystemRandom``."""
        return f"{self._random.getrandbits(160):040x}"
