"""A zygote begins twice: once to find out what sites use, once to make that first.

A string that is interned lies where the first module that had it was loaded, so those that
sites use would be strewn over everything. The second time they come before all modules
(``__main__``), one after the other. What the first process has found goes through a file in
memory, which the second one inherits.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from insula_wsgi.zygote.preload import Preload

_END_OF_NAMES = "\n\n"
_PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Egg:
    """What the first process has read and found."""

    command: str
    found: Preload


def begin_again(egg: Egg) -> NoReturn:
    """Replaces this program; raises OSError."""
    descriptor = os.memfd_create("insula-zygote", flags=0)  # stays open across exec
    with open(descriptor, "w", encoding="utf-8", closefd=False) as file:
        file.write("\n".join(egg.found.hot.names) + _END_OF_NAMES)
        json.dump({"command": egg.command, "found": egg.found.values()}, file)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.execv(sys.executable, [sys.executable, str(_PROGRAM), "--zygote", str(descriptor)])


def inherited(descriptor: int) -> Egg:
    """Reads and closes it."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, encoding="utf-8") as file:
        values = json.loads(file.read().partition(_END_OF_NAMES)[2])
    return Egg(values["command"], Preload.of(values["found"]))
