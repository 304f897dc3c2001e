"""What all servers have in common."""
import os
import pwd
import signal
import subprocess

from . import family, project

USER = "www-data"
THREADS = 4
SURROUNDINGS = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


class Server:
    """One kind of server with a number of sites. Its processes are started as www-data when this is root, else as this user."""

    name = ""
    title = ""
    packages = ()
    works = ("hop", "django")
    most_sites = 1000
    python_sites = True  # served from the folders of project.make
    compiles = False  # a JVM: it gets a longer warm-up, and needs the JDK
    one_process = False  # kill -9 of the process of one site is kill -9 of everything

    def __init__(self, folder, port, sites, work):
        self.folder, self.port, self.sites, self.work = folder, port, sites, work
        self.roots = []

    def configure(self):
        """Writes the configuration of all sites, but for the one that is added later."""

    def launch(self):
        """Starts the server; returns at once."""

    def add(self, number):
        """Adds a site, whose files are there already, to the running server."""

    def prepare(self):
        for name in ("run", "conf.d", "tmp"):
            os.makedirs(os.path.join(self.folder, name), exist_ok=True)
        if self.python_sites:
            for number in range(1, self.sites + 2):
                project.make(self.folder, number, self.work)
        self.configure()
        self.give()

    def give(self):
        """Everything in the folder belongs to the user who serves it."""
        if os.getuid() == 0:
            user = pwd.getpwnam(USER)
            for place, _, files in os.walk(self.folder):
                for path in [place] + [os.path.join(place, file) for file in files]:
                    os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)

    def spawn(self, command, environment=None, stop=signal.SIGTERM, **how):
        identity = {"user": USER, "group": USER, "extra_groups": []} if os.getuid() == 0 else {}
        surroundings = {**SURROUNDINGS, "HOME": self.folder, **(environment or {})}
        with open(os.path.join(self.folder, "output"), "ab") as log:
            process = subprocess.Popen(
                command, env=surroundings, cwd=self.folder, stdout=log, stderr=log, process_group=0,
                **{"stdin": subprocess.DEVNULL, **identity, **how})
        self.roots.append((process, stop))
        return process

    def is_alive(self):
        return all(process.poll() is None for process, _ in self.roots)

    def stop(self):
        family.end(self.roots)

    def output(self):
        with open(os.path.join(self.folder, "output"), errors="replace") as log:
            return log.read()[-1500:]
