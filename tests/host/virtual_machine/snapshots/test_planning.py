"""What becomes of a tree of disks."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.virtual_machine.snapshots.planning import plan

LINE: dict[str, str | None] = {"base": None, "1": "base", "2": "1", "3": "2"}


def test_nothing_to_do() -> None:
    """All are needed."""
    found = plan(LINE, set(LINE), set(LINE))
    assert (found.merges, found.deleted, found.moved, found.parents) == ((), (), {}, LINE)


def test_removing_all_merges_upwards() -> None:
    """Each content is copied once, into the base."""
    found = plan(LINE, {"3"}, set(LINE))
    assert found.merges == (("1", "base"), ("2", "base"), ("3", "base"))
    assert (found.moved, found.parents) == ({"3": "base"}, {"base": None})


def test_one_in_the_middle() -> None:
    """What was taken upon it is read from its disk afterwards."""
    found = plan(LINE, {"base", "2", "3"}, set(LINE))
    assert found.merges == (("2", "1"),)
    assert (found.moved, found.parents) == ({"2": "1"}, {"base": None, "1": "base", "3": "1"})


def test_a_branch_goes() -> None:
    """With what is in it, from the top."""
    tree = {**LINE, "b1": "1", "b2": "b1"}
    found = plan(tree, {"base", "1", "2", "3"}, set(tree))
    assert sorted(found.deleted) == ["b1", "b2"]
    assert found.merges == ()


def test_several_children_keep_a_disk() -> None:
    """Until there is one left."""
    tree = {"base": None, "1": "base", "2": "base"}
    found = plan(tree, {"1", "2"}, set(tree))
    assert (found.merges, found.kept) == ((), {"base"})
    assert plan(tree, {"2"}, set(tree)).moved == {"2": "base"}


def test_what_is_not_ours_stays() -> None:
    """The base of others, and deltas that others hang on it."""
    assert plan(LINE, {"3"}, {"2", "3"}).merges == (("3", "2"),)
    assert plan({"base": None, "x": "base"}, set(), {"base"}).merges == ()


def test_a_base_disk_is_never_deleted() -> None:
    """It was somebody's before there were snapshots."""
    assert plan({"base": None}, set(), {"base"}).deleted == ()


def read(content: Mapping[str, dict[int, str]], parents: Mapping[str, str | None], disk: str | None) -> dict[int, str]:
    """What is seen on a disk."""
    if disk is None:
        return {}
    return {**read(content, parents, parents[disk]), **content[disk]}


@given(st.lists(st.integers(0, 8), max_size=9), st.sets(st.integers(0, 9)), st.randoms())
def test_what_is_needed_reads_the_same(tree: list[int], needed: set[int], source: st.random_module) -> None:
    """Any tree: after the plan all that is needed reads as before, and nothing is left that nobody needs."""
    parents: dict[str, str | None] = {"d0": None}
    for number, parent in enumerate(tree, 1):
        parents[f"d{number}"] = f"d{parent % number}"
    wanted = {f"d{number}" for number in needed} & parents.keys()
    content = {disk: {source.randrange(4): disk for _ in range(2)} for disk in parents}  # type: ignore[attr-defined]
    before = {disk: read(content, parents, disk) for disk in wanted}
    found = plan(parents, wanted, set(parents))
    now = {disk: dict(each) for disk, each in content.items()}
    for child, parent in found.merges:
        now[parent].update(now.pop(child))
    for disk in found.deleted:
        del now[disk]
    assert now.keys() == found.parents.keys()
    for disk in wanted:
        assert read(now, found.parents, found.moved.get(disk, disk)) == before[disk]
    still = {found.moved.get(disk, disk) for disk in wanted}
    for disk, parent in found.parents.items():
        children = [each for each, other in found.parents.items() if other == disk]
        assert disk in still or len(children) > 1 or (parent is None and not children)
        assert (disk in found.kept) == (disk not in still and len(children) > 1)
