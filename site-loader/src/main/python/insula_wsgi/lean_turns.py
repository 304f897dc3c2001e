"""Lets one request at a time have the interpreter, where nobody loses by that.

Threads that answer at the same time take the interpreter's lock from each other whenever
one of them lets go of it, which SQLite does at every row; the switching costs a fifth of
the processor's time. A request that only computes would not be done sooner for having
begun sooner, so it may as well begin when the one before is done: it waits for its turn.
Requests that wait for something else, another server say, do not: one that is seen to
wait, or that goes on for long (it may compute without the interpreter, as a password's
hash does), loses its turn to the next; and where requests spend a good part of their time
waiting, nobody takes turns.
"""

import os
import sys
import threading
import time
from collections import deque

_PATIENCE = 0.005  # seconds between two looks at what the request does whose turn it is
_LONGEST = 0.02  # seconds for which a request that computes keeps its turn
_EVERY = 4  # how many turns there are to one that is measured
_WEIGHT = 0.25  # of a measurement among those before it
_MUCH = 0.25  # share of a request's time
_RETRY = 500  # requests without turns until they are tried again

# CPython 3.13 and later can be built without the lock.
_ONE_AT_A_TIME = getattr(sys, "_is_gil_enabled", lambda: True)()


class Turn:
    """Of one request; belongs to the thread that has taken it."""

    __slots__ = ("_first_look", "_last_look", "gate", "refused", "thread")

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.gate = threading.Lock()  # closed while it is queued
        self.refused = False
        self._first_look = 0.0
        self._last_look = (0.0, 0.0)  # when, and what its thread had computed

    def is_used(self, now: float, computed: float) -> bool:
        """Whether its thread is at work; both in seconds, of the clock and of its thread's."""
        last, before = self._last_look
        if not last:
            self._first_look, self._last_look = now, (now, computed)
            return True
        if now - last < _PATIENCE * 0.8:
            return True  # somebody else has looked just now
        self._last_look = now, computed
        began = self._first_look - _PATIENCE
        return now - began < _LONGEST and computed - before > (now - last) / 2


class Turns:
    """Of one process; first come, first served."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._current: Turn | None = None
        self._queue: deque[Turn] = deque()
        self._count = 0
        self._waiting = 0.0  # the share of their time that requests wait for something else
        self._without = 0

    def take(self) -> Turn | None:
        """Waits for a turn; none where nobody takes turns. It has to be given back."""
        if self._without:
            self._without -= 1
            return None
        if not _ONE_AT_A_TIME:
            return None
        turn = Turn()
        with self._guard:
            if self._current is None:
                self._current = turn
                return turn
            turn.gate.acquire()
            self._queue.append(turn)
        while not turn.gate.acquire(timeout=_PATIENCE):
            self._look(turn)
        return None if turn.refused else turn

    def _look(self, turn: Turn) -> None:
        """Gives the queued turn to its request if the one that is current is not used."""
        with self._guard:
            current = self._current
            if current is None or turn not in self._queue:
                return
            computed = time.clock_gettime(time.pthread_getcpuclockid(current.thread))
            if not current.is_used(time.monotonic(), computed):
                self._queue.remove(turn)
                self._current = turn
                turn.gate.release()

    def give(self, turn: Turn | None) -> None:
        """The request is over: the turn is the next one's."""
        if turn is None:
            return
        with self._guard:
            if self._current is turn:
                self._current = self._queue.popleft() if self._queue else None
                if self._current is not None:
                    self._current.gate.release()

    def is_measured(self, turn: Turn | None) -> bool:
        """Whether the time of this request is wanted."""
        self._count += 1
        return turn is not None and self._count % _EVERY == 0

    def measured(self, computing: float, waiting: float) -> None:
        """How many seconds a request that had its turn computed, and waited for something else."""
        share = waiting / (computing + waiting) if waiting > 0 else 0.0
        self._waiting += _WEIGHT * (share - self._waiting)
        if self._waiting > _MUCH:
            self._waiting = 0.0
            self._give_up()

    def _give_up(self) -> None:
        with self._guard:
            self._without = _RETRY
            self._current = None
            while self._queue:
                turn = self._queue.popleft()
                turn.refused = True
                turn.gate.release()


class Stopwatch:
    """What the calling thread does with its time; of that thread alone."""

    def __init__(self) -> None:
        try:
            name = f"/proc/self/task/{threading.get_native_id()}/schedstat"
            self._file = os.open(name, os.O_RDONLY)
        except OSError:
            self._file = -1
        self._began = (0, 0.0)

    def start(self) -> None:
        """Now."""
        self._began = (self._runnable(), time.perf_counter())

    def stop(self) -> tuple[float, float]:
        """Seconds of computing, the wait for a processor included, and of waiting since then."""
        runnable, began = self._began
        computing = (self._runnable() - runnable) / 1e9
        return computing, max(0.0, time.perf_counter() - began - computing)

    def _runnable(self) -> int:
        """Nanoseconds on a processor or in the queue for one; without the queue where the kernel
        does not tell it."""
        computed = time.thread_time_ns()  # the file's own first number is some milliseconds old
        if self._file < 0:
            return computed
        return computed + int(os.pread(self._file, 80, 0).split()[1])

    def close(self) -> None:
        """Gives its file back."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
