"""Users of the site's own, checked in its own process."""

import base64
import os
import subprocess
import unittest

from insula_wsgi import basic
from insula_wsgi.credentials import Cache, Lockout
from support.daemon import PYTHON, START_ENVIRONMENT, Daemon
from support.http import Answer
from support.sites import SiteTest

APP = """
    import json

    calls = {"check": 0}

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        told = {"user": environ.get("REMOTE_USER"), "auth": environ.get("HTTP_AUTHORIZATION")}
        return [json.dumps({**told, **calls}).encode()]

    def check(environ, user, password):
        calls["check"] += 1
        assert environ["REMOTE_ADDR"]
        return {"ann": password == "pw", "bob": password == "pw", "\\u00e9va": True}.get(user)

    def groups(environ, user):
        return [b"agents"] if user == "ann" else ["others"]
"""


def authorization(user: str, password: str) -> dict[str, str | None]:
    """The header of a client that has signed in."""
    word = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {word}"}


class Authentication(SiteTest):
    """A site with one rule for everybody and one for a group."""

    def setUp(self) -> None:
        super().setUp()
        self.write("app.py", APP)
        rule = {"realm": 'The "Staff"', "check": "app:check", "groups": "app:groups"}
        self.site = self.served(auth={
            "/secret/": rule,
            "/secret/agents/": {**rule, "require": {"group": "agents"}},
            "/secret/bob/": {**rule, "require": {"user": ["bob"]}},
        })

    def get(self, target: str, user: str = "", password: str = "pw", **more: str) -> Answer:
        """A request, signed in where a user is given."""
        headers = authorization(user, password) if user else {}
        return self.site.get(target, headers={**headers, **more})

    def test_nobody_gets_a_challenge_with_the_realm(self) -> None:
        answer = self.get("/secret/")
        self.assertEqual(answer.status, 401)
        self.assertEqual(
            answer.headers["WWW-Authenticate"], 'Basic realm="The \\"Staff\\"", charset="UTF-8"'
        )

    def test_a_right_password_makes_remote_user_and_goes_no_further(self) -> None:
        answer = self.get("/secret/", "ann")
        self.assertEqual(answer.status, 200)
        self.assertEqual((answer.json()["user"], answer.json()["auth"]), ("ann", None))

    def test_wrong_and_unknown_are_401_alike(self) -> None:
        wrong, unknown = self.get("/secret/", "ann", "bad"), self.get("/secret/", "zoe")
        self.assertEqual((wrong.status, unknown.status), (401, 401))
        self.assertEqual(wrong.body, unknown.body)

    def test_paths_outside_need_nobody(self) -> None:
        answer = self.get("/secrets", "ann", "bad")
        self.assertEqual((answer.status, answer.json()["user"]), (200, None))

    def test_the_folder_itself_and_untidy_paths_to_it_are_covered(self) -> None:
        for path in ("/secret", "/secret/x", "//secret/", "/x/../secret/", "/%73ecret/"):
            self.assertEqual(self.get(path).status, 401, path)

    def test_a_path_that_is_below_another_rule_when_tidied_is_for_nobody(self) -> None:
        for path in ("/secret//agents/", "/secret//bob/x"):
            self.assertEqual(self.get(path, "ann").status, 403, path)
            self.assertEqual(self.get(path, "bob").status, 403, path)

    def test_members_pass_and_others_are_forbidden(self) -> None:
        self.assertEqual(self.get("/secret/agents/", "ann").status, 200)
        self.assertEqual(self.get("/secret/agents/", "bob").status, 403)

    def test_a_named_user_passes_and_others_are_forbidden(self) -> None:
        self.assertEqual(self.get("/secret/bob/", "bob").status, 200)
        self.assertEqual(self.get("/secret/bob/", "ann").status, 403)

    def test_a_right_password_is_not_checked_again_at_once(self) -> None:
        counts = [self.get("/secret/", "ann").json()["check"] for _ in range(3)]
        self.assertEqual(counts, [1, 1, 1])

    def test_a_wrong_password_after_a_right_one_is_still_wrong(self) -> None:
        self.get("/secret/", "ann")
        self.assertEqual(self.get("/secret/", "ann", "bad").status, 401)

    def test_too_many_failures_lock_this_client_and_user_only(self) -> None:
        for _ in range(10):
            self.assertEqual(self.get("/secret/", "ann", "bad").status, 401)
        locked = self.get("/secret/", "ann")
        self.assertEqual(locked.status, 429)
        self.assertGreater(int(locked.headers["Retry-After"]), 0)
        self.assertEqual(self.get("/secret/", "bob").status, 200)
        elsewhere = {"X-Forwarded-For": "198.51.100.1"}
        self.assertEqual(self.get("/secret/", "ann", **elsewhere).status, 200)

    def test_the_front_may_ask_without_the_application_being_called(self) -> None:
        ask = {"X-Insula-Authorize": "1"}
        self.assertEqual(self.get("/secret/file.css", **ask).status, 401)
        allowed = self.get("/secret/file.css", "\u00e9va", **ask)
        self.assertEqual((allowed.status, allowed.body), (204, b""))
        self.assertEqual(allowed.headers["X-Insula-Remote-User"], "%C3%A9va")
        open_path = self.get("/public", **ask)
        self.assertEqual((open_path.status, open_path.headers["X-Insula-Remote-User"]), (204, None))

    def test_nonsense_for_credentials_is_nobody(self) -> None:
        for header in ("Basic", "Basic !!!", "Bearer x", "Basic " + "QQ=="):
            self.assertEqual(self.get("/secret/", Authorization=header).status, 401, header)


class AcrossSites(SiteTest):
    """Promise 7: a user of one site is nobody in another. Real Django, its own functions."""

    def site(self, name: str, user: str) -> Daemon:
        """A stock project with a migrated database and one user, one inactive and one agent."""
        self.project(name)
        make = (
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            "from django.contrib.auth.models import Group, User\n"
            "call_command('migrate', verbosity=0)\n"
            f"ann = User.objects.create_user({user!r}, password='pw')\n"
            "ann.groups.add(Group.objects.create(name='agents'))\n"
            "User.objects.create_user('gone', password='pw', is_active=False)\n"
            "User.objects.create_user('bob', password='pw')\n"
        )
        subprocess.run(
            [PYTHON, "-c", make], cwd=self.folder, check=True,
            env={**START_ENVIRONMENT, "DJANGO_SETTINGS_MODULE": f"{name}.settings"},
        )
        functions = "django.contrib.auth.handlers.modwsgi"
        rule = {"check": f"{functions}:check_password", "groups": f"{functions}:groups_for_user",
                "require": {"group": "agents"}}
        return self.served(f"{name}.wsgi:application", auth={"/secret/": rule})

    def test_alphas_user_is_nobody_in_beta(self) -> None:
        alpha = self.site("alpha", "ann")
        super().setUp()
        beta = self.site("beta", "carl")
        ann = authorization("ann", "pw")
        answer = alpha.get("/secret/who", headers=ann)
        self.assertEqual(answer.status, 200)
        self.assertIn("user=ann", answer.text)
        self.assertEqual(beta.get("/secret/who", headers=ann).status, 401)
        self.assertEqual(beta.get("/secret/who", headers=authorization("carl", "pw")).status, 200)
        for user, password, status in (
            ("ann", "bad", 401), ("nobody", "pw", 401), ("gone", "pw", 401), ("bob", "pw", 403)
        ):
            got = alpha.get("/secret/who", headers=authorization(user, password)).status
            self.assertEqual(got, status, user)


class Details(unittest.TestCase):
    """The parts that need no process."""

    def test_the_cache_keeps_no_password(self) -> None:
        cache = Cache()
        cache.keep("check", "ann", "hunter2-password", frozenset())
        self.assertNotIn("hunter2", repr(vars(cache)))
        self.assertIsNotNone(cache.find("check", "ann", "hunter2-password"))
        self.assertIsNone(cache.find("other check", "ann", "hunter2-password"))

    def test_the_addresses_of_an_ipv6_network_count_as_one(self) -> None:
        lockout = Lockout()
        for i in range(10):
            lockout.failed(f"2001:db8::{i:x}", "ann")
        self.assertGreater(lockout.wait("2001:db8::ffff", "ann"), 0)
        self.assertEqual(lockout.wait("2001:db8:1::1", "ann"), 0)

    def test_many_users_from_one_address_are_locked_as_well(self) -> None:
        lockout = Lockout()
        for i in range(50):
            lockout.failed("192.0.2.1", f"user{i}")
        self.assertGreater(lockout.wait("192.0.2.1", "new"), 0)

    def test_memory_stays_bounded(self) -> None:
        lockout, cache = Lockout(), Cache()
        for i in range(6000):
            lockout.failed(f"192.0.{i % 256}.{i // 256}", os.urandom(4).hex())
            cache.keep("check", f"user{i}", "pw", frozenset())
        self.assertLessEqual(len(vars(lockout)["_failures"]), 4096)
        self.assertLessEqual(len(vars(cache)["_known"]), 4096)

    def test_latin_1_credentials_are_understood(self) -> None:
        word = base64.b64encode("\u00e9va:p\u00e4ss".encode("latin-1")).decode()
        self.assertEqual(basic.credentials(f"Basic {word}"), ("\u00e9va", "p\u00e4ss"))

    def test_a_password_may_hold_colons(self) -> None:
        word = base64.b64encode(b"ann:a:b:c").decode()
        self.assertEqual(basic.credentials(f"basic {word}"), ("ann", "a:b:c"))
