"""Makes a WSGI environ of a request's head.

The host has checked the request and has written the head itself. Nothing is guessed
here: what is not as the host writes it is refused.
"""

import io
from typing import Any
from urllib.parse import unquote_to_bytes

from insula_wsgi.lean_input import HELD, Chunked, Input, Sized
from insula_wsgi.lean_wire import TOKEN, BadRequest, Wire

Environ = dict[str, Any]

_DIGITS = frozenset("0123456789")
_DROPPED = ""
_NOT_HTTP = {"CONTENT_TYPE", "CONTENT_LENGTH"}
_MOST_KEYS = 1000  # clients choose the names
_keys: dict[str, str] = {}


def read(wire: Wire, environ: Environ) -> Input | None:
    """Fills the environ with the next request; None where there is none. Raises BadRequest."""
    head = wire.head()
    if head is None:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    _target(first, environ)
    _fields(lines, environ)
    return _input(wire, environ)


def _target(line: str, environ: Environ) -> None:
    words = line.split(" ")
    if len(words) != 3 or not words[1] or words[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise BadRequest("its first line is not METHOD TARGET HTTP/1.1")
    environ["REQUEST_METHOD"], target, environ["SERVER_PROTOCOL"] = words
    path, _, environ["QUERY_STRING"] = target.partition("?")
    environ["RAW_URI"] = environ["REQUEST_URI"] = target
    if "%" in path:
        path = unquote_to_bytes(path.encode("latin-1")).decode("latin-1")
    environ["PATH_INFO"] = path


def _fields(lines: list[str], environ: Environ) -> None:
    for line in lines:
        name, colon, value = line.partition(":")
        key = _keys.get(name)
        if key is None:
            key = _key(name)
        if not colon:
            raise BadRequest("a line of its head has no colon")
        if key in environ:
            join = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = environ[key] + join + value.strip(" \t")
        elif key:
            environ[key] = value.strip(" \t")


def _key(name: str) -> str:
    """The environ's name of a field. WSGI cannot tell X_Forwarded_For from X-Forwarded-For: names
    with an underscore are dropped."""
    if not name or not TOKEN.issuperset(name):
        raise BadRequest("the name of a field is not a token")
    key = name.upper().replace("-", "_")
    key = _DROPPED if "_" in name else key if key in _NOT_HTTP else "HTTP_" + key
    if len(_keys) < _MOST_KEYS:
        _keys[name] = key
    return key


def _input(wire: Wire, environ: Environ) -> Input:
    length = environ.get("CONTENT_LENGTH")
    coding = environ.get("HTTP_TRANSFER_ENCODING")
    if coding is not None:
        return _chunked(wire, environ, coding, length)
    if length is None:
        environ["wsgi.input"] = io.BytesIO()
        return HELD
    if not length or not _DIGITS.issuperset(length):
        raise BadRequest("its Content-Length is not a number")
    size = int(length)
    if wire.holds(size):
        environ["wsgi.input"] = io.BytesIO(wire.take(size) if size else b"")
        return HELD
    wire.awaits_continue = _expects(environ)
    body = Sized(wire, size)
    environ["wsgi.input"] = io.BufferedReader(body)
    return body


def _expects(environ: Environ) -> bool:
    """RFC 9110 section 10.1.1."""
    return environ.get("HTTP_EXPECT", "").lower() == "100-continue"


def _chunked(wire: Wire, environ: Environ, coding: str, length: str | None) -> Input:
    if coding.lower() != "chunked" or length is not None:
        raise BadRequest("the length of its body is not told in one way")
    wire.awaits_continue = _expects(environ)
    body = Chunked(wire)
    environ["wsgi.input"] = io.BufferedReader(body)
    return body
