"""A file of chaos rules in YAML (or JSON, which is YAML), for ``fakeesx serve --chaos``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fakeesx.chaos import ChaosError, Rule, RuleError
from fakeesx.cli.inventory import sound
from fakeesx.inventory.file.errors import InventoryError, Place, Problem
from fakeesx.inventory.file.nodes import LARGEST_BYTES, Mapping, Node, Scalar, Sequence, parse

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx


class Read(NamedTuple):
    """A rule and where it stands in its file."""

    rule: Rule
    place: Place


class ChaosFile:
    """The rules of a file. Its errors are lines ``FILE:LINE:COLUMN: PATH: what is wrong``, of all that is wrong."""

    def __init__(self, file: Path) -> None:
        """Raises ``InventoryError``, ``OSError``."""
        self._file = str(file)
        with file.open("rb") as stream:
            root = parse(stream.read(LARGEST_BYTES + 1), self._file)
        if not isinstance(root, Sequence):
            place = root.place if root is not None else Place(1, 1)
            text = "a list of rules is needed: each a mapping that has effect"
            raise InventoryError(self._file, [Problem(place, "", text)])
        problems: list[Problem] = []
        self.rules: list[Read] = []
        for number, node in enumerate(root.items):
            try:
                self.rules.append(Read(Rule.from_json(_plain(node, "")), node.place))
            except RuleError as error:
                problems.append(Problem(_find(node, error.path), f"[{number}].{error.path}".rstrip("."), error.text))
        if problems:
            raise InventoryError(self._file, problems)

    def add_to(self, host: Esx) -> None:
        """Give a host the rules. Raises ``InventoryError`` for one that it can't have."""
        for number, (rule, place) in enumerate(self.rules):
            try:
                host.chaos.add(rule)
            except ChaosError as error:
                raise InventoryError(self._file, [Problem(place, f"[{number}]", str(error))]) from None


def read(file: Path) -> ChaosFile:
    """The rules of a file. Ends the command with EX_NOINPUT or EX_DATAERR, having said why."""
    return sound("file of chaos rules", ChaosFile, file)


def _plain(node: Node, path: str) -> Any:
    """A node as plain values. Raises ``RuleError`` for a key that is no text or stands twice."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(item, f"{path}[{number}]") for number, item in enumerate(node.items)]
    plain: dict[str, Any] = {}
    for key, value in node.pairs:
        if not isinstance(key, Scalar) or not isinstance(key.value, str):
            raise RuleError(path, "a key is text; one that looks like something else is put in quotes")
        where = f"{path}.{key.value}" if path else key.value
        if key.value in plain:
            raise RuleError(where, "this key stands twice")
        plain[key.value] = _plain(value, where)
    return plain


def _find(node: Node, path: str) -> Place:
    """The place of the key that a path of dotted keys leads to, as far as it leads."""
    place = node.place
    for name in path.partition("[")[0].split("."):
        pairs = node.pairs if isinstance(node, Mapping) else []
        found = next((pair for pair in pairs if isinstance(pair[0], Scalar) and pair[0].value == name), None)
        if found is None:
            break
        place, node = found[0].place, found[1]
    return place
