"""server: lean - one process, a thread per connection, started by exec."""

import http.client
import os
import signal
import socket
import threading

from support.daemon import Daemon
from support.http import UnixConnection, raw, request, send
from support.sites import SiteTest
from support.waiting import until

APP = """
    import faulthandler, json, os, re, sys, threading, time

    gate = threading.Event()
    hoard = []

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/block-this-thread":
            time.sleep(600)
        if path == "/hold-the-interpreter":
            re.match("(a+)+$", "a" * 64 + "b")
        if path == "/fork":
            child = os.fork()
            if child == 0:
                faulthandler.cancel_dump_traceback_later()
                os._exit(0)
            os.waitpid(child, 0)
        if path == "/five-seconds":
            time.sleep(5)
        if path == "/socket":
            environ["gunicorn.socket"].sendall(b"HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n")
            environ["gunicorn.socket"].recv(1)
            raise StopIteration
        if path == "/wait":
            gate.wait(20)
        if path == "/open":
            gate.set()
        if path == "/grow":
            hoard.append(b"x" * (64 << 20))
        if path == "/read":
            environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({
            "pid": os.getpid(), "threads": threading.active_count(),
            "gunicorn": [name for name in sys.modules if name.startswith("gunicorn")],
            "flags": [environ["wsgi.multithread"], environ["wsgi.multiprocess"],
                      environ["wsgi.run_once"]],
        }).encode()]
"""


class Lean(SiteTest):
    """The site's own process answers, and nobody else is there."""

    def site(self, **plan: object) -> Daemon:
        """The site, ready."""
        self.write("app.py", APP)
        return self.served(server="lean", **plan)

    def connection(self, site: Daemon) -> UnixConnection:
        """A connection that is kept alive."""
        made = UnixConnection(site.socket)
        self.addCleanup(made.close)
        return made

    def test_the_process_that_the_host_started_answers(self) -> None:
        site = self.site()
        self.assertEqual(site.get().json()["pid"], site.process.pid)

    def test_no_other_server_is_needed(self) -> None:
        self.assertEqual(self.site().get().json()["gunicorn"], [])

    def test_the_flags_are_true_of_the_process_and_its_siblings(self) -> None:
        self.assertEqual(self.site().get().json()["flags"], [True, False, False])
        self.assertEqual(self.site(processes=2).get().json()["flags"], [True, True, False])

    def test_threads_are_made_when_they_are_needed(self) -> None:
        site = self.site(threads=5)
        first, second = self.connection(site), self.connection(site)
        self.assertEqual(send(first, "/").json()["threads"], 2)
        self.assertEqual(send(second, "/").json()["threads"], 3)

    def test_one_connection_too_many_waits_and_is_then_served(self) -> None:
        site = self.site(threads=1)
        first = self.connection(site)
        send(first, "/")
        answers: list[int] = []
        late = threading.Thread(target=lambda: answers.append(site.get().status))
        late.start()
        self.assertEqual(send(first, "/").status, 200)
        self.assertEqual(answers, [])
        first.close()
        late.join(10)
        self.assertEqual(answers, [200])

    def test_where_no_thread_can_be_made_the_others_go_on(self) -> None:
        none_left = self.folder / "none-left"
        self.write("full.py", f"""
            import os, threading
            from app import application

            start = threading.Thread.start

            def start_if_any_is_left(thread):
                if os.path.exists({str(none_left)!r}):
                    raise RuntimeError("can't start new thread")
                start(thread)

            threading.Thread.start = start_if_any_is_left
        """)
        site = self.site(application={"wsgi": "full"}, threads=3)
        kept = UnixConnection(site.socket)
        self.addCleanup(kept.close)
        pid = send(kept, "/").json()["pid"]
        none_left.touch()
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            request(site.socket, "/")
        self.assertIn("closed at once: can't start new thread", site.log())
        self.assertEqual(send(kept, "/").json()["pid"], pid)
        none_left.unlink()
        self.assertEqual(request(site.socket, "/").json()["pid"], pid)

    def test_a_stop_answers_what_is_in_flight_and_lets_idle_connections_go(self) -> None:
        site = self.site()
        idle, busy, opener = (self.connection(site) for _ in range(3))
        for connection in (idle, opener):
            send(connection, "/")
        answers: list[int] = []
        waiting = threading.Thread(target=lambda: answers.append(send(busy, "/wait").status))
        waiting.start()
        until(lambda: "in application" in self.stacks(site), "the request is in flight")
        with socket.socket(socket.AF_UNIX) as half:
            half.connect(site.socket)
            half.sendall(b"GET /open HTTP/1.1\r\nHost: a\r\n")
            until(lambda: self.threads(site) >= 5, "the half request's thread runs")
            site.process.send_signal(signal.SIGTERM)
            self.assertEqual(idle.sock.recv(1), b"")
            with self.assertRaises(BrokenPipeError):
                idle.sock.sendall(b"POST / HTTP/1.1\r\n")
            half.sendall(b"\r\n")
            self.assertIn(b"200 OK", half.recv(4096))
        waiting.join(10)
        self.assertEqual(answers, [200])
        self.assertEqual(site.event("exited")["status"], "0")
        self.assertEqual(site.wait(), 0)
        self.assertFalse(os.path.exists(site.socket))

    @staticmethod
    def threads(site: Daemon) -> int:
        """How many threads the process has."""
        return len(os.listdir(f"/proc/{site.process.pid}/task"))

    @staticmethod
    def stacks(site: Daemon) -> str:
        """The log after a fresh stack trace."""
        site.process.send_signal(signal.SIGUSR2)
        return site.log()

    def test_a_stuck_request_is_told_with_its_stack_while_others_are_answered(self) -> None:
        site = self.site(request_timeout=1, drain=1)
        stuck = threading.Thread(target=self.ignore, args=(site.socket, "/block-this-thread"))
        stuck.start()
        site.event("worker", state="stuck")
        self.assertIn("GET /block-this-thread took longer than 1 s", site.log())
        self.assertIn("in application", site.log())
        self.assertEqual(site.get().status, 200)
        site.process.send_signal(signal.SIGTERM)
        self.assertEqual(site.wait(), 0)
        stuck.join(10)

    def test_a_request_that_never_lets_go_of_the_interpreter_ends_the_process(self) -> None:
        site = self.site(request_timeout=1)
        self.ignore(site.socket, "/hold-the-interpreter")
        self.assertEqual(site.wait(), 1)
        self.assertIn("in application", site.log())
        self.assertIn("re/__init__.py", site.log())

    def test_a_long_answer_is_not_mistaken_for_one_even_when_the_process_is_leaving(self) -> None:
        site = self.site(request_timeout=1, drain=20)
        answers: list[int] = []
        waiting = threading.Thread(
            target=lambda: answers.append(site.get("/five-seconds").status))
        waiting.start()
        site.event("worker", state="stuck")
        site.process.send_signal(signal.SIGTERM)
        waiting.join(20)
        self.assertEqual((answers, site.wait()), ([200], 0))

    def test_a_child_of_the_application_ends_as_it_would_elsewhere(self) -> None:
        site = self.site(request_timeout=5)
        self.assertEqual(site.get("/fork").status, 200)

    def test_a_connection_that_the_application_has_taken_over_is_no_request_that_takes_long(self) -> None:
        site = self.site(request_timeout=1)
        with socket.socket(socket.AF_UNIX) as web_socket:
            web_socket.connect(site.socket)
            web_socket.sendall(b"GET /socket HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
            self.assertIn(b" 101 ", web_socket.recv(100))
            stuck = threading.Thread(target=self.ignore, args=(site.socket, "/five-seconds"))
            stuck.start()
            site.event("worker", state="stuck")
            self.assertIn("GET /five-seconds took longer than 1 s", site.log())
            self.assertNotIn("GET /socket took longer", site.log())
        stuck.join(10)

    @staticmethod
    def ignore(path: str, target: str) -> None:
        """A request whose fate does not matter."""
        try:
            request(path, target)
        except OSError:
            return

    def test_a_worn_process_asks_for_a_successor_and_serves_on(self) -> None:
        site = self.site(recycle={"requests": 3})
        for _ in range(3):
            site.get()
        site.event("worker", state="worn")
        self.assertEqual(site.get().status, 200)

    def test_one_that_has_grown_asks_as_well(self) -> None:
        site = self.site(recycle={"memory": 100 << 20})
        for _ in range(2):
            site.get("/grow")
        site.event("worker", state="worn")

    def test_the_end_of_the_host_is_the_end_of_the_site(self) -> None:
        site = self.site()
        kept = self.connection(site)
        send(kept, "/")
        site.hang_up()
        self.assertEqual(site.wait(), 0, site.told())

    def test_a_fault_is_reported_once_and_ends_the_process(self) -> None:
        self.write("app.py", "1 / 0\n")
        site = self.daemon(server="lean")
        self.assertIn("ZeroDivisionError", site.event("failed")["message"])
        self.assertEqual(site.wait(), 1)
        self.assertIn("ZeroDivisionError", site.log())

    def test_an_upload_that_was_cut_off_is_an_error_and_not_a_short_body(self) -> None:
        site = self.site()
        head = b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(site.socket)
            connection.sendall(head + b"12345")
            connection.shutdown(socket.SHUT_WR)
            self.assertIn(b" 500 ", connection.recv(4096))
        self.assertIn("ended 5 bytes early", site.log())
        closing = head.replace(b"Host: a", b"Host: a\r\nConnection: close")
        whole = raw(site.socket, closing + b"x" * 10)
        self.assertIn(b" 200 OK", whole)

    def test_usr2_writes_the_stacks_and_nothing_else_happens(self) -> None:
        site = self.site()
        until(lambda: "most recent call first" in self.stacks(site), "stacks in the log")
        self.assertEqual(site.get().status, 200)
