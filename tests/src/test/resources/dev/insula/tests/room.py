"""A site that tells what it is, and on demand tries what hostile code would try."""
import ctypes, errno, os, socket, threading
from urllib.parse import parse_qs

libc = ctypes.CDLL(None, use_errno=True)


def status():
    with open("/proc/self/status") as file:
        return dict(line.rstrip("\n").split(":", 1) for line in file)


def who(_):
    kernel = status()
    caps = {kernel[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    return "uid=%d caps=%s no-new-privs=%s" % (os.getuid(), ",".join(caps), kernel["NoNewPrivs"].strip())


def secret(_):
    with open("/proc/self/environ") as file:
        started_with = "KEY" in file.read()
    return "%s started-with=%s" % (os.environ.get("KEY"), started_with)


def read(path):
    with open(path, "rb") as file:
        file.read(1)


def connect(family, address):
    with socket.socket(family) as client:
        client.settimeout(3)
        client.connect(address)


def call(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")


def in_child(system_call):
    """Some calls are refused to a process with threads whatever its rights are."""
    child = os.fork()
    if child == 0:
        os._exit(0 if system_call() == 0 else ctypes.get_errno())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise OSError(code, "")


def attempts(order):
    proc = "/proc/" + order["pid"]
    return {
        "settings-file": lambda: read(order["folder"] + "/secret.txt"),
        "write-folder": lambda: open(order["folder"] + "/planted", "w"),
        "own-code": lambda: open(__file__, "a"),
        "log": lambda: read(order["log"]),
        "state": lambda: os.listdir(order["state"]),
        "plans": lambda: os.listdir(order["plans"]),
        "site-socket": lambda: connect(socket.AF_UNIX, order["socket"]),
        "control-socket": lambda: connect(socket.AF_UNIX, order["control"]),
        "spawner-socket": lambda: connect(socket.AF_UNIX, order["spawner"]),
        "front-port": lambda: connect(socket.AF_INET, ("127.0.0.1", int(order["port"]))),
        "abstract-socket": lambda: connect(socket.AF_UNIX, "\0insula-canary"),
        "environ": lambda: read(proc + "/environ"),
        "cmdline": lambda: read(proc + "/cmdline"),
        "memory": lambda: read(proc + "/mem"),
        "signal": lambda: os.kill(int(order["pid"]), 0),
        "ptrace": lambda: call(libc.ptrace(16, int(order["pid"]), 0, 0)),
        "shadow": lambda: read("/etc/shadow"),
        "setuid": lambda: os.setuid(0),
        "mount": lambda: call(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)),
        "user-namespace": lambda: in_child(lambda: libc.unshare(0x10000000)),
    }


def attack(order):
    found = []
    for name, attempt in attempts(order).items():
        try:
            attempt()
            found.append(name + "=OPEN")
        except OSError as error:
            found.append(name + "=" + errno.errorcode.get(error.errno, "timeout"))
    return "\n".join(found)


def memory(_):
    hoard = []
    while True:
        hoard.append(bytearray(b"x" * (4 << 20)))


def fork(_):
    children = []
    try:
        while len(children) < 5000:
            child = os.fork()
            if child == 0:
                while True:
                    os.read(os.pipe()[0], 1)
            children.append(child)
    except OSError as error:
        return "%d %s" % (len(children), errno.errorcode[error.errno])
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return "unlimited"


def processor(_):
    def burn():
        while True:
            pass

    for _ in range(4):
        threading.Thread(target=burn, daemon=True).start()
    return "burning"


def descriptors(_):
    held = []
    try:
        while len(held) < 1 << 20:
            held.append(os.open("/dev/null", os.O_RDONLY))
        return "unlimited"
    except OSError as error:
        return errno.errorcode[error.errno]
    finally:
        for descriptor in held:
            os.close(descriptor)


def disk(_):
    try:
        for part in range(100):
            with open("/tmp/%d" % part, "wb") as file:
                for _ in range(64):
                    file.write(b"x" * (1 << 20))
        return "unlimited"
    except OSError as error:
        return errno.errorcode[error.errno]
    finally:
        for name in os.listdir("/tmp"):
            if name.isdigit():
                os.unlink("/tmp/" + name)


def log(_):
    for _ in range(8):
        os.write(2, b"flood\n" * 170000)
    return "flooded"


def application(environ, start):
    order = {key: values[0] for key, values in parse_qs(environ["QUERY_STRING"]).items()}
    text = globals()[environ["PATH_INFO"].strip("/") or "who"](order)
    start("200 OK", [("Content-Type", "text/plain")])
    return [text.encode()]
