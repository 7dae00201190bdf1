"""Write only what changed, and swap a finished folder in so that a reader never sees half of it."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from pathlib import Path
from typing import Iterable, Iterator


def write_if_changed(path: Path, content: str | bytes | bytearray) -> bool:
    """Write `content` unless the file already holds it; True when written."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.read_bytes() == data:
            return False
    except (FileNotFoundError, IsADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def write_tree(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> list[str]:
    """Make `folder` hold exactly `files`, each made when its turn comes; the relative paths that changed or went."""
    kept: set[str] = set()
    changed: list[str] = []
    for name, content in files:
        kept.add(name)
        if write_if_changed(folder / name, content):
            changed.append(name)
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.rmdir()  # only when empty
            elif name not in kept:
                path.unlink()
                changed.append(name)
    return changed


def read_tree(folder: Path, ignore: Iterable[str] = ()) -> dict[str, bytes]:
    """Every file below `folder`, by relative path."""
    skip = set(ignore)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in skip and not path.name.startswith(".")}


def fresh(folder: Path) -> Path:
    """`folder` as the place of something new: whatever stood there is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


class Busy(Exception):
    """Another build holds the lock."""


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold `lock` while building; the system frees it even when the build is killed."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield


def swap(finished: Path, live: Path) -> None:
    """Put `finished` in the place of `live`; at every moment `live` is one of the two, whole.

    Linux and macOS exchange two folders in one step. Elsewhere two renames do it,
    and `recover` mends the instant between them.
    """
    if not live.exists():
        finished.rename(live)
        return
    if _exchange(finished, live):
        shutil.rmtree(finished, ignore_errors=True)
        return
    aside = beside(live, "previous")
    live.rename(aside)
    finished.rename(live)
    shutil.rmtree(aside, ignore_errors=True)


def recover(live: Path) -> None:
    """Bring back a site that a kill caught between the two renames."""
    aside = beside(live, "previous")
    if aside.exists() and not live.exists():
        aside.rename(live)
    shutil.rmtree(aside, ignore_errors=True)


def beside(live: Path, name: str) -> Path:
    """A hidden neighbour of `live`, on the same disk, so that one can take the place of the other."""
    return live.with_name(f".{live.name}.{name}")


def _exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one system call; False where the system can't."""
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):  # Linux: AT_FDCWD, RENAME_EXCHANGE
        done = libc.renameat2(-100, paths[0], -100, paths[1], 2)
    elif hasattr(libc, "renamex_np"):  # macOS: RENAME_SWAP
        done = libc.renamex_np(paths[0], paths[1], 2)
    else:
        return False
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
