"""A zygote whose packages are replaced while it is there."""

import shutil
import subprocess

from support.daemon import PYTHON
from support.sites import SiteTest
from support.zygote import Forked, Zygote


class Upgrades(SiteTest):
    """What is installed changes while the zygote is there."""

    def setUp(self) -> None:
        super().setUp()
        self.folder.chmod(0o755)
        venv = self.folder / "venv"
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(venv)], check=True)
        self.python = str(venv / "bin" / "python")
        [self.packages] = venv.glob("lib/python*/site-packages")
        self.install("1.0")
        self.write("site/app.py", """
            import django
            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [django.get_version().encode()]
        """)

    def install(self, version: str) -> None:
        """A package of that name, as pip does it: another folder in the old one's place."""
        made = self.packages / f"made-{version}"
        made.mkdir()
        (made / "__init__.py").write_text(f"def get_version(): return {version!r}\n")
        shutil.rmtree(self.packages / "django", ignore_errors=True)
        made.rename(self.packages / "django")

    def start(self, zygote: Zygote) -> Forked:
        """The site once more."""
        folder = str(self.folder / "site")
        return zygote.start({"application": {"wsgi": "app"}, "path": [folder]})

    def test_a_site_is_not_forked_from_what_is_installed_no_more(self) -> None:
        with Zygote(python=self.python) as zygote:
            self.assertEqual(zygote.opened["django"], "1.0")
            first = self.start(zygote).ready()
            self.assertEqual(self.start(zygote).ready().get().text, "1.0")
            self.install("1.1")
            failed = self.start(zygote).event("failed")
            self.assertEqual(failed["fallback"], "zygote")
            self.assertEqual(failed["message"], "other packages are installed now")
            self.assertEqual(first.get().text, "1.0")
            first.signal("TERM")
            first.event("exited")
        with Zygote(python=self.python) as zygote:
            self.assertEqual(self.start(zygote).ready().get().text, "1.1")
