"""Puts the layers around a site's application object in their order.

From the outside: watch, trusted environ, guard, authorisation, prefix, mounts,
middleware, application.
"""

from insula_wsgi import application, faults
from insula_wsgi.application import Loaded, Wsgi
from insula_wsgi.authorisation import authorised
from insula_wsgi.faults import Fault
from insula_wsgi.guarded import guarded
from insula_wsgi.guards import guards
from insula_wsgi.mounts import mounted, prefixed
from insula_wsgi.plan import Middleware, Plan
from insula_wsgi.status import Reporter
from insula_wsgi.trusted import trusted
from insula_wsgi.watch import Watch


def site(plan: Plan, reporter: Reporter, watch: Watch) -> tuple[Wsgi, Loaded]:
    """Imports the site's code and returns what serves it; raises Fault.

    Reports drift: a settings module that the site's own code replaced.
    """
    loaded = application.load(plan)
    if plan.settings is not None and loaded.settings != plan.settings:
        reporter.say("drift", expected=plan.settings, actual=loaded.settings or "")
    return layers(plan, loaded.callable, watch), loaded


def layers(plan: Plan, inner: Wsgi, watch: Watch) -> Wsgi:
    """The layers around an application object that is already there; raises Fault."""
    settings = plan.settings
    others = {path: _object(target, settings) for path, target in plan.mounts.items()}
    site = mounted(wrapped(inner, plan), others)
    site = prefixed(site, plan.prefix)
    site = authorised(site, guards(plan.auth, settings))
    return watch.over(trusted(guarded(site)))


def _object(target: str, settings: str | None) -> Wsgi:
    found: Wsgi = application.checked(
        application.resolve(target, settings, default="application"), target
    )
    return found


def wrapped(inner: Wsgi, plan: Plan) -> Wsgi:
    """The application inside the plan's middleware, the first one outermost."""
    for middleware in reversed(plan.middleware):
        inner = _wrapped(inner, middleware, plan.settings)
    return inner


def _wrapped(inner: Wsgi, middleware: Middleware, settings: str | None) -> Wsgi:
    target = middleware.target
    make = application.checked(application.resolve(target, settings), target)
    try:
        made = make(inner, **middleware.arguments)
    except BaseException as error:
        raise Fault(faults.from_call(error, target, settings)) from error
    found: Wsgi = application.checked(made, target)
    return found
