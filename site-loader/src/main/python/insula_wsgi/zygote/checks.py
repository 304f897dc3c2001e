"""Refuses to fork from a process in which something has happened that forks badly,
or whose code somebody else than root could have written."""

import os
import stat
import sys


class Unsound(Exception):
    """This process must not fork sites."""


def check() -> None:
    """Settings untouched, no application registered, one thread; raises Unsound."""
    conf = sys.modules.get("django.conf")
    if conf is not None and conf.settings.configured:
        raise Unsound("Django's settings are configured")
    registry = sys.modules.get("django.apps")
    if registry is not None and (registry.apps.ready or registry.apps.app_configs):
        raise Unsound("Django's application registry is filled")
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise Unsound(f"there are {threads} threads")


def owned() -> None:
    """As root: every module's file is root's and nobody else may write it; raises Unsound."""
    if os.geteuid() != 0:
        return
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and not trusted(file):
            raise Unsound(f"the module {name} comes from {file}, which is not only root's to write")


def trusted(path: str) -> bool:
    """Whether a file or folder belongs to root and only root may write it."""
    try:
        found = os.stat(path)
    except OSError:
        return False
    return found.st_uid == 0 and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def root_path() -> list[str]:
    """sys.path, as root without the folders that others may write into."""
    if os.geteuid() != 0:
        return list(sys.path)
    return [entry for entry in sys.path if not os.path.exists(entry) or trusted(entry)]
