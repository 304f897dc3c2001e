"""All processes that a server consists of: those below some roots; without roots, all below this process, which runs nothing else then."""
import collections
import contextlib
import ctypes
import os
import re
import signal
import time

TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def adopt():
    """A daemon whose parent ends becomes a child of this process; this process ends with its own parent."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def fields(file):
    """The command and what follows it in a `stat` file of /proc."""
    with open(file) as stat:
        command, rest = stat.read().split("(", 1)[1].rsplit(")", 1)
    return command, rest.split()


def pids(roots=()):
    """The roots and what descends from them."""
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            children.setdefault(int(fields("/proc/%s/stat" % pid)[1][1]), []).append(int(pid))
    found, parents = list(roots), list(roots) or [os.getpid()]
    while parents:
        below = children.get(parents.pop(), [])
        found += below
        parents += below
    return found


def cpu(roots=()):
    """CPU seconds so far by program, and those of the JIT compilers' threads as a program `JIT` of their own."""
    spent = collections.Counter()
    for pid in pids(roots):
        with contextlib.suppress(OSError):
            command, rest = fields("/proc/%d/stat" % pid)
            jit = compiler_ticks(pid) / TICKS
            spent["JIT"] += jit
            spent[command.split(":")[0]] += sum(map(int, rest[11:13])) / TICKS - jit
    return spent


def compiler_ticks(pid):
    ticks = 0
    for task in os.listdir("/proc/%d/task" % pid):
        with contextlib.suppress(OSError):
            command, rest = fields("/proc/%d/task/%s/stat" % (pid, task))
            if command.startswith(("C1 Compiler", "C2 Compiler")):
                ticks += sum(map(int, rest[11:13]))
    return ticks


def memory(roots=()):
    """Proportional set size of all processes in MiB, and how many they are."""
    kib, count = 0, 0
    for pid in pids(roots):
        with contextlib.suppress(OSError), open("/proc/%d/smaps_rollup" % pid) as rollup:
            found = re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M)
            kib, count = kib + (int(found.group(1)) if found else 0), count + (1 if found else 0)
    return kib / 1024, count


def end(roots, patience=8):
    """Asks the roots to stop; what is left after that is killed, each by its own pid."""
    for process, by in roots:
        with contextlib.suppress(OSError):
            process.send_signal(by)
    deadline = time.monotonic() + patience
    while pids() and time.monotonic() < deadline:
        reap()
        time.sleep(0.05)
    while pids():
        for pid in pids():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
        reap()


def reap():
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
