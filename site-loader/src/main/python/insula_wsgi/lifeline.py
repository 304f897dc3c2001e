"""Notices that the host is gone: the pipe that it held open ends.

Only the end is looked for (POLLHUP); nothing is read, so that several processes can
hold the same pipe and one of them can take commands from it.
"""

import contextlib
import fcntl
import os
import select
import signal
from collections.abc import Callable


class Lifeline:
    """The reading end of the host's pipe, or a pidfd of the host."""

    def __init__(self, descriptor: int, events: int = 0) -> None:
        self._descriptor = descriptor
        self.events = events

    @classmethod
    def of_process(cls, pid: int) -> "Lifeline":
        """Tied to a process instead of a pipe (a pidfd is readable when it has ended)."""
        return cls(os.pidfd_open(pid), select.POLLIN)

    @property
    def descriptor(self) -> int:
        """For a poll that is asked for ``events``."""
        return self._descriptor

    def cut(self) -> bool:
        """Whether the host is gone; never blocks."""
        if self._descriptor < 0:
            return False
        poll = select.poll()
        poll.register(self._descriptor, self.events)
        return bool(poll.poll(0))

    def alert(self, wake: Callable[[], object]) -> None:
        """Calls wake in the main thread as soon as something happens to the pipe.

        By SIGIO, so that a main loop that waits for something else notices at once;
        where the descriptor cannot do that, the loop's own regular look has to do.
        """
        signal.signal(signal.SIGIO, lambda *_: wake())
        with contextlib.suppress(OSError):
            fcntl.fcntl(self._descriptor, fcntl.F_SETOWN, os.getpid())
            flags = fcntl.fcntl(self._descriptor, fcntl.F_GETFL)
            fcntl.fcntl(self._descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)

    def forget(self) -> None:
        """Closes this process's copy, for a child that answers to its parent instead."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
