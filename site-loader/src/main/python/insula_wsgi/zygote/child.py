"""A site's process from the fork on."""

import gc
import os
import random
import socket
import sys
import tempfile
from dataclasses import dataclass
from typing import Any

from insula_wsgi import lean_server, surroundings
from insula_wsgi.faults import Fault, Report
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan, PlanError, parse
from insula_wsgi.zygote import process
from insula_wsgi.zygote.channel import SiteSide
from insula_wsgi.zygote.commands import Start
from insula_wsgi.zygote.installed import Installed


@dataclass(frozen=True)
class Taken:
    """What the zygote has imported, gathered before the fork: to walk over sys.modules in
    a site's process would copy every page that holds the name of a module."""

    names: frozenset[str]
    folders: frozenset[str]


def taken() -> Taken:
    """Of this process, now."""
    return Taken(
        frozenset(name.partition(".")[0] for name in sys.modules),
        frozenset(os.path.realpath(entry) for entry in sys.path),
    )


@dataclass(frozen=True)
class Birth:
    """What the zygote gives a site's process on its way."""

    start: Start
    channel: SiteSide
    listener: socket.socket
    commands: int
    host: Lifeline
    sys_path: list[str]
    taken: Taken
    installed: Installed


def run(birth: Birth) -> None:
    """Becomes the site, serves it and ends the process."""
    status = 1
    try:
        plan = _take_plan(birth)
        _leave_the_zygote(birth)
        if birth.start.hold and not birth.channel.wait_for_go():
            return
        _become_the_site(birth, plan)
        lean_server.serve(plan, birth.channel, birth.host, birth.listener)
        status = 0
    except Fault as fault:
        birth.channel.say("failed", **fault.report.values())
    except (PlanError, OSError, ValueError) as error:
        birth.channel.say("failed", **Report("other", str(error)).values())
    except Exception as error:
        birth.channel.say("failed", **Report("other", f"insula_wsgi failed: {error!r}").values())
        raise
    finally:
        lean_server.leave(status)


def _take_plan(birth: Birth) -> Plan:
    """Reads exactly this site's plan off the zygote's pipe, and no more."""
    data = bytearray()
    while len(data) < birth.start.plan_bytes:
        chunk = os.read(birth.commands, birth.start.plan_bytes - len(data))
        if not chunk:
            raise OSError("the host's pipe ended in the middle of a plan")
        data += chunk
    birth.channel.say("taken")
    plan = parse(data.decode("utf-8"))
    if plan.server != "lean" or plan.socket != birth.start.socket:
        raise PlanError("the plan is not that of the start command")
    return plan


def _leave_the_zygote(birth: Birth) -> None:
    """Before anything of the site is touched: nothing of the zygote's is left open."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    kept = {birth.channel.fileno(), birth.listener.fileno(), birth.host.descriptor}
    process.close_all_but(kept)
    os.setsid()
    process.fresh_signals()
    process.name(birth.start.site)


def _become_the_site(birth: Birth, plan: Plan) -> None:
    process.become(birth.start.identity)
    process.log_to(birth.start.log)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    if birth.start.identity.uid is not None:
        os.environ.pop("HOME", None)  # the zygote's user's
    sys.path[:] = birth.sys_path
    surroundings.enter(plan)
    surroundings.search_path(plan)
    _refuse_what_was_replaced(birth)
    _refuse_shadows(birth, plan)
    tempfile.tempdir = None  # decided by the site's own TMPDIR
    random.seed()
    birth.listener.listen()  # makes this process the peer that the host's end sees
    gc.enable()


def _refuse_what_was_replaced(birth: Birth) -> None:
    """Looked at here and not by the zygote, whose pages this would change for all its sites."""
    if birth.installed.is_changed():
        raise Fault(Report("other", "other packages are installed now", fallback="zygote"))


def _refuse_shadows(birth: Birth, plan: Plan) -> None:
    """A module of the site that has the name of one already imported would never be seen."""
    if plan.venv is not None and os.path.realpath(plan.venv) != os.path.realpath(sys.prefix):
        _by_exec(f"its virtual environment is {plan.venv}, the zygote's {sys.prefix}")
    own = [*plan.path, *plan.env.get("PYTHONPATH", "").split(os.pathsep)]
    for folder in {os.path.realpath(entry) for entry in own if entry} - birth.taken.folders:
        for name in _importable(folder):
            if name in birth.taken.names:
                _by_exec(f"{folder} holds a module {name} of its own")


def _importable(folder: str) -> list[str]:
    """The names of the modules and packages in a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    files = [e.name.split(".")[0] for e in entries if e.name.endswith((".py", ".so"))]
    packages = [
        e.name for e in entries if e.is_dir() and os.path.exists(f"{e.path}/__init__.py")
    ]
    return files + packages


def _by_exec(reason: str) -> Any:
    raise Fault(Report("other", f"the zygote cannot run this site: {reason}", fallback="exec"))
