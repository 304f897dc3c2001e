"""Remembers for a moment who has signed in, and for a while who has failed to.

Both are per process. A password is never kept: only its keyed hash, the key being
made anew in each process.
"""

import hashlib
import hmac
import ipaddress
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

REMEMBERED = 10.0  # seconds: as long may a changed password or a lost group still work
FAILURES_OF_ONE_USER = 10  # from one address
FAILURES_OF_ONE_ADDRESS = 50
LOCKED = 60.0  # seconds
_MOST = 4096


@dataclass(frozen=True)
class Known:
    """Somebody whose password was right a moment ago."""

    proof: bytes
    groups: frozenset[str]
    until: float


class Cache:
    """Sign-ins that need not be checked again for a few seconds."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._known: OrderedDict[tuple[str, str], Known] = OrderedDict()
        self._lock = threading.Lock()

    def _proof(self, password: str) -> bytes:
        return hmac.digest(self._key, password.encode("utf-8"), hashlib.sha256)

    def find(self, check: str, user: str, password: str) -> frozenset[str] | None:
        """The user's groups if this password was right lately; None if it must be checked."""
        known = self._known.get((check, user))
        proof = self._proof(password)
        if known is None or known.until < time.monotonic():
            return None
        return known.groups if hmac.compare_digest(known.proof, proof) else None

    def keep(self, check: str, user: str, password: str, groups: frozenset[str]) -> None:
        """Remembers a sign-in that was checked now."""
        known = Known(self._proof(password), groups, time.monotonic() + REMEMBERED)
        with self._lock:
            self._known[check, user] = known
            self._known.move_to_end((check, user))
            while len(self._known) > _MOST:
                self._known.popitem(last=False)


class Lockout:
    """Counts failures by address, and by address and user; too many lock for a while.

    By address, so that nobody can lock somebody else out from afar.
    """

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str, user: str) -> int:
        """Seconds until this client may try this user again; 0 if it may now."""
        network = _network(address)
        limits = ((network, user, FAILURES_OF_ONE_USER), (network, "", FAILURES_OF_ONE_ADDRESS))
        return max(self._wait(net, name, limit) for net, name, limit in limits)

    def _wait(self, network: str, user: str, limit: int) -> int:
        count, until = self._failures.get((network, user), (0, 0.0))
        left = until - time.monotonic()
        return int(left) + 1 if count >= limit and left > 0 else 0

    def failed(self, address: str, user: str) -> None:
        """Notes a failure."""
        network = _network(address)
        with self._lock:
            for key in ((network, user), (network, "")):
                self._count(key)

    def _count(self, key: tuple[str, str]) -> None:
        count, until = self._failures.pop(key, (0, 0.0))
        now = time.monotonic()
        self._failures[key] = (count + 1 if until > now else 1, now + LOCKED)
        while len(self._failures) > _MOST:
            self._failures.popitem(last=False)

    def succeeded(self, address: str, user: str) -> None:
        """A right password ends the user's count, not the address's."""
        with self._lock:
            self._failures.pop((_network(address), user), None)


def _network(address: str) -> str:
    """The address, or the /64 that an IPv6 client can choose its addresses from."""
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address
