"""The uwsgi program: where it is, which version, how it is started."""

import os
import shutil
import subprocess
from pathlib import Path

from insula_wsgi import uwsgi_settings
from insula_wsgi.gunicorn_home import MissingServer
from insula_wsgi.plan import Plan

_VERSION_TIMEOUT = 20  # seconds


def executable(plan: Plan) -> str:
    """The site's own uwsgi if it has one, else the distribution's; raises MissingServer."""
    own = Path(plan.venv) / "bin" / "uwsgi" if plan.venv else None
    if own is not None and own.exists():
        return str(own)
    found = shutil.which("uwsgi")
    if found is None:
        raise MissingServer(
            "uwsgi was not found; install it with: "
            "apt-get install uwsgi-core uwsgi-plugin-python3, or in the site's venv"
        )
    return found


def version(program: str) -> str:
    """What it says itself."""
    asked = subprocess.run(
        [program, "--version"], stdout=subprocess.PIPE, text=True, timeout=_VERSION_TIMEOUT,
        check=True,
    )
    return asked.stdout.strip()


def start(program: str, plan: Plan, report_to: int) -> subprocess.Popen[bytes]:
    """Starts it with a bare environment; plan and options are in memory only."""
    config = _in_memory("uwsgi.ini", uwsgi_settings.ini(plan, program).encode())
    told = _in_memory("plan", plan.source.encode())
    bare = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "INSULA_UWSGI": f"{told},{report_to}"}
    try:
        return subprocess.Popen(
            [program, "--ini", f"fd://{config}"], env=bare, pass_fds=(config, told, report_to)
        )
    finally:
        os.close(config)
        os.close(told)


def _in_memory(name: str, data: bytes) -> int:
    """A file without a name in any folder."""
    descriptor = os.memfd_create(name)
    os.write(descriptor, data)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
