"""HTTP over the site's Unix socket, with the words that only the front may say."""

import http.client
import json
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FRONT = {
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "alpha.test",
    "X-Forwarded-Port": "80",
}


class UnixConnection(http.client.HTTPConnection):
    """An HTTP connection to the socket at a path."""

    def __init__(self, path: str, timeout: float = 20.0) -> None:
        super().__init__("alpha.test", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        """http.client's hook."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


@dataclass(frozen=True)
class Answer:
    """A response that was read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def send(
    connection: UnixConnection, target: str, method: str = "GET",
    body: bytes | Iterable[bytes] | None = None,
    headers: dict[str, str | None] | None = None,
) -> Answer:
    """One request on a connection; a header that is None is one the front does not send."""
    fields = {**FRONT, **(headers or {})}
    connection.request(
        method, target, body, {name: value for name, value in fields.items() if value is not None}
    )
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read())


def request(path: str, target: str, method: str = "GET", **more: Any) -> Answer:
    """One request on a connection of its own."""
    connection = UnixConnection(path)
    try:
        return send(connection, target, method, **more)
    finally:
        connection.close()


def raw(path: str, data: bytes, within: float = 20.0) -> bytes:
    """Sends bytes and returns all that comes back until the other end closes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(within)
        connection.connect(path)
        connection.sendall(data)
        received = bytearray()
        while chunk := connection.recv(65536):
            received += chunk
        return bytes(received)
