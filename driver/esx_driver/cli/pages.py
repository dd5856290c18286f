"""A page that holds a secret, in a file that only its owner can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from esx_driver.errors import ConsoleError


def require_place(file: Path) -> None:
    """Raise ``ConsoleError`` where a file can't be written: before a console that opens once is handed out for it."""
    folder = file.absolute().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConsoleError(f"can't write {file}: {folder} is no folder that can be written to")


def write(file: Path, text: str) -> None:
    """Write a file, whole, whatever was there and whoever could read that. Raises ``ConsoleError``."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}-")  # its mode is 0600
        part = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ConsoleError(f"can't write {file}: {error.strerror}") from None
