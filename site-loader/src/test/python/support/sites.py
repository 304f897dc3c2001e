"""Sites that are written at test time."""

import shutil
import subprocess
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any

from support.daemon import PYTHON, START_ENVIRONMENT, Daemon

WHO = '''
import os

from django.conf import settings
from django.http import HttpResponse
from django.urls import path


def who(request):
    meta = request.META
    return HttpResponse(
        f"settings={os.environ['DJANGO_SETTINGS_MODULE']} used={settings.SETTINGS_MODULE} "
        f"pid={os.getpid()} script={meta['SCRIPT_NAME']} path={meta['PATH_INFO']} "
        f"user={meta.get('REMOTE_USER')}"
    )


urlpatterns = [path("who", who), path("secret/who", who)]
'''


class SiteTest(unittest.TestCase):
    """A test with a folder for its site's files."""

    server = "gunicorn"

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="insula-site-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name: str, text: str) -> Path:
        """A file of the site, its text without the test's indentation."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
        return file

    def daemon(self, wsgi: str = "app", **plan: Any) -> Daemon:
        """The site's process, closed at the end of the test."""
        defaults: dict[str, Any] = {
            "application": {"wsgi": wsgi},
            "path": [str(self.folder)],
            "directory": str(self.folder),
            "server": self.server,
        }
        daemon = Daemon(**{**defaults, **plan})
        self.addCleanup(daemon.__exit__)
        return daemon

    def served(self, wsgi: str = "app", **plan: Any) -> Daemon:
        """The same, ready."""
        daemon = self.daemon(wsgi, **plan)
        daemon.ready()
        return daemon

    def project(self, name: str = "alpha") -> Path:
        """A stock Django project in the site's folder with a /who view; wsgi.py untouched."""
        subprocess.run(
            [PYTHON, "-m", "django", "startproject", name, str(self.folder)],
            check=True, env=START_ENVIRONMENT,
        )
        (self.folder / name / "urls.py").write_text(WHO)
        settings = self.folder / name / "settings.py"
        settings.write_text(settings.read_text() + '\nALLOWED_HOSTS = ["*"]\n')
        return self.folder / name
