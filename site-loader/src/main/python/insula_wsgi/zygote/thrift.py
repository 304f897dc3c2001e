"""Keeps what the zygote has in memory shared with the sites, page by page.

A page is shared until somebody writes to it. New objects of a site would be put into
the holes between old ones, so the holes are plugged; the collector would write to every
object, so the old ones are frozen; what sites write to all the same is brought together
(:mod:`insula_wsgi.zygote.gathering`) and used beforehand (:mod:`insula_wsgi.zygote.rehearsal`);
where the interpreter can, it does not count references (:mod:`insula_wsgi.zygote.immortal`).
"""

import gc
import os
import re
import sys
import tempfile
from typing import Any

from insula_wsgi.zygote import gathering, immortal
from insula_wsgi.zygote.hot import Hot, Order

_CLASS = re.compile(r"^\s*\d+\s+(\d+)\s+\d+\s+\d+\s+(\d+)\s*$", re.MULTILINE)
_BYTES_OVERHEAD = sys.getsizeof(b"")


def gather(hot: Hot) -> list[Any]:
    """Brings together what sites write to, outside the holes; what is returned must be kept."""
    gc.collect()
    filling = plug()
    gathering.gather(Order(hot.code))
    _forget_lookups()
    return filling


def _forget_lookups() -> None:
    """The interpreter's cache of attributes holds on to a name in each of its 4096 places,
    which the imports have filled; a site would let go of them, one after the other."""
    if sys.version_info < (3, 13):
        sys._clear_type_cache()


def settle() -> list[Any]:
    """Collects, plugs and freezes, last of all; what is returned must be kept."""
    gc.collect()
    gc.disable()  # a site's process switches it on again
    if immortal.can_be():
        immortal.make()
    filling = plug()
    gc.freeze()
    return filling


def plug() -> list[Any]:
    """Objects that fill the holes; they must be kept for as long as the zygote lives."""
    filling: list[Any] = []
    for size, free in holes().items():
        if size > _BYTES_OVERHEAD:
            filling.append([bytes(size - _BYTES_OVERHEAD) for _ in range(free)])
        elif size == sys.getsizeof(object()):
            filling.append([object() for _ in range(free)])
        else:
            filling.append([float(i) for i in range(free)])
    return filling


def holes() -> dict[int, int]:
    """How many free blocks of each size the small-object allocator has."""
    report = getattr(sys, "_debugmallocstats", None)
    if report is None:
        return {}
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            report()
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        file.seek(0)
        return {int(s): int(n) for s, n in _CLASS.findall(file.read().decode("ascii", "replace"))}
