"""server: lean with several processes - a head and members that share one listener."""

import collections
import os
import signal
import threading
import time

from support.daemon import Daemon
from support.http import UnixConnection, request, send
from support.sites import SiteTest
from support.waiting import until

APP = """
    import os, re, time

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/block-this-thread":
            time.sleep(600)
        if path == "/hold-the-interpreter":
            re.match("(a+)+$", "a" * 64 + "b")
        if path == "/a-while":
            time.sleep(2)
        if path == "/exit":
            os._exit(3)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(os.getpid()).encode()]
"""


class Family(SiteTest):
    """Several processes of one site."""

    def site(self, **plan: object) -> Daemon:
        """The site, ready; its members are those that ``ready`` names."""
        self.write("app.py", APP)
        site = self.daemon(server="lean", **{"processes": 3, **plan})
        self.members = set(site.ready()["workers"].split(","))
        return site

    def seen(self, site: Daemon, connections: int = 9) -> list[str]:
        """Who answers on so many connections that are open at the same time."""
        opened = [UnixConnection(site.socket) for _ in range(connections)]
        pids = [send(connection, "/").text for connection in opened]
        for connection in opened:
            connection.close()
        return pids

    @staticmethod
    def stacks(site: Daemon) -> str:
        """The log after a fresh stack trace."""
        site.process.send_signal(signal.SIGUSR2)
        return site.log()

    @staticmethod
    def ignore(path: str, target: str) -> None:
        """A request whose fate does not matter."""
        try:
            request(path, target)
        except OSError:
            return

    def test_every_member_answers_on_the_one_socket_and_the_head_does_not(self) -> None:
        site = self.site()
        self.assertEqual(len(self.members), 3)
        self.assertNotIn(str(site.process.pid), self.members)
        until(lambda: set(self.seen(site)) == self.members, "all members answer")

    def test_no_member_takes_more_connections_than_it_has_threads(self) -> None:
        site = self.site(threads=2)
        until(lambda: sorted(collections.Counter(self.seen(site, 6)).values()) == [2, 2, 2],
              "two connections each")

    def test_a_killed_member_is_replaced_and_the_others_go_on(self) -> None:
        site = self.site()
        killed = min(self.members)
        os.kill(int(killed), signal.SIGKILL)
        self.assertEqual(site.event("worker", state="exited")["pid"], killed)
        successor = site.event("worker", state="started")["pid"]
        now = self.members - {killed} | {successor}
        until(lambda: set(self.seen(site)) == now, "the others and the successor answer")
        self.assertIn(f"process {killed} ended unasked", site.log())
        self.assertIsNone(site.process.poll())

    def test_a_stuck_member_is_replaced_with_its_stack_in_the_log_and_only_it(self) -> None:
        site = self.site(request_timeout=1, drain=1)
        stuck = threading.Thread(target=self.ignore, args=(site.socket, "/block-this-thread"))
        stuck.start()
        gone = site.event("worker", state="stuck")["pid"]
        successor = site.event("worker", state="started")["pid"]
        site.event("worker", pid=gone, state="exited")
        self.assertIn("GET /block-this-thread took longer than 1 s", site.log())
        self.assertIn("in application", site.log())
        now = self.members - {gone} | {successor}
        until(lambda: set(self.seen(site)) == now, "nobody else was replaced")
        stuck.join(10)

    def test_a_member_that_never_lets_go_of_its_interpreter_is_replaced_alone(self) -> None:
        site = self.site(request_timeout=1)
        self.ignore(site.socket, "/hold-the-interpreter")
        gone = site.event("worker", state="exited")["pid"]
        successor = site.event("worker", state="started")["pid"]
        now = self.members - {gone} | {successor}
        until(lambda: set(self.seen(site)) == now, "nobody else was replaced")
        self.assertIn("in application", site.log())

    def test_worn_members_leave_one_after_the_other_and_no_request_is_lost(self) -> None:
        site = self.site(recycle={"requests": 60}, processes=2, threads=4)
        lost: list[str] = []
        done = threading.Event()

        def client() -> None:
            connection = UnixConnection(site.socket)
            while not done.is_set():
                try:
                    send(connection, "/", "POST", body=b"x")
                except BrokenPipeError:  # nothing was delivered: the host tries again at once
                    connection.close()
                except Exception as error:
                    lost.append(repr(error))
                    connection.close()
            connection.close()

        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        for _ in range(6):
            site.event("worker", state="exited")
        done.set()
        for thread in clients:
            thread.join(20)
        self.assertEqual(lost, [])
        present = most = 0
        for event in (e for e in site.events if e.word == "worker"):
            present += {"started": 1, "exited": -1}.get(event["state"], 0)
            most = max(most, present)
        self.assertLessEqual(most, 4)  # two, a successor, and one that is still leaving

    def test_a_successor_that_cannot_start_leaves_the_others_alone(self) -> None:
        site = self.site(processes=2)
        self.write("app.py", "1 / 0\n")
        killed = min(self.members)
        os.kill(int(killed), signal.SIGKILL)
        self.assertIn("ZeroDivisionError", site.event("worker", state="failed")["message"])
        self.assertEqual(set(self.seen(site, 4)), self.members - {killed})
        self.write("app.py", APP)
        site.event("worker", state="started")

    def test_without_anybody_left_the_site_has_failed(self) -> None:
        site = self.site(processes=2)
        self.write("app.py", "1 / 0\n")
        for pid in self.members:
            os.kill(int(pid), signal.SIGKILL)
        self.assertIn("ZeroDivisionError", site.event("failed")["message"])
        self.assertEqual(site.wait(), 1)

    def test_a_site_that_ends_its_own_process_is_not_restarted_without_a_pause(self) -> None:
        site = self.site(processes=2)
        began = time.monotonic()
        for _ in range(4):
            self.ignore(site.socket, "/exit")
            site.event("worker", state="exited")
            site.event("worker", state="started")
        self.assertGreater(time.monotonic() - began, 1.5)

    def test_a_fault_is_reported_once_and_ends_all(self) -> None:
        self.write("app.py", "1 / 0\n")
        site = self.daemon(server="lean", processes=3)
        self.assertIn("ZeroDivisionError", site.event("failed")["message"])
        self.assertEqual(site.wait(), 1)
        self.assertEqual([e.word for e in site.events if e.word != "worker"], ["failed"])

    def test_one_that_ends_silently_while_it_imports_is_a_fault(self) -> None:
        self.write("app.py", "import os; os._exit(0)\n")
        site = self.daemon(server="lean", processes=2)
        self.assertIn("ended while it was importing", site.event("failed")["message"])
        self.assertEqual(site.wait(), 1)

    def test_a_stop_finishes_what_is_in_flight_and_ends_all(self) -> None:
        site = self.site()
        answers: list[int] = []
        waiting = threading.Thread(target=lambda: answers.append(site.get("/a-while").status))
        waiting.start()
        until(lambda: "in application" in self.stacks(site), "the request is in flight")
        site.process.send_signal(signal.SIGTERM)
        self.assertEqual(site.event("exited")["status"], "0")
        self.assertEqual(site.wait(), 0)
        waiting.join(10)
        self.assertEqual(answers, [200])
        self.assertFalse(os.path.exists(site.socket))
        self.assertEqual([pid for pid in self.members if alive(pid)], [])

    def test_the_end_of_the_host_is_the_end_of_all(self) -> None:
        site = self.site()
        site.hang_up()
        self.assertEqual(site.wait(), 0)
        self.assertEqual([pid for pid in self.members if alive(pid)], [])

    def test_the_end_of_the_head_is_the_end_of_all(self) -> None:
        site = self.site()
        site.process.kill()
        until(lambda: not any(map(alive, self.members)), "the members are gone")

    def test_usr2_writes_the_stacks_of_every_member(self) -> None:
        site = self.site()
        site.process.send_signal(signal.SIGUSR2)
        until(lambda: site.log().count("most recent call first") >= 3, "three processes' stacks")
        self.assertEqual(site.get().status, 200)


def alive(pid: str) -> bool:
    """Whether the process is there and not only its entry in the table."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
