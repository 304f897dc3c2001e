"""Insula, from this checkout, as an ordinary user runs it."""
import json
import os
import subprocess

from measure import java, jars

from .jvm import HEAP, compile_java
from .project import folder, host, name
from .server import THREADS, Server


class Insula(Server):
    """Sites in JSON, which is YAML; a site is added by a new manifest and `insula reload`."""

    name, title = "insula", "Insula"
    packages = ("gunicorn", "python3-django")
    works = ("hop", "django")
    compiles = True

    def site(self, number):
        place = {"path": folder(self.folder, number), "threads": THREADS, "isolation": "process"}
        if self.work == "django":
            return {"wsgi": "wsgi", "settings": name(number) + "_shop.settings", **place}
        return {"wsgi": "wsgi", **place}

    def write(self, sites):
        declared = {name(number): {"hosts": [host(number)], **self.site(number)} for number in range(1, sites + 1)}
        manifest = {"listen": ["http://127.0.0.1:%d" % self.port], "state": self.folder + "/state",
                    "control": self.folder + "/run/control.sock", "sites": declared}
        with open(self.folder + "/next.yaml", "w") as out:
            json.dump(manifest, out)
        os.replace(self.folder + "/next.yaml", self.folder + "/insula.yaml")

    def configure(self):
        self.write(self.sites)

    def environment(self):
        return {"JAVA_HOME": java.home(), "INSULA_BUILD": "never", "INSULA_JAVA_OPTS": HEAP}

    def launch(self):
        self.spawn([java.launcher(), "run", self.folder + "/insula.yaml"], self.environment())

    def add(self, number):
        self.write(number)
        surroundings = {**os.environ, **self.environment()}
        subprocess.run([java.launcher(), "reload", "--control", self.folder + "/run/control.sock"], env=surroundings,
                       check=True, stdout=subprocess.DEVNULL)


class InsulaInJvm(Insula):
    """A Java handler a site, each in its own loader, all in the front's JVM."""

    name, title = "insula-jvm", "Insula, Java sites in one JVM"
    works, python_sites, one_process, packages = ("jvm",), False, True, ()
    isolation = "classloader"

    def configure(self):
        compile_java(self.folder + "/classes", jars(), "Hello")
        self.write(self.sites)

    def site(self, number):
        return {"java": "bench.Hello", "path": self.folder + "/classes", "settings": name(number), "isolation": self.isolation}


class InsulaJavaProcesses(InsulaInJvm):
    """The same handlers, each in a JVM of its own behind the hop."""

    name, title = "insula-java", "Insula, a JVM a site"
    works, one_process, most_sites = ("hop",), False, 10
    isolation = "process"
