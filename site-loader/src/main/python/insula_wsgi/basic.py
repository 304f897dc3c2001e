"""HTTP Basic authentication (RFC 7617): what the client sends and what it is asked."""

import base64
import binascii


def credentials(header: str) -> tuple[str, str] | None:
    """User and password of an Authorization field; None where it holds none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        data = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    text = _text(data)
    user, colon, password = text.partition(":")
    if not colon or not user or not text.isprintable():
        return None
    return user, password


def _text(data: bytes) -> str:
    """UTF-8, which the challenge asks for; Latin-1 from clients that do not know that."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def challenge(realm: str) -> str:
    """The WWW-Authenticate field."""
    escaped = realm.replace("\\", "\\\\").replace('"', '\\"')
    latin = escaped.encode("latin-1", "replace").decode("latin-1")
    return f'Basic realm="{latin}", charset="UTF-8"'
