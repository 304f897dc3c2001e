"""Two scratch programs that find out what a zygote can import and what its sites use.

``--survey serve`` visits a site in this process and prints the names of all modules that
this took. ``--survey try`` reads such names, imports each without settings and prints
those that can be, and the one, if any, after which the process was not fit to fork any
more. If there is none, it visits the site as well, and prints what that used.
"""

import importlib
import json
import sys
from typing import Any

from insula_wsgi.zygote import checks, hot_survey, rehearsal, survey_site


def main(arguments: list[str]) -> int:
    """Runs one of the two."""
    sys.path[:] = checks.root_path()
    found = serve() if arguments == ["serve"] else attempt(json.load(sys.stdin))
    json.dump(found, sys.stdout)
    return 0


def serve() -> list[str]:
    """The names of the modules in this process after a visit."""
    _prepare()
    survey_site.visit()
    foreign = (survey_site.PREFIX, "__m", "insula_wsgi")
    return [name for name in sys.modules if not name.startswith(foreign)]


def _prepare() -> None:
    from insula_wsgi import lean_server

    lean_server.prepare()
    importlib.import_module("insula_wsgi.lean_site")


def attempt(names: list[str]) -> dict[str, Any]:
    """Imports what can be imported; stops at the first module that spoils the process."""
    _prepare()
    good: list[str] = []
    for name in names:
        try:
            importlib.import_module(name)
        except BaseException:
            continue
        try:
            checks.check()
        except checks.Unsound as reason:
            return {"good": good, "spoils": name, "reason": str(reason)}
        good.append(name)
    return {"good": good, "spoils": None, "reason": None, "hot": hot_survey.during(_use).values()}


def _use() -> None:
    rehearsal.rehearse()
    survey_site.visit()
