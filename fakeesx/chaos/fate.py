"""What a rule decides for one call or request: small neutral values that others carry out."""

from __future__ import annotations

from dataclasses import dataclass

from fakeesx.soap.errors import VimFault


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an answer, or of the connection that it goes over.

    ``status`` with ``body`` and ``type`` go in place of the answer; ``keep``: the answer breaks off after so many bytes of
    its body; ``reset``: there is none, the connection is reset; ``cut``: a transfer in either direction breaks off after so
    many bytes; ``rate``: it goes no faster than so many bytes per second.
    """

    status: int | None = None
    body: bytes = b""
    type: str = ""
    keep: int | None = None
    reset: bool = False
    cut: int | None = None
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """How a task goes wrong: with which fault, and at how many per cent of the way."""

    percent: int
    error: VimFault


class Intercepted(Exception):
    """A call that is not run: ``fate`` is what its client gets in place of a reply."""

    def __init__(self, fate: Fate) -> None:
        super().__init__(fate)
        self.fate = fate
