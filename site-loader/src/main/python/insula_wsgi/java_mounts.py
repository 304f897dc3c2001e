"""The Java applications that are mounted in the site: one JVM beside the site's process.

The JVM is this process's child, so it has the same user, limits and sandbox. It is told its
plan on standard input and ends when that does: with this process, however that ends. If it
ends itself, this process does, too, and the host starts both anew. The front sends it by
itself what is below its paths; no request comes through here.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from urllib.parse import quote, unquote

from insula_wsgi import listener, surroundings
from insula_wsgi.faults import Fault, Report
from insula_wsgi.plan import Java, Plan

SUFFIX = ".j"  # behind the name of the site's socket; the front looks for it there
_GRACE = 5.0  # seconds that the JVM gets beyond the drain time, which it keeps itself
_SAFE = "-._~"


def begin(plan: Plan) -> "JavaMounts | None":
    """Starts the JVM, if the plan asks for one; raises OSError."""
    return None if plan.java is None else JavaMounts(plan, plan.java)


def text(plan: Plan, java: Java) -> str:
    """What the JVM reads: its plan, with what only the start of this process has decided."""
    socket = plan.socket + SUFFIX
    secrets = {f"site.env.{name}": value for name, value in plan.secrets.items()}
    entries = {
        **java.plan, **secrets, "site.generation": str(max(1, plan.generation)),
        "daemon.socket": socket, "container.socket": socket,
    }
    lines = [f"{quote(k, safe=_SAFE)}={quote(v, safe=_SAFE)}\n" for k, v in entries.items()]
    return "".join(lines) + "end\n"


class JavaMounts:
    """The JVM, as the process that started it knows it."""

    def __init__(self, plan: Plan, java: Java) -> None:
        self._plan = plan
        self._owner = os.getpid()
        self._leaving = False
        bare = replace(plan, secrets={})
        self._child = subprocess.Popen(
            java.program, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=surroundings.environment(bare, dict(os.environ)), text=True,
        )
        atexit.register(self._leave)
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended; its status says why
            self._child.stdin.write(text(plan, java))
            self._child.stdin.flush()

    def await_ready(self) -> None:
        """Blocks until the JVM takes requests; raises Fault. From then on its end is noticed."""
        assert self._child.stdout is not None
        for line in self._child.stdout:
            word, *pairs = line.split()
            if word == "failed":
                values = dict(pair.split("=", 1) for pair in pairs)
                message = unquote(values.get("message", ""))
                raise Fault(Report("other", message, trace=unquote(values.get("trace", ""))))
            if word == "ready":
                threading.Thread(target=self._watch, daemon=True).start()
                return
        status = self._child.wait()
        message = f"the JVM of its mounts ended with {status} before it was ready; see its log"
        raise Fault(Report("other", message))

    def _watch(self) -> None:
        assert self._child.stdout is not None
        for _ in self._child.stdout:
            pass  # events of a site that runs; none is for the host to know
        status = self._child.wait()
        listener.unlink(self._plan.socket + SUFFIX)
        if not self._leaving:
            sys.stderr.write(f"insula: the JVM of the mounts ended with {status}; "
                             "the site ends, to be started anew\n")
            os.kill(self._owner, signal.SIGTERM)

    def _leave(self) -> None:
        """The last that this process does: waits for the JVM, which finishes its requests."""
        if os.getpid() != self._owner:
            return  # a worker that was forked from it
        self._leaving = True
        assert self._child.stdin is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        try:
            self._child.wait(self._plan.drain + _GRACE)
        except subprocess.TimeoutExpired:
            self._child.kill()
