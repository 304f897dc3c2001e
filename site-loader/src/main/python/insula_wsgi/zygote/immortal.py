"""Has CPython no longer count references to what a zygote has loaded (PEP 683).

From 3.12 on the interpreter does not write to an object that has the count of ``None``. With
this count the pages of a zygote stay shared, whatever sites do with what lies there; it is
never freed, which a zygote's modules would not be either. The count is no public interface:
it is read from the interpreter itself and tried before it is used, and only versions with
which all of this was run for long are taken. Only objects of the standard library and of the
packages that are preloaded get it, no site's.
"""

import ctypes
import gc
import struct
import sys
from types import CodeType
from typing import Any

_TRIED = ((3, 12), (3, 13))
_IMMORTAL = 0xFFFFFFFF


def can_be() -> bool:
    """Whether this interpreter counts as those that were tried do."""
    return (
        sys.version_info[:2] in _TRIED
        and sys.implementation.name == "cpython"
        and struct.calcsize("P") == 8
        and not hasattr(sys, "gettotalrefcount")  # debug builds check what is freed
        and getattr(sys, "_is_gil_enabled", lambda: True)()
        and _count_of(None) == _IMMORTAL
        and _counts_where_expected()
    )


def _counts_where_expected() -> bool:
    probe = object()
    before = _count_of(probe)
    held = [probe] * 5
    return 0 < before < 10 and _count_of(probe) == before + len(held)


def _count_of(thing: object) -> int:
    return ctypes.c_ssize_t.from_address(id(thing)).value


def make() -> int:
    """All that the collector knows of, and what that holds; returns how many objects."""
    made = 0
    found = gc.get_objects()
    while found:
        thing = found.pop()
        if _count_of(thing) < _IMMORTAL // 2:
            ctypes.c_ssize_t.from_address(id(thing)).value = _IMMORTAL
            made += 1
            # isinstance would ask an object for its class, and wake a lazy one up
            found += _parts(thing) if type(thing) is CodeType else gc.get_referents(thing)
    return made


def _parts(code: CodeType) -> tuple[Any, ...]:
    """The collector does not see into code."""
    return (code.co_consts, code.co_names, code.co_name, code.co_qualname, code.co_filename,
            code.co_linetable, code.co_exceptiontable)
