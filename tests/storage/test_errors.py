"""The exception tree."""

from __future__ import annotations

import errno
import os

import pytest

from fakeesx.storage import errors


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOENT, errors.FileNotFound),
        (errno.EEXIST, errors.FileAlreadyExists),
        (errno.ENOTDIR, errors.NotADirectory),
        (errno.EISDIR, errors.IsADirectory),
        (errno.ENOTEMPTY, errors.DirectoryNotEmpty),
        (errno.ENOSPC, errors.NoDiskSpace),
        (errno.EDQUOT, errors.NoDiskSpace),
        (errno.EFBIG, errors.FileTooLarge),
        (errno.ENAMETOOLONG, errors.InvalidDatastorePath),
        (errno.EACCES, errors.CannotAccessFile),
        (errno.EIO, errors.CannotAccessFile),
        (errno.ELOOP, errors.CannotAccessFile),
    ],
)
def test_operating_system(number, kind):
    """Each refusal of the operating system has its meaning."""
    found = errors.from_os_error(OSError(number, os.strerror(number)), "[d] a", "d")
    assert type(found) is kind
    assert found.path == "[d] a"


def test_sentences():
    """The text names the file and the datastore."""
    assert str(errors.FileNotFound("[d] a")) == "File [d] a was not found"
    assert "'d'" in str(errors.NoDiskSpace("[d] a", "d"))
    assert str(errors.InvalidVmx("[d] a.vmx", "line 3")) == "The content of [d] a.vmx is invalid: line 3"
    assert str(errors.InvalidVmx("", "line 3")).startswith("The content of the file is invalid")


def test_one_root():
    """A caller may catch everything at once."""
    found = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]
    assert len(found) > 15
    assert all(issubclass(each, errors.StorageError) for each in found)
