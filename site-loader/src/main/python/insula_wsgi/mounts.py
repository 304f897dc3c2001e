"""Where applications sit below the site's root: SCRIPT_NAME and PATH_INFO."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from insula_wsgi.application import Wsgi

Environ = dict[str, Any]

_NOT_FOUND = b"Not Found\n"


def native(path: str) -> str:
    """A path as an environ holds it: UTF-8 bytes read as Latin-1 (PEP 3333)."""
    return path.encode("utf-8").decode("latin-1")


def below(path: str, mount: str) -> bool:
    """Whether a path is the mount point or under it; /apix is not under /api."""
    return path.startswith(mount) and path[len(mount):len(mount) + 1] in ("", "/")


def shift(environ: Environ, mount: str) -> None:
    """Moves the mount point from PATH_INFO to SCRIPT_NAME."""
    environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + mount
    environ["PATH_INFO"] = environ["PATH_INFO"][len(mount):]


def mounted(root: Wsgi, others: Mapping[str, Wsgi]) -> Wsgi:
    """The root application with others in its folders; the longest mount point decides."""
    if not others:
        return root
    table = sorted(((native(path), app) for path, app in others.items()), key=_longest_first)

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        for mount, application in table:
            if below(path, mount):
                shift(environ, mount)
                return application(environ, start_response)
        return root(environ, start_response)

    return call


def _longest_first(entry: tuple[str, Wsgi]) -> int:
    return -len(entry[0])


def prefixed(application: Wsgi, prefix: str) -> Wsgi:
    """The application as one in a sub-folder; what is not below it is not found."""
    if not prefix:
        return application
    mount = native(prefix)

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if below(environ["PATH_INFO"], mount):
            shift(environ, mount)
            return application(environ, start_response)
        length = str(len(_NOT_FOUND))
        headers = [("Content-Type", "text/plain"), ("Content-Length", length)]
        start_response("404 Not Found", headers)
        return [_NOT_FOUND]

    return call
