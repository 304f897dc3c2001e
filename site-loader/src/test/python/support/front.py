"""A very small front: routes by host name to Unix sockets, a connection per request."""

import contextlib
import socket
import threading


class Front:
    """Listens on an ephemeral port of 127.0.0.1. Close it (it is a context manager)."""

    def __init__(self, routes: dict[str, str]) -> None:
        self._routes = routes
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, peer = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client, peer[0]), daemon=True).start()

    def _serve(self, client: socket.socket, peer: str) -> None:
        with client, contextlib.suppress(OSError):
            head, rest = _read_head(client)
            lines = head.split("\r\n")
            host = next((li[5:].strip() for li in lines[1:] if li.lower().startswith("host:")), "")
            path = self._routes.get(host.lower().rpartition(":")[0] or host.lower())
            path = path or self._routes.get(host.lower())
            if path is None:
                client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.socket(socket.AF_UNIX) as site:
                site.connect(path)
                site.sendall(_rewritten(lines, host, peer) + rest)
                threading.Thread(target=_pump, args=(client, site), daemon=True).start()
                _pump(site, client)

    def __enter__(self) -> "Front":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()


def _read_head(client: socket.socket) -> tuple[str, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = client.recv(65536)
        if not chunk:
            raise ConnectionError("no request")
        data += chunk
    head, _, rest = data.partition(b"\r\n\r\n")
    return head.decode("latin-1"), rest


def _rewritten(lines: list[str], host: str, peer: str) -> bytes:
    kept = [li for li in lines if not li.lower().startswith(("x-forwarded-", "x-insula-"))]
    kept = [li for li in kept if not li.lower().startswith("connection:")]
    said = [f"X-Forwarded-For: {peer}", "X-Forwarded-Proto: http", f"X-Forwarded-Host: {host}"]
    return ("\r\n".join([*kept, *said, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
