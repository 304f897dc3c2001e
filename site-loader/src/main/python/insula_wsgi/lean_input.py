"""wsgi.input of a lean process: exactly one request's body."""

import io
from typing import Protocol

from insula_wsgi.lean_wire import BadRequest, Wire
from insula_wsgi.request_body import CutOff

_PIECE = 65536


class Input(Protocol):
    """What is left of a body after the application is done with it."""

    def skip(self) -> bool:
        """Takes the rest off the wire; False where the body has no end that can be reached."""


class Held:
    """A body that has arrived as a whole, or none."""

    def skip(self) -> bool:
        """Nothing is left on the wire."""
        return True


HELD = Held()


class Sized(io.RawIOBase):
    """A body of an announced length; a connection that ends before it looks like its end."""

    def __init__(self, wire: Wire, length: int) -> None:
        super().__init__()
        self._wire = wire
        self._left = length

    def readable(self) -> bool:
        """io.RawIOBase's."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """io.RawIOBase's."""
        data = self._wire.take(min(len(buffer), self._left)) if self._left else b""
        self._left -= len(data)
        buffer[:len(data)] = data
        return len(data)

    def skip(self) -> bool:
        """See Input."""
        while self._left:
            data = self._wire.take(min(self._left, _PIECE))
            if not data:
                return False
            self._left -= len(data)
        return True


class Chunked(io.RawIOBase):
    """A body in chunks (RFC 9112 section 7.1); the host sends neither extensions nor trailers."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire
        self._left = 0  # of the chunk
        self._ended = False

    def readable(self) -> bool:
        """io.RawIOBase's."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """io.RawIOBase's; raises CutOff, BadRequest."""
        data = self._piece(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def _piece(self, most: int) -> bytes:
        if self._left == 0:
            self._next_chunk()
        if self._ended:
            return b""
        data = self._wire.take(min(most, self._left))
        if not data:
            raise CutOff("the request's body ended in the middle of a chunk")
        self._left -= len(data)
        if self._left == 0 and self._wire.line():
            raise BadRequest("a chunk is longer than its size")
        return data

    def _next_chunk(self) -> None:
        if self._ended:
            return
        size = self._wire.line()
        if not size or size.strip(b"0123456789abcdefABCDEF"):
            raise BadRequest("the size of a chunk is not a hexadecimal number")
        self._left = int(size, 16)
        if self._left == 0:
            self._ended = True
            while self._wire.line():
                continue  # a trailer

    def skip(self) -> bool:
        """See Input."""
        try:
            while self._piece(_PIECE):
                continue
        except (CutOff, BadRequest):
            return False
        return True
