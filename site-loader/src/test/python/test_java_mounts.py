"""The JVM of mounted Java applications; here a program that keeps to the same protocol."""

import json
import os
import signal
from typing import Any

from support.daemon import PYTHON, Daemon
from support.sites import SiteTest
from support.waiting import until

APP = """
    import os

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(os.getpid()).encode()]
"""

# Writes down what it was told and what it was started with, and stays until its input ends.
JVM = """
    import json, os, pathlib, sys, urllib.parse
    told = {}
    for line in iter(sys.stdin.readline, "end\\n"):
        name, _, value = line.rstrip("\\n").partition("=")
        told[urllib.parse.unquote(name)] = urllib.parse.unquote(value)
    here = pathlib.Path(__file__).parent
    seen = {"pid": os.getpid(), "told": told, "environment": dict(os.environ), "cwd": os.getcwd()}
    (here / "seen.new").write_text(json.dumps(seen))
    (here / "seen.new").rename(here / "seen")
    print(sys.argv[1], flush=True)
    sys.stdin.read()
    (here / "ended").touch()
"""


class JavaMounts(SiteTest):
    """It is started before the site is served, and neither lives without the other."""

    def site(self, says: str = "ready pid=1 server=x", **plan: Any) -> Daemon:
        """A site with such a program beside it."""
        self.write("app.py", APP)
        program = [PYTHON, str(self.write("jvm.py", JVM)), says]
        return self.daemon(java={"program": program, "plan": {"site.env.A b": "1 \u00fc\n"}}, **plan)

    def seen(self) -> dict[str, Any]:
        """What the program saw."""
        found: dict[str, Any] = json.loads((self.folder / "seen").read_text())
        return found

    def test_it_is_told_the_plan_the_socket_and_the_secrets(self) -> None:
        site = self.site(secrets={"KEY": "hush"}, env={"WHO": "me"}, generation=7)
        site.ready()
        told = self.seen()["told"]
        self.assertEqual(told["site.env.A b"], "1 \u00fc\n")
        self.assertEqual(told["site.env.KEY"], "hush")
        self.assertEqual(told["site.generation"], "7")
        self.assertEqual(told["daemon.socket"], site.socket + ".j")
        self.assertEqual(told["container.socket"], site.socket + ".j")

    def test_its_environment_is_the_sites_without_secrets(self) -> None:
        self.site(secrets={"KEY": "hush"}, env={"WHO": "me"}).ready()
        seen = self.seen()
        self.assertEqual(seen["environment"]["WHO"], "me")
        self.assertNotIn("KEY", seen["environment"])
        self.assertEqual(seen["cwd"], str(self.folder))

    def test_it_ends_with_every_kind_of_server(self) -> None:
        for server, processes in (("lean", 1), ("lean", 2), ("gunicorn", 2), ("uwsgi", 1)):
            with self.subTest(server=server, processes=processes):
                site = self.site(server=server, processes=processes)
                site.ready()
                site.process.terminate()
                self.assertEqual(site.wait(), 0, site.told())
                self.assertTrue((self.folder / "ended").exists())
                (self.folder / "ended").unlink()

    def test_it_ends_when_the_sites_process_was_killed(self) -> None:
        site = self.site(server="lean")
        site.ready()
        site.process.kill()
        until((self.folder / "ended").exists, "the end of the program")

    def test_the_site_ends_when_it_has_ended(self) -> None:
        for server, processes in (("lean", 1), ("lean", 2), ("gunicorn", 1), ("uwsgi", 1)):
            with self.subTest(server=server, processes=processes):
                site = self.site(server=server, processes=processes)
                site.ready()
                os.kill(self.seen()["pid"], signal.SIGKILL)
                site.wait()
                self.assertIn("the JVM of the mounts ended with", site.log())

    def test_a_failure_is_the_sites(self) -> None:
        site = self.site("failed message=no%20class%20X trace=at%20Y")
        failed = site.event("failed")
        self.assertEqual((failed["message"], failed["trace"]), ("no class X", "at Y"))
        self.assertEqual(site.wait(), 1)

    def test_an_end_without_a_word_is_told(self) -> None:
        self.write("app.py", APP)
        program = [PYTHON, "-c", "raise SystemExit(3)"]
        site = self.daemon(java={"program": program, "plan": {"a": "b"}})
        message = site.event("failed")["message"]
        self.assertEqual(
            message, "the JVM of its mounts ended with 3 before it was ready; see its log"
        )
