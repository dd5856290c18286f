"""The way of a call, from the bytes of its body to the bytes of its reply. It knows nothing of HTTP beyond a status.

1. decode: the body becomes a method, an object and checked arguments
2. view: the SOAPAction's API version decides what the caller gets to see
3. session: who calls
4. object: the managed object is there and is of a type that has the method
5. authentication: only System.Anonymous works without a session
6. simulation: the method is simulated, or refused as ESX refuses it
7. privilege: the user may do this to this object
8. licence and disabled methods
9. chaos rules: what is to go wrong with this call
10. run: the method's body, or a task around it
11. encode: the result or the fault
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from fakeesx.chaos.fate import Fate, Intercepted
from fakeesx.host.managed_object import Call, Encoded, ManagedObject, fault
from fakeesx.host.property_collector.collector import fetch
from fakeesx.host.services.licence import check_licence
from fakeesx.schema.model import Method, Property, Result
from fakeesx.soap import envelope
from fakeesx.soap.decode import RequestCache, decoder
from fakeesx.soap.encode import Encoder, encoder
from fakeesx.soap.errors import SoapError

if TYPE_CHECKING:
    from fakeesx.calls import Record
    from fakeesx.host.esx import Esx

FETCH = Method("Fetch", "ManagedObject", (Property("prop", "xsd:string", False, False),),
               Result("xsd:anyType", True, False), (), None)
"""The undocumented operation that pyVmomi reads properties with."""

_OLDER_VIEWS = {"urn:vim25/4.0": "4.0", "urn:vim25/2.5u2": "4.0", "urn:vim25/2.5": "4.0"}
"""Known older versions and the oldest view this host has for them; any other SOAPAction gets the newest view."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: an HTTP status, the envelope in pieces, and the cookie to set for a client that has none.

    ``fate``: what becomes of it on its way, where a chaos rule says so.
    """

    status: int
    pieces: Sequence[bytes]
    set_cookie: str | None = None
    fate: Fate | None = None
    error: SoapError | None = None
    """What is wrong, when it is a fault."""

    @property
    def body(self) -> bytes:
        """The whole envelope."""
        return b"".join(self.pieces)


class Pipeline:
    """Answers the calls of one host."""

    log = Logger()

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._requests = RequestCache(decoder(host.types, FETCH))

    def handle(
        self, body: bytes, soap_action: str | None = None, cookie: str | None = None, peer: str = "",
    ) -> tuple[Reply | Deferred[Reply], Call | None]:
        """Answer a call; the Call (``None`` when it could not be decoded) is for telling that the client has gone."""
        requests = self._host.requests
        record = requests.begin(body, peer)
        reply, call = self._answer(record, body, soap_action, cookie, peer)
        if isinstance(reply, Deferred):
            if call is not None:
                call.on_gone.insert(0, partial(requests.gone, record))
                record.effects = call.effects
            reply.addCallback(self._answered, record, call)
        else:
            self._answered(reply, record, call)
        return reply, call

    def _answered(self, reply: Reply, record: Record, call: Call | None) -> Reply:
        """Put into the log how a call ended."""
        task = None
        if call is not None:
            task, record.effects = call.task, call.effects
        fate = reply.fate
        if fate is not None and (fate.reset or fate.status is not None):
            self._host.requests.replaced(record, None if fate.reset else fate.status, len(fate.body), task)
        else:
            self._host.requests.ended(record, reply, task)
        return reply

    def _answer(
        self, record: Record, body: bytes, soap_action: str | None, cookie: str | None, peer: str,
    ) -> tuple[Reply | Deferred[Reply], Call | None]:
        set_cookie = None
        if cookie is None or not self._host.sessions.knows(cookie):
            cookie = set_cookie = self._host.sessions.new_cookie()
        view = self._view(soap_action)  # 2
        try:
            request = self._requests.request(body)  # 1
        except SoapError as error:
            return Reply(500, (envelope.fault(error, view),), set_cookie, None, error), None
        session = self._host.sessions.find(cookie)  # 3
        record.request = request
        if session is not None:
            record.user, record.session_key = session.user, session.key
        call = Call(request.method, request.this, request.arguments, session, view, peer, request.operation_id, cookie)
        try:
            result = self._run(call, record)
        except Exception as error:  # noqa: BLE001 - whatever happens, the client gets a fault
            return self._failed(call, error, set_cookie), call
        if isinstance(result, Deferred):
            if session is not None:
                session.waiting += 1
            result.addBoth(self._finish, call, set_cookie)
            return result, call
        return self._succeeded(call, result, set_cookie), call

    def _run(self, call: Call, record: Record) -> Any:
        target, function = self._checked(call, record)
        self._host.called(call)
        if self._host.chaos.on_calls:  # 9
            return self._host.chaos.meet(call, target, self._proceed)
        return self._start(call, target, function)

    def _proceed(self, call: Call) -> Any:
        """Run a call that a chaos rule kept back or changed; what was there before may have gone meanwhile."""
        if call.session is not None and call.session.ended:
            call.session = None
        return self._start(call, *self._checked(call, None))

    def _checked(self, call: Call, record: Record | None) -> tuple[ManagedObject, Any]:
        """The object of a call and the function to run, when nothing speaks against it."""
        host, this, method = self._host, call.this, call.method
        node = host.inventory.find(this.value)  # 4
        if node is not None and record is not None:
            record.name = node.values.get("name")
        if node is None or not _same_type(host, node.ref.type, this.type) or (
            node.owner is not None and (call.session is None or node.owner != call.session.key)
        ):
            if call.session is None and method.privilege != "System.Anonymous":
                raise fault("NotAuthenticated", object=this, privilegeId=method.privilege or "System.View")
            raise fault("ManagedObjectNotFound", obj=this)
        target = host.object(node.ref)
        if method is FETCH:
            return target, None
        if not host.model.managed_is_a(node.ref.type, method.owner):
            raise SoapError(f"The method {method.name} is not one of {node.ref.type}", host.invalid_request)
        if call.session is None and method.privilege != "System.Anonymous":  # 5
            raise fault("NotAuthenticated", object=node.ref, privilegeId=method.privilege or "System.View")
        function = target.declared(method.name)  # 6
        if function is None:
            refused = target.refusal(method.name)
            if refused is None:
                host.not_simulated(method)
            raise fault(refused or "NotSupported")
        if call.session is not None:  # 7
            privilege = method.privilege or target.privileges.get(method.name, "System.View")
            host.access.require(call.user, privilege, node.ref)
        check_licence(host, method)  # 8
        return target, function

    def _start(self, call: Call, target: ManagedObject, function: Any) -> Any:  # 10
        if function is None:
            return fetch(target, call, call.arguments["prop"])
        if function.__vim_kind__ == "method":
            with self._host.inventory.transaction():
                return function(target, call, **call.arguments)
        return self._host.tasks.start(call, function(target, call, **call.arguments), **function.__vim_task__)

    def _finish(self, result: Any, call: Call, set_cookie: str | None) -> Reply:
        if call.session is not None:
            call.session.waiting -= 1
            self._host.sessions.touch(call.session)
        if isinstance(result, Failure):
            return self._failed(call, result.value or RuntimeError("failed"), set_cookie)
        return self._succeeded(call, result, set_cookie)

    def _succeeded(self, call: Call, result: Any, set_cookie: str | None) -> Reply:  # 11
        set_cookie = call.set_cookie or set_cookie
        if isinstance(result, Encoded):
            return Reply(200, envelope.around(call.method, result.pieces), set_cookie, call.fate)
        try:
            return Reply(200, (envelope.reply(call.method, result, call.encoder),), set_cookie, call.fate)
        except Exception as error:  # noqa: BLE001 - a result that can't be encoded is our fault, and a fault it is
            return self._failed(call, error, set_cookie)

    def _failed(self, call: Call, error: BaseException, set_cookie: str | None) -> Reply:
        if isinstance(error, Intercepted):
            return Reply(error.fate.status or 500, (error.fate.body,), set_cookie, error.fate)
        if not isinstance(error, SoapError):
            failure = Failure(error)
            self.log.failure("{method} failed", failure=failure, method=call.method.name)
            error = fault("SystemError", "A general system error occurred: internal error", reason="internal error")
        self._host.failed(call, error)
        return Reply(500, (envelope.fault(error, call.encoder),), set_cookie, call.fate, error)

    def _view(self, soap_action: str | None) -> Encoder:
        if soap_action:
            older = _OLDER_VIEWS.get(soap_action.strip().strip("\"'"))
            if older is not None:
                return encoder(older)
        return self._host.encoder


def _same_type(host: Esx, actual: str, asked: str) -> bool:
    return actual == asked or host.model.managed_is_a(actual, asked)

