"""What a site finds around itself: environment, folder, path, descriptors, locale."""

import os

from support.sites import SiteTest

SURROUNDINGS = """
    import json, locale, os, subprocess, sys, time

    AT_IMPORT = dict(os.environ)

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        fds = {fd: os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
               if os.path.exists(f"/proc/self/fd/{fd}")}
        child = subprocess.run(["ls", "-l", "/proc/self/fd"], capture_output=True, text=True,
                               close_fds=False)
        with open("/proc/self/environ", "rb") as file:
            started_with = file.read().decode()
        return [json.dumps({
            "env": dict(os.environ), "at_import": AT_IMPORT, "cwd": os.getcwd(), "path": sys.path,
            "fds": fds, "child": child.stdout, "started_with": started_with,
            "zone": time.tzname[0], "encoding": sys.getfilesystemencoding(),
            "locale": locale.setlocale(locale.LC_CTYPE), "umask": os.umask(0),
            "preferred": locale.getpreferredencoding(False),
            "modules": sorted(sys.modules),
        }).encode()]
"""


class Surroundings(SiteTest):
    """Asked from inside a site."""

    own_pipes = False

    def ask(self, **plan: object) -> dict[str, object]:
        """What the site sees."""
        self.write("app.py", SURROUNDINGS)
        self.site = self.served("app", **plan)
        seen = self.site.get().json()
        assert isinstance(seen, dict)
        return seen

    def test_the_environment_is_exactly_the_plans(self) -> None:
        seen = self.ask(env={"GREETING": "hallo", "LANG": "de_DE.UTF-8"})
        wanted = {"PATH", "GREETING", "LANG"}
        self.assertEqual(set(seen["env"]), wanted)
        self.assertEqual(seen["env"]["LANG"], "de_DE.UTF-8")
        self.assertEqual(seen["env"], seen["at_import"])

    def test_utf_8_is_the_default_everywhere(self) -> None:
        seen = self.ask()
        self.assertEqual(seen["env"]["LANG"], "C.UTF-8")
        self.assertEqual(seen["encoding"], "utf-8")
        self.assertIn("UTF-8", str(seen["locale"]))
        self.assertEqual(str(seen["preferred"]).lower(), "utf-8")

    def test_an_unknown_locale_does_no_harm(self) -> None:
        self.assertIn("UTF-8", str(self.ask(env={"LC_ALL": "xx_XX"})["locale"]))

    def test_tz_counts_before_the_site_is_imported(self) -> None:
        self.assertEqual(self.ask(env={"TZ": "Asia/Tokyo"})["zone"], "JST")

    def test_a_secret_is_a_variable_but_not_one_the_process_was_started_with(self) -> None:
        seen = self.ask(secrets={"DATABASE_URL": "postgres://secret"})
        self.assertEqual(seen["env"]["DATABASE_URL"], "postgres://secret")
        self.assertNotIn("secret", str(seen["started_with"]))

    def test_the_sites_folders_come_first_and_ours_not_at_all(self) -> None:
        more = self.folder / "more"
        seen = self.ask(path=[str(self.folder), str(more)])
        self.assertEqual(seen["path"][:2], [str(self.folder), str(more)])
        ours = [p for p in seen["path"] if "insula_wsgi" in p or p.endswith("main/python")]
        self.assertEqual(ours, [])

    def test_pythonpath_of_the_site_is_honoured_after_its_path(self) -> None:
        seen = self.ask(env={"PYTHONPATH": "/srv/one:/srv/two"})
        self.assertEqual(seen["path"][1:3], ["/srv/one", "/srv/two"])

    def test_the_directory_and_umask_are_the_plans(self) -> None:
        seen = self.ask(umask="0027")
        self.assertEqual((seen["cwd"], seen["umask"]), (str(self.folder), 0o027))

    def test_standard_input_is_empty_and_output_is_the_log(self) -> None:
        seen = self.ask()
        self.assertEqual(seen["fds"]["0"], "/dev/null")
        self.assertEqual(seen["fds"]["1"], str(self.site.log_file))
        self.assertEqual(seen["fds"]["2"], str(self.site.log_file))

    def test_the_hosts_pipes_are_out_of_reach_for_the_site_and_its_children(self) -> None:
        seen = self.ask()
        for pipe in self.host_pipes():
            self.assertTrue(self.own_pipes or pipe not in seen["fds"].values())
            self.assertNotIn(pipe, str(seen["child"]))

    def host_pipes(self) -> set[str]:
        """The pipes between this test (the host) and the process."""
        streams = (self.site.process.stdin, self.site.process.stdout)
        return {os.readlink(f"/proc/self/fd/{s.fileno()}") for s in streams if s is not None}


class SurroundingsLean(Surroundings):
    """The same without an arbiter."""

    server = "lean"
    own_pipes = True  # the one process is both the site and the host's partner


class SurroundingsUwsgi(Surroundings):
    """The same under uWSGI."""

    server = "uwsgi"
