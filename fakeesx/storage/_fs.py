# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108
# Paths are plain text here: making path objects costs more than the system calls.
"""The few operating system calls of the package. They raise OSError; paths are absolute text."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import suppress

Info = os.stat_result
"""What the operating system knows of a file."""

_OWNER = "user.fakeesx.owner"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def look(path: str) -> Info | None:
    """What is there, a link itself and not its target; None when nothing is."""
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def create(path: str) -> int:
    """Open a file that must not exist; the caller closes the descriptor."""
    return os.open(path, _NEW, 0o666)


def write_all(fd: int, data: bytes | bytearray | memoryview) -> None:
    """Write everything, however many calls that takes."""
    done = os.write(fd, data)
    if done < len(data):
        with memoryview(data) as view:
            while done < len(data):
                done += os.write(fd, view[done:])


def reuse(spare: str, path: str) -> int:
    """Open a file that must not exist, made of an empty one that has another name; the caller closes the descriptor."""
    if look(path) is not None:
        os.unlink(spare)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    try:
        rename(spare, path)
    except FileNotFoundError:  # somebody has tidied up
        return create(path)
    return os.open(path, os.O_WRONLY | os.O_NOFOLLOW)


def empty(path: str) -> None:
    """Take all content from a file."""
    os.truncate(path, 0)


def set_owner(path: str, owner: str | None) -> None:
    """Note a name on a file or directory, ``None`` for no name; file systems without extended attributes refuse."""
    if owner is None:
        os.removexattr(path, _OWNER, follow_symlinks=False)
    else:
        os.setxattr(path, _OWNER, owner.encode(), follow_symlinks=False)


def owner(path: str) -> str | None:
    """The name that was noted, None when there is none."""
    try:
        return os.getxattr(path, _OWNER, follow_symlinks=False).decode()
    except OSError:
        return None


def write_new(
    path: str, data: bytes, *, size: int = 0, sync: bool = False, time: float | None = None, spare: str | None = None,
) -> Info:
    """Make a file with `data`, then a hole up to `size`, of an empty `spare` if there is one.

    On an error the file is gone again.
    """
    fd = create(path) if spare is None else reuse(spare, path)
    try:
        if data:
            write_all(fd, data)
        if size > len(data):
            os.ftruncate(fd, size)
        return finish(fd, sync=sync, time=time)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        os.close(fd)


def overwrite(path: str, data: bytes, time: float | None) -> Info:
    """Write other content into a file that is there."""
    fd = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        write_all(fd, data)
        os.ftruncate(fd, len(data))
        return finish(fd, sync=False, time=time)
    finally:
        os.close(fd)


def finish(fd: int, *, sync: bool, time: float | None) -> Info:
    """Last words to an open file: its time (seconds since the epoch, None: leave it), its way to the disk."""
    if time is not None:
        os.utime(fd, (time, time))
    if sync:
        os.fsync(fd)
    return os.fstat(fd)


def sync(path: str) -> None:
    """Wait until a file's content, or a directory's names, are on the disk."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def resize(path: str, size: int, *, sync: bool, time: float | None) -> Info:
    """Cut a file or lengthen it by a hole."""
    fd = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        os.ftruncate(fd, size)
        return finish(fd, sync=sync, time=time)
    finally:
        os.close(fd)


def is_marked(info: Info) -> bool:
    """Whether a file has the mark of `mark`."""
    return bool(info.st_mode & stat.S_IXUSR)


def mark(path: str, info: Info, marked: bool) -> None:
    """Set or take away a mark that stays with a file through renames, restarts and archives: the owner's x bit."""
    os.chmod(path, stat.S_IMODE(info.st_mode) & ~stat.S_IXUSR | (stat.S_IXUSR if marked else 0))


def open_read(path: str) -> io.FileIO:
    """Open without following a link and without waiting for a pipe's other end."""
    return io.FileIO(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def scan(path: str) -> list[tuple[str, Info]]:
    """Names and facts of the regular files and directories in a directory; links and devices are left out."""
    found = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
                info = look(entry.path)
                if info is not None:
                    found.append((entry.name, info))
    return found


def names(path: str) -> tuple[list[str], list[str]]:
    """The names in a directory: (directories, everything else)."""
    directories: list[str] = []
    others: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            (directories if entry.is_dir(follow_symlinks=False) else others).append(entry.name)
    return directories, others


def tree(path: str) -> Iterator[tuple[str, list[str]]]:
    """Each directory below `path` and itself, parents first: (its path relative to `path`, names of
    non-directories).

    Without recursion: a datastore may hold deeper trees than the interpreter's stack.
    """
    waiting = [""]
    while waiting:
        directory = waiting.pop()
        below, files = names(f"{path}/{directory}" if directory else path)
        yield directory, files
        waiting.extend(f"{directory}/{name}" if directory else name for name in below)


def remove_tree(path: str, content: list[tuple[str, list[str]]] | None = None) -> None:
    """Delete a directory and what it holds; `content` is what `tree` gave, when it was asked already."""
    directories = []
    for directory, files in tree(path) if content is None else content:
        place = f"{path}/{directory}" if directory else path
        directories.append(place)
        for name in files:
            os.unlink(f"{place}/{name}")
    for place in reversed(directories):
        os.rmdir(place)


def is_directory(info: Info) -> bool:
    """Whether it is a directory."""
    return stat.S_ISDIR(info.st_mode)


def is_file(info: Info) -> bool:
    """Whether it is a regular file."""
    return stat.S_ISREG(info.st_mode)


def is_ordinary(info: Info) -> bool:
    """Whether it is a regular file or a directory: no link, no device, no pipe."""
    return stat.S_IFMT(info.st_mode) in (stat.S_IFREG, stat.S_IFDIR)


def remove_any(path: str) -> None:
    """Delete a file, a link or a whole tree, if there is something."""
    info = look(path)
    if info is not None:
        if is_directory(info):
            remove_tree(path)
        else:
            os.unlink(path)


def replace_or_remove(staged: str, path: str) -> None:
    """Give a staged file its name, in one step; where that fails nothing is left of it."""
    try:
        os.replace(staged, path)
    except OSError:
        os.unlink(staged)
        raise


def exchange(staged: str, path: str) -> None:
    """Give a staged file the name of one that is there, which goes; where that fails the old one stays.

    For files that need not outlive the machine: a rename onto another file would make ext4 write the new one out at once.
    """
    old = f"{staged}.old"
    rename(path, old)
    try:
        rename(staged, path)
    except OSError:
        rename(old, path)
        os.unlink(staged)
        raise
    os.unlink(old)


def make_directory(path: str, spare: str | None = None) -> None:
    """Make a directory that must not exist, of an empty `spare` if there is one."""
    if spare is not None and look(path) is None:
        with suppress(FileNotFoundError):  # somebody has tidied up
            rename(spare, path)
            return
    os.mkdir(path)


remove_directory = os.rmdir
remove_file = os.unlink
link = os.link
rename = os.rename
replace = os.replace
close = os.close
fsync = os.fsync
