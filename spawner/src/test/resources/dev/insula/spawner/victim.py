# A site with something worth stealing in each place that its neighbour could look at.
import ctypes, json, os, signal, socket, sys

order = json.loads(sys.stdin.readline())
os.environ["CANARY"] = "canary"
with open("secret", "w") as file:
    file.write("canary")
os.chmod("secret", 0o640)
with open("/tmp/canary", "w") as file:
    file.write("canary")
with open("/dev/shm/canary", "w") as file:
    file.write("canary")
libc = ctypes.CDLL(None, use_errno=True)
assert libc.shmget(0x1A5A, 4096, 0o1600) >= 0

by_path = socket.socket(socket.AF_UNIX)
by_path.bind(order["socket"])
by_path.listen()
abstract = socket.socket(socket.AF_UNIX)
abstract.bind("\0insula-canary")
abstract.listen()
tcp = socket.socket()
tcp.bind(("127.0.0.1", 0))
tcp.listen()


def leave(*_):
    whole = open("secret").read() == "canary" and not os.path.exists("planted")
    print("unharmed" if whole else "harmed", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)
print("ready", tcp.getsockname()[1], flush=True)
while True:
    signal.pause()
