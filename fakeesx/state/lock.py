"""One process at a time in a folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from fakeesx.state.errors import InUse

NAME = "lock"


class Lock:
    """A folder's lock. It goes with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises ``InUse``, OSError."""
        self._fd = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._fd, 20).decode("ascii", "replace").strip()
            os.close(self._fd)
            raise InUse(
                f"{folder} is in use by process {holder or '?'}: end that first (kill -TERM {holder or 'PID'})"
            ) from None
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Give it up. Nothing happens the second time."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
