"""server: lean with several processes - the head of a family.

The head holds nothing of the site's code. It forks members, each of which imports the
site and answers on the listener that they all share; a member that dies is replaced, one
that is stuck leaves at once, and of those that are worn one at a time leaves when its
successor answers. What a member has to say goes through here to the host.
"""

import os
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from insula_wsgi import lean_member
from insula_wsgi.faults import Fault, Report
from insula_wsgi.lean_member import Inheritance
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.relay import Relay
from insula_wsgi.status import Reporter

_TICK = 1.0  # seconds between two looks at what has a deadline
_GRACE = 2.0  # seconds that a member gets beyond the drain time, which it keeps itself
_GROWN_UP = 10.0  # seconds after which the death of a member is not one of a series
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0  # seconds
_SILENT = Report(
    "other", "a process ended while it was importing the application; see the site's log")


class State(Enum):
    """Of a member."""

    LOADING = 1
    SERVING = 2
    WORN = 3  # it serves until its successor does
    LEAVING = 4


@dataclass
class Member:
    """One process that answers."""

    pid: int
    state: State = State.LOADING
    born: float = field(default_factory=time.monotonic)
    leave_by: float = 0.0


class Family:
    """The members and their head, which is the calling process."""

    def __init__(self, inheritance: Inheritance, reporter: Reporter, host: Lifeline) -> None:
        self._inheritance = inheritance
        self._plan = inheritance.plan
        self._reporter = reporter
        self._host = host
        self._relay = Relay()
        self._head = Lifeline.of_process(os.getpid())
        self._members: dict[int, Member] = {}
        self._ready = self._stopping = False
        self._pause = self._not_before = 0.0
        self._woken, wake = os.pipe()
        for descriptor in (self._woken, wake):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGUSR2, lambda *_: self._signal_all(signal.SIGUSR2))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, lambda *_: setattr(self, "_stopping", True))

    def run(self) -> None:
        """Until the host says so or is gone; raises Fault if the site cannot be served."""
        try:
            while not self._stopping:
                self._balance()
                self._wait()
            for member in self._members.values():
                self._dismiss(member)
            while self._members:
                self._wait()
        finally:
            self._signal_all(signal.SIGKILL)

    def _balance(self) -> None:
        """As many members as the plan says, and one more while one of them is worn."""
        serving = self._of(State.SERVING, State.WORN)
        worn = self._of(State.WORN)
        if worn and len(serving) > self._plan.processes:
            self._dismiss(worn.pop(0))
        wanted = self._plan.processes + bool(worn)
        while len(self._of(State.LOADING, State.SERVING, State.WORN)) < wanted:
            if time.monotonic() < self._not_before:
                return
            self._fork()

    def _of(self, *states: State) -> list[Member]:
        return [member for member in self._members.values() if member.state in states]

    def _fork(self) -> None:
        pid = os.fork()
        if pid == 0:
            lean_member.run(self._inheritance, self._relay, self._head)
        self._members[pid] = Member(pid)

    def _wait(self) -> None:
        """For a signal, a death, a word of a member, the host's end, or the next deadline."""
        poll = select.poll()
        for descriptor in (self._woken, self._relay.reader):
            poll.register(descriptor, select.POLLIN)
        if not self._stopping:
            poll.register(self._host.descriptor, self._host.events)
        urgent = self._of(State.LEAVING) or time.monotonic() < self._not_before
        happened = [descriptor for descriptor, _ in poll.poll(_TICK * 1000 if urgent else None)]
        if self._woken in happened:
            os.read(self._woken, 4096)
        self._stopping = self._stopping or self._host.cut()
        known = dict(self._members)
        gone = self._gone()
        for event, values in self._relay.reports():  # all that the gone have said is there
            self._hear(known[values.pop("member")], event, values)
        for member in gone:
            self._bury(member)
        self._kill_overstayers()

    def _hear(self, member: Member, event: str, values: dict[str, Any]) -> None:
        if event == "ready":
            self._on_ready(member, values)
        elif event == "failed":
            self._on_failed(member, Report(**values))
        elif event == "drift" and not self._ready:
            self._reporter.say(event, **values)
        elif event == "worker" and member.state is State.SERVING:
            self._on_used_up(member, values["state"])

    def _on_ready(self, member: Member, values: dict[str, Any]) -> None:
        member.state = State.SERVING
        self._reporter.say("worker", pid=member.pid, state="started")
        serving = self._of(State.SERVING)
        if not self._ready and len(serving) >= self._plan.processes:
            self._ready = True
            workers = ",".join(str(one.pid) for one in serving)
            self._reporter.say("ready", **{**values, "pid": os.getpid(), "workers": workers})

    def _on_failed(self, member: Member, report: Report) -> None:
        """The others go on; without others the site is not served."""
        if not self._of(State.SERVING, State.WORN) or not self._ready:
            raise Fault(report)
        member.state = State.LEAVING
        member.leave_by = time.monotonic() + _GRACE
        self._later(member)
        self._reporter.say("worker", pid=member.pid, state="failed", message=report.message)

    def _on_used_up(self, member: Member, state: str) -> None:
        if state == "stuck":
            self._dismiss(member)
        else:
            member.state, state = State.WORN, "recycled"
        self._reporter.say("worker", pid=member.pid, state=state)

    def _dismiss(self, member: Member) -> None:
        """It answers what it has begun, and ends."""
        member.state = State.LEAVING
        member.leave_by = time.monotonic() + self._plan.drain + _GRACE
        os.kill(member.pid, signal.SIGTERM)

    def _gone(self) -> list[Member]:
        """Those that have ended, taken off the list."""
        pids = [pid for pid in self._members if os.waitpid(pid, os.WNOHANG)[0]]
        return [self._members.pop(pid) for pid in pids]

    def _bury(self, member: Member) -> None:
        if member.state is State.LOADING and not self._stopping:
            self._on_failed(member, _SILENT)
        elif member.state is not State.LEAVING and not self._stopping:
            self._later(member)
            sys.stderr.write(f"insula: process {member.pid} ended unasked and is replaced\n")
        self._reporter.say("worker", pid=member.pid, state="exited")

    def _later(self, member: Member) -> None:
        """Deaths in a row: the next start has to wait longer and longer."""
        if time.monotonic() - member.born > _GROWN_UP:
            self._pause = 0.0
        self._not_before = time.monotonic() + self._pause
        self._pause = min(_LONGEST_PAUSE, 2 * self._pause or _FIRST_PAUSE)

    def _kill_overstayers(self) -> None:
        for member in self._of(State.LEAVING):
            if time.monotonic() > member.leave_by:
                os.kill(member.pid, signal.SIGKILL)

    def _signal_all(self, number: int) -> None:
        """None of them can be another process by now: only this one takes note of their end."""
        for pid in list(self._members):
            os.kill(pid, number)
