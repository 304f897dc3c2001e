# Tries everything that one site could do to another, and says what came of it.
import ctypes, errno, json, os, signal, socket, sys

order = json.loads(sys.stdin.readline())
libc = ctypes.CDLL(None, use_errno=True)
proc = f"/proc/{order['pid']}"


def call(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "")


def read(path):
    with open(path, "rb") as file:
        file.read(1)


def write(path):
    with open(path, "w") as file:
        file.write("planted")


def connect(family, address):
    with socket.socket(family) as client:
        client.connect(address)


def fill():
    try:
        with open("/tmp/fill", "wb") as file:
            while True:
                file.write(b"x" * 65536)
    finally:
        os.unlink("/tmp/fill")


def fork_bomb():
    children = []
    try:
        while len(children) < 1000:
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.wait()


def status(key):
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith(key + ":"))


def kill_everybody():
    # Signal 0 to all that may be signalled; bubblewrap's own process and this one do not count.
    os.kill(-1, 0)


attacks = {
    "secret-file": lambda: read(order["folder"] + "/secret"),
    "proc-environ": lambda: read(proc + "/environ"),
    "proc-cmdline": lambda: read(proc + "/cmdline"),
    "proc-mem": lambda: read(proc + "/mem"),
    "proc-root": lambda: os.listdir(proc + "/root"),
    "ptrace": lambda: call(libc.ptrace(16, order["pid"], 0, 0)),
    "kill": lambda: os.kill(order["pid"], 0),
    "socket-by-path": lambda: connect(socket.AF_UNIX, order["socket"]),
    "abstract-socket": lambda: connect(socket.AF_UNIX, "\0insula-canary"),
    "tcp-loopback": lambda: connect(socket.AF_INET, ("127.0.0.1", order["port"])),
    "write-folder": lambda: write(order["folder"] + "/planted"),
    "write-etc": lambda: write("/etc/planted"),
    "temporary-file": lambda: read(order["temporary"]),
    "root-home": lambda: os.listdir("/root"),
    "shadow": lambda: read("/etc/shadow"),
    "dev-shm": lambda: read("/dev/shm/canary"),
    "sysv-shm": lambda: call(libc.shmget(0x1A5A, 4096, 0)),
    "see-processes": lambda: "own" if {int(p) for p in os.listdir("/proc") if p.isdigit()} == {1, os.getpid()} else None,
    "inherited-descriptor": lambda: "none" if {int(f) for f in os.listdir("/proc/self/fd")} <= {0, 1, 2, 3} and not os.path.exists("/proc/self/fd/3") else None,
    "fill-temporary": fill,
    "fork-bomb": fork_bomb,
    "suid": lambda: "no-new-privs" if status("NoNewPrivs") == "1" else None,
    "setuid-root": lambda: os.setuid(0),
    "mount": lambda: call(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)),
    "user-namespace": lambda: call(libc.unshare(0x10000000)),
    "spawner-socket": lambda: connect(socket.AF_UNIX, order["spawner"]),
    "kill-everybody": kill_everybody,
    "capabilities": lambda: "none" if all(status(s) == "0" * 16 for s in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) else None,
}
for name, attack in attacks.items():
    try:
        result = attack() or "OPEN"
    except OSError as error:
        result = errno.errorcode[error.errno]
    print("attack", name, result, flush=True)
print("done", flush=True)
