"""Ends a process whose interpreter nobody gets back.

C code that does not let go of the interpreter's lock (a regular expression that
backtracks without end) stops every thread of the process, also the one that looks for
overdue requests. faulthandler has a thread that needs no interpreter: set while requests
are in flight and put off about once a second, it goes off when nobody could put it off any
more, leaves the stacks of all threads in the site's log, and ends the process.
"""

import faulthandler
import os
import sys
import time

_EVERY = 1.0  # seconds between two moments at which it is put off
_GRACE = 2.0  # seconds beyond the time that a request may take


class Alarm:
    """One a process; its methods are called under the interpreter's lock, and need no other."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._put_off = 0.0
        self.is_set = False
        # The child of a fork has no such thread, and would wait for its end for ever.
        os.register_at_fork(before=self.cancel)

    def put_off(self) -> None:
        """Called when the process is seen to be at work."""
        now = time.monotonic()
        if self.is_set and now - self._put_off < _EVERY:
            return
        self._put_off, self.is_set = now, True
        faulthandler.dump_traceback_later(
            self._limit + _EVERY + _GRACE, exit=True, file=sys.stderr)

    def cancel(self) -> None:
        """Nothing is in flight."""
        if self.is_set:
            self.is_set = False
            faulthandler.cancel_dump_traceback_later()
