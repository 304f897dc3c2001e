"""What sites use is found out, and brought together without changing what it does."""

import random
import sys
import textwrap
import traceback
import types
import unittest
from collections.abc import Callable
from typing import Any

from insula_wsgi.zygote import gathering, hot_survey
from insula_wsgi.zygote.hot import Hot, Order, place

PROGRAM = """
    class Base:
        def name(self):
            return "base"

    class Derived(Base):
        def name(self, *, mark="!"):
            return super().name() + mark

    def counter(start=3):
        def count(step: int = 1):
            "Counts."
            nonlocal start
            start += step
            return start
        return count

    one, two = counter(), counter(10)

    def evens(limit):
        yield from (n for n in range(limit) if n % 2 == 0)

    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)

    def fails():
        word = "cold"
        raise ValueError(f"as {word} as before")
"""


def module(source: str) -> types.ModuleType:
    """A module of this source."""
    made = types.ModuleType("gathered")
    exec(compile(textwrap.dedent(source), "/gathered.py", "exec"), vars(made))
    return made


def code_of(*functions: Callable[..., Any]) -> list[types.CodeType]:
    """Their code."""
    return [function.__code__ for function in functions]  # type: ignore[attr-defined]


class Gathering(unittest.TestCase):
    """The code of what is used moves, all other code stays."""

    def gather(self, *functions: Callable[..., Any]) -> None:
        """As a zygote does when it was seen that these are used."""
        gathering.gather(Order(map(place, code_of(*functions))))

    def test_a_function_that_has_moved_does_what_it_did(self) -> None:
        m = module(PROGRAM)
        m.one(), m.two()
        used = (m.Base.name, m.Derived.name, m.counter, m.one, m.evens, m.factorial, m.fails)
        before = code_of(*used)
        self.gather(*used)
        for old, new in zip(before, code_of(*used), strict=True):
            self.assertIsNot(old, new)
            self.assertEqual(old, new)
        self.assertEqual(m.Derived().name(mark="?"), "base?")
        self.assertEqual([m.one(), m.one(2), m.two(), m.counter()()], [5, 7, 12, 4])
        self.assertEqual((m.one.__doc__, m.one.__qualname__), ("Counts.", "counter.<locals>.count"))
        self.assertEqual((list(m.evens(7)), m.factorial(20)), ([0, 2, 4, 6], 2432902008176640000))
        try:
            m.fails()
        except ValueError:
            self.assertRegex(traceback.format_exc(), '"/gathered.py", line 28, in fails')
        else:
            self.fail("it has not failed")

    def test_functions_that_share_code_still_share_it(self) -> None:
        m = module(PROGRAM)
        self.gather(m.counter, m.one)
        self.assertIs(m.one.__code__, m.two.__code__)
        self.assertIs(m.counter().__code__, m.one.__code__)

    def test_what_is_not_used_stays(self) -> None:
        m = module(PROGRAM)
        cold = code_of(m.evens)
        self.gather(m.factorial)
        self.assertIs(m.evens.__code__, cold[0])

    def test_what_is_used_takes_fewer_pages(self) -> None:
        seed = random.randrange(1 << 30)
        print(f"seed {seed}")
        chance = random.Random(seed)
        lines = "\n".join(f"def f{i}(a, b): return a + b + {i} + {chance.random()}"
                          for i in range(4000))
        m = module(lines)
        used = [getattr(m, f"f{i}") for i in chance.sample(range(4000), 100)]
        before = pages(code_of(*used))
        self.gather(*used)
        self.assertLess(3 * pages(code_of(*used)), before)


class Survey(unittest.TestCase):
    """What a run uses."""

    def during(self, run: Callable[[], None]) -> Hot:
        """Found out."""
        found = hot_survey.during(run)
        self.assertIsNone(sys.getprofile())
        return found

    def test_code_that_runs_is_found_and_no_other(self) -> None:
        m = module(PROGRAM)
        found = set(self.during(lambda: print(m.Derived().name())).code)
        self.assertLessEqual({place(m.Derived.name.__code__), place(m.Base.name.__code__)}, found)
        self.assertNotIn(place(m.factorial.__code__), found)

    def test_names_are_found_that_code_loads_or_that_it_leaves_behind(self) -> None:
        kept = types.SimpleNamespace()
        m = module("def load(it): return it.a_name_that_is_loaded\n"
                   "class A:\n  a_name_that_is_held = 1")

        def run() -> None:
            setattr(kept, *next((k, v) for k, v in vars(m.A).items() if k.startswith("a_name")))
            m.load(types.SimpleNamespace(a_name_that_is_loaded=1))

        names = self.during(run).names
        self.assertIn("a_name_that_is_loaded", names)
        if sys.version_info < (3, 12):  # later ones do not count references to such strings
            self.assertIn("a_name_that_is_held", names)
        self.assertNotIn("a name that is none", names)

    def test_what_was_found_survives_being_written(self) -> None:
        found = Hot((("/a.py", 3, "f"),), ("one", "två"))
        self.assertEqual(Hot.of({"code": [["/a.py", 3, "f"]], "names": ["one", "två"]}), found)
        for wrong in ({}, {"code": [[1]], "names": []}, {"code": [], "names": 3}, []):
            with self.assertRaises((ValueError, TypeError, KeyError)):
                Hot.of(wrong)


def pages(code: list[types.CodeType]) -> int:
    """How many pages they begin on."""
    return len({id(c) // 4096 for c in code})
