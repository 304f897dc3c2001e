"""The settings module: whose word counts, and what is said about it. Stock projects."""

from support.sites import SiteTest


class Settings(SiteTest):
    """DJANGO_SETTINGS_MODULE."""

    def setUp(self) -> None:
        super().setUp()
        self.package = self.project()

    def add_settings(self, name: str, text: str) -> None:
        """Another settings module of the project."""
        (self.package / f"{name}.py").write_text(f"from alpha.settings import *\n{text}\n")

    def test_without_settings_the_default_in_wsgi_py_decides(self) -> None:
        site = self.served("alpha.wsgi:application")
        self.assertIn("used=alpha.settings ", site.get("/who").text)

    def test_the_plans_settings_win_over_setdefault(self) -> None:
        self.add_settings("prod", "")
        site = self.daemon("alpha.wsgi:application", settings="alpha.prod")
        self.assertEqual(site.ready()["settings"], "alpha.prod")
        self.assertIn("settings=alpha.prod used=alpha.prod", site.get("/who").text)
        self.assertNotIn("drift", [e.word for e in site.events])

    def test_an_assignment_in_wsgi_py_wins_and_is_reported_as_drift(self) -> None:
        self.add_settings("prod", "")
        wsgi = self.package / "wsgi.py"
        stock = wsgi.read_text()
        call = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'alpha.settings')"
        self.assertIn(call, stock)
        wsgi.write_text(
            stock.replace(call, "os.environ['DJANGO_SETTINGS_MODULE'] = 'alpha.settings'")
        )
        site = self.daemon("alpha.wsgi:application", settings="alpha.prod")
        site.ready()
        (drift,) = [e for e in site.events if e.word == "drift"]
        self.assertEqual(drift, {"expected": "alpha.prod", "actual": "alpha.settings"})
        self.assertIn("used=alpha.settings", site.get("/who").text)

    def test_settings_that_cannot_be_imported_are_at_fault(self) -> None:
        site = self.daemon("alpha.wsgi:application", settings="alpha.nowhere")
        failed = site.event("failed")
        self.assertEqual(failed["kind"], "settings")
        self.assertIn("alpha.nowhere", failed["message"])

    def test_an_improper_setting_is_told_in_djangos_words(self) -> None:
        self.add_settings("bad", "SECRET_KEY = ''")
        failed = self.daemon("alpha.wsgi:application", settings="alpha.bad").event("failed")
        self.assertEqual(failed["kind"], "settings")
        self.assertIn("SECRET_KEY", failed["message"])

    def test_the_time_zone_of_the_settings_is_that_of_the_process(self) -> None:
        self.add_settings("tokyo", "TIME_ZONE = 'Asia/Tokyo'")
        self.write("zone.py", """
            import time
            from alpha.wsgi import application as django

            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [time.tzname[0].encode()]
        """)
        self.assertEqual(self.served("zone", settings="alpha.tokyo").get().text, "JST")


class WsgiApplicationSetting(SiteTest):
    """application: {"django": true}."""

    def setUp(self) -> None:
        super().setUp()
        self.package = self.project()

    def test_it_is_read_from_the_settings_module(self) -> None:
        site = self.daemon(application={"django": True}, settings="alpha.settings")
        ready = site.ready()
        self.assertEqual(ready["application"], "alpha.wsgi.application")
        self.assertEqual(ready["named_by"], "alpha.settings.WSGI_APPLICATION")
        self.assertIn("path=/who", site.get("/who").text)

    def test_none_means_djangos_own(self) -> None:
        settings = self.package / "settings.py"
        settings.write_text(settings.read_text() + "\nWSGI_APPLICATION = None\n")
        site = self.daemon(application={"django": True}, settings="alpha.settings")
        self.assertIn("get_wsgi_application", site.ready()["application"])
        self.assertIn("path=/who", site.get("/who").text)

    def test_an_import_error_shows_djangos_own_text(self) -> None:
        settings = self.package / "settings.py"
        settings.write_text(settings.read_text() + "\nWSGI_APPLICATION = 'alpha.nope.app'\n")
        site = self.daemon(application={"django": True}, settings="alpha.settings")
        self.assertIn(
            "WSGI application 'alpha.nope.app' could not be loaded", site.event("failed")["message"]
        )

    def test_without_settings_it_says_what_is_missing(self) -> None:
        failed = self.daemon(application={"django": True}).event("failed")
        self.assertEqual(failed["kind"], "settings")
