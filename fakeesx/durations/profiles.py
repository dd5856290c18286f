"""The profiles of durations. ``realistic.json`` holds the figures; where each comes from stands beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import isfinite
from typing import Any

NAMES = ("instant", "realistic")
"""The profiles there are."""

_GIB = 1 << 30


@dataclass(frozen=True)
class Durations:
    """Seconds by the WSDL name of a method. As a function, it gives those of a method without what size adds."""

    others: float = 0.0
    """Seconds of methods that are not named."""
    methods: Mapping[str, float] = field(default_factory=dict)
    """Seconds of those that are."""
    per_gib: Mapping[str, float] = field(default_factory=dict)
    """Seconds for each GiB that a method handles, in addition."""
    guest_boot: float = 0.0
    """Seconds from a VM's power on to the moment when Tools run in its guest."""
    host_boot: float = 0.0
    """Seconds that the host itself needs to come up again."""
    jitter: float = 0.0
    """By which part of it a duration varies, up or down."""
    of_function: Callable[[str], float] | None = None
    """Gives the seconds of all methods in place of these figures."""

    def __call__(self, method: str) -> float:
        """The seconds of a method. Raises ValueError when a function gave no number of seconds."""
        if self.of_function is None:
            return self.methods.get(method, self.others)
        seconds: Any = self.of_function(method)  # what a test's author wrote may give anything
        if not isinstance(seconds, int | float) or not isfinite(seconds) or seconds < 0:
            raise ValueError(
                f"the function that says how long tasks take gave {seconds!r} for {method}: "
                "that is not 0 or more seconds, and finite"
            )
        return seconds

    def of(self, method: str, size: Callable[[], int], source: random.Random) -> float:
        """The seconds of a method that handles so many bytes, varied by jitter; ``size`` is asked only if it matters."""
        each = self.per_gib.get(method, 0.0)
        return self.varied(self(method) + (each * size() / _GIB if each else 0.0), source)

    def varied(self, seconds: float, source: random.Random) -> float:
        """A duration that varies by jitter; without jitter no random number is drawn."""
        return seconds * source.uniform(1 - self.jitter, 1 + self.jitter) if self.jitter and seconds else seconds


def durations(what: str | Callable[[str], float]) -> Durations:
    """The durations of a profile by its name, or those a function of a method's name gives.

    Raises ValueError for an unknown name, TypeError for what is neither.
    """
    if isinstance(what, Durations):
        return what
    if callable(what):
        return Durations(of_function=what)
    if not isinstance(what, str):
        raise TypeError(f"how long tasks take is a profile's name or a function, not {what!r}")
    if what not in NAMES:
        raise ValueError(f"there are no durations {what!r}; there are {', '.join(NAMES)}")
    return Durations() if what == "instant" else _realistic()


@cache
def _realistic() -> Durations:
    content = json.loads((resources.files("fakeesx.durations") / "realistic.json").read_text("utf-8"))
    methods, guest = content["methods"], content["guest"]
    return Durations(
        others=content["others"]["seconds"],
        methods={name: entry["seconds"] for name, entry in (*methods.items(), *guest["operations"].items())},
        per_gib={name: entry["perGiB"] for name, entry in methods.items() if "perGiB" in entry},
        guest_boot=guest["boot"]["seconds"], host_boot=content["host"]["boot"]["seconds"], jitter=content["jitter"],
    )
