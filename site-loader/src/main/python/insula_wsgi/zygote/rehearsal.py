"""Goes through what every site's process does first, before the fork.

CPython rewrites a function's code while it runs for the first times, and each rewritten
page becomes a copy in every site. After the rehearsal the code stays as it is.
"""

import json
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterable
from typing import Any

from insula_wsgi import compose, plan, surroundings
from insula_wsgi.connection import Connection
from insula_wsgi.lean_requests import Requests
from insula_wsgi.watch import Watch

_ROUNDS = 12  # CPython 3.11 specialises code after 8
_PLAN = {
    "site": "a", "socket": "/a", "application": {"wsgi": "a:b"}, "path": ["/a"], "directory": "/",
    "settings": "a.b", "env": {"A": "b"}, "server": "lean", "processes": 1, "threads": 8,
    "request_timeout": 60, "drain": 30, "umask": "0022",
}
_GET = b"GET /x?y=z HTTP/1.1\r\nHost: a.test\r\nX-Forwarded-For: 192.0.2.1\r\nAccept: */*\r\n\r\n"
_POST = b"POST /x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n\r\na=b"


def rehearse() -> None:
    """Plans, requests, a template, SQLite."""
    for _ in range(_ROUNDS):
        rehearsed = plan.parse(json.dumps(_PLAN))
        surroundings.environment(rehearsed, {})
    _requests(Requests(compose.layers(rehearsed, _application, Watch(60.0)), rehearsed))
    _database()
    if "django.template" in sys.modules:
        _template()


def _application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [environ["wsgi.input"].read() or b"abc"]


def _requests(requests: Requests) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall((_GET + _POST) * _ROUNDS)
        theirs.shutdown(socket.SHUT_WR)
        requests.answer_all(Connection(ours.detach()))
        theirs.recv(65536)


def _database() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create table t (a integer primary key, b text)")
    for _ in range(_ROUNDS):
        database.execute("insert into t (b) values (?)", ("x",))
        database.execute("select a, b from t where b like ?", ("%",)).fetchall()
    database.close()


def _template() -> None:
    template = sys.modules["django.template"]
    text = "{% for x in y %}{% if x %}a{% else %}b{% endif %}{% endfor %}"
    for _ in range(_ROUNDS):
        template.Engine().from_string(text).render(template.Context({"y": (0, 1)}))
