"""Finds the application object of a plan."""

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from insula_wsgi import faults, script
from insula_wsgi.faults import Fault, Report
from insula_wsgi.plan import Plan

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_TARGET = re.compile(r"(?P<module>/[^:]+|[^:()\s]+)(:(?P<name>[^:()\s]+?)(?P<call>\(\))?)?")


@dataclass(frozen=True)
class Loaded:
    """The application object, how it is called in the site's own words, and its settings.

    ``named_by`` is the setting that named it, where the plan left that to Django.
    """

    callable: Wsgi
    name: str
    settings: str | None
    named_by: str | None = None


def load(plan: Plan) -> Loaded:
    """The application object of the plan, imported now; raises Fault."""
    if plan.application.wsgi is None:
        return _from_django(plan)
    target = plan.application.wsgi
    found = resolve(target, plan.settings, default="application")
    return Loaded(checked(found, target), target, settings_in_force())


def resolve(target: str, settings: str | None = None, default: str | None = None) -> Any:
    """The object that "module:attribute" names, or what "module:factory()" returns."""
    match = _TARGET.fullmatch(target)
    name = match and (match["name"] or default)
    if match is None or name is None:
        raise Fault(Report("other", f"{target!r} is not of the form module:attribute"))
    found = attribute(imported(match["module"], settings), match["module"], name)
    return called(found, target, settings) if match["call"] else found


def imported(module: str, settings: str | None) -> Any:
    """Imports a module of the site; SystemExit in it is a fault like any other."""
    try:
        return script.load(module) if module.startswith("/") else importlib.import_module(module)
    except BaseException as error:
        wanted = settings or os.environ.get("DJANGO_SETTINGS_MODULE")
        raise Fault(faults.from_import(error, module, wanted)) from error


def attribute(module: Any, module_name: str, name: str) -> Any:
    """The attribute, which may be dotted."""
    found = module
    for part in name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError as error:
            message = f"module {module_name!r} has no attribute {name!r}"
            raise Fault(Report("attribute", message, getattr(module, "__file__", None))) from error
    return found


def called(factory: Any, target: str, settings: str | None) -> Any:
    """What the factory returns."""
    try:
        return checked(factory, target.removesuffix("()"))()
    except Fault:
        raise
    except BaseException as error:
        raise Fault(faults.from_call(error, target, settings)) from error


def checked(found: Any, target: str) -> Any:
    """The object if it can be called."""
    if callable(found):
        return found
    kind = "None" if found is None else f"of type {type(found).__name__}"
    raise Fault(Report("not-callable", f"{target!r} is {kind}, not a WSGI callable"))


def _from_django(plan: Plan) -> Loaded:
    """What the setting WSGI_APPLICATION names, in Django's own way and with its own words."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        message = "application: django needs a settings module, and the site has none"
        raise Fault(Report("settings", message))
    server = imported("django.core.servers.basehttp", plan.settings)
    try:
        found = server.get_internal_wsgi_application()
    except BaseException as error:
        raise Fault(faults.from_call(error, "WSGI_APPLICATION", plan.settings)) from error
    named = getattr(sys.modules["django.conf"].settings, "WSGI_APPLICATION", None)
    name = named or "django.core.wsgi.get_wsgi_application()"
    settings = settings_in_force()
    return Loaded(checked(found, name), name, settings, f"{settings}.WSGI_APPLICATION")


def settings_in_force() -> str | None:
    """The settings module that the site ended up with: Django's if it has read one."""
    conf = sys.modules.get("django.conf")
    if conf is not None and conf.settings.configured:
        used = getattr(conf.settings, "SETTINGS_MODULE", None)
        if used is not None:
            return str(used)
    return os.environ.get("DJANGO_SETTINGS_MODULE")
