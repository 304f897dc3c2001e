"""The zygote: sites forked from a process that has imported Django without settings."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from support.http import UnixConnection, send
from support.sites import SiteTest
from support.waiting import until
from support.zygote import Forked, Zygote

APP = """
    import gc, json, os, random, signal, sys, threading, time

    gate = threading.Event()

    def kind(fd):
        try:
            return os.readlink(f"/proc/self/fd/{fd}").split(":")[0]
        except OSError:
            return ""  # closed meanwhile

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/wait":
            gate.wait(20)
        if path == "/open":
            gate.set()
        start_response("200 OK", [("Content-Type", "application/json")])
        if path == "/plain":
            return [environ["wsgi.input"].read()]
        status = dict(line.split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
        return [json.dumps({
            "pid": os.getpid(), "env": dict(os.environ), "cwd": os.getcwd(), "path": sys.path,
            "uid": list(os.getresuid()), "gid": list(os.getresgid()), "groups": os.getgroups(),
            "sid": os.getsid(0), "zone": time.tzname[0], "random": random.random(),
            "fds": sorted(filter(None, map(kind, os.listdir("/proc/self/fd"))))
                   if os.access("/proc/self/fd", os.R_OK) else None,
            "modules": sorted(m for m in sys.modules if m.startswith("django")),
            "gc": gc.isenabled(), "frozen": gc.get_freeze_count(), "argv": sys.argv,
            "privs": status["NoNewPrivs"].strip(), "masked": status["SigBlk"].strip(),
            "umask": status["Umask"].strip(), "comm": status["Name"].strip(),
            "threads": threading.active_count(), "secret_seen": environ.get("x"),
        }).encode()]
"""

LAYOUT = """
    import __main__, gc, json, sys
    from types import FunctionType
    from insula_wsgi.zygote.hot import Hot, Order

    def addresses():
        with open(CACHED) as file:
            order = Order(Hot.of(json.load(file)["hot"]).code)
        gc.unfreeze()
        used = [f.__code__ for f in gc.get_objects() if type(f) is FunctionType]
        return {"names": [id(sys.intern(name)) for name in __main__.NAMES],
                "code": [id(code) for code in used if order.of(code) is not None]}

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(addresses()).encode()]
"""


class ZygoteTest(SiteTest):
    """One zygote a test."""

    def setUp(self) -> None:
        super().setUp()
        self.folder.chmod(0o755)
        self.write("app.py", APP)
        self.zygote = Zygote(cache=CACHE)
        self.addCleanup(self.zygote.__exit__)

    def plan(self, wsgi: str = "app", **more: object) -> dict[str, object]:
        """A plan for a module in the test's folder."""
        return {"application": {"wsgi": wsgi}, "path": [str(self.folder)],
                "directory": str(self.folder), **more}

    def site(self, wsgi: str = "app", command: dict[str, object] | None = None,
             **plan: object) -> Forked:
        """A site, ready."""
        return self.zygote.start(self.plan(wsgi, **plan), **(command or {})).ready()


class BecomingASite(ZygoteTest):
    """What a forked process is from then on."""

    def test_its_surroundings_are_the_plans_and_nothing_of_the_zygote_is_open(self) -> None:
        seen = self.site(env={"TZ": "Asia/Tokyo", "A": "b"}, umask="0027",
                         command={"dumpable": True}).get().json()
        self.assertEqual(set(seen["env"]), {"PATH", "LANG", "TZ", "A"})
        self.assertEqual((seen["zone"], seen["umask"]), ("JST", "0027"))
        self.assertEqual(seen["cwd"], str(self.folder))
        self.assertEqual(seen["path"][0], str(self.folder))
        self.assertEqual(seen["argv"], ["app"])
        self.assertEqual((seen["sid"], seen["privs"]), (seen["pid"], "1"))
        self.assertEqual(int(seen["masked"], 16), 0)
        self.assertTrue(seen["comm"].startswith("insula:site"))
        self.assertTrue(seen["gc"])
        self.assertGreater(seen["frozen"], 10_000)
        self.assertEqual(seen["fds"].count("socket"), 3)  # listener, connection, channel
        self.assertLessEqual(seen["fds"].count("pipe"), 2)  # gunicorn's own wake-up pipe

    def test_two_sites_differ_in_what_chance_gives_them(self) -> None:
        first, second = self.site(), self.site()
        self.assertNotEqual(first.get().json()["random"], second.get().json()["random"])
        self.assertNotEqual(first.pid, second.pid)

    def test_no_site_can_read_what_another_one_was_told(self) -> None:
        plan = self.plan(secrets={"TOKEN": "hush" * 4})
        first = self.zygote.start(plan).ready()
        self.assertEqual(first.get().json()["env"]["TOKEN"], "hush" * 4)
        second = self.site(command={"dumpable": True})
        for pid in (self.zygote.process.pid, second.pid):
            self.assertFalse(memory_holds(pid, b"hush" * 4), f"process {pid}")

    def test_user_group_and_groups_are_those_of_the_command(self) -> None:
        if os.geteuid() != 0:
            self.fail("this test needs root")
        log = self.folder / "site.log"
        log.touch()
        os.chown(log, 7101, 7101)
        front = self.folder / "front"
        front.mkdir()
        os.chown(front, 7103, 7103)
        site = self.site(command={"uid": 7101, "gid": 7101, "groups": [7102], "log": str(log),
                                  "owner": [7103, 7103], "socket": str(front / "s")})
        seen = site.get().json()
        self.assertEqual((seen["uid"], seen["gid"]), ([7101] * 3, [7101] * 3))
        self.assertEqual(seen["groups"], [7102])
        self.assertNotIn("HOME", seen["env"])
        owner = os.stat(site.socket)
        self.assertEqual((owner.st_uid, owner.st_mode & 0o777), (7103, 0o660))
        site.signal("USR2")
        until(lambda: "most recent call first" in log.read_text(), "stacks in the site's log")
        stolen = subprocess.run(["cat", f"/proc/{site.pid}/environ"], capture_output=True,
                                user=7101, group=7101, extra_groups=[])
        self.assertNotEqual(stolen.returncode, 0)

    def test_django_sites_of_one_zygote_keep_their_settings(self) -> None:
        self.project()
        for name, zone in (("one", "Asia/Tokyo"), ("two", "America/New_York")):
            (self.folder / "alpha" / f"{name}.py").write_text(
                f"from alpha.settings import *\nTIME_ZONE = {zone!r}\n")
        one, two = (self.site("alpha.wsgi:application", settings=f"alpha.{name}")
                    for name in ("one", "two"))
        for site, name in ((one, "one"), (two, "two")) * 3:
            self.assertIn(f"settings=alpha.{name} used=alpha.{name}", site.get("/who").text)
        self.assertIn(f"pid={one.pid} ", one.get("/who").text)

    def test_a_site_with_a_module_that_is_taken_is_sent_to_exec(self) -> None:
        self.write("django/__init__.py", "")
        failed = self.zygote.start(self.plan()).event("failed")
        self.assertEqual(failed["fallback"], "exec")
        self.assertIn("holds a module django of its own", failed["message"])

    def test_a_site_with_another_venv_is_sent_to_exec(self) -> None:
        failed = self.zygote.start(self.plan(venv="/srv/other")).event("failed")
        self.assertEqual(failed["fallback"], "exec")


class Commands(ZygoteTest):
    """What the host can tell the zygote."""

    def test_a_fault_is_reported_and_the_zygote_lives(self) -> None:
        self.write("broken.py", "1 / 0\n")
        broken = self.zygote.start(self.plan("broken"))
        failed = broken.event("failed")
        self.assertIn("ZeroDivisionError", failed["message"])
        self.assertEqual(broken.event("exited")["status"], "1")
        self.assertEqual(self.site().get().status, 200)

    def test_a_plan_that_is_wrong_harms_nobody_else(self) -> None:
        wrong = self.zygote.start(self.plan(colour="red"))
        self.assertIn("unknown key plan.colour", wrong.event("failed")["message"])
        self.assertEqual(self.site().get().status, 200)

    def test_a_command_that_is_wrong_is_refused(self) -> None:
        for command, message in (
            ({"op": "dance"}, "unknown command"),
            ({"op": "signal", "pid": 1, "signal": "KILL"}, "has the process 1"),
            ({"op": "start", "site": "x"}, "missing"), ({"op": "open"}, "open already"),
        ):
            self.zygote.send(command)
            self.assertIn(message, self.zygote.event("refused")["message"])
        self.assertEqual(self.site().get().status, 200)

    def test_a_held_site_waits_for_its_go(self) -> None:
        site = self.zygote.start(self.plan(), hold=True)
        pid = int(site.event("forked")["pid"])
        until(lambda: open(f"/proc/{pid}/comm").read().startswith("insula:"), "it has its name")
        self.assertEqual([e for e in self.zygote.events if e.word == "ready"], [])
        self.zygote.send({"op": "go", "pid": pid})
        self.assertEqual(site.ready().get().status, 200)

    def test_a_killed_site_is_told_and_requests_wait_for_its_successor(self) -> None:
        site = self.site()
        os.kill(site.pid, signal.SIGKILL)
        self.assertEqual(site.event("exited")["signal"], "9")
        answers: list[int] = []
        early = threading.Thread(target=lambda: answers.append(site.get().status))
        early.start()
        again = self.zygote.start(self.plan(), site=site.name, socket=site.socket).ready()
        early.join(10)
        self.assertEqual(answers, [200])
        self.assertEqual(again.get().json()["pid"], again.pid)

    def test_a_stop_finishes_what_is_in_flight(self) -> None:
        site = self.site()
        opener = UnixConnection(site.socket)
        self.addCleanup(opener.close)
        send(opener, "/")
        answers: list[int] = []
        waiting = threading.Thread(target=lambda: answers.append(site.get("/wait").status))
        waiting.start()
        until(lambda: len(os.listdir(f"/proc/{site.pid}/task")) >= 3, "the request is in flight")
        send(opener, "/open")
        site.signal("TERM")
        waiting.join(10)
        self.assertEqual(answers, [200])
        self.assertEqual(site.event("exited")["status"], "0")
        self.zygote.send({"op": "close", "socket": site.socket})
        until(lambda: not os.path.exists(site.socket), "the socket's name is gone")

    def test_a_new_generation_on_a_new_socket_loses_nothing(self) -> None:
        site, lost, done = self.site(), [], threading.Event()
        current = {"path": site.socket}
        in_flight = {site.socket: 0}
        lock = threading.Lock()

        def client() -> None:
            connections: dict[str, UnixConnection] = {}
            while not done.is_set():
                with lock:
                    path = current["path"]
                    in_flight[path] = in_flight.get(path, 0) + 1
                connection = connections.setdefault(path, UnixConnection(path))
                try:
                    answer = send(connection, "/plain", "POST", body=b"x")
                    if (answer.status, answer.body) != (200, b"x"):
                        lost.append(repr(answer))
                except Exception as error:
                    lost.append(repr(error))
                with lock:
                    in_flight[path] -= 1

        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        for _ in range(5):
            successor = self.site()
            with lock:
                old, current["path"] = current["path"], successor.socket
            until(lambda: in_flight[old] == 0, "the old generation is idle")  # noqa: B023
            site.signal("TERM")
            site.event("exited", status="0")
            site = successor
        done.set()
        for thread in clients:
            thread.join(10)
        self.assertEqual(lost, [])


class Deaths(ZygoteTest):
    """Who outlives whom."""

    def test_sites_survive_the_zygote(self) -> None:
        site = self.site()
        self.zygote.process.kill()
        self.zygote.wait()
        self.assertEqual(site.get().status, 200)
        os.kill(site.pid, signal.SIGTERM)
        until(lambda: not site.alive(), "the site ends when told to")

    def test_sites_end_with_the_host(self) -> None:
        host = subprocess.Popen(["sleep", "600"])
        with Zygote(host=host.pid, cache=CACHE) as zygote:
            site = zygote.start(self.plan()).ready()
            host.kill()
            host.wait()
            until(lambda: not site.alive(), "the site ends with the host")

    def test_the_zygote_ends_when_its_commands_end(self) -> None:
        self.zygote.hang_up()
        self.assertEqual(self.zygote.wait(), 0)


class Soundness(ZygoteTest):
    """The zygote forks only from a process that has touched no settings and no thread."""

    def test_it_is_one_thread_with_django_and_without_settings(self) -> None:
        self.assertEqual(len(os.listdir(f"/proc/{self.zygote.process.pid}/task")), 1)
        self.assertGreater(int(self.zygote.opened["modules"]), 400)
        seen = self.site().get().json()
        self.assertIn("django.db.models", seen["modules"])
        self.assertNotIn("django.contrib.auth.models", seen["modules"])

    def test_the_list_is_kept_for_these_packages(self) -> None:
        files = os.listdir(CACHE)
        self.assertEqual(len(files), 1)
        before = os.stat(os.path.join(CACHE, files[0])).st_mtime_ns
        with Zygote(cache=CACHE) as again:
            self.assertEqual(again.opened["modules"], self.zygote.opened["modules"])
        self.assertEqual(os.stat(os.path.join(CACHE, files[0])).st_mtime_ns, before)

    def cached(self) -> str:
        """The file of what was found out."""
        return os.path.join(CACHE, os.listdir(CACHE)[0])

    def test_a_damaged_list_is_made_anew(self) -> None:
        cache = tempfile.mkdtemp(prefix="insula-cache-")
        self.addCleanup(shutil.rmtree, cache)
        file = os.path.join(cache, os.listdir(CACHE)[0])
        for damaged in ("", "[]", "{}", '{"modules": 3, "hot": {}}'):
            Path(file).write_text(damaged)
            with Zygote(cache=cache) as zygote:
                self.assertGreater(int(zygote.opened["modules"]), 300)
                self.assertIn("is made anew", zygote.told())
            self.assertGreater(os.stat(file).st_size, 10_000)

    def test_what_sites_use_lies_side_by_side(self) -> None:
        self.write("layout.py", LAYOUT.replace("CACHED", repr(self.cached())))
        seen = self.site("layout").get().json()
        # strewn over all that is imported there are 14 names and 3 pieces of code to a page
        for kind, at_least, to_a_page in (("names", 3000, 17), ("code", 1000, 6)):
            addresses = seen[kind]
            self.assertGreater(len(addresses), at_least, kind)
            pages = len({address // 4096 for address in addresses})
            self.assertGreater(len(addresses) / pages, to_a_page, kind)


def memory_holds(pid: int, what: bytes) -> bool:
    """Whether the bytes are anywhere in a process's writable memory."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, mode = line.split()[:2]
            if "w" not in mode or "[vvar" in line:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            memory.seek(start)
            try:
                if what in memory.read(end - start):
                    return True
            except OSError:
                continue
    return False


def setUpModule() -> None:
    """All tests share one list of modules; making it is tested by the first of them."""
    global CACHE
    CACHE = tempfile.mkdtemp(prefix="insula-cache-")


def tearDownModule() -> None:
    """The list goes."""
    shutil.rmtree(CACHE)


CACHE = ""
