"""Gives the process the site's surroundings: environment, zone, locale, folder, path.

Must run before anything of the site is imported: Python and libraries read these
once. The host's own variables are gone afterwards.
"""

import locale
import os
import site
import sys
import time
from pathlib import Path

from insula_wsgi.plan import Plan

_DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def environment(plan: Plan, inherited: dict[str, str]) -> dict[str, str]:
    """The exact environment of the site; of what was inherited only PATH and HOME stay."""
    base = {"PATH": inherited.get("PATH", _DEFAULT_PATH), "LANG": "C.UTF-8"}
    if "HOME" in inherited:
        base["HOME"] = inherited["HOME"]
    if plan.venv is not None:
        base["VIRTUAL_ENV"] = plan.venv
        base["PATH"] = os.pathsep.join([str(Path(plan.venv) / "bin"), base["PATH"]])
    settings = {} if plan.settings is None else {"DJANGO_SETTINGS_MODULE": plan.settings}
    return {**base, **plan.env, **plan.secrets, **settings}


def enter(plan: Plan) -> None:
    """Changes this process into the site's surroundings; raises OSError for a bad folder."""
    wanted = environment(plan, dict(os.environ))
    os.environ.clear()
    os.environ.update(wanted)
    time.tzset()
    set_locale()
    os.umask(plan.umask)
    os.chdir(plan.directory)
    if plan.venv is not None and Path(plan.venv).resolve() != Path(sys.prefix).resolve():
        _venv_first(Path(plan.venv))


def set_locale() -> None:
    """Character handling as the environment says; other categories stay as Python has them."""
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")


def search_path(plan: Plan) -> None:
    """The site's own folders first, then its PYTHONPATH, then what is there already.

    Apart from :func:`enter`, so that the server is imported before the site's own
    modules could take its modules' names.
    """
    extra = [entry for entry in plan.env.get("PYTHONPATH", "").split(os.pathsep) if entry]
    first = [os.path.abspath(entry) for entry in [*plan.path, *extra]]
    sys.path[:] = first + [entry for entry in sys.path if entry not in first]
    sys.argv[:] = [plan.application.wsgi or "django"]


def _venv_first(venv: Path) -> None:
    """Another venv than the interpreter's own: its packages win, .pth files included."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    before = list(sys.path)
    site.addsitedir(str(venv / "lib" / version / "site-packages"))
    added = [entry for entry in sys.path if entry not in before]
    sys.path[:] = added + before
