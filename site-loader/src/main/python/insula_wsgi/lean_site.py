"""The site of a lean process, as its worker sees it."""

import faulthandler
import gc
from typing import Any

from insula_wsgi import compose, memory, stacks
from insula_wsgi.alarm import Alarm
from insula_wsgi.application import Wsgi
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.status import Reporter
from insula_wsgi.watch import Watch


class LeanSite:
    """What gunicorn calls the app, without gunicorn's command line and files."""

    def __init__(self, plan: Plan, reporter: Reporter, host: Lifeline, server: str) -> None:
        self._plan = plan
        self._reporter = reporter
        self.host = host
        self._watch = Watch(
            plan.request_timeout, Alarm(plan.request_timeout) if plan.request_timeout else None)
        self._server = server
        self._told: set[str] = set()

    def wsgi(self) -> Wsgi:
        """gunicorn's hook: imports the site; raises Fault."""
        wsgi, self._loaded = compose.site(self._plan, self._reporter, self._watch)
        gc.collect()
        gc.freeze()  # young collections need not walk what stays for good
        return wsgi

    def started(self, worker: Any) -> None:
        """The worker has set its signals (which resets SIGUSR2) and is about to accept."""
        faulthandler.enable()
        stacks.write_on_usr2()
        self._reporter.say(
            "ready", pid=worker.pid, server=self._server, workers=worker.pid,
            application=self._loaded.name, settings=self._loaded.settings,
            named_by=self._loaded.named_by,
        )

    def beat(self) -> None:
        """The main thread has the interpreter."""
        self._watch.beat()

    def tick(self, worker: Any) -> None:
        """Once a second: asks the host for a successor when there is a reason, once for each."""
        overdue = self._watch.overdue()
        if overdue is not None and "stuck" not in self._told:
            self._watch.report(overdue)
            self._ask(worker, "stuck")
        limits = self._plan.recycle
        served = limits.requests and worker.nr >= limits.requests
        if "worn" not in self._told and (
            served or (limits.memory and memory.resident() > limits.memory)
        ):
            self._ask(worker, "worn")

    def _ask(self, worker: Any, state: str) -> None:
        self._told.add(state)
        self._reporter.say("worker", pid=worker.pid, state=state)
