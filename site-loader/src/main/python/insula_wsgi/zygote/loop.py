"""The zygote's main loop: commands in, forks, deaths and the sites' words out."""

import os
import select
import signal
import sys
from typing import Any

from insula_wsgi import lean_server
from insula_wsgi.fields import PlanError
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.status import Channel
from insula_wsgi.zygote import channel, checks, child, commands, preload, rehearsal, thrift
from insula_wsgi.zygote.commands import Close, Command, Go, Open, Signal, Start
from insula_wsgi.zygote.installed import Installed
from insula_wsgi.zygote.listeners import Listeners
from insula_wsgi.zygote.preload import Preload
from insula_wsgi.zygote.site import Site


class Zygote:
    """One thread, one poll."""

    def __init__(self, commands_from: int, status: Channel, opened: Open) -> None:
        self._commands = commands_from
        self._status = status
        self._host = Lifeline.of_process(opened.host)
        self._sites: dict[int, Site] = {}
        self._listeners = Listeners()
        self._deaths, wake = os.pipe()
        for descriptor in (self._deaths, wake):
            os.set_blocking(descriptor, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._sys_path = list(sys.path)
        self._kept: list[Any] = []

    def prepare(self, found: Preload) -> None:
        """Imports all that needs no settings; raises Unsound."""
        sys.path[:] = checks.root_path()
        lean_server.prepare()
        count = preload.load(found.modules)
        self._taken = child.taken()
        self._installed = Installed()
        self._kept = thrift.gather(found.hot)
        rehearsal.rehearse()
        checks.check()
        checks.owned()
        self._kept += thrift.settle()
        django = sys.modules.get("django")
        self._status.say(
            "zygote", pid=os.getpid(), python=sys.version.split()[0],
            django=django.get_version() if django else None, modules=count,
        )

    def run(self) -> int:
        """Until the host closes its end or is gone; the sites notice that themselves."""
        while True:
            ready = self._wait()
            if self._deaths in ready:
                self._reap()
            for site in list(self._sites.values()):
                if site.channel.open and site.channel.fileno() in ready:
                    self._hear(site)
            if self._commands in ready and not self._command():
                self._listeners.end_all()
                return 0

    def _wait(self) -> set[int]:
        poll = select.poll()
        for descriptor in (self._commands, self._deaths):
            poll.register(descriptor, select.POLLIN)
        for site in self._sites.values():
            if site.channel.open:
                poll.register(site.channel.fileno(), select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll()}

    def _command(self) -> bool:
        line = commands.next_line(self._commands)
        if not line:
            return False
        try:
            return self._do(commands.parse(line))
        except (PlanError, OSError) as error:
            self._status.say("refused", message=str(error))
            return True

    def _do(self, command: Command) -> bool:
        match command:
            case Start():
                return self._fork(command)
            case Go():
                self._process(command.pid).channel.go()
            case Signal():
                os.kill(self._process(command.pid).pid, command.number)
            case Close():
                self._listeners.end(command.socket)
            case Open():
                raise PlanError("the zygote is open already")
        return True

    def _process(self, pid: int) -> Site:
        """Only a process of its own: the zygote may be able to signal others."""
        if pid not in self._sites:
            raise PlanError(f"no site of this zygote has the process {pid}")
        return self._sites[pid]

    def _fork(self, start: Start) -> bool:
        """False when the pipe cannot be trusted any more: nobody has read the plan off it."""
        try:
            server = self._listeners.of(start)
        except OSError as error:
            self._skip(start)
            name = {"site": start.site, "generation": start.generation}
            self._status.say("failed", **name, kind="other", message=str(error))
            return True
        mine, theirs = channel.pair()
        birth = child.Birth(start, theirs, server, self._commands, self._host, self._sys_path,
                            self._taken, self._installed)
        pid = os.fork()
        if pid == 0:
            child.run(birth)
        theirs.close()
        site = self._sites[pid] = Site(start, pid, mine)
        self._status.say("forked", **site.name())
        return mine.taken()

    def _skip(self, start: Start) -> None:
        left = start.plan_bytes
        while left and (chunk := os.read(self._commands, left)):
            left -= len(chunk)

    def _hear(self, site: Site) -> None:
        for event, values in site.channel.events():
            if event == "worker" and values.get("pid") != site.pid:
                values["worker"] = values.get("pid")  # of a site with several processes
            if event != "taken":
                self._status.say(event, **{**values, **site.name()})

    def _reap(self) -> None:
        try:
            os.read(self._deaths, 4096)
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self._bury(pid, status)
        except (BlockingIOError, ChildProcessError):
            return

    def _bury(self, pid: int, status: int) -> None:
        site = self._sites.pop(pid, None)
        if site is None:
            return
        self._hear(site)
        site.channel.close()
        how = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {
            "status": os.waitstatus_to_exitcode(status)}
        self._status.say("exited", **site.name(), **how)
