"""nginx in front of PHP-FPM."""
import signal

from .nginx import BehindNginx
from .project import folder, name, put
from .server import THREADS

SCRIPT = """<?php
header("X-Process: " . getmypid());
header("Content-Type: text/plain");
header("Content-Length: 1024");
if ($_SERVER["REQUEST_URI"] === "/slow") sleep(1);
echo substr("%s " . str_repeat("x", 1024), 0, 1024);
"""
POOL = """[{name}]
listen = {folder}/run/{name}.sock
listen.backlog = 511
pm = ondemand
pm.max_children = {threads}
pm.process_idle_timeout = 60s
"""
MASTER = """[global]
daemonize = no
pid = {0}/run/fpm.pid
error_log = {0}/fpm.log
include = {0}/conf.d/*.pool
"""


class PhpFpm(BehindNginx):
    """A pool a site, whose processes are started when they are wanted."""

    name, title, works, python_sites = "php-fpm", "nginx, PHP-FPM (PHP)", ("hop",), False
    packages = ("nginx-light", "php8.2-fpm")

    def location(self, number):
        script = folder(self.folder, number) + "/index.php"
        return ("include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME %s; fastcgi_pass unix:%s/run/%s.sock;"
                % (script, self.folder, name(number)))

    def declare(self, number):
        super().declare(number)
        put(folder(self.folder, number) + "/index.php", SCRIPT % name(number))
        pool = POOL.format(name=name(number), folder=self.folder, threads=THREADS)
        put("%s/conf.d/%s.pool" % (self.folder, name(number)), pool)

    def configure(self):
        put(self.folder + "/fpm.conf", MASTER.format(self.folder))
        super().configure()

    def launch(self):
        super().launch()
        self.fpm = self.spawn(["/usr/sbin/php-fpm8.2", "--nodaemonize", "--fpm-config", self.folder + "/fpm.conf"])

    def add(self, number):
        super().add(number)
        self.fpm.send_signal(signal.SIGUSR2)
