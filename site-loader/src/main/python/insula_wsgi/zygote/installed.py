"""Notices that what a zygote has imported is not what is installed any more.

After an upgrade of Django, or of Python itself, a site that is started again must get the
new one, and not a fork of the old.
"""

import os
import sys
from collections.abc import Iterator

_NOTHING = ""


class Installed:
    """The packages of this process as they lie on the disk now.

    Kept as two long strings: to look at many small objects would copy as many pages.
    """

    def __init__(self) -> None:
        self._paths = "\n".join(sorted(set(_paths())))
        self._stamps = _stamps(self._paths)

    def is_changed(self) -> bool:
        """A dozen calls of stat."""
        return _stamps(self._paths) != self._stamps


def _stamps(paths: str) -> str:
    return "\n".join([_stamp(path) for path in paths.split("\n")])


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return _NOTHING
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _paths() -> Iterator[str]:
    """The interpreter, its library, and of each package the folder and its first file: to
    install, upgrade or remove one makes these anew, or changes their time."""
    library = os.path.dirname(os.__file__)
    yield os.path.realpath(sys.executable)
    yield os.__file__
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if "." in name or name == "insula_wsgi" or not isinstance(file, str):
            continue  # Insula's own is replaced with the host
        folder = os.path.dirname(file)
        if getattr(module, "__path__", None) is None:
            if folder != library:
                yield file
        elif os.path.dirname(folder) != library:
            yield from (file, folder)
