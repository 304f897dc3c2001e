"""gunicorn's arbiter, reporting to the host and ending with it."""

import os
import signal
import time
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

from insula_wsgi.gunicorn_application import SiteApplication
from insula_wsgi.lifeline import Lifeline


class SiteArbiter(Arbiter):
    """Keeps a site's workers; every turn of its loop reads what they report."""

    def __init__(self, app: SiteApplication, version: str) -> None:
        super().__init__(app)
        os.environ.pop("SERVER_SOFTWARE", None)  # gunicorn's own; the site did not ask for it
        self._version = version
        self._lifeline = Lifeline(app.stdio.lifeline)
        self._loaded: set[int] = set()
        self._gone: list[int] = []
        self._retired: dict[int, float] = {}
        self.ready = self.failed = False
        self.cfg.set("child_exit", lambda arbiter, worker: self._gone.append(worker.pid))

    def start(self) -> None:
        """gunicorn's start; from then on the end of the host wakes the loop."""
        super().start()
        self._lifeline.alert(self.wakeup)

    def murder_workers(self) -> None:
        """gunicorn calls this on every turn of its loop, once a second at least."""
        if self._lifeline.cut():
            raise StopIteration
        self._hear()
        self._kill_overstayers()
        super().murder_workers()

    def _hear(self) -> None:
        gone = self._gone[:]
        for event, values in self.app.relay.reports():
            getattr(self, f"_on_{event}")(values)
        for pid in gone:
            self._gone.remove(pid)
            self._on_gone(pid)

    def _on_loaded(self, values: dict[str, Any]) -> None:
        pid = values.pop("pid")
        self._loaded.add(pid)
        self._say("worker", pid=pid, state="started")
        if not self.ready and len(self._loaded) >= self.num_workers:
            self.ready = True
            workers = ",".join(map(str, sorted(self._loaded)))
            server = f"gunicorn/{self._version}"
            self._say("ready", pid=self.pid, server=server, workers=workers, **values)

    def _on_drift(self, values: dict[str, Any]) -> None:
        if not self.ready:
            self._say("drift", **values)

    def _on_failed(self, values: dict[str, Any]) -> None:
        """Every worker fails alike: one report, and an end rather than a loop of restarts."""
        self.failed = True
        self._say("failed", **values)
        raise HaltServer("the application could not be loaded", 1)

    def _on_gone(self, pid: int) -> None:
        if pid not in self._loaded:
            message = "a worker ended while it was importing the application; see the site's log"
            self._on_failed({"kind": "other", "message": message})
        self._loaded.discard(pid)
        self._say("worker", pid=pid, state="exited")

    def _on_leaving(self, values: dict[str, Any]) -> None:
        """Starts the successor at once; the one that leaves finishes what it has begun."""
        worker = self.WORKERS.pop(values["pid"], None)
        if worker is None:
            return
        self._say("worker", **values)
        self._retired[worker.pid] = time.monotonic() + self.cfg.graceful_timeout
        worker.tmp.close()
        self._signal(worker.pid, signal.SIGTERM)

    def _kill_overstayers(self) -> None:
        for pid, deadline in list(self._retired.items()):
            if not self._signal(pid, 0):
                del self._retired[pid]
                self._on_gone(pid)
            elif time.monotonic() > deadline:
                self._signal(pid, signal.SIGKILL)

    @staticmethod
    def _signal(pid: int, number: int) -> bool:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        return True

    def stop(self, graceful: bool = True) -> None:
        """Workers that were about to leave end with the others."""
        for pid in self._retired:
            self._signal(pid, signal.SIGTERM if graceful else signal.SIGKILL)
        super().stop(graceful)
        for pid in self._retired:
            self._signal(pid, signal.SIGKILL)

    def handle_hup(self) -> None:
        """Reloading is the host's: a new generation beside this one."""

    def handle_usr2(self) -> None:
        """Stack traces of all workers into the site's log (gunicorn would start a twin)."""
        self.kill_workers(signal.SIGUSR2)

    def _say(self, event: str, **values: object) -> None:
        self.app.stdio.status.say(event, **values)
