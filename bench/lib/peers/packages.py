"""Debian packages that are installed when this is root, without starting what they bring."""
import contextlib
import os
import subprocess
import sys

POLICY = "/usr/sbin/policy-rc.d"


def missing(packages):
    query = ["dpkg-query", "-W", "-f=${Status}"]
    return [one for one in sorted(set(packages))
            if "install ok installed" not in subprocess.run(query + [one], capture_output=True, text=True).stdout]


@contextlib.contextmanager
def nothing_starts():
    """Debian starts a server when it installs it, unless this file says no."""
    if os.path.exists(POLICY):
        yield
        return
    with open(POLICY, "w") as out:
        out.write("#!/bin/sh\nexit 101\n")
    os.chmod(POLICY, 0o755)
    try:
        yield
    finally:
        os.unlink(POLICY)


def need(packages):
    wanted = missing(packages)
    # `nginx` brings what `nginx-light` does, and the two exclude each other.
    if "nginx-light" in wanted and os.path.exists("/usr/sbin/nginx"):
        wanted.remove("nginx-light")
    if not wanted:
        return
    if os.getuid() != 0:
        sys.exit("Missing: %s. Type: sudo apt-get install %s" % (", ".join(wanted), " ".join(wanted)))
    print("installing " + " ".join(wanted), file=sys.stderr)
    with nothing_starts():
        subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", "--no-install-recommends"]
        subprocess.run(command + wanted, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
