"""Two scratch programs that find out what a zygote can import.

``--survey serve`` serves a request of a full startproject in this process and prints
the names of all modules that this took. ``--survey try`` reads such names, imports each
without settings and prints those that can be, and the one, if any, after which the
process was not fit to fork any more.
"""

import importlib
import io
import json
import sys
import types
from typing import Any

from insula_wsgi.zygote import checks

_PREFIX = "insula_survey"
_CONTRIB = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_CONTEXT = ["django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages"]


def main(arguments: list[str]) -> int:
    """Runs one of the two."""
    sys.path[:] = checks.root_path()
    found = serve() if arguments == ["serve"] else attempt(json.load(sys.stdin))
    json.dump(found, sys.stdout)
    return 0


def serve() -> list[str]:
    """The names of the modules in this process after a request."""
    from insula_wsgi import lean_server

    lean_server.prepare()
    importlib.import_module("insula_wsgi.lean_site")
    try:
        importlib.import_module("django")
    except ImportError:
        pass
    else:
        _serve_django()
    return [n for n in sys.modules if not n.startswith((_PREFIX, "__m", "insula_wsgi"))]


def _serve_django() -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="survey", ROOT_URLCONF=f"{_PREFIX}_urls", ALLOWED_HOSTS=["*"], USE_TZ=True,
        INSTALLED_APPS=[f"django.contrib.{name}" for name in _CONTRIB], STATIC_URL="/static/",
        MIDDLEWARE=_MIDDLEWARE, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                    "APP_DIRS": True, "OPTIONS": {"context_processors": _CONTEXT}}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    sys.modules[f"{_PREFIX}_urls"] = _urls()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "a", "SERVER_PORT": "80",
               "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"}
    response = application(environ, lambda *_: None)
    b"".join(response)
    response.close()


def _urls() -> types.ModuleType:
    from django.contrib import admin
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    def view(request: Any) -> Any:
        with connection.schema_editor() as editor:
            editor.create_model(ContentType)
        rows = ContentType.objects.filter(pk__gt=0).order_by("model")
        text = "{% for row in rows %}{{ row }}{% empty %}{{ request.path }}{% endfor %}"
        return HttpResponse(engines["django"].from_string(text).render({"rows": rows}, request))

    module = types.ModuleType(f"{_PREFIX}_urls")
    vars(module)["urlpatterns"] = [path("", view), path("admin/", admin.site.urls)]
    return module


def attempt(names: list[str]) -> dict[str, Any]:
    """Imports what can be imported; stops at the first module that spoils the process."""
    good: list[str] = []
    for name in names:
        try:
            importlib.import_module(name)
        except BaseException:
            continue
        try:
            checks.check()
        except checks.Unsound as reason:
            return {"good": good, "spoils": name, "reason": str(reason)}
        good.append(name)
    return {"good": good, "spoils": None, "reason": None}
