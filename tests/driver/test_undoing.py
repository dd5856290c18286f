"""Taking back, and clearing up: all steps, the last first, and what is left is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from esx_driver.errors import Unreachable
from esx_driver.undoing import Removing, Undoing
from esx_driver.vim.faults import VimFault


def noting(done: list[str], name: str, *errors: Exception) -> Callable[[], None]:
    """A step that says that it was done; its first calls end in errors."""
    left = list(errors)

    def step() -> None:
        done.append(name)
        if left:
            raise left.pop(0)

    return step


def test_undoing_after_a_success() -> None:
    """Nothing is taken back."""
    done: list[str] = []
    with Undoing() as undoing:
        undoing.add("a", noting(done, "a"))
    assert done == []


def undo(done: list[str]) -> None:
    """Three steps to take back, of which one can't be, after an error."""
    with Undoing() as undoing:
        undoing.add("a", noting(done, "a"))
        undoing.add("b", noting(done, "b", Unreachable("gone")))
        undoing.add("c", noting(done, "c"))
        raise ValueError("first")


def remove(done: list[str], failing: bool, *errors: Exception) -> None:
    """Three steps at the end; the first two end in the errors."""
    with Removing() as removing:
        removing.add("a", noting(done, "a"))
        for name, error in zip("bc", errors, strict=False):
            removing.add(name, noting(done, name, error))
        if failing:
            raise ValueError("first")


def test_undoing_after_a_failure() -> None:
    """All steps, whatever becomes of one; the first error is raised, what is left goes with it."""
    done: list[str] = []
    with pytest.raises(ValueError, match="first") as caught:
        undo(done)
    assert done == ["c", "b", "a"]
    assert caught.value.__notes__ == ["left behind: b (gone)"]


def test_fault_that_passes() -> None:
    """Is nothing, if the step does it the second time: after a success, and after a failure."""
    done: list[str] = []
    remove(done, False, VimFault("FileLocked", "in use"))
    assert done == ["b", "b", "a"]
    with pytest.raises(ValueError, match="first") as caught:
        remove(done, True, VimFault("FileLocked", "in use"))
    assert not hasattr(caught.value, "__notes__")


@pytest.mark.parametrize("failing", [False, True])
def test_removing_that_fails(failing: bool) -> None:
    """W11: after a success its first error is raised, after a failure it goes with that; the steps after it are done."""
    done: list[str] = []
    with pytest.raises(ValueError if failing else Unreachable) as caught:
        remove(done, failing, Unreachable("gone"), Unreachable("away"))
    assert done == ["c", "b", "a"]
    assert caught.value.__notes__ == ["left behind: c (away)", "left behind: b (gone)"]
