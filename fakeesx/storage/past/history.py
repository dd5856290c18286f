"""The versions of all files below one folder, and what is noted down as they change."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from fakeesx.storage import _fs
from fakeesx.storage.past.blocks import Blocks
from fakeesx.storage.past.returning import Disk, swap
from fakeesx.storage.past.was import NOTHING, Directory, Facts, File, Was, drop
from fakeesx.storage.undo import UndoLog


class Version:
    """The files at one moment: as those of the version that is nearer to the present, but for the paths in ``layer``."""

    __slots__ = ("held", "layer", "nearer")

    def __init__(self) -> None:
        self.held = True
        """Whether anybody wants to go back to it."""
        self.layer: dict[str, Was] = {}
        self.nearer: Version | None = None
        """``None``: the files of now."""


class History:
    """Whoever changes a file, says so before (``made`` and ``gone``: after); all paths are absolute text.

    Paths that nothing was at, and nothing is at again, are forgotten, so that files that come and go leave nothing here.
    All methods belong to one thread. Each may raise OSError; then nothing is to be changed.
    """

    def __init__(self, folder: str, undo: UndoLog | None = None) -> None:
        """``folder`` is for what is kept, on the file system of the files; what an earlier process kept goes.

        With ``undo`` what going back does can be taken back, and is kept, as any other change.
        """
        self._disk = Disk(folder, undo)
        self._versions: list[Version] = []
        self._latest: Version | None = None
        self._layer: dict[str, Was] | None = None

    # versions

    def mark(self) -> Version:
        """A version: the files as they are now."""
        version = Version()
        if self._latest is not None:
            self._latest.nearer = version
        self._versions.append(version)
        self._be_latest(version)
        return version

    def go_back(self, version: Version) -> None:
        """Let all files be as they were; other versions can still be gone to. Raises OSError, then nothing has changed."""
        way = [version]
        while (nearer := way[-1].nearer) is not None:
            way.append(nearer)
        way.reverse()
        passed: list[tuple[Version, dict[str, Was]]] = []
        try:
            for step in way:
                passed.append((step, swap(self._disk, step.layer)))
        except OSError:
            for step, back in reversed(passed):
                step.layer = swap(self._disk, back)
            raise
        drop(passed[0][1])
        for (step, _), (farther, back) in pairwise(passed):
            step.layer, step.nearer = back, farther
        version.layer, version.nearer = {}, None
        self._be_latest(version)
        self._tidy_up()

    def forget(self, version: Version) -> None:
        """Nobody wants to go back to a version; what only it needed goes."""
        version.held = False
        self._tidy_up()

    @property
    def kept(self) -> int:
        """How many paths are noted in all versions together."""
        return sum(len(version.layer) for version in self._versions)

    # what is about to change

    def around(self, path: str) -> None:
        """A name will come or go: the directory's times change."""
        layer = self._layer
        if layer is not None and (directory := path.rpartition("/")[0]) not in layer:
            info = _fs.look(directory)
            if info is not None:
                layer[directory] = Directory(Facts.of(directory, info))

    def made(self, path: str) -> None:
        """A file or directory has come where nothing was."""
        if self._layer is not None and path not in self._layer:
            self._layer[path] = NOTHING

    def gone(self, path: str) -> None:
        """What was at a path has gone."""
        if self._layer is not None and self._layer.get(path) is NOTHING:
            del self._layer[path]

    def whole(self, path: str) -> bool:
        """A file will be replaced, moved or deleted. Whether it lives on here: then its content must not be touched."""
        layer = self._layer
        if layer is None:
            return False
        was = layer.get(path)
        if was is None:
            layer[path] = File(self._disk.link(path))
            return True
        if was.__class__ is File and was.place is None:
            was.place = self._disk.link(path)
            return True
        return False

    def content(self, path: str, info: _fs.Info) -> Blocks | None:
        """A file will be changed in place. What has to be told of each write before it, ``None`` where nothing has."""
        was = self._in_place(path, info)
        if was is None:
            return None
        if was.blocks is None:
            was.blocks = Blocks(self._disk.free(), info.st_size)
        return was.blocks

    def facts(self, path: str, info: _fs.Info) -> None:
        """A file's or directory's mark or owner will change."""
        if self._layer is not None and _fs.is_directory(info):
            self.directory(path)
        else:
            self._in_place(path, info)

    def directory(self, path: str) -> None:
        """A directory will go."""
        layer = self._layer
        if layer is not None and path not in layer and (info := _fs.look(path)) is not None:
            layer[path] = Directory(Facts.of(path, info))

    def tree(self, path: str, content: Iterable[tuple[str, list[str]]], skip: str = "") -> None:
        """A directory will go with all that is in it, or move; ``content`` as of ``_fs.tree``."""
        if self._layer is None:
            return
        for directory, names in content:
            if skip and (directory == skip or directory.startswith(f"{skip}/")):
                continue
            place = f"{path}/{directory}" if directory else path
            self.directory(place)
            for name in names:
                self.whole(f"{place}/{name}")

    def moved(self, source: str, target: str, content: Iterable[tuple[str, list[str]]]) -> None:
        """A directory has moved, with all that is in it, to where nothing was."""
        if self._layer is None:
            return
        for directory, names in content:
            below = f"/{directory}" if directory else ""
            for name in names:
                self.gone(f"{source}{below}/{name}")
                self.made(f"{target}{below}/{name}")
            self.gone(f"{source}{below}")
            self.made(f"{target}{below}")

    def went(self, path: str, content: Iterable[tuple[str, list[str]]]) -> None:
        """A directory has gone, with all that was in it."""
        if self._layer is None:
            return
        for directory, names in content:
            place = f"{path}/{directory}" if directory else path
            for name in names:
                self.gone(f"{place}/{name}")
            self.gone(place)

    @property
    def wanted(self) -> bool:
        """Whether anything is kept at all."""
        return self._layer is not None

    # inside

    def _in_place(self, path: str, info: _fs.Info) -> File | None:
        """What is kept of a file that stays where it is."""
        layer = self._layer
        if layer is None:
            return None
        if info.st_nlink > 1:  # an earlier version has the very same file
            self._disk.part(path)
        was = layer.get(path)
        if was is None:
            was = layer[path] = File(None, Facts.of(path, info))
        return was if was.__class__ is File and was.place is None else None

    def _be_latest(self, version: Version | None) -> None:
        self._latest = version
        self._layer = version.layer if version is not None else None

    def _tidy_up(self) -> None:
        """Drop the versions that nobody wants and no other rests on; join to the next one those that one other rests on."""
        again = True
        while again:
            again = False
            for version in [version for version in self._versions if not version.held]:
                farther = [other for other in self._versions if other.nearer is version]
                if len(farther) > 1:
                    continue
                for other in farther:
                    self._join(version, other)
                drop(version.layer)
                self._versions.remove(version)
                if version is self._latest:
                    self._be_latest(farther[0] if farther else None)
                again = True

    def _join(self, version: Version, farther: Version) -> None:
        """Let a version rest on what another rests on, in place of that one."""
        joined, layer = version.layer, farther.layer
        for path, was in layer.items():
            between = joined.pop(path, None)
            if between.__class__ is File:
                if was.__class__ is File and was.place is None:
                    _lay_over(was, between)
                else:
                    between.drop()
        layer.update(joined)
        version.layer = {}
        farther.nearer = version.nearer


def _lay_over(was: File, between: File) -> None:
    """A file that differs from one in between by some facts and blocks: let it differ from what that one differs from."""
    was.place = between.place
    if between.blocks is not None:
        if was.blocks is None:
            was.blocks = between.blocks
        else:
            was.blocks.add(between.blocks)
            between.blocks.drop()
    if was.facts is None:
        was.facts = between.facts

