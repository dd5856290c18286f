"""One host through HTTP and SOAP at once, and the model beside it: what must agree, and short ways to work on both."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calling import Client, Faulted
from files_model import DIRECTORY, Model, Place
from folder_door import Door
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from talking import Talk
from twisted.internet.task import Clock
from unchanged import staged
from vm_images import OFF, ON, Guest, State
from vms import FOLDER

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema import vim
from fakeesx.storage.datastore import STAGING
from fakeesx.storage.listing import survey
from fakeesx.web.listening import build_site

FILES = "ha-nfc-file-manager"
STORES = ("one", "two")
CAPACITY = {"one": 24 << 20, "two": 100 << 20}
GUESTS = ("vm1", "vm2", "vm3")
SLACK = 6 << 20
"""With more room than this nothing that a VM does here can fail."""

fresh = st.tuples(st.sampled_from(STORES), st.lists(st.sampled_from("ab"), min_size=1, max_size=2).map("/".join))


@dataclass
class Flight:
    """An upload that has begun."""

    talk: Talk
    place: Place
    content: bytes
    made: list[Place]
    """The directories that were made for it and are still those."""
    replaces: bool


class Rig(RuleBasedStateMachine):
    """One host with two datastores, one of them small, and the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        clock = Clock()
        clock.advance(1_289_000_000.0)
        specs = tuple(DatastoreSpec(name, capacity=CAPACITY[name]) for name in STORES)
        self.host = Esx(Settings(Path(self.folder.name), datastores=specs), clock, random.Random(1))
        self.client = Client(self.host).login()
        self.door = Door(build_site(self.host, clock))
        self.model = Model(STORES)
        self.guests: dict[str, Guest] = {}
        self.images: list[tuple[str, dict[str, bytes], State]] = []
        """VMs that were off: their stem, their files by name, what they mean."""
        self.flight: Flight | None = None

    def teardown(self) -> None:
        if self.flight is not None:
            self.flight.talk.hang_up()
        self.host.stop()
        self.folder.cleanup()

    # ways to call

    def attempt(self, of: Any, method: str, /, **arguments: Any) -> tuple[str | None, Any]:
        """The name of the fault, and the result."""
        try:
            return None, (self.client.task if method.endswith("_Task") else self.client.call)(of, method, **arguments)
        except Faulted as error:
            return error.name, None

    def fits(self, fault: str | None, store: str) -> bool:
        """Whether a VM had room for what it did; if not, it was told so, and there was not much."""
        if fault == "NoDiskSpace":
            assert self.host.volumes.get(store).free_space < SLACK
            return False
        assert fault is None
        return True

    def any_place(self, data: st.DataObject) -> Place:
        """One that is there, or may be there."""
        there = [place for place in sorted(self.model.files) if place[1]]
        return data.draw(st.one_of(st.sampled_from(there), st.sampled_from(there), fresh) if there else fresh)

    def target(self, data: st.DataObject) -> Place:
        """A plain name, in a directory or not."""
        inside = [place for place in sorted(self.model.files) if self.model.is_directory(place)]
        store, directory = data.draw(st.sampled_from(inside))
        return store, f"{directory}/{data.draw(st.sampled_from('ab'))}".lstrip("/")

    def tampers(self, place: Place) -> bool:
        """Whether a change there would take something from a VM that does not hold it: not what this is about."""
        own = {each for guest in self.guests.values() for each in guest.files}
        hit = own.intersection(self.model.below(place))
        return bool(hit) and not hit & self.model.locked

    def forget_made(self) -> None:
        """Directories that an upload made and that are gone are not its own any more."""
        if self.flight is not None:
            self.flight.made = [each for each in self.flight.made if self.model.is_directory(each)]

    def put_faults(self, place: Place) -> int | None:
        """The status of a PUT that is refused at once."""
        way = self.model.on_the_way(place)
        if way == "CannotAccessFile":
            return 409
        if self.model.is_directory(place):
            return 405
        return 423 if place in self.model.locked else None

    def put(self, place: Place, content: bytes, pieces: int | None) -> bool:
        """Send a file; whether it is there now."""
        wrong, replaces = self.put_faults(place), place in self.model.files
        volume = self.host.volumes.get(place[0])
        room = volume.free_space + (volume.usage(place[1]).allocated if replaces else 0)
        status = self.door.put(place, content, pieces)
        if wrong is None and status == 507:
            assert len(content) > room
            return False
        assert status == (wrong or (200 if replaces else 201))
        if wrong is None:
            for each in self.model.missing(place):
                self.model.files[each] = DIRECTORY
            self.model.files[place] = content
        return wrong is None

    def look(self, guest: Guest) -> None:
        """Something was done with a VM: it has the files it must have, and their content is what the model knows now."""
        found = {place for place in self.on_disk() if place[0] == guest.home[0]}
        held = guest.own_files(found)
        for place in guest.files:
            self.model.files.pop(place, None)
        guest.files = set(held)
        root = self.host.volumes.get(guest.home[0]).root
        self.model.files |= {place: (root / place[1]).read_bytes() for place in held}
        self.hold()
        if guest.power == OFF:
            files = {place[1].rpartition("/")[2]: self.model.files[place] or b"" for place in held}
            self.images.append((guest.stem, files, guest.state.copy()))

    def hold(self) -> None:
        """Running VMs hold their files."""
        self.model.locked, self.model.sealed = set(), set()
        for guest in self.guests.values():
            if guest.power == ON:
                held = guest.own_files(guest.files)
                self.model.locked |= {place for place, how in held.items() if how}
                self.model.sealed |= {place for place, how in held.items() if how == "sealed"}

    def some(self, data: st.DataObject, power: str | None = None, snapshots: bool = False) -> Guest | None:
        """A VM, in a power state or with snapshots if there is one that is."""
        fitting = sorted(
            name for name, guest in self.guests.items()
            if power in (None, guest.power) and (guest.state.snapshots or not snapshots)
        )
        return self.guests[data.draw(st.sampled_from(fitting))] if fitting else None

    def enter(self, guest: Guest) -> None:
        self.guests[guest.name] = guest
        self.look(guest)

    def registrable(self, taken: set[Place]) -> list[tuple[Place, str, State]]:
        """Directories with all files of a VM that was off, no other file of one, and nobody's now."""
        found = []
        for place in sorted(self.model.files):
            if not self.model.is_directory(place) or not place[1]:
                continue
            head = f"{place[1]}/"
            names = {
                each[1].removeprefix(head): content for each, content in self.model.files.items()
                if each[0] == place[0] and each[1].startswith(head) and "." in each[1].rpartition("/")[2]
                and "/" not in each[1].removeprefix(head)
            }
            for stem, files, state in reversed(self.images):
                if files == names and (place[0], f"{head}{stem}.vmx") not in taken:
                    found.append((place, stem, state))
                    break
        return found

    # what holds at all times

    def on_disk(self) -> dict[Place, Path | None]:
        """What is in the folders of the datastores; a directory has no path."""
        found: dict[Place, Path | None] = {}
        for name in STORES:
            root = self.host.volumes.get(name).root
            for folder, folders, files in os.walk(root):
                if Path(folder) == root and STAGING in folders:
                    folders.remove(STAGING)
                here = Path(folder)
                found[name, "" if here == root else here.relative_to(root).as_posix()] = None
                found |= {(name, (here / each).relative_to(root).as_posix()): here / each for each in files}
        return found

    @invariant()
    def doors_agree(self) -> None:
        """Folders, listings of HTTP and the browser: the names, the sizes, the bytes."""
        found = {place: path.read_bytes() if path else DIRECTORY for place, path in self.on_disk().items()}
        assert found.keys() == self.model.files.keys()
        assert {place for place in found if found[place] != self.model.files[place]} == set()
        sizes = {place: None if content is None else len(content) for place, content in found.items()}
        for name in STORES:
            mine = {place: size for place, size in sizes.items() if place[0] == name}
            assert self.door.tree(name) == mine
            assert self.browse(name) == mine

    def browse(self, name: str) -> dict[Place, int | None]:
        flags = vim.FileQueryFlags(fileType=True, fileSize=True, modification=False, fileOwner=False)
        results = self.client.task(
            "ha-host-datastorebrowser", "SearchDatastoreSubFolders_Task", datastorePath=f"[{name}]",
            searchSpec=vim.HostDatastoreBrowserSearchSpec(details=flags),
        )
        found: dict[Place, int | None] = {(name, ""): None}
        for result in results.items:
            above = result.folderPath.partition("]")[2].strip()
            for file in result.file:
                size = None if isinstance(file, vim.FolderFileInfo) else file.fileSize
                found[name, f"{above}{file.path}"] = size
        return found

    @invariant()
    def locks_agree(self) -> None:
        """Held is what a running VM holds."""
        for place, content in self.model.files.items():
            if content is not None:
                assert bool(self.host.volumes.get(place[0]).locked_by(place[1])) == (place in self.model.locked), place

    @invariant()
    def guests_agree(self) -> None:
        """What a guest reads, its snapshots, its power state."""
        assert {ref.value for ref in self.client.get(FOLDER, "childEntity").items} == {
            guest.ref.value for guest in self.guests.values()
        }
        for guest in self.guests.values():
            assert str(self.client.get(guest.ref, "runtime.powerState")) == guest.power
            assert guest.read() == guest.state.content
            found = guest.snapshots()
            assert {uid: parent for uid, (parent, _) in found.items()} == {
                uid: each.parent for uid, each in guest.state.snapshots.items()
            }
            for uid, (_, tree) in found.items():
                snapshot = guest.state.snapshots[uid]
                assert str(tree.state) == snapshot.power
                assert guest.read_snapshot(tree.snapshot) == snapshot.content
            if not found and len(guest.chain()) == 1:
                assert self.model.files[guest.path(f"{guest.stem}-flat.vmdk")] == guest.state.content

    @invariant()
    def space_agrees(self) -> None:
        """The tally, a new count, what the Datastore object says; nothing is staged but what is under way."""
        for name in STORES:
            volume = self.host.volumes.get(name)
            free = volume.free_space
            again = dict(survey(str(volume.root), STAGING))
            for path, usage in again.items():
                found = volume.stat(path)
                assert found.allocated == usage.allocated or (apart(path, again) and found.allocated == found.size), path
            uploading = self.flight is not None and self.flight.place[0] == name
            assert len(staged(volume.root)) == uploading
            if not uploading:
                summary = self.client.get(self.host.datastores.ref(name), "summary")
                assert (summary.freeSpace, summary.capacity) == (free, CAPACITY[name])


def apart(path: str, paths: Container[str]) -> bool:
    """Whether a new count can't tell how much a file takes: what was part of a VM is on its own, or under another name."""
    if path.endswith("-flat.vmdk"):
        return path.replace("-flat.vmdk", ".vmdk") not in paths
    return not path.endswith((".vmsn", ".vswp"))
