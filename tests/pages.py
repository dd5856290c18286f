"""The code blocks of a page of the documentation, and running them as its reader would: in one folder, in order.

A block's info string is a language and then words: ``file=NAME`` puts the block into a file of that name, ``skip`` leaves it
alone. Of the others run:

- ``python``: a module of tests; one that defines no ``test_...`` is a test as a whole;
- ``console``: each line ``$ fakeesx ...``, ``$ pytest ...`` or ``$ python ...``; what stands below it is what it prints,
  where ``…`` stands for anything. ``fakeesx serve`` runs on until the end of the page.
"""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import entry_points
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMANDS = ("fakeesx", "pytest", "python")
PLUGIN = [] if entry_points(group="pytest11", name="fakeesx") else ["-p", "fakeesx.testing.pytest_plugin"]
"""What pytest needs where the checkout was installed before it had a plugin."""
SECONDS = 300


@dataclass(frozen=True)
class Block:
    """A block of code. ``line``: where its code begins in the page."""

    language: str
    words: tuple[str, ...]
    code: str
    line: int

    @property
    def file(self) -> str | None:
        """The file that it is to be."""
        return next((word.removeprefix("file=") for word in self.words if word.startswith("file=")), None)

    @property
    def skipped(self) -> bool:
        """Whether it is only to be read."""
        return "skip" in self.words

    @property
    def has_tests(self) -> bool:
        """Whether it is a module of tests."""
        return re.search(r"^(?:async )?def test_|^class Test|^\w+ = \w+\.TestCase$", self.code, re.MULTILINE) is not None


def blocks(text: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [
        Block(match[1], tuple(match[2].split()), match[3], text.count("\n", 0, match.start(3)) + 1)
        for match in BLOCK.finditer(text)
    ]


def section(text: str, title: str) -> str:
    """A section of a page, from its heading to the next one of its level. Raises ``ValueError`` when it is not there."""
    level = title.split(" ", 1)[0]
    begin = f"\n{text}".index(f"\n{title}\n")
    end = text.find(f"\n{level} ", begin + 1)
    return text[begin:end] if end > 0 else text[begin:]


def write(page: list[Block], folder: Path) -> list[Path]:
    """Put the files of a page into a folder; the result are the modules of its tests."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    modules = []
    for block in page:
        if block.skipped:
            continue
        if block.file is not None:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.code)
            if path.match("test_*.py"):
                modules.append(path)
        elif block.language == "python":
            path = folder / f"test_line_{block.line}.py"
            path.write_text(block.code if block.has_tests else _as_test(block.code))
            modules.append(path)
    return modules


def _as_test(code: str) -> str:
    """A block as one test: it runs as a module would."""
    return f"def test_block():\n    exec(compile({code!r}, __file__, 'exec'), {{'__name__': 'block'}})\n"


@dataclass(frozen=True)
class Command:
    """A line of a console block, and the lines below it."""

    line: str
    expected: tuple[str, ...]

    @property
    def serves(self) -> bool:
        """Whether it runs on."""
        return self.line.startswith("fakeesx serve")


def commands(page: list[Block]) -> Iterator[Command]:
    """The commands of a page that are to be run, in order."""
    for block in page:
        if block.language != "console" or block.skipped:
            continue
        for part in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
            line, *below = part.replace("\\\n", " ").splitlines()
            line = line.split(" #")[0].strip()
            if line.split()[0] in COMMANDS:
                yield Command(line, tuple(each for each in below if each.strip()))


def run(text: str, folder: Path) -> bool:
    """Run all of a page in a folder; false when there is nothing to run. ``AssertionError`` for what is not as it says."""
    page = blocks(text)
    modules, lines = write(page, folder), list(commands(page))
    if modules:
        run_tests(modules, folder)
    run_commands(lines, folder)
    return bool(modules or lines)


def run_tests(modules: list[Path], folder: Path) -> None:
    """Run a page's modules with pytest, as somebody would who copied them. ``AssertionError`` if one fails."""
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PLUGIN, *map(str, modules)],
        cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def run_commands(each: list[Command], folder: Path) -> None:
    """Run a page's commands. ``AssertionError`` for one that fails, or prints something else."""
    with ExitStack() as stack:
        for command in each:
            if command.serves:
                stack.enter_context(_serving(command, folder))
                continue
            ended = subprocess.run(
                _arguments(command), cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False,
            )
            assert ended.returncode == 0, f"$ {command.line}\n{ended.stdout}{ended.stderr}"
            _compare(command, ended.stdout.splitlines())


def _arguments(command: Command) -> list[str]:
    name, *rest = shlex.split(command.line)
    if name == "pytest":
        return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *PLUGIN, *rest]
    if name == "python":
        return [sys.executable, *rest]
    return [str(Path(sysconfig.get_path("scripts")) / name), *rest]


@contextmanager
def _serving(command: Command, folder: Path) -> Iterator[None]:
    process = subprocess.Popen(_arguments(command), cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        try:
            _compare(command, [process.stdout.readline().rstrip("\n")])
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0, f"$ {command.line}"


def _compare(command: Command, printed: list[str]) -> None:
    """What a page says a command prints is printed, in that order; ``…`` stands for anything."""
    lines = iter(printed)
    for wanted in command.expected:
        pattern = re.sub(r"([\[?*])", r"[\1]", wanted.rstrip()).replace("…", "*")
        if pattern.strip() != "*":
            found = any(fnmatchcase(line.rstrip(), pattern) for line in lines)
            assert found, "\n".join((f"$ {command.line}", f"does not print (in this order): {wanted}", "but:", *printed))
