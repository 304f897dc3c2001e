"""A Django site that does what most sites do; visited to see what that takes."""

import importlib
import io
import os
import sys
import tempfile
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

PREFIX = "insula_survey"
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
_BASE = "{% block title %}{{ request.path }}{% endblock %}{% block body %}{% endblock %}"
_PAGE = """{% extends "base.html" %}{% block body %}{% csrf_token %}{{ user.username }}
{% for row in rows %}{% cycle "a" "b" %}{{ forloop.counter }}{{ row.model|upper }}{{ row.pk }}
{% include "row.html" %}{% empty %}none{% endfor %}{% if rows|length > 1 %}{{ when|date:"Y" }}
{% else %}{{ none|default:"-" }}{% endif %}{{ 1.5|floatformat }}{% url "page" %}
{% for message in messages %}{{ message }}{% endfor %}{{ form.as_p }}{% endblock %}"""
_ROW = "{% with name=row.app_label %}<li>{{ name }}</li>{% endwith %}"
_FORM = b"name=a&number=3"


def visit() -> None:
    """Does nothing without Django. What one visit cannot do, in this Django, it leaves out."""
    try:
        importlib.import_module("django")
    except ImportError:
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = application(Path(folder))
        except Exception:
            traceback.print_exc()
            return
        for method, path in (("GET", "/"), ("POST", "/"), ("GET", "/"), ("GET", "/json"),
                             ("GET", "/json/"), ("GET", "/missing/"), ("GET", "/admin/")):
            try:
                _request(made, method, path)
            except Exception:
                traceback.print_exc()


def application(folder: Path) -> Callable[..., Any]:
    """The site, its templates and its database in this folder; one for each process."""
    for name, text in (("base", _BASE), ("page", _PAGE), ("row", _ROW)):
        (folder / f"{name}.html").write_text(text)
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{PREFIX}_settings"
    sys.modules[f"{PREFIX}_settings"] = _module("settings", _settings(folder))
    from django.core.wsgi import get_wsgi_application

    made: Callable[..., Any] = get_wsgi_application()
    sys.modules[f"{PREFIX}_urls"] = _module("urls", {"urlpatterns": _urls()})
    _tables()
    return made


def _module(name: str, values: dict[str, Any]) -> types.ModuleType:
    module = types.ModuleType(f"{PREFIX}_{name}")
    vars(module).update(values)
    return module


def _settings(folder: Path) -> dict[str, Any]:
    return {
        "SECRET_KEY": "survey" * 10, "ROOT_URLCONF": f"{PREFIX}_urls", "ALLOWED_HOSTS": ["*"],
        "USE_TZ": True, "TIME_ZONE": "Europe/Vienna", "LANGUAGE_CODE": "de",
        "STATIC_URL": "/static/",
        "INSTALLED_APPS": [f"django.contrib.{name}" for name in _CONTRIB],
        "MIDDLEWARE": _MIDDLEWARE, "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "TEMPLATES": [{"BACKEND": "django.template.backends.django.DjangoTemplates",
                       "DIRS": [str(folder)], "APP_DIRS": True,
                       "OPTIONS": {"context_processors": _CONTEXT}}],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3",
                                  "NAME": str(folder / "db.sqlite3")}},
    }


def _tables() -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sessions.models import Session
    from django.db import connection, transaction

    with connection.schema_editor() as editor:
        editor.create_model(ContentType)
        editor.create_model(Session)
    with transaction.atomic():
        for number in range(3):
            ContentType.objects.create(app_label="a", model=f"m{number}")


def _urls() -> list[Any]:
    from django.contrib import admin
    from django.http import JsonResponse
    from django.urls import path

    return [
        path("", _view(), name="page"),
        path("json/", lambda request: JsonResponse({"path": request.path})),
        path("admin/", admin.site.urls),
    ]


def _view() -> Callable[..., Any]:
    from django import forms
    from django.contrib import messages
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import Q
    from django.shortcuts import redirect, render
    from django.utils import timezone
    from django.views.decorators.csrf import csrf_exempt

    class Form(forms.Form):
        """One text, one number."""

        name = forms.CharField(max_length=20)
        number = forms.IntegerField(required=False)

    @csrf_exempt
    def view(request: Any) -> Any:
        form = Form(request.POST or None)
        if request.method == "POST" and form.is_valid():
            request.session["name"] = form.cleaned_data["name"]
            ContentType.objects.filter(model="m1").update(app_label="b")
            messages.info(request, "kept")
            return redirect("page")
        rows = ContentType.objects.filter(Q(pk__gt=0) | Q(model="x")).order_by("model")
        found = {"rows": rows, "form": form, "when": timezone.now(), "all": rows.count(),
                 "one": ContentType.objects.get(model="m2"), "names": list(rows.values_list("pk"))}
        return render(request, "page.html", found)

    return view


def _request(site: Callable[..., Any], method: str, path: str) -> None:
    body = _FORM if method == "POST" else b""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "",
               "SERVER_NAME": "a", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
               "QUERY_STRING": "a=b", "CONTENT_TYPE": "application/x-www-form-urlencoded",
               "CONTENT_LENGTH": str(len(body)), "HTTP_HOST": "a.test",
               "HTTP_COOKIE": "a=b", "HTTP_ACCEPT": "*/*",
               "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"}
    response = site(environ, lambda *_: None)
    b"".join(response)
    response.close()
