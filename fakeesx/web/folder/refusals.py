"""Storage errors as HTTP statuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fakeesx.storage import errors
from fakeesx.web.authentication import refusal

STATUSES: dict[type[errors.StorageError], int] = {
    errors.InvalidDatastorePath: 400,
    errors.IncompleteUpload: 400,
    errors.CannotAccessFile: 403,
    errors.ReadOnly: 403,
    errors.UnknownDatastore: 404,
    errors.FileNotFound: 404,
    errors.IsADirectory: 405,  # what a PUT to a directory gets (pyvmomi-community-samples' issue 732)
    errors.NotADirectory: 409,
    errors.FileAlreadyExists: 409,
    errors.DirectoryNotEmpty: 409,
    errors.FileTooLarge: 413,
    errors.FileLocked: 423,
    errors.NoDiskSpace: 507,
}
"""The status of each error (inferred, but for 405); 500 for the others."""


@contextmanager
def refused() -> Iterator[None]:
    """Turn storage errors into ``Refused``."""
    try:
        yield
    except errors.StorageError as error:
        status = STATUSES.get(type(error), 500)
        headers = ((b"Allow", b"GET, HEAD"),) if status == 405 else ()
        raise refusal(status, str(error), headers) from error
