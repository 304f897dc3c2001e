"""Insula, and Tomcat behind nginx, each with copies of one WAR."""
import contextlib
import json
import os
import subprocess

from measure import Server, free_port, java
from peers import family
from peers.jvm import compile_java, container
from peers.nginx import FORWARDED
from peers.project import host, name

NGINX = """daemon off; worker_processes 2; pid %(folder)s/nginx.pid; error_log %(folder)s/nginx.log; %(user)s
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; server_tokens off;
  client_body_temp_path %(folder)s/b; proxy_temp_path %(folder)s/p; fastcgi_temp_path %(folder)s/f;
  uwsgi_temp_path %(folder)s/u; scgi_temp_path %(folder)s/s;
  server { listen 127.0.0.1:%(port)d default_server; return 421; }
%(sites)s
}
"""
SITE = """  upstream %(name)s { server 127.0.0.1:%(behind)d; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:%(port)d; server_name %(host)s;
    location / {
      proxy_pass http://%(name)s; proxy_http_version 1.1; proxy_set_header Connection "";
      %(fields)s
    }
  }
"""


class Running:
    """A set of servers behind one port, started by `start`."""

    def __init__(self, title):
        self.title, self.port, self.parts = title, free_port(), []

    def roots(self):
        return [part.process.pid for part in self.parts]

    def cpu(self):
        return family.cpu(self.roots())

    def memory(self):
        return family.memory(self.roots())

    def begin(self, command, folder, port):
        part = Server(command, folder, port, host(1), "/hello")
        self.parts.append(part)

    def stop(self):
        for part in reversed(self.parts):
            with contextlib.suppress(ProcessLookupError):
                part.__exit__()


def insula(title, folder, wars, isolation, options):
    """The launcher takes the front's own options from the environment; those of daemons are in the manifest."""
    running = Running(title)
    os.makedirs(folder)
    site = {"isolation": isolation, "timeouts": {"start": "120s"}, "limits": {"concurrency": 64}}
    if isolation == "process":
        site = {**site, "threads": 64, "jvm": options.daemon}
    declared = {name(n + 1): {"hosts": [host(n + 1)], "war": war, **site} for n, war in enumerate(wars)}
    manifest = os.path.join(folder, "insula.yaml")
    with open(manifest, "w") as out:
        json.dump({"listen": ["http://127.0.0.1:%d" % running.port], "state": folder + "/state", "sites": declared}, out)
    surroundings = ["env", "INSULA_SPAWNER=never", "INSULA_BUILD=never", "INSULA_JAVA_OPTS=" + " ".join(options.front)]
    running.begin(surroundings + [java.launcher(), "run", manifest], folder, running.port)
    return running


def tomcats(title, folder, groups, options, behind_nginx=True):
    """A Tomcat for each group of WARs, with a virtual host for each of them, behind one nginx."""
    running = Running(title)
    os.makedirs(folder)
    classes = compile_java(folder + "/classes", container(), "TomcatHosts")
    sites, number = [], 0
    for at, wars in enumerate(groups):
        port = free_port() if behind_nginx else running.port
        hosts = []
        for war in wars:
            number += 1
            hosts.append("%s=%s" % (name(number), war))
            sites.append(SITE % {"name": name(number), "host": host(number), "port": running.port, "behind": port, "fields": FORWARDED})
        command = [java.program()] + options + ["-cp", classes + ":" + container(), "bench.TomcatHosts", str(port), "%s/tomcat%d" % (folder, at)]
        part = Server(command + hosts, folder, port, host(number), "/hello", stdin=subprocess.PIPE)
        running.parts.append(part)
    if behind_nginx:
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w") as out:
            user = "user root;" if os.getuid() == 0 else ""
            out.write(NGINX % {"folder": folder, "port": running.port, "sites": "\n".join(sites), "user": user})
        running.begin(["/usr/sbin/nginx", "-c", config, "-p", folder, "-e", folder + "/nginx.log"], folder, running.port)
    return running

