"""A worker of uWSGI, from inside."""

import faulthandler
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from insula_wsgi import compose, surroundings
from insula_wsgi.application import Wsgi
from insula_wsgi.faults import Fault
from insula_wsgi.plan import parse
from insula_wsgi.relay import Relay
from insula_wsgi.uwsgi_input import chunked_input
from insula_wsgi.uwsgi_output import Output, cut
from insula_wsgi.watch import Watch

Environ = dict[str, Any]

_TICK = 0.25  # seconds
_HARAKIRI_IS_LATE = 2.0  # seconds


def load(descriptors: str) -> Wsgi:
    """The application; a fault is reported, and the worker ends in a way that ends uWSGI."""
    plan_from, report_to = map(int, descriptors.split(","))
    size = os.fstat(plan_from).st_size
    plan = parse(os.pread(plan_from, size, 0).decode("utf-8"))
    relay = Relay.of(report_to)
    os.close(plan_from)
    os.set_inheritable(report_to, False)
    relay.say("booting", pid=os.getpid())
    watch = Watch(plan.request_timeout)
    surroundings.enter(plan)
    surroundings.search_path(plan)
    try:
        wsgi, loaded = compose.site(plan, relay, watch)
    except Fault as fault:
        sys.stderr.write((fault.report.trace or f"insula: {fault.report.message}") + "\n")
        sys.stderr.flush()
        relay.say("failed", **fault.report.values())
        signal.pause()  # until uWSGI is told to go: it would start this worker again
    faulthandler.register(signal.SIGUSR2, all_threads=True)
    gc.collect()
    gc.freeze()
    if plan.request_timeout:
        threading.Thread(target=look_out, args=(watch, relay), daemon=True).start()
    relay.say(
        "loaded", pid=os.getpid(), application=loaded.name, settings=loaded.settings,
        named_by=loaded.named_by,
    )
    return adapted(wsgi)


def adapted(application: Wsgi) -> Wsgi:
    """What uWSGI does differently from other servers is put right here."""

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            environ["wsgi.input"] = chunked_input()
            environ["wsgi.input_terminated"] = True
        output = Output(environ, start_response)
        try:
            return output.respond(application(environ, output.start))
        except BaseException:
            cut()
            raise

    return call


def look_out(watch: Watch, relay: Relay) -> None:
    """In a thread: leaves the stacks in the log before uWSGI's harakiri ends the worker.

    uWSGI 2.0.21 has one deadline for all threads of a worker, and the next request of any
    of them moves it: where harakiri does not come, the worker is ended from here.
    """
    while (overdue := watch.overdue()) is None:
        time.sleep(_TICK)
    watch.report(overdue)
    relay.say("worker", pid=os.getpid(), state="stuck")
    time.sleep(_HARAKIRI_IS_LATE)
    os.kill(os.getpid(), signal.SIGKILL)
