"""The WSGI environ: what the front says is true, what a client says is not believed."""

from support.http import raw
from support.sites import SiteTest

ENVIRON = """
    import json

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({k: v for k, v in environ.items() if isinstance(v, str)}).encode()]
"""


class TrustedEnviron(SiteTest):
    """Asked over the site's socket, with the headers of the front."""

    def setUp(self) -> None:
        super().setUp()
        self.write("app.py", ENVIRON)
        self.site = self.served()

    def environ(self, target: str = "/", **headers: str | None) -> dict[str, str]:
        """The environ's strings; a keyword X_Real_IP is the header X-Real-IP."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        seen = self.site.get(target, headers=named).json()
        assert isinstance(seen, dict)
        return seen

    def test_the_client_is_whom_the_front_names(self) -> None:
        seen = self.environ(X_Insula_Remote_Port="4711")
        self.assertEqual((seen["REMOTE_ADDR"], seen["REMOTE_PORT"]), ("192.0.2.7", "4711"))

    def test_an_ipv6_client_has_no_brackets(self) -> None:
        self.assertEqual(self.environ(X_Forwarded_For="2001:db8::7")["REMOTE_ADDR"], "2001:db8::7")

    def test_a_list_of_addresses_is_not_believed(self) -> None:
        seen = self.environ(X_Forwarded_For="203.0.113.9, 192.0.2.7")
        self.assertEqual(seen["REMOTE_ADDR"], "")
        self.assertNotIn("HTTP_X_FORWARDED_FOR", seen)

    def test_https_is_told_in_all_the_places_applications_look(self) -> None:
        seen = self.environ(X_Forwarded_Proto="https", X_Forwarded_Port="443")
        self.assertEqual((seen["HTTPS"], seen["SERVER_PORT"]), ("on", "443"))
        self.assertEqual(seen["wsgi.url_scheme"], "https")

    def test_http_has_no_https(self) -> None:
        seen = self.environ()
        self.assertNotIn("HTTPS", seen)
        self.assertEqual(seen["wsgi.url_scheme"], "http")

    def test_an_unknown_scheme_is_http(self) -> None:
        self.assertEqual(self.environ(X_Forwarded_Proto="gopher")["wsgi.url_scheme"], "http")

    def test_the_server_is_the_name_and_port_the_client_used(self) -> None:
        seen = self.environ(X_Forwarded_Host="alpha.test:8080", X_Forwarded_Port="8080")
        self.assertEqual((seen["SERVER_NAME"], seen["SERVER_PORT"]), ("alpha.test", "8080"))

    def test_an_ipv6_server_keeps_its_brackets(self) -> None:
        seen = self.environ(X_Forwarded_Host="[2001:db8::1]", X_Forwarded_Port=None)
        self.assertEqual((seen["SERVER_NAME"], seen["SERVER_PORT"]), ("[2001:db8::1]", "80"))

    def test_without_a_front_name_and_port_are_those_of_the_host_header(self) -> None:
        seen = self.environ(Host="beta.test:81", X_Forwarded_Host=None, X_Forwarded_Port=None)
        self.assertEqual((seen["SERVER_NAME"], seen["SERVER_PORT"]), ("beta.test", "81"))

    def test_the_user_is_whom_the_front_has_checked(self) -> None:
        self.assertEqual(self.environ(X_Insula_Remote_User="ann")["REMOTE_USER"], "ann")

    def test_nobody_is_signed_in_unless_the_front_says_so(self) -> None:
        self.assertNotIn("REMOTE_USER", self.environ(Remote_User="ann"))

    def test_words_between_front_and_site_are_not_the_applications_business(self) -> None:
        seen = self.environ(X_Insula_Remote_User="ann", X_Insula_Anything="x")
        self.assertFalse([name for name in seen if "INSULA" in name])

    def test_a_proxy_header_does_not_become_a_proxy_setting(self) -> None:
        self.assertNotIn("HTTP_PROXY", self.environ(Proxy="http://evil.example"))

    def test_the_path_is_decoded_once_and_the_query_never(self) -> None:
        seen = self.environ("/caf%C3%A9%2520?q=%C3%A9")
        self.assertEqual(seen["PATH_INFO"].encode("latin-1").decode(), "/caf\u00e9%20")
        self.assertEqual(seen["QUERY_STRING"], "q=%C3%A9")

    def test_a_script_name_header_moves_no_mount_point(self) -> None:
        answer = raw(
            self.site.socket,
            b"GET /admin/x HTTP/1.1\r\nHost: a\r\nSCRIPT_NAME: /admin\r\nConnection: close\r\n\r\n",
        )
        self.assertNotIn(b'"SCRIPT_NAME": "/admin"', answer)
