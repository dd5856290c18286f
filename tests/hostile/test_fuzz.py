"""Random requests: whatever comes, a host answers with a result or a fault, and nothing fails inside it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from calling import HEAD, Client, Faulted
from failures import failures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Values
from twisted.internet.defer import Deferred

from fakeesx.host.coverage import coverage
from fakeesx.host.esx import Esx
from fakeesx.schema.model import Method
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.encode import encoder

WORDS = (
    "", "*", "16", "2000", "VirtualMachine", "HostSystem", "name", "config.name", "ha-host", "datastore1", "[datastore1]",
    "[datastore1] vm/vm.vmx", "[datastore1] vm/vm.vmdk", "[datastore1] ../../etc/passwd", "VM Network", "vSwitch0", "vmnic1",
    "root", "otherGuest", "sshServer", "poweredOn",
)  # fmt: skip


class Likely(Values):
    """Values that are more likely to mean something to a host: its own objects, words it knows."""

    def __init__(self, random: random.Random, fill: float, host: Esx) -> None:
        super().__init__(random, fill)
        self._host = host

    def reference(self, target: str | None = None) -> ManagedObjectReference:
        """Mostly an object that is there."""
        model, there = self._host.model, list(self._host.inventory.nodes())
        fitting = [node.ref for node in there if target and model.managed_is_a(node.ref.type, target)]
        if fitting and self.random.random() < 0.8:
            return self.random.choice(fitting)
        return super().reference(target)

    def _text(self) -> str:
        return self.random.choice(WORDS) if self.random.random() < 0.6 else super()._text()


def request(host: Esx, method: Method, source: random.Random) -> bytes | None:
    """A valid call with random arguments on some object of the right type, ``None`` when there is none."""
    objects = [node.ref for node in host.inventory.nodes() if host.model.managed_is_a(node.ref.type, method.owner)]
    if not objects:
        return None
    this = source.choice(objects)
    values = Likely(source, source.choice([0.0, 0.3, 1.0]), host)
    given = {p.name: values._property(p, 0) for p in method.params if not p.optional or source.random() < 0.6}
    inner = b"".join(encoder().element(p.name, given[p.name], p.type, p.array) for p in method.params if p.name in given)
    name = method.name.encode()
    return b'%b<%b xmlns="urn:vim25"><_this type="%b">%b</_this>%b</%b></e:Body></e:Envelope>' % (
        HEAD, name, this.type.encode(), encoder_escape(this.value), inner, name,
    )  # fmt: skip


def encoder_escape(text: str) -> bytes:
    """Character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def simulated(host: Esx) -> list[Method]:
    """The methods that do something; not those that end the session."""
    names = [row.method for row in coverage() if row.status == "simulated"]
    return [host.model.methods[name] for name in names if name not in ("Logout", "TerminateSession")]


def renewed(client: Client, make: Callable[[], Esx]) -> Client:
    """The client with a session; one of a new host where somebody has removed root."""
    try:
        client.call("ServiceInstance", "CurrentTime")
        return client
    except Faulted:
        try:
            return Client(client.host).login()
        except Faulted:
            return Client(make()).login()


@pytest.mark.parametrize("seed", range(6))
def test_random_arguments(fresh_host: Callable[[], Esx], seed: int) -> None:
    """Every simulated method, several times, in random order on one host after the other."""
    source = random.Random(seed)
    client = Client(fresh_host()).login()
    with failures() as found:
        for _ in range(8):
            methods = simulated(client.host)
            source.shuffle(methods)
            for method in methods:
                body = request(client.host, method, source)
                if body is None:
                    continue
                begin = time.process_time()
                reply, call = client.host.pipeline.handle(body, "urn:vim25/4.1", client.cookie)
                assert time.process_time() - begin < 2
                if isinstance(reply, Deferred):
                    reply.addErrback(lambda _: None)
                    for gone in call.on_gone if call is not None else ():
                        gone()
                else:
                    assert reply.status in (200, 500)
                client.host.clock.advance(1)  # type: ignore[attr-defined]
                assert not found, (method.name, body, found[0].getTraceback())
                client = renewed(client, fresh_host)


def mutated(body: bytes, source: random.Random) -> bytes:
    """A body with some of its bytes, elements or words changed."""
    for _ in range(source.randrange(1, 4)):
        kind = source.randrange(5)
        start = source.randrange(len(body))
        end = min(len(body), start + source.randrange(1, 40))
        if kind == 0:
            body = body[:start] + body[end:]
        elif kind == 1:
            body = body[:start] + bytes(source.randrange(256) for _ in range(end - start)) + body[end:]
        elif kind == 2:
            body = body[:end] + body[start:]
        elif kind == 3:
            word = source.choice([b"<", b">", b"&", b'"', b"</", b"<x/>", b"<!--", b"]]>", b"<![CDATA[", b"xsi:type='x'"])
            body = body[:start] + word + body[start:]
        else:
            parts = body.split(b"><")
            source.shuffle(parts)
            body = b"><".join(parts)
    return body


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(source=st.randoms(use_true_random=False))
def test_mutated_requests(host: Esx, source: Any) -> None:
    """Valid requests with damage, without a session."""
    method = source.choice(sorted(host.model.methods.values(), key=lambda method: method.name))
    body = request(host, method, source)
    if body is None:
        return
    with failures() as found:
        reply, _ = host.pipeline.handle(mutated(body, source), None, None)
    assert not found, found[0].getTraceback()
    assert not isinstance(reply, Deferred)
    assert reply.status in (200, 500)
    assert b"Traceback" not in reply.body


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_random_bytes(host: Esx, body: bytes) -> None:
    """No request at all."""
    with failures() as found:
        reply, _ = host.pipeline.handle(body, None, None)
    assert not found
    assert not isinstance(reply, Deferred)
    assert reply.status == 500
