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
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from oslo_config import cfg
from zeep.wsdl import Document

from esx_driver import options
from esx_driver.errors import ConfigError, HostError, LoginRefused, NotSoap, OutcomeUnknown, Overloaded, Unreachable
from esx_driver.vim import faults, keeping, methods
from esx_driver.vim.document import document
from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref, is_reference
from esx_driver.vim.soap import Soap
from esx_driver.vim.wire import Answer, Lost, NotSent, Timeouts, Wire, tls_context

_log = logging.getLogger(__name__)
T = TypeVar("T")

SERVICE_INSTANCE = Ref("ServiceInstance", "ServiceInstance")
UNDONE: Any = object()
"""What a ``look`` returns when the call did not take effect."""
_LONGEST_DELAY = 5.0


@dataclass(frozen=True)
class _Login:
    """What a login gave, all of it at once: a call is sent with one of them, and what its answer means is judged by it."""

    number: int = 0
    user: str = ""
    cookie: str = field(default="", repr=False)
    key: str = field(default="", repr=False)


_NOBODY = _Login()


class Session:
    """A login on a host; thread-safe. A call is made again ``retries`` times at most, first after ``delay`` seconds."""

    def __init__(
        self, wire: Wire, user: str, password: str, wsdl: Document, *, retries: int = 10, delay: float = 0.1,
        sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic,
        source: random.Random | None = None,
    ) -> None:
        """Connect and log in. Raises ``Unreachable``, ``CertificateRefused``, ``LoginRefused``, ``NotSoap``, ``Overloaded``;
        the connections are closed then.
        """
        self.wire = wire
        self.clock = clock
        self.sleep = sleep
        self._soap = Soap(wsdl)
        self.types = self._soap.types
        self._user, self._password = user, password
        self._retries, self._delay = retries, delay
        self._random = source or random.Random()
        self._logging_in = threading.Lock()
        self._counting = threading.Lock()
        self._calls = 0
        self._login = _NOBODY
        self._asked = clock()
        self._closed = False
        self._ended = threading.Event()
        method = "RetrieveServiceContent"
        try:
            self.content: Any = self._attempt(
                method, lambda login: self._send(method, SERVICE_INSTANCE, {}, None, login)[0], fixed=_NOBODY,
            )
            self._log_in(0)
        except BaseException:
            wire.close()
            raise

    @property
    def calls(self) -> int:
        """How many requests were sent."""
        return self._calls

    @property
    def idle(self) -> float:
        """Seconds since something was sent to the host."""
        return self.clock() - self._asked

    @property
    def key(self) -> str:
        """The session's key on the host; changes with a new login."""
        return self._login.key

    @property
    def user(self) -> str:
        """The user, as the host names it."""
        return self._login.user

    @property
    def logins(self) -> int:
        """How often it logged in: what a session owns on the host (filters, tickets) is gone when this has grown."""
        return self._login.number

    @property
    def cookie(self) -> str:
        """The ``Cookie`` header of this session, for the host's other doors. A secret."""
        return self._login.cookie

    @property
    def authorization(self) -> str:
        """The ``Authorization`` header for doors that take no session. A secret."""
        return "Basic " + b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")

    @property
    def api_version(self) -> tuple[int, ...]:
        """The version of the host's API: ``(4, 1)``."""
        return tuple(int(part) for part in self.content.about.apiVersion.split(".") if part.isdigit())

    def manager(self, name: str) -> Ref:
        """A managed object of the service content: ``propertyCollector``, ``fileManager``, …"""
        return Ref.of(getattr(self.content, name))

    def call(
        self, method: str, this: Ref, *, look: Callable[[], Any] | None = None, silence: float | None = None,
        within: int | None = None, **params: Any,
    ) -> Any:
        """Call a method; references in the result are ``Ref`` values, ``None`` parameters are left out.

        ``look``: finds out, when the answer was lost, whether the call took effect: its result then, else ``UNDONE``.
        ``silence``: seconds the host may be silent. ``within``: the login that the call belongs to (see ``logins``), for
        what goes with a session: when that has ended there is a new login, but the call raises ``NotAuthenticated``. Raises
        ``VimFault``, ``Unreachable``, ``Overloaded``, ``NotSoap``, ``OutcomeUnknown``, ``LoginRefused``, ``Unsendable``.
        """
        return self._attempt(
            method, lambda login: self._once(method, this, params, silence, login), look=look, within=within,
        )

    def renew(self, logins: int) -> None:
        """Log in again, unless that was done since ``logins`` was read. Raises as ``call``."""
        self._log_in(logins)

    def alive(self) -> bool:
        """Whether the host knows this session still. Raises as ``call``."""
        return self._attempt("RetrieveProperties", self._known)

    def keep_alive(self, interval: float) -> None:
        """From now on the session is not idle for longer than so many seconds, so that the host does not end it."""
        keeping.keep_alive(self, self._ended, interval)

    def close(self, logout: bool = True) -> None:
        """Log out and close the connections. Never raises: a session that can't be ended ends by itself.

        So it does without ``logout``, when it was idle for long: what goes with it (tickets) is there until then.
        """
        if self._closed:
            return
        self._closed = True
        self._ended.set()
        with self._logging_in:  # a login under way ends first
            try:
                if logout:
                    self._send("Logout", self.manager("sessionManager"), {}, 5.0, self._login)
            except (VimFault, HostError, NotSent, Lost) as error:
                _log.debug("logout: %s", error)
        self.wire.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # one call, as often as it takes

    def _attempt(
        self, method: str, once: Callable[[_Login], T], *, look: Callable[[], T] | None = None, within: int | None = None,
        fixed: _Login | None = None,
    ) -> T:
        """``once`` with the login of the time, or with the ``fixed`` one, until it succeeds or can't be made again."""
        last: Exception | None = None
        waits = 0
        refused = False
        for turn in range(self._retries + 1):
            if turn and not refused:  # after a new login nothing is wrong with the host: no need to wait
                waits += 1
                self.back_off(waits)
            if self._closed:
                raise Unreachable(f"{method}: the session was closed")
            login = fixed or self._login
            if within not in (None, login.number):
                raise faults.NotAuthenticated("NotAuthenticated", "the session that it belongs to has ended", None, method)
            try:
                return once(login)
            except faults.NotAuthenticated as error:
                if refused or fixed is not None:  # a host that says so right after a login means something else
                    raise
                self._log_in(login.number)
                if within is not None or turn == self._retries:
                    raise
                last, refused = error, True
                continue
            except NotSent as error:
                last = error
            except (Lost, NotSoap, Overloaded) as error:  # that a busy host did nothing is likely, and not certain
                if isinstance(error, NotSoap) and 300 <= error.status < 500:
                    raise  # somebody refused it, and will do so again
                last = error
                if not methods.repeatable(method):
                    done = self._found_out(method, look, error)
                    if done is not UNDONE:
                        return done
            refused = False
            _log.debug("%s failed: %s", method, last)
        if isinstance(last, HostError):
            raise last
        raise Unreachable(f"{method}: {last}") from last

    def _found_out(self, method: str, look: Callable[[], T] | None, error: Exception) -> T:
        """What a call whose answer was lost did."""
        said = f"{method}: {str(error).removeprefix(f'{method}: ')}"
        if look is None:
            raise OutcomeUnknown(method, f"{said}; whether it took effect is not known") from error
        try:
            return look()
        except OutcomeUnknown:
            raise
        except HostError as problem:
            raise OutcomeUnknown(
                method, f"{said}; whether it took effect could not be found out: {problem}",
            ) from error

    def back_off(self, turn: int) -> None:
        """Sleep before a call is made again for the ``turn``-th time: longer each time, and not all alike."""
        delay = min(self._delay * 2 ** (turn - 1), _LONGEST_DELAY)
        self.sleep(delay * self._random.uniform(0.75, 1.25))

    # one request

    def _once(self, method: str, this: Ref, params: dict[str, Any], silence: float | None, login: _Login) -> Any:
        """The result of a call, sent once."""
        result, _ = self._send(method, this, params, silence, login)
        if method in methods.READS:
            methods.require_session(method, result, self.types, lambda: self._known(login))
        return plain(result)

    def _send(
        self, method: str, this: Ref, params: dict[str, Any], silence: float | None, login: _Login,
    ) -> tuple[Any, Answer]:
        body, headers = self._soap.request(method, this, params)
        if login.cookie:
            headers["Cookie"] = login.cookie
        with self._counting:
            self._calls += 1
        begun = self._asked = self.clock()
        outcome = "no answer"
        try:
            answer = self.wire.post("/sdk", body, headers, silence)
            outcome = f"HTTP {answer.status}"
            result = self._soap.result(method, answer)
            outcome = ""
        except VimFault as fault:
            outcome = fault.name or "a fault"
            raise
        finally:
            if _log.isEnabledFor(logging.DEBUG):
                _log.debug("%s %s: %.1f ms%s", method, this, (self.clock() - begun) * 1000, outcome and f", {outcome}")
        return result, answer

    def _known(self, login: _Login) -> bool:
        """Whether the host knows the session of a login. (``SessionIsActive`` is not there on ESX.)"""
        spec = self.types.PropertyFilterSpec(
            propSet=[self.types.PropertySpec(type="SessionManager", pathSet=["currentSession"])],
            objectSet=[self.types.ObjectSpec(obj=self.manager("sessionManager"))],
        )
        collector = self.manager("propertyCollector")
        try:
            found, _ = self._send("RetrieveProperties", collector, {"specSet": [spec]}, None, login)
        except faults.NotAuthenticated:
            return False
        values = [item.val for content in found or () for item in content.propSet or ()]
        return any(value is not None and value.key == login.key for value in values)

    # login

    def _log_in(self, known: int) -> None:
        with self._logging_in:
            if self._login.number != known:  # another thread was faster
                return
            if self._closed:
                raise Unreachable("Login: the session was closed")
            old = self._login
            try:
                self._login = self._attempt("Login", lambda _: self._new_login(known + 1), fixed=_NOBODY)
            except faults.InvalidLogin:
                raise LoginRefused(f"the host does not take the password of {self._user!r}") from None
            if old.key:
                self._end(old)

    def _new_login(self, number: int) -> _Login:
        """Log in as a client that has no session yet. Until that is done, calls go on with what there was."""
        session, answer = self._send(
            "Login", self.manager("sessionManager"), {"userName": self._user, "password": self._password}, None, _NOBODY,
        )
        cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return _Login(number, session.userName or self._user, cookie, session.key)

    def _end(self, old: _Login) -> None:
        """End the session before this one, if the host still has it."""
        try:
            self._send("TerminateSession", self.manager("sessionManager"), {"sessionId": [old.key]}, None, self._login)
        except (VimFault, HostError, NotSent, Lost) as error:
            _log.debug("the earlier session could not be ended: %s", type(error).__name__)


def connect(conf: cfg.ConfigOpts, *, retries: int | None = None) -> Session:
    """Log in to the host of the options. Raises ``ConfigError`` and as ``Session``."""
    tls = tls_context(conf.vmwareapi_ca_file, conf.vmwareapi_insecure, conf.vmwareapi_tls_minimum)
    wire = Wire(options.address(conf), tls, Timeouts(conf.vmwareapi_connect_timeout, conf.vmwareapi_call_timeout))
    try:
        wsdl = document(conf.vmwareapi_wsdl_loc, wire)
    except ConfigError:
        wire.close()
        raise
    session = Session(
        wire, conf.vmwareapi_host_username, conf.vmwareapi_host_password, wsdl,
        retries=conf.vmwareapi_api_retry_count if retries is None else retries, delay=conf.vmwareapi_retry_delay,
    )
    if conf.vmwareapi_keepalive_interval:
        session.keep_alive(conf.vmwareapi_keepalive_interval)
    return session


def plain(value: Any) -> Any:
    """A result with ``Ref`` values in place of references, in lists too."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return Ref.of(value) if is_reference(value) else value
