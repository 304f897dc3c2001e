"""Sites on a zygote whose objects are not counted: what they do to these harms nobody.

Runs with each CPython 3.12 and 3.13 that is found on PATH, under ~/.pyenv, or named in
INSULA_TEST_NEWER_PYTHONS (with colons between); INSULA_SOAK_REQUESTS makes it long.
"""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from insula_wsgi.zygote import immortal
from support.http import UnixConnection, send
from support.sites import SiteTest
from support.zygote import Forked, Zygote

REQUESTS = int(os.environ.get("INSULA_SOAK_REQUESTS", "400"))
CLIENTS = 4
GROWTH = 8 << 10  # KiB
CHURN = """
    import contextvars, datetime, decimal, email.message, functools, gc, html, importlib, json
    import logging, os, re, sqlite3, sys, textwrap, threading, traceback, types, urllib.parse
    import weakref

    lock, variable = threading.Lock(), contextvars.ContextVar("variable", default=0)

    def computes(n):
        assert json.loads(json.dumps({"a": [n, None, "e"]})) == {"a": [n, None, "e"]}
        assert re.sub(r"(\\d+)", lambda m: str(int(m[1]) + 1), f"a{n}b") == f"a{n + 1}b"
        assert decimal.Decimal(n) / 4 * 4 == n
        day = datetime.datetime(2026, 1, 1) + datetime.timedelta(days=n % 365)
        assert datetime.datetime.fromisoformat(day.isoformat()) == day
        assert urllib.parse.parse_qs(urllib.parse.urlencode({"q": html.escape("<&>")})) == {
            "q": ["&lt;&amp;&gt;"]}
        message = email.message.EmailMessage()
        message["Subject"], message["To"] = f"round {n}", "a@example.org"
        assert f"Subject: round {n}" in message.as_string()

    def queries(n):
        base = sqlite3.connect(":memory:")
        base.execute("create table t (a integer, b text)")
        base.executemany("insert into t values (?, ?)", [(i, f"x{i}") for i in range(20)])
        assert base.execute("select sum(a), max(b) from t").fetchone() == (190, "x9")
        base.close()

    def fails(n):
        try:
            decimal.Decimal("nonsense") + json.loads("{")
        except Exception:
            assert "decimal" in traceback.format_exc()

    def makes_classes(n):
        class Handler(logging.Handler):
            seen = []
            def emit(self, record):
                self.seen.append(record.getMessage())
        logger = logging.Logger("churn")
        logger.addHandler(Handler())
        logger.warning("round %d", n)
        assert Handler.seen == [f"round {n}"]
        assert issubclass(types.new_class(f"Made{n % 100}", (json.JSONEncoder,)), json.JSONEncoder)

    def replaces(n):
        kept, json.dumps = json.dumps, lambda *_, **__: "replaced"
        assert json.dumps(1) == "replaced"
        json.dumps = kept
        for i in range(200):
            setattr(textwrap, f"added{i}", [i])
        for i in range(200):
            delattr(textwrap, f"added{i}")
        importlib.reload(textwrap)
        del sys.modules["textwrap"]
        globals()["textwrap"] = importlib.import_module("textwrap")
        assert textwrap.dedent("  a") == "a"
        os.environ["CHURN"] = sys.intern("round" + str(n % 100))  # 3.12 keeps these for ever
        assert os.environ.pop("CHURN") == f"round{n % 100}"

    def refers(n):
        assert weakref.ref(json.JSONEncoder)() is json.JSONEncoder
        assert functools.partial(json.dumps, sort_keys=True)({"b": 1, "a": 2}) == '{"a": 2, "b": 1}'
        context = contextvars.copy_context()
        assert context.run(lambda: (variable.set(n), variable.get())[1]) == n
        told = []
        thread = threading.Thread(target=lambda: told.append(json.dumps([n])))
        thread.start(), thread.join()
        assert told == [f"[{n}]"]

    def collects(n):
        if n % 20 == 0:
            gc.unfreeze(), gc.collect(), gc.freeze()
        elif n % 5 == 0:
            gc.collect()

    rounds = 0

    def application(environ, start_response):
        global rounds
        with lock:
            rounds += 1
            for step in (computes, queries, fails, makes_classes, replaces, refers, collects):
                step(rounds)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"pid": os.getpid(), "references": sys.getrefcount(json.JSONEncoder)})
                .encode()]
"""
DJANGO = """
    import os, pathlib
    from insula_wsgi.zygote import survey_site
    application = survey_site.application(pathlib.Path(os.environ["FOLDER"]))
"""
PAGES = (("GET", "/", 200), ("POST", "/", 302), ("GET", "/json/", 200), ("GET", "/json", 301),
         ("GET", "/missing/", 404), ("GET", "/admin/", 302))


def newer_pythons() -> list[str]:
    """Those that can be found, each version once."""
    named = os.environ.get("INSULA_TEST_NEWER_PYTHONS", "").split(":")
    on_path = [shutil.which(f"python3.{minor}") for minor in (12, 13)]
    of_pyenv = sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[23].*/bin/python3")))
    found: dict[str, str] = {}
    for python in [*named, *on_path, *of_pyenv]:
        if python and (version := version_of(python)) in ("3.12", "3.13"):
            found.setdefault(version, python)
    return list(found.values())


def version_of(python: str) -> str | None:
    """None for one that does not run."""
    told = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                          capture_output=True, text=True, check=False)
    return told.stdout.strip() if told.returncode == 0 else None


class NotCounted(SiteTest):
    """On CPython 3.12 and 3.13."""

    def test_sites_that_churn_what_the_zygote_has_loaded_go_on(self) -> None:
        pythons = newer_pythons()
        if not pythons:
            print("NOT TESTED: no CPython 3.12 or 3.13 on this machine")
        self.write("churn.py", CHURN)
        self.write("pages.py", DJANGO)
        for python in pythons:
            with self.subTest(python), Zygote(python=python) as zygote:
                self.churn(self.site(zygote, "churn"))
                if zygote.opened.get("django") not in (None, "None"):
                    self.visit(self.site(zygote, "pages"))
                self.assertEqual(self.site(zygote, "churn").get().status, 200)

    def site(self, zygote: Zygote, wsgi: str) -> Forked:
        """Ready."""
        folder = tempfile.mkdtemp(dir=self.folder)
        return zygote.start({"application": {"wsgi": wsgi}, "path": [str(self.folder)],
                             "env": {"FOLDER": folder}}).ready()

    def churn(self, site: Forked) -> None:
        """All of it in turn, from several clients."""
        seen = site.get().json()
        self.assertGreater(seen["references"], 1 << 30, "it is counted")
        self.many(site, (("GET", "/", 200),), 50)
        before = private(site.pid)
        self.many(site, (("GET", "/", 200),), REQUESTS)
        self.assertLess(private(site.pid), before + GROWTH)
        self.assertEqual(site.get().json()["pid"], seen["pid"])

    def visit(self, site: Forked) -> None:
        """A Django site with forms, sessions, the admin's login and its own errors."""
        self.many(site, PAGES, 50)
        before = private(site.pid)
        self.many(site, PAGES, REQUESTS)
        self.assertLess(private(site.pid), before + GROWTH)

    def many(self, site: Forked, pages: tuple[tuple[str, str, int], ...], requests: int) -> None:
        """Each client has one connection; all answers are the expected ones."""
        wrong: list[object] = []

        def client() -> None:
            connection = UnixConnection(site.socket, timeout=60)
            try:
                for number in range(requests // CLIENTS):
                    method, path, expected = pages[number % len(pages)]
                    posted = {"Content-Type": "application/x-www-form-urlencoded"}
                    body = b"name=a&number=3" if method == "POST" else None
                    answer = send(connection, path, method, body, posted if body else None)
                    if answer.status != expected:
                        wrong.append((method, path, answer.status, answer.text[:2000]))
            except OSError as error:
                wrong.append(error)
            finally:
                connection.close()

        clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        self.assertEqual(wrong, [], site.zygote.told())


class Counted(SiteTest):
    """All other interpreters."""

    def test_what_was_never_tried_is_counted(self) -> None:
        self.assertEqual(immortal.can_be(), sys.version_info[:2] in ((3, 12), (3, 13)))


def private(pid: int) -> int:
    """KiB that a process has for itself."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+) kB", rollup, re.MULTILINE))
