"""One host through HTTP and SOAP at once against a model of paths and contents: files, and the VMs that live in them.

Plain files are bytes; a VM is what its guest reads from its disk, now and in each snapshot. What is refused has changed
nothing. ``FAKEESX_EXAMPLES`` sets how many runs there are.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from calling import Client, Faulted
from files_model import DIRECTORY, Model, Place, text
from folder_door import STATUSES, Door
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from talking import Talk
from twisted.internet.task import Clock
from unchanged import staged
from vm_images import OFF, ON, SIZE, Guest, State, spec
from vms import FOLDER, POOL

from fakeesx.host.esx import Esx, Settings
from fakeesx.host.services.datastore_specs import DatastoreSpec
from fakeesx.schema import vim
from fakeesx.storage.datastore import STAGING
from fakeesx.storage.listing import survey
from fakeesx.web.listening import build_site

EXAMPLES = int(os.environ.get("FAKEESX_EXAMPLES", "8"))
FILES = "ha-nfc-file-manager"
STORES = ("one", "two")
CAPACITY = {"one": 24 << 20, "two": 100 << 20}
GUESTS = ("vm1", "vm2", "vm3")
SLACK = 6 << 20
"""With more room than this nothing that a VM does here can fail."""

fresh = st.tuples(st.sampled_from(STORES), st.lists(st.sampled_from("ab"), min_size=1, max_size=2).map("/".join))
contents = st.integers(0, 40_000).flatmap(lambda size: st.sampled_from([b"x" * size, b"y" * size]))
offsets = st.sampled_from([0, 511, 512, 65_535, SIZE // 2, SIZE - 700])


@dataclass
class Flight:
    """An upload that has begun."""

    talk: Talk
    place: Place
    content: bytes
    made: list[Place]
    """The directories that were made for it and are still those."""
    replaces: bool


class Everything(RuleBasedStateMachine):
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
        return data.draw(st.one_of(fresh, st.sampled_from(there)) if there else fresh)

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

    # files through HTTP

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

    @rule(data=st.data(), content=contents, pieces=st.sampled_from([None, None, 1000, 30_000]))
    def upload(self, data: st.DataObject, content: bytes, pieces: int | None) -> None:
        """A file with its length or in chunks, onto any name; missing directories are made."""
        place = self.any_place(data)
        if not self.tampers(place):
            self.put(place, content, pieces)

    @rule(place=fresh, leave=st.sampled_from([0, 20_000, 3 << 20]))
    def fill(self, place: Place, leave: int) -> None:
        """A file that takes most of the small datastore."""
        place = ("one", f"{place[1]}/big")
        free = self.host.volumes.get("one").free_space
        if free > leave:
            self.put(place, b"z" * (free - leave), None)

    @precondition(lambda self: self.flight is None)
    @rule(data=st.data(), content=contents.filter(bool))
    def begin_upload(self, data: st.DataObject, content: bytes) -> None:
        """Half a file, and other things happen."""
        place = self.any_place(data)
        room = self.host.volumes.get(place[0]).free_space
        if self.tampers(place) or self.put_faults(place) or len(content) > room:
            return
        made, replaces = self.model.missing(place), place in self.model.files
        talk = self.door.begin(place, len(content))
        talk.send(content[: len(content) // 2])
        assert not talk.transport.value()
        self.model.files |= dict.fromkeys(made, DIRECTORY)
        self.flight = Flight(talk, place, content, made, replaces)

    @precondition(lambda self: self.flight is not None)
    @rule(whole=st.booleans())
    def end_upload(self, whole: bool) -> None:
        """The rest comes, or the client goes away: then nothing is left of it."""
        flight = self.flight
        assert flight is not None
        if whole and self.tampers(flight.place):
            return
        done, self.flight = False, None
        if whole:
            flight.talk.send(flight.content[len(flight.content) // 2 :])
            status = flight.talk.read("PUT").status
            way = self.model.on_the_way(flight.place)
            wrong = STATUSES[way] if way else self.put_faults(flight.place)
            if status == 507 and not wrong:
                assert self.host.volumes.get(flight.place[0]).free_space < 2 * len(flight.content)
            else:
                assert status == (wrong or (200 if flight.replaces else 201))
                done = wrong is None
        else:
            flight.talk.hang_up()
        if done:
            self.model.files[flight.place] = flight.content
        for each in [] if done else reversed(flight.made):
            if self.model.below(each) == [each]:
                del self.model.files[each]

    @rule(data=st.data(), first=st.integers(0, 50_000), length=st.integers(1, 50_000))
    def download(self, data: st.DataObject, first: int, length: int) -> None:
        """A part of any file, and what HEAD says."""
        place = self.any_place(data)
        answer = self.door.get(place, (first, first + length - 1))
        head = self.door.get(place, method="HEAD")
        way = self.model.on_the_way(place) or ("FileNotFound" if place not in self.model.files else None)
        way = "FileLocked" if place in self.model.sealed else way
        content = self.model.files.get(place)
        if way or content is None:
            assert (answer.status, head.status) == ((STATUSES[way],) * 2 if way else (200, 200))
            return
        assert (head.status, head.headers["Content-Length"], head.body) == (200, str(len(content)), b"")
        if not content:
            assert (answer.status, answer.body) == (200, b"")
        elif first >= len(content):
            assert answer.status == 416
        else:
            assert (answer.status, answer.body) == (206, content[first : first + length])

    @rule(data=st.data())
    def delete_by_http(self, data: st.DataObject) -> None:
        """A file or an empty directory."""
        place = self.any_place(data)
        if self.tampers(place):
            return
        if len(self.model.below(place)) > 1:
            wanted = 409
        else:
            fault = self.model.delete(place)
            wanted = STATUSES[fault] if fault else 200
        assert self.door.delete(place) == wanted
        self.forget_made()

    # files through SOAP

    @rule(data=st.data(), parents=st.booleans())
    def make_directory(self, data: st.DataObject, parents: bool) -> None:
        """Where there is none, and with those above it."""
        place = self.any_place(data)
        missing = self.model.missing(place)
        fault, _ = self.attempt(FILES, "MakeDirectory", name=text(place), createParentDirectories=parents)
        if parents and self.model.on_the_way(place) == "FileNotFound":
            self.model.files |= dict.fromkeys(missing, DIRECTORY)
        assert fault == self.model.make(place)

    @rule(data=st.data())
    def delete_by_soap(self, data: st.DataObject) -> None:
        """A file or a whole directory."""
        place = self.any_place(data)
        if not self.tampers(place):
            assert self.attempt(FILES, "DeleteDatastoreFile_Task", name=text(place))[0] == self.model.delete(place)
            self.forget_made()

    @rule(data=st.data(), force=st.booleans(), move=st.booleans())
    def transfer(self, data: st.DataObject, force: bool, move: bool) -> None:
        """A file or a directory, a VM's too, within a datastore or to the other one."""
        source, goal = self.any_place(data), (data.draw(st.booleans()) and self.any_place(data)) or self.target(data)
        if (move and self.tampers(source)) or self.tampers(goal):
            return
        method = "MoveDatastoreFile_Task" if move else "CopyDatastoreFile_Task"
        volume = self.host.volumes.get(goal[0])
        fault, _ = self.attempt(FILES, method, sourceName=text(source), destinationName=text(goal), force=force)
        if fault == "NoDiskSpace":
            size = sum(len(self.model.files[each] or b"") for each in self.model.below(source))
            assert size + 8192 * len(self.model.below(source)) > volume.free_space
            assert not (move and source[0] == goal[0])
            return
        faults = self.model.transfer(source, goal, force, move)
        assert fault in faults if faults else fault is None, (source, goal, fault, faults)
        self.forget_made()

    # virtual machines

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

    @precondition(lambda self: len(self.guests) < len(GUESTS))
    @rule(data=st.data(), store=st.sampled_from(STORES))
    def create(self, data: st.DataObject, store: str) -> None:
        """A VM in a directory of its own."""
        name = data.draw(st.sampled_from([name for name in GUESTS if name not in self.guests]))
        number, directory = 0, name
        while (store, directory) in self.model.files:
            number += 1
            directory = f"{name}_{number}"
        fault, ref = self.attempt(FOLDER, "CreateVM_Task", config=spec(name, store), pool=POOL)
        if self.fits(fault, store):
            self.model.files[store, directory] = DIRECTORY
            self.enter(Guest(self.client, ref, name, (store, directory), name, State()))

    def enter(self, guest: Guest) -> None:
        self.guests[guest.name] = guest
        self.look(guest)

    @rule(data=st.data(), name=st.sampled_from(GUESTS), kind=st.sampled_from(["whole"] * 4 + ["missing", "there", "none"]))
    def register(self, data: st.DataObject, name: str, kind: str) -> None:
        """A VM out of the files that one had, wherever they are now; what is none is refused."""
        taken = {guest.vmx for guest in self.guests.values()}
        if kind == "whole" and name not in self.guests:
            found = self.registrable(taken)
            if found:
                place, stem, state = data.draw(st.sampled_from(found))
                vmx = (place[0], f"{place[1]}/{stem}.vmx".lstrip("/"))
                fault, ref = self.register_at(vmx, name)
                if self.fits(fault, place[0]):
                    self.enter(Guest(self.client, ref, name, place, stem, state.copy()))
        elif kind == "missing":
            place = data.draw(fresh)
            if place not in self.model.files:
                assert self.register_at(place, name)[0] == "NotFound"
        elif kind == "there" and taken:
            assert self.register_at(data.draw(st.sampled_from(sorted(taken))), name)[0] == "AlreadyExists"
        elif kind == "none":
            plain = [place for place, content in self.model.files.items() if content and set(content) <= {120, 121, 122}]
            if plain and name not in self.guests:
                assert self.register_at(data.draw(st.sampled_from(sorted(plain))), name)[0] == "InvalidVmConfig"

    def register_at(self, vmx: Place, name: str) -> tuple[str | None, Any]:
        return self.attempt(FOLDER, "RegisterVM_Task", path=text(vmx), name=name, asTemplate=False, pool=POOL)

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

    @rule(data=st.data(), way=st.sampled_from(["copy", "http"]), running=st.booleans())
    def clone(self, data: st.DataObject, way: str, running: bool) -> None:
        """The files of a VM go to another place: by FileManager, or down and up again. A running one does not let them."""
        guest = self.some(data, ON if running else OFF)
        goal = self.target(data)
        if guest is None or goal in self.model.files or len(self.model.files) > 120:
            return
        if way == "copy":
            fault, _ = self.attempt(FILES, "CopyDatastoreFile_Task", sourceName=text(guest.home), destinationName=text(goal))
            if fault != "NoDiskSpace":
                faults = self.model.transfer(guest.home, goal, False, False)
                assert fault in faults if faults else fault is None, (guest.home, goal, fault, faults)
            return
        for place in sorted(guest.files):
            answer = self.door.get(place)
            if place in self.model.sealed:
                assert answer.status == 423
                continue
            assert (answer.status, answer.body) == (200, self.model.files[place])
            if not self.put((goal[0], f"{goal[1]}/{place[1].rpartition('/')[2]}"), answer.body, None):
                return

    @rule(data=st.data(), destroy=st.booleans())
    def leave(self, data: st.DataObject, destroy: bool) -> None:
        """Off the inventory; the files stay, or those of the VM go and no others. Not while it runs."""
        guest = self.some(data)
        if guest is None:
            return
        fault, _ = self.attempt(guest.ref, "Destroy_Task" if destroy else "UnregisterVM")
        assert fault == ("InvalidPowerState" if guest.power == ON else None)
        if fault is None:
            del self.guests[guest.name]
            if destroy:
                for place in guest.files:
                    del self.model.files[place]
                if self.model.below(guest.home) == [guest.home]:
                    del self.model.files[guest.home]
                self.forget_made()

    @rule(data=st.data(), on=st.booleans())
    def power(self, data: st.DataObject, on: bool) -> None:
        """On or off."""
        guest = self.some(data)
        if guest is None:
            return
        fault, _ = self.attempt(guest.ref, "PowerOnVM_Task" if on else "PowerOffVM_Task")
        if (guest.power == ON) == on:
            assert fault == "InvalidPowerState"
        elif self.fits(fault, guest.home[0]):
            guest.power = ON if on else OFF
            if on:
                guest.state.power_on()
            self.look(guest)

    @rule(data=st.data(), offset=offsets, piece=st.binary(min_size=1, max_size=300), times=st.sampled_from([1, 1, 40]))
    def guest_writes(self, data: st.DataObject, offset: int, piece: bytes, times: int) -> None:
        """To the disk of a VM that runs."""
        guest = self.some(data, ON)
        if guest is not None and self.host.volumes.get(guest.home[0]).free_space > SLACK:
            guest.write(offset, (piece * times)[: SIZE - offset])
            self.look(guest)

    @rule(data=st.data(), memory=st.booleans())
    def take_snapshot(self, data: st.DataObject, memory: bool) -> None:
        """With the memory of a VM that runs, or without."""
        guest = self.some(data)
        if guest is None:
            return
        fault, _ = self.attempt(guest.ref, "CreateSnapshot_Task", name="s", memory=memory, quiesce=False)
        if self.fits(fault, guest.home[0]):
            guest.state.take(ON if memory and guest.power == ON else OFF)
            self.look(guest)

    @rule(data=st.data(), current=st.booleans())
    def revert(self, data: st.DataObject, current: bool) -> None:
        """To any, or to the current one."""
        guest = self.some(data, snapshots=True)
        if guest is None:
            return
        state, store = guest.state, guest.home[0]
        if current and not state.current:
            assert self.attempt(guest.ref, "RevertToCurrentSnapshot_Task")[0] == "NotFound"
            return
        uid = state.current if current else data.draw(st.sampled_from(sorted(state.snapshots)))
        if current:
            fault, _ = self.attempt(guest.ref, "RevertToCurrentSnapshot_Task")
        else:
            fault, _ = self.attempt(guest.snapshots()[uid][1].snapshot, "RevertToSnapshot_Task")
        if self.fits(fault, store):
            guest.power = state.revert(uid)
            if guest.power == ON:
                state.power_on()
            self.look(guest)

    @rule(data=st.data(), children=st.booleans())
    def remove_snapshot(self, data: st.DataObject, children: bool) -> None:
        """One, or one with all below it."""
        guest = self.some(data, snapshots=True)
        if guest is None:
            return
        uid = data.draw(st.sampled_from(sorted(guest.state.snapshots)))
        of = guest.snapshots()[uid][1].snapshot
        fault, _ = self.attempt(of, "RemoveSnapshot_Task", removeChildren=children)
        if self.fits(fault, guest.home[0]):
            guest.state.remove(uid, children)
            self.look(guest)

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


TestEverything = Everything.TestCase
TestEverything.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEverything.pytestmark = [pytest.mark.timeout(120 + 30 * EXAMPLES)]
