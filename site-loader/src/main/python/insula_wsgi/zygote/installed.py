"""Notices that what a zygote has imported is not what is installed any more.

After an upgrade of Django, or of Python itself, a site that is started again must get the
new one, and not a fork of the old.
"""

import os
import sys
from collections.abc import Iterable, Iterator

_NOTHING = ""


class Installed:
    """The packages of this process as they lie on the disk now."""

    def __init__(self) -> None:
        self._paths = tuple(sorted(set(_paths())))
        self._stamps = _stamps(self._paths)

    def is_changed(self) -> bool:
        """Some hundred calls of stat, a third of a millisecond."""
        return _stamps(self._paths) != self._stamps


def _stamps(paths: Iterable[str]) -> str:
    """One string, so that comparing does not write to many pages."""
    return "\n".join(map(_stamp, paths))


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return _NOTHING
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _paths() -> Iterator[str]:
    """The interpreter, and each package's folder and first file: installing, upgrading and
    removing makes files anew, which changes their folder's time."""
    yield os.path.realpath(sys.executable)
    yield os.__file__
    searched = {os.path.realpath(entry) for entry in sys.path}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or name.partition(".")[0] == "insula_wsgi":
            continue  # Insula's own is replaced with the host
        if getattr(module, "__path__", None) is not None:
            yield from (file, os.path.dirname(file))
        elif os.path.realpath(os.path.dirname(file)) in searched:
            yield file
