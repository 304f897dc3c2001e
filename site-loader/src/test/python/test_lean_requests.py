"""server: lean - its own reading of requests and writing of answers, over a pair of sockets."""

import contextlib
import io
import json
import random
import socket
import threading
import unittest
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from insula_wsgi import plan
from insula_wsgi.connection import Connection
from insula_wsgi.guarded import guarded
from insula_wsgi.lean_requests import Requests

Environ = dict[str, Any]
PLAN = plan.parse(json.dumps({
    "site": "a", "socket": "/a", "application": {"wsgi": "a"}, "directory": "/"}))
PLAIN = [("Content-Type", "text/plain")]


def telling(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with what it was asked, its body included."""
    body = environ["wsgi.input"].read()
    told = {k: v for k, v in environ.items() if isinstance(v, str)}
    start("200 OK", PLAIN)
    return [json.dumps({**told, "body": body.decode("latin-1")}).encode()]


class LeanRequests(unittest.TestCase):
    """Bytes in, bytes out."""

    @contextlib.contextmanager
    def connected(self, application: Any) -> Iterator[socket.socket]:
        """The front's end of a connection; the log is in ``self.log`` afterwards."""
        requests = Requests(guarded(application), PLAN)
        log = io.StringIO()
        requests._environ["wsgi.errors"] = log
        ours, theirs = socket.socketpair()
        theirs.settimeout(20)
        answering = threading.Thread(
            target=requests.answer_all, args=(Connection(ours.detach()),))
        with contextlib.redirect_stderr(log):
            answering.start()
            with theirs:
                yield theirs
            answering.join(20)
        self.log = log.getvalue()

    def talk(self, sent: bytes | list[bytes], application: Any = telling) -> bytes:
        """All that comes back for these pieces."""
        received = bytearray()
        with self.connected(application) as theirs:
            for piece in [sent] if isinstance(sent, bytes) else sent:
                with contextlib.suppress(BrokenPipeError):
                    theirs.sendall(piece)
            theirs.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):  # not all was read
                while data := theirs.recv(65536):
                    received += data
        return bytes(received)

    def told(self, sent: bytes | list[bytes]) -> list[Environ]:
        """What the application saw of each request."""
        seen, rest = [], self.talk(sent)
        while rest:
            head, _, rest = rest.partition(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            seen.append(json.loads(rest[:length]))
            rest = rest[length:]
        return seen

    def test_requests_follow_each_other_in_pieces_of_any_size(self) -> None:
        whole = (
            b"GET /a%20b?x=%2F HTTP/1.1\r\nHost: a.test\r\naccept:  text/html \r\n\r\n"
            b"POST /p HTTP/1.1\r\nHost: a.test\r\nContent-Type: a/b\r\nContent-Length: 5\r\n\r\nhello"
            b"PUT /c HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"
            b"GET /last HTTP/1.1\r\nHost: b.test\r\n\r\n")
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        for _ in range(50):
            cuts = sorted(chance.sample(range(1, len(whole)), chance.randrange(1, 12)))
            pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
            first, post, put, last = self.told(pieces)
            self.assertEqual(
                (first["PATH_INFO"], first["QUERY_STRING"], first["RAW_URI"], first["HTTP_ACCEPT"]),
                ("/a b", "x=%2F", "/a%20b?x=%2F", "text/html"), f"seed {seed}")
            self.assertEqual((post["body"], post["CONTENT_TYPE"]), ("hello", "a/b"), f"seed {seed}")
            self.assertEqual(put["body"], "abc0123456789", f"seed {seed}")
            self.assertEqual((last["PATH_INFO"], last["HTTP_HOST"]), ("/last", "b.test"))

    def test_what_comes_twice_is_joined_as_its_kind_wants_it(self) -> None:
        (seen,) = self.told(
            b"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nVia: x\r\ncookie: b=2\r\nvia: y\r\n\r\n")
        self.assertEqual((seen["HTTP_COOKIE"], seen["HTTP_VIA"]), ("a=1; b=2", "x,y"))

    def test_a_name_with_an_underscore_is_no_field(self) -> None:
        (seen,) = self.told(b"GET / HTTP/1.1\r\nHost: a\r\nX_Y: 1\r\nContent_Length: 9\r\n\r\n")
        self.assertFalse([name for name in seen if name.startswith(("HTTP_X", "CONTENT"))], seen)

    def test_what_is_no_request_is_refused_and_not_guessed(self) -> None:
        for request in (
            b"GET /\r\nHost: a\r\n\r\n",
            b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            b"GET / HTTP/2.0\r\nHost: a\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost a\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            b"GET / HTTP/1.1\r\n: a\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc",
            b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
            b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            b"GET / HTTP/1.1\r\nX: " + b"x" * (2 << 20),
        ):
            answer = self.talk(request + b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), request[:60])
            self.assertEqual(answer.count(b"HTTP/1.1"), 1, request[:60])
            self.assertIn("a request that the front should not send", self.log)

    def test_a_chunked_body_that_is_wrong_or_cut_off_is_an_error(self) -> None:
        head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        for body in (b"0x3\r\nabc\r\n0\r\n\r\n", b"-3\r\nabc\r\n0\r\n\r\n", b"\r\n\r\n",
                     b"3;x=y\r\nabc\r\n0\r\n\r\n", b"3\r\nabcd\r\n0\r\n\r\n", b"3\r\nabc\r\n", b"5\r\nab",
                     b"1" * 5000):
            answer = self.talk(head + body)
            self.assertTrue(answer.startswith(b"HTTP/1.1 500 "), body[:20])
            self.assertEqual(answer.count(b"HTTP/1.1"), 1, body[:20])

    def test_a_body_nobody_reads_does_not_become_the_next_request(self) -> None:
        def deaf(environ: Environ, start: Callable[..., Any]) -> list[bytes]:
            start("200 OK", PLAIN)
            return [environ["PATH_INFO"].encode()]

        big = b"x" * 300_000
        sent = (b"POST /1 HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + big
                + b"POST /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n493e0\r\n" + big
                + b"\r\n0\r\n\r\nGET /3 HTTP/1.1\r\n\r\n")
        answer = self.talk(sent, deaf)
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 3)
        self.assertTrue(answer.endswith(b"/3"))

    def answered(self, status: str, headers: Any, *body: bytes, ask: str = "GET / HTTP/1.1",
                 as_list: bool = True) -> bytes:
        """An application's answer as it is sent."""
        def application(_: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            start(status, headers)
            return list(body) if as_list else iter(body)

        return self.talk(f"{ask}\r\nHost: a\r\n\r\n".encode(), application)

    def test_the_length_is_told_where_it_is_known(self) -> None:
        self.assertTrue(self.answered("200 OK", PLAIN, b"abc").endswith(
            b"Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc"))
        self.assertTrue(self.answered("200 OK", PLAIN).endswith(b"Content-Length: 0\r\n\r\n"))
        self.assertTrue(self.answered("200 OK", PLAIN, b"abc", b"d").endswith(
            b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"))
        self.assertTrue(self.answered("200 OK", PLAIN, b"abc", as_list=False).endswith(
            b"chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        self.assertTrue(self.answered("200 OK", PLAIN, b"ab", b"c", ask="GET / HTTP/1.0").endswith(
            b"Connection: close\r\n\r\nabc"))

    def test_nothing_is_sent_beyond_the_announced_length(self) -> None:
        answer = self.answered("200 OK", [("Content-Length", "4")], b"abc", b"def", b"ghi")
        self.assertTrue(answer.endswith(b"\r\n\r\nabcd"), answer)

    def test_bodiless_answers_say_no_length_that_is_not_theirs(self) -> None:
        for status in ("204 No Content", "304 Not Modified"):
            self.assertEqual(self.answered(status, [], b"abc"), f"HTTP/1.1 {status}\r\n\r\n".encode())
        head = self.answered("200 OK", [("Content-Length", "9")], b"", ask="HEAD / HTTP/1.1")
        self.assertEqual(head, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")

    def test_fields_of_the_connection_are_not_the_applications(self) -> None:
        answer = self.answered("200 OK", [("Connection", "x"), ("Keep-Alive", "y"), ("TE", "z")], b"a")
        self.assertEqual(answer, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")

    def test_what_cannot_be_sent_is_500_with_the_reason_in_the_log(self) -> None:
        for status, headers, reason in (
            ("200 OK", [("X", "a\r\nSet-Cookie: b=c")], "line break"),
            ("200 OK", [("X", "a\nb")], "line break"),
            ("200 OK", [("X", "a\0b")], "NUL"),
            ("200 OK", [("X y", "a")], "not a token: 'X y'"),
            ("200 OK", [("", "a")], "not a token: ''"),
            ("200 OK", [("Content-Length", "+5")], "not a number: '+5'"),
            ("200 OK", [("X", "\u20ac")], "latin-1"),
            ("200 OK\r\nX: y", [], "line break"),
            ("OK", [], "not three digits and a reason: 'OK'"),
        ):
            answer = self.answered(status, headers, b"abc")
            self.assertTrue(answer.startswith(b"HTTP/1.1 500 Internal Server Error\r\n"), reason)
            self.assertIn(reason, self.log)

    def test_who_waits_for_leave_to_send_a_body_gets_it_when_the_body_is_read(self) -> None:
        with self.connected(telling) as theirs:
            for framing, body in ((b"Content-Length: 3", b"abc"),
                                  (b"Transfer-Encoding: chunked", b"3\r\nabc\r\n0\r\n\r\n")):
                theirs.sendall(b"PUT / HTTP/1.1\r\nExpect: 100-continue\r\n" + framing + b"\r\n\r\n")
                self.assertEqual(theirs.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
                theirs.sendall(body)
                self.assertIn(b'"body": "abc"', theirs.recv(65536))

    def test_a_body_that_nobody_asked_for_does_not_come(self) -> None:
        def early(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            start("403 Forbidden", PLAIN)
            yield b"no"
            environ["wsgi.input"].read()

        answer = self.talk(
            b"PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n", early)
        self.assertTrue(answer.startswith(b"HTTP/1.1 403 Forbidden\r\n"), answer)
        self.assertIn(b"\r\nConnection: close\r\n", answer)
        self.assertIn("ended 3 bytes early", self.log)

    def test_a_body_that_fails_when_it_is_closed_is_told(self) -> None:
        class Body(list[bytes]):
            """Complete, and then of no use."""

            def close(self) -> None:
                """WSGI's."""
                raise ValueError("not closed")

        def application(_: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            start("200 OK", PLAIN)
            return Body([b"abc"])

        self.assertIn(b"abc", self.talk(b"GET / HTTP/1.1\r\n\r\n", application))
        self.assertIn("ValueError: not closed", self.log)

    def test_an_application_may_go_on_by_itself_after_an_upgrade(self) -> None:
        def upgraded(environ: Environ, _: Callable[..., Any]) -> list[bytes]:
            with environ["gunicorn.socket"].dup() as connection:
                connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
                connection.sendall(connection.recv(100).upper())
            raise StopIteration

        with self.connected(upgraded) as theirs:
            theirs.sendall(b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            self.assertEqual(theirs.recv(100), b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            theirs.sendall(b"frame")
            self.assertEqual(theirs.recv(100), b"FRAME")
            self.assertEqual(theirs.recv(100), b"")
