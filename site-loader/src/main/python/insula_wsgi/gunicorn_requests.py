"""What is done to each request before gunicorn makes an environ of it."""

from typing import Any


def drop_ambiguous(worker: Any, request: Any) -> None:
    """gunicorn's pre_request hook: forgets header names with an underscore.

    WSGI cannot tell X_Forwarded_For from X-Forwarded-For, and gunicorn takes a
    header SCRIPT_NAME as an order to move the mount point.
    """
    if any("_" in name for name, *_ in request.headers):
        request.headers = [header for header in request.headers if "_" not in header[0]]
