"""One request's start_response, and what has been promised and sent so far."""

import sys
from collections.abc import Callable
from typing import Any

Header = tuple[str, str]

_BODY = b"Internal Server Error\n"
_HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(_BODY)))]


class TruncatedBody(Exception):
    """The body ended before Content-Length was reached."""


class Exchange:
    """Stands between the application's start_response and write, and the server's."""

    __slots__ = ("_length", "_method", "_start", "_write", "bodiless", "sent", "started")

    def __init__(self, method: str, start_response: Callable[..., Any]) -> None:
        self._start = start_response
        self._method = method
        self._write: Callable[[bytes], Any] | None = None
        self._length: int | None = None
        self.started = self.bodiless = False
        self.sent = 0

    def start(self, status: str, headers: list[Header], exc_info: Any = None) -> Any:
        """The start_response that the application gets."""
        code = status[:3]
        self.bodiless = self._method == "HEAD" or code in ("204", "304")
        if code == "204":
            headers = [h for h in headers if h[0].lower() != "content-length"]
        self._length = None if self.bodiless else content_length(headers)
        self._write = self._start(status, headers, exc_info)
        self.started = True
        return self.write

    def write(self, data: bytes) -> None:
        """The write callable of PEP 3333."""
        if self._write is not None and self.count(data):
            self._write(data)

    def count(self, data: bytes) -> bytes:
        """Notes what is about to be sent; empty where nothing may be sent."""
        if not isinstance(data, bytes):
            raise TypeError(f"the body must be bytes, the application gave {type(data).__name__}")
        if not self.started:
            raise RuntimeError("the application sent a body before it called start_response")
        if self.bodiless:
            return b""
        self.sent += len(data)
        return data

    def end(self) -> None:
        """The application has nothing more to send; raises TruncatedBody."""
        if not self.started:
            raise RuntimeError("the application never called start_response")
        if self._length is not None and self.sent < self._length:
            raise TruncatedBody(f"{self.sent} of {self._length} bytes were sent")

    def fail(self) -> bytes:
        """Answers 500 in place of the application, or re-raises if it is too late for that."""
        self._start("500 Internal Server Error", list(_HEADERS), sys.exc_info())
        return b"" if self._method == "HEAD" else _BODY


def content_length(headers: list[Header]) -> int | None:
    """The announced length of the body."""
    for name, value in headers:
        if name.lower() == "content-length":
            return int(value) if value.isdecimal() else None
    return None
