"""server: lean - no arbiter, a thread per connection.

One process serves by itself, several have a head (:mod:`insula_wsgi.lean_family`).
"""

import atexit
import gc
import importlib
import os
import socket
import sys

from insula_wsgi import listener, stdio
from insula_wsgi.faults import Fault
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.status import Reporter
from insula_wsgi.stdio import Stdio


def prepare() -> str:
    """Imports all that answers requests, before the site's folders are on the path.

    What other servers return here is their version; this one's is Insula's own.
    """
    for module in _BEFORE_THE_SITE:
        importlib.import_module(module)
    return ""


# Imported before a zygote forks; what is missing here is compiled in every site's process.
_BEFORE_THE_SITE = (
    "insula_wsgi.lean_family",
    "insula_wsgi.lean_site",
    "insula_wsgi.lean_worker",
    "insula_wsgi.plan_parts",
)


def run(plan: Plan, channels: Stdio, version: str) -> int:
    """Serves until told to stop; returns the exit status."""
    server = listener.bind(plan.socket)
    try:
        serve(plan, channels.status, Lifeline(channels.lifeline), server)
    finally:
        listener.unlink(plan.socket)
    channels.status.say("exited", status=0)
    return leave(0)


def serve(plan: Plan, reporter: Reporter, host: Lifeline, server: socket.socket) -> None:
    """Serves the site in as many processes as the plan says, until told to stop; raises Fault."""
    if plan.processes == 1:
        answer(plan, reporter, host, server)
        return
    from insula_wsgi.lean_family import Family
    from insula_wsgi.lean_member import Inheritance

    gc.collect()
    gc.freeze()  # what the members share, their collectors need not touch
    Family(Inheritance(plan, server), reporter, host).run()


def answer(plan: Plan, reporter: Reporter, host: Lifeline, server: socket.socket) -> None:
    """Loads the site and answers in this process until told to stop; raises Fault."""
    from insula_wsgi.lean_site import LeanSite
    from insula_wsgi.lean_worker import ThreadPerConnection

    try:
        ThreadPerConnection(LeanSite(plan, reporter, host), server, plan).run()
    except Fault as fault:
        sys.stderr.write((fault.report.trace or f"insula: {fault.report.message}") + "\n")
        raise


def leave(status: int) -> int:
    """Ends the process without waiting for threads: a stuck one would never end."""
    atexit._run_exitfuncs()
    stdio.flush()
    os._exit(status)
