"""Profiles of durations."""

from __future__ import annotations

import json
import math
import random
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.durations import NAMES, Durations, durations
from fakeesx.schema import vim

GIB = 1 << 30
CONTENT = json.loads((resources.files("fakeesx.durations") / "realistic.json").read_text("utf-8"))


def test_instant() -> None:
    """Nothing takes time, and no random number is drawn."""
    instant, source = durations("instant"), random.Random(1)
    state = source.getstate()
    assert instant.of("PowerOnVM_Task", lambda: GIB, source) == instant.guest_boot == instant.host_boot == 0
    assert source.getstate() == state


def test_every_method_of_the_data_is_one_of_vim25() -> None:
    """With seconds, and a word on where they come from; what grows says with what."""
    methods = vim.TYPES.model.methods
    for name, entry in {**CONTENT["methods"], **CONTENT["guest"]["operations"]}.items():
        assert name in methods
        assert entry["seconds"] > 0
        assert entry["source"].startswith(("inferred", "recorded"))
        assert ("perGiB" in entry) == ("size" in entry)


def test_realistic() -> None:
    """Seconds by method, more for what is large, those of the others for what is not named."""
    realistic, source = durations("realistic"), random.Random(1)
    entry = CONTENT["methods"]["CopyVirtualDisk_Task"]
    assert realistic("CopyVirtualDisk_Task") == entry["seconds"]
    assert realistic("RenameSomething_Task") == CONTENT["others"]["seconds"]
    seconds = realistic.of("CopyVirtualDisk_Task", lambda: 10 * GIB, source)
    assert seconds == pytest.approx(entry["seconds"] + 10 * entry["perGiB"], rel=CONTENT["jitter"])
    assert realistic.guest_boot > 0
    assert realistic.host_boot > realistic.guest_boot


def test_size_is_asked_only_where_it_matters() -> None:
    """It may have to be read from files."""

    def size() -> int:
        raise AssertionError("nobody needs it")

    assert durations("realistic").of("RegisterVM_Task", size, random.Random(1)) > 0


@given(st.integers(), st.sampled_from(sorted(CONTENT["methods"])), st.integers(0, 1 << 42))
def test_jitter(seed: int, method: str, size: int) -> None:
    """Stays within its part, and is the same for the same source."""
    realistic = durations("realistic")
    seconds = realistic.of(method, lambda: size, random.Random(seed))
    assert seconds == realistic.of(method, lambda: size, random.Random(seed))
    middle = realistic(method) + realistic.per_gib.get(method, 0.0) * size / GIB
    assert middle * (1 - realistic.jitter) <= seconds <= middle * (1 + realistic.jitter)


def test_a_function() -> None:
    """Says it for every method; guests and the host start at once; nothing varies."""
    mine = durations(lambda name: 5.0 if name == "PowerOnVM_Task" else 0.0)
    assert mine.of("PowerOnVM_Task", lambda: GIB, random.Random(1)) == 5
    assert (mine("PowerOffVM_Task"), mine.guest_boot, mine.host_boot) == (0, 0, 0)


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, "5", None])
def test_a_function_that_gives_nonsense(seconds: Any) -> None:
    """ValueError that names the method."""
    with pytest.raises(ValueError, match="for PowerOnVM_Task"):
        durations(lambda _: seconds)("PowerOnVM_Task")


@pytest.mark.parametrize(("what", "error"), [("slow", ValueError), ("", ValueError), (None, TypeError), (5, TypeError)])
def test_what_is_no_profile(what: Any, error: type[Exception]) -> None:
    """Says what there is."""
    with pytest.raises(error, match=r"instant, realistic|a profile's name or a function"):
        durations(what)


def test_own_figures() -> None:
    """Durations are their own durations, so that somebody may put together others."""
    mine = Durations(others=2.0, guest_boot=10.0)
    assert durations(mine) is mine
    assert mine("Anything_Task") == 2
    assert set(NAMES) == {"instant", "realistic"}
