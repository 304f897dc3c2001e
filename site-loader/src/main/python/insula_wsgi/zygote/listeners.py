"""The sites' listening sockets, which outlive the processes that answer on them."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from insula_wsgi import listener
from insula_wsgi.zygote.commands import Start


class Listeners:
    """By path; a site that is started again on the same path gets the same socket."""

    def __init__(self) -> None:
        self._open: dict[str, socket.socket] = {}

    def of(self, start: Start) -> socket.socket:
        """The listener of a site, bound now if it is new; raises OSError."""
        if start.socket not in self._open:
            with acting_as(start.owner):
                self._open[start.socket] = listener.bind(start.socket, start.mode)
        return self._open[start.socket]

    def end(self, path: str) -> None:
        """Closes one and removes its name; unknown paths are none of ours."""
        found = self._open.pop(path, None)
        if found is not None:
            found.close()
            listener.unlink(path)

    def end_all(self) -> None:
        """The host is gone, nobody will connect again."""
        for path in list(self._open):
            try:
                self.end(path)
            except OSError:
                continue  # not ours to remove; the next start replaces it


@contextmanager
def acting_as(owner: tuple[int, ...]) -> Iterator[None]:
    """As another user for a moment, so that the file is that user's from the start."""
    if not owner:
        yield
        return
    uid, gid = os.geteuid(), os.getegid()
    os.setegid(owner[1])
    os.seteuid(owner[0])
    try:
        yield
    finally:
        os.seteuid(uid)
        os.setegid(gid)
