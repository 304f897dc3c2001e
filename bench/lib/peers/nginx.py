"""nginx: alone, and the part of it that other servers share."""
import signal

from .project import host, name, put
from .server import Server

CONF = """daemon off;
worker_processes 2;
pid {0.folder}/run/nginx.pid;
error_log {0.folder}/nginx.log warn;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  default_type text/plain;
  server_names_hash_bucket_size 128;
  client_body_temp_path {0.folder}/tmp/body;
  proxy_temp_path {0.folder}/tmp/proxy;
  fastcgi_temp_path {0.folder}/tmp/fastcgi;
  uwsgi_temp_path {0.folder}/tmp/uwsgi;
  scgi_temp_path {0.folder}/tmp/scgi;
  server {{ listen 127.0.0.1:{0.port} default_server backlog=2048; return 421; }}
  include {0.folder}/conf.d/*.nginx;
}}
"""
# What the site has to know about its client; Insula's front and uwsgi_params say it, too.
FORWARDED = """proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host; proxy_set_header X-Forwarded-Port $server_port;"""
SITE = """server {
  listen 127.0.0.1:%d;
  server_name %s;
  location / { %s }
}
"""


class BehindNginx(Server):
    """nginx with one server block a site."""

    packages = ("nginx-light",)

    def configure(self):
        put(self.folder + "/nginx.conf", CONF.format(self))
        for number in range(1, self.sites + 1):
            self.declare(number)

    def location(self, number):
        raise NotImplementedError

    def declare(self, number):
        put("%s/conf.d/%s.nginx" % (self.folder, name(number)), SITE % (self.port, host(number), self.location(number)))

    def launch(self):
        log = self.folder + "/nginx.log"
        self.nginx = self.spawn(["/usr/sbin/nginx", "-e", log, "-p", self.folder, "-c", self.folder + "/nginx.conf"])

    def add(self, number):
        self.declare(number)
        self.nginx.send_signal(signal.SIGHUP)


class NginxReturn(BehindNginx):
    """What this machine can do at most: 1 KiB out of nginx's own configuration."""

    name, title, works, python_sites = "nginx", "nginx, `return 200`", ("jvm",), False

    def location(self, number):
        return 'add_header X-Process $pid; return 200 "%s";' % (name(number) + " " + "x" * 1024)[:1024]
