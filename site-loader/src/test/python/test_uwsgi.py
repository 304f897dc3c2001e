"""server: uwsgi - uWSGI's own processes."""

import json
import os
import signal
import threading
import unittest

from insula_wsgi import plan, uwsgi_settings
from support.daemon import Daemon
from support.http import request
from support.sites import SiteTest
from support.waiting import until

APP = """
    import json, os, threading, time

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/block-this-thread":
            time.sleep(600)
        with open("/proc/self/environ", "rb") as file:
            started_with = file.read().decode()
        start_response("200 OK", [("Content-Type", "application/json")])
        fds = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
               if os.path.exists(f"/proc/self/fd/{fd}")]
        return [json.dumps({
            "pid": os.getpid(), "env": dict(os.environ), "started_with": started_with,
            "cwd": os.getcwd(), "fds": fds,
            "body": environ["wsgi.input"].read().decode()
                    if environ["REQUEST_METHOD"] == "POST" else None,
        }).encode()]
"""


class Uwsgi(SiteTest):
    """Real uWSGI, watched through the status lines."""

    def site(self, **plan: object) -> Daemon:
        """The site, ready."""
        self.write("app.py", APP)
        return self.served(server="uwsgi", **plan)

    def test_ready_names_uwsgi_and_its_workers(self) -> None:
        self.write("app.py", APP)
        site = self.daemon(server="uwsgi", processes=2)
        ready = site.ready()
        self.assertRegex(ready["server"], r"^uwsgi/2\.")
        self.assertIn(str(site.get().json()["pid"]), ready["workers"].split(","))
        self.assertEqual(len(ready["workers"].split(",")), 2)

    def test_the_environment_is_the_plans_and_no_secret_is_in_proc(self) -> None:
        seen = self.site(env={"A": "100%p"}, secrets={"TOKEN": "hush-hush"}).get().json()
        self.assertEqual(set(seen["env"]), {"PATH", "LANG", "A", "TOKEN"})
        self.assertEqual(seen["env"]["A"], "100%p")
        self.assertNotIn("hush", seen["started_with"])
        self.assertEqual(seen["cwd"], str(self.folder))

    def test_a_killed_worker_is_back_and_both_facts_are_told(self) -> None:
        site = self.site()
        pid = site.get().json()["pid"]
        os.kill(pid, signal.SIGKILL)
        site.event("worker", pid=str(pid), state="exited")
        site.event("worker", state="started")
        self.assertNotEqual(site.get().json()["pid"], pid)

    def test_a_stuck_worker_is_replaced_and_its_stack_is_in_the_log(self) -> None:
        site = self.site(request_timeout=1)
        first = site.get().json()["pid"]
        stuck = threading.Thread(target=self.ignore, args=(site.socket, "/block-this-thread"))
        stuck.start()
        site.event("worker", pid=str(first), state="stuck")
        site.event("worker", pid=str(first), state="exited")
        site.event("worker", state="started")
        self.assertNotEqual(site.get().json()["pid"], first)
        self.assertIn("GET /block-this-thread took longer than 1 s", site.log())
        self.assertIn("in application", site.log())
        stuck.join(10)

    @staticmethod
    def ignore(path: str, target: str) -> None:
        """A request whose fate does not matter."""
        try:
            request(path, target)
        except OSError:
            return

    def test_workers_are_recycled_and_no_request_is_lost(self) -> None:
        site = self.site(recycle={"requests": 10})
        first = site.get().json()["pid"]
        until(lambda: site.get(method="POST", body=b"x").json()["pid"] != first, "a successor")

    def test_a_chunked_body_arrives_whole(self) -> None:
        answer = self.site().get(method="POST", body=iter([b"one ", b"two"]))
        self.assertEqual(answer.json()["body"], "one two")

    def test_a_fault_is_reported_once_and_nothing_stays_behind(self) -> None:
        self.write("app.py", "import os\nprint('PID', os.getpid(), flush=True)\n1 / 0\n")
        site = self.daemon(server="uwsgi", processes=2)
        failed = site.event("failed")
        self.assertIn("ZeroDivisionError", failed["message"])
        self.assertEqual((failed["kind"], failed["line"]), ("other", "3"))
        self.assertEqual(site.wait(), 1)
        pids = [line.split()[1] for line in site.log().splitlines() if line.startswith("PID ")]
        until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids), "workers are gone")
        self.assertFalse(os.path.exists(site.socket))

    def test_a_process_that_dies_while_importing_is_a_fault_and_no_loop(self) -> None:
        self.write("app.py", "import os\nos._exit(7)\n")
        site = self.daemon(server="uwsgi")
        self.assertIn("while it was importing", site.event("failed")["message"])
        self.assertEqual(site.wait(), 1)

    def test_the_end_of_the_host_is_the_end_of_all_processes(self) -> None:
        site = self.site()
        pid = site.get().json()["pid"]
        site.hang_up()
        self.assertEqual(site.wait(), 0)
        self.assertFalse(os.path.exists(f"/proc/{pid}"))

    def test_a_stop_ends_it_cleanly(self) -> None:
        site = self.site()
        site.process.send_signal(signal.SIGTERM)
        self.assertEqual(site.event("exited")["status"], "0")
        self.assertFalse(os.path.exists(site.socket))

    def test_the_hosts_pipes_are_out_of_the_sites_reach(self) -> None:
        site = self.site()
        streams = (site.process.stdin, site.process.stdout)
        pipes = {os.readlink(f"/proc/self/fd/{s.fileno()}") for s in streams if s is not None}
        self.assertFalse(pipes & set(site.get().json()["fds"]))


class Options(unittest.TestCase):
    """The map from plan to options."""

    def options(self, **more: object) -> dict[str, object]:
        """As a table."""
        minimal = {"site": "a", "socket": "/s", "application": {"django": True}, "directory": "/d"}
        return dict(uwsgi_settings.options(plan.parse(json.dumps({**minimal, **more})), "/uwsgi"))

    def test_every_key_of_the_plan_has_its_option(self) -> None:
        told = self.options(
            processes=3, threads=5, request_timeout=20, drain=7, umask="0027", venv="/v",
            recycle={"requests": 100, "memory": 256 << 20},
        )
        expected = {"processes": 3, "threads": 5, "harakiri": 21, "worker-reload-mercy": 7,
                    "umask": "027", "home": "/v", "max-requests": 100, "reload-on-rss": 256,
                    "http-socket": "/s", "chmod-socket": "660", "chdir": "/d", "vacuum": "true",
                    "need-app": "true", "die-on-term": "true"}
        self.assertEqual(told, {**told, **expected})

    def test_what_is_not_asked_for_is_not_set(self) -> None:
        self.assertFalse({"harakiri", "max-requests", "reload-on-rss", "home"}
                         & set(self.options(request_timeout=0)))

    def test_a_line_end_cannot_become_an_option(self) -> None:
        with self.assertRaises(ValueError):
            self.ini_of("/d\nexec-as-root = reboot")

    def ini_of(self, directory: str) -> str:
        """The file for a plan with that directory."""
        raw = {"site": "a", "socket": "/s", "application": {"django": True}, "directory": directory}
        return uwsgi_settings.ini(plan.parse(json.dumps(raw)), "/uwsgi")
