"""Knows which requests are being answered and which of them is overdue.

Read by the server's main thread about once a second, written by the threads that
answer; a dict's single operations are atomic, so there is no lock on the way of a
request.
"""

import faulthandler
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from insula_wsgi.alarm import Alarm
from insula_wsgi.application import Wsgi
from insula_wsgi.connection import Twin

Environ = dict[str, Any]


class Watch:
    """The requests in flight of this process, by thread."""

    def __init__(self, limit: float, alarm: Alarm | None = None) -> None:
        self._limit = limit
        self._running: dict[int, tuple[float, str]] = {}
        self._reported = False
        self._alarm = alarm

    @property
    def in_flight(self) -> int:
        """How many requests are being answered now."""
        return len(self._running)

    def begin(self, environ: Environ) -> int:
        """Notes a request of the calling thread; returns the key for :meth:`end`."""
        thread = threading.get_ident()
        what = f"{environ.get('REQUEST_METHOD')} {environ.get('PATH_INFO')}"
        self._running[thread] = (time.monotonic(), what)
        if self._alarm is not None and not self._alarm.is_set:
            self._alarm.put_off()
        return thread

    def end(self, thread: int) -> None:
        """The response was handed over, or its connection was lost."""
        self._running.pop(thread, None)

    def beat(self) -> None:
        """Called at least once a second by a server that has an alarm, also while it takes leave."""
        if self._alarm is None:
            return
        if self._running:
            self._alarm.put_off()
        else:
            self._alarm.cancel()

    def overdue(self) -> str | None:
        """The request that has taken longer than allowed, in words; the oldest one."""
        if not self._limit:
            return None
        started, what = min(list(self._running.values()), default=(float("inf"), ""))
        return what if time.monotonic() - started > self._limit else None

    def report(self, what: str) -> None:
        """Puts the stacks of all threads into the site's log, once in a process's life."""
        if self._reported:
            return
        self._reported = True
        sys.stderr.write(
            f"insula: {what} took longer than {self._limit:g} s; what every thread does now:\n"
        )
        sys.stderr.flush()
        faulthandler.dump_traceback(file=sys.stderr, all_threads=True)

    def over(self, application: Wsgi) -> Wsgi:
        """The application, each of its requests watched until its body was closed."""

        def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
            key = self.begin(environ)
            twin = environ.get("gunicorn.socket")
            if isinstance(twin, Twin):
                twin.taken_over = lambda: self.end(key)
            try:
                return Watched(self, key, application(environ, start_response))
            except BaseException:
                self.end(key)
                raise

        return call


class Watched:
    """A response body that tells the watch when it is closed."""

    __slots__ = ("_body", "_key", "_watch")

    def __init__(self, watch: Watch, key: int, body: Iterable[bytes]) -> None:
        self._watch, self._key, self._body = watch, key, body

    @property
    def single(self) -> bool:
        """As of the body inside."""
        return getattr(self._body, "single", False)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        """Closes the body; the request is over even if that fails."""
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._watch.end(self._key)
