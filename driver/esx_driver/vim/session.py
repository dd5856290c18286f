"""A session on a host: login, calls, and what to do when the session, the connection or the answer is lost.

A call that the host refused for want of a session, and one that never reached it, is simply made again. When the answer
was lost the call may have taken effect: only calls that change nothing are repeated; of others it is found out first
whether they did (``look``), and nothing is ever sent twice on a guess.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import zeep
from lxml import etree
from oslo_config import cfg
from zeep.exceptions import Fault
from zeep.wsdl import Document
from zeep.wsdl.utils import etree_to_string

from esx_driver import options
from esx_driver.errors import HostError, LoginRefused, NotSoap, OutcomeUnknown, Overloaded, Unreachable
from esx_driver.vim import faults, methods
from esx_driver.vim.document import Types, document
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref, is_reference
from esx_driver.vim.wire import Answer, Lost, NotSent, Timeouts, Wire, tls_context

_log = logging.getLogger(__name__)

SERVICE_INSTANCE = Ref("ServiceInstance", "ServiceInstance")
UNDONE: Any = object()
"""What a ``look`` returns when the call did not take effect."""
_LONGEST_DELAY = 5.0
_MOST_LOGINS = 2
"""How often one call may lead to a new login: a host that says NotAuthenticated right after one means something else."""
_BUSY = (502, 503, 504)
"""Statuses that say that the request was not carried out."""


class Session:
    """A login on a host; thread-safe. A call is made again ``retries`` times at most, first after ``delay`` seconds."""

    def __init__(
        self, wire: Wire, user: str, password: str, wsdl: Document, *, retries: int = 10, delay: float = 0.1,
        sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic,
        source: random.Random | None = None,
    ) -> None:
        """Connect and log in. Raises ``Unreachable``, ``CertificateRefused``, ``LoginRefused``, ``NotSoap``, ``Overloaded``.
        """
        self.wire = wire
        self.types = Types(wsdl)
        self.clock = clock
        self.sleep = sleep
        self._user, self._password = user, password
        self._retries, self._delay = retries, delay
        self._random = source or random.Random()
        self._zeep = zeep.Client(wsdl)
        self._binding = wsdl.services["VimService"].ports["VimPort"].binding
        self._lock = threading.Lock()
        self._cookie = ""
        self._key = ""
        self._logins = 0
        self._calls = 0
        self._closed = False
        self.content: Any = self._attempt("RetrieveServiceContent", SERVICE_INSTANCE, {}, None, None)
        self._log_in(0)

    @property
    def calls(self) -> int:
        """How many requests were sent."""
        return self._calls

    @property
    def key(self) -> str:
        """The session's key on the host; changes with a new login."""
        return self._key

    @property
    def logins(self) -> int:
        """How often it logged in: what a session owns on the host (filters, tickets) is gone when this has grown."""
        return self._logins

    @property
    def cookie(self) -> str:
        """The ``Cookie`` header of this session, for the host's other doors. A secret."""
        return self._cookie

    @property
    def api_version(self) -> tuple[int, ...]:
        """The version of the host's API: ``(4, 1)``."""
        return tuple(int(part) for part in self.content.about.apiVersion.split(".") if part.isdigit())

    def manager(self, name: str) -> Ref:
        """A managed object of the service content: ``propertyCollector``, ``fileManager``, …"""
        return Ref.of(getattr(self.content, name))

    def call(
        self, method: str, this: Ref, *, look: Callable[[], Any] | None = None, silence: float | None = None, **params: Any,
    ) -> Any:
        """Call a method; references in the result are ``Ref`` values, ``None`` parameters are left out.

        ``look``: finds out, when the answer was lost, whether the call took effect: its result then, else ``UNDONE``.
        ``silence``: seconds the host may be silent. Raises ``VimFault``, ``Unreachable``, ``Overloaded``, ``NotSoap``,
        ``OutcomeUnknown``, ``LoginRefused``.
        """
        if self._closed:
            raise Unreachable(f"{method}: the session was closed")
        return self._attempt(method, this, params, look, silence)

    def renew(self, logins: int) -> None:
        """Log in again, unless that was done since ``logins`` was read. Raises as ``call``."""
        self._log_in(logins)

    def alive(self) -> bool:
        """Whether the host knows this session still. (``SessionIsActive`` is not there on ESX.)"""
        types, manager = self.types, self.manager("sessionManager")
        spec = types.PropertyFilterSpec(
            propSet=[types.PropertySpec(type="SessionManager", pathSet=["currentSession"])],
            objectSet=[types.ObjectSpec(obj=manager)],
        )
        try:
            found = self._once(
                "RetrieveProperties", self.manager("propertyCollector"), {"specSet": [spec]}, None, check=False,
            )
        except faults.NotAuthenticated:
            return False
        return any(item.val is not None and item.val.key == self._key for content in found or () for item in content.propSet)

    def close(self) -> None:
        """Log out and close the connections. Never raises: a session that can't be ended ends by itself."""
        self._closed = True
        try:
            self._once("Logout", self.manager("sessionManager"), {}, 5.0)
        except (VimFault, HostError, NotSent, Lost) as error:
            _log.debug("logout: %s", error)
        self.wire.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # one call, as often as it takes

    def _attempt(
        self, method: str, this: Ref, params: dict[str, Any], look: Callable[[], Any] | None, silence: float | None,
    ) -> Any:
        last: Exception | None = None
        fresh = logged_in = 0
        for turn in range(self._retries + 1):
            if turn and turn > fresh:
                self._back_off(turn - fresh)
            known = self._logins
            try:
                return self._once(method, this, params, silence)
            except faults.NotAuthenticated:
                logged_in += 1
                if logged_in > _MOST_LOGINS or not self._key:
                    raise
                self._log_in(known)
                fresh = turn + 1  # nothing is wrong with the host: no need to wait
            except NotSent as error:
                last = error
            except (Lost, NotSoap, Overloaded) as error:  # that a busy host did nothing is likely, and not certain
                last = error
                if not methods.repeatable(method):
                    done = self._found_out(method, look, error)
                    if done is not UNDONE:
                        return done
            _log.debug("%s: again, after: %s", method, last)
        if isinstance(last, HostError):
            raise last
        raise Unreachable(f"{method}: {last}")

    def _found_out(self, method: str, look: Callable[[], Any] | None, error: Exception) -> Any:
        """What a call whose answer was lost did."""
        if look is None:
            raise OutcomeUnknown(method, f"{method}: {error}; whether it took effect is not known") from error
        try:
            return look()
        except OutcomeUnknown:
            raise
        except HostError as problem:
            raise OutcomeUnknown(
                method, f"{method}: {error}; whether it took effect could not be found out: {problem}",
            ) from error

    def _back_off(self, turn: int) -> None:
        delay = min(self._delay * 2 ** (turn - 1), _LONGEST_DELAY)
        self.sleep(delay * self._random.uniform(0.75, 1.25))

    # one request

    def _once(
        self, method: str, this: Ref, params: dict[str, Any], silence: float | None, *, check: bool = True,
    ) -> Any:
        types = self.types
        arguments = {name: types.out(value) for name, value in params.items() if value is not None}
        envelope, headers = self._binding._create(
            method, (), {"_this": types.ref(this), **arguments}, self._zeep, {},
        )
        if self._cookie:
            headers["Cookie"] = self._cookie
        begun = self.clock()
        self._calls += 1
        answer = self.wire.post("/sdk", etree_to_string(envelope), headers, silence)
        self._take_cookie(answer)
        try:
            result = self._read(method, answer)
        except VimFault as fault:
            self._told(method, this, begun, fault.name or "fault")
            raise
        self._told(method, this, begun, "")
        if check and method in methods.READS:
            methods.require_session(method, result, self)
        return plain(result)

    def _told(self, method: str, this: Ref, begun: float, outcome: str) -> None:
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("%s %s: %.1f ms%s", method, this, (self.clock() - begun) * 1000, outcome and f", {outcome}")

    def _read(self, method: str, answer: Answer) -> Any:
        """The result of an answer. Raises ``VimFault``, ``Overloaded``, ``NotSoap``."""
        if answer.status in _BUSY:
            raise Overloaded(f"{method}: the host is busy (HTTP {answer.status})")
        if answer.status not in (200, 500) or not answer.content or not answer.is_xml:
            raise NotSoap(f"{method}: the host answered with HTTP {answer.status}, {_kind(answer)}, not SOAP", answer.status)
        operation = self._binding.get(method)
        try:
            result = self._binding.process_reply(self._zeep, operation, _Response(answer))
        except Fault as fault:
            raise self._exception(method, fault) from None
        except (zeep.exceptions.Error, etree.XMLSyntaxError, LookupError) as error:
            raise NotSoap(f"{method}: the host's answer can't be read: {error}", answer.status) from error
        return result

    def _exception(self, method: str, fault: Fault) -> VimFault:
        value: Any = None
        lineage: tuple[str, ...] = ()
        if fault.detail is not None and len(fault.detail):
            node = fault.detail[0]
            value = self._zeep.wsdl.types.get_element(node.tag).parse(node, self._zeep.wsdl.types)
            lineage = self.types.lineage(value)
        return faults.exception(lineage, fault.message or "", value, method)

    def _take_cookie(self, answer: Answer) -> None:
        header = answer.headers.get("Set-Cookie")
        if header and header.startswith("vmware_soap_session"):
            self._cookie = header.partition(";")[0]

    # login

    def _log_in(self, known: int) -> None:
        with self._lock:
            if self._logins != known:  # another thread was faster
                return
            old = self._key
            self._cookie = ""
            try:
                session = self._attempt(
                    "Login", self.manager("sessionManager"), {"userName": self._user, "password": self._password},
                    lambda: UNDONE, None,  # a login whose answer was lost leaves a session that ends by itself
                )
            except faults.InvalidLogin:
                raise LoginRefused(f"the host does not take the password of {self._user!r}") from None
            self._key = session.key
            self._logins += 1
            if old:
                self._end(old)

    def _end(self, key: str) -> None:
        """End the session before this one, if the host still has it."""
        try:
            self._once("TerminateSession", self.manager("sessionManager"), {"sessionId": [key]}, None)
        except (VimFault, HostError, NotSent, Lost) as error:
            _log.debug("the earlier session could not be ended: %s", type(error).__name__)


def connect(conf: cfg.ConfigOpts, *, retries: int | None = None) -> Session:
    """Log in to the host of the options. Raises ``ConfigError`` and as ``Session``."""
    tls = tls_context(conf.vmwareapi_ca_file, conf.vmwareapi_insecure, conf.vmwareapi_tls_minimum)
    wire = Wire(options.address(conf), tls, Timeouts(conf.vmwareapi_connect_timeout, conf.vmwareapi_call_timeout))
    return Session(
        wire, conf.vmwareapi_host_username, conf.vmwareapi_host_password, document(conf.vmwareapi_wsdl_loc),
        retries=conf.vmwareapi_api_retry_count if retries is None else retries, delay=conf.vmwareapi_retry_delay,
    )


def plain(value: Any) -> Any:
    """A result with ``Ref`` values in place of references, in lists too."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return Ref.of(value) if is_reference(value) else value


def _kind(answer: Answer) -> str:
    return answer.headers.get("Content-Type") or "an answer without a type"


class _Response:
    """An answer as zeep wants it."""

    encoding = "utf-8"

    def __init__(self, answer: Answer) -> None:
        self.status_code = answer.status
        self.headers = answer.headers
        self.content = answer.content
