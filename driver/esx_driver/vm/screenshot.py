"""A picture of a machine's console."""

from __future__ import annotations

import zlib

import urllib3

from esx_driver.errors import InstanceNotFound, LoginRefused, TransferError, WrongState
from esx_driver.host import Host
from esx_driver.vim.refs import Ref
from esx_driver.vim.wire import Lost, NotSent
from esx_driver.vm import lookup
from esx_driver.vm.power import ON

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST = 32 << 20
_TRIES = 3


def screenshot(host: Host, vm: Ref, name: str) -> bytes:
    """A PNG of what is on a machine's screen, whole.

    Raises ``InstanceNotFound``, ``WrongState`` (it does not run), ``TransferError``, ``LoginRefused``.
    """
    (power,) = lookup.read(host, vm, name, "runtime.powerState")
    if power != ON:
        raise WrongState(name, "a screenshot", power, ON)
    problem = ""
    for turn in range(_TRIES):
        if turn:
            host.session.sleep(0.2 * turn)
        try:
            status, content = _get(host, vm)
            if status == 200:
                _require_png(name, content)
                return content
        except (NotSent, Lost, TransferError) as error:
            problem = str(error)
            continue
        if status == 404:
            raise InstanceNotFound(name)
        if status in (401, 403):
            raise LoginRefused(f"the host does not show the screen of {name!r} to this user: HTTP {status}")
        problem = f"HTTP {status}"
    raise TransferError(f"the screen of {name!r} could not be read: {problem}")


def _get(host: Host, vm: Ref) -> tuple[int, bytes]:
    """The screen is asked for by the bare id, with name and password: no cookie opens this door on ESX."""
    response = host.session.wire.stream("GET", f"/screen?id={vm.value}", {"Authorization": host.session.authorization})
    try:
        content = response.read(_LARGEST)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise TransferError(f"the picture was cut: {error}") from error
    finally:
        response.close()
    return response.status, content


def _require_png(name: str, content: bytes) -> None:
    """Raise ``TransferError`` unless it is a PNG from its first chunk to its last, each with the right check sum."""
    if not content.startswith(_SIGNATURE):
        raise TransferError(f"what the host gives as the screen of {name!r} is no PNG")
    place, kind = len(_SIGNATURE), b""
    while place < len(content) and kind != b"IEND":
        length, kind = int.from_bytes(content[place:place + 4]), content[place + 4:place + 8]
        end = place + 12 + length
        if end > len(content) or zlib.crc32(content[place + 4:end - 4]) != int.from_bytes(content[end - 4:end]):
            raise TransferError(f"the picture of the screen of {name!r} is damaged or cut")
        place = end
    if kind != b"IEND":
        raise TransferError(f"the picture of the screen of {name!r} is cut")
