"""Maps a plan to gunicorn's settings."""

import os
from typing import Any

from insula_wsgi.gunicorn_requests import drop_ambiguous
from insula_wsgi.plan import Plan

# The host keeps idle connections for 30 s; it must be the one that closes them.
KEEP_ALIVE = 75
# A worker whose main thread is stuck as well is not the watch's to end: the arbiter's.
_WATCHDOG_GRACE = 5
# The front writes the access log; what gunicorn has to say goes where the site's output goes.
LOGGING = {"errorlog": "-", "accesslog": None, "loglevel": "warning"}


def settings(plan: Plan, listener: int) -> dict[str, Any]:
    """What is set; everything else keeps gunicorn's default of the version at hand.

    The listener is a descriptor; gunicorn closes it and keeps a duplicate.
    """
    limit = plan.request_timeout
    return {
        "bind": [f"fd://{listener}"],
        "user": os.geteuid(),
        "group": os.getegid(),
        "umask": plan.umask,
        "worker_class": "insula_wsgi.gunicorn_worker.SiteWorker",
        "workers": plan.processes,
        "threads": plan.threads,
        "timeout": round(limit) + _WATCHDOG_GRACE if limit else 0,
        "graceful_timeout": max(1, round(plan.drain)),
        "keepalive": KEEP_ALIVE,
        "pre_request": drop_ambiguous,
        **LOGGING,
        "proc_name": plan.site,
        "default_proc_name": plan.site,
        "control_socket_disable": True,  # known since 25.1
    }


def apply(config: Any, wanted: dict[str, Any]) -> None:
    """Sets what this version of gunicorn knows; what it does not know it does not have."""
    for name, value in wanted.items():
        if name in config.settings:
            config.set(name, value)
