"""What a forked process must change before it may be the site: the kernel's view of it."""

import ctypes
import os
import signal
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from insula_wsgi import fields
from insula_wsgi.fields import Fields

_PR_SET_DUMPABLE = 4
_PR_SET_NAME = 15
_PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True)
class Identity:
    """Whom the process becomes; None for the zygote's own user."""

    uid: int | None
    gid: int | None
    groups: tuple[int, ...]
    dumpable: bool


def identity(f: Fields) -> Identity:
    """The identity in a start command; raises PlanError."""
    uid, gid = f.maybe("uid", fields.positive), f.maybe("gid", fields.positive)
    groups = f.take("groups", lambda v, at: fields.listed(v, at, fields.positive), ())
    if (uid is None) is not (gid is None) or (groups and uid is None):
        raise fields.PlanError("uid, gid and groups go together")
    return Identity(uid, gid, groups, f.take("dumpable", fields.boolean, False))


def _prctl(option: int, value: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")


def name(site: str) -> None:
    """The name that ps shows; before the change of user, which forbids it."""
    _prctl(_PR_SET_NAME, ctypes.c_char_p(f"insula:{site}".encode()[:15]))


def close_all_but(kept: Collection[int]) -> None:
    """Closes every other descriptor: the zygote's are none of the site's business."""
    for entry in os.listdir("/proc/self/fd"):
        descriptor = int(entry)
        if descriptor > 2 and descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:
                continue  # the one that listdir itself had open


def fresh_signals() -> None:
    """No handler, no mask, no wake-up descriptor of the zygote."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        ignored = number in (signal.SIGPIPE, signal.SIGXFSZ)  # as Python starts up
        signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def become(who: Identity) -> None:
    """Takes the identity and proves it; raises OSError. Nothing can be taken back."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if who.uid is not None and who.gid is not None:
        os.setgroups(who.groups)
        os.setresgid(who.gid, who.gid, who.gid)
        os.setresuid(who.uid, who.uid, who.uid)
        _prove(who.uid, who.gid)
    # The kernel clears the flag itself on a change of user, but there may have been none:
    # then sites of one user would read each other's memory.
    _prctl(_PR_SET_DUMPABLE, 1 if who.dumpable else 0)


def _prove(uid: int, gid: int) -> None:
    if os.getresuid() != (uid,) * 3 or os.getresgid() != (gid,) * 3:
        raise PermissionError("the change of user did not hold")
    try:
        os.setuid(0)
    except PermissionError:
        return
    raise PermissionError("the change of user can be taken back")


def log_to(path: str | None) -> None:
    """Standard output and error go to the site's log, opened with the site's rights."""
    if path is None:
        return
    log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o640)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    if log > 2:
        os.close(log)
