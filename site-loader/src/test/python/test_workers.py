"""gunicorn's workers: counted, replaced when they die, wear out or get stuck; ended cleanly."""

import os
import signal
import socket
import threading

from support.daemon import Daemon
from support.http import UnixConnection, request, send
from support.sites import SiteTest
from support.waiting import until

APP = """
    import os, threading, time

    gate = threading.Event()
    hoard = []

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/block-this-thread":
            time.sleep(600)
        if path == "/wait":
            gate.wait(20)
        if path == "/open":
            gate.set()
        if path == "/grow":
            hoard.append(b"x" * (64 << 20))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(os.getpid()).encode()]
"""


class Workers(SiteTest):
    """Real worker processes, watched through the status lines."""

    def site(self, **plan: object) -> Daemon:
        """The site, ready."""
        self.write("app.py", APP)
        return self.served(**plan)

    def test_a_killed_worker_is_back_and_both_facts_are_told(self) -> None:
        site = self.site()
        pid = site.get().text
        os.kill(int(pid), signal.SIGKILL)
        self.assertEqual(site.event("worker", state="exited")["pid"], pid)
        self.assertNotEqual(site.event("worker", state="started")["pid"], pid)
        self.assertNotEqual(site.get().text, pid)

    def test_all_workers_of_the_plan_are_ready_and_named(self) -> None:
        self.write("app.py", APP)
        site = self.daemon(processes=3)
        named = set(site.ready()["workers"].split(","))
        self.assertEqual(len(named), 3)
        self.assertIn(site.get().text, named)

    def test_as_many_requests_as_threads_are_answered_side_by_side(self) -> None:
        site = self.site(threads=3)
        waiting = [threading.Thread(target=site.get, args=("/wait",)) for _ in range(2)]
        for thread in waiting:
            thread.start()
        site.get("/open")
        for thread in waiting:
            thread.join(10)
            self.assertFalse(thread.is_alive())

    def test_a_worker_is_replaced_after_its_requests(self) -> None:
        site = self.site(recycle={"requests": 5})
        first = site.get().text
        for _ in range(5):
            site.get()
        self.assertEqual(site.event("worker", state="recycled")["pid"], first)
        later = sorted(site.event("worker")["state"] for _ in range(2))
        self.assertEqual(later, ["exited", "started"])
        self.assertNotEqual(site.get().text, first)

    def test_a_worker_is_replaced_when_it_has_grown(self) -> None:
        site = self.site(recycle={"memory": 100 << 20})
        first = site.get().text
        site.get("/grow")
        site.get("/grow")
        site.event("worker", pid=first, state="recycled")
        until(lambda: site.get().text != first, "another worker answers")

    def test_recycling_loses_no_request_on_kept_connections(self) -> None:
        site = self.site(recycle={"requests": 40}, processes=2, threads=4)
        pids: set[str] = set()
        lost: list[BaseException] = []

        def client() -> None:
            connection = UnixConnection(site.socket)
            for _ in range(400):
                try:
                    pids.add(send(connection, "/", "POST", body=b"x").text)
                except BrokenPipeError:  # nothing was delivered: the host tries again at once
                    connection.close()
                    pids.add(send(connection, "/", "POST", body=b"x").text)
                except Exception as error:
                    lost.append(error)
                    connection.close()

        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join(60)
        self.assertEqual(lost, [])
        self.assertGreater(len(pids), 2)

    def test_a_stuck_worker_is_replaced_and_its_stack_is_in_the_log(self) -> None:
        site = self.site(request_timeout=1, drain=2)
        first = site.get().text
        threading.Thread(target=self.ignore, args=(site.socket, "/block-this-thread")).start()
        self.assertEqual(site.event("worker", state="stuck")["pid"], first)
        self.assertNotEqual(site.event("worker", state="started")["pid"], first)
        self.assertNotEqual(site.get().text, first)
        site.event("worker", pid=first, state="exited")
        self.assertIn("GET /block-this-thread took longer than 1 s", site.log())
        self.assertIn('app.py", line 10 in application', site.log())

    @staticmethod
    def ignore(path: str, target: str) -> None:
        """A request whose fate does not matter."""
        try:
            request(path, target)
        except OSError:
            return

    def test_usr2_writes_the_stacks_and_nothing_else_happens(self) -> None:
        site = self.site()
        pid = site.get().text
        site.process.send_signal(signal.SIGUSR2)
        until(lambda: "most recent call first" in site.log(), "stacks in the log")
        self.assertEqual(site.get().text, pid, site.told())

    def test_a_stop_finishes_what_is_in_flight(self) -> None:
        site = self.site()
        answers: list[int] = []
        waiting = threading.Thread(target=lambda: answers.append(site.get("/wait").status))
        kept = UnixConnection(site.socket)
        send(kept, "/")
        waiting.start()
        until(lambda: "in application" in self.stacks(site), "the request is in flight")
        site.process.send_signal(signal.SIGTERM)
        send(kept, "/open")
        waiting.join(10)
        self.assertEqual(answers, [200])
        self.assertEqual(site.event("exited")["status"], "0")
        self.assertEqual(site.wait(), 0)
        self.assertFalse(os.path.exists(site.socket))

    @staticmethod
    def stacks(site: Daemon) -> str:
        """The log after a fresh stack trace."""
        site.process.send_signal(signal.SIGUSR2)
        return site.log()

    def test_the_end_of_the_host_is_the_end_of_the_site(self) -> None:
        site = self.site(processes=2)
        site.hang_up()
        self.assertEqual(site.wait(), 0)
        with self.assertRaises(ProcessLookupError):
            for event in [e for e in site.events if e.word == "worker"]:
                os.kill(int(event["pid"]), 0)

    def test_the_socket_has_mode_0660_and_a_stale_one_is_replaced(self) -> None:
        self.write("app.py", APP)
        stale = str(self.folder / "stale")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(stale)
        self.served(socket=stale)
        self.assertEqual(os.stat(stale).st_mode & 0o777, 0o660)

    def test_a_file_that_is_no_socket_is_not_replaced(self) -> None:
        self.write("app.py", APP)
        failed = self.daemon(socket=str(self.folder / "app.py")).event("failed")
        self.assertIn("not a socket", failed["message"])

    def test_no_control_socket_is_opened(self) -> None:
        site = self.site(env={"HOME": str(self.folder)})
        self.assertFalse((self.folder / ".gunicorn").exists())
        self.assertEqual(site.get().status, 200)
