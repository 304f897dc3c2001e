"""Responses under uWSGI, delimited so that a cut one can be told from a whole one.

uWSGI sends a body without Content-Length bare, and keeps quiet when the application
fails in the middle. Here such a body is sent in chunks (RFC 9112 section 7.1), and a
failure shuts the connection before the last one. Each connection carries one request:
so none is lost on an idle connection when uWSGI replaces a worker.
"""

import contextlib
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Header = tuple[str, str]


class Output:
    """Between the application and uWSGI: start_response takes effect with the first byte."""

    def __init__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> None:
        self._start_response = start_response
        self._head = environ["REQUEST_METHOD"] == "HEAD"
        self._chunks_known = environ["SERVER_PROTOCOL"] == "HTTP/1.1"
        self._status: str | None = None
        self._headers: list[Header] = []
        self._write: Callable[[bytes], Any] | None = None
        self.chunked = False

    def start(self, status: str, headers: list[Header], exc_info: Any = None) -> Any:
        """PEP 3333's start_response."""
        if exc_info is not None and self._write is not None:
            raise exc_info[1].with_traceback(exc_info[2])
        if exc_info is None and self._status is not None:
            raise AssertionError("start_response was called twice")
        self._status, self._headers = status, list(headers)
        return self.write

    def begin(self) -> Callable[[bytes], Any]:
        """Gives uWSGI the head, once."""
        if self._write is None:
            if self._status is None:
                raise RuntimeError("the application never called start_response")
            bare = self._head or self._status[:3] in ("204", "304") or any(
                name.lower() == "content-length" for name, _ in self._headers
            )
            self.chunked = self._chunks_known and not bare
            framing = [("Transfer-Encoding", "chunked")] if self.chunked else []
            headers = [*self._headers, *framing, ("Connection", "close")]
            self._write = self._start_response(self._status, headers)
        return self._write

    def framed(self, data: bytes) -> bytes:
        """The bytes to be sent for a piece of the body."""
        self.begin()
        if not self.chunked or not data:
            return data
        return b"%x\r\n%b\r\n" % (len(data), data)

    def write(self, data: bytes) -> None:
        """PEP 3333's write callable."""
        self.begin()(self.framed(data))

    def respond(self, body: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces for uWSGI; closes the body, and the connection if that is cut short."""
        try:
            for data in body:
                yield self.framed(data)
            self.begin()
            if self.chunked:
                yield b"0\r\n\r\n"
        except BaseException:
            cut()
            raise
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()


def cut() -> None:
    """Shuts the connection of the request that this thread answers."""
    import uwsgi

    with contextlib.suppress(OSError):
        with socket.socket(fileno=socket.dup(uwsgi.connection_fd())) as connection:
            connection.shutdown(socket.SHUT_RDWR)
