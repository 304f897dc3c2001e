"""What asks: one request, and wrk over the sites in turn."""
import contextlib
import http.client
import re
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from .project import host, name

SCRIPT = """local requests, at = {}, 0
function init()
  for n = 1, %d do requests[n] = wrk.format("GET", "%s", {["Host"] = string.format("s%%03d.test", n)}) end
end
function request() at = at %% #requests + 1; return requests[at] end
function done(all, latency)
  local e = all.errors
  io.write(string.format("FIGURES %%d %%d %%.3f %%.3f %%.3f\\n", all.requests, e.connect + e.read + e.write + e.status + e.timeout,
    all.requests * 1e6 / all.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def ask(port, number, path="/", timeout=15):
    """Status, the answering process and the body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": host(number), "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("X-Process"), answer.read()


def process_of(port, number):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return ask(port, number)[1]
    return None


def first_answer(port, number, patience, alive=lambda: True, other_than=None, pause=0.01, path="/", text=None):
    """Seconds since the call until the site answered with the text (its name), by another process than the named one."""
    start, seen = time.monotonic(), "nothing"
    while time.monotonic() < start + patience and alive():
        try:
            status, process, body = ask(port, number, path)
            seen = "%d %r" % (status, body[:60])
            if status == 200 and (text or name(number).encode()) in body and (other_than is None or process != other_than):
                return time.monotonic() - start
        except (OSError, http.client.HTTPException) as fault:
            seen = repr(fault)
        time.sleep(pause)
    raise RuntimeError("%s did not answer within %d s; last: %s" % (name(number), patience, seen))


def all_answers(port, sites, patience, alive, path="/", text=None):
    """For each site, the moment on the monotonic clock when it answered first."""

    def moment(number):
        first_answer(port, number, patience, alive, path=path, text=text)
        return time.monotonic()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(moment, range(1, sites + 1)))


def wrk(port, sites, seconds, connections, path="/"):
    """Requests, failures, requests a second, and milliseconds of the median and of the slowest hundredth."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % (sites, path))
        script.flush()
        command = ["wrk", "-t1", "-c%d" % connections, "-d%gs" % seconds, "-s", script.name, "http://127.0.0.1:%d/" % port]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    found = re.search(r"FIGURES (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", done.stdout)
    if not found:
        raise RuntimeError("wrk: " + done.stdout)
    figures = found.groups()
    return {"requests": int(figures[0]), "failed": int(figures[1]), "rate": float(figures[2]), "p50_ms": float(figures[3]), "p99_ms": float(figures[4])}
