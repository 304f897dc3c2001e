"""Middleware, mounted applications, sub-folders."""

from support.sites import SiteTest

APP = """
    def named(name):
        def application(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            text = f"{name} script={environ['SCRIPT_NAME']} path={environ['PATH_INFO']}"
            return [text.encode("latin-1")]
        return application

    application = named("root")
    api = named("api")
    inner = named("inner")

    def create():
        return named("made")

    class Header:
        def __init__(self, application, value="plain"):
            self.application, self.value = application, value

        def __call__(self, environ, start_response):
            def start(status, headers, exc_info=None):
                return start_response(status, headers + [("X-Seen", self.value)], exc_info)
            return self.application(environ, start)

    def refuses(application, **arguments):
        raise ValueError("no such option")
"""


class Mounts(SiteTest):
    """Which application answers, and where it thinks that it is."""

    def setUp(self) -> None:
        super().setUp()
        self.write("app.py", APP)

    def test_a_mounted_application_finds_its_place_in_script_name(self) -> None:
        site = self.served(mounts={"/api": {"wsgi": "app:api"}})
        self.assertEqual(site.get("/api/x").text, "api script=/api path=/x")
        self.assertEqual(site.get("/api").text, "api script=/api path=")
        self.assertEqual(site.get("/apix").text, "root script= path=/apix")
        self.assertEqual(site.get("/").text, "root script= path=/")

    def test_the_longest_mount_point_decides(self) -> None:
        site = self.served(
            mounts={"/api": {"wsgi": "app:api"}, "/api/inner/": {"wsgi": "app:inner"}}
        )
        self.assertEqual(site.get("/api/inner/x").text, "inner script=/api/inner path=/x")

    def test_a_mount_may_be_made_by_a_factory(self) -> None:
        site = self.served(mounts={"/made": {"wsgi": "app:create()"}})
        self.assertEqual(site.get("/made/").text, "made script=/made path=/")

    def test_a_mount_point_may_hold_any_letter(self) -> None:
        site = self.served(mounts={"/caf\u00e9": {"wsgi": "app:api"}})
        self.assertEqual(site.get("/caf%C3%A9/x").text, "api script=/caf\u00e9 path=/x")

    def test_a_mount_that_cannot_be_had_fails_the_site(self) -> None:
        failed = self.daemon(mounts={"/api": {"wsgi": "app:nothing"}}).event("failed")
        self.assertEqual(failed["message"], "module 'app' has no attribute 'nothing'")

    def test_a_prefix_is_the_sites_script_name_everywhere(self) -> None:
        site = self.served(prefix="/mysite", mounts={"/api": {"wsgi": "app:api"}})
        self.assertEqual(site.get("/mysite/x").text, "root script=/mysite path=/x")
        self.assertEqual(site.get("/mysite/api/x").text, "api script=/mysite/api path=/x")
        self.assertEqual(site.get("/mysites").status, 404)

    def test_django_in_a_sub_folder_makes_urls_with_it(self) -> None:
        self.project()
        self.assertIn(
            "script=/mysite path=/who",
            self.served("alpha.wsgi:application", prefix="/mysite").get("/mysite/who").text,
        )

    def test_django_beside_another_framework(self) -> None:
        self.project()
        site = self.served("alpha.wsgi:application", mounts={"/api": {"wsgi": "app:api"}})
        self.assertIn("path=/who", site.get("/who").text)
        self.assertEqual(site.get("/api/x").text, "api script=/api path=/x")
        self.assertEqual(site.get("/apix").status, 404)


class Middleware(SiteTest):
    """Callables around the application."""

    def setUp(self) -> None:
        super().setUp()
        self.write("app.py", APP)

    def test_the_first_is_outermost_and_the_body_is_unchanged(self) -> None:
        outer, inner = {"app:Header": {"value": "outer"}}, {"app:Header": {"value": "inner"}}
        answer = self.served(middleware=[outer, inner]).get("/")
        self.assertEqual(answer.headers.get_all("X-Seen"), ["inner", "outer"])
        self.assertEqual(answer.text, "root script= path=/")

    def test_without_arguments_a_name_is_enough(self) -> None:
        site = self.served(middleware=["app:Header"])
        self.assertEqual(site.get("/").headers["X-Seen"], "plain")

    def test_one_that_refuses_its_arguments_fails_the_site(self) -> None:
        failed = self.daemon(middleware=[{"app:refuses": {"x": 1}}]).event("failed")
        self.assertIn("calling 'app:refuses' raised ValueError: no such option", failed["message"])

    def test_one_that_does_not_exist_fails_the_site(self) -> None:
        failed = self.daemon(middleware=["app:Missing"]).event("failed")
        self.assertEqual(failed["message"], "module 'app' has no attribute 'Missing'")
