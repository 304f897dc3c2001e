"""Tells what is wrong with a site's application object in one sentence."""

import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

_OWN = str(Path(__file__).resolve().parent)
_LONGEST_TRACE = 16_384
_LONGEST_MESSAGE = 2_048


@dataclass(frozen=True)
class Report:
    """What the status line ``failed`` says; file and line point into the site's code.

    A fallback is another way of starting the site which may well work.
    """

    kind: str
    message: str
    file: str | None = None
    line: int | None = None
    trace: str | None = None
    fallback: str | None = None

    def values(self) -> dict[str, object]:
        """The keys and values of the status line."""
        return {**asdict(self), "message": self.message[:_LONGEST_MESSAGE]}


class Fault(Exception):
    """The application object cannot be had; the site fails with this report."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.message)
        self.report = report


def from_import(error: BaseException, module: str, settings: str | None) -> Report:
    """Classifies what went wrong while a module of the site was imported."""
    kind, message = _classify(error, module, settings)
    file, line = place(error)
    return Report(kind, message, file, line, trace(error))


def from_call(error: BaseException, target: str, settings: str | None) -> Report:
    """Classifies what a factory of the site raised."""
    file, line = place(error)
    settings_kind = _is_settings(error, settings)
    message = f"calling {target!r} raised {_said(error)}"
    return Report("settings" if settings_kind else "other", message, file, line, trace(error))


def _classify(error: BaseException, module: str, settings: str | None) -> tuple[str, str]:
    if _is_settings(error, settings):
        return "settings", f"importing {module!r} failed, the settings are at fault: {error}"
    if isinstance(error, ModuleNotFoundError) and _wanted(error.name, module):
        return "module", f"module {module!r} was not found: {error}"
    if isinstance(error, ImportError):
        return "import-error", f"importing {module!r} failed: {error}"
    if isinstance(error, SyntaxError):
        return "syntax-error", f"importing {module!r} failed: {_said(error)}"
    return "other", f"importing {module!r} raised {_said(error)}"


def _wanted(missing: str | None, module: str) -> bool:
    """Whether the missing module is the one that was asked for, or a package above it."""
    return missing is not None and (module == missing or module.startswith(missing + "."))


def _is_settings(error: BaseException, settings: str | None) -> bool:
    """Django's complaint about settings, or a settings module that cannot be found."""
    kind = type(error)
    if f"{kind.__module__}.{kind.__qualname__}" == "django.core.exceptions.ImproperlyConfigured":
        return True
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    return settings is not None and _wanted(missing, settings)


def _said(error: BaseException) -> str:
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place(error: BaseException) -> tuple[str | None, int | None]:
    """File and line in the site's code: of the syntax error, else of the last frame."""
    if isinstance(error, SyntaxError) and error.filename is not None:
        return error.filename, error.lineno
    frames = traceback.extract_tb(without_own(error.__traceback__))
    own = [f for f in frames if not f.filename.startswith("<frozen ")]
    return (own[-1].filename, own[-1].lineno) if own else (None, None)


def without_own(tb: TracebackType | None) -> TracebackType | None:
    """The traceback from the first frame on that is neither ours nor the import system's."""
    while tb is not None and _is_machinery(tb.tb_frame.f_code.co_filename):
        tb = tb.tb_next
    return tb


def _is_machinery(filename: str) -> bool:
    return (
        filename.startswith((_OWN, "<frozen importlib"))
        or filename == sys.modules["importlib"].__file__
    )


def trace(error: BaseException) -> str:
    """The traceback as text, the site's frames only; the end is kept if it is very long."""
    parts = traceback.format_exception(type(error), error, without_own(error.__traceback__))
    return "".join(parts)[-_LONGEST_TRACE:]
