"""A real Glance for tests: its own process, its own folder, a port that is free; and one that plays a broken one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openstack

HOW = (
    "FAKEESX_GLANCE is not set: it names a virtual environment with Glance and Keystone (python3 -m venv DIR; "
    "DIR/bin/pip install glance==33.0.0 keystone==30.0.0 gunicorn 'SQLAlchemy<2.1')"
)
_CONF = """\
[DEFAULT]
enabled_backends = fs:file
log_file = {folder}/glance.log
[database]
connection = sqlite:///{folder}/glance.sqlite
[glance_store]
default_backend = fs
[fs]
filesystem_store_datadir = {folder}/images
[os_glance_staging_store]
filesystem_store_datadir = {folder}/staging
[os_glance_tasks_store]
filesystem_store_datadir = {folder}/tasks
[paste_deploy]
config_file = {venv}/etc/glance/glance-api-paste.ini
[oslo_policy]
enforce_new_defaults = False
"""


@dataclass(frozen=True)
class Glance:
    """A Glance that runs. ``connection`` is the SDK's own, not the driver's."""

    url: str
    connection: Any

    def queue(self, name: str = "image", **fields: str) -> str:
        """The id of a new image without content."""
        return str(self.connection.image.post("/images", json={"name": name, **fields}).json()["id"])

    def upload(self, content: bytes, disk_format: str = "vmdk", container_format: str = "bare", **properties: str) -> str:
        """The id of a new image with content."""
        image_id = self.queue(disk_format=disk_format, container_format=container_format, **properties)
        response = self.connection.image.put(
            f"/images/{image_id}/file", data=content, headers={"Content-Type": "application/octet-stream"},
        )
        assert response.status_code == 204, response.text
        return image_id

    def content(self, image_id: str) -> bytes:
        """An image's content."""
        return bytes(self.connection.image.get(f"/images/{image_id}/file").content)

    def image(self, image_id: str) -> dict[str, Any]:
        """All that Glance says of an image."""
        return dict(self.connection.image.get(f"/images/{image_id}").json())


@contextmanager
def glance(venv: Path, folder: Path, more: str = "", **who: Any) -> Iterator[Glance]:
    """Start Glance and stop it. The port is bound here already: the first request waits until Glance takes it.

    ``more``: further lines of its configuration. ``who``: how the SDK says who asks, where Glance wants to know.
    """
    etc = folder / "etc"
    etc.mkdir()
    (etc / "glance-api.conf").write_text(_CONF.format(folder=folder, venv=venv) + more)
    environment = {**os.environ, "OS_GLANCE_CONFIG_DIR": str(etc)}
    manage = [venv / "bin/glance-manage", "--config-file", etc / "glance-api.conf", "db", "sync"]
    subprocess.run(manage, check=True, capture_output=True, env=environment)
    with socket.create_server(("127.0.0.1", 0)) as listening, (folder / "gunicorn.log").open("wb") as log:
        port, number = listening.getsockname()[1], listening.fileno()
        process = subprocess.Popen(
            [venv / "bin/gunicorn", "--bind", f"fd://{number}", "--threads", "8", "--timeout", "600", "--keep-alive", "75",
             "glance.wsgi.api:application"],
            env=environment, pass_fds=[number], stdout=log, stderr=log, cwd=folder,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        try:
            with urllib.request.urlopen(f"{url}/healthcheck", timeout=200) as answer:
                assert answer.status == 200
        except OSError as error:
            raise AssertionError(f"Glance does not run: {(folder / 'gunicorn.log').read_text()}") from error
        connection = openstack.connect(
            load_yaml_config=False, load_envvars=False, image_endpoint_override=url, image_api_version="2",
            **(who or {"auth_type": "none", "endpoint": url}),
        )
        with connection:
            yield Glance(url, connection)
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Tell a service to end. One that did not come up may not hear it: that is what is to be told then."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


Play = Callable[[BaseHTTPRequestHandler], bool]
"""Answers a request, unless its result is false: then it is answered as by a Glance with one image."""


@contextmanager
def playing(play: Play, **image: Any) -> Iterator[str]:
    """The URL of something that is taken for a Glance with one image, and answers as ``play`` wants."""
    said = {"id": "1", "status": "active", "size": 4, "disk_format": "raw", "container_format": "bare", **image}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            host = self.headers["Host"]
            if self.path in ("/", "/v2", "/v2/"):
                version = {"id": "v2.9", "status": "CURRENT", "links": [{"rel": "self", "href": f"http://{host}/v2/"}]}
                answer(self, 300 if self.path == "/" else 200, json.dumps({"versions": [version]}).encode())
            elif not play(self):
                answer(self, 200, b"disk" if self.path.endswith("/file") else json.dumps(said).encode())

        do_GET = do_PUT = do_PATCH = _do  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:  # clients that went away
            pass

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, length: int | None = None) -> bool:
    """Answer a request, with another length than the body's if wanted; the connection ends with that."""
    handler.close_connection = True
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
    return True
