"""Finds gunicorn: the site's own if it has one, else the distribution's.

A virtual environment without gunicorn borrows just that package; it does not get to
see everything else that the distribution has installed.
"""

import importlib
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

_DISTRIBUTION = "/usr/lib/python3/dist-packages"
_BORROWED = ("gunicorn", "pkg_resources", "packaging")


class _Borrower:
    """Finds the borrowed names in the distribution's folder, after all else has failed."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """PEP 451's hook."""
        if path is not None or name not in _BORROWED:
            return None
        return importlib.machinery.PathFinder.find_spec(name, [_DISTRIBUTION], target)


class MissingServer(Exception):
    """The server that the plan asks for is not installed."""


def gunicorn() -> Any:
    """The gunicorn package; raises MissingServer with what to type."""
    if importlib.util.find_spec("gunicorn") is None:
        sys.meta_path.append(_Borrower)
    try:
        return importlib.import_module("gunicorn")
    except ImportError as error:
        advice = "install it with: apt-get install gunicorn, or in the site's venv"
        raise MissingServer(f"gunicorn cannot be imported ({error}); {advice}") from error
