"""The main job with the real driver. It and the host meet on the wire alone."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from esx_driver import options
from esx_driver.console.consoles import SESSION, Consoles
from esx_driver.console.store import Store
from esx_driver.errors import DriverError
from esx_driver.host import Host
from esx_driver.images.image import Image
from esx_driver.images.opening import look_at
from esx_driver.images.sinks import FileSink, Sink
from esx_driver.images.sources import FileSource, Source
from esx_driver.machine_id import NicSettings
from esx_driver.vim import Ref, connect
from esx_driver.vm import destroying, lookup, snapshotting, spawning
from oslo_config import cfg

from fakeesx.cli.demo.steps import DemoFailed, Steps, check

_NAME, _GROUP, _VLAN = "demo", "br101", 101
_NIC = NicSettings(
    "00:50:56:00:00:01", IPv4Address("192.0.2.20"), IPv4Address("255.255.255.0"), IPv4Address("192.0.2.1"),
    IPv4Address("192.0.2.255"), (IPv4Address("192.0.2.53"),),
)


def run(steps: Steps, ready: dict[str, Any], glance: str | None) -> None:
    """Do it against the host of a ready line. Raises ``DemoFailed``, OSError."""
    try:
        with tempfile.TemporaryDirectory(prefix="fakeesx-demo-") as folder, _images(Path(folder), glance, steps) as images:
            _run(steps, ready, Path(folder), *images)
    except DriverError as error:
        raise DemoFailed("; ".join([str(error), *getattr(error, "__notes__", ())])) from error


def _run(
    steps: Steps, ready: dict[str, Any], folder: Path, source: Source, sink: Sink, result: Callable[[], Source],
) -> None:
    conf = options.load(
        vmwareapi_host_ip=f"{ready['host']}:{ready['port']}", vmwareapi_host_username=ready["user"],
        vmwareapi_host_password=ready["password"], vmwareapi_ca_file=ready["cafile"], flat_injected=True,
    )
    with connect(conf) as session:
        host = Host(session)
        steps.done(f"the driver has logged in to {session.content.about.fullName} over TLS")
        before = _holdings(host)
        image = look_at(source)
        steps.done(f"the image {Path(source.name).name}: {image.capacity >> 20} MB, {_form(image)}")
        host.port_groups.ensure_vlan(_GROUP, _VLAN, conf.vmwareapi_vlan_interface)
        steps.done(f"the port group {_GROUP} for VLAN {_VLAN} is on the switch of {conf.vmwareapi_vlan_interface}")
        vm = _spawn(host, conf, image, steps)
        _guest(host, vm, ready, steps)
        snapshotting.snapshot(host, vm, _NAME, sink)
        back = look_at(result())
        check(_digest(back) == _digest(image), "the image that came back is not the one that was sent")
        steps.done(f"a snapshot of the running machine came back as an image, {_form(back)}, with the same content")
        _console(host, conf, vm, folder, steps)
        destroying.destroy(host, vm, _NAME)
        host.port_groups.remove(_GROUP)
        steps.done("the machine is destroyed, its port group removed")
        check(_holdings(host) == before, "the host does not hold what it held before")
        steps.done("nothing is left: machines, networks and free space are what they were")


def _spawn(host: Host, conf: cfg.ConfigOpts, image: Image, steps: Steps) -> Ref:
    """Make the machine, a line for each of its steps."""
    under_way: list[str] = []

    def report(step: str, _: int) -> None:
        if under_way != [step]:
            if under_way:
                steps.done(f"spawn: {under_way[0]}")
            under_way[:] = [step]

    request = spawning.Request(_NAME, str(uuid.uuid4()), 1, 512, (spawning.NicRequest(_NIC, _GROUP, _VLAN),))
    vm = spawning.spawn(host, conf, request, image, report)
    info = lookup.info(host, vm, _NAME)
    check(info.state == "running", f"the machine is {info.state}")
    steps.done(f"{_NAME} is {info.state}: {info.uuid}")
    return vm


def _guest(host: Host, vm: Ref, ready: dict[str, Any], steps: Steps) -> None:
    """What happens in the guest: its tool reads machine.id; then VMware Tools tell the host of the address."""
    (extra,) = lookup.read(host, vm, _NAME, "config.extraConfig")
    seen = next(option.value for option in extra if option.key == "machine.id")
    tool = [sys.executable, str(_guest_tool()), "--machine-id", seen]
    told = subprocess.run(tool, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - our own file
    check(told.returncode == 0, f"the guest tool failed: {told.stderr.strip()}")
    steps.done("the guest tool has read machine.id; it would set")
    steps.more(told.stdout)
    card = json.loads(subprocess.run([*tool, "--json"], capture_output=True, text=True, timeout=30, check=True).stdout)[0]  # noqa: S603
    _tell(ready, {"tools": "running", "ip_addresses": [card["address"]]})
    (address,) = lookup.read(host, vm, _NAME, "guest.ipAddress")
    check(address == str(_NIC.address), f"the guest's address is {address}")
    steps.done(f"VMware Tools run in the guest and tell its address: {address}")


def _tell(ready: dict[str, Any], guest: dict[str, Any]) -> None:
    """Play the guest: over the host's control API, since no real one runs in a fake host."""
    import ssl

    proof = base64.b64encode(f"{ready['user']}:{ready['password']}".encode()).decode()
    request = HttpRequest(  # noqa: S310 - the host's own URL
        f"{ready['control']}guests/{_NAME}", json.dumps(guest).encode(), method="PATCH",
        headers={"Authorization": f"Basic {proof}", "Content-Type": "application/json"},
    )
    context = ssl.create_default_context(cafile=ready["cafile"])
    with urlopen(request, context=context, timeout=30):  # noqa: S310
        return


def _console(host: Host, conf: cfg.ConfigOpts, vm: Ref, folder: Path, steps: Steps) -> None:
    store = Store(f"sqlite:///{folder / 'consoles.db'}", time.time)
    try:
        desk = Consoles(store, conf)
        access = desk.take(desk.add(host, vm, _NAME, SESSION))
    finally:
        store.close()
    steps.done(f"a console that opens once: {access.console_type} at {access.host}:{access.port}")


@contextmanager
def _images(folder: Path, glance: str | None, steps: Steps) -> Iterator[tuple[Source, Sink, Callable[[], Source]]]:
    """Where the image comes from, where the snapshot goes, and where it is then."""
    with resources.as_file(resources.files("fakeesx.cli.demo") / "demo.vmdk") as image:
        if glance is None:
            back = folder / "snapshot.vmdk"
            yield FileSource(image), FileSink(back), lambda: FileSource(back)
            return
        from fakeesx.cli.demo.glance import images

        with images(glance, image, steps) as found:
            yield found


def _guest_tool() -> Path:
    """The guest tool: in the package, or beside it in a checkout."""
    inside = Path(str(resources.files("fakeesx"))) / "guest_tool.py"
    return inside if inside.is_file() else Path(str(resources.files("fakeesx"))).parent / "guest_tool" / "guest_tool.py"


def _form(image: Image) -> str:
    return str(getattr(image, "form", "flat"))


def _digest(image: Image) -> bytes:
    digest = hashlib.sha256()
    with image.open() as blocks:
        _feed(digest.update, blocks)
    return digest.digest()


def _feed(take: Callable[[bytes], object], blocks: Iterable[bytes]) -> None:
    for block in blocks:
        take(block)


def _holdings(host: Host) -> tuple[Any, ...]:
    network = host.port_groups.read()
    free = [(store.name, store.free) for store in host.datastores()]
    return lookup.list_names(host), sorted(group.name for group in network.groups), free
