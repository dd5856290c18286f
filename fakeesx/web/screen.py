"""``/screen?id=<VM>``: a picture of a VM's console.

``x0``, ``y0``, ``x1``, ``y1`` choose a part of the screen in pixels (the lower right corner is outside of it), ``w`` and
``h`` the size it is scaled to; with one of these two the other follows. (That a host scales is recorded; the names of the
parameters, and what it answers to wrong ones and for a VM that does not run, are inferred.)
"""

from __future__ import annotations

from fakeesx.host.esx import Esx
from fakeesx.host.services.console_image import HEIGHT, LARGEST, WIDTH, Part, png
from fakeesx.host.virtual_machine.machine import ON
from fakeesx.host.virtual_machine.virtual_machine import VirtualMachine
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.web.authentication import Authentication, refusal
from fakeesx.web.server import Buffer, Request, Sink, Site

PRIVILEGE = "VirtualMachine.Interact.ConsoleInteract"
"""What a caller needs on the VM (inferred)."""
_HEADERS = ((b"Cache-Control", b"no-cache"), (b"X-Content-Type-Options", b"nosniff"))


class ScreenDoor:
    """Answers ``/screen`` for one host."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._authentication = Authentication(host)

    def body(self, request: Request, length: int | None) -> Sink:
        """No body is wanted; who may not see the screen is told before it comes."""
        caller = self._authentication.caller(request)
        if request.method not in (b"GET", b"HEAD"):
            raise refusal(405, headers=((b"Allow", b"GET, HEAD"),))
        self._authentication.require(caller, PRIVILEGE, self._vm(request))
        return Buffer(65536, length)

    def answer(self, request: Request) -> None:
        """Send the picture. Raises ``Refused``: 503 unless the VM runs, 400 for a part or size that can't be."""
        vm = VirtualMachine(self._host, self._vm(request))
        if vm.power_state != ON:
            raise refusal(503, "The virtual machine is not powered on.")
        part = _part(request)
        request.reply(200, png(vm.screen_rows(), part, _size(request, part)), _HEADERS, b"image/png")

    def _vm(self, request: Request) -> ManagedObjectReference:
        moid = request.argument(b"id") or ""
        ref = ManagedObjectReference("VirtualMachine", moid)
        node = self._host.inventory.find(moid)
        if node is None or node.ref != ref:
            raise refusal(404, "There is no virtual machine of this id.")
        return ref


def _part(request: Request) -> Part:
    part = Part(
        _number(request, b"x0", 0), _number(request, b"y0", 0),
        _number(request, b"x1", WIDTH), _number(request, b"y1", HEIGHT),
    )  # fmt: skip
    if not (part.left < part.right <= WIDTH and part.top < part.bottom <= HEIGHT):
        raise refusal(400, f"This part of the screen can't be: it has {WIDTH} by {HEIGHT} pixels.")
    return part


def _size(request: Request, part: Part) -> tuple[int, int] | None:
    width, height = part.right - part.left, part.bottom - part.top
    wanted_width, wanted_height = _number(request, b"w", 0), _number(request, b"h", 0)
    if not wanted_width and not wanted_height:
        if request.argument(b"w") is None and request.argument(b"h") is None:
            return None
        raise refusal(400, "A picture has at least one pixel.")
    size = (
        wanted_width or max(1, round(width * wanted_height / height)),
        wanted_height or max(1, round(height * wanted_width / width)),
    )
    if max(size) > LARGEST:
        raise refusal(400, f"A picture has at most {LARGEST} by {LARGEST} pixels.")
    return size


def _number(request: Request, name: bytes, default: int) -> int:
    text = request.argument(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise refusal(400, f"{name.decode()} is a number of pixels.")
    return int(text)


def add_screen(site: Site, host: Esx) -> None:
    """Put the screens of a host's VMs on a site."""
    site.add(b"/screen", ScreenDoor(host))
