"""How much memory this process holds."""

import os

_PAGE = os.sysconf("SC_PAGE_SIZE")


def resident() -> int:
    """Resident memory in bytes, shared pages included; 0 where /proc does not say."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
