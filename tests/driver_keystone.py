"""A real Keystone for tests, beside a real Glance that lets in whom it knows."""

from __future__ import annotations

import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from driver_glance import Glance, end, glance

ADMIN = "adm1n-pass"
_CONF = """\
[DEFAULT]
log_file = {folder}/keystone.log
[database]
connection = sqlite:///{folder}/keystone.sqlite
[fernet_tokens]
key_repository = {folder}/keys
[fernet_receipts]
key_repository = {folder}/keys
[credential]
key_repository = {folder}/keys
"""
_SERVER = """\
bind = "fd://{number}"
threads = 4
keepalive = 75
wsgi_app = "keystone.wsgi.api:application"
"""  # a file, since Keystone reads the command's arguments as its own
_MIDDLEWARE = """
[paste_deploy]
flavor = keystone
[keystone_authtoken]
auth_url = {url}
www_authenticate_uri = {url}
auth_type = password
username = admin
password = {password}
project_name = admin
user_domain_id = default
project_domain_id = default
token_cache_time = -1
interface = public
"""


@dataclass(frozen=True)
class Guarded:
    """A Glance behind a Keystone, which is at ``auth_url`` and knows one user."""

    glance: Glance
    auth_url: str
    user: str = "admin"
    password: str = ADMIN

    @property
    def who(self) -> dict[str, str]:
        """How the user says who it is, by the names of a clouds.yaml."""
        return {
            "auth_url": self.auth_url, "username": self.user, "password": self.password, "project_name": "admin",
            "user_domain_id": "default", "project_domain_id": "default",
        }


@contextmanager
def keystone(venv: Path, folder: Path) -> Iterator[str]:
    """Start Keystone and stop it: its URL."""
    (folder / "keystone.conf").write_text(_CONF.format(folder=folder))
    (folder / "keys").mkdir(mode=0o700)
    for number in range(2):
        (folder / "keys" / str(number)).write_bytes(Fernet.generate_key())
    with socket.create_server(("127.0.0.1", 0)) as listening, (folder / "gunicorn.log").open("wb") as log:
        url, listening_at = f"http://127.0.0.1:{listening.getsockname()[1]}/v3", listening.fileno()
        for command in (["db_sync"], ["bootstrap", "--bootstrap-password", ADMIN, "--bootstrap-public-url", url]):
            manage = [venv / "bin/keystone-manage", "--config-dir", folder, *command]
            done = subprocess.run(manage, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        (folder / "gunicorn.conf.py").write_text(_SERVER.format(number=listening_at))
        process = subprocess.Popen(
            [venv / "bin/gunicorn"], env={**os.environ, "OS_KEYSTONE_CONFIG_DIR": str(folder)}, pass_fds=[listening_at],
            stdout=log, stderr=log, cwd=folder,
        )
    try:
        try:
            with urllib.request.urlopen(url, timeout=200) as answer:
                assert answer.status == 200
        except OSError as error:
            raise AssertionError(f"Keystone does not run: {(folder / 'gunicorn.log').read_text()}") from error
        yield url
    finally:
        end(process)


@contextmanager
def guarded(venv: Path, folder: Path) -> Iterator[Guarded]:
    """Start both and stop them."""
    (folder / "keystone").mkdir()
    (folder / "glance").mkdir()
    with keystone(venv, folder / "keystone") as url:
        known = Guarded(Glance("", None), url)
        more = _MIDDLEWARE.format(url=url, password=ADMIN)
        with glance(venv, folder / "glance", more, auth=known.who) as running:
            yield Guarded(running, url)
