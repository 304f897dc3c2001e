"""One site's daemon process from its first to its last moment."""

import importlib
import os
import sys
import traceback

from insula_wsgi import java_mounts, stdio, surroundings
from insula_wsgi.faults import Fault, Report
from insula_wsgi.gunicorn_home import MissingServer
from insula_wsgi.plan import Plan, PlanError, parse
from insula_wsgi.stdio import Stdio

_NOT_SERVED = 1
_SERVERS = {
    "gunicorn": "insula_wsgi.gunicorn_server",
    "lean": "insula_wsgi.lean_server",
    "uwsgi": "insula_wsgi.uwsgi_server",
}


def main(arguments: list[str]) -> int:
    """Does what the arguments say; returns the exit status."""
    if arguments[:1] == ["--zygote"]:
        descriptor = arguments[1] if len(arguments) > 1 else None
        return int(importlib.import_module("insula_wsgi.zygote.program").main(descriptor))
    if arguments[:1] == ["--survey"]:
        return int(importlib.import_module("insula_wsgi.zygote.survey").main(arguments[1:]))
    if arguments:
        sys.stderr.write("usage: PYTHON insula_wsgi [--zygote] < PLAN\n")
        return 2
    return one_site()


def one_site() -> int:
    """The site whose plan is on standard input."""
    channels = stdio.take_over()
    own_session()
    try:
        return serve(parse(stdio.read_line(channels.lifeline)), channels)
    except Fault as fault:
        report = fault.report
    except (PlanError, MissingServer, OSError, ValueError) as error:
        report = Report("other", str(error))
    except Exception as error:
        traceback.print_exc()
        report = Report("other", f"insula_wsgi failed: {error!r}", trace=traceback.format_exc())
    finally:
        stdio.flush()
    channels.status.say("failed", **report.values())
    return _NOT_SERVED


def own_session() -> None:
    """Out of the host's terminal: an interrupt typed there is the host's to handle."""
    try:
        os.setsid()
    except PermissionError:
        return  # already the leader of its own


def serve(plan: Plan, channels: Stdio) -> int:
    """Becomes the site and serves it with the server of the plan."""
    surroundings.enter(plan)
    java = java_mounts.begin(plan)
    server = importlib.import_module(_SERVERS[plan.server])
    version = server.prepare()
    if java is not None:
        java.await_ready()
    surroundings.search_path(plan)
    return int(server.run(plan, channels, version))
