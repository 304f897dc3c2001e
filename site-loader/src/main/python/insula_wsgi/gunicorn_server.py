"""server: gunicorn - an arbiter and its worker processes."""

import importlib
import os

from insula_wsgi import gunicorn_home, listener
from insula_wsgi.plan import Plan
from insula_wsgi.stdio import Stdio


def prepare() -> str:
    """Imports gunicorn, before the site's folders are on the path; returns its version."""
    version = str(gunicorn_home.gunicorn().__version__)
    for module in ("insula_wsgi.gunicorn_arbiter", "insula_wsgi.gunicorn_worker"):
        importlib.import_module(module)
    return version


def run(plan: Plan, stdio: Stdio, version: str) -> int:
    """Serves until told to stop; returns the exit status. Workers return through here too."""
    from insula_wsgi.gunicorn_application import SiteApplication
    from insula_wsgi.gunicorn_arbiter import SiteArbiter

    me = os.getpid()
    arbiter = SiteArbiter(SiteApplication(plan, stdio, listener.bind(plan.socket)), version)
    try:
        arbiter.run()
    except SystemExit as end:
        if os.getpid() != me:
            raise
        return _ended(arbiter.ready, arbiter.failed, end.code, stdio)
    return 0


def _ended(ready: bool, failed: bool, code: object, stdio: Stdio) -> int:
    status = code if isinstance(code, int) else 1
    if failed:
        return 1
    if not ready and status:
        message = f"gunicorn ended with status {status} before the site was ready; see its log"
        stdio.status.say("failed", kind="other", message=message)
        return 1
    stdio.status.say("exited", status=status)
    return status
