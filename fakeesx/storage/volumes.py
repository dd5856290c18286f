"""The datastores of one host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fakeesx.storage.datastore import Datastore
from fakeesx.storage.errors import DatastoreInUse, DuplicateDatastore, InvalidDatastorePath, UnknownDatastore
from fakeesx.storage.paths import DatastorePath, normalise

MOUNTS = "/vmfs/volumes/"
"""Where the host shows its datastores, each under its uuid and under its name."""


class Volumes:
    """A set of datastores, in the order of their adding. No two share a name, a uuid or an identity."""

    __slots__ = ("_by_name",)

    def __init__(self, datastores: Iterable[Datastore] = ()) -> None:
        """Raises DuplicateDatastore."""
        self._by_name: dict[str, Datastore] = {}
        for datastore in datastores:
            self.add(datastore)

    def __iter__(self) -> Iterator[Datastore]:
        return iter(tuple(self._by_name.values()))

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def add(self, datastore: Datastore) -> None:
        """Raises DuplicateDatastore with the name, uuid or identity that is taken."""
        for other in self._by_name.values():
            for mine, theirs in (
                (datastore.name, other.name),
                (datastore.uuid, other.uuid),
                (datastore.identity, other.identity),
            ):
                if mine == theirs:
                    raise DuplicateDatastore(mine)
        self._by_name[datastore.name] = datastore

    def remove(self, name: str) -> Datastore:
        """Take a datastore away from the host; its files stay. Raises UnknownDatastore, DatastoreInUse."""
        datastore = self.get(name)
        if users := datastore.in_use:
            raise DatastoreInUse(name, users)
        datastore.close()
        return self.drop(name)

    def drop(self, name: str) -> Datastore:
        """The same, whoever uses it. Raises UnknownDatastore."""
        datastore = self.get(name)
        del self._by_name[name]
        return datastore

    def rename(self, old: str, new: str) -> None:
        """Give a datastore another name; it keeps its place.

        Raises UnknownDatastore, DuplicateDatastore, InvalidDatastorePath (a name that no path can bear).
        """
        datastore = self.get(old)
        if new == old:
            return
        if new in self._by_name:
            raise DuplicateDatastore(new)
        DatastorePath(new)
        datastore.name = new
        self._by_name = {each.name: each for each in self._by_name.values()}

    def rename_all(self, names: Mapping[str, Datastore]) -> None:
        """Let all datastores have these names, in this order."""
        for name, datastore in names.items():
            datastore.name = name
        self._by_name = dict(names)

    def get(self, name: str) -> Datastore:
        """The datastore of that name. Raises UnknownDatastore."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownDatastore(name) from None

    def by_uuid(self, uuid: str) -> Datastore:
        """The datastore of that uuid or identity (NFS: "server:/path"). Raises UnknownDatastore."""
        for datastore in self._by_name.values():
            if uuid in (datastore.uuid, datastore.identity):
                return datastore
        raise UnknownDatastore(uuid)

    def resolve(self, path: DatastorePath | str) -> tuple[Datastore, str]:
        """The datastore and the normalised path below its root of ``[datastore1] directory/file``.

        Raises InvalidDatastorePath, UnknownDatastore.
        """
        found = path if isinstance(path, DatastorePath) else DatastorePath.parse(path)
        return self.get(found.datastore), found.path

    def resolve_mount(self, path: str) -> tuple[Datastore, str]:
        """The same for ``/vmfs/volumes/<uuid or name>/directory/file``, as configurations write it."""
        volume, _, below = path.removeprefix(MOUNTS).partition("/")
        if not path.startswith(MOUNTS) or not volume:
            raise InvalidDatastorePath(path)
        datastore = self._by_name.get(volume) or self.by_uuid(volume)
        try:
            return datastore, normalise(below.lstrip("/"))
        except InvalidDatastorePath:
            raise InvalidDatastorePath(path) from None
