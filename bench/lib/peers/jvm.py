"""Undertow and Tomcat, each with all sites in one JVM; of the versions that Insula brings."""
import glob
import os
import subprocess

from measure import HOME, java, jars

from .project import name, put
from .server import Server

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "java")
HEAP = "-Xmx512m"  # of every JVM that holds all sites, Insula's front included
WEB_XML = """<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1" metadata-complete="true">
  <servlet><servlet-name>hello</servlet-name><servlet-class>HelloServlet</servlet-class></servlet>
  <servlet-mapping><servlet-name>hello</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
</web-app>
"""


def container():
    return ":".join(glob.glob(os.path.join(HOME, "war", "target", "container", "[!i]*.jar")))


def compile_java(target, class_path, *sources):
    files = [os.path.join(SOURCES, source + ".java") for source in sources]
    subprocess.run([java.program("javac"), "-cp", class_path, "-d", target] + files, check=True)
    return target


class Jvm(Server):
    """The program reads the names of sites that are added from its standard input."""

    works, python_sites, compiles, one_process = ("jvm",), False, True, True

    def program(self):
        """The class path, the main class and its arguments."""
        raise NotImplementedError

    def launch(self):
        class_path, main, arguments = self.program()
        self.jvm = self.spawn([java.program(), HEAP, "-cp", class_path, main, str(self.port)] + arguments, stdin=subprocess.PIPE)

    def tell(self, line):
        self.jvm.stdin.write(line.encode() + b"\n")
        self.jvm.stdin.flush()


class Undertow(Jvm):
    name, title = "undertow", "bare Undertow"

    def configure(self):
        compile_java(self.folder + "/classes", jars(), "Hello", "UndertowHosts")

    def program(self):
        return self.folder + "/classes:" + jars(), "bench.UndertowHosts", [name(n) for n in range(1, self.sites + 1)]

    def add(self, number):
        self.tell(name(number))


class Tomcat(Jvm):
    """A virtual host and a web application with one servlet a site."""

    name, title = "tomcat", "Tomcat"

    def application(self, number):
        return "%s=%s/applications/%s" % (name(number), self.folder, name(number))

    def configure(self):
        compile_java(self.folder + "/classes", container(), "TomcatHosts")
        for number in range(1, self.sites + 2):
            inside = self.application(number).split("=")[1] + "/WEB-INF"
            put(inside + "/web.xml", WEB_XML)
            compiled = os.path.join(inside, "classes", "HelloServlet.class")
            if number == 1:
                first = compile_java(inside + "/classes", container(), "HelloServlet") + "/HelloServlet.class"
            else:
                os.makedirs(os.path.dirname(compiled))
                os.link(first, compiled)

    def program(self):
        applications = [self.application(n) for n in range(1, self.sites + 1)]
        return self.folder + "/classes:" + container(), "bench.TomcatHosts", [self.folder + "/tomcat"] + applications

    def add(self, number):
        self.tell(self.application(number))
