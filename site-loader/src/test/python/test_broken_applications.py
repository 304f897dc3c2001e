"""Applications that raise, lie about lengths or send bodies where none may be."""

import http.client

from support.http import UnixConnection, raw, send
from support.sites import SiteTest
from support.waiting import until

APP = """
    import sys
    from wsgiref.validate import validator

    PLAIN = [("Content-Type", "text/plain")]
    closed = []

    class Body:
        def __init__(self, *parts):
            self.parts = iter(parts)
        def __iter__(self):
            return self
        def __next__(self):
            part = next(self.parts)
            if isinstance(part, BaseException):
                raise part
            return part
        def close(self):
            closed.append(1)

    def application(environ, start):
        case = environ["PATH_INFO"][1:]
        if case == "raise":
            raise RuntimeError("secret detail")
        if case == "exit":
            sys.exit(3)
        if case == "never-started":
            return [b"body"]
        if case == "late-start":
            def lazily():
                start("200 OK", PLAIN)
                yield b"lazy"
            return lazily()
        if case == "no-content":
            start("204 No Content", [("Content-Length", "4")])
            return Body(b"body")
        if case == "not-modified":
            start("304 Not Modified", [("ETag", '"x"')])
            return Body(b"body")
        length = [("Content-Length", "1000")] if case in ("short", "short-write") else []
        write = start("200 OK", PLAIN + length)
        if case == "none":
            return None
        if case == "text":
            return ["text"]
        if case == "first":
            return Body(ValueError("secret detail"))
        if case == "later":
            return Body(b"x" * 10, ValueError("in the middle"))
        if case == "short":
            return Body(b"x" * 10)
        if case == "short-write":
            write(b"x" * 10)
            return []
        if case == "closed":
            return [str(len(closed)).encode()]
        if case == "endless":
            return Body(*[b"x"] * 10**6)
        if case == "replaced":
            try:
                raise ValueError("planned")
            except ValueError:
                start("503 Later", PLAIN, sys.exc_info())
            return [b"replaced"]
        if case == "file":
            import tempfile
            file = tempfile.TemporaryFile()
            file.write(b"0123456789" * 1000)
            file.flush()
            file.seek(5)
            return environ["wsgi.file_wrapper"](file, 7)
        return [b"fine"]

    checked = validator(application)
"""


class BrokenApplications(SiteTest):
    """Every case against one running site."""

    refusals = ([b"HTTP/1.1", b"400"],)

    def setUp(self) -> None:
        super().setUp()
        self.write("app.py", APP)
        self.site = self.served()

    def five_hundred(self, case: str) -> None:
        """500 without a word of the traceback, which is in the log."""
        answer = self.site.get(f"/{case}")
        self.assertEqual(answer.status, 500)
        self.assertEqual(answer.text, "Internal Server Error\n")
        self.assertIn(f"GET /{case} failed", self.site.log())
        self.assertEqual(self.site.get("/").text, "fine")

    def test_an_exception_is_500_without_its_text(self) -> None:
        self.five_hundred("raise")
        self.assertIn("secret detail", self.site.log())

    def test_an_exit_ends_the_request_and_not_the_worker(self) -> None:
        self.five_hundred("exit")

    def test_none_as_a_body_is_500(self) -> None:
        self.five_hundred("none")

    def test_text_as_a_body_is_500(self) -> None:
        self.five_hundred("text")

    def test_an_exception_of_the_first_part_is_500(self) -> None:
        self.five_hundred("first")

    def test_a_response_that_was_never_started_is_500(self) -> None:
        self.five_hundred("never-started")

    def test_a_start_at_the_first_part_is_fine(self) -> None:
        self.assertEqual(self.site.get("/late-start").text, "lazy")

    def test_exc_info_replaces_what_was_not_sent_yet(self) -> None:
        answer = self.site.get("/replaced")
        self.assertEqual((answer.status, answer.text), (503, "replaced"))

    def cut(self, case: str) -> None:
        """The client can tell that something is missing, and the site goes on."""
        with self.assertRaises((http.client.IncompleteRead, ConnectionError)):
            self.site.get(f"/{case}")
        self.assertEqual(self.site.get("/").text, "fine")

    def test_an_exception_in_the_middle_cuts_the_connection(self) -> None:
        self.cut("later")

    def test_a_body_shorter_than_its_length_cuts_the_connection(self) -> None:
        self.cut("short")

    def test_a_short_body_by_the_write_callable_as_well(self) -> None:
        self.cut("short-write")

    def test_bodies_where_none_may_be_do_not_become_the_next_response(self) -> None:
        connection = UnixConnection(self.site.socket)
        self.addCleanup(connection.close)
        for case, method in (("no-content", "GET"), ("not-modified", "GET"), ("", "HEAD"),
                             ("late-start", "HEAD"), ("endless", "HEAD"), ("raise", "HEAD")):
            answer = send(connection, f"/{case}", method)
            self.assertEqual(answer.body, b"", case)
            self.assertEqual(send(connection, "/").text, "fine", case)

    def test_the_body_is_closed_once_whatever_happens(self) -> None:
        for case, method in (("no-content", "GET"), ("first", "GET"), ("endless", "HEAD")):
            before = int(self.site.get("/closed").text)
            self.site.get(f"/{case}", method)
            until(lambda n=before + 1: int(self.site.get("/closed").text) == n, f"{case} is closed")

    def test_a_file_is_sent_from_where_it_stands(self) -> None:
        self.assertEqual(self.site.get("/file").body, (b"0123456789" * 1000)[5:])

    def test_a_client_that_goes_away_does_no_harm(self) -> None:
        connection = UnixConnection(self.site.socket)
        connection.request("GET", "/endless", headers={"Host": "a"})
        connection.close()
        self.assertEqual(self.site.get("/").text, "fine")

    def test_a_request_that_is_none_is_refused(self) -> None:
        answer = raw(self.site.socket, b"NONSENSE\r\n\r\n")
        self.assertIn(answer.split(b" ")[:2], self.refusals)
        self.assertEqual(self.site.get("/").text, "fine")


class StandardsTrue(SiteTest):
    """wsgiref.validate around an application does not notice Insula."""

    def test_the_validator_finds_nothing_outside_or_inside(self) -> None:
        self.write("app.py", """
            from wsgiref.validate import validator

            def echo(environ, start_response):
                body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [b"<", body, b">"]

            checked = validator(echo)
        """)
        site = self.served("app:checked")
        self.assertEqual(site.get("/", "POST", body=b"abc").text, "<abc>")
        self.assertEqual(site.get("/x%20y?a=b").text, "<>")
        self.assertEqual(site.get("/", "HEAD").status, 200)
        self.assertNotIn("AssertionError", site.log())

    def test_a_stock_django_site_passes_inside_the_validator(self) -> None:
        self.project()
        self.write("checked.py", """
            from wsgiref.validate import validator
            from alpha.wsgi import application as django

            application = validator(django)
        """)
        site = self.served("checked")
        self.assertIn("path=/who", site.get("/who").text)
        self.assertEqual(site.get("/who", "HEAD").body, b"")
        self.assertNotIn("AssertionError", site.log())


class BrokenApplicationsLean(BrokenApplications):
    """The same without an arbiter."""

    server = "lean"


class StandardsTrueLean(StandardsTrue):
    """The same without an arbiter."""

    server = "lean"


class BrokenApplicationsUwsgi(BrokenApplications):
    """The same under uWSGI."""

    server = "uwsgi"
    refusals = ([b""],)  # the connection is closed without a word


class StandardsTrueUwsgi(StandardsTrue):
    """The same under uWSGI."""

    server = "uwsgi"
