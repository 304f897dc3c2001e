"""Makes the WSGI environ say what the front says about the client.

Only the host can reach the site's socket, and it overwrites these headers, so each
holds exactly one value that is true. Whatever else could be mistaken for a word of
the front is dropped.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from insula_wsgi.application import Wsgi
from insula_wsgi.authorisation import ASKED

Environ = dict[str, Any]

_DEFAULT_PORTS = {"http": "80", "https": "443"}
# HTTP_PROXY would become a proxy setting in CGI-minded libraries (httpoxy).
_DROPPED = ("HTTP_PROXY", "REMOTE_USER", "REMOTE_HOST", "AUTH_TYPE", "HTTPS")


def trusted(application: Wsgi) -> Wsgi:
    """The application, called with an environ as if it were the server on the network."""

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        settle(environ)
        return application(environ, start_response)

    return call


def settle(environ: Environ) -> None:
    """Rewrites the environ in place."""
    for name in _DROPPED:
        environ.pop(name, None)
    _client(environ)
    _server(environ)
    if environ.get("HTTP_X_INSULA_AUTHORIZE") == "1":
        environ[ASKED] = True
    for name in [name for name in environ if name.startswith("HTTP_X_INSULA_")]:
        del environ[name]


def _client(environ: Environ) -> None:
    address = environ.get("HTTP_X_FORWARDED_FOR", "")
    if _single(address):
        environ["REMOTE_ADDR"] = address.removeprefix("[").removesuffix("]")
    else:
        environ.pop("HTTP_X_FORWARDED_FOR", None)
        environ["REMOTE_ADDR"] = ""
    environ.pop("REMOTE_PORT", None)
    port = environ.get("HTTP_X_INSULA_REMOTE_PORT", "")
    if port.isdecimal():
        environ["REMOTE_PORT"] = port
    user = environ.get("HTTP_X_INSULA_REMOTE_USER")
    if user:
        environ["REMOTE_USER"] = unquote_to_bytes(user).decode("latin-1")


def _server(environ: Environ) -> None:
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "")
    if scheme not in _DEFAULT_PORTS:
        environ.pop("HTTP_X_FORWARDED_PROTO", None)
        scheme = "http"
    environ["wsgi.url_scheme"] = scheme
    if scheme == "https":
        environ["HTTPS"] = "on"
    host = environ.get("HTTP_X_FORWARDED_HOST", "")
    if not _single(host):
        environ.pop("HTTP_X_FORWARDED_HOST", None)
        host = environ.get("HTTP_HOST", "")
    name, port = host_and_port(host)
    told = environ.get("HTTP_X_FORWARDED_PORT", "")
    environ["SERVER_NAME"] = name or "localhost"
    environ["SERVER_PORT"] = told if told.isdecimal() else port or _DEFAULT_PORTS[scheme]


def _single(value: str) -> bool:
    """Whether a header holds one value, and not a list that somebody appended to."""
    return bool(value) and "," not in value and " " not in value


def host_and_port(host: str) -> tuple[str, str]:
    """Splits a Host field; an IPv6 literal keeps its brackets (RFC 3875 section 4.1.14)."""
    if host.endswith("]") or ":" not in host:
        return host, ""
    name, _, port = host.rpartition(":")
    return (name, port) if port.isdecimal() else (host, "")
