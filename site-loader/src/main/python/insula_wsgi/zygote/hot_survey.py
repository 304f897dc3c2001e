"""Finds out what a site uses of what a zygote has imported."""

import gc
import itertools
import operator
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from insula_wsgi.zygote.gathering import functions
from insula_wsgi.zygote.hot import Hot, is_own, place


def during(run: Callable[[], None]) -> Hot:
    """The code that it runs, and the strings that this code loads or that it holds."""
    strings = _strings()
    before = _references(strings)
    recorder = _Recorder()
    sys.setprofile(recorder)
    try:
        run()
    finally:
        sys.setprofile(None)
    changed = map(operator.ne, before, _references(strings))
    used = itertools.chain(recorder.loaded(), itertools.compress(strings, changed))
    names = dict.fromkeys(string for string in used if string.isidentifier())
    return Hot(tuple(map(place, recorder.seen.values())), tuple(names))


class _Recorder:
    """Notes each code object when it is first run; it is kept, so that its id stays its own."""

    def __init__(self) -> None:
        self.seen: dict[int, CodeType] = {}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self.seen.setdefault(id(frame.f_code), frame.f_code)

    def loaded(self) -> Iterator[str]:
        """The strings in what was run, and in Insula's own, which will be."""
        yield from itertools.chain.from_iterable(map(_nested, self.seen.values()))
        for function in functions():
            if is_own(function.__code__):
                yield from _nested(function.__code__)


def _references(strings: list[str]) -> list[int]:
    return [sys.getrefcount(string) for string in strings]


def _strings() -> list[str]:
    """Those of this process that are interned, each once."""
    found = {id(string): string for string in _candidates()}
    return [string for string in found.values() if sys.intern(string) is string]


def _candidates() -> Iterator[str]:
    """The names in code, and the keys of modules, classes and other dictionaries."""
    for function in functions():
        yield from _nested(function.__code__)
    for holder in gc.get_objects():
        if type(holder) is dict:
            yield from (key for key in list(holder) if type(key) is str)
        elif issubclass(type(holder), type):  # isinstance would wake lazy objects up
            yield from (key for key in list(vars(holder)) if type(key) is str)


def _nested(code: CodeType) -> Iterator[str]:
    yield from _of(code)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _of(code: CodeType) -> Iterator[str]:
    yield from (code.co_name, *code.co_names, *code.co_varnames)
    yield from (*code.co_freevars, *code.co_cellvars)
    yield from (constant for constant in code.co_consts if type(constant) is str)
