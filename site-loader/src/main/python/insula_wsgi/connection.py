"""A connection of the host that can be ended between two requests, and only there."""

import contextlib
import os
import select
import socket
import threading


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

    def twin(self) -> socket.socket:
        """The same connection for an application that goes on by itself, as with WebSockets."""
        return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, os.dup(self.fileno()))
