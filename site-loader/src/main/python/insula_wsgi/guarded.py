"""Keeps an application's mistakes from becoming a broken or a falsely whole response.

Servers differ in what they do about an exception, a body where none may be, or one
shorter than announced; here it is decided once, for all of them:

* An exception before anything was sent: 500, no traceback for the client, a log entry.
* An exception later, or a body shorter than Content-Length: it goes on to the server,
  which then cuts the connection, so that the client can tell.
* A request body that was cut off: reading it is an error, see request_body.
* HEAD, 204, 304: no body ever reaches the server, so none can be read as the next
  response on a connection that is kept alive.
"""

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from insula_wsgi.application import Wsgi
from insula_wsgi.exchange import Exchange
from insula_wsgi.request_body import whole

Environ = dict[str, Any]

class FileBody:
    """wsgi.file_wrapper: reads a file in blocks and closes it (PEP 3333)."""

    def __init__(self, filelike: Any, block_size: int = 8192) -> None:
        self._read = lambda: filelike.read(max(block_size, 65536))
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._read, b"")


class Body:
    """The iterable that the server gets."""

    __slots__ = ("_closed", "_environ", "_exchange", "_iterable", "_iterator", "_over")

    def __init__(self, environ: Environ, exchange: Exchange, iterable: Iterable[bytes]) -> None:
        self._environ = environ
        self._exchange = exchange
        self._iterable = iterable
        self._iterator = iter(iterable)
        self._over = self._closed = False

    @property
    def single(self) -> bool:
        """Whether the application gives its body as one piece, which then has a known length."""
        return type(self._iterable) in (list, tuple) and len(self._iterable) == 1

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._over:
            raise StopIteration
        try:
            return self._next()
        except StopIteration:
            raise
        except BaseException:
            self._over = True
            log(self._environ)
            if self._exchange.sent:
                raise
            return self._exchange.fail()

    def _next(self) -> bytes:
        for data in self._iterator:
            if self._exchange.count(data) or not self._exchange.bodiless:
                return data
            break  # nothing of a bodiless response matters, and it may never end
        self._over = True
        self._exchange.end()
        raise StopIteration

    def close(self) -> None:
        """Closes the application's iterable, once."""
        if not self._closed:
            self._closed = True
            close = getattr(self._iterable, "close", None)
            if close is not None:
                self._close(close)

    def _close(self, close: Callable[[], Any]) -> None:
        try:
            close()
        except BaseException:
            log(self._environ)
            raise


def guarded(application: Wsgi) -> Wsgi:
    """The application behind the guard."""

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.file_wrapper"] = FileBody
        whole(environ)
        exchange = Exchange(environ["REQUEST_METHOD"], start_response)
        try:
            return Body(environ, exchange, application(environ, exchange.start))
        except BaseException as error:
            if isinstance(error, StopIteration) and "HTTP_UPGRADE" in environ:
                raise  # it has answered on the connection itself, as with WebSockets
            log(environ)
            if exchange.sent:
                raise
            return [exchange.fail()]

    return call


def log(environ: Environ) -> None:
    """Writes the exception that is being handled to the site's log, with its request."""
    request = f"{environ.get('REQUEST_METHOD')} {environ.get('PATH_INFO')}"
    trace = traceback.format_exc()
    errors = environ.get("wsgi.errors", sys.stderr)
    errors.write(f"insula: {request} failed in the application\n{trace}")
    errors.flush()
