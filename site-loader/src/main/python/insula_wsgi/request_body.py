"""The request's body, which is whole or an error.

A client that goes away in the middle of an upload makes the front cut the connection.
Servers show that to the application as an early end of wsgi.input, which looks like a
short but valid body; here it is an OSError.
"""

from collections.abc import Iterator
from typing import Any


class CutOff(OSError):
    """The connection ended before the request's body did."""


class WholeBody:
    """wsgi.input with the announced number of bytes in it."""

    __slots__ = ("_left", "_source")

    def __init__(self, source: Any, length: int) -> None:
        self._source = source
        self._left = length

    def _taken(self, data: bytes, line: bool = False) -> bytes:
        """Counts; an end before the announced one is an error, as is a line without its end."""
        self._left -= len(data)
        if self._left > 0 and (not data or (line and not data.endswith(b"\n"))):
            raise CutOff(f"the request's body ended {self._left} bytes early")
        return data

    def read(self, size: int | None = -1) -> bytes:
        """Up to size bytes, all that is left without one."""
        if size == 0 or self._left <= 0:
            return b""
        if size is None or size < 0:
            return b"".join(self._pieces())
        return self._taken(self._source.read(min(size, self._left)))

    def _pieces(self) -> Iterator[bytes]:
        while self._left > 0:
            yield self._taken(self._source.read(min(self._left, 65536)))

    def readline(self, size: int | None = -1) -> bytes:
        """One line, or the part of it that fits into size."""
        if size == 0 or self._left <= 0:
            return b""
        limit = self._left if size is None or size < 0 else min(size, self._left)
        data = self._source.readline(limit)
        return self._taken(data, line=len(data) < limit)

    def readlines(self, hint: int | None = -1) -> list[bytes]:
        """All lines, or as many as hold about hint bytes."""
        lines, held = [], 0
        for line in self:
            lines.append(line)
            held += len(line)
            if hint is not None and 0 < hint <= held:
                break
        return lines

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")


def whole(environ: dict[str, Any]) -> None:
    """Puts the guard around wsgi.input; a chunked body has its own end mark."""
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdecimal() and int(length):
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
