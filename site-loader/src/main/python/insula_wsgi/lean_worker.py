"""A thread per connection over gunicorn's own request code, without arbiter.

The host decides about how many connections it opens (never more than ``threads`` for
each process; one more is not accepted until another one ends). No connection is ended
for being idle: that is the host's to do as well.
"""

import os
import select
import socket
import threading
import time
from contextlib import AbstractContextManager
from typing import Any

from gunicorn.workers.base_async import AsyncWorker

from insula_wsgi.connection import Connection

_TICK = 1000  # milliseconds between two looks at the watch
_LEAVING_TICK = 20
_COURTESY = 0.008  # seconds, of a process that has nearly all the connections it can hold


class ThreadPerConnection(AsyncWorker):
    """The one worker of a lean process. ``app`` is a LeanSite."""

    def __init__(self, app: Any, listener: socket.socket, config: Any, log: Any) -> None:
        super().__init__(0, os.getppid(), [listener], app, 0, config, log)
        self._listener = listener
        self._connections: set[Connection] = set()
        self._local = threading.local()
        self._most = config.threads

    def run(self) -> None:
        """The main thread: accepts until told to stop, then takes leave."""
        self._listener.setblocking(False)
        self.app.started(self)
        while self.alive and not self.app.host.cut():
            if self._poll(_TICK, accept=len(self._connections) < self._most):
                self._let_siblings_be_first()
                self._accept()
            self.app.tick(self)
        self._leave()

    def _poll(self, milliseconds: int, accept: bool) -> bool:
        """Waits for a connection (then it is true), a signal, the host's end, or its time."""
        poll = select.poll()
        poll.register(self.PIPE[0], select.POLLIN)
        if self.alive:
            poll.register(self.app.host.descriptor, self.app.host.events)
        if accept:
            poll.register(self._listener.fileno(), select.POLLIN)
        happened = {descriptor for descriptor, _ in poll.poll(milliseconds)}
        if self.PIPE[0] in happened:
            os.read(self.PIPE[0], 4096)
        self.app.beat()
        return self._listener.fileno() in happened

    def _let_siblings_be_first(self) -> None:
        """Connections are kept, so they must be spread: who has more of them waits longer."""
        if self.cfg.workers > 1 and self._connections:
            time.sleep(_COURTESY * len(self._connections) / self._most)

    def _accept(self) -> None:
        try:
            client, _ = self._listener.accept()
        except OSError:
            return  # gone again, or a sibling was faster
        connection = Connection(client.detach())
        connection.setblocking(True)
        self._connections.add(connection)
        threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        self._local.connection = connection
        try:
            self.handle(self._listener, connection, "")
        finally:
            self._connections.discard(connection)
            self.wake()

    def timeout_ctx(self) -> AbstractContextManager[None]:
        """gunicorn's hook around the reading of a request's head."""
        connection: Connection = self._local.connection
        return connection.between_requests()

    def wake(self) -> None:
        """Ends the main thread's wait."""
        try:
            os.write(self.PIPE[1], b".")
        except BlockingIOError:
            return  # it is awake already

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM."""
        self.alive = False

    def handle_quit(self, sig: int, frame: Any) -> None:
        """SIGINT and SIGQUIT mean the same as SIGTERM."""
        self.alive = False

    def _leave(self) -> None:
        """Answers what is in flight, lets idle connections go; gives up after the drain time."""
        self.alive = False
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while self._connections and time.monotonic() < deadline:
            for connection in list(self._connections):
                connection.quiesce()
            self._poll(_LEAVING_TICK, accept=False)
