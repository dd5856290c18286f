"""One host through HTTP and SOAP at once against a model of paths and contents: files, and the VMs that live in them.

Plain files are bytes; a VM is what its guest reads from its disk, now and in each snapshot. What is refused has changed
nothing. ``FAKEESX_EXAMPLES`` sets how many runs there are.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from files_model import DIRECTORY, Place, text
from files_rig import FILES, GUESTS, SLACK, STORES, Flight, Rig, fresh
from folder_door import STATUSES
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from vm_images import OFF, ON, SIZE, Guest, State, spec
from vms import FOLDER, POOL

EXAMPLES = int(os.environ.get("FAKEESX_EXAMPLES", "8"))
contents = st.integers(0, 40_000).flatmap(lambda size: st.sampled_from([b"x" * size, b"y" * size]))
offsets = st.sampled_from([0, 511, 512, 65_535, SIZE // 2, SIZE - 700])


class Everything(Rig):
    """What clients and guests do."""

    @initialize()
    def begin(self) -> None:
        """A VM that runs, and one that does not."""
        for name, store in zip(GUESTS, STORES, strict=False):
            ref = self.client.task(FOLDER, "CreateVM_Task", config=spec(name, store), pool=POOL)
            self.model.files[store, name] = DIRECTORY
            self.enter(Guest(self.client, ref, name, (store, name), name, State()))
        first = self.guests[GUESTS[0]]
        self.client.task(first.ref, "PowerOnVM_Task")
        first.power = ON
        first.state.power_on()
        self.look(first)

    # files through HTTP

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
            wanted = STATUSES[fault] if fault else 204
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

    @precondition(lambda self: self.guests)
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

    @precondition(lambda self: self.guests)
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

    @precondition(lambda self: self.guests)
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

    @precondition(lambda self: any(guest.power == ON for guest in self.guests.values()))
    @rule(data=st.data(), offset=offsets, piece=st.binary(min_size=1, max_size=300), times=st.sampled_from([1, 1, 40]))
    def guest_writes(self, data: st.DataObject, offset: int, piece: bytes, times: int) -> None:
        """To the disk of a VM that runs."""
        guest = self.some(data, ON)
        if guest is not None and self.host.volumes.get(guest.home[0]).free_space > SLACK:
            guest.write(offset, (piece * times)[: SIZE - offset])
            self.look(guest)

    @precondition(lambda self: self.guests)
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

    @precondition(lambda self: any(guest.state.snapshots for guest in self.guests.values()))
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

    @precondition(lambda self: any(guest.state.snapshots for guest in self.guests.values()))
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

TestEverything = Everything.TestCase
TestEverything.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEverything.pytestmark = [pytest.mark.timeout(120 + 30 * EXAMPLES)]
