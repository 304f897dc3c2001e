"""Brings the workers' reports to the process that talks to the host.

A datagram a report: whole or not at all, whatever its length and however many
workers speak at once.
"""

import json
import socket
from typing import Any

_LARGEST = 131_072


class Relay:
    """A pair of sockets made before the workers are forked."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._reader.setblocking(False)

    @classmethod
    def of(cls, descriptor: int) -> "Relay":
        """A worker's side, in a program that was started with the writer's descriptor."""
        relay = cls.__new__(cls)
        relay._writer = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM, 0, descriptor)
        relay._reader = relay._writer
        return relay

    @property
    def reader(self) -> int:
        """For poll."""
        return self._reader.fileno()

    @property
    def writer(self) -> int:
        """To be handed to a program."""
        return self._writer.fileno()

    def say(self, event: str, **values: object) -> None:
        """Sends one report (the Reporter of a worker)."""
        try:
            self._writer.send(json.dumps([event, values], default=str).encode())
        except OSError:
            return  # the arbiter is gone, and soon this process will be

    def reports(self) -> list[tuple[str, dict[str, Any]]]:
        """The reports that have arrived since the last call."""
        found = []
        while True:
            try:
                event, values = json.loads(self._reader.recv(_LARGEST))
            except BlockingIOError:
                return found
            found.append((event, values))

    def worker_only(self) -> None:
        """Closes the reading end, in a worker."""
        self._reader.close()

    def close(self) -> None:
        """Closes both ends."""
        self._reader.close()
        self._writer.close()
