"""The middleware of ``insula dev``: what Django's runserver does around an application.

Django's static files without collectstatic while DEBUG is on, and a page with the
traceback for what the application raises.
"""

import html
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from insula_wsgi.application import Wsgi

Environ = dict[str, Any]

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:1rem/1.4 system-ui,sans-serif;margin:2rem}}h1{{font-size:1.3rem;color:#a00}}
pre{{background:#f6f6f6;padding:1rem;overflow:auto}}</style>
<h1>{title}</h1><p>{request}</p><pre>{trace}</pre>
<p>Shown by <code>insula dev</code> only.</p></html>
"""


def wrap(application: Wsgi) -> Wsgi:
    """The application as a developer wants it."""
    return traced(static_files(application))


def static_files(application: Wsgi) -> Wsgi:
    """Around a Django application in DEBUG that uses django.contrib.staticfiles."""
    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured or not conf.settings.DEBUG:
        return application
    if "django.contrib.staticfiles" not in conf.settings.INSTALLED_APPS:
        return application
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    handler: Wsgi = StaticFilesHandler(application)
    return handler


def traced(application: Wsgi) -> Wsgi:
    """Answers with the traceback what the application raises before it has sent anything."""

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return Traced(environ, start_response, application(environ, start_response))
        except Exception as error:
            return [_failed(environ, start_response, error)]

    return call


class Traced:
    """A response body that turns into the page if nothing of it was sent yet."""

    def __init__(self, environ: Environ, start: Callable[..., Any], body: Iterable[bytes]) -> None:
        self._environ, self._start, self._body = environ, start, body
        self._pieces = iter(body)
        self._sent = self._over = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._over:
            raise StopIteration
        try:
            piece = next(self._pieces)
            self._sent = self._sent or bool(piece)
            return piece
        except StopIteration:
            raise
        except Exception as error:
            self._over = True
            if self._sent:
                raise
            return _failed(self._environ, self._start, error)

    def close(self) -> None:
        """Closes the application's body."""
        close = getattr(self._body, "close", None)
        if close is not None:
            close()


def _failed(environ: Environ, start_response: Callable[..., Any], error: Exception) -> bytes:
    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    request = f"{environ.get('REQUEST_METHOD')} {environ.get('PATH_INFO')}"
    environ["wsgi.errors"].write(f"insula: {request} failed in the application\n{trace}")
    environ["wsgi.errors"].flush()
    page = _PAGE.format(
        title=html.escape(f"{type(error).__name__}: {error}"),
        request=html.escape(request),
        trace=html.escape(trace),
    ).encode("utf-8", "replace")
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    start_response("500 Internal Server Error", headers, sys.exc_info())
    return b"" if environ.get("REQUEST_METHOD") == "HEAD" else page
