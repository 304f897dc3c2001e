"""server: lean - no arbiter, a thread per connection.

One process serves by itself, several have a head (:mod:`insula_wsgi.lean_family`).
"""

import atexit
import gc
import importlib
import os
import socket
import sys
from dataclasses import dataclass
from typing import Any

from insula_wsgi import gunicorn_home, gunicorn_settings, listener, stdio
from insula_wsgi.faults import Fault
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.status import Reporter
from insula_wsgi.stdio import Stdio


def prepare() -> str:
    """Imports gunicorn's request code, before the site's folders are on the path."""
    version = str(gunicorn_home.gunicorn().__version__)
    for module in _BEFORE_THE_SITE:
        importlib.import_module(module)
    return version


# Imported before a zygote forks; what is missing here is compiled in every site's process.
_BEFORE_THE_SITE = (
    "gunicorn.config",
    "gunicorn.glogging",
    "insula_wsgi.lean_family",
    "insula_wsgi.lean_site",
    "insula_wsgi.lean_worker",
    "insula_wsgi.plan_parts",
)


@dataclass(frozen=True)
class Prepared:
    """What of gunicorn can be made before a site is known."""

    version: str
    config: Any
    log: Any


def make(version: str) -> Prepared:
    """gunicorn's configuration and logger with their defaults."""
    from gunicorn.config import Config

    config = Config()
    gunicorn_settings.apply(config, gunicorn_settings.LOGGING)
    return Prepared(version, config, config.logger_class(config))


def run(plan: Plan, channels: Stdio, version: str) -> int:
    """Serves until told to stop; returns the exit status."""
    server = listener.bind(plan.socket)
    try:
        serve(plan, channels.status, Lifeline(channels.lifeline), server, make(version))
    finally:
        listener.unlink(plan.socket)
    channels.status.say("exited", status=0)
    return leave(0)


def serve(plan: Plan, reporter: Reporter, host: Lifeline, server: socket.socket,
          prepared: Prepared) -> None:
    """Serves the site in as many processes as the plan says, until told to stop; raises Fault."""
    if plan.processes == 1:
        answer(plan, reporter, host, server, prepared)
        return
    from insula_wsgi.lean_family import Family
    from insula_wsgi.lean_member import Inheritance

    gc.collect()
    gc.freeze()  # what the members share, their collectors need not touch
    Family(Inheritance(plan, server, prepared), reporter, host).run()


def answer(plan: Plan, reporter: Reporter, host: Lifeline, server: socket.socket,
           prepared: Prepared) -> None:
    """Loads the site and answers in this process until told to stop; raises Fault."""
    from insula_wsgi.lean_site import LeanSite
    from insula_wsgi.lean_worker import ThreadPerConnection

    config = prepared.config
    wanted = gunicorn_settings.settings(plan, -1)
    wanted.update(worker_class="sync", bind=[], timeout=0)
    gunicorn_settings.apply(config, wanted)
    site = LeanSite(plan, reporter, host, f"lean/gunicorn-{prepared.version}")
    worker = ThreadPerConnection(site, server, config, prepared.log)
    worker.pid = os.getpid()
    try:
        worker.init_process()
    except Fault as fault:
        sys.stderr.write((fault.report.trace or f"insula: {fault.report.message}") + "\n")
        raise


def leave(status: int) -> int:
    """Ends the process without waiting for threads: a stuck one would never end."""
    atexit._run_exitfuncs()
    stdio.flush()
    os._exit(status)
