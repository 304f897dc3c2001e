"""A connection of the host that can be ended between two requests, and only there."""

import contextlib
import os
import select
import socket
import threading
from collections.abc import Callable
from typing import Any


class Connection(socket.socket):
    """Knows whether it waits for the next request.

    While it waits nothing is taken out of the kernel's buffer before the state has
    changed, so that :meth:`quiesce` never meets a request that has begun.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__(socket.AF_UNIX, socket.SOCK_STREAM, 0, descriptor)
        self._state = threading.Lock()
        self._idle = False
        self._readable = select.poll()
        self._readable.register(descriptor, select.POLLIN)

    def first(self, size: int) -> bytes:
        """The first bytes of the next request; empty where there is none."""
        self._idle = True
        self._readable.poll()
        with self._state:
            self._idle = False
            return self.recv(size)

    def quiesce(self) -> None:
        """Ends the reading side if no request has begun: the host's next write then fails
        at once, with nothing half delivered."""
        with self._state:
            if self._idle and not self._has_data():
                with contextlib.suppress(OSError):
                    self.shutdown(socket.SHUT_RD)

    def _has_data(self) -> bool:
        poll = select.poll()  # one of its own: the connection's thread is in the other one
        poll.register(self, select.POLLIN)
        return bool(poll.poll(0))

    def twin(self) -> "Twin":
        """The same connection, for an application that may take it over."""
        return Twin(socket.AF_UNIX, socket.SOCK_STREAM, 0, os.dup(self.fileno()))


class Twin(socket.socket):
    """A connection that an application goes on with by itself, as with WebSockets.

    ``taken_over`` is called when it begins to: what it does from then on is no request.
    """

    taken_over: Callable[[], None] | None = None

    def _use(self) -> None:
        told, self.taken_over = self.taken_over, None
        if told is not None:
            told()

    def send(self, *arguments: Any) -> int:
        """socket.send."""
        self._use()
        return super().send(*arguments)

    def sendall(self, *arguments: Any) -> None:
        """socket.sendall."""
        self._use()
        super().sendall(*arguments)

    def dup(self) -> socket.socket:
        """socket.dup; the copy is as good as taken."""
        self._use()
        return socket.socket(self.family, self.type, self.proto, os.dup(self.fileno()))
