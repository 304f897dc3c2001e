"""Brings together what every site's process writes to, before the fork.

CPython writes to an object whenever it is used: it counts references, and it rewrites a
function's code while that runs for the first times. A site uses a tenth of what the zygote
has imported, but that tenth is strewn over most of its pages, and each page that is written
to becomes a copy in every site. So the code that sites use is made anew, side by side.
(The names were: :mod:`insula_wsgi.zygote.hatching`.)
"""

import gc
from collections.abc import Iterator
from types import CodeType, FunctionType

from insula_wsgi.zygote.hot import Order


def functions() -> Iterator[FunctionType]:
    """All of this process that are not frozen."""
    return (found for found in gc.get_objects() if type(found) is FunctionType)


def gather(order: Order) -> None:
    """Moves the code of the functions that sites use. They do what they did, where a traceback
    and a debugger see it; only that they are cold again, so this comes before a rehearsal."""
    hot = [(number, function) for function in functions()
           if (number := order.of(function.__code__)) is not None]
    moving = _Moving(order)
    for _, function in sorted(hot, key=lambda pair: pair[0]):
        function.__code__ = moving.code(function.__code__)


class _Moving:
    """Moves each code object once: functions that share one still share it afterwards."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._moved: dict[int, tuple[CodeType, CodeType]] = {}  # an old one must keep its id

    def code(self, old: CodeType) -> CodeType:
        """The new one for it, or itself where it is not used."""
        if self._order.of(old) is None:
            return old
        if id(old) not in self._moved:
            inner = tuple(self.code(c) if isinstance(c, CodeType) else c for c in old.co_consts)
            self._moved[id(old)] = (old, old.replace(co_consts=inner))
        return self._moved[id(old)][1]
