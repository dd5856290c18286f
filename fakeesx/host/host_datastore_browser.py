"""HostDatastoreBrowser: looks for files on datastores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, method, task
from fakeesx.host.services.blocking import pause
from fakeesx.host.services.datastore_files import BROWSE, Place, place
from fakeesx.host.services.file_infos import Details, info
from fakeesx.host.services.storage_faults import storage_faults
from fakeesx.schema import vim
from fakeesx.storage.errors import FileNotFound
from fakeesx.storage.listing import FileStat

_AT_ONCE = 500
"""Files and directories that a search of a tree looks at before others have their turn."""


class HostDatastoreBrowser(ManagedObject):
    """Searches the datastores in its ``datastore`` property; one that lists none searches all."""

    privileges: ClassVar[dict[str, str]] = {"SearchDatastore_Task": BROWSE, "SearchDatastoreSubFolders_Task": BROWSE}

    @task(locks=False)
    def SearchDatastore_Task(
        self, call: Call, datastorePath: str, searchSpec: vim.HostDatastoreBrowserSearchSpec | None = None
    ) -> TaskBody:
        """The files in one directory; the result is HostDatastoreBrowserSearchResults. Raises FileNotFound and kin."""
        return self._search(self._place(call, datastorePath), searchSpec or vim.HostDatastoreBrowserSearchSpec())

    @task(locks=False, cancelable=True)
    def SearchDatastoreSubFolders_Task(
        self, call: Call, datastorePath: str, searchSpec: vim.HostDatastoreBrowserSearchSpec | None = None
    ) -> TaskBody:
        """The files in a directory and all below it, a HostDatastoreBrowserSearchResults for each directory."""
        spec = searchSpec or vim.HostDatastoreBrowserSearchSpec()
        return self._search_below(call, self._place(call, datastorePath), spec)

    @method
    def DeleteFile(self, call: Call, datastorePath: str) -> None:
        """Delete a file. Raises FileNotFound, FileLocked, InvalidDatastore, CannotAccessFile (a directory)."""
        doomed = self._place(call, datastorePath, "Datastore.DeleteFile")
        with storage_faults():
            doomed.datastore.delete_file(doomed.path)
        self.host.datastores.refresh((doomed.datastore.name,))

    def _place(self, call: Call, path: str, privilege: str = BROWSE) -> Place:
        found = place(self.host, call, path, privilege=privilege)
        mine = self.get("datastore")
        if mine and self.host.datastores.ref(found.datastore.name) not in mine:
            raise fault("InvalidDatastore", name=found.datastore.name)
        return found

    def _search(self, where: Place, spec: vim.HostDatastoreBrowserSearchSpec) -> TaskBody:
        yield None
        with storage_faults():
            return self._results(where, where.datastore.listing(where.path), spec)

    def _search_below(self, call: Call, where: Place, spec: vim.HostDatastoreBrowserSearchSpec) -> TaskBody:
        yield None
        found, since = [], 0
        with storage_faults():
            for directory, files in where.datastore.walk(where.path):
                found.append(self._results(Place(where.datastore, directory), files, spec))
                since += 1 + len(files)
                if since > _AT_ONCE:
                    since = 0
                    yield from pause(self.host, call)
        return self.host.array("HostDatastoreBrowserSearchResults", found)

    def _results(self, where: Place, files: Sequence[FileStat], spec: vim.HostDatastoreBrowserSearchSpec) -> Any:
        details = Details.of(spec)
        wanted = matcher(spec.matchPattern, ignore_case=bool(spec.searchCaseInsensitive))
        found = []
        for each in files:
            if not wanted(each.name):
                continue
            try:
                described = info(where.datastore, each, details)
            except FileNotFound:  # gone since the directory was read
                continue
            if described is not None:
                found.append((not each.is_directory, described))
        if spec.sortFoldersFirst:
            found.sort(key=lambda pair: pair[0])
        return vim.HostDatastoreBrowserSearchResults(
            datastore=self.host.datastores.ref(where.datastore.name),
            folderPath=f"{where}/" if where.path else str(where), file=[described for _, described in found],
        )


def matcher(patterns: Sequence[str], *, ignore_case: bool) -> Callable[[str], bool]:
    """A function that tells whether a name matches one of some patterns (``*`` and ``?``); without patterns all do."""
    if not patterns:
        return lambda _: True
    if ignore_case:
        folded = [pattern.casefold() for pattern in patterns]
        return lambda name: any(matches(pattern, name.casefold()) for pattern in folded)
    return lambda name: any(matches(pattern, name) for pattern in patterns)


def matches(pattern: str, name: str) -> bool:
    """Whether all of a name matches. Not by a regular expression: a pattern of many stars would take for ever."""
    at = here = 0
    star, resume = -1, 0
    while here < len(name):
        if at < len(pattern) and pattern[at] == "*":
            star, resume = at, here
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", name[here]):
            at += 1
            here += 1
        elif star >= 0:
            at, resume = star + 1, resume + 1
            here = resume
        else:
            return False
    return not pattern[at:].strip("*")
