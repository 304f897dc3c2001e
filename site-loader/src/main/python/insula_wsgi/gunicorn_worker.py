"""gunicorn's threaded worker, with a leave-taking that loses no request.

gunicorn 20 to 26 forget kept-alive connections when a worker ends: a request that
the host sends in that moment is lost. Here a leaving worker first stops accepting,
then shuts the reading side of each idle connection (a later write of the host fails
at once, with nothing half delivered), answers what had arrived before, and ends when
no connection is left.
"""

import contextlib
import os
import selectors
import socket
import time
from collections.abc import Iterator
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class SiteWorker(ThreadWorker):
    """One worker process of a site; ``app`` is the SiteApplication."""

    _leave_by: float | None = None
    _accepting_stopped = False

    def notify(self) -> None:
        """Called by the main loop at least once a second."""
        super().notify()
        if self._leave_by is None:
            self.app.tick(self)
        else:
            self._leave()

    def wake_on_signals(self) -> None:
        """Signals end the main loop's wait; base.Worker has them written to its pipe."""
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, self._drain)

    @staticmethod
    def _drain(descriptor: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(descriptor, 4096)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: the main loop takes leave, from its next turn on."""
        if self._leave_by is None:
            self._leave_by = time.monotonic() + self.cfg.graceful_timeout

    def _leave(self) -> None:
        if not self._accepting_stopped:
            self._accepting_stopped = True
            self._stop_accepting()
        for connection in self._idle():
            try:
                connection.sock.shutdown(socket.SHUT_RD)
            except OSError:
                continue  # the host was faster
        if self.nr_conns <= 0 or time.monotonic() > (self._leave_by or 0.0):
            self.alive = False
            os.write(self.PIPE[1], b".")  # no more waiting in this turn

    def _stop_accepting(self) -> None:
        if hasattr(self, "set_accept_enabled"):  # gunicorn >= 24 asks before each turn
            self.worker_connections = 0
            self.set_accept_enabled(False)
            return
        for listener in self.sockets:
            self.poller.unregister(listener)

    def _idle(self) -> Iterator[Any]:
        for name in ("_keep", "keepalived_conns", "pending_conns"):
            yield from list(getattr(self, name, ()))
