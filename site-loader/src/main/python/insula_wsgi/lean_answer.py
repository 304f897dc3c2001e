"""One answer of a lean process, from start_response to its last byte."""

from collections.abc import Callable
from types import TracebackType
from typing import Any

from insula_wsgi.connection import Connection
from insula_wsgi.lean_wire import TOKEN, Wire

Header = tuple[str, str]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType]

# Of the connection, which is not the application's (PEP 3333, "Other HTTP Features").
_HOP_BY_HOP = frozenset((
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "trailers", "transfer-encoding", "upgrade"))
_JOINED = 65536  # bytes up to which a copy is cheaper than another call of the system
_LAST_CHUNK = b"0\r\n\r\n"
_MOST_NAMES = 1000
_names: dict[str, str] = {}  # as applications write them, in lower case


class BadAnswer(ValueError):
    """The application gave a status or fields that cannot be sent."""


class Answer:
    """What is sent on the connection for one request."""

    __slots__ = ("_bodiless", "_chunked", "_connection", "_head", "_is_old", "_left", "_length",
                 "_to_head", "_wire", "keeps", "started")

    def __init__(
        self, connection: Connection, wire: Wire, environ: dict[str, Any], keeps: bool
    ) -> None:
        self._connection = connection
        self._wire = wire
        self._to_head = environ["REQUEST_METHOD"] == "HEAD"
        self._is_old = environ["SERVER_PROTOCOL"] == "HTTP/1.0"
        self._head = b""
        self._length: int | None = None
        self._left: int | None = None
        self._bodiless = self._chunked = False
        self.keeps = keeps and not self._is_old
        self.started = False  # a byte may have been sent

    def start(self, status: str, headers: list[Header],
              exc_info: ExcInfo | None = None) -> Callable[[bytes], None]:
        """start_response (PEP 3333)."""
        if exc_info is not None:
            try:
                if self.started:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None  # no cycle with its frames
        elif self._head:
            raise RuntimeError("the application called start_response twice")
        self._head, self._length = head(status, headers)
        self._bodiless = self._to_head or status[:3] in ("204", "304") or status[0] == "1"
        return self.write

    def write(self, data: bytes) -> None:
        """The write callable of PEP 3333."""
        if not data:
            return
        if self._left is not None:
            data = data[:self._left]
            self._left -= len(data)
        if not self.started:
            self._begin(data)
        elif data:
            self._send(self._framed(data))

    def only(self, data: bytes) -> None:
        """Writes what is known to be the whole body."""
        if self._length is None and not self.started:
            self._announce(len(data))
        self.write(data)

    def _announce(self, length: int) -> None:
        if not self._bodiless:
            self._length = length
            self._head += b"Content-Length: %d\r\n" % length

    def end(self) -> None:
        """The body is complete."""
        if not self.started:
            if self._length is None:
                self._announce(0)
            self._begin(b"")
        if self._chunked:
            self._send(_LAST_CHUNK)

    def _begin(self, data: bytes) -> None:
        if not self._head:
            raise RuntimeError("the application sent a body before it called start_response")
        self._left = self._length
        if self._length is not None:
            data = data[:self._length]
            self._left = self._length - len(data)
        elif not self._bodiless:
            self._chunked = not self._is_old
            self.keeps = self.keeps and self._chunked
        if self._wire.awaits_continue:
            self._wire.refuse_body()
            self.keeps = False
        self.started = True
        self._send(self._whole_head(), b"" if self._bodiless else self._framed(data))

    def _whole_head(self) -> bytes:
        coding = b"Transfer-Encoding: chunked\r\n" if self._chunked else b""
        end = b"\r\n" if self.keeps else b"Connection: close\r\n\r\n"
        return self._head + coding + end

    def _framed(self, data: bytes) -> bytes:
        if self._chunked and data:
            return b"%x\r\n%b\r\n" % (len(data), data)
        return data

    def _send(self, first: bytes, second: bytes = b"") -> None:
        if len(second) > _JOINED:
            self._connection.sendall(first)
            self._connection.sendall(second)
        else:
            self._connection.sendall(first + second)


def head(status: str, headers: list[Header]) -> tuple[bytes, int | None]:
    """Status line and fields, and the length that these announce; raises ValueError."""
    length = None
    lines = [f"HTTP/1.1 {status}\r\n"]
    for name, value in headers:
        lower = _names.get(name) or _lower(name)
        if lower == "content-length":
            length = _number(value)
        if lower not in _HOP_BY_HOP:
            lines.append(f"{name}: {value}\r\n")
    text = "".join(lines)
    if not status[:3].isdecimal() or status[3:4] != " ":
        raise BadAnswer(f"the status is not three digits and a reason: {status!r}")
    if text.count("\n") != len(lines) or text.count("\r") != len(lines) or "\0" in text:
        raise BadAnswer("the status or a field of the answer holds a line break or a NUL")
    return text.encode("latin-1"), length


def _lower(name: str) -> str:
    if not name or not TOKEN.issuperset(name):
        raise BadAnswer(f"the name of a field of the answer is not a token: {name!r}")
    lower = name.lower()
    if len(_names) < _MOST_NAMES:
        _names[name] = lower
    return lower


def _number(value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        raise BadAnswer(f"the answer's Content-Length is not a number: {value!r}")
    return int(value)
