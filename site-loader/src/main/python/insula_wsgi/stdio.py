"""Takes over the three descriptors that the host gave the process."""

import os
import sys
from dataclasses import dataclass

from insula_wsgi.status import Channel


@dataclass(frozen=True)
class Stdio:
    """The lifeline (readable when the host is gone) and the way back to the host."""

    lifeline: int
    status: Channel


def take_over() -> Stdio:
    """Moves status and lifeline out of the site's reach; its output goes to the log.

    After this, descriptor 0 is /dev/null and 1 is the same as 2. The duplicates are
    close-on-exec (PEP 446), so the site's own child processes do not get them.
    """
    lifeline, status = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return Stdio(lifeline, Channel(status))


def read_line(descriptor: int, limit: int = 8 << 20) -> str:
    """The first line, read byte-exactly: what follows stays for the lifeline to see."""
    data = bytearray()
    while not data.endswith(b"\n"):
        if len(data) > limit:
            raise ValueError(f"the plan is longer than {limit} bytes")
        chunk = os.read(descriptor, 65536)
        if not chunk:
            break
        data += chunk
    return data.decode("utf-8")


def flush() -> None:
    """Puts what the site printed into its log before the process goes."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
