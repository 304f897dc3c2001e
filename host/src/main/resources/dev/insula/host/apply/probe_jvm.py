# A JVM with a canary among its System properties, and how a neighbour might learn of them.
import base64, glob, os, signal, socket, subprocess, time

PATIENCE = 10.0  # seconds


def jvm_home(site):
    return "/tmp/insula-canary-%s.jvm" % site


def property_word(site):
    return ("insula-canary-%s." % site).encode()


def write_new(path, content):
    """For its user's eyes only."""
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)


def start_jvm(site, jvm):
    """Told a property on its command line, one in a file of arguments, one through its input."""
    home, word = jvm_home(site), property_word(site)
    write_new("%s/%s.class" % (home, jvm["main"].replace(".", "/")), base64.b64decode(jvm["class"]))
    write_new(home + "/arguments", b"-Dinsula.canary.file=" + word)
    words = [jvm["java"], "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
    words += ["@%s/arguments" % home, "-Dinsula.canary.line=" + word.decode()]
    words += ["-cp", home, jvm["main"]]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(word + b"\n")
    process.stdin.flush()
    if process.stdout.readline() != b"ready\n":
        raise OSError("the JVM does not run")
    if not glob.glob("/tmp/hsperfdata_*/%d" % process.pid):
        # A user without a name has none; what a JVM writes there of other users, stands here.
        write_new("/tmp/hsperfdata_insula-%s/%d" % (site, process.pid), word)
    return process


def forget_jvm(site, process):
    """Ends it, and leaves nothing of it."""
    process.kill()
    process.wait()
    paths = ["/tmp/.java_pid%d" % process.pid, jvm_home(site), "/tmp/hsperfdata_insula-" + site]
    subprocess.run(["/bin/rm", "-rf", *paths, *glob.glob("/tmp/hsperfdata_*/%d" % process.pid)])


def find(word, *patterns):
    """In a file of the own room, or in one of another's that can be reached through /proc."""
    for pattern in patterns:
        for path in glob.glob(pattern):
            try:
                with open(path, "rb") as file:
                    if word in file.read(1 << 20):
                        return
            except OSError:
                continue  # another one may be readable
    raise OSError("not found")


def ask_jvm(door):
    """What it answers to jcmd(1)."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(PATIENCE)
        client.connect(door)
        client.sendall(b"1\0properties\0\0\0\0")
        said = b""
        while part := client.recv(1 << 16):
            said += part
        return said


def attach(folder, inside, outside):
    """A JVM opens a door for who can put a file into its /tmp and send it a signal."""
    door = "%s/.java_pid%d" % (folder, inside)
    if not os.path.exists(door):
        wish = "%s/.attach_pid%d" % (folder, inside)
        os.close(os.open(wish, os.O_CREAT | os.O_WRONLY, 0o600))
        try:
            os.kill(outside, signal.SIGQUIT)
            end = time.monotonic() + PATIENCE
            while not os.path.exists(door) and time.monotonic() < end:
                time.sleep(0.02)
        finally:
            os.unlink(wish)
    return ask_jvm(door)


def attach_somehow(word, inside, outside):
    for folder in ("/tmp", "/proc/%d/root/tmp" % outside):
        for number in {inside, outside}:
            try:
                if word in attach(folder, number, outside):
                    return
            except OSError:
                continue  # another way may lead there
    raise OSError("not found")


def property_tries(site, fact):
    word = property_word(site)
    file = jvm_home(site) + "/arguments"
    data = "/tmp/hsperfdata_*/*"
    rooms = "/proc/[0-9]*/root"
    return {
        "system property, command line": lambda: find(word, "/proc/[0-9]*/cmdline"),
        "system property, argument file": lambda: find(word, file, rooms + file),
        "system property, performance data": lambda: find(word, data, rooms + data),
        "system property, attach": lambda: attach_somehow(word, fact["jvm"], fact["jvm-outside"]),
    }
