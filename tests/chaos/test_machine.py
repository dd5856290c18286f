"""Random rules and random calls: the host is always as a model says that applies only the calls that were done.

A call is done when its client is told so, and when only its reply was lost; whatever else becomes of it, nothing of it is
there.
"""

from __future__ import annotations

import math
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calling import Client
from chaos_rules import EFFECTS
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lxml import etree
from served import HEAD, SOAP, TAIL, XSI, login, operation
from talking import Talk
from twisted.internet.task import Clock

from fakeesx.chaos import Rule
from fakeesx.chaos.effects import (
    Cut,
    Delay,
    EndSession,
    Fault,
    Full,
    Hang,
    Reset,
    Slow,
    Status,
    TaskFails,
    Truncate,
)
from fakeesx.host.esx import Esx, Settings
from fakeesx.web.listening import build_site

NAMES = st.sampled_from(["a", "b"])
OF_CALLS = st.sampled_from(["fault", "delay", "status", "truncate", "reset", "hang", "session", "task_fails"])
OF_REQUESTS = st.sampled_from(["delay", "status", "truncate", "reset", "hang", "bytes_per_second"])
COUNTING = st.fixed_dictionaries({}, optional={
    "nth": st.integers(1, 2), "after": st.integers(0, 2), "every": st.integers(1, 2), "times": st.integers(1, 3),
    "probability": st.floats(0.3, 1),
})
METHODS = {"fault": "*", "task_fails": "*_Task"}
DONE = ""


class Machine(RuleBasedStateMachine):
    """A host with one VM; what the model knows of it: port groups, files and whether the VM is on."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.clock.advance(1_289_000_000)
        self.host = Esx(Settings(self.root / "v", vms=1, session_timeout=math.inf), self.clock, random.Random(1))
        self.site = build_site(self.host, self.clock)
        self.watcher = Client(self.host).login()
        self.cookie = ""
        self.groups: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.on = False
        self.free = 2**60
        self.log_in()
        self.store = self.host.volumes.get("datastore1")

    @initialize()
    def note_what_is_there(self) -> None:
        """The files of the VM."""
        self.before = self.names()

    def teardown(self) -> None:
        """Nothing is left that would happen later."""
        self.host.chaos.clear()
        for channel in list(self.site.open):
            channel.transport.loseConnection()
            channel.connectionLost(None)  # type: ignore[arg-type]
        self.host.stop()
        left = self.clock.getDelayedCalls()
        shutil.rmtree(self.root)
        assert left == []

    # rules

    @rule(key=OF_CALLS, counting=COUNTING, data=st.data())
    def add_for_calls(self, key: str, counting: dict[str, Any], data: st.DataObject) -> None:
        """A rule for calls of the session under test alone."""
        method = METHODS.get(key) or data.draw(st.sampled_from(["*PortGroup", "Power*", "*"]))
        plain = {"match": {"method": method, "user": "tester", **counting}, "effect": data.draw(EFFECTS[key])}
        if plain["effect"].get("jitter"):
            plain["effect"]["jitter"] = 1
        self.host.chaos.add(plain)

    @rule(key=OF_REQUESTS, counting=COUNTING, data=st.data())
    def add_for_requests(self, key: str, counting: dict[str, Any], data: st.DataObject) -> None:
        """A rule for transfers."""
        request = data.draw(st.sampled_from(["PUT /folder/*", "DELETE *", "* /folder*"]))
        effect = data.draw(EFFECTS[key])
        if effect.get("jitter"):
            effect = {**effect, "jitter": 1}
        self.host.chaos.add({"match": {"request": request, **counting}, "effect": effect})

    @rule(count=st.integers(0, 400), counting=COUNTING)
    def add_cut(self, count: int, counting: dict[str, Any]) -> None:
        """A rule that breaks uploads."""
        self.host.chaos.add(request="PUT *", cut_at=count, **counting)

    @precondition(lambda self: self.free == 2**60)
    @rule(free=st.integers(0, 8192))
    def fill(self, free: int) -> None:
        """The datastore is full, or nearly so."""
        self.host.chaos.add(datastore_free=free, id="full")
        self.free = free

    @precondition(lambda self: self.host.chaos.rules)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """A rule goes."""
        gone = data.draw(st.sampled_from(self.host.chaos.rules))
        self.host.chaos.remove(gone.id)
        if isinstance(gone.effect, Full):
            self.free = 2**60

    @rule()
    def clear(self) -> None:
        """All rules go."""
        self.host.chaos.clear()
        self.free = 2**60

    # calls

    @rule(name=NAMES)
    def add_group(self, name: str) -> None:
        """AddPortGroup."""
        inner = f"<portgrp><name>{name}</name><vlanId>0</vlanId><vswitchName>vSwitch0</vswitchName><policy/></portgrp>"
        usual = "AlreadyExists" if name in self.groups else DONE
        self.call(operation("AddPortGroup", "networkSystem", "HostNetworkSystem", inner), usual,
                  lambda: self.groups.add(name))

    @rule(name=NAMES)
    def remove_group(self, name: str) -> None:
        """RemovePortGroup."""
        usual = DONE if name in self.groups else "NotFound"
        self.call(operation("RemovePortGroup", "networkSystem", "HostNetworkSystem", f"<pgName>{name}</pgName>"), usual,
                  lambda: self.groups.remove(name))

    @rule(on=st.booleans())
    def power(self, on: bool) -> None:
        """PowerOnVM_Task and PowerOffVM_Task, to the end of the task."""
        if self.free < 2**60:
            return  # a VM that starts needs room: how much is not this model's business
        usual = "InvalidPowerState" if on is self.on else DONE

        def do() -> None:
            self.on = on

        self.call(operation("PowerOnVM_Task" if on else "PowerOffVM_Task", "16", "VirtualMachine"), usual, do, task=True)

    @rule(name=NAMES, size=st.integers(0, 600))
    def put(self, name: str, size: int) -> None:
        """PUT of a file."""
        content = bytes(size)
        usual = "507" if size > self.left_for(name) else "200" if name in self.files else "201"

        def do() -> None:
            self.files[name] = content

        self.transfer("PUT", name, content, usual, do)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """DELETE of a file."""
        self.transfer("DELETE", name, None, "204" if name in self.files else "404", lambda: self.files.pop(name))

    # what is so

    @invariant()
    def is_as_the_model_says(self) -> None:
        """Groups, files, space, power, tasks, and nothing that waits."""
        groups = {group.spec.name for group in self.host.networks.net.info.portgroup}
        assert groups & {"a", "b"} == self.groups
        assert {name: self.store.read_file(name) for name in ("a", "b") if self.store.exists(name)} == self.files
        vm = self.host.inventory.find("16")
        assert vm is not None
        assert (vm.values["runtime"].powerState == "poweredOn") is self.on
        assert self.host.tasks.of(vm.ref) is None
        assert self.host.chaos.held() == 0
        free = self.host.inventory.get(self.host.datastores.ref("datastore1"), "summary").freeSpace
        assert free == self.store.free_space
        if not self.on and hasattr(self, "before"):
            assert self.names() - {"a", "b"} == self.before

    # inside

    def names(self) -> set[str]:
        """All files, without those that come and go with a VM that runs and its log."""
        found = {each.path for _, files in self.store.walk() for each in files}
        return {name for name in found if not name.endswith((".log", ".nvram"))}

    def left_for(self, name: str) -> int:
        """How large a file may be."""
        usage = self.store.usage(name).allocated if self.store.exists(name) else 0
        return self.store.free_space + usage

    def log_in(self) -> None:
        """The session under test, of a user of its own."""
        if not self.host.access.accounts.get("tester"):
            self.host.add_user("tester", "secret", -1)
        acting, self.host.chaos.on_calls = self.host.chaos.on_calls, False
        answer = self.soap(Talk(self.site), login("tester", "secret"))
        self.host.chaos.on_calls = acting
        assert answer[0] == DONE
        self.cookie = answer[1] or self.cookie  # a client keeps the one it has

    def soap(self, talk: Talk, inner: str) -> tuple[str, str, Any]:
        """What becomes of a call: a fault, a status or how it ended; the cookie; the reply."""
        body = (HEAD + inner + TAIL).encode()
        talk.head("POST", "/sdk", {"Content-Length": str(len(body)), "Cookie": self.cookie}, user=None)
        talk.send(body)
        self.host.chaos.release()
        self.pass_time(talk)
        return self.told(talk)

    def pass_time(self, talk: Talk) -> None:
        """Until the answer is there, or the connection has ended; what hangs is released."""
        for _ in range(4000):
            if not talk.open or self.is_whole(talk.transport.value()):
                return
            self.clock.advance(0.5)
            self.host.chaos.release()
        raise AssertionError("no answer")

    @staticmethod
    def is_whole(data: bytes) -> bool:
        """Whether an answer has come to its end."""
        head, end, body = data.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")), 0)
        return bool(end) and len(body) >= length

    def told(self, talk: Talk) -> tuple[str, str, Any]:
        """What the client makes of what it got."""
        if not self.is_whole(talk.transport.value()):
            talk.hang_up()
            return "broken", "", None
        answer = talk.read("POST")
        talk.hang_up()
        if b"<soapenv:Envelope" not in answer.body:
            return str(answer.status), "", None
        reply = etree.fromstring(answer.body)
        fault = reply.find(f".//{{{SOAP}}}Fault/detail")
        name = DONE if fault is None else str(fault[0].get(f"{{{XSI}}}type"))
        return name, (answer.headers["Set-Cookie"] or "").partition(";")[0], reply

    def acting(self, act: Callable[[], Any]) -> tuple[Any, Rule | None]:
        """What a function gives, and the rule that acted beside delays meanwhile."""
        before = {each.id: self.host.chaos.hits(each.id) for each in self.host.chaos.rules}
        result = act()
        hit = [each for each in self.host.chaos.rules if self.host.chaos.hits(each.id) > before[each.id]]
        hit = [each for each in hit if not isinstance(each.effect, Delay | Full)]
        assert len(hit) <= 1
        return result, hit[0] if hit else None

    def call(self, inner: str, usual: str, do: Callable[[], Any], *, task: bool = False) -> None:
        """Make a call; the model does it where it was done."""
        talk = Talk(self.site)
        (told, _, reply), by = self.acting(lambda: self.soap(talk, inner))
        self.clock.advance(500)  # delays of tasks
        effect = None if by is None else by.effect
        done = usual == DONE
        match effect:
            case Fault(fault=name):
                expected, done = name, False
            case EndSession():
                expected, done = "NotAuthenticated", False
                self.log_in()
            case Status(status=status, when=when):
                expected, done = str(status), done and when == "after"
            case Reset(reset=when):
                expected, done = "broken", done and when == "after"
            case Truncate(truncate=count):
                expected = "broken" if told == "broken" else DONE if task else usual
                assert told != "broken" or count < 5000
            case TaskFails(fault=name):
                expected, done = DONE, False
                assert self.end_of(reply) == name
            case _:
                assert effect is None or isinstance(effect, Hang)
                expected = DONE if task else usual
                if task:
                    assert self.end_of(reply) == usual
        assert told == expected, (told, expected, by)
        if done:
            do()

    def end_of(self, reply: Any) -> str:
        """The fault of a task that has ended."""
        info = self.host.inventory.find(reply.findtext(".//{urn:vim25}returnval")).values["info"]  # type: ignore[union-attr]
        assert info.state in ("success", "error")
        return DONE if info.error is None else type(info.error.fault).__name__

    def transfer(self, method: str, name: str, content: bytes | None, usual: str, do: Callable[[], Any]) -> None:
        """Make a request of /folder; likewise."""

        def ask() -> str:
            talk = Talk(self.site)
            length = {} if content is None else {"Content-Length": str(len(content))}
            talk.head(method, f"/folder/{name}?dcPath=ha-datacenter&dsName=datastore1", length)
            for start in range(0, len(content or b""), 100):
                if talk.open:
                    talk.send((content or b"")[start:start + 100])
            self.host.chaos.release()
            self.pass_time(talk)
            whole = self.is_whole(talk.transport.value())
            status = talk.read(method).status if whole else 0
            talk.hang_up()
            return str(status) if whole else "broken"

        told, by = self.acting(ask)
        effect = None if by is None else by.effect
        done, expected = usual in ("200", "201", "204"), usual
        match effect:
            case Status(status=status, when=when):
                expected, done = str(status), done and when == "after"
            case Reset(reset=when):
                expected, done = "broken", done and when == "after"
            case Truncate():
                expected = told if told in ("broken", usual) else usual
            case Cut(cut_at=count):
                if usual != "507" and content is not None and len(content) > count:
                    expected, done = "broken", False
                elif usual == "507":
                    expected = told if told in ("broken", "507") else usual
            case _:
                assert effect is None or isinstance(effect, Hang | Slow)
        assert told == expected, (told, expected, by)
        if done:
            do()


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
