"""What modules import, for tests of which part knows which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def imported(file: Path, *, typing: bool = True) -> Iterator[str]:
    """The modules that a file names, wherever in it; ``typing``: those too that only type checkers see."""
    yield from _names(ast.parse(file.read_text("utf-8")), file, typing)


def _names(node: ast.AST, file: Path, typing: bool) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (each.name for each in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, file
            yield from (f"{child.module}.{each.name}" for each in child.names)
        elif typing or not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _names(child, file, typing)


def parts(package: Path) -> set[str]:
    """The packages within a package."""
    return {path.name for path in package.iterdir() if (path / "__init__.py").exists()}


def known(file: Path, package: Path, *, typing: bool = True) -> set[str]:
    """The parts of a package that a file names."""
    names = [name.split(".") for name in imported(file, typing=typing)]
    return {name[1] for name in names if name[0] == package.name and len(name) > 1 and name[1] in parts(package)}
