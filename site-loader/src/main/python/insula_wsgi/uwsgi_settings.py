"""Maps a plan to uWSGI's options."""

import math
from pathlib import Path

from insula_wsgi.plan import Plan

_BOOTSTRAP = Path(__file__).resolve().parent / "uwsgi_bootstrap.py"
_SOMAXCONN = Path("/proc/sys/net/core/somaxconn")
_HEAD = 32_768  # bytes: the longest request head


def ini(plan: Plan, program: str) -> str:
    """The configuration file."""
    lines = [f"{name} = {_plain(value)}" for name, value in options(plan, program)]
    return "\n".join(["[uwsgi]", *lines, ""])


def _plain(value: object) -> str:
    """uWSGI expands %x and $(x) in values; neither can be meant by a plan."""
    text = str(value).replace("%", "%%").replace("$(", "$$(")
    if "\n" in text:
        raise ValueError(f"uWSGI cannot take a line end in {value!r}")
    return text


def options(plan: Plan, program: str) -> list[tuple[str, object]]:
    """Option by option; the deployment pages' own names for what a plan says."""
    wanted: list[tuple[str, object]] = []
    if plan.venv is None or not program.startswith(plan.venv):
        wanted.append(("plugin", "python3"))  # the distribution's uwsgi has it apart
    if plan.venv is not None:
        wanted.append(("home", plan.venv))
    wanted += [
        ("strict", "true"), ("master", "true"), ("single-interpreter", "true"),
        ("enable-threads", "true"), ("lazy-apps", "true"), ("need-app", "true"),
        ("die-on-term", "true"), ("vacuum", "true"), ("no-orphans", "true"),
        ("disable-logging", "true"), ("procname-prefix", f"insula-{plan.site}-"),
        ("http-socket", plan.socket), ("chmod-socket", "660"), ("listen", _backlog()),
        ("buffer-size", _HEAD), ("chdir", plan.directory), ("umask", f"{plan.umask:03o}"),
        ("wsgi-file", _BOOTSTRAP), ("processes", plan.processes), ("threads", plan.threads),
        ("worker-reload-mercy", max(1, math.ceil(plan.drain))),
    ]
    if plan.request_timeout:
        # A second later than the watch, which leaves the stacks in the log first.
        wanted.append(("harakiri", math.ceil(plan.request_timeout) + 1))
    wanted.append(("min-worker-lifetime", 1))  # uWSGI's 60 s would overrule what follows
    if plan.recycle.requests:
        wanted.append(("max-requests", plan.recycle.requests))
    if plan.recycle.memory:
        wanted.append(("reload-on-rss", max(1, plan.recycle.memory >> 20)))
    return wanted


def _backlog() -> int:
    """uWSGI refuses to start with more than the kernel allows."""
    try:
        return min(1024, int(_SOMAXCONN.read_text()))
    except (OSError, ValueError):
        return 100
