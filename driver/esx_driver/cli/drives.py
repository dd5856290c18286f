"""The files of a config drive, as the command line gives them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from esx_driver.errors import DriveError
from esx_driver.machine_id import NicSettings


def files(
    folder: Path | None, user_data: Path | None, name: str, uuid: str, nics: Iterable[NicSettings],
) -> dict[str, bytes] | None:
    """The files of a folder, or those that cloud-init reads; ``None`` when neither is given. Raises ``DriveError``."""
    if folder is not None and user_data is not None:
        raise click.UsageError("give one of --config-drive and --user-data")
    from esx_driver.vm import config_drive

    try:
        if folder is not None:
            return _read(folder, config_drive.LARGEST)
        if user_data is not None:
            return config_drive.openstack_files(name, uuid, nics, _all(user_data, config_drive.LARGEST))
    except OSError as error:
        raise DriveError(f"can't read {error.filename}: {error.strerror}") from error
    return None


def _all(file: Path, largest: int) -> bytes:
    """What is in a file, which may be a pipe that does not end."""
    with file.open("rb") as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise DriveError(f"{file} has more bytes than a config drive holds, which is {largest}")
    return content


def _read(folder: Path, largest: int) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in found)
    if size > largest:  # before it is in memory
        raise DriveError(f"{folder} has {size} bytes, and a config drive {largest} at most")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
