# Stands in a site's place: plants one canary of each kind, then looks for those of other sites.
import ctypes, json, os, secrets, signal, socket, sys, threading

plan = json.loads(sys.stdin.readline())
libc = ctypes.CDLL(None, use_errno=True)
MARK = "insula-canary-" + plan["site"]


def key(site):
    return 0x1A500000 + sum(site.encode()) % 0xFFFF


def plant(kind, action):
    """Says it if it cannot be, as nobody can find it then."""
    try:
        return action()
    except OSError:
        print("refused " + kind, flush=True)
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
    return result


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
        tries |= user_tries(site, fact, plan["socket"])
    if "jvm" in fact:
        tries |= property_tries(site, fact)
    for path in plan["files"].get(site, []):
        tries["file " + path] = lambda path=path: read(path)
    return tries


def take_away(*_):
    for path in ("/tmp/" + MARK, "/dev/shm/" + MARK, USERS):
        try:
            os.unlink(path)
        except OSError:
            pass  # it was not planted, or another one has taken it away
    if segment is not None:
        libc.shmctl(segment, 0, None)
    if jvm is not None:
        forget_jvm(plan["site"], jvm)
    os._exit(0)


def is_open(attempt):
    try:
        attempt()
        return True
    except OSError:
        return False


def answer(connection):
    with connection, connection.makefile("rw") as text:
        line = text.readline()
        if line.startswith("GET "):
            text.write(answer_request(text))
            return
        if not line:
            return  # somebody looked whether anybody is here
        for site, fact in json.loads(line).items():
            for kind, attempt in attempts(site, fact).items():
                text.write("%s %s %s\n" % ("OPEN" if is_open(attempt) else "closed", site, kind))
        text.write("end\n")


def converse(connection):
    try:
        answer(connection)
    except OSError:
        pass  # who asked does not listen any more


def serve():
    while True:
        client, _ = door.accept()
        threading.Thread(target=converse, args=(client,), daemon=True).start()


signal.signal(signal.SIGQUIT, lambda *_: None)  # one that is meant for a JVM ends nothing
password = "p" + secrets.token_hex(16)
port = plant("loopback-port", lambda: listen(socket.AF_INET, ("127.0.0.1", 0)))
abstract = plant("abstract-socket", lambda: listen(socket.AF_UNIX, "\0" + MARK))
plant("temporary-file", lambda: write("/tmp/" + MARK))
plant("memory-file", lambda: write("/dev/shm/" + MARK))
segment = plant("shared-memory", lambda: call(libc.shmget(key(plan["site"]), 4096, 0o1666)))
plant("authentication", lambda: add_user(MARK, password))
jvm = None
if "jvm" in plan:
    jvm = plant("system property", lambda: start_jvm(plan["site"], plan["jvm"]))
signal.signal(signal.SIGTERM, take_away)
door = listen(socket.AF_UNIX, plan["socket"])
threading.Thread(target=serve, daemon=True).start()

fact = {"pid": os.getpid(), "port": port.getsockname()[1] if port else 0, "password": password}
if jvm is not None:
    fact["jvm"] = jvm.pid
own = fact | {"socket": plan["socket"], "jvm-outside": fact.get("jvm", 0)}
for kind, attempt in attempts(plan["site"], own).items():
    if kind != "ptrace" and not is_open(attempt):  # nobody traces itself
        print("blind " + kind, flush=True)
print("ready", *("%s=%s" % pair for pair in fact.items()), flush=True)
while True:
    signal.pause()
