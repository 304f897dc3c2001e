"""The Unix socket that a site is served on."""

import os
import socket
import stat

MODE = 0o660
BACKLOG = 1024  # as many as the kernel allows by default (net.core.somaxconn is at least that)


def bind(path: str, mode: int = MODE) -> socket.socket:
    """A listening socket at the path, with this mode from its first moment; raises OSError.

    A socket that a dead process left there is replaced, any other file is an error.
    """
    _remove_stale(path)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o777 & ~mode)
    try:
        server.bind(path)
        server.listen(BACKLOG)
    except OSError as error:
        server.close()
        raise OSError(error.errno, f"cannot listen on {path}: {error}") from error
    finally:
        os.umask(before)
    return server


def _remove_stale(path: str) -> None:
    try:
        found = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found):
        raise FileExistsError(f"cannot listen on {path}: there is a file that is not a socket")
    os.unlink(path)


def unlink(path: str) -> None:
    """Removes the socket's name; connections that are open stay so."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
