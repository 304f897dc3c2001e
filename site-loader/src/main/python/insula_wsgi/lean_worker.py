"""A thread per connection, without arbiter.

The host decides about how many connections it opens (never more than ``threads`` for
each process; one more is not accepted until another one ends). No connection is ended
for being idle: that is the host's to do as well.
"""

import os
import select
import signal
import socket
import sys
import threading
import time
from typing import Any

from insula_wsgi.connection import Connection
from insula_wsgi.lean_requests import Requests
from insula_wsgi.lean_site import LeanSite
from insula_wsgi.plan import Plan

_TICK = 1000  # milliseconds between two looks at the watch
_LEAVING_TICK = 20
_COURTESY = 0.008  # seconds, of a process that has nearly all the connections it can hold


class ThreadPerConnection:
    """The one worker of a lean process."""

    def __init__(self, site: LeanSite, listener: socket.socket, plan: Plan) -> None:
        self._site = site
        self._listener = listener
        self._plan = plan
        self._connections: set[Connection] = set()
        self._stopping = False
        self._woken, self._wake = os.pipe()
        for descriptor in (self._woken, self._wake):
            os.set_blocking(descriptor, False)

    def run(self) -> None:
        """The main thread: loads the site, accepts until told to stop, then takes leave.

        Raises Fault.
        """
        self._take_signals()
        self._requests = Requests(self._site.wsgi(), self._plan)
        self._listener.setblocking(False)
        self._site.started()
        while not self._stopping and not self._site.host.cut():
            if self._poll(_TICK, accept=len(self._connections) < self._plan.threads):
                self._let_siblings_be_first()
                self._accept()
            self._site.tick(self._requests.begun)
        self._leave()

    def _take_signals(self) -> None:
        """Before the site is imported, which may set its own."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, self._stop)

    def _stop(self, *_: Any) -> None:
        self._stopping = True

    def _poll(self, milliseconds: int, accept: bool) -> bool:
        """Waits for a connection (then it is true), a signal, the host's end, or its time."""
        poll = select.poll()
        poll.register(self._woken, select.POLLIN)
        if not self._stopping:
            poll.register(self._site.host.descriptor, self._site.host.events)
        if accept:
            poll.register(self._listener.fileno(), select.POLLIN)
        happened = {descriptor for descriptor, _ in poll.poll(milliseconds)}
        if self._woken in happened:
            os.read(self._woken, 4096)
        self._site.beat()
        return self._listener.fileno() in happened

    def _let_siblings_be_first(self) -> None:
        """Connections are kept, so they must be spread: who has more of them waits longer."""
        if self._plan.processes > 1 and self._connections:
            time.sleep(_COURTESY * len(self._connections) / self._plan.threads)

    def _accept(self) -> None:
        try:
            client, _ = self._listener.accept()
        except OSError:
            return  # gone again, or a sibling was faster
        connection = Connection(client.detach())
        connection.setblocking(True)
        self._connections.add(connection)
        try:
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()
        except RuntimeError as error:  # limits.tasks, say; the other connections go on
            sys.stderr.write(f"insula: a connection is closed at once: {error}\n")
            self._connections.discard(connection)
            connection.close()

    def _serve(self, connection: Connection) -> None:
        try:
            self._requests.answer_all(connection)
        finally:
            self._connections.discard(connection)
            self._wake_up()

    def _wake_up(self) -> None:
        """Ends the main thread's wait."""
        try:
            os.write(self._wake, b".")
        except BlockingIOError:
            return  # it is awake already

    def _leave(self) -> None:
        """Answers what is in flight, lets idle connections go; gives up after the drain time."""
        self._stopping = True
        self._requests.last = True
        deadline = time.monotonic() + max(1.0, self._plan.drain)
        while self._connections and time.monotonic() < deadline:
            for connection in list(self._connections):
                connection.quiesce()
            self._poll(_LEAVING_TICK, accept=False)
