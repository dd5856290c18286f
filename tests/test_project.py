"""The project itself: what its documentation says is so, and CI runs what the README says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from served import serve

from fakeesx import __version__
from fakeesx.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
IDS = {"ids": lambda page: str(page.relative_to(ROOT))}


def blocks(page: Path, language: str) -> list[str]:
    """The code of a page in one language."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
    return found


@pytest.mark.parametrize("page", PAGES, **IDS)
def test_links_lead_somewhere(page: Path) -> None:
    """Those to other files of the project."""
    targets = [target for target in LINK.findall(page.read_text()) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_is_linked() -> None:
    """Each page of the documentation can be reached from the README."""
    seen, wanted = set[Path](), [ROOT / "README.md"]
    while wanted:
        page = wanted.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        wanted += [(page.parent / t).resolve() for t in LINK.findall(page.read_text()) if "://" not in t]
    assert sorted(set(PAGES) - seen) == []


@pytest.mark.parametrize("page", PAGES, **IDS)
def test_files_that_are_named_are_there(page: Path) -> None:
    """Paths of the project in backquotes."""
    named = re.findall(r"`((?:fakeesx|tests|docs|\.ci)/[\w./-]+)`", page.read_text())
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "whole"),
    [("README.md", False), ("docs/tutorial/first-machine.md", True), ("docs/how-to/connect-clients.md", False)],
)
def test_examples_run(tmp_path: Path, page: str, whole: bool) -> None:
    """The Python code of a page, each block on its own or the whole page as one script."""
    examples = blocks(ROOT / page, "python")
    assert examples
    with serve("--vms", "1", "--ready-file", str(tmp_path / "esx.json")):
        for example in ["\n".join(examples)] if whole else examples:
            result = subprocess.run(
                [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, timeout=110, check=False
            )
            assert result.returncode == 0, result.stderr
            assert result.stdout


def test_readme_has_the_two_commands_that_ci_runs() -> None:
    """One runs the main job, one passes the tests."""
    commands = [line.removeprefix("$ ") for block in blocks(ROOT / "README.md", "console") for line in block.splitlines()]
    assert "fakeesx demo" in commands
    assert "pytest -n auto" in commands
    assert "pytest -n auto" in (ROOT / ".ci" / "run").read_text().splitlines()


def commands(command: click.Command, called: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, with what they are called by."""
    yield called, command
    for name, each in command.commands.items() if isinstance(command, click.Group) else ():
        yield from commands(each, f"{called} {name}")


def test_every_option_is_documented() -> None:
    """All commands and options are in the reference of the command line, and no others."""
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text()
    options = {"--help", "--version"}
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"## fakeesx {name}\n" in page
        every = list(commands(command, f"fakeesx {name}"))
        assert [called for called, each in every[1:] if not isinstance(each, click.Group) and f"`{called}" not in page] == []
        params = [param for _, each in every for param in each.params]
        options |= {opt for p in params if isinstance(p, click.Option) for opt in p.opts if opt[:2] == "--"}
    assert set(re.findall(r"--[a-z][a-z-]+", page)) == options


def test_versions_agree() -> None:
    """That of the package and that of the distribution."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__


def test_modules_are_small() -> None:
    """No module has more than 600 lines."""
    modules = [path for folder in ("fakeesx", "driver", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [str(path) for path in modules if len(path.read_bytes().splitlines()) > 600] == []


def test_nothing_strays_into_the_project() -> None:
    """Its first folder holds what belongs there, and nothing that somebody tried commands with."""
    listed = subprocess.run(["git", "ls-files", ":/"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in listed if "/" not in name} == {
        ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "README.md", "pyproject.toml", "tox.ini",
    }


SKIPPING = """
import pytest

def test_skipped():
    pytest.skip("not here")

@pytest.mark.captures
def test_of_captures():
    pytest.skip("not here")

@pytest.mark.xfail
def test_expected_to_fail():
    assert False
"""


@pytest.mark.parametrize("ci", [False, True])
def test_ci_turns_skips_into_failures(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: bool) -> None:
    """With CI set a skipped test or module has failed, unless it is one of the recorded replies."""
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text())
    pytester.makepyfile(test_tests=SKIPPING)
    pytester.makepyfile(test_module="import pytest\npytest.skip('nothing', allow_module_level=True)")
    if ci:
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.delenv("CI", raising=False)
    result = pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", "-W", "ignore", "--import-mode=importlib", "--continue-on-collection-errors",
        "-o", "markers=captures: as here",
    )  # fmt: skip
    if ci:
        result.assert_outcomes(failed=1, skipped=1, xfailed=1, errors=1)
        result.stdout.fnmatch_lines(["*skipped in CI: *not here*"])
    else:
        result.assert_outcomes(skipped=3, xfailed=1)
