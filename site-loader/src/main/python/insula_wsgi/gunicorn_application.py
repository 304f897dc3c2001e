"""What gunicorn calls the application: here, the site of a plan, loaded in each worker."""

import faulthandler
import gc
import os
import signal
import socket
import sys
import time
from typing import Any

from gunicorn.app.base import BaseApplication

from insula_wsgi import compose, gunicorn_settings, memory, stacks
from insula_wsgi.application import Wsgi
from insula_wsgi.faults import Fault
from insula_wsgi.plan import Plan
from insula_wsgi.relay import Relay
from insula_wsgi.stdio import Stdio
from insula_wsgi.watch import Watch


class SiteApplication(BaseApplication):
    """Shared by the arbiter and, after the fork, each worker."""

    def __init__(self, plan: Plan, stdio: Stdio, server: socket.socket) -> None:
        self.plan = plan
        self._listener = server.detach()
        self.stdio = stdio
        self.relay = Relay()
        self.watch = Watch(plan.request_timeout)
        self._told = False
        super().__init__(prog=plan.site)

    def load_config(self) -> None:
        """gunicorn's hook: its defaults and the plan, no file, no variable, no argument."""
        wanted = gunicorn_settings.settings(self.plan, self._listener)
        wanted["post_fork"] = self._post_fork
        wanted["post_worker_init"] = self._post_worker_init
        gunicorn_settings.apply(self.cfg, wanted)

    def load(self) -> Wsgi:
        """gunicorn's hook, in the worker: the site's code is imported."""
        try:
            wsgi, loaded = compose.site(self.plan, self.relay, self.watch)
        except Fault as fault:
            self._give_up(fault)
        gc.collect()
        gc.freeze()
        self._loaded = {
            "application": loaded.name, "settings": loaded.settings, "named_by": loaded.named_by,
        }
        return wsgi

    def _give_up(self, fault: Fault) -> Any:
        """Reports and waits to be ended: the arbiter would restart a worker that just exits."""
        sys.stderr.write((fault.report.trace or f"insula: {fault.report.message}") + "\n")
        sys.stderr.flush()
        self._tell("failed", **fault.report.values())
        parent, ended = os.getppid(), []
        signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
        while os.getppid() == parent and not ended:
            time.sleep(0.1)
        raise SystemExit(1)

    def _tell(self, event: str, **values: object) -> None:
        self.relay.say(event, **values)
        os.kill(os.getppid(), signal.SIGWINCH)  # the arbiter's loop turns at once

    def _post_fork(self, arbiter: Any, worker: Any) -> None:
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        self.stdio.status.close()
        os.close(self.stdio.lifeline)
        self.relay.worker_only()

    def _post_worker_init(self, worker: Any) -> None:
        """After gunicorn has set its signals, which would undo these."""
        faulthandler.enable()
        stacks.write_on_usr2()
        worker.wake_on_signals()
        self._tell("loaded", pid=worker.pid, **self._loaded)

    def tick(self, worker: Any) -> None:
        """Once a second in the worker's main thread: should this worker be replaced?"""
        if self._told:
            return
        overdue = self.watch.overdue()
        if overdue is not None:
            self.watch.report(overdue)
        state = "stuck" if overdue is not None else self._worn(worker)
        if state is not None:
            self._told = True
            self._tell("leaving", pid=worker.pid, state=state)

    def _worn(self, worker: Any) -> str | None:
        limits = self.plan.recycle
        served = limits.requests and worker.nr >= limits.requests
        grown = limits.memory and memory.resident() > limits.memory
        return "recycled" if served or grown else None
