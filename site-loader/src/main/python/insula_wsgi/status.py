"""Status lines: what a daemon process tells the host.

One line an event: a word, then space-separated key=value, values percent-encoded
(RFC 3986, so a value never holds a space or a line end).

=========  =====================================================================
ready      pid, server, workers (comma-separated pids), application, settings,
           named_by (the setting that named the application, if one did)
failed     kind, message, file, line, trace; the process then exits with 1.
           kind: module | attribute | not-callable | import-error | syntax-error |
           settings | other
drift      expected, actual: the site replaced the settings module it was given
worker     pid, state = started | exited | stuck | recycled | worn | failed (message);
           about the process itself, stuck and worn ask for a successor
exited     status: the last line of a process that was told to stop
=========  =====================================================================
"""

import os
from typing import Protocol
from urllib.parse import quote

_UNRESERVED = "-._~"


def line(event: str, **values: object) -> str:
    """One status line with its line end; values that are None are left out."""
    pairs = [
        f"{key}={quote(str(value), safe=_UNRESERVED, errors='replace')}"
        for key, value in values.items()
        if value is not None
    ]
    return " ".join([event, *pairs]) + "\n"


class Reporter(Protocol):
    """Somebody who takes status lines."""

    def say(self, event: str, **values: object) -> None:
        """Reports one event; never raises because nobody listens any more."""


class Channel:
    """The status lines' way to the host: the descriptor that was standard output.

    Not inherited across exec, so that programs which the site starts can neither
    write to it nor keep it open.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, event: str, **values: object) -> None:
        """Writes one line at once; a host that is gone is no reason to fail."""
        data = line(event, **values).encode("ascii")
        try:
            while data:
                data = data[os.write(self._descriptor, data):]
        except OSError:
            return

    def close(self) -> None:
        """Ends the channel in this process."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
