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


def test_looking_at_what_will_change() -> None:
    """Counts as waiting while somebody expects it to change, and only then."""
    waiting = Waiting()
    waiting.look({"vm": 1})
    assert not waiting.anyone
    waiting.expect("vm")
    waiting.expect("vm")
    waiting.look({"other": 1})
    assert not waiting.anyone
    waiting.settle("vm")
    waiting.look({"vm": 1})
    assert waiting.anyone
    waiting.looked = False
    waiting.settle("vm")
    waiting.look({"vm": 1})
    assert not waiting.anyone
