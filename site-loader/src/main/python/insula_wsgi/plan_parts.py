"""The plan's values that have a shape of their own."""

from typing import Any

from insula_wsgi import fields
from insula_wsgi.fields import Fields, PlanError
from insula_wsgi.plan import SERVERS, Application, Java, Middleware, Recycle, Rule


def application(value: Any, where: str) -> Application:
    """{"wsgi": ...} or {"django": true}."""
    f = Fields(value, where)
    wsgi, django = f.maybe("wsgi", fields.text), f.take("django", fields.boolean, False)
    f.end()
    if (wsgi is None) is not django:
        raise PlanError(f'{where} must be {{"wsgi": "module:attribute"}} or {{"django": true}}')
    return Application(wsgi, django)


def server(value: Any, where: str) -> str:
    """One of the servers that this package can run."""
    if value not in SERVERS:
        raise PlanError(f"{where} must be one of {', '.join(SERVERS)}, it is {value!r}")
    return str(value)


def recycle(value: Any, where: str) -> Recycle:
    """{"requests": N, "memory": BYTES}, each optional."""
    f = Fields(value, where)
    limits = Recycle(f.take("requests", fields.count, 0), f.take("memory", fields.count, 0))
    f.end()
    return limits


def middleware(value: Any, where: str) -> tuple[Middleware, ...]:
    """A list of "module:Name" or {"module:Name": {keyword: argument}}."""
    return fields.listed(value, where, _one_middleware)


def _one_middleware(value: Any, where: str) -> Middleware:
    if isinstance(value, str):
        return Middleware(fields.text(value, where), {})
    if not isinstance(value, dict) or len(value) != 1:
        raise PlanError(f'{where} must be "module:Name" or one {{"module:Name": {{...}}}}')
    (target, arguments), = value.items()
    return Middleware(target, fields.mapped(arguments, where, lambda v, _: v))


def mounts(value: Any, where: str) -> dict[str, str]:
    """{"/path": {"wsgi": "module:attribute"}}; a trailing slash of the path means nothing."""
    targets: dict[str, str] = {}
    for path, target in fields.mapped(value, where, _mounted).items():
        targets[prefix(path, where)] = target
    return targets


def _mounted(value: Any, where: str) -> str:
    f = Fields(value, where)
    target = f.take("wsgi", fields.text)
    f.end()
    return target


def java(value: Any, where: str) -> Java:
    """{"program": [...], "plan": {...}}."""
    f = Fields(value, where)
    program = f.take("program", fields.texts)
    read = Java(program, f.take("plan", fields.variables))
    f.end()
    return read


def prefix(value: Any, where: str) -> str:
    """A path that begins with a slash, returned without a trailing one; "/" is ""."""
    path = fields.text(value, where)
    if not path.startswith("/"):
        raise PlanError(f"{where} must begin with a slash, it is {path!r}")
    return path.rstrip("/")


def rules(value: Any, where: str) -> tuple[Rule, ...]:
    """The rules of all protected paths, the longest path first: the closest rule decides."""
    found = fields.mapped(value, where, lambda v, at: Fields(v, at))
    read = [_rule(path, f, where) for path, f in found.items()]
    return tuple(sorted(read, key=lambda rule: len(rule.path), reverse=True))


def _rule(path: str, f: Fields, where: str) -> Rule:
    if not path.startswith("/"):
        raise PlanError(f"{where} must begin with a slash, it is {path!r}")
    users, members = f.take("require", _require, (frozenset(), frozenset()))
    rule = Rule(
        path=path,
        realm=f.take("realm", fields.text, "Restricted"),
        check=f.take("check", fields.text),
        groups=f.maybe("groups", fields.text),
        users=users,
        members=members,
    )
    f.end()
    if members and rule.groups is None:
        raise PlanError(f"{f.at('groups')} is missing: require names a group")
    return rule


def _require(value: Any, where: str) -> tuple[frozenset[str], frozenset[str]]:
    f = Fields(value, where)
    users, groups = f.take("user", _names, frozenset()), f.take("group", _names, frozenset())
    f.end()
    return users, groups


def _names(value: Any, where: str) -> frozenset[str]:
    return frozenset(fields.texts([value] if isinstance(value, str) else value, where))
