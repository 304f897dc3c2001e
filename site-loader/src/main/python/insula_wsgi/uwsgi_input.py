"""wsgi.input for a chunked request under uWSGI, which leaves the chunks to the application."""

import io
from typing import Any


class _Chunks(io.RawIOBase):
    """The body, chunk by chunk."""

    def __init__(self, read_chunk: Any) -> None:
        self._read_chunk = read_chunk
        self._rest = b""
        self._over = False

    def readable(self) -> bool:
        """io's hook."""
        return True

    def readinto(self, buffer: Any) -> int:
        """io's hook: as much as there is of the current chunk."""
        if not self._rest and not self._over:
            self._rest = self._read_chunk()
            self._over = not self._rest
        piece = self._rest[: len(buffer)]
        self._rest = self._rest[len(piece):]
        buffer[: len(piece)] = piece
        return len(piece)


def chunked_input() -> io.BufferedReader:
    """The request's body as a file; an early end raises OSError, as uWSGI's function does."""
    import uwsgi

    return io.BufferedReader(_Chunks(uwsgi.chunked_read))
