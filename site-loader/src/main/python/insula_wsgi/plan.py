"""The plan: everything the host tells a daemon process about its site.

One JSON object on one line of standard input. Keys, * = required:

===============  ==============================================================
site *           the site's name, for messages
generation       number of the generation (0)
socket *         path of the Unix socket to serve on; it gets mode 0660
application *    {"wsgi": "module" | "module:attribute" | "module:factory()"}
                 or {"django": true} (reads the setting WSGI_APPLICATION);
                 a module may be the absolute name of its file instead
path             folders put first on sys.path, in this order
directory *      the working directory
settings         DJANGO_SETTINGS_MODULE, set before anything of the site is imported
env              environment variables: all that the site has beside PATH and LANG
secrets          more of them, never part of the environment a process starts with
umask            octal digits ("0022")
server           "gunicorn" (default) | "uwsgi" | "lean"
processes        worker processes (1)
threads          requests at a time in each of them (8); also the number of
                 connections that a lean process can hold at a time
request_timeout  seconds after which a request is given up, 0 = never (60)
drain            seconds that requests in flight get when the site stops (30)
recycle          {"requests": N, "memory": BYTES}: a worker that reached one of
                 them is replaced; 0 = never
middleware       ["module:Name" | {"module:Name": {keyword: argument}}], first is outermost
mounts           {"/api": {"wsgi": "other.app:application"}}
prefix           path below which the site is mounted ("/mysite")
auth             {"/secret/": {"realm", "check", "groups",
                 "require": {"user" | "group": NAME | [NAME]}}}
venv             folder of a virtual environment
java             {"program": [...], "plan": {name: text}}: the JVM of the Java
                 applications that are mounted, started beside the site (java_mounts)
===============  ==============================================================

A key that is not in this table is an error.
"""

import json
from dataclasses import dataclass
from typing import Any

from insula_wsgi import fields
from insula_wsgi.fields import Fields, PlanError

SERVERS = ("gunicorn", "uwsgi", "lean")


@dataclass(frozen=True)
class Application:
    """What is called for each request: an import string, or what Django's settings name."""

    wsgi: str | None
    django: bool


@dataclass(frozen=True)
class Recycle:
    """When a worker is replaced by a fresh one; 0 means never."""

    requests: int
    memory: int


@dataclass(frozen=True)
class Middleware:
    """A callable that takes the application and keyword arguments and returns another."""

    target: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """Who may see what lies below a path. Empty users and groups: anyone who signed in."""

    path: str
    realm: str
    check: str
    groups: str | None
    users: frozenset[str]
    members: frozenset[str]


@dataclass(frozen=True)
class Java:
    """The JVM of mounted Java applications: its program with arguments, and what it is told."""

    program: tuple[str, ...]
    plan: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """The checked plan; see the module for the meaning and unit of each field."""

    site: str
    generation: int
    socket: str
    application: Application
    path: tuple[str, ...]
    directory: str
    settings: str | None
    env: dict[str, str]
    secrets: dict[str, str]
    umask: int
    server: str
    processes: int
    threads: int
    request_timeout: float
    drain: float
    recycle: Recycle
    middleware: tuple[Middleware, ...]
    mounts: dict[str, str]
    prefix: str
    auth: tuple[Rule, ...]
    venv: str | None
    java: Java | None
    source: str  # the JSON that it was read from


def parse(line: str) -> Plan:
    """The plan in a line of JSON; raises PlanError."""
    try:
        document = json.loads(line)
    except ValueError as error:
        raise PlanError(f"the plan is not JSON: {error}") from error
    return read(Fields(document, "plan"), line)


def read(f: Fields, source: str) -> Plan:
    """The plan in an object; raises PlanError for unknown, missing and wrong values."""
    from insula_wsgi import plan_parts as parts

    plan = Plan(
        site=f.take("site", fields.text),
        generation=f.take("generation", fields.count, 0),
        socket=f.take("socket", fields.text),
        application=f.take("application", parts.application),
        path=f.take("path", fields.texts, ()),
        directory=f.take("directory", fields.text),
        settings=f.maybe("settings", fields.text),
        env=f.take("env", fields.variables, {}),
        secrets=f.take("secrets", fields.variables, {}),
        umask=f.take("umask", fields.mode, 0o022),
        server=f.take("server", parts.server, "gunicorn"),
        processes=f.take("processes", fields.positive, 1),
        threads=f.take("threads", fields.positive, 8),
        request_timeout=f.take("request_timeout", fields.seconds, 60.0),
        drain=f.take("drain", fields.seconds, 30.0),
        recycle=f.take("recycle", parts.recycle, Recycle(0, 0)),
        middleware=f.take("middleware", parts.middleware, ()),
        mounts=f.take("mounts", parts.mounts, {}),
        prefix=f.take("prefix", parts.prefix, ""),
        auth=f.take("auth", parts.rules, ()),
        venv=f.maybe("venv", fields.text),
        java=f.maybe("java", parts.java),
        source=source,
    )
    f.end()
    return plan
