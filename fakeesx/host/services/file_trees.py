"""Copies and moves of files and whole directories between any two places, as parts of a task's body.

What fails or is cancelled leaves nothing of the copy, and the source as it was. While a tree is copied others see the part
that is done, as on a host (inferred).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from typing import Any, NamedTuple

from twisted.internet.defer import Deferred

from fakeesx.host.esx import Esx
from fakeesx.host.managed_object import Call
from fakeesx.host.services.blocking import pause
from fakeesx.host.services.datastore_files import SMALL, Place, copy_file
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.storage.errors import CannotAccessFile, NoDiskSpace, StorageError
from fakeesx.storage.listing import FileStat
from fakeesx.storage.paths import join

Part = Generator[Deferred[Any] | None, Any, None]

_FILE_COST = 64 * 1024
"""Bytes that take about as long to copy as a file takes to be made."""


class Content(NamedTuple):
    """A directory with all that is in it, paths below it: parents before what is in them."""

    directories: tuple[str, ...]
    files: tuple[FileStat, ...]


def copy(host: Esx, call: Call, source: Place, target: Place, *, overwrite: bool = False, owner: str | None = None) -> Part:
    """Copy a file or a directory; ``overwrite`` lets a file replace a file. ``owner``: whose locks are not in the way.

    Raises FileNotFound, FileAlreadyExists, FileLocked, FileTooLarge, NoDiskSpace, CannotAccessFile.
    """
    with storage_faults():
        if not source.datastore.stat(source.path).is_directory:
            yield from copy_file(host, call, source, target, overwrite=overwrite, owner=owner)
            return
        if source.datastore is target.datastore and f"{target.path}/".startswith(f"{source.path}/" if source.path else ""):
            raise CannotAccessFile(str(target), "within the directory to copy")
        yield from _copy_tree(host, call, source, target, _content(source), owner)


def move(host: Esx, call: Call, source: Place, target: Place, *, overwrite: bool = False) -> Part:
    """Move a file or a directory. Raises as ``copy`` does.

    To another datastore it is copied and then deleted; nobody can change its files meanwhile, and what is put beside them
    stays where it was put.
    """
    with storage_faults():
        if source.datastore is target.datastore:
            source.datastore.move(source.path, target.path, overwrite=overwrite)
            return
        store = source.datastore
        found = store.stat(source.path)
        store.require_writable(source.path)
        if not source.path:
            raise CannotAccessFile(str(source), "the root of the datastore")
        content = _content(source) if found.is_directory else Content((), (found,))
        owner = f"move {call.task.value if call.task is not None else ''}"
        try:
            for file in content.files:
                store.lock(file.path, owner)
            if found.is_directory:
                yield from _copy_tree(host, call, source, target, content, owner)
            else:
                yield from copy_file(host, call, source, target, overwrite=overwrite, owner=owner)
            store.delete_files([file.path for file in content.files], owner=owner)
        finally:
            store.unlock(owner)
        for directory in reversed(content.directories):
            with suppress(StorageError):  # somebody put something there meanwhile
                store.rmdir(directory)


def _content(source: Place) -> Content:
    directories: list[str] = []
    files: list[FileStat] = []
    for directory, listing in source.datastore.walk(source.path):
        directories.append(directory)
        files.extend(each for each in listing if not each.is_directory)
    return Content(tuple(directories), tuple(files))


def _copy_tree(host: Esx, call: Call, source: Place, target: Place, content: Content, owner: str | None) -> Part:
    store = target.datastore
    needed = sum(each.allocated for each in content.files)
    if needed > store.free_space:
        raise NoDiskSpace(str(target), store.name)
    total, done, since = needed + _FILE_COST * len(content.files) or 1, 0, 0
    directories: list[str] = []
    files: list[str] = []
    try:
        for directory in content.directories:
            place = _below(source, target, directory)
            store.mkdir(place)
            directories.append(place)
        for each in content.files:
            cost = each.allocated + _FILE_COST
            place = _below(source, target, each.path)
            yield from copy_file(
                host, call, Place(source.datastore, each.path), Place(store, place), owner=owner,
                share=(100 * done // total, 100 * (done + cost) // total),
            )
            files.append(place)
            done, since = done + cost, since + cost
            if since > SMALL:
                since = 0
                yield from pause(host, call)
    except BaseException:
        for place in files:
            with suppress(StorageError):  # a VM may run from it already
                store.delete_file(place)
        for place in reversed(directories):
            with suppress(StorageError):
                store.rmdir(place)
        raise


def _below(source: Place, target: Place, path: str) -> str:
    """Where something of the source comes to be."""
    return join(target.path, path[len(source.path) :].lstrip("/"))
