"""Who waits, and what must be done first."""

from __future__ import annotations

from fakeesx.clock import Waiting


def test_a_request_on_its_way() -> None:
    """Busy, then waiting, then busy with the answer, then nothing; each client's answer is counted."""
    waiting = Waiting()
    assert (waiting.idle, waiting.anyone) == (True, False)
    waiting.begin("request")
    assert (waiting.idle, waiting.anyone) == (False, False)
    waiting.wait("request")
    assert (waiting.idle, waiting.anyone, waiting.answered) == (True, True, 0)
    waiting.go_on("request")
    assert (waiting.idle, waiting.anyone, waiting.answered) == (False, False, 1)
    waiting.end("request")
    assert (waiting.idle, waiting.anyone) == (True, False)


def test_what_is_over_is_over() -> None:
    """An answer to a client that has gone is nobody's, and ending twice is no error."""
    waiting = Waiting()
    waiting.wait("request")
    waiting.end("request")
    waiting.end("request")
    waiting.go_on("request")
    assert (waiting.idle, waiting.anyone, waiting.answered) == (True, False, 0)


def test_tells_of_changes() -> None:
    """Not while there is something to do."""
    waiting, told = Waiting(), list[bool]()
    waiting.at_change = lambda: told.append(waiting.anyone)
    waiting.begin("upload")
    waiting.begin("request")
    waiting.wait("request")
    assert told == []
    waiting.end("upload")
    assert told == [True]


def test_looking_again() -> None:
    """A second look at what somebody expects to change, and what has not, counts as waiting; nothing else does."""
    waiting, first, second = Waiting(), object(), object()
    for _ in range(2):
        waiting.look({"vm": 1}, lambda _: first)
    waiting.expect("vm")
    for _ in range(2):
        waiting.look({"other": 1}, lambda _: first)
    assert not waiting.anyone
    waiting.look({"vm": 1}, lambda _: first)
    waiting.look({"vm": 1}, lambda _: second)
    assert not waiting.anyone
    waiting.look({"vm": 1}, lambda _: second)
    assert waiting.anyone
    waiting.forget_looks()
    assert not waiting.anyone


def test_a_change_settles_a_look() -> None:
    """Who waited for it has nothing to wait for, though more is expected of the same object."""
    waiting = Waiting()
    for _ in range(2):
        waiting.expect("vm")
    for _ in range(2):
        waiting.look({"vm"}, lambda _: waiting)
    assert waiting.anyone
    waiting.settle("vm")
    assert not waiting.anyone
    waiting.look({"vm"}, lambda _: waiting)
    assert waiting.anyone
    waiting.settle("vm")
    waiting.look({"vm"}, lambda _: waiting)
    assert not waiting.anyone


def test_asking_for_news() -> None:
    """A client that is told there is none waits for what is expected, if anything is."""
    waiting = Waiting()
    waiting.look_out()
    assert not waiting.anyone
    waiting.expect("vm")
    waiting.look_out()
    assert waiting.anyone
