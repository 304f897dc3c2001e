"""The bytes that the host sends on one connection, each taken once and in order."""

import string

from insula_wsgi.connection import Connection
from insula_wsgi.request_body import CutOff

TOKEN = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~")  # RFC 9110 section 5.6.2
_HEAD_END = b"\r\n\r\n"
_LARGEST_HEAD = 1 << 20  # the front's own limit is lower
_LONGEST_LINE = 4096
_PIECE = 65536
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class BadRequest(Exception):
    """What was sent is not a request as the host writes them."""


class Wire:
    """The reading side of a connection."""

    __slots__ = ("_connection", "_refused", "_rest", "awaits_continue")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rest = b""
        self._refused = False
        self.awaits_continue = False  # the client sends the body when it is asked to

    def refuse_body(self) -> None:
        """The answer begins before anybody has asked for the body, which will not come then."""
        self._refused = self.awaits_continue
        self.awaits_continue = False

    def _more(self, size: int) -> bytes:
        """What has arrived of a body, empty at its end."""
        if self.awaits_continue:
            self.awaits_continue = False
            self._connection.sendall(_CONTINUE)
        return b"" if self._refused else self._connection.recv(size)

    def head(self) -> bytes | None:
        """All before the empty line; None where the host sends no more requests."""
        data = self._rest or self._connection.first(_PIECE)
        end = data.find(_HEAD_END)
        while end < 0:
            more = self._connection.recv(_PIECE) if data else b""
            if not more:
                return None  # nobody waits for an answer to half a head
            searched = max(0, len(data) - 3)
            data += more
            end = data.find(_HEAD_END, searched)
            if end < 0 and len(data) > _LARGEST_HEAD:
                raise BadRequest("its head does not end")
        self._rest = data[end + 4:]
        return data[:end]

    def take(self, most: int) -> bytes:
        """Up to so many bytes, empty at the end of what the host sends."""
        if not self._rest:
            return self._more(min(most, _PIECE))
        taken, self._rest = self._rest[:most], self._rest[most:]
        return taken

    def line(self) -> bytes:
        """A line of a chunked body, without its CR LF; raises CutOff and BadRequest."""
        while (end := self._rest.find(b"\r\n")) < 0:
            if len(self._rest) > _LONGEST_LINE:
                raise BadRequest("a line of a chunked body does not end")
            more = self._more(_PIECE)
            if not more:
                raise CutOff("the request's body ended before its last chunk")
            self._rest += more
        line, self._rest = self._rest[:end], self._rest[end + 2:]
        return line

    def holds(self, size: int) -> bool:
        """Whether so much has arrived and not been taken."""
        return len(self._rest) >= size
