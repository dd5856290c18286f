"""Locks on files."""

from __future__ import annotations

import pytest

from fakeesx.storage.locks import FileLocks, LockMode


@pytest.mark.parametrize("mode", [LockMode.WRITE, LockMode.EXCLUSIVE])
@pytest.mark.parametrize("second", list(LockMode))
def test_one_owner(mode, second):
    """A writer's lock suffers no other."""
    locks = FileLocks()
    assert locks.acquire("a", "1", mode) is None
    assert locks.acquire("a", "2", second) == "1"
    assert locks.owners("a") == ("1",)


@pytest.mark.parametrize("mode", [LockMode.READ_ONLY, LockMode.MULTI_WRITER])
def test_many_owners(mode):
    """Shared locks suffer their like only."""
    locks = FileLocks()
    assert locks.acquire("a", "1", mode) is None
    assert locks.acquire("a", "2", mode) is None
    assert locks.acquire("a", "3", LockMode.WRITE) == "1"
    assert locks.owners("a") == ("1", "2")


def test_who_writes():
    """An owner writes, unless all may read only; others never do."""
    locks = FileLocks()
    for mode in LockMode:
        locks.acquire(mode.value, "1", mode)
        assert locks.against_writing(mode.value, None) == "1"
        assert locks.against_writing(mode.value, "2") == "1"
    own = {mode: locks.against_writing(mode.value, "1") for mode in LockMode}
    assert own == {
        LockMode.WRITE: None,
        LockMode.EXCLUSIVE: None,
        LockMode.MULTI_WRITER: None,
        LockMode.READ_ONLY: "1",
    }
    assert locks.against_writing("free", None) is None


def test_who_reads():
    """Only an exclusive lock keeps readers away."""
    locks = FileLocks()
    for mode in LockMode:
        locks.acquire(mode.value, "1", mode)
    assert [mode for mode in LockMode if locks.against_reading(mode.value, None)] == [LockMode.EXCLUSIVE]
    assert locks.against_reading("exclusive", "1") is None


def test_change_of_mode():
    """An owner may take its lock again in another mode when nobody else has one."""
    locks = FileLocks()
    locks.acquire("a", "1", LockMode.READ_ONLY)
    assert locks.acquire("a", "1", LockMode.EXCLUSIVE) is None
    assert locks.acquire("a", "2", LockMode.READ_ONLY) == "1"


def test_release():
    """One lock or all of an owner; what is not held is no error."""
    locks = FileLocks()
    for path in "abc":
        locks.acquire(path, "1", LockMode.READ_ONLY)
    locks.acquire("a", "2", LockMode.READ_ONLY)
    locks.release("1", "b")
    locks.release("1", "never")
    assert (locks.owners("a"), locks.owners("b"), locks.owners("c")) == (("1", "2"), (), ("1",))
    locks.release("1")
    locks.release("1")
    assert locks.all_owners() == ("2",)
    locks.forget("a")
    assert not locks


def test_move():
    """Locks follow their file."""
    locks = FileLocks()
    locks.acquire("a", "1", LockMode.WRITE)
    locks.move("a", "b")
    assert (locks.owners("a"), locks.owners("b")) == ((), ("1",))
    locks.release("1")
    assert not locks
