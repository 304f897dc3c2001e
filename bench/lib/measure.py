"""What the measurements share: servers in sessions of their own, wrk, CPU time per request."""
import contextlib
import glob
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 64
PATIENCE = 60


class java:
    """The JDK that Insula runs on."""

    @staticmethod
    def home():
        script = '. "%s/bin/find-jdk"; find_jdk' % HOME
        return subprocess.run(["bash", "-c", script], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    @staticmethod
    def program(name="java"):
        return os.path.join(java.home(), "bin", name)

    @staticmethod
    def launcher():
        return os.path.join(HOME, "bin", "insula")

    @staticmethod
    def compile(folder, sources, package):
        source_folder = os.path.join(folder, "src", package)
        os.makedirs(source_folder, exist_ok=True)
        classes = os.path.join(folder, "classes")
        for name, text in sources.items():
            with open(os.path.join(source_folder, name + ".java"), "w") as out:
                out.write(text)
        files = glob.glob(source_folder + "/*.java")
        subprocess.run([java.program("javac"), "-cp", jars(), "-d", classes] + files, check=True)
        return classes


def jars():
    folder = os.path.join(HOME, "host", "target", "lib")
    if not glob.glob(folder + "/*.jar"):
        sys.exit("The checkout is not built. Type: ./dev build")
    return ":".join([folder + "/*"] + glob.glob(os.path.join(HOME, "host", "target", "insula-host-*.jar")))


def need(command, package):
    """Installs a tool that is missing, or says what to type."""
    if not shutil.which(command) and os.getuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], stdout=subprocess.DEVNULL)
    if not shutil.which(command):
        sys.exit("%s is missing. Type: sudo apt-get install %s" % (command, package))


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix="insula-bench-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server in a session of its own, stopped by its own pid."""

    def __init__(self, command, folder, port, host="s0.test", path="/", **how):
        self.log = open(os.path.join(folder, "server-%d.log" % port), "w+")
        self.path = path
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True, **how)
        self._await(port, host)

    def _await(self, port, host):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", self.path, headers={"Host": host})
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.05)
        self.log.seek(0)
        sys.exit("the server did not start:\n" + self.log.read())

    def pids(self):
        pids, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            pids.append(pid)
            with contextlib.suppress(OSError):
                for task in os.listdir("/proc/%d/task" % pid):
                    with open("/proc/%d/task/%s/children" % (pid, task)) as children:
                        queue += [int(child) for child in children.read().split()]
        return pids

    def cpu_seconds(self):
        total = 0
        for pid in self.pids():
            with contextlib.suppress(OSError), open("/proc/%d/stat" % pid) as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
                total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


class JvmServer(Server):
    """A JVM whose compiler threads are not counted: what they cost ends with the warm-up, which on a busy machine lasts long."""

    def cpu_seconds(self):
        total = 0
        for task in os.listdir("/proc/%d/task" % self.process.pid):
            with contextlib.suppress(OSError), open("/proc/%d/task/%s/stat" % (self.process.pid, task)) as stat:
                name, fields = stat.read().split("(", 1)[1].rsplit(")", 1)
                if "Compiler" not in name:
                    total += sum(int(field) for field in fields.split()[11:13])
        return total / TICKS


def wrk(server, port, hosts, seconds, connections=CONNECTIONS, path="/", headers=(), paths=()):
    """Runs wrk over the hosts, or the paths, in turn; the server's CPU microseconds a request."""
    need("wrk", "wrk")
    lines = ["local hosts = {%s}" % ", ".join('"%s"' % host for host in hosts), "local n = 0", "local requests = {}"]
    lines.append("local paths = {%s}" % ", ".join('"%s"' % one for one in paths or [path]))
    lines.append("function init()")
    for name, value in headers:
        lines.append('  wrk.headers["%s"] = "%s"' % (name, value))
    lines.append("  for _, host in ipairs(hosts) do for _, path in ipairs(paths) do")
    lines.append('    wrk.headers["Host"] = host; requests[#requests + 1] = wrk.format("GET", path)')
    lines.append("  end end")
    lines.append("end")
    lines.append("function request() n = n % #requests + 1; return requests[n] end")
    lines.append('function done(s) io.write(string.format("COUNT %d %d\\n", s.requests, s.errors.status + s.errors.read + s.errors.connect + s.errors.timeout)) end')
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        before = server.cpu_seconds()
        command = ["setsid", "-w", "wrk", "-t2", "-c%d" % connections, "-d%ds" % seconds, "-s", script.name, "http://127.0.0.1:%d%s" % (port, path)]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        spent = server.cpu_seconds() - before
    count, errors = [line.split()[1:] for line in output.splitlines() if line.startswith("COUNT")][0]
    if int(errors):
        sys.exit("%s failed requests:\n%s" % (errors, output))
    return spent * 1e6 / int(count)


def median(values):
    return statistics.median(values)


def table(figures):
    width = max(map(len, figures))
    print("%-*s  %s" % (width, "CPU us/request", "median  per round"))
    for name, values in figures.items():
        print("%-*s  %6.2f  %s" % (width, name, median(values), " ".join("%.2f" % v for v in values)))
