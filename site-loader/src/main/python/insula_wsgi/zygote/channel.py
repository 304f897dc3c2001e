"""The pair of sockets between the zygote and one site's process.

The site's side is not believed: the zygote decides which site speaks, lets through only
the events of a site, and reads a bounded amount.
"""

import json
import socket
from typing import Any

EVENTS = frozenset({"taken", "ready", "failed", "drift", "worker"})
_LARGEST = 65_536
_AT_ONCE = 32


class SiteSide:
    """The site's Reporter; also how it waits for the zygote's word."""

    def __init__(self, pair: socket.socket) -> None:
        self._pair = pair

    def fileno(self) -> int:
        """The descriptor to keep open."""
        return self._pair.fileno()

    def say(self, event: str, **values: object) -> None:
        """Sends one event; a zygote that is gone is no reason to fail."""
        try:
            self._pair.send(json.dumps([event, values]).encode())
        except OSError:
            return

    def close(self) -> None:
        """The zygote's copy, after the fork."""
        self._pair.close()

    def wait_for_go(self) -> bool:
        """Blocks until the zygote says go; False when it is gone instead."""
        return self._pair.recv(16) == b"go"


class ZygoteSide:
    """What a site's process says, checked."""

    def __init__(self, pair: socket.socket) -> None:
        self._pair = pair
        pair.setblocking(False)
        self.open = True

    def fileno(self) -> int:
        """For poll."""
        return self._pair.fileno()

    def go(self) -> None:
        """Lets a held site go on."""
        self._pair.send(b"go")

    def taken(self) -> bool:
        """Blocks until the process has read its plan off the pipe; False if it died first."""
        self._pair.setblocking(True)
        try:
            return self._pair.recv(_LARGEST) == json.dumps(["taken", {}]).encode()
        finally:
            self._pair.setblocking(False)

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """The next few events; one that is malformed ends the channel, as its end does."""
        found: list[tuple[str, dict[str, Any]]] = []
        while self.open and len(found) < _AT_ONCE:
            try:
                data = self._pair.recv(_LARGEST)
            except BlockingIOError:
                break
            except OSError:
                data = b""
            event = _checked(data)
            if event is None:
                self.close()
                break
            found.append(event)
        return found

    def close(self) -> None:
        """Ends it."""
        self.open = False
        self._pair.close()


def _checked(data: bytes) -> tuple[str, dict[str, Any]] | None:
    try:
        event, values = json.loads(data)
        plain = all(isinstance(v, str | int | None) for v in values.values())
        named = all(key.isidentifier() for key in values)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return (event, values) if event in EVENTS and plain and named else None


def pair() -> tuple[ZygoteSide, SiteSide]:
    """A new channel; each packet is one event, whole or not at all."""
    mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    return ZygoteSide(mine), SiteSide(theirs)
