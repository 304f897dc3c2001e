# Stands in a site's place: plants one canary of each kind, then looks for those of other sites.
import ctypes, json, os, signal, socket, sys, threading

plan = json.loads(sys.stdin.readline())
libc = ctypes.CDLL(None, use_errno=True)
MARK = "insula-canary-" + plan["site"]


def key(site):
    return 0x1A500000 + sum(site.encode()) % 0xFFFF


def plant(action):
    try:
        return action()
    except OSError:
        return None


def write(path):
    with open(path, "w") as file:
        file.write(MARK)


def listen(family, address):
    door = socket.socket(family)
    door.bind(address)
    door.listen()
    return door


def read(path):
    if os.path.isdir(path):
        os.listdir(path)
    else:
        with open(path, "rb") as file:
            file.read(1)


def call(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")


def connect(family, address):
    with socket.socket(family) as client:
        client.settimeout(3)
        client.connect(address)


def attempts(site, fact):
    tries = {}
    if "pid" in fact:  # probed itself, or in the front's JVM
        proc = "/proc/%d" % fact["pid"]
        tries |= {
            "environment": lambda: read(proc + "/environ"),
            "memory": lambda: open(proc + "/mem", "rb").close(),
            "process": lambda: os.stat(proc),
            "signal": lambda: os.kill(fact["pid"], 0),
        }
    if "socket" in fact:  # a process of its own
        tries |= {
            "ptrace": lambda: call(libc.ptrace(0x4206, fact["pid"], 0, 0)),  # PTRACE_SEIZE: does not stop it
            "socket": lambda: connect(socket.AF_UNIX, fact["socket"]),
            "abstract-socket": lambda: connect(socket.AF_UNIX, "\0insula-canary-" + site),
            "loopback-port": lambda: connect(socket.AF_INET, ("127.0.0.1", fact["port"])),
            "shared-memory": lambda: call(libc.shmget(key(site), 4096, 0)),
            "memory-file": lambda: read("/dev/shm/insula-canary-" + site),
            "temporary-file": lambda: read("/tmp/insula-canary-" + site),
        }
    for path in plan["files"].get(site, []):
        tries["file " + path] = lambda path=path: read(path)
    return tries


def take_away(*_):
    for path in ("/tmp/" + MARK, "/dev/shm/" + MARK):
        plant(lambda path=path: os.unlink(path))
    libc.shmctl(segment, 0, None)
    os._exit(0)


def answer(connection):
    with connection, connection.makefile("rw") as text:
        for site, fact in json.loads(text.readline()).items():
            for kind, attempt in attempts(site, fact).items():
                try:
                    attempt()
                    text.write("OPEN %s %s\n" % (site, kind))
                except OSError:
                    text.write("closed %s %s\n" % (site, kind))
        text.write("end\n")


port = listen(socket.AF_INET, ("127.0.0.1", 0))
abstract = plant(lambda: listen(socket.AF_UNIX, "\0" + MARK))
plant(lambda: write("/tmp/" + MARK))
plant(lambda: write("/dev/shm/" + MARK))
segment = libc.shmget(key(plan["site"]), 4096, 0o1666)
signal.signal(signal.SIGTERM, take_away)
door = listen(socket.AF_UNIX, plan["socket"])
print("ready port=%d" % port.getsockname()[1], flush=True)
while True:
    client, _ = door.accept()
    threading.Thread(target=lambda c=client: plant(lambda: answer(c)), daemon=True).start()
