"""The site of a lean process, as its worker sees it."""

import faulthandler
import gc
import os

from insula_wsgi import compose, memory, stacks
from insula_wsgi.alarm import Alarm
from insula_wsgi.application import Wsgi
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.status import Reporter
from insula_wsgi.watch import Watch


class LeanSite:
    """Imports the application, tells the host, and watches over what is answered."""

    def __init__(self, plan: Plan, reporter: Reporter, host: Lifeline) -> None:
        self._plan = plan
        self._reporter = reporter
        self.host = host
        self._watch = Watch(
            plan.request_timeout, Alarm(plan.request_timeout) if plan.request_timeout else None)
        self._told: set[str] = set()

    def wsgi(self) -> Wsgi:
        """Imports the site; raises Fault."""
        wsgi, self._loaded = compose.site(self._plan, self._reporter, self._watch)
        gc.collect()
        gc.freeze()  # young collections need not walk what stays for good
        return wsgi

    def started(self) -> None:
        """The worker has set its signals and is about to accept."""
        faulthandler.enable()
        stacks.write_on_usr2()
        self._reporter.say(
            "ready", pid=os.getpid(), server="lean", workers=os.getpid(),
            application=self._loaded.name, settings=self._loaded.settings,
            named_by=self._loaded.named_by,
        )

    def beat(self) -> None:
        """The main thread has the interpreter."""
        self._watch.beat()

    def tick(self, served: int) -> None:
        """Once a second: asks the host for a successor when there is a reason, once for each."""
        overdue = self._watch.overdue()
        if overdue is not None and "stuck" not in self._told:
            self._watch.report(overdue)
            self._ask("stuck")
        limits = self._plan.recycle
        has_served = limits.requests and served >= limits.requests
        if "worn" not in self._told and (
            has_served or (limits.memory and memory.resident() > limits.memory)
        ):
            self._ask("worn")

    def _ask(self, state: str) -> None:
        self._told.add(state)
        self._reporter.say("worker", pid=os.getpid(), state=state)
