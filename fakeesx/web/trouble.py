"""What stands between a request and its door when something is to go wrong. Usually nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fakeesx.web.request import Request


class Trouble(Protocol):
    """Decides for requests. ``on_requests`` is all that is looked at as long as it is false."""

    @property
    def on_requests(self) -> bool:
        """Whether there is anything to decide."""

    def meet(self, request: Request) -> bool:
        """Decide for a request whose head has come; false when its connection has been cut. Raises ``Refused``."""


class NoTrouble:
    """Nothing goes wrong."""

    on_requests = False

    def meet(self, request: Request) -> bool:
        """Go on."""
        return True
