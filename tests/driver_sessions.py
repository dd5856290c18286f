"""Sessions of the driver for tests: with pauses that are only noted."""

from __future__ import annotations

import random
from typing import Any

from driver_conf import conf_of
from esx_driver import options
from esx_driver.vim import Session
from esx_driver.vim.document import document
from esx_driver.vim.wire import Timeouts, Wire, tls_context

from fakeesx import FakeESX


def wire_of(esx: FakeESX, connect: float = 10.0, silence: float = 60.0, **others: Any) -> Wire:
    """Connections to a host; the options are ``conf_of``'s."""
    conf = conf_of(esx, **others)
    tls = tls_context(conf.vmwareapi_ca_file, conf.vmwareapi_insecure, conf.vmwareapi_tls_minimum)
    return Wire(options.address(conf), tls if esx.cafile else None, Timeouts(connect, silence))


def session_of(
    esx: FakeESX, pauses: list[float] | None = None, *, retries: int = 3, delay: float = 0.1, wire: Wire | None = None,
    password: str | None = None,
) -> Session:
    """A session that does not wait before it calls again, but tells how long it would have."""
    noted: list[float] = [] if pauses is None else pauses
    return Session(
        wire or wire_of(esx), esx.user, esx.password if password is None else password, document(), retries=retries,
        delay=delay, sleep=noted.append, source=random.Random(1),
    )


def methods_of(esx: FakeESX, since: int = 0) -> list[str]:
    """The SOAP calls that a host got, in order."""
    return [str(call.method) for call in esx.calls(kind="soap", since=since)]


def last(esx: FakeESX) -> int:
    """The number of the last call, for ``methods_of``."""
    calls = esx.calls()
    return calls[-1].number if calls else 0
