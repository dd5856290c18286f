"""Sending the requests of a recording to a host, one after the other, and comparing what it answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from fakeesx.testing.recorder.comparing import Difference, Ignored, compare_http, compare_replies
from fakeesx.testing.recorder.format import Body, Exchange
from fakeesx.testing.recorder.reader import Recording
from fakeesx.testing.recorder.report import Finding, Report
from fakeesx.testing.recorder.shapes import Reply, local, read_call, read_reply
from fakeesx.testing.recorder.target import Answer, NoAnswer, Target, basic
from fakeesx.testing.recorder.translating import Translation
from fakeesx.testing.recorder.waiting import Run, compares, set_version, unfinished, waiting_call

_BLOCK = 1 << 20
_LOGINS = frozenset({"Login"})
_SENT = frozenset({"soapaction", "content-type", "user-agent", "range", "content-range", "accept"})
_POLL = 0.05
"""Seconds between two looks at a task that has not ended."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: for any answer, for a task to end, for a change that may have been reported already."""

    answer: float = 120.0
    task: float = 60.0
    change: float = 2.0


class Replay:
    """One replay on one host. ``user`` and ``password`` take the place of the first login's that went well."""

    def __init__(
        self, target: Target, user: str, password: str, ignored: Ignored = Ignored(()), patience: Patience = Patience(),  # noqa: B008 - values
        sleep: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._target = target
        self._user, self._password = user, password
        self._ignored = ignored
        self._patience = patience
        self._sleep, self._now = sleep, now
        self._translation = Translation()
        self._login: tuple[str, str] | None = None
        """The recorded user and what stands for the password that ``password`` takes the place of."""
        self._runs: dict[int, dict[str, Run]] = {}
        self._versions: dict[tuple[int, str], str] = {}
        self.report = Report()

    def run(self, recording: Recording) -> Report:
        """Replay all of a recording. Raises ``BadRecording``, ``OSError`` where the file can't be read."""
        for number, exchange in enumerate(recording, 1):
            self.report.exchanges += 1
            self._replay(number, exchange)
        for session in list(self._runs):
            self._end_runs(session)
        self.report.warnings += recording.warnings
        return self.report

    def _replay(self, number: int, exchange: Exchange) -> None:
        reason = _unfit(exchange)
        call = read_call(exchange.request.text) if exchange.method == "POST" else None
        name = local(call) if call is not None else f"{exchange.method} {exchange.uri.partition('?')[0]}"
        if reason is not None:
            self.report.skip(number, name, reason)
            return
        recorded = read_reply(exchange.reply.text)
        if call is not None and waiting_call(call) and recorded is not None:
            if recorded.fault == "RequestCanceled":
                self.report.skip(number, name, "it was cancelled")
            else:
                self._wait(number, exchange, call, recorded)
            return
        self._end_runs(exchange.session)
        lost = None if call is None else self._translation.lost([call])
        if lost is not None:
            self.report.skip(number, name, f"it is for what #{lost} did not give")
            if recorded is not None:
                self._translation.lose(recorded, lost)
            return
        try:
            found = self._other(number, exchange, call, recorded)
        except NoAnswer as problem:
            found = [Difference("no answer", "", str(exchange.status), str(problem))]
            if recorded is not None:
                self._translation.lose(recorded, number)
        self._found(number, name, found)

    def _other(
        self, number: int, exchange: Exchange, call: etree._Element | None, recorded: Reply | None,
    ) -> list[Difference]:
        """Any exchange but a wait."""
        if call is not None:
            self._translate(call, recorded)
        until = self._now() + self._patience.task
        while True:
            answer = self._send(exchange, call, self._patience.answer)
            actual = read_reply(answer.body) if call is not None else None
            if recorded is None or actual is None or unfinished(recorded) or not unfinished(actual) or self._now() > until:
                break
            self._sleep(_POLL)  # the recorded client saw the end of a task here
        found = compare_http(exchange.status, exchange.reply_headers, answer.status, answer.headers)
        if recorded is None or actual is None:
            if recorded is not None:
                found.append(Difference("type", "", "an envelope", "something else"))
            return found
        self._translation.learn(recorded, actual)
        differences = compare_replies(recorded, actual) if compares(recorded, actual) else []
        if recorded.fault is None and actual.fault is not None:
            self._translation.lose(recorded, number)
        if recorded.fault != actual.fault:
            found = [each for each in found if each.kind != "status"]  # it follows from the other
        return found + differences

    # waits

    def _wait(self, number: int, exchange: Exchange, call: etree._Element, recorded: Reply) -> None:
        collector = call[0].text or "" if len(call) else ""
        run = self._runs.setdefault(exchange.session, {}).setdefault(collector, Run())
        run.number, run.method = number, local(call)
        if recorded.fault is not None:
            self._wait_for_fault(exchange, call, recorded, run)
            return
        expected = run.expect(recorded, self._translation)
        if not expected and local(call) != "CheckForUpdates":
            return  # nothing came there, or what came there is known here
        self._translate(call, recorded)
        at = exchange.session, collector
        until = self._now() + self._patience.task
        while True:
            set_version(call, self._versions.get(at, ""))
            patience = self._patience.change if run.done else max(until - self._now(), self._patience.change)
            try:
                answer = self._send(exchange, call, patience)
            except NoAnswer as problem:
                if problem.in_time or not run.done:
                    run.faults.append(Difference("no answer", "", "200", str(problem)))
                return
            run.sent = True
            actual = read_reply(answer.body)
            if actual is None or actual.fault is not None:
                run.faults += [Difference("fault", "", "(a result)", actual.fault or "")] if actual else [
                    Difference("status", "", "200", str(answer.status))
                ]
                return
            self._translation.learn(recorded, actual)
            run.take(actual)
            self._versions[at] = run.version or self._versions.get(at, "")
            run.wanted = {self._translation.moid("Task", task) for task in run.wanted}
            if run.done or self._now() > until:
                return
            call = _with_version(call)

    def _wait_for_fault(self, exchange: Exchange, call: etree._Element, recorded: Reply, run: Run) -> None:
        self._translate(call, recorded)
        try:
            actual = read_reply(self._send(exchange, call, self._patience.task).body)
        except NoAnswer as problem:
            run.faults.append(Difference("no answer", "", recorded.fault or "", str(problem)))
            return
        if actual is not None:
            run.faults += compare_replies(recorded, actual)

    def _end_runs(self, session: int) -> None:
        for run in self._runs.pop(session, {}).values():
            self._found(run.number, run.method, run.differences())

    # requests

    def _translate(self, call: etree._Element, recorded: Reply | None) -> None:
        if local(call) in _LOGINS:
            self._log_in(call, recorded)
        self._translation.call(call)

    def _log_in(self, call: etree._Element, recorded: Reply | None) -> None:
        parts = {local(child): child for child in call}
        user, password = parts.get("userName"), parts.get("password")
        if user is None or password is None or recorded is None or recorded.fault is not None:
            return
        if self._login is None:
            self._login = user.text or "", password.text or ""
        if (user.text or "", password.text or "") == self._login:
            user.text, password.text = self._user, self._password

    def _send(self, exchange: Exchange, call: etree._Element | None, timeout: float) -> Answer:
        headers = {name: value for name, value in exchange.request_headers.items() if name in _SENT}
        authorization = exchange.request_headers.get("authorization")
        if authorization is not None:
            headers["authorization"] = self._authorization(authorization)
        body: bytes | Iterator[bytes]
        if call is not None:
            body = etree.tostring(call.getroottree(), encoding="utf-8", xml_declaration=True)
            length = len(body)
        else:
            body, length = _content(exchange.request)
        uri = exchange.uri
        if call is not None and uri.partition("?")[0] == "/sdk":
            uri = self._target.path
        uri = self._translation.text(uri)
        return self._target.send(
            exchange.connection, exchange.session, exchange.method, uri, headers, body, length, timeout,
        )

    def _authorization(self, recorded: str) -> str:
        scheme, _, rest = recorded.partition(" ")
        if scheme.lower() != "basic":
            return recorded
        user, _, password = rest.partition(":")
        if self._login is None or (user, password) == self._login:
            return basic(self._user, self._password)
        return basic(user, password)

    def _found(self, number: int, name: str, found: list[Difference]) -> None:
        left = [each for each in found if not self._ignored(name, each)]
        self.report.ignored += len(found) - len(left)
        self.report.compared += 1
        if left:
            self.report.findings.append(Finding(number, name, tuple(left)))


def _unfit(exchange: Exchange) -> str | None:
    """Why an exchange can't be replayed."""
    if exchange.ending != "complete":
        return {
            "client-gone": "the client went away before it had its answer", "upstream-failed": "the host gave no answer",
            "cut": "its answer broke off",
        }[exchange.ending]
    if exchange.method == "POST" and exchange.request.size and exchange.request.text is None:
        return "its body was not recorded"
    return None


def _content(body: Body) -> tuple[bytes | Iterator[bytes], int]:
    """The content of a body, or zeros in place of one that was not recorded."""
    if body.text is not None:
        return body.text.encode(), len(body.text.encode())
    if body.content is not None:
        return body.content, len(body.content)
    return _zeros(body.size), body.size


def _zeros(size: int) -> Iterator[bytes]:
    for start in range(0, size, _BLOCK):
        yield bytes(min(_BLOCK, size - start))


def _with_version(call: etree._Element) -> etree._Element:
    """A call that asks for updates again: after the first answer there is a version."""
    if not any(local(child) == "version" and child.text for child in call):
        version = next((child for child in call if local(child) == "version"), None)
        if version is None:
            namespace = re.match(r"\{[^}]*\}", str(call.tag))
            version = etree.Element(f"{namespace[0] if namespace else ''}version")
            call.insert(1, version)
        version.text = "1"  # whatever it is, it is replaced by the latest
    return call
