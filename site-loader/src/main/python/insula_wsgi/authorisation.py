"""Authentication by the site's own users, in the site's own process.

``check(environ, user, password)`` answers True, False, or None for somebody unknown or
inactive; ``groups(environ, user)`` lists the user's groups, bytes or text: the functions
that Django ships for mod_wsgi in ``django.contrib.auth.handlers.modwsgi`` are such.

The front asks about paths that it serves itself by sending the request's head with
``X-Insula-Authorize: 1``: the answer is 204 with ``X-Insula-Remote-User``
(percent-encoded; absent where no rule applies), or the refusal to hand to the client.
"""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from insula_wsgi import basic
from insula_wsgi.application import Wsgi
from insula_wsgi.credentials import Cache, Lockout
from insula_wsgi.guards import Guard, may
from insula_wsgi.mounts import native

Environ = dict[str, Any]

ASKED = "insula.authorize"


@dataclass(frozen=True)
class Verdict:
    """Status, the headers that go with it, and who the user is."""

    status: str
    headers: tuple[tuple[str, str], ...] = ()
    user: str | None = None


class Authoriser:
    """Decides about requests; shared by the threads of a process."""

    def __init__(self, found: list[Guard]) -> None:
        self._guards = found
        self._cache = Cache()
        self._lockout = Lockout()

    def verdict(self, environ: Environ) -> Verdict:
        """204 where the request may pass."""
        found = self._closest(environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"])
        if not found:
            return Verdict("204 No Content")
        if len(found) > 1:
            return Verdict("403 Forbidden")  # the site's code would choose the rule
        guard = found[0]
        sent = basic.credentials(environ.get("HTTP_AUTHORIZATION", ""))
        challenge = ("WWW-Authenticate", basic.challenge(guard.rule.realm))
        if sent is None:
            return Verdict("401 Unauthorized", (challenge,))
        user, password = sent
        wait = self._lockout.wait(environ.get("REMOTE_ADDR", ""), user)
        if wait:
            return Verdict("429 Too Many Requests", (("Retry-After", str(wait)),))
        groups = self._signed_in(guard, environ, user, password)
        if groups is None:
            return Verdict("401 Unauthorized", (challenge,))
        allowed = may(guard.rule, user, groups)
        return Verdict("204 No Content" if allowed else "403 Forbidden", user=user)

    def _closest(self, path: str) -> list[Guard]:
        """The closest rule, and another one if that is the closest when the path is tidied."""
        tidy = posixpath.normpath("/" + path.lstrip("/"))
        found: list[Guard] = []
        for reading in (path, tidy):
            closest = next((g for g in self._guards if g.covers(reading)), None)
            if closest is not None and closest not in found:
                found.append(closest)
        return found

    def _signed_in(
        self, guard: Guard, environ: Environ, user: str, password: str
    ) -> frozenset[str] | None:
        """The user's groups; None if that is not the user's password."""
        name = f"{guard.rule.check} {guard.rule.groups}"
        known = self._cache.find(name, user, password)
        if known is not None:
            return known
        address = environ.get("REMOTE_ADDR", "")
        if guard.check(environ, user, password) is not True:
            self._lockout.failed(address, user)
            return None
        groups = frozenset(_text(g) for g in guard.groups(environ, user)) if guard.groups else ()
        self._lockout.succeeded(address, user)
        self._cache.keep(name, user, password, frozenset(groups))
        return frozenset(groups)


def _text(group: str | bytes) -> str:
    return group.decode("utf-8", "replace") if isinstance(group, bytes) else group


def authorised(inner: Wsgi, found: list[Guard]) -> Wsgi:
    """The application behind the rules."""
    authoriser = Authoriser(found)

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        verdict = authoriser.verdict(environ)
        asked = environ.pop(ASKED, False)
        if asked or not verdict.status.startswith("204"):
            return _answer(verdict, start_response)
        if verdict.user is not None:
            environ["REMOTE_USER"] = native(verdict.user)
            environ["AUTH_TYPE"] = "Basic"
            environ.pop("HTTP_AUTHORIZATION", None)  # the site has no use for the password
        return inner(environ, start_response)

    return call


def _answer(verdict: Verdict, start_response: Callable[..., Any]) -> list[bytes]:
    headers = list(verdict.headers)
    if verdict.status.startswith("204"):
        if verdict.user is not None:
            headers.append(("X-Insula-Remote-User", quote(verdict.user, safe="")))
        start_response(verdict.status, headers)
        return []
    body = f"{verdict.status[4:]}\n".encode()
    headers += [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
    start_response(verdict.status, [*headers, ("Cache-Control", "no-store")])
    return [body]
