"""A folder that holds a host::

    DIR/lock          who has it
    DIR/host.image    all objects at one moment
    DIR/host.journal  what became of them since
    DIR/undo/         how to take back changes of files that were not kept (``storage.undo``)
    DIR/datastores/   the files

The rules by which nothing is lost and nothing is there by half:

1. A change of a file first leaves an entry in ``undo``; what it deletes or replaces is only moved aside.
2. When a batch of changes is complete, the files and directories that it touched are written to the disk.
3. Then one record goes into the journal and to the disk: the changes of objects, the units of file changes that belong to
   them, and the facts (counters and so on) that changed. This is the moment at which the batch is kept.
4. Then clients get their answers, and what had been moved aside goes.
5. At the start, whatever comes after the last whole record never was; units of file changes that no record names are taken
   back.
6. An image is written beside the old one and takes its name when it is complete. It says which journal it continues, and
   from where: until the new journal has taken the old one's name, the end of the old one counts.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from fakeesx.inventory import Node
from fakeesx.schema.values import Types
from fakeesx.state import records
from fakeesx.state.changes import Rules, Stored, apply, changed, entered
from fakeesx.state.codec import Reader, Writer
from fakeesx.state.errors import Corrupt, NotState, StateError
from fakeesx.state.lock import NAME as LOCK
from fakeesx.state.lock import Lock
from fakeesx.storage import undo
from fakeesx.storage.undo import Unit

IMAGE, JOURNAL, DATASTORES, UNDO = "host.image", "host.journal", "datastores", "undo"
NEW = ".new"
"""What the names of files that are being written end with."""
_OURS = frozenset({LOCK, IMAGE, JOURNAL, IMAGE + NEW, JOURNAL + NEW, DATASTORES, UNDO})
_AT_ONCE = 64
"""Objects in one record of an image."""
_SMALLEST_JOURNAL = 4 << 20
"""Bytes up to which a journal is never too long."""

Facts: TypeAlias = Mapping[str, Any]
"""What a host keeps besides its objects, in JSON's terms."""
Changes: TypeAlias = Sequence[tuple[str, Node | None, Node | None]]
"""Moids, and what they were and are."""


class Store:
    """An open folder. The methods that write may run in a thread, one at a time (``write_image`` beside the others)."""

    def __init__(self, folder: Path, types: Types, rules: Rules) -> None:
        """Open a folder, or make one. Raises ``StateError``, OSError; then nothing has changed in it."""
        self.folder = folder
        self._types = types
        self._rules = rules
        self.objects: dict[str, Stored] = {}
        """What was kept."""
        self.facts: Facts = {}
        self.undone = 0
        """How many changes of files were taken back when it was opened."""
        self._generation = 0
        self._image_size = 0
        self._journal: records.Appending | None = None
        _require_ours(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = Lock(folder)
        try:
            self.is_new = not (folder / IMAGE).exists()
            units = set() if self.is_new else self._load()
            for name in (DATASTORES, UNDO):
                (folder / name).mkdir(exist_ok=True)
            self.undone = len(undo.recover(str(folder / DATASTORES), str(folder / UNDO), units))
        except BaseException:
            self.close()
            raise

    @property
    def datastores(self) -> Path:
        """The folder of the datastores."""
        return self.folder / DATASTORES

    @property
    def undo(self) -> Path:
        """The folder of the undo log."""
        return self.folder / UNDO

    @property
    def outgrown(self) -> bool:
        """Whether the journal is so long that a new image is due."""
        return self._size > max(_SMALLEST_JOURNAL, self._image_size)

    @property
    def position(self) -> tuple[int, int]:
        """The journal and the offset that an image of this moment continues."""
        return self._generation, self._size

    # writing

    def begin(self, nodes: Iterable[Node], facts: Facts, units: Sequence[Unit], dirty: Sequence[str]) -> None:
        """Write the first image of a new folder. Raises OSError."""
        undo.sync(dirty)
        self._journal = self._new_journal(1, self.folder / JOURNAL)
        self._journal.add(_json([[], [[], [unit.name for unit in units], None]]))
        self._journal.sync()
        self.write_image(nodes, facts, (0, 0))
        self._image_size = _rename(self.folder, IMAGE)  # from here on the journal counts
        self._generation = 1
        self.is_new = False
        undo.settle(units)

    def commit(self, changes: Changes, units: Sequence[Unit], dirty: Sequence[str], facts: Facts | None) -> None:
        """Keep a batch: when this returns it is on the disk. ``facts``: ``None`` when they are as before. Raises OSError."""
        assert self._journal is not None
        undo.sync(dirty)
        writer = Writer(self._rules.registry)
        found = [changed(writer, self._rules, *change) for change in changes]
        body = [[change for change in found if change is not None], [unit.name for unit in units], facts]
        if any(body):
            self._journal.add(writer.text(body))
            self._journal.sync()

    def settle(self, units: Sequence[Unit]) -> None:
        """After ``commit``, and before anything else is written: drop what file changes moved aside. Raises OSError."""
        undo.settle(units)

    def write_image(self, nodes: Iterable[Node], facts: Facts, after: tuple[int, int]) -> None:
        """Write an image beside the present one; ``after`` is the ``position`` it is of. Raises OSError."""
        file = records.Appending(self.folder / (IMAGE + NEW), "image")
        try:
            file.add(_json({"generation": after[0] + 1, "after": after, "facts": facts}))
            writer, count = Writer(self._rules.registry), 0
            some: list[Any] = []
            for node in nodes:
                if self._rules.keeps(node):
                    some.append(entered(writer, self._rules, node))
                    count += 1
                    if len(some) == _AT_ONCE:
                        file.add(writer.text(some))
                        some = []
            file.add(writer.text(some))
            file.add(_json({"objects": count}))
            file.sync()
        finally:
            file.close()

    def switch(self, offset: int) -> None:
        """Let the new image take the place of the old one, and a journal with what came after ``offset`` likewise."""
        assert self._journal is not None
        self._image_size = _rename(self.folder, IMAGE)
        self._continue_journal(offset)

    def close(self) -> None:
        """Let go of the folder."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        self._lock.release()

    # inside

    @property
    def _size(self) -> int:
        return self._journal.size if self._journal is not None else 0

    def _load(self) -> set[str]:
        """Read image and journal; the units of file changes that were kept."""
        with _no_collections():
            (generation, after), units = self._read_image(), set[str]()
            ends = records.read(self.folder / JOURNAL, "journal")
            number, size = self._journal_number(ends)
            if number not in (generation, after[0]):
                raise Corrupt(f"{JOURNAL} does not continue {IMAGE}")
            for size, text in ends:
                if number == generation or size > after[1]:
                    with _naming(JOURNAL):
                        self._replay(text, units)
        self._generation = number
        self._journal = records.Appending(self.folder / JOURNAL, "journal", size)
        if number != generation:  # the process died before the new journal had its name
            self._continue_journal(after[1])
        return units

    def _read_image(self) -> tuple[int, tuple[int, int]]:
        path = self.folder / IMAGE
        self._image_size = path.stat().st_size
        reader, registry = Reader(self._types, self._rules.registry), self._rules.registry
        texts = [text for _, text in records.read(path, "image", whole=True)]
        if len(texts) < 2:
            raise Corrupt(f"{IMAGE} is not complete")
        head, last = _plain(texts[0]), _plain(texts[-1])
        with _naming(IMAGE):
            for text in texts[1:-1]:
                for record in _list(reader.body(text)):
                    apply(self.objects, reader, registry, record)
        try:
            self.facts = dict(head["facts"])
            number, (journal, offset), count = int(head["generation"]), map(int, head["after"]), last["objects"]
        except (KeyError, TypeError, ValueError) as error:
            raise Corrupt(f"{IMAGE} has no sound beginning or end: {error}") from error
        if count != len(self.objects):
            raise Corrupt(f"{IMAGE} is not complete")
        return number, (journal, offset)

    def _journal_number(self, ends: Iterator[tuple[int, bytes]]) -> tuple[int, int]:
        try:
            size, text = next(ends)
            return int(_plain(text)["generation"]), size
        except (StopIteration, KeyError, TypeError, ValueError) as error:
            raise Corrupt(f"{JOURNAL} has no sound beginning") from error

    def _replay(self, text: bytes, units: set[str]) -> None:
        reader = Reader(self._types, self._rules.registry)
        body = _list(reader.body(text))
        if len(body) != 3:
            raise Corrupt("it holds what is no batch")
        for record in body[0]:
            apply(self.objects, reader, self._rules.registry, record)
        units.update(body[1])
        if body[2] is not None:
            self.facts = dict(body[2])

    def _continue_journal(self, offset: int) -> None:
        """Put what stands after an offset of the journal into a new one, which takes its place."""
        assert self._journal is not None
        with (self.folder / JOURNAL).open("rb") as old:
            old.seek(offset)
            rest = old.read()
        new = self._new_journal(self._generation + 1, self.folder / (JOURNAL + NEW))
        new.add_framed(rest)
        new.sync()
        _rename(self.folder, JOURNAL)
        self._journal.close()
        self._journal = new
        self._generation += 1

    def _new_journal(self, generation: int, path: Path) -> records.Appending:
        journal = records.Appending(path, "journal")
        journal.add(_json({"generation": generation}))
        return journal


def _require_ours(folder: Path) -> None:
    """Raise ``NotState`` for a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise NotState(f"{folder} is not a directory")
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    others = sorted(names - _OURS)
    if others and IMAGE not in names:
        raise NotState(f"{folder} is not empty and holds no fakeesx host: it has {others[0]!r}")


def _rename(folder: Path, name: str) -> int:
    """Give a file that is complete its name; its size."""
    path = (folder / (name + NEW)).rename(folder / name)
    records.sync_directory(folder)
    return path.stat().st_size


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _plain(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Corrupt(f"it holds what is no record: {error}") from error


def _list(body: Any) -> list[Any]:
    if not isinstance(body, list):
        raise Corrupt("it holds what is no list of changes")
    return body


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Say in an error which file it is about."""
    try:
        yield
    except StateError as error:
        raise type(error)(f"{name}: {error}") from error


@contextmanager
def _no_collections() -> Iterator[None]:
    """Many values are made at once, and none of them goes: looking for garbage would take half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
