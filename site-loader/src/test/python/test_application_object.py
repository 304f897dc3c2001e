"""The application object in all its forms, and what is said when it cannot be had."""

from support.daemon import Event
from support.sites import SiteTest

HELLO = """
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"hello"]

    class Holder:
        app = staticmethod(application)

    calls = []

    def create():
        calls.append(1)
        assert len(calls) == 1
        return application

    def broken():
        raise KeyError("DATABASE_URL")

    text = "not callable"

    def none():
        return None
"""


class ApplicationObject(SiteTest):
    """Which object is called."""

    def test_a_module_alone_means_its_attribute_application(self) -> None:
        self.write("app.py", HELLO)
        self.assertEqual(self.served("app").get().text, "hello")

    def test_an_attribute_may_be_dotted(self) -> None:
        self.write("app.py", HELLO)
        self.assertEqual(self.served("app:Holder.app").get().text, "hello")

    def test_a_factory_is_called_once_in_a_process(self) -> None:
        self.write("app.py", HELLO)
        site = self.served("app:create()")
        self.assertEqual([site.get().text for _ in range(3)], ["hello"] * 3)

    def test_a_file_need_not_have_the_name_of_a_module(self) -> None:
        self.write("my site.wsgi", HELLO)
        self.assertEqual(self.served(f"{self.folder}/my site.wsgi:create()").get().text, "hello")

    def test_ready_names_the_server_its_workers_and_the_application(self) -> None:
        self.write("app.py", HELLO)
        site = self.daemon("app", processes=2)
        ready = site.ready()
        self.assertEqual(ready["application"], "app")
        self.assertRegex(ready["server"], r"^gunicorn/\d+\.")
        self.assertEqual(len(ready["workers"].split(",")), 2)
        self.assertEqual(ready["pid"], str(site.process.pid))


class Faults(SiteTest):
    """One sentence that names module, attribute and place; one report; exit status 1."""

    starts = 1

    def failure(self, wsgi: str = "app", **plan: object) -> Event:
        """What is reported, and that the process then ends by itself."""
        self.site = self.daemon(wsgi, **plan)
        failed = self.site.event("failed")
        self.assertEqual(self.site.wait(), 1)
        return failed

    def test_a_missing_module_is_named(self) -> None:
        failed = self.failure("shop.wsgi:application")
        self.assertEqual(failed["kind"], "module")
        self.assertIn("module 'shop.wsgi' was not found", failed["message"])

    def test_a_missing_attribute_is_named(self) -> None:
        self.write("app.py", HELLO)
        failed = self.failure("app:app")
        self.assertEqual(failed["kind"], "attribute")
        self.assertEqual(failed["message"], "module 'app' has no attribute 'app'")
        self.assertTrue(failed["file"].endswith("app.py"))

    def test_what_cannot_be_called_is_refused(self) -> None:
        self.write("app.py", HELLO)
        failed = self.failure("app:text")
        self.assertEqual(failed["kind"], "not-callable")
        self.assertEqual(failed["message"], "'app:text' is of type str, not a WSGI callable")

    def test_a_factory_that_returns_nothing_is_refused(self) -> None:
        self.write("app.py", HELLO)
        self.assertEqual(self.failure("app:none()")["kind"], "not-callable")

    def test_a_factory_that_raises_is_told_with_its_line(self) -> None:
        self.write("app.py", HELLO)
        failed = self.failure("app:broken()")
        self.assertEqual(failed["kind"], "other")
        self.assertIn("KeyError: 'DATABASE_URL'", failed["message"])
        self.assertEqual(failed["line"], "17")

    def test_an_import_inside_the_module_is_not_the_module_itself(self) -> None:
        self.write("app.py", "x = 1\nimport missing_library\n")
        failed = self.failure()
        self.assertEqual(failed["kind"], "import-error")
        self.assertIn("missing_library", failed["message"])
        self.assertEqual(failed["line"], "2")

    def test_a_syntax_error_is_told_with_file_and_line(self) -> None:
        file = self.write("app.py", "x = 1\ndef broken(:\n")
        failed = self.failure()
        self.assertEqual(failed["kind"], "syntax-error")
        self.assertEqual((failed["file"], failed["line"]), (str(file), "2"))

    def test_the_traceback_holds_the_sites_frames_only_and_is_in_the_log(self) -> None:
        self.write("inner.py", "1 / 0\n")
        self.write("app.py", "import inner\n")
        failed = self.failure()
        self.assertIn("ZeroDivisionError", failed["trace"])
        self.assertNotIn("insula_wsgi", failed["trace"])
        self.assertTrue(failed["file"].endswith("inner.py"))
        self.assertIn("ZeroDivisionError", self.site.log())

    def test_an_exit_while_importing_is_a_fault(self) -> None:
        self.write("app.py", "import sys\nsys.exit('no configuration')\n")
        self.assertIn("SystemExit: no configuration", self.failure()["message"])

    def test_a_process_that_dies_while_importing_is_a_fault_and_no_loop(self) -> None:
        self.write("app.py", "import os\nprint('imported', flush=True)\nos._exit(7)\n")
        self.assertIn("while it was importing", self.failure()["message"])
        self.assertLessEqual(self.site.log().count("imported"), self.starts)

    def test_many_workers_report_one_fault(self) -> None:
        self.write("app.py", "1 / 0\n")
        self.failure(processes=4)
        self.assertEqual([e.word for e in self.site.events].count("failed"), 1)

    def test_a_wrong_plan_says_which_key(self) -> None:
        failed = self.failure(colour="red")
        self.assertEqual(failed["message"], "unknown key plan.colour")

    def test_a_folder_that_does_not_exist_is_named(self) -> None:
        self.write("app.py", HELLO)
        self.assertIn("/nowhere", self.failure(directory="/nowhere")["message"])


class FaultsLean(Faults):
    """The same without an arbiter: the process itself fails."""

    server = "lean"

    def test_a_process_that_dies_while_importing_is_a_fault_and_no_loop(self) -> None:
        """It has nobody to tell: the host sees its end and its status."""
        self.write("app.py", "import os\nos._exit(7)\n")
        self.assertEqual(self.daemon().wait(), 7)


class FaultsUwsgi(Faults):
    """The same under uWSGI, which may start a worker once more before it is ended."""

    server = "uwsgi"
    starts = 3
