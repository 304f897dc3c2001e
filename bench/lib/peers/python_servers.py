"""Python's servers behind nginx: one process and a master a site."""
from .nginx import FORWARDED, BehindNginx
from .project import folder, name, put
from .server import THREADS

VASSAL = """[uwsgi]
plugins = python3
master = true
processes = 1
threads = {threads}
chdir = {site}
wsgi-file = wsgi.py
need-app = true
socket = {socket}
listen = 128
vacuum = true
disable-logging = true
"""


class UwsgiEmperor(BehindNginx):
    """An Emperor with a vassal a site; it looks for new vassals every three seconds, as it does by default."""

    name, title = "uwsgi", "nginx, uWSGI Emperor"
    packages = ("nginx-light", "uwsgi-core", "uwsgi-plugin-python3", "python3-django")

    def socket(self, number):
        return "%s/run/%s.sock" % (self.folder, name(number))

    def location(self, number):
        return "include /etc/nginx/uwsgi_params; uwsgi_pass unix:%s;" % self.socket(number)

    def declare(self, number):
        super().declare(number)
        text = VASSAL.format(threads=THREADS, site=folder(self.folder, number), socket=self.socket(number))
        put("%s/conf.d/%s.ini" % (self.folder, name(number)), text)

    def launch(self):
        super().launch()
        self.spawn(["/usr/bin/uwsgi-core", "--die-on-term", "--emperor", self.folder + "/conf.d"])


class Gunicorn(BehindNginx):
    """A gunicorn a site, arbiter and one worker with threads; this program stands in for the service manager."""

    name, title = "gunicorn", "nginx, gunicorn a site"
    packages = ("nginx-light", "gunicorn", "python3-django")

    def socket(self, number):
        return "unix:%s/run/%s.sock" % (self.folder, name(number))

    def location(self, number):
        return "%s proxy_pass http://%s:;" % (FORWARDED, self.socket(number))

    def serve(self, number):
        self.spawn(["/usr/bin/python3", "/usr/bin/gunicorn", "--workers", "1", "--threads", str(THREADS), "--bind", self.socket(number),
                    "--chdir", folder(self.folder, number), "--log-level", "warning", "wsgi"])

    def launch(self):
        super().launch()
        for number in range(1, self.sites + 1):
            self.serve(number)

    def add(self, number):
        self.serve(number)
        super().add(number)
