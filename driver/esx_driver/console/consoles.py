"""Consoles of machines, of two types.

``vmrc+credentials`` hands out the host's own user and password: whoever has it is the host's administrator. ``vmrc+session``
hands out a ticket that opens one session, once.
"""

from __future__ import annotations

import base64
import json
import socket
from dataclasses import dataclass
from urllib.parse import quote

from oslo_config import cfg

from esx_driver import options
from esx_driver.console.store import Console, Store
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vm import lookup

CREDENTIALS, SESSION = "vmrc+credentials", "vmrc+session"
TYPES = {CREDENTIALS: options.CREDENTIALS_CONSOLE, SESSION: options.SESSION_CONSOLE}


@dataclass(frozen=True)
class Access:
    """What a client of a console is given. All of it but host and port is secret."""

    console_type: str
    host: str
    port: int
    vm_id: str
    username: str
    secret: str

    @property
    def password(self) -> str:
        """vm_id, user name and password as base64 of JSON, the form that OpenStack passes on."""
        values = {"vm_id": self.vm_id, "username": self.username, "password": self.secret}
        return base64.b64encode(json.dumps(values).encode()).decode()

    def __repr__(self) -> str:
        return f"<Access {self.console_type} {self.host}:{self.port}>"


class Consoles:
    """Hands out the consoles of one host. ``console_host``: the name of the machine that does."""

    def __init__(self, store: Store, conf: cfg.ConfigOpts, console_host: str | None = None) -> None:
        self._store = store
        self._conf = conf
        self._console_host = console_host or socket.gethostname()

    def add(self, host: Host, vm: Ref, name: str, console_type: str | None = None) -> int:
        """Make a console for a machine: its id. Default: the type of ``console_driver``.

        The ticket of a session console is good for as long as the session of ``host`` is: who hands it out and goes closes
        that without a logout. (That a host forgets tickets with the session is inferred from what they clone.)

        Raises ``ConsoleError``, ``InstanceNotFound``, ``HostError``.
        """
        kind = console_type or next(kind for kind, driver in TYPES.items() if driver == self._conf.console_driver)
        conf, where, public = self._conf, options.address(self._conf), options.console_address(self._conf)
        pool = self._store.pool(
            where.netloc, self._console_host, kind, where.host, conf.vmwareapi_host_username, public.host,
        )
        if kind == CREDENTIALS:
            (path,) = lookup.read(host, vm, name, "config.files.vmPathName")
            return self._store.add(pool, name, path, public.port)
        lookup.read(host, vm, name, "name")
        ticket = host.session.call("AcquireCloneTicket", host.manager("sessionManager"))
        self._store.sweep()
        return self._store.add(pool, name, vm.value, public.port, ticket, float(conf.console_session_seconds))

    def take(self, id: int) -> Access:
        """Hand a console out; one of a session once. Raises ``ConsoleError``."""
        return self._access(self._store.take(id))

    def remove(self, id: int) -> None:
        """Forget a console. Raises ``ConsoleError``."""
        self._store.remove(id)

    def _access(self, console: Console) -> Access:
        pool = console.pool
        if console.ticket is None:
            user, secret = pool.username, self._conf.vmwareapi_host_password
        else:
            user = secret = console.ticket
        return Access(pool.console_type, pool.public_hostname, console.port, console.vm_id, user, secret)


_PLUGINS = (
    ("Windows, Internet Explorer", "vmware-vmrc-win32-x86.exe"), ("Windows, Firefox", "vmware-vmrc-win32-x86.xpi"),
    ("Linux, Firefox, 32 bit", "vmware-vmrc-linux-x86.xpi"), ("Linux, Firefox, 64 bit", "vmware-vmrc-linux-x64.xpi"),
)


def page(access: Access) -> str:
    """An HTML page that opens the console with the host's browser plug-in. It holds the secret."""
    where = f"[{access.host}]:{access.port}" if ":" in access.host else f"{access.host}:{access.port}"
    if access.console_type == CREDENTIALS:
        arguments = [where, access.username, access.secret, "", access.vm_id]
        connect = "connect"
    else:
        arguments = [where, access.vm_id, access.secret]
        connect = "connectWithSession"
    listed = ", ".join(map(_script, arguments))
    plugins = "".join(
        f'<li><a href="https://{quote(where, safe=":[]")}/ui/plugin/{file}">{what}</a></li>' for what, file in _PLUGINS
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Console</title></head><body>\n'
        "<!--[if IE]><object id='vmrc' classid='CLSID:B94C2238-346E-4C5E-9B36-8CC627F35574'></object><![endif]-->\n"
        "<!--[if !IE]>--><object id='vmrc' type='application/x-vmware-vmrc;version=2.5.0.0'></object><!--<![endif]-->\n"
        f"<script type=\"text/javascript\">\nvar MODE_WINDOW = 2;\nvar vmrc = document.getElementById('vmrc');\n"
        f"vmrc.{connect}({listed}, MODE_WINDOW);\n</script>\n"
        f"<p>Nothing to see? The browser needs the plug-in of the host:</p>\n<ul>{plugins}</ul>\n</body></html>\n"
    )


def _script(text: str) -> str:
    """A string of JavaScript that can't end the script it stands in."""
    return json.dumps(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
