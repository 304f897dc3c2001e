"""What a site uses of what a zygote has imported."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

_PACKAGE = f"{Path(__file__).resolve().parents[1]}/"

Place = tuple[str, int, str]
"""Where a function's code comes from: file, line, name."""


@dataclass(frozen=True)
class Hot:
    """Found by :mod:`insula_wsgi.zygote.hot_survey`: code, and strings that are interned."""

    code: tuple[Place, ...]
    names: tuple[str, ...]

    @staticmethod
    def of(values: Any) -> "Hot":
        """From JSON; raises ValueError, TypeError or KeyError for anything else."""
        code = tuple((str(file), int(line), str(name)) for file, line, name in values["code"])
        return Hot(code, tuple(str(name) for name in values["names"]))

    def values(self) -> dict[str, Any]:
        """For JSON."""
        return {"code": self.code, "names": self.names}


class Order:
    """In which order a site first uses code; Insula's own comes last."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._numbers = {place: number for number, place in enumerate(places)}
        self._own = len(self._numbers)

    def of(self, code: CodeType) -> int | None:
        """None for code that no site was seen to use."""
        return self._numbers.get(place(code), self._own if is_own(code) else None)


def place(code: CodeType) -> Place:
    """Where it comes from."""
    return code.co_filename, code.co_firstlineno, code.co_name


def is_own(code: CodeType) -> bool:
    """Whether it is Insula's, which every site runs."""
    return code.co_filename.startswith(_PACKAGE)
