"""server: uwsgi - uWSGI's own processes, with this one beside them.

uWSGI tells nobody that its application is loaded, does not end with its host and would
restart a worker that cannot load for ever: this process hears the workers, and ends
them all.
"""

import os
import select
import signal
from typing import Any

from insula_wsgi import listener, uwsgi_program
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.relay import Relay
from insula_wsgi.stdio import Stdio

_TICK = 1000  # milliseconds
# What uWSGI ends with when it is told to stop before it has counted the application,
# which it does a moment after the worker has loaded it.
_NO_APP = 22


def prepare() -> str:
    """Nothing of uWSGI is imported here; the version is asked for when it is started."""
    return ""


def run(plan: Plan, channels: Stdio, _version: str) -> int:
    """Starts uWSGI and stays until it has ended; returns the exit status."""
    return Monitor(plan, channels).run()


class Monitor:
    """uWSGI's parent."""

    def __init__(self, plan: Plan, channels: Stdio) -> None:
        self._plan = plan
        self._status = channels.status
        self._host = Lifeline(channels.lifeline)
        self._relay = Relay()
        self._booting: set[int] = set()
        self._loaded: set[int] = set()
        self._ready = self._failed = self._stopping = False
        self._wake, self._woken = os.pipe()
        for descriptor in (self._wake, self._woken):
            os.set_blocking(descriptor, False)

    def run(self) -> int:
        """Until uWSGI has ended."""
        program = uwsgi_program.executable(self._plan)
        self._server = f"uwsgi/{uwsgi_program.version(program)}"
        self._process = uwsgi_program.start(program, self._plan, self._relay.writer)
        signal.set_wakeup_fd(self._woken)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, lambda *_: self._stop())
        signal.signal(signal.SIGUSR2, lambda *_: self._traces())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while self._process.poll() is None:
            self._turn()
        self._hear()
        listener.unlink(self._plan.socket)  # uWSGI removes it unless it was killed
        return self._ended(self._process.returncode)

    def _turn(self) -> None:
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        poll.register(self._relay.reader, select.POLLIN)
        if not self._stopping:
            poll.register(self._host.descriptor, self._host.events)
        if any(fd == self._wake for fd, _ in poll.poll(_TICK)):
            os.read(self._wake, 4096)
        if not self._stopping and self._host.cut():
            self._stop()
        self._miss()  # first: the end of a worker is told before its successor's start
        self._hear()
        self._miss_booting()

    def _hear(self) -> None:
        for event, values in self._relay.reports():
            if event == "booting":
                self._booting.add(values["pid"])
            elif event == "loaded":
                self._on_loaded(values)
            elif event == "failed":
                self._fail(values)
            elif event != "drift" or not self._ready:
                self._status.say(event, **values)

    def _fail(self, values: dict[str, Any]) -> None:
        """Once; uWSGI would go on trying for ever."""
        if not self._failed:
            self._failed = True
            self._status.say("failed", **values)
            self._process.kill()

    def _on_loaded(self, values: dict[str, Any]) -> None:
        pid = values.pop("pid")
        self._booting.discard(pid)
        self._loaded.add(pid)
        self._status.say("worker", pid=pid, state="started")
        if not self._ready and len(self._loaded) >= self._plan.processes:
            self._ready = True
            workers = ",".join(map(str, sorted(self._loaded)))
            pid = os.getpid()
            self._status.say("ready", pid=pid, server=self._server, workers=workers, **values)

    def _miss(self) -> None:
        """uWSGI reaps its workers; here it is only seen that one is no longer there."""
        for pid in _gone(self._loaded):
            self._loaded.discard(pid)
            self._status.say("worker", pid=pid, state="exited")

    def _miss_booting(self) -> None:
        """After all that was said has been heard: a worker that has loaded is not meant."""
        if _gone(self._booting) and not self._stopping:
            message = "a worker ended while it was importing the application; see the site's log"
            self._fail({"kind": "other", "message": message})

    def _stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            self._process.terminate()

    def _traces(self) -> None:
        for pid in self._loaded:
            os.kill(pid, signal.SIGUSR2)

    def _ended(self, code: int) -> int:
        if self._failed:
            return 1
        if not self._ready and not self._stopping:
            message = f"uwsgi ended with {code} before the site was ready; see its log"
            self._status.say("failed", kind="other", message=message)
            return 1
        if self._stopping and code == _NO_APP:
            code = 0
        self._status.say("exited", status=code)
        return 0 if self._stopping else 1


def _gone(pids: set[int]) -> list[int]:
    return [pid for pid in pids if not os.path.exists(f"/proc/{pid}")]
