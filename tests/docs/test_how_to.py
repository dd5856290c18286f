"""The how-to pages and the README: what they show is so. Their blocks are run as `tests/pages.py` says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import blocks, run, section, write

README = Path(__file__).parents[2] / "README.md"
HOW_TO = README.parent / "docs" / "how-to"
ELSEWHERE = {"connect-clients.md", "describe-a-host.md", "test-on-a-real-host.md"}
"""Pages that are tried by tests of their own, or need a real host."""
pytestmark = pytest.mark.timeout(400)  # more than any part of a page may take
PAGES = sorted(page for page in HOW_TO.glob("*.md") if page.name not in ELSEWHERE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path) -> None:
    """Its files are written, its Python runs under pytest, its commands do and print what it says."""
    assert run(page.read_text(), tmp_path), "a page with nothing to run"


def test_first_ten_minutes(tmp_path: Path) -> None:
    """Those of the README: a project that uses pyVmomi, and its first tests."""
    assert run(section(README.read_text(), "## The first ten minutes"), tmp_path)


def test_pages_that_are_tried_elsewhere_are_there() -> None:
    """The list names no page that has gone."""
    assert {page.name for page in HOW_TO.glob("*.md")} >= ELSEWHERE


PAGE = """
```yaml file=lab.yaml
vms: [{name: web}]
```

```python
def test_it():
    assert open("lab.yaml").read()
```

```python
x = 1
assert [x for _ in "a"] == [1]
```

```python skip
assert False
```

```console
$ ls
$ python -c "print('a b'); print('c')" \\
    extra  # a remark
a …
c
```
"""


def test_blocks_of_a_page(tmp_path: Path) -> None:
    """Files, tests, whole blocks, blocks to be left alone, commands with what they print."""
    found = blocks(PAGE)
    modules = write(found, tmp_path)
    assert [path.name for path in modules] == ["test_line_7.py", "test_line_12.py"]
    assert (tmp_path / "lab.yaml").read_text() == "vms: [{name: web}]\n"
    assert run(PAGE, tmp_path)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("```python\nassert 1 == 2\n```\n", "assert 1 == 2"),
        ("```python\ndef test_a():\n    assert 1 == 2\n```\n", "assert 1 == 2"),
        ("```console\n$ fakeesx inventory check none.yaml\n```\n", "none.yaml"),
        ("```console\n$ python -c \"print('a')\"\nb\n```\n", "does not print (in this order): b"),
    ],
)
def test_blocks_that_are_wrong(tmp_path: Path, page: str, says: str) -> None:
    """Fail, and say why."""
    with pytest.raises(AssertionError) as caught:
        run(page, tmp_path)
    assert says in str(caught.value)
